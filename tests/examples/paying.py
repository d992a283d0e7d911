"""Runs an example about money: payments and credits, each followed by the books that follow.

    Order 10492 · Green Mesa · invoice 500.00
      paid 500.00 by check on 2026-11-05 · check 1042
    Books (A6.1)
      receive 500.00 · 2026-11-05 · Check 1042
        invoice 10492         500.00
        2026-11-05  Undeposited Funds ...

What a plan says is taken as carried out before the next act begins.
"""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.payment_window import payment_record
from leafledger.bookkeeping.plan import Plan
from leafledger.commerce.remittances import Credit, CreditStatus
from leafledger.figures.money import Money
from leafledger.ledger.documents import DocumentKind, KnownDocument
from leafledger.ledger.periods import Period
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import Settled
from tests.examples.example import BOOKS
from tests.examples.money_scene import (
    ACCEPTED,
    CUSTOMER,
    NUMBER,
    MoneyScene,
    invoice,
    money_scene,
    paid,
)
from tests.examples.money_shown import money_shown
from tests.examples.reading import NotUnderstood

Said = re.Match[str]
DENVER = ZoneInfo("America/Denver")


def money_holds(text: str) -> None:
    """Say that the books of the example are so."""
    told, true = textwrap.dedent(text).strip(), "\n".join(_worked(text))
    assert BOOKS.search(told), "an example without books shows nothing"
    difference = difflib.unified_diff(
        told.splitlines(), true.splitlines(), "as told", "as it is", n=40, lineterm=""
    )
    assert told == true, "\n".join(difference)


def _worked(text: str) -> Iterator[str]:
    scene, in_books = None, False
    for line in textwrap.dedent(text).strip().splitlines():
        if BOOKS.fullmatch(line):
            assert scene is not None
            in_books = True
            yield line
            yield textwrap.indent(money_shown(_books(scene)), "  ")
        elif not (in_books and line.startswith("  ")):
            in_books = False
            scene = _read(scene, line.strip())
            yield line


def _read(scene: MoneyScene | None, line: str) -> MoneyScene:
    if line.startswith("Order "):
        return _order(line)
    assert scene is not None, "an example begins with its order"
    if line not in {"Then", "Looked at again"}:
        for said in line.removeprefix("Policy: ").removeprefix("QuickBooks: ").split("; "):
            _say(scene, said)
    return scene


def _order(line: str) -> MoneyScene:
    """`Order 10492 · Green Mesa · invoices 300.00, 200.00`, or `· Cancelled · no invoice`."""
    status = re.search(r"· (Cancelled|Accepted) ·", line)
    totals = re.search(r"· invoices? ([\d., ]+)$", line)
    if totals is None and not line.endswith("· no invoice"):
        raise NotUnderstood(line)
    named = status[1] if status else "Accepted"
    return money_scene(named, totals[1].split(", ") if totals else [])


def _say(scene: MoneyScene, said: str) -> None:
    for pattern, act in SAYINGS:
        found = re.fullmatch(pattern, said)
        if found is not None:
            act(scene, found)
            return
    raise NotUnderstood(said)


def _books(scene: MoneyScene) -> list[Plan]:
    """Payments first, then each credit, as the desks do; what waits is not carried out."""
    plans = [scene.plan()]
    scene.books.take(plans[0])
    for credit in scene.credits.values():
        plan = scene.plan_credit(credit)
        if not plan.waits:
            scene.carry_out_credit(credit, plan)
        plans.append(plan)
    return plans if len(plans) == 1 or scene.rows else plans[1:]


def _paid(scene: MoneyScene, said: Said) -> None:
    at = datetime.fromisoformat(f"{said[3]} {said[4] or '12:00'}").replace(tzinfo=DENVER)
    paid(scene, said[1], said[2], at, said[5] or "")


def _tick(scene: MoneyScene, said: Said) -> None:
    day = date.fromisoformat(said[1]) if said.lastindex else None
    scene.order = replace(scene.order, paid=day is not None, paid_on=day)


def _account(name: str) -> Callable[[MoneyScene, Said], None]:
    def choose(scene: MoneyScene, said: Said) -> None:
        scene.policy["payments"][name] = {"id": said[1], "name": said[2]}

    return choose


def _by_method(scene: MoneyScene, said: Said) -> None:
    methods = scene.policy["payments"].setdefault("by_method", {})
    methods[said[1]] = {"id": said[2], "name": said[3]}


def _by_reason(scene: MoneyScene, said: Said) -> None:
    items = scene.policy["credits"].setdefault("by_reason", {})
    items[said[1]] = {"id": said[2], "name": said[3], "account": said[4]}


def _given(scene: MoneyScene, said: Said) -> None:
    scene.credits[said[1]] = Credit(
        said[1], "8841", Money.of(said[2]), date.fromisoformat(said[3]), CreditStatus.ACTIVE,
        said[4], said[4].replace("_", " ").capitalize(), order=NUMBER,
    )  # fmt: skip


def _used(scene: MoneyScene, said: Said) -> None:
    used = replace(scene.credits[said[1]], status=CreditStatus.USED, applied_to=NUMBER)
    scene.credits[said[1]] = used


def _free_again(scene: MoneyScene, said: Said) -> None:
    free = replace(scene.credits[said[1]], status=CreditStatus.ACTIVE, applied_to="")
    scene.credits[said[1]] = free


def _cancelled(scene: MoneyScene, said: Said) -> None:
    scene.credits[said[1]] = replace(scene.credits[said[1]], status=CreditStatus.CANCELLED)


def _lowered(scene: MoneyScene, said: Said) -> None:
    settled = scene.books.receipts[said[1]].settles
    settles = (replace(settled[0], amount=Money.of(said[2])),)
    scene.books.change(said[1], total=Money.of(said[2]), settles=settles)


def _unheard(scene: MoneyScene, said: Said) -> None:
    """Ours took what was open then; QuickBooks leaves what is too much unapplied."""
    typed = scene.books.enter(said[1], "9001")
    scene.books.change(typed, made_at=datetime(2026, 11, 2, 17, tzinfo=UTC))


def _dated(scene: MoneyScene, said: Said) -> None:
    scene.books.change(said[1], dated=date.fromisoformat(said[2]))


def _elsewhere(scene: MoneyScene, said: Said) -> None:
    amount = Money.of(said[1])
    settles = (Settled(RecordKind.INVOICE, Known(RecordKind.INVOICE, "8999"), amount),)
    scene.books.change(scene.books.enter(said[1]), settles=settles, unapplied=Money.zero())


def _split(scene: MoneyScene, said: Said) -> None:
    here, there = (
        Settled(RecordKind.INVOICE, Known(RecordKind.INVOICE, id_), Money.of(amount))
        for id_, amount in (("9001", said[2]), ("8999", said[3]))
    )
    entered = scene.books.enter(said[1])
    scene.books.change(entered, settles=(here, there), unapplied=Money.zero())


def _memo(scene: MoneyScene, said: Said) -> None:
    """The order was cut after it was paid, so that no invoice takes the memo (A5.2)."""
    memo = KnownDocument(
        DocumentKind.CREDIT_MEMO, "9301", "0", said[1], CUSTOMER.id, ACCEPTED.date(), "",
        Money.of(said[2]), Money.of(said[2]), "",
    )  # fmt: skip
    scene.books.memos[memo.id] = memo


def _deposited(scene: MoneyScene, said: Said) -> None:
    bank = Known(RecordKind.ACCOUNT, said[2], said[3])
    scene.books.change(said[1], deposited=True, banked_in=bank)


def _taken_off(scene: MoneyScene, said: Said) -> None:
    total = scene.books.receipts[said[1]].total
    scene.books.change(said[1], settles=(), unapplied=total)


def _closed(scene: MoneyScene, said: Said) -> None:
    scene.company = replace(scene.company, period=Period(date.fromisoformat(said[1])))


def _reopened(scene: MoneyScene, _: Said) -> None:
    scene.company = replace(scene.company, period=Period())


def _undeposited(scene: MoneyScene, said: Said) -> None:
    scene.books.change(said[1], deposited=False, banked_in=None)


def _program(scene: MoneyScene, said: Said) -> None:
    scene.order = replace(scene.order, payment_program=said[1])


def _same(scene: MoneyScene, said: Said) -> None:
    record = payment_record(NUMBER, said[1])
    scene.books.links[record] = Link(record, said[2])


def _two(scene: MoneyScene, said: Said) -> None:
    scene.books.apart.add(payment_record(NUMBER, said[1]))


DAY = r"(\d{4}-\d\d-\d\d)"
NAMED = r'(\d+) "(.+)"'
SAYINGS: list[tuple[str, Callable[[MoneyScene, Said], object]]] = [
    (rf"paid (\S+) by (\w+) on {DAY}(?: at (\S+))?(?: · (.+))?", _paid),
    (rf"marked as paid on {DAY}", _tick),
    (r"not marked as paid any more", _tick),
    (r"paid through LeafLink's program (\w+)", _program),
    (r"credit (\d+) of (\S+) on " + DAY + r" because (\w+)", _given),
    (r"credit (\d+) is used on the order", _used),
    (r"credit (\d+) is cancelled", _cancelled),
    (r"credit (\d+) is not used any more", _free_again),
    (rf"deposit to {NAMED}", _account("deposit_to")),
    (rf"clearing {NAMED}", _account("clearing")),
    (rf"trade to {NAMED}", _account("trade")),
    (rf"(\w+) goes to {NAMED}", _by_method),
    (r"bounce (\w+)", lambda scene, said: scene.policy["payments"].update(bounce=said[1])),
    (r"marked paid (\w+)", lambda s, said: s.policy["payments"].update(marked_paid=said[1])),
    (r"closed period (\w+)", lambda s, said: s.policy["orders"].update(closed_period=said[1])),
    (rf'credits of (\w+) as item {NAMED} on "(.+)"', _by_reason),
    (r"no credit item", lambda scene, _: scene.policy["credits"].pop("item")),
    (rf"closed through {DAY}", _closed),
    (r"the books are open again", _reopened),
    (r"invoice (\S+) of (\S+) is added", lambda s, said: invoice(s, "9002", said[1], said[2])),
    (r"(\S+) is entered on the invoice", lambda s, said: s.books.enter(said[1], "9001")),
    (r"(\S+) had been entered on the invoice before that, as nobody told yet", _unheard),
    (r"(\S+) is entered on another invoice of the customer", _elsewhere),
    (r"(\S+) is entered, (\S+) on the invoice and (\S+) on another order's", _split),
    (r"(\S+) is entered and applied to nothing", lambda s, said: s.books.enter(said[1])),
    (r"payment (\d+) is QuickBooks payment (\d+)", _same),
    (r"payment (\d+) is another than any in QuickBooks", _two),
    (r"credit memo (\S+) of (\S+) is left of the order", _memo),
    (rf"payment (\d+) is deposited to {NAMED}", _deposited),
    (r"payment (\d+) is deposited", lambda s, said: s.books.change(said[1], deposited=True)),
    (r"payment (\d+) is taken out of its deposit", _undeposited),
    (r"payment (\d+) is voided by hand", lambda s, said: s.books.void(said[1])),
    (rf"payment (\d+) is dated {DAY}", _dated),
    (r"payment (\d+) is lowered to (\S+)", _lowered),
    (r"payment (\d+) is taken off the invoice", _taken_off),
    (r"entry (\d+) is deleted", lambda scene, said: scene.books.entries.pop(said[1])),
    (r"payment (\d+) is deleted", lambda s, said: s.books.receipts.pop(said[1])),
    (r"the customer is merged into another", lambda s, _: setattr(s, "customer_lost", True)),
    (r"it applies (\S+) of credit (\d+) by itself", lambda s, o: s.use(o[2], Money.of(o[1]))),
]
