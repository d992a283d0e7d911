"""The review file of `leafledger match customers`: a table for a spreadsheet, and back.

Names come from buyers, so a cell that a spreadsheet would take for a formula begins with an
apostrophe; it is taken off again when the file is read.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from leafledger.bookkeeping.first_matching import Review
from leafledger.bookkeeping.likeness import Candidate
from leafledger.clerk.matching import NEW
from leafledger.clerk.reviewing import SKIP, Choice
from leafledger.reports.cells import inert, read_inert

# Three candidates fit a screen; the others are looked up in QuickBooks.
CANDIDATES_SHOWN_MAX = 3
CHOICE, ID, NAME = "choice", "leaflink_id", "customer"
_CUSTOMER = (CHOICE, NAME, "licence", "town", "e_mail", "telephone", "remark")
_CANDIDATE = ("quickbooks_id", "quickbooks_customer", "score", "evidence")
HEADER = (
    *_CUSTOMER,
    *(f"{word}_{place}" for place in range(1, CANDIDATES_SHOWN_MAX + 1) for word in _CANDIDATE),
    ID,
)


class NotAReviewFile(Exception):
    """The file cannot be read as a review; the message is a sentence."""


def write_review(path: Path, reviews: Sequence[Review]) -> None:
    """Write the table. Sure choices are filled in; the others are left to the person.

    Raises: FileExistsError rather than lose somebody's choices.
    """
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow(HEADER)
    for one in reviews:
        rows.writerow([inert(cell) for cell in _row(one)])
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        file.write(text.getvalue())


def read_choices(path: Path) -> list[Choice]:
    """The choices in a table that a person filled in. Raises: NotAReviewFile, OSError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if not {CHOICE, ID, NAME} <= set(rows.fieldnames or ()):
                raise NotAReviewFile(
                    f'{path} has no columns "{CHOICE}", "{NAME}" and "{ID}". Save it as CSV with '
                    "the headings that leafledger match customers wrote."
                )
            return [
                _choice(row, number)
                for number, row in enumerate(rows, start=2)
                if any(row.values())
            ]
    except (UnicodeDecodeError, csv.Error):
        raise NotAReviewFile(f"{path} is not a CSV file in UTF-8. Save it as CSV UTF-8.") from None


def _row(one: Review) -> list[str]:
    customer = one.customer
    row = [
        one.sure.party.id if one.sure is not None else "", customer.display_name, customer.licence,
        customer.address.city, customer.email, customer.phone,
        "sure" if one.sure is not None else one.remark,
    ]  # fmt: skip
    for place in range(CANDIDATES_SHOWN_MAX):
        row += _shown(one.candidates[place]) if place < len(one.candidates) else [""] * 4
    return [*row, customer.id]


def _shown(one: Candidate) -> list[str]:
    evidence = "; ".join(one.evidence)
    return [one.party.id, one.party.display_name, str(one.score), evidence]


def _choice(row: dict[str, str | None], number: int) -> Choice:
    chosen = read_inert((row.get(CHOICE) or "").strip()).strip().casefold()
    # A spreadsheet may show 58 as 58.0.
    chosen = chosen.removesuffix(".0")
    if chosen in {NEW, SKIP, ""}:
        chosen = chosen or SKIP
    id_ = (row.get(ID) or "").strip().removesuffix(".0")
    return Choice(id_, read_inert(row.get(NAME) or ""), chosen, f"Row {number}, ")
