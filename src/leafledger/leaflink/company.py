"""The seller's company, and whether the key works."""

from __future__ import annotations

from leafledger.errors import Refused
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


def check_key(client: LeafLink) -> int:
    """Prove that the key works where it matters, with one cheap call, and count the orders.

    Asks for one order's number only: orders are what every set-up needs to read.
    Raises: Reconnect naming the missing permission, or because the key is dead.
    """
    return next(iter(client.pages(ORDERS, limit=1, fields_include="number"))).count
