"""What people do on both sides while LeafLedger works: each deed at random, told in a sentence."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from leafledger.errors import Trouble
from tests.stories.journey import Journey

# Orders that may still be edited; older ones rest.
LIVELY_MAX = 12
CENT = Decimal("0.01")
SPARED = "nothing fits"


@dataclass
class People:
    """The seller's staff on LeafLink and the bookkeeper in QuickBooks.

    `orders` are those that were accepted and not ended; `ended` those that came to nothing.
    """

    journey: Journey
    orders: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    payments: list[Any] = field(default_factory=list)
    credits: list[Any] = field(default_factory=list)
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
            "enter payment by hand": (4, self._enter_by_hand),
            "delete payment by hand": (2, self._delete_by_hand),
            "edit invoice by hand": (2, self._edit_by_hand),
            "send invoice": (2, self._send),
            "close the books": (1, self._close),
            "reopen the books": (2, self._reopen),
        }

    # On LeafLink.

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
        self.journey.leaflink_api("POST", "order-payments/", body)
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
                return f"credit {credit['id']} is used on order {_short(number)}"
        return SPARED

    def _cancel_credit(self, draw: random.Random) -> str:
        if not self.credits:
            return SPARED
        credit = draw.choice(self.credits)
        self.credits.remove(credit)
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

    # In QuickBooks.

    def _enter_by_hand(self, draw: random.Random) -> str:
        invoice = self._any_invoice(draw)
        if invoice is None or not Decimal(str(invoice["Balance"])):
            return SPARED
        amount = (Decimal(str(invoice["Balance"])) / draw.choice((1, 2))).quantize(CENT)
        link = [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]
        body = {
            "CustomerRef": {"value": invoice["CustomerRef"]["value"]},
            "TotalAmt": amount,
            "Line": [{"Amount": amount, "LinkedTxn": link}],
        }
        return self._by_hand(
            "Payment", body, f"{amount} is received in QuickBooks on invoice {invoice['DocNumber']}"
        )

    def _delete_by_hand(self, draw: random.Random) -> str:
        payments = [one for one in self.journey.books("Payment") if one.get("Line")]
        if not payments:
            return SPARED
        payment = draw.choice(payments)
        body = {"Id": payment["Id"], "SyncToken": payment["SyncToken"]}
        said = f"payment {payment['Id']} of {payment['TotalAmt']} is deleted in QuickBooks"
        return self._by_hand("Payment", body, said, "delete")

    def _edit_by_hand(self, draw: random.Random) -> str:
        invoice = self._any_invoice(draw)
        if invoice is None:
            return SPARED
        body = {
            "Id": invoice["Id"], "SyncToken": invoice["SyncToken"], "sparse": True,
            "CustomerRef": {"value": invoice["CustomerRef"]["value"]},
            "CustomerMemo": {"value": f"Thank you {draw.randint(1, 999)}"},
        }  # fmt: skip
        return self._by_hand("Invoice", body, f"invoice {invoice['DocNumber']} is edited by hand")

    def _send(self, draw: random.Random) -> str:
        invoice = self._any_invoice(draw)
        if invoice is None:
            return SPARED
        body = {
            "Id": invoice["Id"], "SyncToken": invoice["SyncToken"], "sparse": True,
            "CustomerRef": {"value": invoice["CustomerRef"]["value"]},
            "EmailStatus": "EmailSent", "BillEmail": {"Address": "buyer@shop.example"},
        }  # fmt: skip
        return self._by_hand("Invoice", body, f"invoice {invoice['DocNumber']} is sent")

    def _close(self, draw: random.Random) -> str:
        until = (datetime.now(UTC) + timedelta(days=draw.choice((-1, 1)))).date().isoformat()
        self.journey.running.control("quickbooks", "/company", {"closed_until": until})
        return f"the books are closed through {until}"

    def _reopen(self, draw: random.Random) -> str:
        del draw
        self.reopen()
        return "the books are reopened"

    def reopen(self) -> None:
        """Every day is open again."""
        self.journey.running.control("quickbooks", "/company", {"closed_until": None})

    def _by_hand(self, entity: str, body: dict[str, Any], said: str, operation: str = "") -> str:
        """A deed at QuickBooks's screen; one that QuickBooks would not have was none."""
        with suppress(Trouble):
            self.journey.change_in_quickbooks(entity, body, operation)
            return said
        return f"{said}, in vain"

    def _any(self, draw: random.Random) -> str | None:
        lively = self.orders[-LIVELY_MAX:]
        return draw.choice(lively) if lively else None

    def _any_invoice(self, draw: random.Random) -> Any:
        invoices = [
            one
            for one in self.journey.books("Invoice")
            if str(one.get("PrivateNote", "")).startswith("LeafLink order ")
        ]
        return draw.choice(invoices[-LIVELY_MAX:]) if invoices else None


def _short(number: str) -> str:
    return number[-8:]
