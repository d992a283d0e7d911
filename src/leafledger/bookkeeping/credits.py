"""The plan of a credit: a memo, its use on an invoice, or nothing any more (accounting.md A7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from leafledger.bookkeeping import credit_questions as ask
from leafledger.bookkeeping.known_records import CompanyBooks, Link
from leafledger.bookkeeping.plan import Operation, Plan, Reason, Step, Target
from leafledger.bookkeeping.policy import ChosenItem, Policy
from leafledger.bookkeeping.questions import Question
from leafledger.commerce.remittances import Credit, CreditStatus
from leafledger.figures.money import Money
from leafledger.figures.references import credit_marker, fingerprint
from leafledger.ledger.documents import (
    Application,
    DocumentKind,
    KnownDocument,
    SalesDocument,
    SalesLine,
)
from leafledger.ledger.pointers import Known, Pointer, RecordKind

# An order has one invoice and a few for what came on top; a credit is used on no more of them.
USES_MAX = 10


def credit_record(credit: str) -> str:
    """Our name for the memo of a credit."""
    return f"credit:{credit}"


def use_record(credit: str, ordinal: int = 1) -> str:
    """Our name for a payment of nothing that uses a credit on an invoice; one for each invoice."""
    return f"credit:{credit}:use" + (f":{ordinal}" if ordinal > 1 else "")


def use_records(credit: str) -> tuple[str, ...]:
    """Every name that a use of a credit may have."""
    return tuple(use_record(credit, ordinal) for ordinal in range(1, USES_MAX + 1))


@dataclass(frozen=True, slots=True)
class CreditUse:
    """A use of a credit that we posted; `invoices` (QuickBooks's ids) are what it still settles.

    `sync_token` and `dated` as it stands in QuickBooks; None where it is gone.
    """

    link: Link
    invoices: frozenset[str] = frozenset()
    sync_token: str = ""
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class CreditBooks:
    """What stands in QuickBooks of one credit.

    `customer` is the QuickBooks customer it is for, None while that is not known; `invoices` the
    live ones of the order it is used on; `in_books` whether an order it speaks of is invoiced.
    `called` is the customer's name, as far as it is known.
    `customer_lost`: that customer was merged away or made inactive, so nothing more can be posted.
    `order_ended`: the order it is used on was rejected or cancelled.
    """

    memo: Link | None = None
    memo_document: KnownDocument | None = None
    uses: tuple[CreditUse, ...] = ()
    customer: Pointer | None = None
    customer_lost: bool = False
    invoices: tuple[KnownDocument, ...] = ()
    in_books: bool = False
    called: str = ""
    order_ended: bool = False


def plan_credit(
    credit: Credit, spoken_order: str, policy: Policy, company: CompanyBooks, books: CreditBooks,
    since: date,
) -> Plan:  # fmt: skip
    """What the books of a credit need now, or why it waits.

    `since` is the first accounting date that is posted; a credit given before it counts only
    where its order is in the books. `spoken_order` is what people call that order.
    Money: whole use, as on LeafLink; applied up to what is open of both sides.
    Source: accounting.md A7
    """
    till = _Till(credit, spoken_order, policy, company, books)
    if not policy.credits.post:
        return till.plan("The policy posts no credits.")
    if books.memo is None:
        return _new(till, since)
    document = books.memo_document
    if document is None or document.voided:
        return _taken_away(till)
    if credit.status is CreditStatus.CANCELLED:
        return _cancelled(till, document)
    if document.total != credit.amount:
        till.questions.append(ask.edited(credit, document))
        return till.plan()
    if credit.status is CreditStatus.USED:
        return _used(till, document)
    _release(till, document)
    return till.plan(f"In QuickBooks as credit memo {document.number or document.id}.")


class _Till:
    """One credit while it is planned."""

    def __init__(
        self, credit: Credit, spoken_order: str, policy: Policy, company: CompanyBooks,
        books: CreditBooks,
    ) -> None:  # fmt: skip
        self.credit = credit
        self.spoken_order = spoken_order
        self.policy = policy
        self.company = company
        self.books = books
        self.steps: list[Step] = []
        self.questions: list[Question] = []

    def plan(self, standing: str = "") -> Plan:
        """What was decided."""
        wanted = (
            Money.zero() if self.credit.status is CreditStatus.CANCELLED else self.credit.amount
        )
        return Plan(
            credit_record(self.credit.id), self.credit.id, fingerprint(self.credit), wanted,
            standing, tuple(self.steps), tuple(self.questions),
        )  # fmt: skip

    def open_day(self, day: date) -> date | None:
        """The day, or the first open one; None where a person must decide (A11)."""
        period = self.company.period
        opened = self.policy.orders.open_day(day, period)
        if opened is None:
            self.questions.append(ask.closed(self.credit, day, period.closed_through))
        return opened


def _new(till: _Till, since: date) -> Plan:
    credit, books = till.credit, till.books
    if credit.status is CreditStatus.CANCELLED:
        return till.plan("It was cancelled before it was posted.")
    if not books.in_books and (credit.dated < since or books.customer is None):
        return till.plan("None of its orders is in the books: it is known and not posted.")
    if books.customer is None:
        till.questions.append(ask.no_customer(credit, books.called))
        return till.plan()
    if books.customer_lost:
        till.questions.append(ask.customer_lost(credit, books.customer.name))
        return till.plan()
    item = item_for(credit, till.policy)
    if item is None:
        till.questions.append(ask.no_item(credit))
        return till.plan()
    day = till.open_day(credit.dated)
    if day is not None:
        memo = _memo(till, item, books.customer, day)
        reason = Reason(
            "credit memo", f"LeafLink shows a credit of {credit.amount}: "
            f"{credit.reason_shown or credit.reason}.", "A7", "credit", f"credits {credit.id}",
        )  # fmt: skip
        till.steps.append(
            Step(
                Operation.CREATE, RecordKind.CREDIT_MEMO, credit_record(credit.id), memo, None,
                (reason,),
            )
        )  # fmt: skip
    return till.plan()


def item_for(credit: Credit, policy: Policy) -> ChosenItem | None:
    """The item of a credit's reason, else the one for all credits."""
    return policy.credits.by_reason.get(credit.reason, policy.credits.item)


def _memo(till: _Till, item: ChosenItem, customer: Pointer, day: date) -> SalesDocument:
    credit = till.credit
    words = credit.reason_shown or credit.reason or "Credit"
    about = f" for order {till.spoken_order}" if till.spoken_order else ""
    line = SalesLine(
        item=item.pointer(RecordKind.ITEM),
        description=f"{words}{about}" + (f": {credit.notes}" if credit.notes else ""),
        quantity=Decimal(1),
        unit_price=credit.amount.amount,
        amount=credit.amount,
        income_account=item.account,
    )
    return SalesDocument(
        kind=DocumentKind.CREDIT_MEMO,
        customer=customer,
        number=f"LLC-{credit.id}" if till.company.custom_numbers else None,
        dated=day,
        note=f"{credit_marker(credit.id)}\n{words}{about}",
        lines=(line,),
    )


def _used(till: _Till, memo: KnownDocument) -> Plan:
    """Use what is open of the memo on what is open of the order's invoices (A6.7)."""
    credit, books = till.credit, till.books
    if not memo.open:
        return till.plan("Used in QuickBooks.")
    if any(not use.invoices for use in books.uses):
        till.questions.append(ask.use_gone(credit, till.spoken_order, memo))
        return till.plan()
    used_on = {id_ for use in books.uses for id_ in use.invoices}
    invoices = [one for one in books.invoices if one.open and one.id not in used_on]
    if not invoices and books.uses:
        return till.plan("Used in QuickBooks.")
    if not books.invoices:
        till.questions.append(
            ask.no_invoice(credit, till.spoken_order, memo, ended=books.order_ended)
        )
        return till.plan()
    if not invoices:
        return till.plan("Nothing is open of its order's invoice: it stays the customer's credit.")
    taken = {use.link.record for use in books.uses}
    free = [record for record in use_records(credit.id) if record not in taken]
    left = memo.open
    for record, invoice in zip(free, invoices, strict=False):
        amount = min(invoice.open, left)
        if amount:
            till.steps.append(_use(till, record, memo, invoice, amount))
        left -= amount
    return till.plan()


def _use(
    till: _Till, record: str, memo: KnownDocument, invoice: KnownDocument, amount: Money
) -> Step:
    credit, which = till.credit, record.removeprefix(use_record(till.credit.id))
    day, period = max(memo.dated, invoice.dated), till.company.period
    # The notes of two uses differ, so that each is known again after a lost answer.
    part = f" (use {which.removeprefix(':')})" if which else ""
    application = Application(
        customer=Known(RecordKind.CUSTOMER, invoice.customer_id),
        invoice=Known(RecordKind.INVOICE, invoice.id, invoice.number),
        credit_memo=Known(RecordKind.CREDIT_MEMO, memo.id, memo.number),
        amount=amount,
        # It moves no money, so a day in closed books gives way to the first open one.
        dated=period.first_open_day if period.is_closed(day) else day,
        note=f"{credit_marker(credit.id)}\nUses the credit on order {till.spoken_order}{part}",
    )
    reason = Reason(
        "credit memo", f"LeafLink used the credit on order {till.spoken_order}.", "A7",
        "credit", f"credits {credit.id} applied_to",
    )  # fmt: skip
    return Step(Operation.CREATE, RecordKind.PAYMENT, record, application, None, (reason,))


def _release(till: _Till, memo: KnownDocument) -> None:
    """Take a credit off what it was used on, since LeafLink does not use it there any more.

    What QuickBooks applied by itself is accepted as it is (A6.7); only our own uses are taken back.
    The payment of nothing that uses a credit moved no money, so it is deleted (decision 0017).
    """
    for use in till.books.uses:
        if not use.invoices or use.dated is None:
            continue
        if till.company.period.is_closed(use.dated):
            closed = till.company.period.closed_through
            till.questions.append(ask.use_closed(till.credit, memo, use.dated, closed))
            continue
        target = Target(use.link.quickbooks_id, use.sync_token, use.link.quickbooks_id)
        reason = Reason(
            "credit memo", "LeafLink does not use the credit on that order any more.", "A6.3, A7",
            "credit", f"credits {till.credit.id} applied_to",
        )  # fmt: skip
        record = use.link.record
        till.steps.append(
            Step(Operation.DELETE, RecordKind.PAYMENT, record, None, target, (reason,))
        )


def _cancelled(till: _Till, memo: KnownDocument) -> Plan:
    if memo.linked or memo.open != memo.total:
        till.questions.append(ask.cancelled_after_use(till.credit, memo))
        return till.plan()
    if till.company.period.is_closed(memo.dated):
        closed = till.company.period.closed_through
        till.questions.append(ask.cancelled_closed(till.credit, memo, closed))
        return till.plan()
    target = Target(memo.id, memo.sync_token, memo.number)
    reason = Reason(
        "credit memo", "The credit was cancelled on LeafLink, and nothing of it was used.", "A7",
        "credit", f"credits {till.credit.id} status",
    )  # fmt: skip
    record = credit_record(till.credit.id)
    delete = Step(Operation.DELETE, RecordKind.CREDIT_MEMO, record, None, target, (reason,))
    till.steps.append(replace(delete, amount=memo.total))
    return till.plan()


def _taken_away(till: _Till) -> Plan:
    """The memo is void or deleted: right for a cancelled credit, a question for any other."""
    if till.credit.status is not CreditStatus.CANCELLED:
        assert till.books.memo is not None
        till.questions.append(ask.gone(till.credit, till.books.memo))
        return till.plan()
    return till.plan("It was cancelled, and its credit memo is void.")
