"""The page of a company's policy: its choices in plain words, changed by forms; its versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.clerk.policy_choices import (
    NOTHING_CHOSEN,
    TIME_ZONES,
    Answered,
    Books,
    WrongChoice,
    answered,
    in_words,
    names_offered,
    read_choices,
    words_of,
)
from leafledger.clerk.policy_fields import GROUPS, Group, Place
from leafledger.dashboard.addressed import company_of
from leafledger.dashboard.guard import actor_of
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.ways import way_to
from leafledger.dashboard.wording import said_of
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind
from leafledger.journal.policies import PolicyInForce, WrongPolicy
from leafledger.journal.policy_edits import ChangedMeanwhile, Choice, Version

HERE = "/companies/{company}/policy"
CHANGED_MEANWHILE = (
    "Somebody changed the policy since this page was shown, so nothing was written. It is shown "
    "here as it is now; choose again."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A group of choices as the page shows it."""

    group: Group
    answers: Sequence[Answered]


class PolicyPages:
    """The policy in force and its versions."""

    def __init__(self, ledger: LeafLedger, layout: Layout) -> None:
        self._ledger = ledger
        self._layout = layout

    def routes(self) -> list[Route]:
        """The addresses of this family."""
        return [
            Route(HERE, self.show, methods=["GET"]),
            Route(HERE, self.change, methods=["POST"]),
        ]

    def show(self, request: Request, refused: str = "", open_group: str = "") -> Response:
        """The choices in force; where the file cannot be read, why."""
        company = company_of(self._ledger, request)
        trouble: Sequence[str] = ()
        shown: Sequence[Shown] = ()
        version = 0
        try:
            force = self._ledger.policies.in_force(company.company)
            version, shown = force.version, shown_groups(self._ledger, company, force)
        except WrongPolicy as wrong:
            trouble = in_words(wrong)
        return self._layout.show(
            request, "policy.html", company=company, shown=shown,
            policy_version=version, trouble=trouble,
            path=self._ledger.policies.path(company.company), refused=refused,
            said=said_of(request.query_params.get("done", "")),
            open_group=open_group or request.query_params.get("open", ""),
            versions=[
                (one, [(*words_of(name, old), words_of(name, new)[1])
                       for name, old, new in one.changes])
                for one in self._versions(company)
            ],
            item_names=names_offered(each for one in shown for each in one.answers),
            time_zones=TIME_ZONES, status=409 if refused else 200,
        )  # fmt: skip

    def change(self, request: Request) -> Response:
        """Write what was chosen otherwise in one group."""
        company, form = company_of(self._ledger, request), request.state.form
        parts = self._ledger.parts(company)
        group = next((one for one in GROUPS if one.key == form.get("group")), None)
        seen = form.get("version", "")
        if group is None or not seen.isdecimal():
            raise HTTPException(404)
        choices: dict[Place, Choice] = {}
        try:
            policy = self._ledger.policy(company)
            books = Books.of(parts.setting_up, parts.known)
            choices = read_choices(group.fields, form, policy, books)
            made = self._ledger.change_policy(company, int(seen), choices, actor_of(request))
        except ChangedMeanwhile:
            # Also where nothing was chosen otherwise than what somebody else wrote meanwhile.
            return self.show(request, CHANGED_MEANWHILE)
        except WrongChoice as wrong:
            return self.show(request, str(wrong), group.key)
        except WrongPolicy as wrong:
            why = "; ".join(in_words(wrong))
            return self.show(request, f"{why}. Nothing was changed.", group.key)
        if not choices:
            return self.show(request, NOTHING_CHOSEN, group.key)
        words = f"Changed the policy, {group.heading.lower()}: version {made.version}."
        request.state.told = Happening(Kind.POLICY, words, record=f"policy:{made.version}")
        return RedirectResponse(f"{way_to(company)}/policy?done=policy#{group.key}", 303)

    def _versions(self, company: Company) -> list[Version]:
        return self._ledger.policy_edits.versions(company.company)


def shown_groups(ledger: LeafLedger, company: Company, force: PolicyInForce) -> list[Shown]:
    """The groups of choices with their answers under a policy."""
    parts = ledger.parts(company)
    books = Books.of(parts.setting_up, parts.known)
    return [Shown(one, answered(one, force.policy, books)) for one in GROUPS]
