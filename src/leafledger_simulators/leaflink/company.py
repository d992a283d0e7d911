"""The seller company every dataset begins with: staff, brands, categories, statuses, licences."""

from __future__ import annotations

from datetime import timedelta

from leafledger_simulators.leaflink.records import Row
from leafledger_simulators.leaflink.statuses import STATUSES
from leafledger_simulators.leaflink.taxes import TAX_NAMES, add_schedule
from leafledger_simulators.leaflink.world import World

SELLER_NAME = "High Plains Provisions"

STAFF = (
    ("Dana Whitfield", "dana.w", True),
    ("Marco Ibarra", "marco.i", False),
    ("Priya Raman", "priya.r", False),
    ("Joel Okafor", "joel.o", False),
    ("Renée Tremblay", "renee.t", False),
)
BRANDS = ("Timberline Farms", "Copper Kettle Edibles", "Solstice Extracts", "Wagon Road")
# Brand (place in BRANDS) and product line.
PRODUCT_LINES = (
    (0, "Timberline Indoor"),
    (0, "Timberline Bulk"),
    (1, "Kettle Gummies"),
    (1, "Kettle Chocolate"),
    (2, "Live Resin"),
    (2, "Solstice Vapes"),
    (3, "Wagon Road Pre-Rolls"),
    (3, "Wagon Road Basics"),
)
CATEGORIES = {
    "Flower": ("Packaged Flower", "Bulk Flower"),
    "Pre-Rolls": ("Singles", "Multi-packs"),
    "Edibles": ("Gummies", "Chocolate"),
    "Concentrates": ("Live Resin", "Rosin"),
    "Cartridges": ("510 Thread", "Disposable"),
    "Merchandise": ("Apparel", "Accessories"),
}
CUSTOMER_STATUSES = ("Lead", "Onboarding", "Approved", "On Hold", "Closed")
TIERS = ("A", "B", "C", "Key Account", "Trial")
LICENSE_TYPES = (
    ("CO", "Retail Marijuana Store"),
    ("MI", "Marihuana Retailer"),
    ("NV", "Retail Store"),
    ("CA", "Retailer"),
    ("CO", "Medical Marijuana Store"),
)
OWN_LICENSES = (
    ("403R-00817", "Cultivator", "Recreational"),
    ("404R-00552", "Infused Products", "Recreational"),
    ("AU-G-C-000413", "Class C Grower", "Adult Use"),
    ("RD411-772", "Distributor", "Adult Use"),
    ("C11-0001288-LIC", "Distributor", "Adult Use"),
)
# What the tables carry as their age: older than any season.
FOUNDED_DAYS_AGO = 900


def found_company(world: World, seller: str = SELLER_NAME) -> None:
    """Fill the tables of a seller who has everything but products, customers and orders."""
    slug = slug_of(seller)
    domain = "highplains" if seller == SELLER_NAME else slug
    state, now = world.state, world.clock.now()
    born = (now - timedelta(days=FOUNDED_DAYS_AGO)).replace(microsecond=250_119)
    company = state.add_row("companies", _company(seller, slug))
    state.company_id = company["id"]
    for place, (name, login, is_admin) in enumerate(STAFF):
        state.add_row(
            "company_staff",
            _staff(company["id"], name, f"{login}@{domain}.example", is_admin, place),
        )
    for name in BRANDS:
        state.add_row("brands", _brand(company["id"], name, seller))
    brands = list(state.table("brands"))
    for place, (brand, name) in enumerate(PRODUCT_LINES):
        row = {"name": name, "brand": brands[brand], "menu_position": place}
        state.add_row("product_lines", row)
    for name, subcategories in CATEGORIES.items():
        slug = name.lower().replace(" ", "-")
        category = state.add_row(
            "product_categories", {"name": name, "slug": slug, "description": f"{name}."}
        )
        for sub in subcategories:
            row = {"name": sub, "slug": sub.lower().replace(" ", "-"), "description": ""}
            state.add_row("product_subcategories", {**row, "category": category["id"]})
    for place, words in enumerate(CUSTOMER_STATUSES, 1):
        row = {"state": words, "order": place, "description": None, "owner": company["id"]}
        state.add_row("customer_statuses", {**row, "is_stock": place < 4, "hex_color": "#4b8b3b"})
    for place, rank in enumerate(TIERS):
        row = {"created_on": born, "modified": born, "rank": rank, "sort": place}
        state.add_row("customer_tiers", row)
    for abbreviation, name in LICENSE_TYPES:
        state.add_row("license_types", _license_type(abbreviation, name, born))
    for number, name, kind in OWN_LICENSES:
        row = {"number": number, "type": kind, "display_type": "Adult Use"}
        state.add_row("licenses", {**row, "classification": name})
    for abbreviation, (name, rate) in TAX_NAMES.items():
        add_schedule(world, name=name, rate=str(rate), state=abbreviation)
    for place, name in enumerate(STATUSES):
        state.add_row("order_statuses", {"name": name, "slug": name.lower(), "order": place})


def slug_of(name: str) -> str:
    """A company's name as its address shows it."""
    words = "".join(one if one.isascii() and one.isalnum() else " " for one in name.lower())
    return "-".join(words.split()) or "company"


def _company(name: str, slug: str) -> Row:
    return {
        "address": "4150 Elati St",
        "announcement": "",
        "apply_ancillary_tax": False,
        "apply_arms_length_tax": False,
        "batch_enabled": True,
        "business_identifier": "",
        "business_license_name": f"{name} LLC",
        "buyer": False,
        "seller": True,
        "city": "Denver",
        "dba": "",
        "description": "Cultivation, extraction and kitchen in four states.",
        "has_accting": False,
        "hide_attached_packages": False,
        "image": "https://example.test/high-plains.png",
        "name": name,
        "slug": slug,
        "state": "CO",
        "sts_enabled": True,
        "zipcode": "80216",
    }


def _staff(company: int, name: str, email: str, is_admin: bool, place: int) -> Row:
    return {
        "user": 7_000 + place,
        "company": company,
        "is_admin": is_admin,
        "is_active": True,
        "is_poc": place == 0,
        "email": email,
        "phone": f"(303) 555-01{40 + place}",
        "identification_number": "",
        "display_name": name,
        "username": email.split("@", maxsplit=1)[0],
    }


def _brand(company: int, name: str, seller: str) -> Row:
    slug = name.lower().replace(" ", "-")
    return {
        "name": name,
        "company": company,
        "description": f"{name}, by {seller}.",
        "image": f"https://example.test/{slug}.png",
        "banner": f"https://example.test/{slug}-banner.png",
    }


def _license_type(abbreviation: str, name: str, born: object) -> Row:
    return {
        "type": name,
        "display_type": name,
        "classification": "Medical" if name.startswith("Medical") else "Adult Use",
        "state": {"CA": 5, "CO": 6, "MI": 23, "NV": 29}[abbreviation],
        "require_ein": False,
        "has_medical_line_items": name.startswith("Medical"),
        "active_for_registration": True,
        "description": None,
        "pre_2018_CA": False,
        "post_2018_CA": abbreviation == "CA",
        "created_on": born,
        "modified": born,
        "state_abbr": abbreviation,
    }
