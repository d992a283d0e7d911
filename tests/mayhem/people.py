"""What the seller's staff do on LeafLink while LeafLedger works: each deed at random."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from leafledger.bookkeeping.questions import QuestionKind
from tests.mayhem.planted import Planted
from tests.stories.journey import Journey

# Orders that may still be edited; older ones rest.
LIVELY_MAX = 12
CENT = Decimal("0.01")
SPARED = "nothing fits"


@dataclass
class People:
    """The seller's staff on LeafLink. `planted` is told what only a person can set right.

    `orders` are those that were accepted and not ended; `ended` those that came to nothing;
    `used` the credits that were used on each.
    """

    journey: Journey
    planted: Planted
    orders: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    payments: list[Any] = field(default_factory=list)
    credits: list[Any] = field(default_factory=list)
    used: dict[str, list[str]] = field(default_factory=dict)
    renamed: int = 0

    def __post_init__(self) -> None:
        self._customers = [row["id"] for row in self.journey.customers()]
        self._staff = self.journey.leaflink_api("GET", "company-staff/")["results"][0]["id"]
        # One shop is left alone by renames, so that some orders go on plainly.
        self.deeds: dict[str, tuple[int, Callable[[random.Random], str]]] = {
            "place": (24, self._place),
            "edit": (14, self._edit),
            "pay": (14, self._pay),
            "bounce": (6, self._bounce),
            "refund": (2, self._refund),
            "tick": (3, self._tick),
            "reject": (5, self._reject),
            "give credit": (4, self._give_credit),
            "use credit": (4, self._use_credit),
            "cancel credit": (2, self._cancel_credit),
            "rename": (2, self._rename),
        }

    def _place(self, draw: random.Random) -> str:
        customer, cases = draw.choice(self._customers), draw.randint(1, 9)
        number = self.journey.accepted(customer=customer, cases=cases)
        self.orders.append(number)
        return f"order {_short(number)} of {cases} cases is accepted for customer {customer}"

    def _edit(self, draw: random.Random) -> str:
        number = self._any(draw)
        if number is None:
            return SPARED
        cases = draw.randint(1, 9)
        self.journey.set_cases(number, cases)
        return f"order {_short(number)} is changed to {cases} cases"

    def _reject(self, draw: random.Random) -> str:
        number = self._any(draw)
        if number is None:
            return SPARED
        self.journey.transition(number, "reject")
        self.orders.remove(number)
        self.ended.append(number)
        # It may have been paid before it had an invoice.
        self.planted.plant(QuestionKind.PAYMENT_WITHOUT_INVOICE, number)
        for credit in self.used.get(number, ()):
            # So may its credit, and what ended without an invoice cannot use it.
            self.planted.plant(QuestionKind.CREDIT_WITHOUT_INVOICE, credit)
        return f"order {_short(number)} is rejected"

    def _pay(self, draw: random.Random) -> str:
        number = self._any(draw)
        if number is None:
            return SPARED
        share = draw.choice((Decimal("0.3"), Decimal(1), Decimal(1), Decimal("1.1")))
        amount = (self.journey.total(number) * share).quantize(CENT)
        return self._record(number, amount, draw.choice(("check", "ach", "cash", "wire")), "")

    def _bounce(self, draw: random.Random) -> str:
        standing = [one for one in self.payments if one["amount"] > 0 and not one["back"]]
        if not standing:
            return SPARED
        paid = draw.choice(standing)
        paid["back"] = True
        return self._record(paid["order"], -paid["amount"], "check", "NSF, returned by the bank")

    def _refund(self, draw: random.Random) -> str:
        number = self._any(draw)
        if number is None:
            return SPARED
        return self._record(number, Decimal(-draw.randint(1, 30)), "check", "Refund, damaged units")

    def _record(self, number: str, amount: Decimal, kind: str, reason: str) -> str:
        if not amount:
            return SPARED
        body = {
            "order": number,
            "recorded_by": self._staff,
            "total": float(amount),
            "payment_date": datetime.now(UTC).isoformat(),
            "payment_type": kind,
            "reason": reason,
        }
        made = self.journey.leaflink_api("POST", "order-payments/", body)
        self.planted.typed_on_leaflink(str(made["id"]))
        self.payments.append({"order": number, "amount": amount, "back": amount < 0})
        return f"{amount} by {kind} is recorded on order {_short(number)} {reason}".strip()

    def _tick(self, draw: random.Random) -> str:
        number = self._any(draw)
        if number is None:
            return SPARED
        body = {"paid": True, "paid_date": datetime.now(UTC).date().isoformat()}
        self.journey.leaflink_api("PATCH", f"orders-received/{number}/", body)
        return f"order {_short(number)} is ticked as paid"

    def _give_credit(self, draw: random.Random) -> str:
        number = self._any(draw)
        if number is None:
            return SPARED
        order = self.journey.leaflink_api("GET", f"orders-received/{number}/")
        customer = order["customer"]["id"]
        amount = draw.randint(1, 40)
        wanted = {
            "action": "issue", "customer": customer, "amount": str(amount), "order": number,
            "reason": draw.choice(("return_defective", "promo_new_customer", "other")),
        }  # fmt: skip
        credit = self.journey.running.control("leaflink", "/credits", wanted)
        self.credits.append({"id": credit["id"], "customer": customer})
        return f"credit {credit['id']} of {amount} is given for order {_short(number)}"

    def _use_credit(self, draw: random.Random) -> str:
        for credit in draw.sample(self.credits, len(self.credits)):
            for number in self.orders[-LIVELY_MAX:]:
                order = self.journey.leaflink_api("GET", f"orders-received/{number}/")
                if order["customer"]["id"] != credit["customer"]:
                    continue
                wanted = {"action": "apply", "credit": credit["id"], "order": number}
                self.journey.running.control("leaflink", "/credits", wanted)
                self.credits.remove(credit)
                self.used.setdefault(number, []).append(str(credit["id"]))
                return f"credit {credit['id']} is used on order {_short(number)}"
        return SPARED

    def _cancel_credit(self, draw: random.Random) -> str:
        if not self.credits:
            return SPARED
        credit = draw.choice(self.credits)
        self.credits.remove(credit)
        # QuickBooks may have used it by itself.
        self.planted.plant(QuestionKind.CREDIT_USED_IN_QUICKBOOKS, str(credit["id"]))
        wanted = {"action": "cancel", "credit": credit["id"]}
        self.journey.running.control("leaflink", "/credits", wanted)
        return f"credit {credit['id']} is cancelled"

    def _rename(self, draw: random.Random) -> str:
        customer = draw.choice(self._customers)
        self.renamed += 1
        name = f"Renamed Shop {self.renamed}"
        body = {"name": name, "nickname": ""}
        self.journey.leaflink_api("PATCH", f"customers/{customer}/", body)
        return f'customer {customer} is renamed "{name}"'

    def _any(self, draw: random.Random) -> str | None:
        lively = self.orders[-LIVELY_MAX:]
        return draw.choice(lively) if lively else None


def _short(number: str) -> str:
    return number[-8:]
