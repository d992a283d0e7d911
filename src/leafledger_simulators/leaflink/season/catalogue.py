"""The catalogue of a season: about 60 products in every packaging a seller uses.

Multipliers 1, 12, 24, 25 and others; bulk flower by the pound in fractions; sale prices;
samples at a cent and at nothing; one blank SKU (reference/leaflink.md 7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from leafledger_simulators.leaflink.records import ZERO, Product
from leafledger_simulators.leaflink.world import World


@dataclass(frozen=True, slots=True)
class Kind:
    """A group of products that differ by flavour or strain only. Prices are of one sold unit."""

    line: int
    category: str
    subcategory: str
    code: str
    name: str
    multiplier: int
    wholesale: str
    retail: str
    cases_in_stock: int
    unit: str = "Unit"
    fractional: bool = False


STRAINS = (
    "Blue Dream",
    "Jack Herer",
    "Granddaddy Purple",
    "Sour Diesel",
    "Wedding Cake",
    "Maui Wowie",
    "Durban Poison",
    "Northern Lights",
)
FLAVOURS = ("Peach", "Sour Watermelon", "Huckleberry", "Crème Brûlée", "Salt & Caramel")

KINDS = (
    Kind(0, "Flower", "Packaged Flower", "TFI35", "{} 3.5g", 24, "312.00", "32.00", 300),
    Kind(1, "Flower", "Bulk Flower", "TFB", "{} Bulk", 1, "1180.00", "0.00", 420, "Pound", True),
    Kind(2, "Edibles", "Gummies", "CKG", "{} Gummies 100mg", 25, "187.50", "18.00", 280),
    Kind(3, "Edibles", "Chocolate", "CKC", "{} Chocolate Bar 100mg", 12, "108.00", "18.00", 260),
    Kind(4, "Concentrates", "Live Resin", "SLR", "{} Live Resin 1g", 1, "17.25", "38.00", 900),
    Kind(5, "Cartridges", "510 Thread", "SVC", "{} Cartridge 0.5g", 10, "129.90", "30.00", 240),
    Kind(6, "Pre-Rolls", "Multi-packs", "WRP", "{} Pre-Roll 5-pack", 12, "99.48", "22.00", 320),
    Kind(7, "Pre-Rolls", "Singles", "WRS", "{} Single 1g", 50, "112.50", "6.00", 200),
)
PER_KIND = {0: 8, 1: 7, 2: 5, 3: 5, 4: 8, 5: 8, 6: 7, 7: 4}

# Sale prices as (code, share of the wholesale price).
ON_SALE = {"CKC-03": "0.9167", "WRP-02": "0.85", "SLR-05": "0.9", "SVC-06": "0.95"}


def stock_catalogue(world: World, *, per_kind_max: int = 99) -> None:
    """Put the catalogue on the shelf, with its oddities."""
    for place, kind in enumerate(KINDS):
        names = FLAVOURS if kind.category == "Edibles" else STRAINS
        for variety in range(min(PER_KIND[place], per_kind_max)):
            _add(world, kind, variety + 1, names[variety])
    _add_oddities(world)


def by_code(world: World, code: str) -> Product:
    """The product that began with that SKU; an integration may have changed it since."""
    return next(one for one in world.state.products.values() if one.fields.get("code") == code)


def _add(world: World, kind: Kind, variety: int, name: str) -> Product:
    code = f"{kind.code}-{variety:02}"
    wholesale = Decimal(kind.wholesale)
    sale = ZERO
    if code in ON_SALE:
        sale = (wholesale * Decimal(ON_SALE[code])).quantize(Decimal("0.01"))
    return add_product(
        world,
        name=kind.name.format(name),
        sku=code,
        kind=kind,
        wholesale=wholesale,
        sale=sale,
        description=f"<p>{kind.name.format(name)}, {kind.multiplier} to the case.</p>",
    )


def add_product(
    world: World,
    *,
    name: str,
    sku: str,
    kind: Kind,
    wholesale: Decimal,
    sale: Decimal = ZERO,
    multiplier: int | None = None,
    description: str = "",
    listing_state: str = "Available",
) -> Product:
    """Put one product on the shelf."""
    state = world.state
    lines = list(state.table("product_lines").values())
    category = next(
        row["id"]
        for row in state.table("product_categories").values()
        if row["name"] == kind.category
    )
    sub = next(
        row["id"]
        for row in state.table("product_subcategories").values()
        if row["name"] == kind.subcategory and row["category"] == category
    )
    born = world.stamp() - timedelta(days=60)
    sold_in = multiplier or kind.multiplier
    product = Product(
        id=state.next_id("product"),
        name=name,
        sku=sku,
        created_on=born,
        modified=born,
        wholesale_price=wholesale,
        retail_price=Decimal(kind.retail),
        sale_price=sale,
        unit_multiplier=sold_in,
        quantity=Decimal(kind.cases_in_stock * sold_in),
        brand=lines[kind.line]["brand"],
        product_line=lines[kind.line]["id"],
        category=category,
        sub_category=sub,
        listing_state=listing_state,
        unit_of_measure=kind.unit,
        sell_in_unit_of_measure="Case" if sold_in > 1 else None,
        allow_fractional_quantities=kind.fractional,
        fields={"description": description, "last_edit": born, "code": sku},
    )
    state.products[product.id] = product
    return product


# The products of the worked orders: name, SKU, place in KINDS, wholesale price, multiplier.
WORKED = (
    ("Swiss Masters Two-Hundred", "VECTOR-200", 3, "200.00", 10),
    ("Two-Twenty Bar", "VECTOR-220", 3, "220.00", 10),
    ("Estate Eighth Case", "VECTOR-114", 0, "114.00", 24),
    ("Estate Pound", "VECTOR-1200", 1, "1200.00", 1),
)


def _add_oddities(world: World) -> None:
    """A blank SKU, samples at a cent and for nothing, varieties with their parent."""
    random_sku = f"{world.state.random.getrandbits(80):020x}"
    name = "Trim & Shake (unlabeled)"
    add_product(world, name=name, sku=random_sku, kind=KINDS[1], wholesale=Decimal("240.00"))
    for sku, price, note in (("SAMPLE-CENT", "0.01", "(1¢)"), ("SAMPLE-FREE", "0.00", "(free)")):
        add_product(
            world,
            name=f"Budtender Sample {note}",
            sku=sku,
            kind=KINDS[7],
            wholesale=Decimal(price),
            multiplier=1,
            listing_state="Sample",
        )
    _add_varieties(world)
    for name, sku, kind, price, multiplier in WORKED:
        add_product(
            world,
            name=name,
            sku=sku,
            kind=KINDS[kind],
            wholesale=Decimal(price),
            multiplier=multiplier,
        )


def _add_varieties(world: World) -> None:
    """A parent that is only a name, and the two varieties that are sold (reference 7)."""
    price, chocolate = Decimal("132.00"), KINDS[3]
    name = 'Kettle "Reserve" Chocolate'
    parent = add_product(world, name=name, sku="CKR-00", kind=chocolate, wholesale=price)
    for place, taste in enumerate(("70% Dark", "Oat Milk"), 1):
        sku = f"CKR-0{place}"
        child = add_product(world, name=taste, sku=sku, kind=chocolate, wholesale=price)
        child.parent = parent.id
    parent.fields["children_count"] = 2
