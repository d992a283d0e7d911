"""Accounts of the chart, to and from QuickBooks (reference/quickbooks.md 10.9)."""

from __future__ import annotations

from leafledger.ledger.accounts import Account, AccountType
from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.fields import required_id, text
from leafledger.quickbooks.refusals import not_as_agreed

ENTITY = "Account"
NAME_LENGTH_MAX = 100
NUMBER_LENGTH_MAX = 7


def read_account(wire: Wire) -> Account:
    """An account as QuickBooks has it; its name with those of its parents."""
    kind = text(wire.get("AccountType"))
    if kind not in set(AccountType):
        raise not_as_agreed(f"an account of the type {kind[:40]!r}")
    return Account(
        name=text(wire.get("FullyQualifiedName")) or text(wire.get("Name")),
        type=AccountType(kind),
        subtype=text(wire.get("AccountSubType")),
        id=required_id(wire, "an account"),
        number=text(wire.get("AcctNum")),
        active=wire.get("Active") is not False,
    )


def wire_account(account: Account) -> Wire:
    """A new account. Colons and quotation marks are not allowed in its name."""
    name = " ".join(account.name.replace(":", " ").replace('"', "").split())
    wire: Wire = {"Name": name[:NAME_LENGTH_MAX].strip(), "AccountType": account.type.value}
    if account.subtype:
        wire["AccountSubType"] = account.subtype
    if account.number and len(account.number) <= NUMBER_LENGTH_MAX:
        wire["AcctNum"] = account.number
    return wire
