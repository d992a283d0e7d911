"""The page of people: who may come in, and in which role."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from leafledger.assembly import LeafLedger
from leafledger.dashboard.layout import Layout
from leafledger.journal.audit import Happening, Kind
from leafledger.people.passwords import WrongPassword
from leafledger.people.register import Person, WrongPerson
from leafledger.people.roles import MEANING, Role

HERE = "/people"
# A field of a form for each company, by its short name.
TICKED = "see:"
NO_ROLE = "Choose a role. Nothing was changed."


class PeoplePages:
    """What an owner does about people. The names go in forms, never in addresses."""

    def __init__(self, ledger: LeafLedger, layout: Layout) -> None:
        self._companies = ledger.companies
        self._register = ledger.gate.register
        self._tokens = ledger.gate.tokens
        self._layout = layout

    def show(self, request: Request, refusal: str = "") -> Response:
        """Everybody, and the tokens of their programs."""
        return self._layout.show(
            request, "people.html", company=self._layout.only_company(request.state.person),
            people=self._register.all(), roles=MEANING, all_companies=self._companies.all(),
            tokens=[one for one in self._tokens.all() if not one.revoked_at], refusal=refusal,
            typed=request.state.form, status=422 if refusal else 200,
        )  # fmt: skip

    def add(self, request: Request) -> Response:
        """Add somebody."""
        form = request.state.form

        def change() -> Happening:
            role = _role(form)
            only = _only(form)
            person = self._register.add(
                form.get("name", ""), form.get("sign_in", ""), role, form.get("password", ""), only
            )
            after = f"{role} of {_sees(person)}" if only is not None else role
            return _told(person, f"Added {person.name} as {role}.", after=after)

        return self._do(request, change)

    def role(self, request: Request) -> Response:
        """Give somebody another role."""
        form = request.state.form

        def change() -> Happening:
            before = self._register.find(form.get("sign_in", ""))
            person = self._register.set_role(before.sign_in, _role(form))
            words = f"Made {person.name} {_a(person.role)}."
            return _told(person, words, before=before.role, after=person.role)

        return self._do(request, change)

    def companies(self, request: Request) -> Response:
        """Let somebody see some companies only, or all."""
        form = request.state.form

        def change() -> Happening:
            before = self._register.find(form.get("sign_in", ""))
            person = self._register.set_companies(before.sign_in, _only(form))
            words = f"Changed which companies {person.name} sees."
            return _told(person, words, before=_sees(before), after=_sees(person))

        return self._do(request, change)

    def active(self, request: Request) -> Response:
        """Let somebody in no more, or again."""
        form = request.state.form
        active = form.get("active", "") == "yes"

        def change() -> Happening:
            person = self._register.set_active(form.get("sign_in", ""), active=active)
            words = f"Let {person.name} in again." if active else f"Let {person.name} in no more."
            return _told(person, words, after="active" if active else "disabled")

        return self._do(request, change)

    def password(self, request: Request) -> Response:
        """Give somebody a new password; what it is never leaves the form."""
        form = request.state.form

        def change() -> Happening:
            person = self._register.set_password(form.get("sign_in", ""), form.get("password", ""))
            return _told(person, f"Gave {person.name} a new password.")

        return self._do(request, change)

    def _do(self, request: Request, change: Callable[[], Happening]) -> Response:
        try:
            request.state.told = change()
        except (WrongPerson, WrongPassword) as wrong:
            return self.show(request, str(wrong))
        return RedirectResponse(HERE, 303)


def _role(form: dict[str, str]) -> Role:
    try:
        return Role(form.get("role", ""))
    except ValueError:
        raise WrongPerson(NO_ROLE) from None


def _only(form: dict[str, str]) -> list[str] | None:
    """The companies ticked in a form; None where all of them are wanted."""
    if form.get("everywhere", "yes") == "yes":
        return None
    return [name.removeprefix(TICKED) for name in form if name.startswith(TICKED)]


def _sees(person: Person) -> str:
    """The companies that somebody sees, for the audit log."""
    return "all companies" if person.companies is None else ", ".join(sorted(person.companies))


def _a(role: Role) -> str:
    return f"an {role}" if role in {Role.OWNER, Role.APPROVER} else f"a {role}"


def _told(person: Person, words: str, before: str = "", after: str = "") -> Happening:
    return Happening(
        Kind.PEOPLE, words, record=f"person:{person.sign_in}", before=str(before), after=str(after)
    )
