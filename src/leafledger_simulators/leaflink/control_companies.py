"""The control room's routes about companies.

| route | POST body |
|---|---|
| `/control/companies` | `{"name", "dataset": "empty" or "sample", "owner"?}`: a further seller |
| `/control/newer` | (any call) the newer API's `base_url` and a Bearer `access_token` of an hour |

GET lists the sellers. A further seller's keys are answered once, when he is created:
`{"company_id", "api_key", "webhook_key", "token"}`. His `owner` is the person who made his keys;
naming the owner of another seller joins the two under that person's `Token` key and rate limit.
Every route of LeafLink's control room takes `?company=ID` to speak about another seller than the
first. `/control/reset` forgets all but the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leafledger_simulators.control_room import control_route, json_body, to_json
from leafledger_simulators.leaflink.records import Row
from leafledger_simulators.leaflink.sellers import Seller
from leafledger_simulators.leaflink.snapshot import snapshot_of


class Founding(Protocol):
    """What these routes steer."""

    @property
    def sellers(self) -> Sequence[Seller]:
        """All sellers, the first one first."""

    def found_seller(self, name: str, dataset: str, owner: str | None) -> Seller:
        """Add a further seller."""

    def newer_access(self, seller: Seller) -> Row:
        """Address and token of the newer API."""


def company_routes(simulator: Founding) -> list[Route]:
    """The route about companies."""

    async def companies(request: Request) -> Response:
        wanted = await json_body(request)
        if not wanted:
            asked = request.query_params.get("company")
            if asked is not None:
                return to_json(snapshot_of(seller_of(simulator.sellers, request).world))
            return to_json([_described(seller) for seller in simulator.sellers])
        name = wanted.get("name")
        if not isinstance(name, str) or not name.strip():
            raise ValueError("a company has a name")
        owner = wanted.get("owner")
        seller = simulator.found_seller(
            name.strip()[:200],
            wanted.get("dataset", "empty"),
            None if owner is None else str(owner),
        )
        keys = seller.keys
        return to_json(
            {
                **_described(seller),
                "api_key": keys.app.value,
                "token": next(
                    one.keys.token.value
                    for one in simulator.sellers
                    if one.keys.owner == keys.owner
                ),
                "webhook_key": keys.webhook_key,
            }
        )

    async def newer(request: Request) -> Response:
        await json_body(request)
        seller = seller_of(simulator.sellers, request)
        return to_json(simulator.newer_access(seller))

    return [control_route("/companies", companies), control_route("/newer", newer)]


def seller_of(sellers: Sequence[Seller], request: Request) -> Seller:
    """The seller a call to the control room is about. Raises: ValueError for an unknown one."""
    asked = request.query_params.get("company")
    for seller in sellers:
        if asked in (None, str(seller.company_id)):
            return seller
    raise ValueError(f"no company {asked}")


def _described(seller: Seller) -> Row:
    state = seller.world.state
    return {
        "company_id": seller.company_id,
        "name": seller.name,
        "owner": seller.keys.owner,
        "orders": len(state.orders),
        "customers": len(state.customers),
        "products": len(state.products),
    }
