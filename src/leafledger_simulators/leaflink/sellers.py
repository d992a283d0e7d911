"""Several sellers in one process: whose key a call shows, and what it may see.

An `App` key opens exactly its company; a `Token` key opens every company of its user
(reference/leaflink.md 1.2). Each seller has tables, keys and webhooks of his own; the clock,
the switches and the limits are the simulator's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from leafledger_simulators.leaflink.call import Answer, Call, Listing, cut_page
from leafledger_simulators.leaflink.keys import ApiKey, KeyRing, throttle
from leafledger_simulators.leaflink.refusals import Refusal, detail
from leafledger_simulators.leaflink.webhooks import Webhooks
from leafledger_simulators.leaflink.world import World
from leafledger_simulators.limits import Limits
from leafledger_simulators.switches import SwitchBoard

# A rehearsal with more sellers than this is a load test of something else.
SELLERS_MAX = 50
# The filters that name a company of the key by its slug.
SLUGS = ("company_slug", "owner__slug", "seller__slug__iexact")


@dataclass(slots=True)
class Seller:
    """A company that sells: its tables, its keys, its webhooks."""

    world: World
    keys: KeyRing
    webhooks: Webhooks

    @property
    def company_id(self) -> int:
        """The company's id."""
        return self.world.state.company_id

    @property
    def name(self) -> str:
        """The company's name."""
        return str(self.world.state.table("companies")[self.company_id]["name"])


def admit(
    sellers: Sequence[Seller], authorization: str | None, switches: SwitchBoard, limits: Limits
) -> tuple[ApiKey, list[World]]:
    """The key a call shows and the companies it opens.

    Raises: Refusal for a bad key or too many calls.
    """
    for seller in sellers:
        key = seller.keys.known(authorization)
        if key is None:
            continue
        throttle(key, switches, limits)
        if key.scheme == "App":
            return key, [seller.world]
        return key, [one.world for one in sellers if one.keys.owner == key.owner]
    status = switches["bad_key_status"]
    if authorization is None:
        raise detail(status, "Authentication credentials were not provided.")
    raise detail(status, "Invalid token.")


def check_slug(call: Call, worlds: Sequence[World]) -> None:
    """Refuse a call about a company, named by its slug, that the key does not open."""
    for name in SLUGS:
        asked = call.query.get(name, "").lower()
        if asked and asked not in map(_slug, worlds):
            raise detail(403, "You do not have permission to perform this action.")


def answer_across(handler: Callable[[Call], Answer], call: Call, worlds: Sequence[World]) -> Answer:
    """Answer a call that sees several companies.

    A list is the companies' lists one after the other; a record is looked for in each; a new
    record goes to the company that its body names or whose records it refers to.
    """
    for name in SLUGS:
        slug = call.query.get(name, "").lower()
        if slug:
            worlds = [one for one in worlds if _slug(one) == slug]
    if call.words:
        return _first_that_knows(handler, call, worlds)
    if call.method == "POST":
        return handler(replace(call, world=_meant(call, worlds)))
    answers = [handler(replace(call, world=world)) for world in worlds]
    listings = [answer.body for answer in answers if isinstance(answer.body, Listing)]
    return Answer(200, cut_page(call, listings))


def _first_that_knows(
    handler: Callable[[Call], Answer], call: Call, worlds: Sequence[World]
) -> Answer:
    missing: Refusal | None = None
    for world in worlds:
        try:
            return handler(replace(call, world=world))
        except Refusal as refusal:
            if refusal.status != 404:
                raise
            missing = refusal
    raise missing or detail(404, "Not found.")


def _meant(call: Call, worlds: Sequence[World]) -> World:
    body = call.body if isinstance(call.body, dict) else {}
    for world in worlds:
        state = world.state
        if state.company_id in {_id(body.get(name)) for name in ("seller", "owner", "company")}:
            return world
        if isinstance(body.get("order"), str) and body["order"] in state.orders:
            return world
        if _id(body.get("product")) in state.products:
            return world
        if _id(body.get("brand")) in state.table("brands"):
            return world
        if _id(body.get("batch")) in state.table("batches"):
            return world
    return worlds[0]


def _id(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        return int(value[:15])
    return value if isinstance(value, int) else 0


def _slug(world: World) -> str:
    return str(world.state.table("companies")[world.state.company_id]["slug"])
