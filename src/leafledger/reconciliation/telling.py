"""A proof as JSON types, and back: what is printed, kept and shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from leafledger.figures.money import Money
from leafledger.reconciliation.checks import SECTIONS, Check, Standing, counted, told
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


def read_details(kept: Mapping[str, Any]) -> Proof:
    """The proof that `details` told of. Raises: KeyError for one kept by an older version."""
    return Proof(
        company=kept["company"],
        proved_at=datetime.fromisoformat(kept["proved_at"]),
        orders=tuple(_order(row) for row in kept["details"]),
        documents=kept["documents"],
        checks={
            name: tuple(_check(row) for row in kept["checks"][name])
            for name in SECTIONS
            if name in kept["checks"]
        },
    )


def _order(row: Mapping[str, Any]) -> OrderProof:
    return OrderProof(
        number=row["number"],
        spoken_name=row["order"],
        status=row["status"],
        customer=row["customer"],
        wanted=Money.of(row["leaflink"]),
        booked=Money.of(row["quickbooks"]),
        open=Money.of(row["open_in_quickbooks"]),
        leaflink_balance=Money.of(row["open_on_leaflink"]),
        documents=tuple(row["documents"]),
        standing=Standing(row["standing"]),
        why=row["why"],
        cure=row["cure"],
        dated=_day(row),
        unsettled=Money.of(row.get("unsettled", "0.00")),
        brand=row.get("brand", ""),
        customer_id=row.get("customer_id", ""),
    )


def _check(row: Mapping[str, Any]) -> Check:
    return Check(
        row["subject"], row["name"], Money.of(row["wanted"]), Money.of(row["booked"]),
        Standing(row["standing"]), Money.of(row["not_from_leaflink"]), row["why"], row["cure"],
        _day(row), row.get("order", ""), row.get("method", ""),
    )  # fmt: skip


def _day(row: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(row["dated"]) if row["dated"] else None
