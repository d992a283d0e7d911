"""A proof as JSON types: what is printed, kept and shown."""

from __future__ import annotations

from typing import Any

from leafledger.reconciliation.checks import Standing, counted, told
from leafledger.reconciliation.proof import OrderProof, Proof


def summary(proof: Proof) -> dict[str, Any]:
    """The proof in short, as JSON types: what `leafledger prove --json` begins with."""
    return {
        "company": proof.company,
        "proved_at": proof.proved_at.isoformat(),
        "holds": proof.holds,
        "orders": proof.compared,
        "proved": len(proof.with_standing(Standing.PROVED)),
        "waiting": len(proof.with_standing(Standing.WAITING)),
        "differing": len(proof.with_standing(Standing.DIFFERS)),
        "agreed": len(proof.with_standing(Standing.AGREED)),
        "skipped": len(proof.with_standing(Standing.SKIPPED)),
        "documents": proof.documents,
        "leaflink_total": proof.wanted.plain,
        "quickbooks_total": proof.booked.plain,
        "difference": proof.difference.plain,
        "at_stake": proof.at_stake.plain,
        "agreed_difference": proof.agreed.plain,
        "sections": counted(proof.checks),
    }


def details(proof: Proof) -> dict[str, Any]:
    """The proof with every order and every check; amounts as text like "108.00"."""
    return summary(proof) | {
        "details": [order_told(order) for order in proof.orders],
        "checks": {name: [told(one) for one in proof.checks[name]] for name in proof.checks},
    }


def order_told(order: OrderProof) -> dict[str, Any]:
    """One order as JSON types; amounts as text."""
    return {
        "number": order.number,
        "order": order.spoken_name,
        "status": order.status,
        "customer": order.customer,
        "customer_id": order.customer_id,
        "brand": order.brand,
        "standing": order.standing.value,
        "leaflink": order.wanted.plain,
        "quickbooks": order.booked.plain,
        "difference": order.difference.plain,
        "unsettled": order.unsettled.plain,
        "open_in_quickbooks": order.open.plain,
        "open_on_leaflink": order.leaflink_balance.plain,
        "documents": list(order.documents),
        "dated": order.dated.isoformat() if order.dated is not None else "",
        "why": order.why,
        "cure": order.cure,
    }
