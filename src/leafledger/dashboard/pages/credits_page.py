"""The page of credits: LeafLink's beside QuickBooks's credit memos, amount, used and open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.clerk.known_customers import KnownCustomers
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Unreadable
from leafledger.commerce.remittances import Credit, CreditStatus
from leafledger.dashboard.addressed import Filters, company_of, page_number
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.pages.attention_page import Asked, asked_of
from leafledger.dashboard.sheets import line, sheet
from leafledger.dashboard.wording import NEEDS_ATTENTION, NOT_CHECKED, STANDINGS, State
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.ledger.documents import KnownDocument
from leafledger.reports.cells import inert

HERE = "/companies/{company}/credits"
CREDITS_ON_A_PAGE = 50
# Below a list so many questions are read; the rest stands under Needs attention.
QUESTIONS_MAX = 5
OUTSIDE = State("undone", "Not in the books", "–")
CSV_HEAD = (
    "Credit", "Date", "Customer", "Reason", "Status on LeafLink", "Amount on LeafLink",
    "Used on LeafLink", "Open on LeafLink", "Amount in QuickBooks", "Used in QuickBooks",
    "Open in QuickBooks", "Difference of amounts", "Used on order", "Credit memo", "Standing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskedFor(Filters):
    """What the list is asked for; each empty where it does not matter."""

    search: str = ""
    standing: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class CreditRow:
    """One credit beside its memo. A cancelled credit counts for nothing; LeafLink uses one whole.

    `orders` are the orders it is used on or was given for, by number with their names.
    """

    credit: Credit | Unreadable
    customer: str
    memo: KnownDocument | None
    orders: Mapping[str, str]
    state: State

    @property
    def amount(self) -> Money:
        """What LeafLink gives."""
        counts = isinstance(self.credit, Credit) and self.credit.status is not (
            CreditStatus.CANCELLED
        )
        return self.credit.amount if counts and isinstance(self.credit, Credit) else Money.zero()

    @property
    def open(self) -> Money:
        """What is left of it on LeafLink."""
        active = isinstance(self.credit, Credit) and self.credit.status is CreditStatus.ACTIVE
        return self.amount if active else Money.zero()

    @property
    def used(self) -> Money:
        """What of it is used on LeafLink."""
        return self.amount - self.open

    @property
    def booked(self) -> Money | None:
        """What QuickBooks gives; None without a memo."""
        if self.memo is None:
            return None
        return Money.zero() if self.memo.voided else self.memo.total

    @property
    def left(self) -> Money | None:
        """What is left of the memo in QuickBooks."""
        return None if self.memo is None else self.memo.open

    @property
    def their_used(self) -> Money | None:
        """What of the memo is applied in QuickBooks."""
        return None if self.booked is None or self.left is None else self.booked - self.left

    @property
    def difference(self) -> Money | None:
        """What QuickBooks gives too much (above zero) or too little; None without a memo."""
        return None if self.booked is None else self.booked - self.amount


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the credits found, the newest first. `counts` by the word of the standing."""

    rows: Sequence[CreditRow]
    found: int
    page: int
    pages: int
    counts: Mapping[State, int]


class CreditPages:
    """Shows credits as they were last seen, and as the last proof found them."""

    def __init__(self, ledger: LeafLedger, layout: Layout) -> None:
        self._ledger = ledger
        self._layout = layout

    def routes(self) -> list[Route]:
        """The addresses of these pages."""
        return [
            Route(HERE, self.index, methods=["GET"]),
            Route(HERE + ".csv", self.export, methods=["GET"]),
        ]

    def index(self, request: Request) -> Response:
        """The list of credits."""
        company, asked = company_of(self._ledger, request), AskedFor.read(request.query_params)
        fitting = self._fitting(company, asked)
        counts = Counter(state for _, state in fitting)
        found = [one for one in fitting if asked.standing in {"", one[1].word}]
        pages = max(1, -(-len(found) // CREDITS_ON_A_PAGE))
        page = min(page_number(request.query_params.get("page", "1")) or 1, pages)
        shown = found[(page - 1) * CREDITS_ON_A_PAGE : page * CREDITS_ON_A_PAGE]
        rows = self._rows(company, shown)
        listing = self._ledger.kept_orders.listing(company.company)
        return self._layout.show(
            request, "credits.html", company=company, asked=asked, statuses=list(CreditStatus),
            listed=Listed(rows, len(found), page, pages, counts),
            waiting=self._waiting(company, rows),
            checked_at=listing.proved_at if listing is not None else None,
        )  # fmt: skip

    def export(self, request: Request) -> Response:
        """The credits that fit, for a spreadsheet."""
        company, asked = company_of(self._ledger, request), AskedFor.read(request.query_params)
        return sheet(f"credits-{company.company}.csv", self._lines(company, asked))

    def _lines(self, company: Company, asked: AskedFor) -> Iterator[str]:
        yield line(CSV_HEAD)
        found = [
            one for one in self._fitting(company, asked) if asked.standing in {"", one[1].word}
        ]
        for row in self._rows(company, found):
            credit = row.credit
            told = credit if isinstance(credit, Credit) else None
            books = (
                "" if one is None else one.plain for one in (row.booked, row.their_used, row.left)
            )
            yield line(
                (
                    credit.id, str(told.dated) if told else "", inert(row.customer),
                    inert(reason_of(credit)), told.status.value if told else "", row.amount.plain,
                    row.used.plain, row.open.plain, *books,
                    "" if row.difference is None else row.difference.plain,
                    inert(", ".join(row.orders.values())),
                    inert(row.memo.number) if row.memo is not None else "", row.state.word,
                )
            )  # fmt: skip

    def _fitting(
        self, company: Company, asked: AskedFor
    ) -> list[tuple[Credit | Unreadable, State]]:
        """The credits that fit, however they stand, the newest first; read once while none changes.

        A company has some thousand credits at most, which LeafLink lists whole each time.
        """
        words = asked.search.casefold().split()
        every = self._ledger.parts(company).payments.all_credits()
        names = self._names(company, every) if words else {}
        fitting = [
            one
            for one in every
            if (not asked.status or (isinstance(one, Credit) and one.status == asked.status))
            and all(word in _said(one, names) for word in words)
        ]
        fitting.sort(key=_age, reverse=True)
        states = self._states(company, fitting)
        return [(one, states[one.id]) for one in fitting]

    def _states(
        self, company: Company, credits_: Sequence[Credit | Unreadable]
    ) -> dict[str, State]:
        subjects = [f"credit:{one.id}" for one in credits_]
        checks = {
            one.subject: STANDINGS[one.standing]
            for one in self._ledger.kept_checks.of(company.company, subjects)
        }
        questions = self._ledger.questions.of_subjects(company.company, subjects)
        asked = {one.subject for one in questions}
        checked = self._ledger.kept_orders.listing(company.company) is not None
        missing = OUTSIDE if checked else NOT_CHECKED
        return {
            one.id: NEEDS_ATTENTION
            if f"credit:{one.id}" in asked
            else checks.get(f"credit:{one.id}", missing)
            for one in credits_
        }

    def _rows(
        self, company: Company, found: Sequence[tuple[Credit | Unreadable, State]]
    ) -> list[CreditRow]:
        parts = self._ledger.parts(company)
        credits_ = [credit for credit, _ in found]
        memos = parts.payments.memos_of([one.id for one in credits_])
        names = self._names(company, credits_)
        numbers = {
            number
            for one in credits_
            if isinstance(one, Credit)
            for number in (one.applied_to, one.order)
            if number
        }
        orders = parts.known.order_names(sorted(numbers))
        return [
            CreditRow(
                credit,
                names.get(credit.customer, "") if isinstance(credit, Credit) else "",
                memos.get(credit.id),
                _orders(credit, orders),
                state,
            )
            for credit, state in found
        ]

    def _names(self, company: Company, credits_: Sequence[Credit | Unreadable]) -> dict[str, str]:
        """The names of the credits' customers, by LeafLink's number."""
        ids = sorted({one.customer for one in credits_ if isinstance(one, Credit)})
        seen = KnownCustomers(company.company, self._ledger.database).as_seen(ids)
        return {
            id_: one.display_name if isinstance(one, Customer) else one.what
            for id_, one in seen.items()
        }

    def _waiting(self, company: Company, rows: Sequence[CreditRow]) -> list[Asked]:
        """What waits of the credits shown, with its cures."""
        subjects = [f"credit:{row.credit.id}" for row in rows if row.state is NEEDS_ATTENTION]
        questions = self._ledger.questions.of_subjects(company.company, subjects)
        return asked_of(self._ledger, company, [[one] for one in questions[:QUESTIONS_MAX]])


def reason_of(credit: Credit | Unreadable) -> str:
    """Why it was given, or why it cannot be read."""
    if isinstance(credit, Unreadable):
        return credit.why
    return credit.reason_shown or credit.reason


def _orders(credit: Credit | Unreadable, names: Mapping[str, str]) -> dict[str, str]:
    """The order it is used on; where it is used on none yet, nothing."""
    if isinstance(credit, Unreadable) or not credit.applied_to:
        return {}
    return {credit.applied_to: names.get(credit.applied_to, credit.applied_to[-8:])}


def _said(credit: Credit | Unreadable, names: Mapping[str, str]) -> str:
    customer = names.get(credit.customer, "") if isinstance(credit, Credit) else ""
    amount = credit.amount.plain if isinstance(credit, Credit) else ""
    return " ".join((credit.id, customer, reason_of(credit), amount)).casefold()


def _age(credit: Credit | Unreadable) -> tuple[date, str]:
    day = credit.dated if isinstance(credit, Credit) else date.max
    return day, credit.id.rjust(20)
