"""The seller's company, and whether the key works."""

from __future__ import annotations

from leafledger.errors import AskBookkeeper, Evidence, Refused
from leafledger.leaflink.client import LeafLink
from leafledger.leaflink.fields import text
from leafledger.leaflink.orders import ORDERS


def company_name(client: LeafLink) -> str:
    """The name of the company the key belongs to; empty where LeafLink names none.

    An application key sees exactly one company (reference/leaflink.md 1.2).
    """
    try:
        page = next(iter(client.pages("companies/", limit=1)))
    except Refused:
        # The name is a courtesy; whether the key works is asked where it matters.
        return ""
    return text(page.rows[0].get("name")) if page.rows else ""


def company_of_key(client: LeafLink) -> tuple[str, str]:
    """The number and the name of the one company the key belongs to.

    Raises: AskBookkeeper where the key may not read its company, or it sees several.
    """
    try:
        page = next(iter(client.pages("companies/", limit=2)))
    except Refused as refused:
        raise _which_company(refused.evidence) from refused
    ids = [text(row.get("id")) for row in page.rows]
    if len(ids) != 1 or not ids[0]:
        raise _which_company(Evidence("LeafLink", detail=f"{len(ids)} companies"))
    return ids[0], text(page.rows[0].get("name")) or f"LeafLink company {ids[0]}"


def _which_company(evidence: Evidence) -> AskBookkeeper:
    return AskBookkeeper(
        "LeafLink lets this key in, but does not say which one company it belongs to. Nothing was "
        "kept. Make an application key for your company on LeafLink (Settings > Applications) "
        "with the permission to read companies.",
        evidence,
    )


def check_key(client: LeafLink) -> int:
    """Prove that the key works where it matters, with one cheap call, and count the orders.

    Asks for one order's number only: orders are what every set-up needs to read.
    Raises: Reconnect naming the missing permission, or because the key is dead.
    """
    return next(iter(client.pages(ORDERS, limit=1, fields_include="number"))).count
