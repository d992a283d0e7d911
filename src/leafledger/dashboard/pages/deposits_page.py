"""The page of payments that wait for the bank: choose those of a bank line, see, deposit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.limits import held
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.wanted_deposits import (
    NO_FEE,
    RECEIPTS_OF_A_LINE_MAX,
    Undeposited,
    WantedDeposit,
)
from leafledger.clerk.depositing import NOTHING_DEPOSITED, BankLine, CannotDeposit, Depositing
from leafledger.clerk.waiting_receipts import ReceiptPage, SoughtReceipts
from leafledger.dashboard.addressed import Filters, company_of, page_number, typed_day
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.pages.deposits_made_page import DEPOSITS, MADE, path_of
from leafledger.dashboard.pages.papers_told import planned_documents
from leafledger.dashboard.sheets import line, sheet
from leafledger.errors import Trouble
from leafledger.figures.money import Money, typed_dollars
from leafledger.figures.quantities import plural
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind
from leafledger.journal.policies import WrongPolicy
from leafledger.reconciliation.explaining import told
from leafledger.reports.cells import inert

RECEIPTS_ON_A_PAGE = 50
# Longer than any number that QuickBooks gives a payment.
ID_LENGTH_MAX = 20
NOT_READ = "QuickBooks's lists were not read yet. Check both sides first."
NO_POLICY = f"The policy cannot be read, so it is not known where a fee goes. {NOTHING_DEPOSITED}"
CHANGED = (
    f"It is not the deposit any more that was shown to you. {NOTHING_DEPOSITED} Look at it again."
)
NO_DAY = f"Enter the day on which the bank's statement shows the line. {NOTHING_DEPOSITED}"
NO_AMOUNT = (
    f"Enter what the bank's statement shows, above zero and to the cent, like 1240.50. "
    f"{NOTHING_DEPOSITED}"
)
NO_FEE_READ = (
    f"What the bank kept cannot be read. Enter it to the cent, like 3.50. {NOTHING_DEPOSITED}"
)
CSV_HEAD = (
    "Payment in QuickBooks", "Date", "Customer", "Order", "Method", "Reference", "Amount",
    "Came back",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskedFor(Filters):
    """What the list is asked for, and the bank's line; each as typed, empty where it is not."""

    search: str = ""
    method: str = ""
    since: str = ""
    until: str = ""
    date: str = ""
    amount: str = ""
    account: str = ""
    fee: str = ""

    @property
    def sought(self) -> SoughtReceipts:
        """The same, for the database."""
        return SoughtReceipts(
            self.search.split(), self.method, typed_day(self.since), typed_day(self.until)
        )

    @property
    def line(self) -> BankLine:
        """The bank's line. Raises: CannotDeposit for what is missing or cannot be read."""
        dated, amount = typed_day(self.date), typed_dollars(self.amount)
        fee = typed_dollars(self.fee) if self.fee else NO_FEE
        if dated is None:
            raise CannotDeposit(NO_DAY)
        if amount is None or amount <= NO_FEE:
            raise CannotDeposit(NO_AMOUNT)
        if fee is None or fee < NO_FEE:
            raise CannotDeposit(NO_FEE_READ)
        return BankLine(dated, amount, fee)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What is chosen beside the bank's line. `wanted` is the line with its fee, where it is read.

    `elsewhere` are the chosen payments that stand on other pages of the list; `gone` is how many
    were chosen and wait no more.
    """

    chosen: Sequence[Undeposited]
    elsewhere: Sequence[Undeposited]
    gone: int
    wanted: Money | None

    @property
    def ids(self) -> list[str]:
        """QuickBooks's numbers of what is chosen."""
        return [one.id for one in self.chosen]

    @property
    def total(self) -> Money:
        """What the chosen payments come to."""
        return Money.total(one.amount for one in self.chosen)

    @property
    def difference(self) -> Money | None:
        """The bank's line with its fee, less what is chosen."""
        return self.wanted - self.total if self.wanted is not None else None


class DepositPages:
    """Shows what waits for the bank, and makes deposits of it."""

    def __init__(self, ledger: LeafLedger, layout: Layout) -> None:
        self._ledger = ledger
        self._layout = layout

    def routes(self) -> list[Route]:
        """The addresses of these pages."""
        return [
            Route(DEPOSITS, self.index, methods=["GET"]),
            Route(DEPOSITS, self.make, methods=["POST"]),
            Route(DEPOSITS + ".csv", self.export, methods=["GET"]),
            Route(DEPOSITS + "/new", self.preview, methods=["GET"]),
        ]

    def index(self, request: Request) -> Response:
        """The payments that wait, with what is chosen of them beside the bank's line."""
        query = request.query_params
        return self._list(request, AskedFor.read(query), chosen_in(query))

    def preview(self, request: Request) -> Response:
        """The deposit as it would be entered; nothing is. Asks neither side."""
        query = request.query_params
        asked, ids = AskedFor.read(query), chosen_in(query)
        company = company_of(self._ledger, request)
        if not query:
            return RedirectResponse(path_of(company, DEPOSITS), 303)
        try:
            policy = self._policy(company)
            wanted = self._wanted(request, company, asked, ids, policy)
            plan = self._desk(company).plan(wanted, policy)
        except CannotDeposit as cannot:
            return self._list(request, asked, ids, str(cannot), cannot.ways)
        plan = held(plan, policy.approvals, frozenset())
        papers, _ = planned_documents(told(plan))
        receipts = self._desk(company).waiting_named([one.id for one in wanted.receipts])
        return self._layout.show(
            request, "deposit_new.html", company=company, asked=asked, wanted=wanted, plan=plan,
            papers=papers, receipts=receipts,
        )  # fmt: skip

    def make(self, request: Request) -> Response:
        """Make the very deposit that was shown, after a look at QuickBooks."""
        company, form = company_of(self._ledger, request), request.state.form
        asked, ids = AskedFor.read(form), named_in(form.get("payments", ""))
        try:
            self._ledger.parts(company).watch.sweep()
            wanted = self._wanted(request, company, asked, ids, self._policy(company))
            made = self._desk(company).make(_as_shown(wanted, form.get("deposit", "")))
        except Trouble as trouble:
            return self._list(request, asked, ids, trouble.sentence)
        except CannotDeposit as cannot:
            return self._list(request, asked, ids, str(cannot), cannot.ways)
        words = (
            f"Chose {plural(len(made.receipts), 'payment', 'payments')} as a deposit of "
            f"{made.amount}."
        )
        request.state.told = Happening(Kind.DECISION, words, record=f"deposit:{made.name}")
        return RedirectResponse(f"{path_of(company, MADE)}/{made.name}?done=depositing", 303)

    def export(self, request: Request) -> Response:
        """The payments that fit, for a spreadsheet."""
        company, asked = company_of(self._ledger, request), AskedFor.read(request.query_params)
        return sheet(f"undeposited-{company.company}.csv", self._lines(company, asked))

    def _lines(self, company: Company, asked: AskedFor) -> Iterator[str]:
        yield line(CSV_HEAD)
        try:
            for some in self._desk(company).every_waiting(asked.sought):
                for one in some:
                    yield line(
                        (
                            one.id, one.dated.isoformat(), inert(one.customer), inert(one.order),
                            inert(one.method), inert(one.reference), one.amount.plain,
                            "yes" if one.came_back else "",
                        )
                    )  # fmt: skip
        except KeyError:
            return

    def _list(
        self, request: Request, asked: AskedFor, ids: Sequence[str], refused: str = "",
        ways: Sequence[Sequence[Undeposited]] = (),
    ) -> Response:  # fmt: skip
        company = company_of(self._ledger, request)
        desk, page = self._desk(company), page_number(request.query_params.get("page", "1"))
        listed: ReceiptPage | None
        try:
            listed = desk.waiting(asked.sought, size=RECEIPTS_ON_A_PAGE, page=page)
            chosen = desk.waiting_named(ids)
        except KeyError:
            listed, chosen, refused = None, [], refused or NOT_READ
        shown = {one.id for one in listed.rows} if listed is not None else set()
        reckoned = Reckoned(
            chosen, [one for one in chosen if one.id not in shown], len(ids) - len(chosen),
            _gross(asked),
        )  # fmt: skip
        return self._layout.show(
            request, "deposits.html", company=company, status=409 if refused else 200,
            asked=asked, listed=listed, reckoned=reckoned, refused=refused, sums=ways,
            banks=desk.banks(), methods=desk.methods(), bank=self._bank(company, asked),
            most=RECEIPTS_OF_A_LINE_MAX,
        )  # fmt: skip

    def _wanted(
        self, request: Request, company: Company, asked: AskedFor, ids: Sequence[str],
        policy: Policy,
    ) -> WantedDeposit:  # fmt: skip
        """The deposit that is asked for. Raises: CannotDeposit."""
        desk, said = self._desk(company), asked.line
        try:
            bank = desk.bank(asked.account, policy)
            receipts = desk.choose(said, ids)
        except KeyError as unread:
            raise CannotDeposit(NOT_READ) from unread
        return desk.would_be(bank, said, receipts, policy, str(request.state.person.name))

    def _bank(self, company: Company, asked: AskedFor) -> str:
        """Which bank account the form shows as chosen, by QuickBooks's number."""
        if asked.account:
            return asked.account
        try:
            bank = self._policy(company).payments.bank
        except CannotDeposit:
            return ""
        return bank.id if bank is not None else ""

    def _policy(self, company: Company) -> Policy:
        try:
            return self._ledger.policy(company)
        except (WrongPolicy, FileNotFoundError) as wrong:
            raise CannotDeposit(NO_POLICY) from wrong

    def _desk(self, company: Company) -> Depositing:
        return self._ledger.parts(company).depositing


def chosen_in(query: QueryParams) -> list[str]:
    """The payments chosen in an address: boxes of this page, and what was chosen on others."""
    boxes = [one for value in query.getlist("payment") for one in named_in(value)]
    return list(dict.fromkeys([*named_in(query.get("kept", "")), *boxes]))


def named_in(text: str) -> list[str]:
    """QuickBooks's numbers of payments, written one after the other; what is no number is none."""
    most = (RECEIPTS_OF_A_LINE_MAX + 1) * (ID_LENGTH_MAX + 1)
    names = text[:most].split(",")
    return [one for one in names if one.isascii() and one.isdigit() and len(one) <= ID_LENGTH_MAX]


def _as_shown(wanted: WantedDeposit, shown: str) -> WantedDeposit:
    """The same deposit, where it is the one that was shown. Raises: CannotDeposit."""
    if wanted.name != shown:
        raise CannotDeposit(CHANGED)
    return wanted


def _gross(asked: AskedFor) -> Money | None:
    """What the payments of the bank's line come to, as far as it is typed already."""
    amount, fee = typed_dollars(asked.amount), typed_dollars(asked.fee) if asked.fee else NO_FEE
    return amount + fee if amount is not None and fee is not None else None
