"""`leafledger match`: a person's word on who is who, one by one or by a review file."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated, Any

import typer

from leafledger.assembly import LeafLedger
from leafledger.clerk.matching import KINDS, PAYMENT, CannotMatch
from leafledger.clerk.reviewing import Applied
from leafledger.cli.frame import (
    AsJson,
    Exit,
    WhichCompany,
    failed,
    opened,
    out,
    print_json,
    the_company,
    write_down,
)
from leafledger.cli.review_file import NotAReviewFile, read_choices, write_review
from leafledger.figures.quantities import plural
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind

EVERYBODY = "customers"
REVIEW_FILE = Path("customers-to-match.csv")
_ONE_BY_ONE = "Name the LeafLink id and the QuickBooks id (or new): leafledger match customer 1 2."


def match(
    kind: Annotated[str, typer.Argument(help="customer, product or payment; customers for all")],
    leaflink_id: Annotated[str, typer.Argument(help="LeafLink's number of it")] = "",
    quickbooks_id: Annotated[
        str, typer.Argument(help="QuickBooks's number of it, new or undo")
    ] = "",
    file: Annotated[
        Path | None, typer.Option("--file", help="With customers: where the review file goes.")
    ] = None,
    accept_sure: Annotated[
        bool, typer.Option("--accept-sure", help="With customers: match those proved by licence.")
    ] = False,
    apply: Annotated[
        Path | None, typer.Option("--apply", help="With customers: a review file you filled in.")
    ] = None,
    company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:
    """Say which QuickBooks customer, item or payment a LeafLink customer, product or payment is.

    Of a payment, new says that both sides hold one: each is then entered on the other, too.

    `match customers` lists every customer without a counterpart in a file for a spreadsheet, with
    whom it may be and why; fill in the first column and hand it back with --apply.
    """
    if kind == EVERYBODY:
        with opened(as_json=as_json) as ledger:
            chosen = the_company(ledger, company)
            ledger.bell.open()
            if apply is not None:
                _apply(ledger, chosen, apply, as_json=as_json)
            else:
                target = file or REVIEW_FILE
                _review(ledger, chosen, target, accept_sure=accept_sure, as_json=as_json)
        return
    if kind not in {*KINDS, PAYMENT}:
        raise failed("Match a customer, a product or a payment.", Exit.USAGE, as_json=as_json)
    if not leaflink_id or not quickbooks_id:
        raise failed(_ONE_BY_ONE, Exit.USAGE, as_json=as_json)
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        ledger.bell.open()
        _one(ledger, chosen, (kind, leaflink_id, quickbooks_id), as_json=as_json)


def _one(
    ledger: LeafLedger, company: Company, said: tuple[str, str, str], *, as_json: bool
) -> None:
    try:
        matched = ledger.parts(company).matching.match(*said, getpass.getuser())
    except CannotMatch as error:
        raise failed(str(error), Exit.USAGE, as_json=as_json) from None
    what = Happening(
        Kind.MATCH, matched.words, company.company, matched.record, matched.before, matched.name
    )
    write_down(ledger, what)
    if as_json:
        print_json({"name": matched.name, "orders": matched.orders})
        return
    done = matched.words
    waited = {0: "No order waited for it.", 1: "The order that waited is looked at again"}.get(
        matched.orders, f"{matched.orders} orders that waited are looked at again"
    )
    when = " (by leafledger serve, or with leafledger sync)." if matched.orders else ""
    out.print(f"{done} {waited}{when}", markup=False)


def _review(
    ledger: LeafLedger, company: Company, path: Path, *, accept_sure: bool, as_json: bool
) -> None:
    """Read both lists anew, match what is sure where that is wanted, list the rest."""
    parts = ledger.parts(company)
    parts.poller.poll_customers()
    parts.watch.sweep()
    reviewing = ledger.parts(company).reviewing
    reviews = reviewing.reviews()
    sure = sum(one.sure is not None for one in reviews)
    accepted = Applied(0, 0, ())
    if accept_sure:
        accepted = reviewing.accept_sure(reviews, getpass.getuser())
        words = _matched_sure(accepted.matched)
        write_down(ledger, Happening(Kind.MATCH, words, company.company))
        reviews = reviewing.reviews()
    if reviews:
        try:
            write_review(path, reviews)
        except FileExistsError:
            sentence = f"{path} is there already and may hold choices. Apply it, or name another."
            raise failed(sentence, Exit.USAGE, as_json=as_json) from None
    open_ = [one for one in reviews if one.sure is None]
    told = {
        "company": company.company, "file": str(path) if reviews else "", "sure": sure,
        "accepted": accepted.matched, "listed": len(reviews), "to_choose": len(open_),
        "near": sum(bool(one.candidates) for one in open_), "refused": list(accepted.refused),
    }  # fmt: skip
    if as_json:
        print_json(told)
    else:
        _tell_reviewed(told)
    if reviews:
        raise typer.Exit(int(Exit.NEEDS_A_PERSON))


def _matched_sure(count: int) -> str:
    customers = plural(count, "customer", "customers")
    return f"Matched {customers} that a licence or an id proves."


def _tell_reviewed(told: dict[str, Any]) -> None:
    if told["accepted"]:
        out.print(_matched_sure(told["accepted"]))
    if not told["listed"]:
        out.print("Every LeafLink customer has its QuickBooks customer. Nothing is to be chosen.")
        return
    out.print(
        f"Wrote {plural(told['listed'], 'customer', 'customers')} to {told['file']}: "
        f"{plural(told['near'], 'is', 'are')} like somebody in "
        'QuickBooks. Write a QuickBooks id, "new" or "skip" into the first column, then run: '
        f"leafledger match customers --apply {told['file']}",
        markup=False,
    )


def _apply(ledger: LeafLedger, company: Company, path: Path, *, as_json: bool) -> None:
    try:
        choices = read_choices(path)
    except NotAReviewFile as error:
        raise failed(str(error), Exit.USAGE, as_json=as_json) from None
    except OSError:
        raise failed(f"{path} cannot be read.", Exit.USAGE, as_json=as_json) from None
    by = f"{getpass.getuser()} in {path.name}"
    applied = ledger.parts(company).reviewing.apply(choices, by)
    matched = plural(applied.matched, "customer", "customers")
    words = f"Matched {matched} in {path.name}."
    write_down(ledger, Happening(Kind.MATCH, words, company.company))
    if as_json:
        print_json(
            {
                "matched": applied.matched, "skipped": applied.skipped,
                "refused": list(applied.refused),
            }
        )  # fmt: skip
    else:
        left = plural(applied.skipped, "was", "were")
        out.print(f"Matched {matched}; {left} left for later.")
        for sentence in applied.refused:
            out.print(f"  - {sentence}", markup=False)
    if applied.refused:
        raise typer.Exit(int(Exit.NEEDS_A_PERSON))
