"""The month-end package says what was proved, adds up, and runs nothing that others wrote."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.figures.money import Money
from leafledger.journal.open_questions import OpenQuestion
from leafledger.reports.aging import AgingBeside, AgingLine
from leafledger.reports.month_end import Facts, Month, MonthEnd, month_end
from leafledger.reports.paper import ROWS_PRINTED_MAX, write_paper
from leafledger.reports.sheets import Sheet
from leafledger.reports.workbook import write_workbook

OCTOBER = Month.read("2026-10")
EVIL = '=HYPERLINK("http://evil.example","Green Mesa")'


def order(number: str, dated: str, *, open_: str = "0.00", **more: str) -> dict[str, Any]:
    """An order of 108.00 as a proof tells of it."""
    told = {
        "number": number, "order": number, "status": "Complete", "customer": "Green Mesa",
        "standing": "proved", "leaflink": "108.00", "quickbooks": "108.00", "difference": "0.00",
        "open_in_quickbooks": open_, "open_on_leaflink": open_, "documents": [number],
        "dated": dated, "why": "", "cure": "",
    }  # fmt: skip
    return told | more


def check(name: str, *, standing: str = "proved", dated: str = "2026-10-09") -> dict[str, Any]:
    """A check of 25.10 as a proof tells of it."""
    return {
        "subject": name, "name": name, "dated": dated, "standing": standing, "wanted": "25.10",
        "booked": "25.10", "difference": "0.00", "not_from_leaflink": "0.00", "why": "", "cure": "",
    }  # fmt: skip


def proof(*orders: Mapping[str, Any], **checks: list[dict[str, Any]]) -> dict[str, Any]:
    """A proof with the members of `leafledger prove --json`."""
    standing = [one["standing"] for one in orders]
    sections = {
        name: {
            "checked": len(rows), "proved": len([o for o in rows if o["standing"] == "proved"]),
            "waiting": len([o for o in rows if o["standing"] == "waiting"]),
            "differing": len([o for o in rows if o["standing"] == "differs"]),
            "difference": "0.00", "at_stake": "25.10",
        }
        for name, rows in checks.items()
    }  # fmt: skip
    return {
        "company": "mesa", "proved_at": "2026-11-03T08:00:00+00:00", "holds": True,
        "orders": len(orders), "proved": standing.count("proved"),
        "waiting": standing.count("waiting"), "differing": standing.count("differs"),
        "documents": len(orders), "leaflink_total": "216.00", "quickbooks_total": "216.00",
        "difference": "0.00", "at_stake": "0.00", "details": list(orders), "sections": sections,
        "checks": checks,
    }  # fmt: skip


def package(told: Mapping[str, Any], *questions: OpenQuestion, off: str = "0.00") -> MonthEnd:
    """The package of October; `off` is how far QuickBooks's aging is from ours."""
    ours = (Money.of("50.00"), Money.of("-8.10"), *[Money.zero()] * 3)
    theirs = (ours[0] + Money.of(off), *ours[1:])
    aging = AgingBeside(OCTOBER.last, (AgingLine("58", EVIL, ours, theirs),))
    facts = Facts("High Plains", OCTOBER, told, aging, questions, 3, "America/Denver")
    return month_end(facts)


def sheet(made: MonthEnd, title: str) -> Sheet:
    """A table of the package."""
    return next(one for one in made.sheets if one.title == title)


def words(path: Path) -> str:
    """All words of a PDF, blanks made one."""
    pages = [page.extract_text() for page in PdfReader(path).pages]
    return " ".join(" ".join(pages).split())


def cells(path: Path, number: int) -> str:
    """The XML of a sheet of a workbook, the first is 1."""
    with zipfile.ZipFile(path) as book:
        return book.read(f"xl/worksheets/sheet{number}.xml").decode()


def test_orders_of_the_month_are_listed_and_old_ones_that_are_open() -> None:
    made = package(
        proof(
            order("1", "2026-10-31"), order("2", "2026-09-30"),
            order("3", "2026-08-01", open_="5.00"), order("4", "", standing="waiting", why="Why."),
        )
    )  # fmt: skip
    assert [row[0] for row in sheet(made, "Orders").rows] == ["4", "3", "1"]
    assert made.headline == "The books agree to the cent, but for 1 that waits for a person."
    assert (made.holds, made.differs) == (False, False)


def test_payments_of_the_month_are_listed_and_older_ones_that_wait() -> None:
    old = check("September", dated="2026-09-30")
    waits = check("August", dated="2026-08-30", standing="waiting")
    made = package(proof(payments=[old, check("October"), waits], balances=[check("10492")]))
    assert [row[0] for row in sheet(made, "Payments").rows] == ["August", "October"]
    assert sheet(made, "Balances").rows == ()
    assert ("Payments", "2 of 3 proved; 1 waits with $25.10") in made.figures


def test_a_package_that_holds_says_so_and_adds_up() -> None:
    made = package(proof(order("1", "2026-10-02"), order("2", "2026-10-03")))
    assert made.holds
    assert made.headline == "LeafLink and QuickBooks agree to the cent."
    totals = sheet(made, "Orders").totals()
    assert totals[4:7] == (Money.of("216.00"), Money.of("216.00"), Money.zero())
    assert sheet(made, "Aging").totals()[6] == Money.of("41.90")


def test_a_credit_that_waits_is_called_a_credit() -> None:
    gone = Question(QuestionKind.EDITED_BY_HAND, "credit:5009", "It is gone.", "", "", Money.zero())
    asked = OpenQuestion("credit:5009", "5009", gone, "2026-10-30T10:00:00+00:00")
    assert [row[1] for row in sheet(package(proof(), asked), "Open questions").rows] == [
        "Credit 5009"
    ]


def test_a_month_that_still_runs_says_not_to_sign_yet(tmp_path: Path) -> None:
    # Midnight in UTC, and still October where the seller is.
    told = proof(order("1", "2026-10-02")) | {"proved_at": "2026-11-01T05:30:00+00:00"}
    made = package(told)
    said = (
        "This was made while October 2026 still ran: make it again from 2026-11-01 on, and sign "
        "that one. LeafLink and QuickBooks agree to the cent."
    )
    assert (made.headline, made.holds, made.still_ran) == (said, True, True)
    write_workbook(made, tmp_path / "book.xlsx")
    write_paper(made, tmp_path / "paper.pdf")
    assert said in cells(tmp_path / "book.xlsx", 1)
    assert said in words(tmp_path / "paper.pdf")
    over = package(told | {"proved_at": "2026-11-01T06:00:00+00:00"})
    assert (over.headline, over.still_ran) == ("LeafLink and QuickBooks agree to the cent.", False)


def test_nobody_is_asked_to_sign_a_difference() -> None:
    assert "Do not sign" in package(proof(order("1", "", standing="differs"))).headline
    assert "Do not sign" in package(proof(), off="0.01").headline
    payment = check("Payment of order 1", standing="differs") | {"order": "1"}
    balance = check("Balance of order 1", standing="differs") | {"subject": "order:1"}
    once = package(
        proof(order("1", "", standing="differs"), payments=[payment], balances=[balance])
    )
    assert once.headline == "1 difference is open. Do not sign before it is cured."
    two = package(proof(order("2", "", standing="differs"), payments=[payment]))
    assert two.headline == "2 differences are open. Do not sign before they are cured."
    account = check("Accounts Receivable", standing="differs")
    assert package(proof(accounts=[account])).differs


def test_another_proof_has_another_fingerprint() -> None:
    first, second = proof(order("1", "2026-10-02")), proof(order("1", "2026-10-03"))
    assert package(first).fingerprint == package(first | {"calls": {}}).fingerprint
    assert package(first).fingerprint != package(second).fingerprint


@pytest.mark.parametrize("written", ["2026", "2026-13", "October", ""])
def test_a_month_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"time data|unconverted"):
        Month.read(written)


def test_the_workbook_holds_numbers_and_never_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_workbook(package(proof(order("+1", "2026-10-02", customer=EVIL))), path)
    with zipfile.ZipFile(path) as book:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        everything = "".join(book.read(one).decode() for one in book.namelist() if "sheet" in one)
        assert 'quotePrefix="1"' in book.read("xl/styles.xml").decode()
    assert names == [
        "Proof", "Orders", "Aging", "Balances", "Payments", "Credits", "Customers", "Accounts",
        "Open questions", "Sign-off",
    ]  # fmt: skip
    assert "<f>" not in everything
    assert "<hyperlink" not in everything
    assert "<v>108.00</v>" in cells(path, 2)
    assert "<v>-8.10</v>" in cells(path, 3)
    assert "=HYPERLINK(" in cells(path, 2)


def test_the_paper_says_what_is_signed(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    waits = Question(
        QuestionKind.TOTAL_DOES_NOT_ADD_UP, "order:9", "Order 9 is waiting.", "Nothing was posted.",
        "Open it.", Money.of("12.34"),
    )  # fmt: skip
    asked = OpenQuestion("order:9", "9", waits, "2026-10-30T10:00:00+00:00")
    made = package(proof(order("10492", "2026-10-02"), payments=[check("Check 17")]), asked)
    pages = write_paper(made, path)
    said = words(path)
    for wanted in (
        "High Plains", "Month end October 2026", "LeafLink and QuickBooks agree to the cent.",
        "Policy version 3", "2026-11-03 08:00 UTC", made.fingerprint, "Prepared by", "Reviewed by",
        "10492", "Check 17", "Order 9 is waiting. Nothing was posted. Open it.", "12.34",
        f"Page {pages} of {pages}", "1 of 1 proved",
    ):  # fmt: skip
        assert wanted in said


def test_markup_and_odd_letters_are_printed_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    named = "<b>O'Hare & Söhne</b> \N{HERB}"
    write_paper(package(proof(order("1", "2026-10-02", customer=named))), path)
    assert "<b>O'Hare & Söhne</b> ?" in words(path)


def test_a_long_month_fills_pages_and_names_what_is_left_out(tmp_path: Path) -> None:
    path, day = tmp_path / "paper.pdf", date(2026, 10, 2).isoformat()
    rows = [order(f"{number}", day, why="Why.") for number in range(ROWS_PRINTED_MAX + 7)]
    pages = write_paper(package(proof(*rows)), path)
    assert pages == len(PdfReader(path).pages) > 5
    assert "7 more rows stand in the workbook." in words(path)


def test_names_with_letters_of_other_languages_are_printed(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    names = ("Zażółć Gęślą", "Ελληνικό Κατάστημα", "Зелёный Двор", "Phở Đặc Biệt")
    rows = [order(str(n), "2026-10-02", customer=name) for n, name in enumerate(names)]
    write_paper(package(proof(*rows, order("9", "2026-10-02", customer="店 Shop"))), path)
    said = words(path)
    for name in names:
        assert name in said
    assert "? Shop" in said, "no font of ours has Chinese letters"


def test_an_ordinary_paper_carries_no_font(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    write_paper(package(proof(order("1", "2026-10-02", customer="Café “Élan” – Ñuñoa"))), path)
    assert b"DejaVu" not in path.read_bytes()
    assert "Café “Élan” – Ñuñoa" in words(path)
