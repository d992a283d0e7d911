"""`leafledger deposits`: payments in Undeposited Funds become deposits that equal bank lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.wanted_deposits import NO_FEE, Undeposited, WantedDeposit
from leafledger.clerk.depositing import BankLine, CannotDeposit, Depositing
from leafledger.clerk.waiting_receipts import SoughtReceipts
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
from leafledger.cli.syncing import wait_with_progress
from leafledger.figures.money import Money, typed_dollars
from leafledger.figures.quantities import plural
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind
from leafledger.journal.deposit_words import DepositPage, SoughtDeposits
from leafledger.people.roles import Right

# A terminal's few screens.
DEPOSITS_ON_A_PAGE = 50
OTHERS_IN_IT = (
    "In QuickBooks the account is lower by what was paid back to customers out of it, and also "
    "holds what others entered there."
)
deposits = typer.Typer(help="Payments in Undeposited Funds, and the bank lines they become.")


def depositing(ledger: LeafLedger, company: Company) -> Depositing:
    """What lists and deposits a company's receipts."""
    return ledger.parts(company).depositing


@deposits.callback(invoke_without_command=True)
def listed(
    context: typer.Context,
    page: Annotated[int, typer.Option("--page", min=1, help="Which of the deposits made.")] = 1,
    company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:
    """List the payments that lie in Undeposited Funds, and the deposits made, fifty at a time."""
    if context.invoked_subcommand is not None:
        return
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        ledger.bell.open()
        ledger.parts(chosen).watch.sweep()
        desk = depositing(ledger, chosen)
        receipts = [one for some in desk.every_waiting(SoughtReceipts()) for one in some]
        made = desk.made(SoughtDeposits(), size=DEPOSITS_ON_A_PAGE, page=page)
    if as_json:
        print_json(_told(receipts, made))
    else:
        _print(receipts, made)


@deposits.command("make")
def make(
    payments: Annotated[
        list[str] | None,
        typer.Argument(help="QuickBooks's numbers of the payments; none: those that add up."),
    ] = None,
    day: Annotated[str, typer.Option("--date", help="The bank line's day, YYYY-MM-DD.")] = "",
    amount: Annotated[str, typer.Option("--amount", help="The bank line's amount.")] = "",
    account: Annotated[str, typer.Option("--account", help="The bank account's name.")] = "",
    fee: Annotated[str, typer.Option("--fee", help="What the bank kept of the payments.")] = "",
    name: AsName = "",
    company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:
    """Make one deposit that equals a line of the bank's statement.

    Without payments, those that add up to the line are taken where only one choice does.
    """
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        dated = _day(day, as_json=as_json)
        line = BankLine(dated, _amount(amount, as_json=as_json), _fee(fee, as_json=as_json))
        person = who_says(ledger, name, Right.ACT, chosen, as_json=as_json)
        policy = ledger.policy(chosen)
        desk = depositing(ledger, chosen)
        with ledger.syncing().working():
            ledger.parts(chosen).watch.sweep()
            try:
                bank = desk.bank(account, policy)
                receipts = desk.choose(line, payments or ())
                done = desk.make(desk.would_be(bank, line, receipts, policy, person))
            except CannotDeposit as cannot:
                raise _refused(cannot, as_json=as_json) from None
            payments_ = plural(len(receipts), "payment", "payments")
            words = f"Chose {payments_} as a deposit of {done.amount}."
            told = _wait(ledger, chosen, done, words, person, quiet=as_json)
    _tell(told, f"{told['amount']} is deposited to {told['account']}", as_json=as_json)


@deposits.command("undo")
def undo(
    deposit: Annotated[str, typer.Argument(help="The deposit's name, as the list shows it.")],
    name: AsName = "",
    company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:
    """Take a deposit back: its payments lie in Undeposited Funds again."""
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        person = who_says(ledger, name, Right.ACT, chosen, as_json=as_json)
        ledger.policy(chosen)
        desk = depositing(ledger, chosen)
        with ledger.syncing().working():
            ledger.parts(chosen).watch.sweep()
            try:
                done = desk.take_back(deposit, person)
            except CannotDeposit as cannot:
                raise _refused(cannot, as_json=as_json) from None
            words = f"Took the deposit of {done.amount} back."
            told = _wait(ledger, chosen, done, words, person, quiet=as_json)
    _tell(told, f"The deposit of {told['amount']} is taken back", as_json=as_json)


def _wait(
    ledger: LeafLedger, company: Company, wanted: WantedDeposit, words: str, person: str, *,
    quiet: bool,
) -> dict[str, Any]:  # fmt: skip
    """Have it entered; what is then known of it, as JSON types."""
    subject = f"deposit:{wanted.name}"
    write_down(ledger, Happening(Kind.DECISION, words, company.company, subject), person)
    waited = wait_with_progress(ledger, company, everything=False, quiet=quiet)
    asked = [o.question.text for o in ledger.questions.all(company.company) if o.subject == subject]
    return {
        **_deposit(wanted),
        "stands": depositing(ledger, company).stands(wanted),
        "questions": asked, "left": waited.left, "held": waited.held_why,
    }  # fmt: skip


def _tell(told: dict[str, Any], done: str, *, as_json: bool) -> None:
    if as_json:
        print_json(told)
    elif told["questions"]:
        for text in told["questions"]:
            out.print(text, markup=False)
    elif not (told["left"] or told["held"]):
        out.print(f"{done} ({told['deposit']}).", markup=False)
    if told["left"] or told["held"]:
        raise typer.Exit(int(Exit.CANNOT_REACH))
    if told["questions"]:
        raise typer.Exit(int(Exit.NEEDS_A_PERSON))


def _refused(cannot: CannotDeposit, *, as_json: bool) -> typer.Exit:
    """Say why nothing was deposited, with the payments that may be meant."""
    if as_json and cannot.ways:
        ways = [[_receipt(one) for one in way] for way in cannot.ways]
        print_json({"error": str(cannot), "ways": ways, "exit_code": int(Exit.NEEDS_A_PERSON)})
        return typer.Exit(int(Exit.NEEDS_A_PERSON))
    for number, way in enumerate(cannot.ways, 1):
        out.print(f"\n{number}.", style="bold")
        out.print(_table(way))
    return failed(str(cannot), Exit.NEEDS_A_PERSON, as_json=as_json)


def _day(text: str, *, as_json: bool) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        sentence = "Give the bank line's day like this: --date 2026-11-05."
        raise failed(sentence, Exit.USAGE, as_json=as_json) from None


def _amount(text: str, *, as_json: bool) -> Money:
    amount = typed_dollars(text)
    if amount is None or amount <= NO_FEE:
        sentence = "Give the bank line's amount, above zero and to the cent: --amount 1240.50."
        raise failed(sentence, Exit.USAGE, as_json=as_json)
    return amount


def _fee(text: str, *, as_json: bool) -> Money:
    fee = typed_dollars(text) if text else NO_FEE
    if fee is None or fee < NO_FEE:
        sentence = "Give what the bank kept to the cent, without a sign: --fee 3.50."
        raise failed(sentence, Exit.USAGE, as_json=as_json)
    return fee


def _may_be_brought(receipts: Sequence[Undeposited]) -> Money:
    """What may still be brought to the bank: payments that came back may not."""
    return Money.total(one.amount for one in receipts if not one.came_back)


def _came_back(receipts: Sequence[Undeposited]) -> Money:
    """What of the payments came back: their entries took it out of Undeposited Funds again."""
    return Money.total(one.amount for one in receipts if one.came_back)


def _told(receipts: Sequence[Undeposited], made: DepositPage) -> dict[str, Any]:
    return {
        "undeposited": [_receipt(one) for one in receipts],
        "total": _may_be_brought(receipts).plain,
        "came_back": _came_back(receipts).plain,
        "deposits": [_deposit(one) for one in made.rows],
        "found": made.found, "page": made.page, "pages": made.pages,
    }  # fmt: skip


def _receipt(one: Undeposited) -> dict[str, Any]:
    return {
        "payment": one.id, "date": one.dated.isoformat(), "customer": one.customer,
        "order": one.order, "method": one.method, "reference": one.reference,
        "amount": one.amount.plain,
        "came_back": one.came_back,
    }  # fmt: skip


def _deposit(one: WantedDeposit) -> dict[str, Any]:
    return {
        "deposit": one.name, "date": one.dated.isoformat(), "account": one.to.name,
        "amount": one.amount.plain, "fee": one.fee.plain,
        "payments": [receipt.id for receipt in one.receipts], "taken_back": one.taken_back,
    }  # fmt: skip


def _print(receipts: Sequence[Undeposited], made: DepositPage) -> None:
    if receipts:
        out.print(_table(receipts))
        total, back = _may_be_brought(receipts), _came_back(receipts)
        out.print(f"{total} lies in Undeposited Funds.", markup=False)
        if back:
            out.print(f"Not in it: {back} of payments that came back.", markup=False)
        out.print(OTHERS_IN_IT, style="dim")
    else:
        out.print("Nothing of LeafLink's lies in Undeposited Funds.")
    if made.rows:
        table = Table(box=None, pad_edge=False, header_style="dim")
        for name in ("Deposit", "Date", "Account", "Payments", "Amount"):
            table.add_column(name, justify="right" if name in {"Payments", "Amount"} else "left")
        for one in made.rows:
            count, amount = str(len(one.receipts)), one.amount.plain
            table.add_row(one.name, one.dated.isoformat(), one.to.name, count, amount)
        out.print(table)
        if made.pages > 1:
            out.print(f"Page {made.page} of {made.pages}.", style="dim")


def _table(receipts: Sequence[Undeposited]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("Payment", "Date", "Customer", "Order", "No.", "Amount"):
        table.add_column(name, justify="right" if name == "Amount" else "left")
    for one in receipts:
        back = " (came back)" if one.came_back else ""
        table.add_row(
            one.id, one.dated.isoformat(), one.customer, one.order, one.reference,
            f"{one.amount.plain}{back}",
        )  # fmt: skip
    return table
