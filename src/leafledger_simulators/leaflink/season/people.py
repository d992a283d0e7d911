"""The retailers of a season: four states, chains, odd names, licences, terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from leafledger_simulators.leaflink.contacts import introduce
from leafledger_simulators.leaflink.payment_options import payment_option
from leafledger_simulators.leaflink.records import Customer, Row
from leafledger_simulators.leaflink.world import World


@dataclass(frozen=True, slots=True)
class Place:
    """A town with its state, zip code and telephone area."""

    city: str
    state: str
    zipcode: str
    area: str


TOWNS = {
    "CO": (
        Place("Denver", "CO", "80205", "303"),
        Place("Boulder", "CO", "80302", "720"),
        Place("Pueblo", "CO", "81003", "719"),
        Place("Moffat", "CO", "81143", "719"),
    ),
    "MI": (
        Place("Ann Arbor", "MI", "48104", "734"),
        Place("Detroit", "MI", "48226", "313"),
        Place("Kalamazoo", "MI", "49007", "269"),
    ),
    "NV": (
        Place("Las Vegas", "NV", "89102", "702"),
        Place("Reno", "NV", "89501", "775"),
    ),
    "CA": (
        Place("Oakland", "CA", "94607", "510"),
        Place("Los Angeles", "CA", "90021", "213"),
        Place("Eureka", "CA", "95501", "707"),
    ),
}

NAMES = {
    "CO": (
        "Green Mesa Dispensary",
        'O\'Hare & Sons "Wellness"',
        "Sunrise Cannabis Co.",
        "Sunrise Cannabis Co.",
        "Sunrise Cannabis Co.",
        "Café Ñandú",
        "The Herbal Cure",
        "Rocky Top Remedies",
        "Lucky's Leaf",
        "Pikes Peak Provisions",
        "Elevated Arvada",
        "Good Vibrations Dispensary",
        "Mile High Mercantile",
        "Cottonwood Collective",
    ),
    "MI": (
        "Lakeshore Provisioning",
        "Mitten Made Marihuana",
        "Huron Valley Herb",
        "Motor City Meds",
        "Kazoo Cannabis",
        "Bell's Apothecary",
        "Great Lakes Greenery",
        "Grand River Grove",
        "Third Coast Cannabis",
        "Superior Buds",
        "Wolverine Wellness",
    ),
    "NV": (
        "Silver State Relief",
        "Desert Bloom",
        "Neon Leaf Lounge",
        "Truckee Meadows Cannabis",
        "High Roller Dispensary",
        "Mojave Green",
        "Battle Born Botanicals",
        "Red Rock Remedies",
        "Oasis & Company",
        "Sagebrush Supply",
    ),
    "CA": (
        "Harbor House Collective",
        "Emerald Triangle Trading",
        "Redwood Roots",
        "Señor Buds",
        "Fog City Flower",
        "Sierra Sun Wellness",
        "Lost Coast Dispensary",
        "Golden Gate Greens",
        "Sunrise Cannabis Co.",
        "Venice Beach Botanica",
        "Humboldt's Finest",
        "Zzyzx Road Cannabis",
        "Bay Leaf",
        "New Leaf",
    ),
}

STREETS = ("Main St", "Highway 17", "Larimer St", "W Colfax Ave", "Broadway", "2nd Ave", "Elm Ct")
LICENSE_FORMS = {"CO": "402R-{:05}", "MI": "AU-R-{:06}", "NV": "RD{:03}-{:03}", "CA": "C10-{:07}"}
FIRST_NAMES = ("Alex", "Sam", "Jordan", "Renée", "Luz", "Kofi", "Mei", "Pat")
LAST_NAMES = ("Nguyen", "O'Brien", "García", "Smith", "Okoro", "Larsen", "Patel", "Brown")
# (term id, method id, program, strategy): what the customers have agreed on.
TERM_CHOICES: tuple[tuple[int, int, str | None, str | None], ...] = (
    (4, 2, None, None),
    (3, 4, None, None),
    (2, 4, None, None),
    (20, 1, None, None),
    (9, 3, None, None),
    (4, 4, "direct", "direct"),
)
# The first customers are the old ones: their rows are older than the season.
KNOWN_FOR_DAYS = 200


def invite_retailers(world: World, *, per_state_max: int = 99) -> list[Customer]:
    """Add the retailers, state by state, each with terms, contact and licence."""
    customers = []
    for state, names in NAMES.items():
        for name in names[:per_state_max]:
            customers.append(add_retailer(world, name, state))
    return customers


def add_retailer(
    world: World, name: str, state: str, *, known_for_days: int = KNOWN_FOR_DAYS
) -> Customer:
    """Add one retailer with everything a bookkeeper may need of him."""
    tables, draw = world.state, world.state.random
    town = draw.choice(TOWNS[state])
    born = world.stamp() - timedelta(days=draw.uniform(0.8, 1.0) * known_for_days)
    customer_id = tables.next_id("customer")
    slug = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalnum())
    email = f"ap.{customer_id % 1000}@{slug}.example"
    types = {row["state_abbr"]: row["id"] for row in reversed(_rows(world, "license_types"))}
    customer = Customer(
        id=customer_id,
        name=name,
        created_on=born,
        modified=born,
        partner=_partner(world, name, state, 6_000 + customer_id % 1000),
        state=state,
        city=town.city,
        license_number=_license(world, state),
        email=email,
        phone=f"({town.area}) 555-{draw.randrange(1000, 9999)}",
        status=_rows(world, "customer_statuses")[2]["id"],
        tier=draw.choice(_rows(world, "customer_tiers"))["id"],
        license_type=types[state],
        managers=[draw.choice(_rows(world, "company_staff")[1:])["id"]],
        payment_options=_options(world),
        fields={
            "address": f"{draw.randrange(100, 9900)} {draw.choice(STREETS)}",
            "unit_number": draw.choice(("", "", "", "1A", "Suite 200")),
            "zipcode": town.zipcode,
            "dba": name if draw.random() < 0.2 else "",
            "business_license_name": f"{name} LLC",
            "website": f"https://{slug}.example/",
            "delivery_preferences": draw.choice(("", "", "Monday - Wednesday Only Please")),
        },
    )
    if draw.random() < 0.15:
        customer.shipping_charge = Decimal("15.00")
    if draw.random() < 0.1:
        customer.discount_percent = Decimal(5)
    tables.customers[customer.id] = customer
    _add_contact(world, customer, born)
    return customer


def _partner(world: World, name: str, state: str, own: int) -> int:
    """The buyer's company: shops of one name in one state are one company (reference 6)."""
    for customer in world.state.customers.values():
        if (customer.name, customer.state) == (name, state) and customer.partner:
            return customer.partner
    return own


def _add_contact(world: World, customer: Customer, born: object) -> None:
    draw = world.state.random
    first, last = draw.choice(FIRST_NAMES), draw.choice(LAST_NAMES)
    texts = {
        "first_name": first,
        "last_name": last,
        "email": customer.email,
        "role": draw.choice(("Buyer", "Owner", "Accounts Payable")),
        "phone": customer.phone,
    }
    introduce(world, customer, texts, born)


def _license(world: World, state: str) -> str:
    draw, form = world.state.random, LICENSE_FORMS[state]
    taken = {customer.license_number for customer in world.state.customers.values()}
    while True:
        number = form.format(*(draw.randrange(100, 999) for _ in range(form.count("{"))))
        if number not in taken:
            return number


def _options(world: World) -> list[Row]:
    draw = world.state.random
    term, method, program, strategy = draw.choice(TERM_CHOICES)
    first = payment_option(world, term, method, is_default=True, program=program, strategy=strategy)
    return [first, payment_option(world, 20, 1)]


def _rows(world: World, table: str) -> list[Row]:
    return list(world.state.table(table).values())
