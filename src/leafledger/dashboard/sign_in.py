"""The sign-in code: it makes the first owner, and opens nothing once there is one."""

from __future__ import annotations

import hmac
import secrets

from leafledger.assembly import LeafLedger
from leafledger.dashboard.forms import kept_secret
from leafledger.people.gate import CLOSED, Judged
from leafledger.people.passwords import WrongPassword
from leafledger.people.register import WrongPerson

SIGN_IN_CODE = "dashboard sign-in code"
# What wrong tries at the code are counted under.
CODE_TRIES = "sign-in code"
# Without letters and digits that look alike; 20 of 32 signs are 100 bits.
CODE_SIGNS, CODE_LENGTH, CODE_GROUP = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 20, 4

WRONG = "That is not the sign-in code. It stands in the terminal where LeafLedger was started."
NOT_TWICE = "The two passwords are not the same. Nothing was changed."


def sign_in_code(ledger: LeafLedger) -> str:
    """The code with which the first owner comes in; made when there is none yet."""
    return kept_secret(ledger, SIGN_IN_CODE, _new_code)


def how_to_sign_in(ledger: LeafLedger) -> str:
    """What to do on the sign-in page, for the terminal: the code only while it is of use."""
    if ledger.gate.register.has_owner():
        return "sign in with your name and password"
    return f"sign in with {sign_in_code(ledger)}"


def first_owner(ledger: LeafLedger, form: dict[str, str], host: str) -> Judged:
    """Make the first owner with the code, or say why not; wrong codes are slowed down."""
    gate = ledger.gate
    if not gate.take_try(CODE_TRIES, host):
        return Judged(None, CLOSED, closed=True)
    right = _plain(sign_in_code(ledger))
    if not hmac.compare_digest(_plain(form.get("code", "")).encode(), right.encode()):
        closed = gate.tries.is_closed(CODE_TRIES)
        return Judged(None, CLOSED if closed else WRONG, closed=closed)
    gate.came_in(host, CODE_TRIES)
    password = form.get("password", "")
    if password != form.get("again", ""):
        return Judged(None, NOT_TWICE)
    try:
        person = gate.register.add_first_owner(
            form.get("name", ""), form.get("sign_in", ""), password
        )
    except (WrongPerson, WrongPassword) as wrong:
        return Judged(None, str(wrong))
    return Judged(person)


def _plain(code: str) -> str:
    """The code without what people add or leave out when they copy it."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def _new_code() -> str:
    signs = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
    return "-".join(signs[at : at + CODE_GROUP] for at in range(0, CODE_LENGTH, CODE_GROUP))
