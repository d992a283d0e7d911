"""What the bookkeeper does by hand in QuickBooks while LeafLedger works, each deed at random."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from leafledger.bookkeeping.payment_questions import asked_about
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.clerk.matching import CannotMatch
from leafledger.errors import Trouble
from tests.mayhem.planted import OF_TWO_PAYMENTS, Planted
from tests.stories.journey import Journey

CENT = Decimal("0.01")
SPARED = "nothing fits"
# Documents that may still be touched; older ones rest.
LIVELY_MAX = 12
PAYMENTS_IN_DEPOSIT_MAX = 3
# So many shops stay themselves, so that merging does not end the trade.
SHOPS_MIN = 3
OWN_CUSTOMER_SHARE = 0.7


@dataclass
class Bookkeeper:
    """Somebody at QuickBooks's screen. `planted` is told what only a person can set right."""

    journey: Journey
    planted: Planted

    def __post_init__(self) -> None:
        self.deeds: dict[str, tuple[int, Callable[[random.Random], str]]] = {
            "enter payment by hand": (4, self._enter),
            "delete payment by hand": (2, self._delete),
            "edit invoice by hand": (2, self._edit),
            "send invoice": (2, self._send),
            "bring to the bank": (3, self._deposit),
            "say whether it is the same money": (3, self._same_money),
            "merge customers": (1, self._merge),
            "close the books": (1, self._close),
            "reopen the books": (2, self._reopen),
        }

    def enter_payment(self, draw: random.Random) -> str:
        """A payment on an open invoice, which goes back to LeafLink (A6.6)."""
        return self._enter(draw)

    def reopen(self) -> None:
        """Every day is open again."""
        self.journey.running.control("quickbooks", "/company", {"closed_until": None})

    def _enter(self, draw: random.Random) -> str:
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

    def _delete(self, draw: random.Random) -> str:
        payments = [one for one in self.journey.books("Payment") if one.get("Line")]
        if not payments:
            return SPARED
        payment = draw.choice(payments)
        for kind in (QuestionKind.PAYMENT_GONE, QuestionKind.MARKED_PAID):
            self.planted.plant(kind)
        body = {"Id": payment["Id"], "SyncToken": payment["SyncToken"]}
        said = f"payment {payment['Id']} of {payment['TotalAmt']} is deleted in QuickBooks"
        return self._by_hand("Payment", body, said, "delete")

    def _edit(self, draw: random.Random) -> str:
        invoice = self._any_invoice(draw)
        if invoice is None:
            return SPARED
        body = {
            "Id": invoice["Id"], "SyncToken": invoice["SyncToken"], "sparse": True,
            "CustomerRef": {"value": invoice["CustomerRef"]["value"]},
            "CustomerMemo": {"value": f"Thank you {draw.randint(1, 999)}"},
        }  # fmt: skip
        order = str(invoice["PrivateNote"]).splitlines()[0].removeprefix("LeafLink order ")
        self.planted.plant(QuestionKind.EDITED_BY_HAND, order)
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

    def _deposit(self, draw: random.Random) -> str:
        """Some payments go to the bank; from then on they are locked (6540)."""
        banked = {
            link["TxnId"]
            for one in self.journey.books("Deposit")
            for line in one["Line"]
            for link in line.get("LinkedTxn", ())
        }
        here = [
            one
            for one in self.journey.books("Payment")
            if Decimal(str(one["TotalAmt"])) and one["Id"] not in banked
        ]
        if not here:
            return SPARED
        taken = draw.sample(here, min(len(here), draw.randint(1, PAYMENTS_IN_DEPOSIT_MAX)))
        accounts = self.journey.books("Account")
        bank = next(one["Id"] for one in accounts if one["AccountType"] == "Bank")
        lines = [
            {
                "Amount": one["TotalAmt"],
                "LinkedTxn": [{"TxnId": one["Id"], "TxnType": "Payment", "TxnLineId": "0"}],
            }
            for one in taken
        ]
        self.planted.plant(QuestionKind.PAYMENT_LOCKED)
        body = {"DepositToAccountRef": {"value": bank}, "Line": lines}
        names = ", ".join(str(one["Id"]) for one in taken)
        return self._by_hand("Deposit", body, f"payments {names} are brought to the bank")

    def _same_money(self, draw: random.Random) -> str:
        """A person's word on two payments that are alike, whichever it is (decision 0019)."""
        asked = [
            (*asked_about(one.question.about), one.question.kind)
            for one in self.journey.ledger.questions.all(self.journey.name)
            if one.question.kind in OF_TWO_PAYMENTS
        ]
        if not asked:
            return SPARED
        _, payment, typed, kind = draw.choice(sorted(asked))
        if kind is QuestionKind.SAME_MONEY_ENTERED and draw.choice((True, False)):
            return self._delete_typed(typed)
        word = draw.choice((typed, "new"))
        said = f"payment {payment} of LeafLink is said to be {word} in QuickBooks"
        matching = self.journey.ledger.parts(self.journey.company).matching
        try:
            matching.match_payment(payment, word, "Ana")
        except CannotMatch:
            return f"{said}, in vain"
        return said

    def _delete_typed(self, typed: str) -> str:
        """It was the same money, and LeafLedger had entered it already."""
        here = [one for one in self.journey.books("Payment") if one["Id"] == typed]
        if not here:
            return SPARED
        body = {"Id": typed, "SyncToken": here[0]["SyncToken"]}
        return self._by_hand(
            "Payment", body, f"payment {typed} is deleted as typed twice", "delete"
        )

    def _merge(self, draw: random.Random) -> str:
        """A shop becomes one with another, or with a customer of the bookkeeper's own."""
        refs = sorted({one["CustomerRef"]["value"] for one in self._our_invoices()}, key=int)
        if len(refs) <= SHOPS_MIN:
            return SPARED
        gone, stays = draw.sample(refs, 2)
        if draw.random() < OWN_CUSTOMER_SHARE:
            own = {"DisplayName": f"The Real {gone}"}
            try:
                stays = self.journey.change_in_quickbooks("Customer", own)["Id"]
            except Trouble:
                return f"a customer for {gone} is entered in QuickBooks, in vain"
        self.planted.plant(QuestionKind.CUSTOMER_GONE)
        wanted = {"entity": "Customer", "gone": gone, "stays": stays}
        self.journey.running.control("quickbooks", "/merge", wanted)
        return f"customer {gone} is merged into {stays} in QuickBooks"

    def _close(self, draw: random.Random) -> str:
        until = (datetime.now(UTC) + timedelta(days=draw.choice((-1, 1)))).date().isoformat()
        self.journey.running.control("quickbooks", "/company", {"closed_until": until})
        return f"the books are closed through {until}"

    def _reopen(self, draw: random.Random) -> str:
        del draw
        self.reopen()
        return "the books are reopened"

    def _by_hand(self, entity: str, body: dict[str, Any], said: str, operation: str = "") -> str:
        """A deed at QuickBooks's screen; one that QuickBooks would not have was none."""
        with suppress(Trouble):
            self.journey.change_in_quickbooks(entity, body, operation)
            return said
        return f"{said}, in vain"

    def _our_invoices(self) -> list[Any]:
        return [
            one
            for one in self.journey.books("Invoice")
            if str(one.get("PrivateNote", "")).startswith("LeafLink order ")
        ]

    def _any_invoice(self, draw: random.Random) -> Any:
        invoices = self._our_invoices()
        return draw.choice(invoices[-LIVELY_MAX:]) if invoices else None
