"""The pages of deposits made: each bank line with its payments, how it stands, taking it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.wanted_deposits import WantedDeposit
from leafledger.clerk.depositing import CannotDeposit, Depositing
from leafledger.dashboard.addressed import Filters, company_of, page_number, typed_day
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.pages.attention_page import Asked, asked_of
from leafledger.dashboard.sheets import line, sheet
from leafledger.dashboard.ways import way_to
from leafledger.dashboard.wording import DEPOSIT_STATES, State, said_of
from leafledger.errors import Trouble
from leafledger.intake.companies import Company
from leafledger.intake.marks import Subject
from leafledger.journal.audit import Happening, Kind
from leafledger.journal.deposit_words import SoughtDeposits
from leafledger.reports.cells import inert

PAYMENTS = "/companies/{company}/payments"
DEPOSITS = PAYMENTS + "/deposits"
MADE = DEPOSITS + "/made"
ONE = MADE + "/{deposit}"
DEPOSITS_ON_A_PAGE = 50
CSV_HEAD = (
    "Deposit", "Date", "Account", "Bank line", "Kept by the bank", "Standing",
    "Payment in QuickBooks", "What it is", "Amount", "Chosen by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskedFor(Filters):
    """What the list is asked for; each empty where it does not matter. Written as typed."""

    search: str = ""
    since: str = ""
    until: str = ""

    @property
    def sought(self) -> SoughtDeposits:
        """The same, for the database."""
        words = self.search.replace(",", "").replace("$", "").split()
        return SoughtDeposits(words, typed_day(self.since), typed_day(self.until))


@dataclass(frozen=True, slots=True)
class Made:
    """A deposit that somebody chose, how it stands, and where QuickBooks shows it, if it does."""

    wanted: WantedDeposit
    state: State
    page: str


class DepositsMadePages:
    """Shows the deposits that people made, and takes them back."""

    def __init__(self, ledger: LeafLedger, layout: Layout) -> None:
        self._ledger = ledger
        self._layout = layout

    def routes(self) -> list[Route]:
        """The addresses of these pages."""
        return [
            Route(MADE, self.index, methods=["GET"]),
            Route(MADE + ".csv", self.export, methods=["GET"]),
            Route(ONE, self.one, methods=["GET"]),
            Route(ONE + "/undo", self.undo, methods=["POST"]),
        ]

    def index(self, request: Request) -> Response:
        """The deposits that people made and did not take back, the newest first."""
        company, asked = company_of(self._ledger, request), AskedFor.read(request.query_params)
        page = page_number(request.query_params.get("page", "1"))
        listed = self._desk(company).made(asked.sought, size=DEPOSITS_ON_A_PAGE, page=page)
        return self._layout.show(
            request, "deposits_made.html", company=company, asked=asked, listed=listed,
            rows=self._made(company, listed.rows),
        )  # fmt: skip

    def export(self, request: Request) -> Response:
        """Each payment of the deposits that fit, for a spreadsheet."""
        company, asked = company_of(self._ledger, request), AskedFor.read(request.query_params)
        return sheet(f"deposits-{company.company}.csv", self._lines(company, asked))

    def one(self, request: Request, refused: str = "") -> Response:
        """One deposit: its payments, how it stands, and what of it waits."""
        company = company_of(self._ledger, request)
        wanted = self._desk(company).wanted(str(request.path_params["deposit"]))
        if wanted is None:
            raise HTTPException(404)
        [made] = self._made(company, [wanted])
        subject = f"deposit:{wanted.name}"
        at_work = self._ledger.marks.marked_at(company.company, Subject.DEPOSIT, wanted.name)
        return self._layout.show(
            request, "deposit.html", company=company, made=made, refused=refused,
            status=409 if refused else 200, said=said_of(request.query_params.get("done", "")),
            at_work=bool(at_work) and not company.held_why, waiting=self._waiting(company, subject),
            pages={
                one.id: company.page_in_quickbooks("Payment", one.id) for one in wanted.receipts
            },
        )  # fmt: skip

    def undo(self, request: Request) -> Response:
        """Take a deposit back, after a look at QuickBooks: its payments wait again."""
        company, name = company_of(self._ledger, request), str(request.path_params["deposit"])
        try:
            self._ledger.parts(company).watch.sweep()
            done = self._desk(company).take_back(name, str(request.state.person.name))
        except Trouble as trouble:
            return self.one(request, refused=trouble.sentence)
        except CannotDeposit as cannot:
            return self.one(request, refused=str(cannot))
        words = f"Took the deposit of {done.amount} back."
        request.state.told = Happening(Kind.DECISION, words, record=f"deposit:{name}")
        return RedirectResponse(f"{path_of(company, MADE)}/{name}?done=deposit-undone", 303)

    def _lines(self, company: Company, asked: AskedFor) -> Iterator[str]:
        yield line(CSV_HEAD)
        for some in self._desk(company).every_made(asked.sought):
            for made in self._made(company, some):
                one = made.wanted
                head = (
                    one.name, one.dated.isoformat(), inert(one.to.name), one.amount.plain,
                    one.fee.plain, made.state.word,
                )  # fmt: skip
                for receipt in one.receipts:
                    said = (inert(receipt.words), receipt.amount.plain, inert(one.person))
                    yield line((*head, receipt.id, *said))

    def _made(self, company: Company, wanted: Sequence[WantedDeposit]) -> list[Made]:
        """How each stands, as far as was seen."""
        names = [one.name for one in wanted]
        there = self._desk(company).in_quickbooks(names)
        subjects = [f"deposit:{name}" for name in names]
        asked = self._ledger.questions.of_subjects(company.company, subjects)
        waits = {one.subject.removeprefix("deposit:") for one in asked}
        made = []
        for one in wanted:
            key = (one.name in waits, one.name in there, one.taken_back)
            page = there[one.name].id if one.name in there else ""
            state = DEPOSIT_STATES[key]
            made.append(Made(one, state, company.page_in_quickbooks("Deposit", page)))
        return made

    def _waiting(self, company: Company, subject: str) -> list[Asked]:
        asked = self._ledger.questions.of_subjects(company.company, [subject])
        return asked_of(self._ledger, company, [[one] for one in asked])

    def _desk(self, company: Company) -> Depositing:
        return self._ledger.parts(company).depositing


def path_of(company: Company, address: str) -> str:
    """An address of these pages as a browser calls it."""
    return way_to(company) + address.removeprefix("/companies/{company}")
