"""`leafledger approve` and `leafledger decide`."""

from __future__ import annotations

from typing import Annotated

import typer

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.decisions import Choice
from leafledger.bookkeeping.limits import APPROVAL
from leafledger.bookkeeping.merging import Side
from leafledger.clerk.approving import Approved, ChangedSince
from leafledger.clerk.customer_conflicts import SPOKEN, SideTaken, told_in_audit
from leafledger.clerk.deciding import Decided, NothingToDecide
from leafledger.cli.frame import (
    AsJson,
    AsName,
    Exit,
    WhichCompany,
    failed,
    opened,
    out,
    print_json,
    the_company,
    who_says,
    write_down,
)
from leafledger.cli.looking import OrderName, one_order
from leafledger.intake.companies import Company
from leafledger.people.roles import Right

Shown = Annotated[
    str,
    typer.Option("--shown", help="Only what was shown under this name: leafledger plan tells it."),
]
NOTHING_WAITS = "Nothing of this order waits for an approval."
LOOKED_AT = "The order is looked at again (by leafledger serve, or with leafledger sync)."
CUSTOMER = "customer"
WHICH_WORD = "Say keep, restore or adopt: leafledger decide ORDER keep."
WHICH_SIDE = "Say whose word is right: leafledger decide customer NAME --keep leaflink."
WRITTEN_NEXT = "The other side is written next (by leafledger serve, or with leafledger sync)."
MEANING = {
    Choice.KEEP: "It stays as it is; the difference is shown in the proof as agreed.",
    Choice.RESTORE: "LeafLedger's own comes back where nothing stands in the way.",
    Choice.ADOPT: "It counts from now on; later changes on LeafLink go on top of it.",
}


def approve(
    order: OrderName, name: AsName = "", shown: Shown = "", company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Approve what waits for it of an order, a credit or a payout: the plan its question tells.

    Where two people are needed, a second one approves under another name. With --shown nothing
    else than what was shown is approved; what reads otherwise by now is refused.
    """
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        ledger.bell.open()
        person = who_says(ledger, name, Right.APPROVE, chosen, as_json=as_json)
        number = order.strip()
        if not _waits_by_itself(ledger, chosen, number):
            number = one_order(ledger, chosen, order, as_json=as_json)
        done = _approve(ledger, chosen, number, person, shown, as_json=as_json)
        for one in done:
            write_down(ledger, one.told_in_audit(chosen.company), person)
    if as_json:
        print_json({"order": number, "person": person, "approved": [_told(a) for a in done]})
        return
    for one in done:
        said = "Approved" if one.is_new else f"{person} had approved this before"
        out.print(f"{said}: {one.waiting.question.happened}", markup=False)
    out.print(LOOKED_AT)


def _approve(
    ledger: LeafLedger, company: Company, number: str, person: str, shown: str, *, as_json: bool
) -> list[Approved]:  # fmt: skip
    """Approve by the names of what waits, as every other door does."""
    approving = ledger.parts(company).approving
    names = approving.waiting_for(number)
    if not names:
        raise failed(NOTHING_WAITS, Exit.USAGE, as_json=as_json)
    if shown:
        wanted = shown.strip().removeprefix(APPROVAL)
        # A name that does not wait for this order is refused below, like one that never was.
        names = [wanted] if wanted in names else [""]
    try:
        return approving.approve(names, person)
    except ChangedSince as changed:
        raise failed(str(changed), Exit.USAGE, as_json=as_json) from None


def _waits_by_itself(ledger: LeafLedger, company: Company, name: str) -> bool:
    """Whether a credit, a payout or a deposit of that name waits, which is no order."""
    subjects = {f"{kind}:{name}" for kind in ("credit", "payout", "deposit")}
    return any(one.subject in subjects for one in ledger.questions.all(company.company))


def decide(
    order: Annotated[str, typer.Argument(help="The order by any number, or the word: customer")],
    choice: Annotated[str, typer.Argument(help="keep, restore or adopt; or the customer's name")],
    keep: Annotated[
        Side | None, typer.Option("--keep", help="With customer: the side that is right.")
    ] = None,
    field: Annotated[
        list[str] | None, typer.Option("--field", help="With customer: only this field.")
    ] = None,
    name: AsName = "",
    company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:
    """Decide about documents of an order that were changed by hand in QuickBooks.

    keep: they stay as they are. restore: LeafLedger's own come back. adopt: they count from now
    on, and later changes on LeafLink go on top of them.

    Or about a customer that was changed on both sides: decide customer NAME --keep leaflink (or
    quickbooks), in all fields that wait, or with --field in one.
    """
    if order == CUSTOMER:
        if keep is None:
            raise failed(WHICH_SIDE, Exit.USAGE, as_json=as_json)
        _about_customer((choice, keep, field or []), name, company, as_json=as_json)
        return
    if keep is not None or field or choice not in set(Choice):
        raise failed(WHICH_WORD, Exit.USAGE, as_json=as_json)
    _about_order(order, Choice(choice), name, company, as_json=as_json)


def _about_order(
    order: str, choice: Choice, name: str, company: str, *, as_json: bool
) -> None:  # fmt: skip
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        ledger.bell.open()
        person = who_says(ledger, name, Right.ACT, chosen, as_json=as_json)
        number = one_order(ledger, chosen, order, as_json=as_json)
        try:
            done = ledger.parts(chosen).deciding.decide(number, choice, person)
        except NothingToDecide as error:
            raise failed(str(error), Exit.USAGE, as_json=as_json) from None
        write_down(ledger, done.told_in_audit(chosen.company, number), person)
    if as_json:
        print_json({"order": number} | _told_decision(done))
        return
    out.print(
        f"{done.decision.person} decided to {choice} {', '.join(done.documents)}. QuickBooks "
        f"shows {done.in_quickbooks} of the order, LeafLink {done.on_leaflink}. {MEANING[choice]}",
        markup=False,
    )
    out.print(LOOKED_AT)


def _about_customer(
    said: tuple[str, Side, list[str]], name: str, company: str, *, as_json: bool
) -> None:
    spoken, side, fields = said
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        ledger.bell.open()
        person = who_says(ledger, name, Right.ACT, chosen, as_json=as_json)
        conflicts = ledger.parts(chosen).conflicts
        found = conflicts.find(spoken, conflicts.waiting())
        if len(found) != 1:
            raise failed(_not_one_customer(spoken, len(found)), Exit.USAGE, as_json=as_json)
        try:
            done = conflicts.decide(found[0], side, person, fields=fields)
        except NothingToDecide as error:
            raise failed(str(error), Exit.USAGE, as_json=as_json) from None
        write_down(ledger, told_in_audit(done, chosen.company), person)
    if as_json:
        print_json(_told_side(done))
        return
    for one in done.fields:
        out.print(f'The {one.field} of "{done.called}": {one.value_of(side)}.', markup=False)
    out.print(f"{person} took {SPOKEN[side]}'s word. {WRITTEN_NEXT}", markup=False)


def _not_one_customer(name: str, number: int) -> str:
    if number:
        return (
            f'{number} customers called "{name}" were changed on both sides. Name the one you mean '
            "by LeafLink's number of it."
        )
    return f'No customer called "{name}" waits for a word. Nothing was decided.'


def _told_side(done: SideTaken) -> dict[str, object]:
    return {
        "customer": done.customer,
        "name": done.called,
        "kept": done.side.value,
        "person": done.person,
        "fields": [
            {
                "field": one.field, "leaflink": one.leaflink, "quickbooks": one.quickbooks,
                "agreed": one.agreed,
            }
            for one in done.fields
        ],
    }  # fmt: skip


def _told(approved: Approved) -> dict[str, object]:
    question = approved.waiting.question
    return {
        "subject": approved.waiting.subject,
        "shown": question.about.removeprefix(APPROVAL),
        "text": question.text,
        "amount": question.amount.plain,
        "new": approved.is_new,
    }


def _told_decision(done: Decided) -> dict[str, object]:
    return {
        "choice": done.decision.choice.value,
        "person": done.decision.person,
        "documents": list(done.documents),
        "in_quickbooks": done.in_quickbooks.plain,
        "on_leaflink": done.on_leaflink.plain,
        "agreed_difference": done.decision.difference.plain,
    }
