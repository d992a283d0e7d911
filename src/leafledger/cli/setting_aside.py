"""`leafledger hold`, `leafledger skip` and `leafledger release`."""

from __future__ import annotations

from typing import Annotated

import typer

from leafledger.clerk.setting_aside import CannotSetAside
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
from leafledger.journal.asides import Word
from leafledger.journal.audit import Happening, Kind
from leafledger.people.roles import Right

Reason = Annotated[
    str, typer.Option("--why", help="Why, in a sentence; whoever looks next month reads it.")
]
MEANING = {
    Word.HELD: "Nothing of it is posted or changed until you run: leafledger release",
    Word.SKIPPED: "It does not count as missing in the proof. To take that back, run: "
    "leafledger release",
}


def hold(
    order: OrderName, why: Reason, name: AsName = "", company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Keep an order from being posted or changed until it is released. What is posted stays."""
    _set_aside(order, Word.HELD, why, name, company, as_json=as_json)


def skip(
    order: OrderName, why: Reason, name: AsName = "", company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Say that an order never belongs in the books. What is posted stays until it is undone."""
    _set_aside(order, Word.SKIPPED, why, name, company, as_json=as_json)


def release(
    order: OrderName, why: Annotated[str, typer.Option("--why", help="Why, if it matters.")] = "",
    name: AsName = "", company: WhichCompany = "", as_json: AsJson = False,
) -> None:  # fmt: skip
    """Let an order that was held or skipped go on; it is looked at as any other."""
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        person = who_says(ledger, name, Right.ACT, chosen, as_json=as_json)
        ledger.bell.open()
        number = one_order(ledger, chosen, order, as_json=as_json)
        try:
            was = ledger.parts(chosen).aside.release(number, person, why)
        except CannotSetAside as cannot:
            raise failed(str(cannot), Exit.USAGE, as_json=as_json) from None
        what = Happening(
            Kind.ASIDE, "Released an order.", chosen.company, f"order:{number}",
            before=was.word.value, after=why,
        )  # fmt: skip
        write_down(ledger, what, person)
    if as_json:
        print_json({"order": number, "was": was.word.value, "person": person})
        return
    out.print(
        f"{was.spoken_name} is not {was.word} any more. The order is looked at again (by "
        "leafledger serve, or with leafledger sync).",
        markup=False,
    )


def _set_aside(
    order: str, word: Word, why: str, name: str, company: str, *, as_json: bool
) -> None:  # fmt: skip
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        person = who_says(ledger, name, Right.ACT, chosen, as_json=as_json)
        ledger.bell.open()
        number = one_order(ledger, chosen, order, as_json=as_json)
        try:
            done = ledger.parts(chosen).aside.set_aside(number, word, why, person)
        except CannotSetAside as cannot:
            raise failed(str(cannot), Exit.USAGE, as_json=as_json) from None
        words = "Held an order." if word is Word.HELD else "Skipped an order."
        what = Happening(
            Kind.ASIDE, words, chosen.company, f"order:{number}", after=done.why
        )  # fmt: skip
        write_down(ledger, what, person)
    if as_json:
        print_json({"order": number, "word": word.value, "why": done.why, "person": person})
        return
    out.print(
        f'Order {done.spoken_name} is {word}: "{done.why}". {MEANING[word]} {done.spoken_name}',
        markup=False,
    )
