"""What happens to the retailers in a season: new names, addresses, people; some close down.

Every change moves the customer's `modified`, as there is no webhook for customers (reference/
leaflink.md 9.1). Retailers that worked examples and other people's tests speak of by name keep
theirs.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from leafledger_simulators.leaflink.contacts import introduce
from leafledger_simulators.leaflink.records import Customer
from leafledger_simulators.leaflink.season.people import FIRST_NAMES, LAST_NAMES, STREETS, TOWNS
from leafledger_simulators.leaflink.world import World

RetailerEvent = Callable[[World, random.Random], None]

NAMES_KEPT = ("Green Mesa", "O'Hare", "Sunrise Cannabis", "Harbor House")
NEW_WORDS = ("Collective", "& Daughters", "Northside", "Provisions")
# More shops than this do not close in a season, however long it is traded.
ARCHIVED_MAX = 5


def rename(world: World, draw: random.Random) -> None:
    """A retailer changes his name; every second time LeafLink's seller only sets a nickname."""
    customer = _one(world, draw)
    fresh = f"{customer.name.removesuffix(' Dispensary')} {draw.choice(NEW_WORDS)}"
    if draw.random() < 0.5:
        customer.nickname = fresh
    else:
        customer.name = fresh
        customer.fields["business_license_name"] = f"{fresh} LLC"
    customer.modified = world.stamp()


def move_house(world: World, draw: random.Random) -> None:
    """A retailer moves within his state and gets a new telephone number."""
    customer = _one(world, draw)
    town = draw.choice(TOWNS[customer.state])
    customer.city = town.city
    customer.fields["zipcode"] = town.zipcode
    customer.fields["address"] = f"{draw.randrange(100, 9900)} {draw.choice(STREETS)}"
    customer.fields["unit_number"] = f"Suite {draw.randrange(100, 900)}"
    customer.phone = f"({town.area}) 555-{draw.randrange(1000, 9999)}"
    customer.modified = world.stamp()


def hire(world: World, draw: random.Random) -> None:
    """A new person answers for a retailer's bills, with an address of her own."""
    customer = _one(world, draw)
    first, last = draw.choice(FIRST_NAMES), draw.choice(LAST_NAMES)
    host = customer.email.partition("@")[2]
    customer.email = f"billing.{customer.id % 1000}@{host}"
    texts = {"first_name": first, "last_name": last, "role": "Accounts Payable"}
    texts |= {"email": customer.email, "phone": customer.phone}
    introduce(world, customer, texts, world.stamp())
    customer.modified = world.stamp()


def close_down(world: World, draw: random.Random) -> None:
    """A retailer who bought here closes; the seller archives the row (reference 7)."""
    state = world.state
    buyers = {order.customer for order in state.orders.values()}
    archived = sum(one.archived for one in state.customers.values())
    customer = _one(world, draw)
    if archived < ARCHIVED_MAX and customer.id in buyers:
        customer.archived = True
        customer.modified = world.stamp()


def _one(world: World, draw: random.Random) -> Customer:
    return draw.choice(
        [
            one
            for one in world.state.customers.values()
            if not one.archived and one.leaflink_source and not one.name.startswith(NAMES_KEPT)
        ]
    )


RETAILER_EVENTS: tuple[RetailerEvent, ...] = (rename, move_house, hire, close_down)
# The days of a season on which each happens, so that every season has all of them.
RETAILER_DAYS: tuple[tuple[int, RetailerEvent], ...] = (
    (18, rename),
    (27, move_house),
    (33, hire),
    (41, rename),
    (52, close_down),
    (60, move_house),
    (68, rename),
    (76, hire),
    (83, close_down),
    (91, rename),
)
