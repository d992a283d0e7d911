"""Whatever was posted of an order, an undo leaves nothing of ours live but what it keeps, with why.

Drawn are documents in any state: sent, edited, deposited, settled by others, in closed books.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.plan import Operation
from leafledger.bookkeeping.undo_papers import UndonePaper
from leafledger.bookkeeping.undoing import Fate, Undone, first_wave, undo
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.ledger.documents import DocumentKind, KnownDocument, SalesDocument, SalesLine
from leafledger.ledger.periods import OPEN, Period
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownEntry, KnownReceipt, Receipt, Reversal, Settled

ORDER = "order:7d3c"
DAY = date(2026, 11, 2)
GREEN_DOOR = Known(RecordKind.CUSTOMER, "57", "Green Door")
ORDERED = [Operation.DELETE, Operation.VOID, Operation.AMEND]


def _says(amount: int, kind: DocumentKind = DocumentKind.INVOICE) -> SalesDocument:
    item = Known(RecordKind.ITEM, "3", "Blue Dream 1g")
    line = SalesLine(item, "Blue Dream", Decimal(1), None, Money.of(str(amount)), "Sales")
    return SalesDocument(kind, GREEN_DOOR, "10492", DAY, f"LeafLink {ORDER}", (line,))


def _invoice(
    amount: int, settled_by: tuple[str, ...] = (), record: str = ORDER, *, sent: bool = False,
    edited: bool = False, earlier: SalesDocument | None = None, chosen: bool = True,
    kind: DocumentKind = DocumentKind.INVOICE,
) -> UndonePaper:  # fmt: skip
    said = _says(amount, kind)
    known = KnownDocument(
        kind, f"i{record}", "0", "10492", "57", DAY, said.note, said.total, said.total, "as read",
        linked=bool(settled_by), sent=sent, settled_by=settled_by,
    )  # fmt: skip
    answered = "as written" if edited else "as read"
    link = Link(record, known.id, "10492", fingerprint(said), "", answered)
    return UndonePaper(link, RecordKind(kind.value), known, said, earlier, chosen,
                       customer="Green Door")  # fmt: skip


def _payment(
    id_: str, amount: int, settles: tuple[UndonePaper, ...] = (), *, deposited: bool = False,
    chosen: bool = True, earlier: Receipt | None = None,
) -> UndonePaper:  # fmt: skip
    money = Money.of(str(amount))
    lines = tuple(
        Settled(one.kind, Known(one.kind, one.known.id), money) for one in settles
    )  # fmt: skip
    said = Receipt(GREEN_DOOR, DAY, money, "LeafLink payment 1", lines)
    known = KnownReceipt(id_, "0", "57", DAY, said.note, money, Money.zero(), lines)
    link = Link(f"{ORDER}:payment:{id_}", id_, "", fingerprint(said))
    return UndonePaper(link, RecordKind.PAYMENT, known, said, earlier, chosen,
                       customer="Green Door", is_deposited=deposited)  # fmt: skip


def _bounce(id_: str, amount: int) -> UndonePaper:
    account = Known(RecordKind.ACCOUNT, "3", "Undeposited Funds")
    money = Money.of(str(amount))
    said = Reversal(GREEN_DOOR, DAY, money, account, "LeafLink payment 2", account)
    known = KnownEntry(id_, "0", "57", DAY, said.note, money)
    link = Link(f"{ORDER}:payment:{id_}", id_, "", fingerprint(said))
    return UndonePaper(link, RecordKind.JOURNAL_ENTRY, known, said, customer="Green Door")


def _fates(undone: Undone) -> dict[str, Fate]:
    return {one.record: one.fate for one in undone.verdicts}


def test_payments_go_before_what_they_settle_and_the_first_invoice_last() -> None:
    invoice = _invoice(216, ("p1",))
    second = _invoice(40, (), f"{ORDER}:adjustment:1")
    memo = _invoice(16, (), f"{ORDER}:adjustment:2", kind=DocumentKind.CREDIT_MEMO)
    bounce = _bounce("j1", 50)
    papers = [invoice, second, memo, bounce, _payment("p1", 100, (invoice,)),
              _payment("p2", 50, (bounce,))]  # fmt: skip
    undone = undo(ORDER, "10492", papers, OPEN)
    assert [(step.operation, step.kind) for step in undone.plan.steps] == [
        (Operation.VOID, RecordKind.PAYMENT),
        (Operation.VOID, RecordKind.PAYMENT),
        (Operation.DELETE, RecordKind.JOURNAL_ENTRY),
        (Operation.DELETE, RecordKind.CREDIT_MEMO),
        (Operation.VOID, RecordKind.INVOICE),
        (Operation.VOID, RecordKind.INVOICE),
    ]
    assert undone.plan.steps[-1].record == ORDER
    assert {step.kind for step in first_wave(undone.plan)} == {RecordKind.PAYMENT}
    assert undone.verdicts[-1].document == "invoice 10492 of $216.00 · Green Door · 2026-11-02"


def test_a_deposited_payment_keeps_its_invoice_and_the_bounce_of_it() -> None:
    invoice = _invoice(216, ("p1",))
    papers = [invoice, _bounce("j1", 50), _payment("p1", 50, (invoice,), deposited=True)]
    undone = undo(ORDER, "10492", papers, OPEN)
    assert set(_fates(undone).values()) == {Fate.KEPT}
    assert undone.plan.steps == ()
    assert undone.amount == Money.zero()


def test_an_amended_invoice_says_again_what_it_said_before() -> None:
    invoice = _invoice(300, earlier=_says(216))
    undone = undo(ORDER, "10492", [invoice], OPEN)
    [step] = undone.plan.steps
    assert (step.operation, step.content) == (Operation.AMEND, _says(216))
    assert undone.verdicts[0].why == "It says again what it said before of $216.00."


def test_what_settles_a_chosen_invoice_goes_with_it_though_it_was_posted_later() -> None:
    invoice = _invoice(216, ("p1",))
    later = _payment("p1", 100, (invoice,), chosen=False)
    fates = _fates(undo(ORDER, "10492", [invoice, later], OPEN))
    assert set(fates.values()) == {Fate.VOIDED}
    assert len(fates) == 2


def test_a_payment_chosen_alone_leaves_its_invoice() -> None:
    invoice = _invoice(216, ("p1",), chosen=False)
    fates = _fates(undo(ORDER, "10492", [invoice, _payment("p1", 100, (invoice,))], OPEN))
    assert fates == {f"{ORDER}:payment:p1": Fate.VOIDED}


def test_quickbooks_own_application_is_in_nobodys_way_but_a_strangers_payment_is() -> None:
    memo = _invoice(20, ("auto",), f"{ORDER}:cancellation", kind=DocumentKind.CREDIT_MEMO)
    invoice = _invoice(216, ("auto",))
    fates = _fates(undo(ORDER, "10492", [invoice, memo], OPEN, dissolving=["auto"]))
    assert set(fates.values()) == {Fate.VOIDED, Fate.DELETED}
    kept = undo(ORDER, "10492", [invoice, memo], OPEN)
    assert {one.fate for one in kept.verdicts} == {Fate.KEPT}
    assert "payment auto, which is not of this undo" in kept.verdicts[0].why


def test_nothing_is_done_that_nobody_saw() -> None:
    invoice, late = _invoice(216), _payment("p9", 30)
    seen = undo(ORDER, "10492", [invoice], OPEN).steps_named
    undone = undo(ORDER, "10492", [invoice, late], OPEN, seen_by_people=seen)
    assert _fates(undone) == {ORDER: Fate.VOIDED, f"{ORDER}:payment:p9": Fate.KEPT}
    assert "not part of the plan that was approved" in undone.verdicts[0].why


@st.composite
def _orders(draw: st.DrawFn) -> list[UndonePaper]:
    """An order's documents: an invoice, adjustments, payments on them, bounces, in any state."""
    flags = st.booleans()
    rare = st.sampled_from([False, False, False, True])
    numbers = [f"p{n}" for n in range(draw(st.integers(0, 3)))]
    foreign = ("x1",) if draw(rare) else ()
    on_first = tuple(one for one in numbers if draw(flags))
    invoice = _invoice(
        draw(st.integers(1, 500)), (*on_first, *foreign), sent=draw(rare), edited=draw(rare)
    )
    bounce = _bounce("j1", 10)
    papers = [invoice]
    if draw(flags):
        kind = draw(st.sampled_from(list(DocumentKind)))
        papers.append(_invoice(20, (), f"{ORDER}:adjustment:1", sent=draw(rare), kind=kind))
    if draw(flags):
        papers.append(bounce)
    for id_ in numbers:
        settles = (invoice,) if id_ in on_first else ((bounce,) if bounce in papers else ())
        papers.append(_payment(id_, 10, settles, deposited=draw(rare)))
    return papers


@settings(max_examples=300, deadline=None)
@given(_orders(), st.sampled_from([OPEN, OPEN, Period(DAY)]))
def test_every_document_goes_or_is_kept_with_a_reason(
    papers: list[UndonePaper], period: Period
) -> None:
    undone = undo(ORDER, "10492", papers, period)
    fates = _fates(undone)
    assert set(fates) == {paper.link.record for paper in papers}
    going = {step.record for step in undone.plan.steps}
    assert going == {record for record, fate in fates.items() if fate is not Fate.KEPT}
    assert all(
        one.why.startswith("Kept, since ") for one in undone.verdicts if one.fate is Fate.KEPT
    )
    assert len(going) == len(undone.plan.steps)
    assert all(step.operation in ORDERED for step in undone.plan.steps)


@settings(max_examples=300, deadline=None)
@given(_orders())
def test_what_settles_and_what_is_settled_go_together_or_stay_together(
    papers: list[UndonePaper],
) -> None:
    fates = _fates(undo(ORDER, "10492", papers, OPEN))
    for paper in papers:
        for other in papers:
            if paper.settles(other):
                kept = (
                    fates[paper.link.record] is Fate.KEPT,
                    fates[other.link.record] is Fate.KEPT,
                )
                assert kept in {(True, True), (False, False)}


@settings(max_examples=200, deadline=None)
@given(_orders())
def test_an_undo_planned_again_half_way_only_finishes_what_was_begun(
    papers: list[UndonePaper],
) -> None:
    """A crash after the first wave: what is left is a part of what people saw."""
    first = undo(ORDER, "10492", papers, OPEN)
    done = {step.record for step in first_wave(first.plan)}
    left = [_without(paper, done) for paper in papers if paper.link.record not in done]
    again = undo(ORDER, "10492", left, OPEN, seen_by_people=first.steps_named)
    wanted = {step.record for step in first.plan.steps} - done
    assert {step.record for step in again.plan.steps} == wanted


def _without(paper: UndonePaper, gone: set[str]) -> UndonePaper:
    """The document as QuickBooks shows it once some payments are void."""
    if not isinstance(paper.known, KnownDocument):
        return paper
    ids = {record.rsplit(":", 1)[1] for record in gone if ":payment:" in record}
    left = tuple(one for one in paper.known.settled_by if one not in ids)
    return _invoice(
        1, left, paper.link.record, sent=paper.known.sent,
        edited=paper.link.answered != paper.known.content, kind=paper.known.kind,
    )  # fmt: skip
