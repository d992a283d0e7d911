"""`leafledger approve` and `leafledger decide`."""

from __future__ import annotations

from typing import Annotated

import typer

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.decisions import Choice
from leafledger.bookkeeping.limits import APPROVAL
from leafledger.clerk.approving import Approved, ChangedSince
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
from leafledger.journal.audit import Happening, Kind
from leafledger.people.roles import Right

Shown = Annotated[
    str,
    typer.Option("--shown", help="Only what was shown under this name: leafledger plan tells it."),
]
NOTHING_WAITS = "Nothing of this order waits for an approval."
LOOKED_AT = "The order is looked at again (by leafledger serve, or with leafledger sync)."
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
        person = who_says(ledger, name, Right.APPROVE, as_json=as_json)
        number = order.strip()
        if not _waits_by_itself(ledger, chosen, number):
            number = one_order(ledger, chosen, order, as_json=as_json)
        done = _approve(ledger, chosen, number, person, shown, as_json=as_json)
        for one in done:
            said = f"Approved: {one.waiting.question.happened}"
            what = Happening(Kind.APPROVAL, said, chosen.company, one.waiting.subject)
            write_down(ledger, what, person)
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
    """Whether a credit or a payout of that name waits, which is no order."""
    subjects = {f"credit:{name}", f"payout:{name}"}
    return any(one.subject in subjects for one in ledger.questions.all(company.company))


def decide(
    order: OrderName,
    choice: Annotated[Choice, typer.Argument(help="keep, restore or adopt")],
    name: AsName = "",
    company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:
    """Decide about documents of an order that were changed by hand in QuickBooks.

    keep: they stay as they are. restore: LeafLedger's own come back. adopt: they count from now
    on, and later changes on LeafLink go on top of them.
    """
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        ledger.bell.open()
        person = who_says(ledger, name, Right.ACT, as_json=as_json)
        number = one_order(ledger, chosen, order, as_json=as_json)
        try:
            done = ledger.parts(chosen).deciding.decide(number, choice, person)
        except NothingToDecide as error:
            raise failed(str(error), Exit.USAGE, as_json=as_json) from None
        said = f"Decided about {', '.join(done.documents)}, changed by hand."
        what = Happening(
            Kind.DECISION, said, chosen.company, f"order:{number}",
            before=done.in_quickbooks.plain, after=choice.value,
        )  # fmt: skip
        write_down(ledger, what, person)
    if as_json:
        print_json({"order": number} | _told_decision(done))
        return
    out.print(
        f"{done.decision.person} decided to {choice} {', '.join(done.documents)}. QuickBooks "
        f"shows {done.in_quickbooks} of the order, LeafLink {done.on_leaflink}. {MEANING[choice]}",
        markup=False,
    )
    out.print(LOOKED_AT)


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
