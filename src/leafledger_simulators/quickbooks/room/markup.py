"""HTML in small pieces: everything that is not markup already is escaped.

The pages ask no other host for anything and work without JavaScript.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape

from leafledger_simulators.quickbooks.wire import CENT

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><link rel="stylesheet" href="/room/room.css"></head>
<body><header><p class="sim">QuickBooks simulator</p><h1>{company}</h1>
<nav aria-label="Pages">{links}</nav></header>
<main><h2>{heading}</h2>{notice}{content}</main></body></html>"""


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def text(value: object) -> Markup:
    """Anything as HTML: markup stays, all else is escaped."""
    return value if isinstance(value, Markup) else Markup(escape(str(value)))


def money(value: Decimal | int) -> Markup:
    """An amount with two places, in groups of three."""
    return Markup(f"{Decimal(value).quantize(CENT):,}")


def link(address: str, label: object) -> Markup:
    """A link within the room."""
    return Markup(f'<a href="{escape(address)}">{text(label)}</a>')


def joined(parts: Iterable[object]) -> Markup:
    """Pieces after one another."""
    return Markup("".join(text(part) for part in parts))


def table(
    heads: Sequence[str], rows: Iterable[Sequence[object]], *, amounts: Sequence[int] = ()
) -> Markup:
    """A table; the columns in `amounts` stand to the right. Without rows it says so."""
    body = "".join(
        "<tr>" + "".join(_cell(cell, at in amounts) for at, cell in enumerate(row)) + "</tr>"
        for row in rows
    )
    if not body:
        return Markup("<p>Nothing here yet.</p>")
    head = "".join(
        f'<th scope="col"{_right(at in amounts)}>{escape(one)}</th>' for at, one in enumerate(heads)
    )
    return Markup(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def _cell(value: object, is_amount: bool) -> str:
    return f"<td{_right(is_amount)}>{text(value)}</td>"


def _right(is_amount: bool) -> str:
    return ' class="amount"' if is_amount else ""


def button(action: str, label: str, fields: dict[str, str], *inputs: Markup) -> Markup:
    """A form with one button, hidden fields and what a person fills in."""
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in fields.items()
    )
    return Markup(
        f'<form method="post" action="{escape(action)}">{hidden}{joined(inputs)}'
        f"<button>{escape(label)}</button></form>"
    )


def entry_field(name: str, label: str, value: str, kind: str = "text") -> Markup:
    """A labelled field."""
    return Markup(
        f'<label>{escape(label)} <input type="{escape(kind)}" name="{escape(name)}" '
        f'value="{escape(value)}"></label> '
    )


def choice_field(name: str, label: str, choices: Iterable[tuple[str, str]]) -> Markup:
    """A labelled choice of values with their names."""
    options = "".join(
        f'<option value="{escape(value)}">{escape(shown)}</option>' for value, shown in choices
    )
    return Markup(
        f'<label>{escape(label)} <select name="{escape(name)}">{options}</select></label> '
    )


def page(
    company: str, links: Iterable[tuple[str, str]], heading: str, content: object, notice: str = ""
) -> str:
    """A whole page; the notice says what became of the last button."""
    said = f'<p class="notice" role="status">{escape(notice)}</p>' if notice else ""
    return PAGE.format(
        title=escape(f"{heading} · {company}"),
        company=escape(company),
        links=joined(Markup(f"{link(address, label)} ") for address, label in links),
        heading=escape(heading),
        notice=said,
        content=text(content),
    )
