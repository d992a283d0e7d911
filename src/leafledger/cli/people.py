"""`leafledger people` and `leafledger tokens`: who may come in by the other doors."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.table import Table

from leafledger.assembly import LeafLedger
from leafledger.cli.frame import AsJson, Exit, failed, opened, out, print_json, write_down
from leafledger.journal.audit import Happening, Kind
from leafledger.people.passwords import WrongPassword
from leafledger.people.register import Person, WrongPerson
from leafledger.people.roles import Role, Scope
from leafledger.people.tokens import Token, WrongToken

people = typer.Typer(help="Who signs in to the dashboard, and in which role.", no_args_is_help=True)
tokens = typer.Typer(help="Tokens with which programs use the REST API.", no_args_is_help=True)

SignInName = Annotated[str, typer.Argument(help="The name or e-mail they sign in with.")]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", help="A company they see, by its short name; repeat it. Else all."),
]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from the standard input.")
]


@people.command("add")
def add(
    name: Annotated[str, typer.Argument(help="Their name, as approvals show it.")],
    sign_in: SignInName,
    role: Annotated[Role, typer.Option("--role", help="What they are here for.")],
    only: Only = None,
    password_stdin: FromInput = False,
    as_json: AsJson = False,
) -> None:
    """Add somebody. The password is asked for and never shown."""
    with changing(as_json=as_json) as ledger:
        password = _password(from_input=password_stdin)
        person = ledger.gate.register.add(name, sign_in, role, password, only or None)
        _tell(ledger, person, f"Added {person.name} as {role}.", as_json=as_json, after=role)


@people.command("list")
def list_people(as_json: AsJson = False) -> None:
    """Everybody who signs in or did."""
    with opened(as_json=as_json) as ledger:
        everybody = ledger.gate.register.all()
    if as_json:
        print_json([_person(one) for one in everybody])
        return
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2))
    for heading in ("Name", "Signs in as", "Role", "Sees", "May come in", "Last signed in"):
        table.add_column(heading)
    for one in everybody:
        seen = one.seen_at[:16].replace("T", " ") or "never"
        comes_in = "yes" if one.active else "no"
        table.add_row(one.name, one.sign_in, one.role, _sees(one), comes_in, seen)
    out.print(table)


@people.command("disable")
def disable(sign_in: SignInName, as_json: AsJson = False) -> None:
    """Let somebody in no more; they are signed out everywhere and their tokens open nothing."""
    with changing(as_json=as_json) as ledger:
        person = ledger.gate.register.set_active(sign_in, active=False)
        words = f"Let {person.name} in no more."
        _tell(ledger, person, words, as_json=as_json, after="disabled")


@people.command("enable")
def enable(sign_in: SignInName, as_json: AsJson = False) -> None:
    """Let somebody in again."""
    with changing(as_json=as_json) as ledger:
        person = ledger.gate.register.set_active(sign_in, active=True)
        _tell(ledger, person, f"Let {person.name} in again.", as_json=as_json, after="active")


@people.command("set-password")
def set_password(
    sign_in: SignInName, password_stdin: FromInput = False, as_json: AsJson = False
) -> None:
    """Give somebody a new password; they are signed out everywhere."""
    with changing(as_json=as_json) as ledger:
        ledger.gate.register.find(sign_in)
        password = _password(from_input=password_stdin)
        person = ledger.gate.register.set_password(sign_in, password)
        _tell(ledger, person, f"Gave {person.name} a new password.", as_json=as_json)


@people.command("set-role")
def set_role(
    sign_in: SignInName,
    role: Annotated[Role, typer.Argument(help="The new role.")],
    as_json: AsJson = False,
) -> None:
    """Give somebody another role; they are signed out everywhere."""
    with changing(as_json=as_json) as ledger:
        before = ledger.gate.register.find(sign_in).role
        person = ledger.gate.register.set_role(sign_in, role)
        words = f"Changed the role of {person.name}."
        _tell(ledger, person, words, as_json=as_json, before=before, after=role)


@people.command("set-companies")
def set_companies(sign_in: SignInName, only: Only = None, as_json: AsJson = False) -> None:
    """Let somebody see some companies only (--only, repeated), or without it all of them."""
    with changing(as_json=as_json) as ledger:
        before = _sees(ledger.gate.register.find(sign_in))
        person = ledger.gate.register.set_companies(sign_in, only or None)
        words = f"Changed which companies {person.name} sees."
        _tell(ledger, person, words, as_json=as_json, before=before, after=_sees(person))


@tokens.command("add")
def add_token(
    name: Annotated[str, typer.Argument(help="What the program is called.")],
    sign_in: Annotated[str, typer.Option("--for", help="Whom it acts for: their sign-in name.")],
    scope: Annotated[list[Scope], typer.Option("--scope", help="What it may do; repeat it.")],
    as_json: AsJson = False,
) -> None:
    """Make a token. It is shown this once; it may never do more than its person."""
    with changing(as_json=as_json) as ledger:
        person = ledger.gate.register.find(sign_in)
        token, secret = ledger.gate.tokens.add(name, person, scope)
        words = f"Made the token {token.name} for {person.name}."
        record = f"token:{token.name}"
        what = Happening(Kind.TOKEN, words, record=record, after=" ".join(token.scopes))
        write_down(ledger, what)
    if as_json:
        print_json(_token(token) | {"token": secret})
        return
    out.print(f"{words} Keep it now; it is not shown again:", markup=False)
    out.print(secret, markup=False)


@tokens.command("list")
def list_tokens(as_json: AsJson = False) -> None:
    """Every token there ever was, without what opens."""
    with opened(as_json=as_json) as ledger:
        every = ledger.gate.tokens.all()
    if as_json:
        print_json([_token(one) for one in every])
        return
    for one in every:
        state = f"revoked {one.revoked_at[:10]}" if one.revoked_at else "opens"
        used = one.seen_at[:16].replace("T", " ") or "never"
        scopes = ", ".join(one.scopes)
        out.print(f"{one.name} for {one.person.name}: {scopes}; {state}; used {used}", markup=False)


@tokens.command("revoke")
def revoke(
    name: Annotated[str, typer.Argument(help="The token's name.")], as_json: AsJson = False
) -> None:
    """Let a token open nothing any more."""
    with changing(as_json=as_json) as ledger:
        token = ledger.gate.tokens.revoke(name)
        words = f"Revoked the token {token.name}."
        write_down(ledger, Happening(Kind.TOKEN, words, record=f"token:{token.name}"))
    if as_json:
        print_json({"name": token.name, "revoked": True})
    else:
        out.print(words, markup=False)


@contextmanager
def changing(*, as_json: bool) -> Iterator[LeafLedger]:
    """The ledger; what cannot be changed ends as a sentence."""
    with opened(as_json=as_json) as ledger:
        try:
            yield ledger
        except (WrongPerson, WrongPassword, WrongToken) as wrong:
            raise failed(str(wrong), Exit.USAGE, as_json=as_json) from None


def _password(*, from_input: bool) -> str:
    if from_input:
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


def _tell(
    ledger: LeafLedger, person: Person, words: str, *, as_json: bool, before: str = "",
    after: str = "",
) -> None:  # fmt: skip
    record = f"person:{person.sign_in}"
    what = Happening(Kind.PEOPLE, words, record=record, before=str(before), after=str(after))
    write_down(ledger, what)
    if as_json:
        print_json(_person(person))
    else:
        out.print(words, markup=False)


def _sees(person: Person) -> str:
    return "all companies" if person.companies is None else ", ".join(sorted(person.companies))


def _person(person: Person) -> dict[str, object]:
    return {
        "name": person.name, "sign_in": person.sign_in, "role": person.role.value,
        "companies": None if person.companies is None else sorted(person.companies),
        "active": person.active, "created_at": person.created_at, "seen_at": person.seen_at,
    }  # fmt: skip


def _token(token: Token) -> dict[str, object]:
    return {
        "name": token.name, "person": token.person.sign_in, "scopes": list(token.scopes),
        "created_at": token.created_at, "seen_at": token.seen_at, "revoked_at": token.revoked_at,
    }  # fmt: skip
