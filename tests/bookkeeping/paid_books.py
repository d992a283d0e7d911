"""A QuickBooks of payments that does what it is told, and refuses what QuickBooks refuses.

It reckons what is open by itself, from what was applied, so that a wrong belief of the product
must be written twice to hide.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from leafledger.bookkeeping.known_records import Link, PaymentBooks
from leafledger.bookkeeping.plan import Operation, Plan, Step
from leafledger.commerce.remittances import Payment, PaymentDraft
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.ledger.documents import Application, KnownDocument
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownEntry, KnownReceipt, Receipt, Reversal, Settled

WRITTEN_AT = datetime(2027, 1, 5, 12, tzinfo=UTC)


def _made_at(id_: str) -> datetime:
    """QuickBooks's own clock moves on with its numbers."""
    return WRITTEN_AT + timedelta(seconds=int(id_))


@dataclass
class PaidBooks:
    """Both systems' payments of one order. `invoices` as if nothing were applied to them.

    `told` are the payments that were written on LeafLink; `used` what credits take off invoices;
    `memos` the order's credit memos as if nothing used them; `apart` our records of payments that
    a person said are two.
    """

    invoices: dict[str, KnownDocument] = field(default_factory=dict)
    receipts: dict[str, KnownReceipt] = field(default_factory=dict)
    entries: dict[str, KnownEntry] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    told: list[Payment] = field(default_factory=list)
    used: dict[str, Money] = field(default_factory=dict)
    memos: dict[str, KnownDocument] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)
    _last: int = 9100

    def invoice(self, document: KnownDocument) -> None:
        """Put an invoice there, or another in its place."""
        self.invoices[document.id] = document

    def applied(self, kind: RecordKind, id: str) -> Money:  # noqa: A002 (QuickBooks's word)
        """What payments settle of a document."""
        return Money.total(one.settled_of(kind, id) for one in self.receipts.values())

    def open_of(self, id: str) -> Money:  # noqa: A002 (QuickBooks's word)
        """What is open of an invoice."""
        used = self.used.get(id, Money.zero())
        return self.invoices[id].total - self.applied(RecordKind.INVOICE, id) - used

    def books(self) -> PaymentBooks:
        """What the cashier knows of them: of strangers' payments those on the invoices."""
        linked = {link.quickbooks_id for link in self.links.values()}
        invoices = [replace(one, open=self.open_of(one.id)) for one in self.invoices.values()]
        settling = {
            id_
            for id_, one in self.receipts.items()
            if any(one.settled_of(RecordKind.INVOICE, invoice.id) for invoice in invoices)
        }
        return PaymentBooks(
            invoices=tuple(one for one in invoices if not one.voided),
            links=dict(self.links),
            receipts={i: one for i, one in self.receipts.items() if i in settling | linked},
            entries={i: one for i, one in self.entries.items() if i in linked},
            typed=dict(self.receipts),
            linked=frozenset(linked),
            memos=tuple(
                replace(one, open=one.total - self.applied(RecordKind.CREDIT_MEMO, one.id))
                for one in self.memos.values()
            ),
            apart=frozenset(self.apart),
        )

    def take(self, plan: Plan) -> None:
        """Carry a plan out, as far as QuickBooks would."""
        for step in plan.steps:
            match step.content:
                case Receipt() as receipt:
                    self._receipt(step, receipt)
                case Reversal() as reversal:
                    self._entry(step, reversal)
                case PaymentDraft() as draft:
                    self._tell(step, draft)
                case Application() as application:
                    self._apply(step, application)
                case _:
                    self._void(step)

    def enter(self, amount: str, *invoices: str, note: str = "", settles: str = "") -> str:
        """Somebody enters a payment in QuickBooks, on what is open of some invoices."""
        left, settled = Money.of(settles or amount), []
        for id_ in invoices:
            part = min(left, self.open_of(id_))
            left -= part
            pointer = Known(RecordKind.INVOICE, id_)
            settled += [Settled(RecordKind.INVOICE, pointer, part)] if part else []
        dated = next(iter(self.invoices.values())).dated
        shown = KnownReceipt(
            (id_ := self._new_id()), "0", "58", dated, note, Money.of(amount), Money.zero(), (),
            made_at=_made_at(id_),
        )  # fmt: skip
        self.receipts[shown.id] = _named(shown.settling(tuple(settled)))
        return shown.id

    def change(self, id: str, **changes: object) -> None:  # noqa: A002 (QuickBooks's word)
        """Somebody changes a payment at QuickBooks's screen."""
        self.receipts[id] = _named(replace(self.receipts[id], **changes))  # type: ignore[arg-type]

    def void(self, id: str) -> None:  # noqa: A002 (QuickBooks's word)
        """Somebody voids a payment."""
        note = f"{self.receipts[id].note}\nVoided"
        zero = Money.zero()
        self.change(id, total=zero, unapplied=zero, settles=(), note=note, voided=True)

    def _receipt(self, step: Step, receipt: Receipt) -> None:
        settles = tuple(replace(one, pointer=self._known(one)) for one in receipt.settles)
        documents = [(one.kind, self._known(one).id) for one in receipt.settles]
        assert len(set(documents)) == len(documents), "QuickBooks wants one line for a document"
        id_ = step.target.id if step.target is not None else self._new_id()
        before = self.receipts.get(id_)
        assert before is None or not before.deposited, "QuickBooks refuses: 6540, deposited"
        account = receipt.deposit_to
        self.receipts.pop(id_, None)
        for one in settles:
            assert one.amount <= self._open_of(one), "QuickBooks refuses: more than is open"
        assert receipt.unapplied >= Money.zero(), "QuickBooks refuses: more than the payment"
        # QuickBooks shows what is settled by its id, without the name we pointed with.
        settles = tuple(
            replace(one, pointer=Known(one.kind, self._known(one).id)) for one in settles
        )
        shown = KnownReceipt(
            id_, "0", getattr(receipt.customer, "id", ""), receipt.dated, receipt.note,
            receipt.amount, receipt.unapplied, settles,
            deposit_account_id=getattr(account, "id", ""),
            deposit_account=account.name if account is not None else "",
            made_at=_made_at(id_),
        )  # fmt: skip
        self.receipts[id_] = _named(shown)
        self._link(step, id_)

    def _entry(self, step: Step, reversal: Reversal) -> None:
        assert reversal.amount > Money.zero()
        customer = getattr(reversal.customer, "id", "")
        id_ = self._new_id()
        self.entries[id_] = KnownEntry(
            id_, "0", customer, reversal.dated, reversal.note, reversal.amount
        )
        self._link(step, id_)

    def _apply(self, step: Step, application: Application) -> None:
        """A payment of nothing that brings a memo and an entry together."""
        kind, memo = RecordKind.JOURNAL_ENTRY, application.credit_memo
        amount = application.amount
        entry = Settled(kind, application.invoice, amount)
        assert isinstance(memo, Known)
        free = self.memos[memo.id].total - self.applied(RecordKind.CREDIT_MEMO, memo.id)
        assert amount <= self._open_of(entry), "QuickBooks refuses: more than is open"
        assert amount <= free, "QuickBooks refuses: more than is left of the credit"
        id_ = self._new_id()
        settles = (
            replace(entry, pointer=Known(kind, self._known(entry).id)),
            Settled(RecordKind.CREDIT_MEMO, Known(RecordKind.CREDIT_MEMO, memo.id), amount),
        )
        zero = Money.zero()
        self.receipts[id_] = _named(
            KnownReceipt(id_, "0", "58", application.dated, application.note, zero, zero, settles)
        )
        self._link(step, id_)

    def _tell(self, step: Step, draft: PaymentDraft) -> None:
        standing = Money.total(one.amount for one in self.told if one.reason == draft.reason)
        assert standing == draft.known, "LeafLink shows something else"
        id_ = self._new_id()
        noon = datetime.combine(draft.paid_on, time(12), UTC)
        self.told.append(
            Payment(id_, draft.order, draft.amount, noon, WRITTEN_AT, draft.method, draft.reason)
        )
        self._link(step, id_)

    def _void(self, step: Step) -> None:
        assert step.operation is Operation.VOID
        assert step.target is not None
        assert not self.receipts[step.target.id].deposited, "QuickBooks refuses: 6540, deposited"
        self.void(step.target.id)
        self._link(step, step.target.id)

    def _open_of(self, settled: Settled) -> Money:
        id_ = self._known(settled).id
        if settled.kind is RecordKind.INVOICE:
            return self.open_of(id_)
        return self.entries[id_].receivable - self.applied(settled.kind, id_)

    def _known(self, settled: Settled) -> Known:
        if isinstance(settled.pointer, Known):
            return settled.pointer
        return Known(settled.kind, self.links[settled.pointer.key].quickbooks_id)

    def _link(self, step: Step, id_: str) -> None:
        shown = self.receipts.get(id_)
        answered = shown.content if shown is not None else ""
        self.links[step.record] = Link(step.record, id_, answered=answered)

    def _new_id(self) -> str:
        self._last += 1
        return str(self._last)


def _named(receipt: KnownReceipt) -> KnownReceipt:
    content = fingerprint((receipt.customer_id, receipt.dated, receipt.total, receipt.settles))
    return replace(receipt, content=content)
