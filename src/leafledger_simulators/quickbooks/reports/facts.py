"""What the entries say, posting by posting, with whom and what each concerns.

Reference: reference/quickbooks.md 13 and 14. A posting knows its account only; the customer,
item, class and location are read from the document's lines: the line with the posting's account
and amount. Cash basis: a sale counts as it is paid, in proportion; money not yet applied stands
in Unapplied Cash Payment Income. Bills count on their date under both.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.ledger import Entry
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import CENT, ZERO, Body

BY_PAYMENT = frozenset({"Invoice", "CreditMemo"})


@dataclass(frozen=True, slots=True)
class Concerns:
    """Ids of what a posting concerns; empty where nothing is known."""

    customer: str = ""
    vendor: str = ""
    employee: str = ""
    item: str = ""
    class_: str = ""
    department: str = ""
    is_cost: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """An amount (debit above zero) on an account on a day, from an entry."""

    entry: Entry
    day: date
    account_id: str
    signed: Decimal
    concerns: Concerns


NOTHING = Concerns()


def facts(company: Company, basis: str = "Accrual", *, detailed: bool = True) -> Iterator[Fact]:
    """Every posting of the company. Not `detailed` is quicker and leaves concerns empty."""
    if basis == "Cash":
        yield from _cash(company)
        return
    for entry in company.ledger:
        yield from _as_posted(company, entry, detailed=detailed)


def sums(company: Company, basis: str, last: date, first: date | None = None) -> dict[str, Decimal]:
    """Debits less credits of every account, from `first` (or ever) until `last`."""
    if basis == "Accrual":
        return company.ledger.balances_until(last, first)
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for fact in _cash(company):
        if fact.day <= last and (first is None or fact.day >= first):
            found[fact.account_id] += fact.signed
    return dict(found)


def _as_posted(company: Company, entry: Entry, *, detailed: bool = True) -> Iterator[Fact]:
    known = concerns_of(company, entry) if detailed else [NOTHING] * len(entry.postings)
    for posting, concerns in zip(entry.postings, known, strict=True):
        yield Fact(entry, entry.day, posting.account_id, posting.signed, concerns)


def concerns_of(company: Company, entry: Entry) -> list[Concerns]:
    """What each posting of an entry concerns, in their order."""
    record = company.transactions.get(entry.txn_id)
    body = record.body if record is not None else {}
    whole = whole_document(body)
    waiting: defaultdict[tuple[str, Decimal], deque[Concerns]] = defaultdict(deque)
    by_item: dict[str, Concerns] = {}
    for line in _flat(body.get("Line") or []):
        concerns = _line_concerns(line, whole)
        by_item.setdefault(concerns.item, concerns)
        if line.get("Amount") is not None:
            for account_id in _accounts(company, line, concerns):
                waiting[account_id, abs(Decimal(line["Amount"]))].append(concerns)
    for item_id, value in company.stock.value_out(entry.txn_id).items():
        cost = replace(by_item.get(item_id, replace(whole, item=item_id)), is_cost=True)
        item = company.shelves["Item"].get(item_id)
        names = ("ExpenseAccountRef", "AssetAccountRef")
        accounts = {_id(item.body, name) for name in names} if item is not None else set()
        for account_id in accounts | {_id(body, "AdjustAccountRef")}:
            waiting[account_id, abs(value)].appendleft(cost)
    found = []
    for posting in entry.postings:
        matching = waiting.get((posting.account_id, abs(posting.signed)))
        concerns = matching.popleft() if matching else whole
        if posting.customer_id and not concerns.customer:
            concerns = replace(concerns, customer=posting.customer_id)
        found.append(concerns)
    return found


def whole_document(body: Body) -> Concerns:
    """What a document concerns as a whole, by its header."""
    named = body.get("EntityRef") or {}
    kind = str(named.get("type", "")).lower()
    return Concerns(
        customer=_id(body, "CustomerRef") or (str(named["value"]) if kind == "customer" else ""),
        vendor=_id(body, "VendorRef") or (str(named["value"]) if kind == "vendor" else ""),
        employee=_id(body, "EmployeeRef") or (str(named["value"]) if kind == "employee" else ""),
        class_=_id(body, "ClassRef"),
        department=_id(body, "DepartmentRef"),
    )


def _id(body: Body, name: str) -> str:
    return str((body.get(name) or {}).get("value", ""))


def _flat(lines: list[Body]) -> Iterator[Body]:
    """All lines, those of bundles too."""
    for line in lines:
        inner = (line.get("GroupLineDetail") or {}).get("Line")
        if inner:
            yield from _flat(inner)
        else:
            yield line


def _detail(line: Body) -> Body:
    found = line.get(line.get("DetailType", ""))
    return found if isinstance(found, dict) else {}


def _line_concerns(line: Body, whole: Concerns) -> Concerns:
    detail = _detail(line)
    entity = detail.get("Entity") or {}
    kind = str(entity.get("Type", "")).lower()
    named = _id(entity, "EntityRef")
    return replace(
        whole,
        customer=_id(detail, "CustomerRef") or (named if kind == "customer" else whole.customer),
        vendor=named if kind == "vendor" else whole.vendor,
        employee=named if kind == "employee" else whole.employee,
        item=_id(detail, "ItemRef"),
        class_=_id(detail, "ClassRef") or whole.class_,
        department=_id(detail, "DepartmentRef") or whole.department,
    )


def _accounts(company: Company, line: Body, concerns: Concerns) -> set[str]:
    """The accounts a line may have been posted to."""
    detail = _detail(line)
    named = {_id(detail, name) for name in ("AccountRef", "ItemAccountRef", "DiscountAccountRef")}
    item = company.shelves["Item"].get(concerns.item)
    if item is not None and named == {""}:
        names = ("IncomeAccountRef", "ExpenseAccountRef", "AssetAccountRef")
        named |= {_id(item.body, name) for name in names}
    if concerns.item and item is None:
        named.add(company.account_of("OtherPrimaryIncome", "Shipping Income").id)
    return named - {""}


# -- cash basis ------------------------------------------------------------------------------


def _cash(company: Company) -> Iterator[Fact]:
    for entry in company.ledger:
        record = company.transactions.get(entry.txn_id)
        if record is not None and record.kind.name in BY_PAYMENT:
            yield from _as_paid(company, entry, record)
        elif record is not None and record.kind.name == "Payment":
            yield from _received(company, entry)
        else:
            yield from _as_posted(company, entry)


def _as_paid(company: Company, entry: Entry, record: Record) -> Iterator[Fact]:
    """A sale in the proportions that are paid; its receivable does not exist on this basis."""
    receivable = company.receivable().id
    prepaid = Decimal(record.body.get("Deposit", 0))
    bank = company.account_of("UndepositedFunds").id
    at_sale = company.switches["cash_basis_cost"] == "at_sale"
    shared = []
    for fact in _as_posted(company, entry):
        if fact.account_id == receivable:
            continue
        is_prepaid = prepaid and fact.account_id == bank and abs(fact.signed) == abs(prepaid)
        if is_prepaid or (fact.concerns.is_cost and at_sale):
            yield fact
        else:
            shared.append(fact)
    total = Decimal(record.body["TotalAmt"])
    if not total:
        yield from shared
        return
    before, steps = ZERO, [(entry.day, prepaid)] if prepaid else []
    for payment_id, amount in company.links.on_document(record.id).items():
        steps.append((max(entry.day, _day(company.transactions[payment_id])), amount))
    for day, amount in sorted(steps, key=lambda step: step[0]):
        parts = _share(shared, before / total, (before + amount) / total)
        yield from (replace(one, day=day, signed=part) for one, part in parts if part)
        before += amount


def _share(shared: list[Fact], before: Decimal, after: Decimal) -> list[tuple[Fact, Decimal]]:
    """What falls between two proportions: to the cent, and nothing lost over the steps."""
    found = []
    run = carried = ZERO
    for fact in shared:
        run += fact.signed
        reached = (run * after).quantize(CENT) - (run * before).quantize(CENT)
        found.append((fact, reached - carried))
        carried = reached
    return found


def _received(company: Company, entry: Entry) -> Iterator[Fact]:
    """Money is income when it comes; what it pays takes it over."""
    receivable = company.receivable().id
    unapplied = company.account_of("UnappliedCashPaymentIncome").id
    for fact in _as_posted(company, entry):
        is_receivable = fact.account_id == receivable
        yield replace(fact, account_id=unapplied) if is_receivable else fact
    payment = company.transactions[entry.txn_id]
    concerns = Concerns(customer=_id(payment.body, "CustomerRef"))
    yield from _links(company, entry, concerns, unapplied, receivable)


def _links(
    company: Company, entry: Entry, concerns: Concerns, unapplied: str, receivable: str
) -> Iterator[Fact]:
    for link in company.links.of_payment(entry.txn_id):
        document = company.transactions[link.txn_id]
        day = max(entry.day, _day(document))
        amount = -link.amount if link.is_credit else link.amount
        yield Fact(entry, day, unapplied, amount, concerns)
        if document.kind.name not in BY_PAYMENT:
            yield Fact(entry, day, receivable, -amount, concerns)


def _day(record: Record) -> date:
    return date.fromisoformat(record.body["TxnDate"])
