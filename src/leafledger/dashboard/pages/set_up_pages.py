"""Steps 3 to 5 of the first run: check QuickBooks, choose accounts, match who is who."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leafledger.clerk.matching import CannotMatch
from leafledger.clerk.policy_choices import (
    TIME_ZONES,
    Books,
    WrongChoice,
    answered,
    in_words,
    names_offered,
    read_choices,
)
from leafledger.clerk.policy_fields import ACCOUNTS as ACCOUNT_CHOICES
from leafledger.clerk.policy_fields import CREDITS as CREDIT_CHOICES
from leafledger.clerk.policy_fields import DATES as DATE_CHOICES
from leafledger.dashboard.addressed import company_of
from leafledger.dashboard.guard import actor_of
from leafledger.dashboard.pages.step_pages import NotDone, StepPages
from leafledger.dashboard.set_up_steps import ACCOUNTS, CHECKS, MATCHING, progress
from leafledger.dashboard.ways import way_to
from leafledger.errors import Trouble
from leafledger.figures.quantities import plural
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind
from leafledger.journal.policies import WrongPolicy
from leafledger.journal.policy_edits import ChangedMeanwhile

HERE = "/companies/{company}/set-up"
# More than fit on a page are matched on the pages of customers and products, or by a file.
SHOWN_MAX = 50
# What this step asks, of all that a policy holds.
CHOSEN_HERE = (ACCOUNT_CHOICES, CREDIT_CHOICES, DATE_CHOICES)
READ = "read"


class SetUpPages(StepPages):
    """The steps between connecting and rehearsing."""

    def routes(self) -> list[Route]:
        """The addresses of this family."""
        gets = {"": self.overview, "/checks": self.checks, "/accounts": self.accounts,
                "/matching": self.matching}  # fmt: skip
        posts = {
            "/checks/read": self.read_books, "/checks/mend": self.mend,
            "/accounts": self.choose_accounts, "/matching/read": self.read_marketplace,
            "/matching/sure": self.accept_sure, "/matching/one": self.match_one,
            "/go-past": self.go_past,
        }  # fmt: skip
        return [
            *(Route(HERE + path, act, methods=["GET"]) for path, act in gets.items()),
            *(Route(HERE + path, act, methods=["POST"]) for path, act in posts.items()),
        ]

    def overview(self, request: Request) -> Response:
        """How far the first run of a company is; how it stands once it is live."""
        company = company_of(self._ledger, request)
        return self._layout.show(
            request, "set_up.html", company=company, draft=None, unfinished=[],
            progress=progress(self._ledger, company),
            working=self._ledger.marks.waiting(company.company),
        )  # fmt: skip

    def checks(self, request: Request, refused: str = "") -> Response:
        """Step 3: what is, what is wanted, and a button for each."""
        company = company_of(self._ledger, request)
        setting_up = self._ledger.parts(company).setting_up
        checks = setting_up.checks() if setting_up.is_read() else None
        return self._step(request, company, CHECKS, refused, checks=checks,
                          wrong=[one for one in checks or () if not one.is_right])  # fmt: skip

    def read_books(self, request: Request) -> Response:
        """Look at QuickBooks: its lists and preferences."""
        company = company_of(self._ledger, request)
        read = self._ledger.parts(company).setting_up.read
        return self._do(request, company, CHECKS, read, "books-read", self.checks)

    def mend(self, request: Request) -> Response:
        """Put one check right, or all."""
        company, key = company_of(self._ledger, request), request.state.form.get("key", "")
        setting_up = self._ledger.parts(company).setting_up

        def act() -> None:
            before = {one.key: one for one in setting_up.checks() if not one.is_right}
            if key and key not in before:
                raise NotDone("That is right already.")
            refused = setting_up.mend({key} if key else None)
            made = [before[one] for one in before if not key or one == key]
            words = "Set up in QuickBooks: " + "; ".join(one.wanted for one in made)
            request.state.told = Happening(Kind.CONNECTION, words)
            if refused:
                raise NotDone(" ".join(refused))

        return self._do(request, company, CHECKS, act, "mended", self.checks)

    def accounts(self, request: Request, refused: str = "") -> Response:
        """Step 4: where things post; suggestions from what QuickBooks has."""
        company = company_of(self._ledger, request)
        groups, version = [], 0
        try:
            policy, version = self._policy(company)
            books = self._books(company)
            groups = [(one, answered(one, policy, books)) for one in CHOSEN_HERE]
        except Trouble as trouble:
            refused = refused or trouble.sentence
        except WrongPolicy as wrong:
            refused = refused or "; ".join(in_words(wrong))
        except LookupError:
            refused = refused or "Look at QuickBooks first (step 3), so that there is a choice."
        return self._step(
            request, company, ACCOUNTS, refused, groups=groups, policy_version=version,
            receivable=self._receivable(company) if groups else "", time_zones=TIME_ZONES,
            item_names=names_offered(each for _, answers in groups for each in answers),
        )  # fmt: skip

    def _books(self, company: Company) -> Books:
        parts = self._ledger.parts(company)
        return Books.of(parts.setting_up, parts.known)

    def choose_accounts(self, request: Request) -> Response:
        """Write the first version of the policy, or change what was chosen before."""
        company, form = company_of(self._ledger, request), request.state.form
        seen = form.get("version", "")
        if not seen.isdecimal():
            raise HTTPException(404)

        def act() -> None:
            policy, _ = self._policy(company)
            books = self._books(company)
            fields = [field for group in CHOSEN_HERE for field in group.fields]
            choices = read_choices(fields, form, policy, books)
            made = self._ledger.change_policy(
                company, int(seen), choices, actor_of(request), first=policy
            )
            self._ledger.parts(company).first_run.go_past(ACCOUNTS)
            words = f"Chose the accounts of {company.name}: policy version {made.version}."
            request.state.told = Happening(Kind.POLICY, words, record=f"policy:{made.version}")

        return self._do(request, company, MATCHING, act, "chosen", self.accounts)

    def matching(self, request: Request, refused: str = "") -> Response:
        """Step 5: who is sure, who is near, who is new."""
        company = company_of(self._ledger, request)
        if company.books_start is not None and not refused:
            return RedirectResponse(f"{way_to(company)}/set-up", 303)
        values: dict[str, Any] = {"read": False}
        if self._ledger.parts(company).first_run.noted(READ):
            reviewing = self._ledger.parts(company).reviewing
            customers, products = reviewing.reviews(), reviewing.product_reviews()
            values = {
                "read": True,
                "sure_customers": [one for one in customers if one.sure],
                "near_customers": [o for o in customers if not o.sure and o.candidates],
                "new_customers": [o for o in customers if not o.candidates],
                "sure_products": [one for one in products if one.sure],
                "near_products": [one for one in products if one.near],
                "new_products": [one for one in products if not (one.sure or one.near)],
            }
        return self._step(request, company, MATCHING, refused, shown_max=SHOWN_MAX, **values)

    def read_marketplace(self, request: Request) -> Response:
        """Read LeafLink's customers and products."""
        company = company_of(self._ledger, request)
        first_run = self._ledger.parts(company).first_run

        def act() -> None:
            first_run.read_marketplace()
            first_run.go_past(READ)

        return self._do(request, company, MATCHING, act, "marketplace-read", self.matching)

    def accept_sure(self, request: Request) -> Response:
        """Match whatever an id, a licence or a SKU proves."""
        company, by = company_of(self._ledger, request), request.state.person.name
        reviewing = self._ledger.parts(company).reviewing

        def act() -> None:
            some = reviewing.accept_sure(reviewing.reviews(), by)
            more = reviewing.accept_sure_products(reviewing.product_reviews(), by)
            customers = plural(some.matched, "customer", "customers")
            products = plural(more.matched, "product", "products")
            words = f"Matched {customers} and {products} that are sure."
            request.state.told = Happening(Kind.MATCH, words)
            if some.refused or more.refused:
                raise NotDone(" ".join((*some.refused, *more.refused)))

        return self._do(request, company, MATCHING, act, "all-matched", self.matching)

    def match_one(self, request: Request) -> Response:
        """Match one customer or product."""
        company, form = company_of(self._ledger, request), request.state.form
        kind, _, id_ = form.get("record", "").partition(":")
        if kind not in {"customer", "product"} or not id_:
            raise HTTPException(404)

        def act() -> None:
            matching = self._ledger.parts(company).matching
            by = request.state.person.name
            done = matching.match(kind, id_, form.get("quickbooks_id", ""), by)
            request.state.told = Happening(
                Kind.MATCH, f"Matched a {kind} with {done.name}.", record=form["record"]
            )

        return self._do(request, company, MATCHING, act, "one-matched", self.matching)

    def go_past(self, request: Request) -> Response:
        """Go on to the next step."""
        company, key = company_of(self._ledger, request), request.state.form.get("step", "")
        steps = progress(self._ledger, company)
        following = steps.after(key) if key in {one.key for one in steps.steps} else None
        if following is None:
            raise HTTPException(404)
        self._ledger.parts(company).first_run.go_past(key)
        return RedirectResponse(following.address, 303)

    def _policy(self, company: Company) -> tuple[Any, int]:
        """The policy in force with its version, or what is suggested for a start."""
        if self._ledger.policies.path(company.company).exists():
            force = self._ledger.policies.in_force(company.company)
            return force.policy, force.version
        return self._ledger.parts(company).setting_up.suggestion(), 0

    def _receivable(self, company: Company) -> str:
        receivable = self._ledger.parts(company).known.company_books().receivable
        return receivable.name if receivable is not None else ""

    def _do(
        self, request: Request, company: Company, then: str, act: Callable[[], None], done: str,
        show: Callable[[Request, str], Response],
    ) -> Response:  # fmt: skip
        try:
            act()
        except Trouble as trouble:
            return show(request, trouble.sentence)
        except (NotDone, CannotMatch, WrongChoice) as wrong:
            return show(request, str(wrong))
        except ChangedMeanwhile:
            return show(request, "Somebody chose otherwise meanwhile. Nothing was written.")
        except WrongPolicy as wrong:
            return show(request, "; ".join(in_words(wrong)))
        return RedirectResponse(f"{way_to(company)}/set-up/{then}?done={done}", 303)
