"""The month-end package on paper: a page to sign, then every table, page after page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import LETTER, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.platypus import (
    KeepTogether,
    LongTable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from leafledger.figures.money import Money
from leafledger.reports.letters import font_of, printable
from leafledger.reports.month_end import MonthEnd
from leafledger.reports.sheets import Cell, Kind, Sheet

# Nobody signs a thousand pages; what is left out stands in the workbook.
ROWS_PRINTED_MAX = 400
CHARACTERS_MAX = 600
MARGIN = 0.6 * inch
WIDTH = landscape(LETTER)[0] - 2 * MARGIN
GREEN, AMBER, RED = (colors.HexColor(one) for one in ("#166534", "#92400e", "#b91c1c"))
INK, DIM, RULE, BAND = (
    colors.HexColor(one) for one in ("#1f2937", "#6b7280", "#d1d5db", "#eef4f0")
)


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    usual = {"fontName": "Helvetica", "textColor": INK, "leading": size * 1.25}
    return ParagraphStyle(name, fontSize=size, **(usual | more))


TITLE = _style("title", 20, fontName="Helvetica-Bold")
PERIOD = _style("period", 12, textColor=DIM)
SAID = _style("said", 13, fontName="Helvetica-Bold", spaceBefore=8, spaceAfter=8)
HEADING = _style("heading", 13, fontName="Helvetica-Bold", spaceBefore=12, spaceAfter=2)
NOTE = _style("note", 8.5, textColor=DIM, spaceAfter=5)
CELL = _style("cell", 7.5)
AMOUNT = _style("amount", 7.5, alignment=TA_RIGHT)
HEAD = _style("head", 7.5, fontName="Helvetica-Bold")
HEAD_AMOUNT = _style("head amount", 7.5, fontName="Helvetica-Bold", alignment=TA_RIGHT)
SUM = _style("sum", 7.5, fontName="Helvetica-Bold", alignment=TA_RIGHT)
ADVICE = _style("advice", 7.5, textColor=DIM, leftIndent=10)
FIGURE = _style("figure", 9)
FIGURE_NAME = _style("figure name", 9, textColor=DIM)


LOOKS = (
    ("BACKGROUND", (0, 0), (-1, 0), BAND), ("LINEBELOW", (0, 0), (-1, 0), 0.6, INK),
    ("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.4), ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
)  # fmt: skip


def write_paper(package: MonthEnd, path: Path) -> int:
    """Write the PDF; how many pages it has.

    It is laid out twice, since a page says of how many it is one. Needs no network and no fonts of
    the machine; letters that no font of ours has are shown as a question mark (letters.py).
    """
    pages = _build(package, path, 0)
    return _build(package, path, pages)


def _build(package: MonthEnd, path: Path, pages: int) -> int:
    document = SimpleDocTemplate(
        str(path), pagesize=landscape(LETTER), leftMargin=MARGIN, rightMargin=MARGIN,
        topMargin=MARGIN, bottomMargin=MARGIN, title=f"Month end {package.month.name}",
        author="LeafLedger", subject=f"Proof {package.fingerprint}",
    )  # fmt: skip
    foot = _footer(package, pages)
    document.build([*_front(package), *_tables(package)], onFirstPage=foot, onLaterPages=foot)
    return int(document.page)


def _footer(package: MonthEnd, pages: int) -> Callable[[Any, Any], None]:
    def draw(canvas: Any, document: Any) -> None:
        canvas.saveState()
        left = printable(f"{package.company}, {package.month.name}. Proof {package.fingerprint}")
        canvas.setFont(font_of(left, "Helvetica"), 7.5)
        canvas.setFillColor(DIM)
        canvas.drawString(MARGIN, 0.35 * inch, left)
        canvas.setFont("Helvetica", 7.5)
        canvas.drawRightString(
            MARGIN + WIDTH, 0.35 * inch, f"Page {document.page} of {pages or document.page}"
        )
        canvas.restoreState()

    return draw


def _front(package: MonthEnd) -> list[Any]:
    colour = RED if package.differs else GREEN if package.holds and not package.still_ran else AMBER
    said = ParagraphStyle("holds", SAID, textColor=colour)
    rows = [
        [_paragraph(name, FIGURE_NAME), _paragraph(_written(value), FIGURE)]
        for name, value in package.figures
    ]
    figures = Table(rows, colWidths=[2.6 * inch, 4.6 * inch], hAlign="LEFT")
    figures.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, -2), 0.4, RULE), ("TOPPADDING", (0, 0), (-1, -1), 2.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.8), ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ]
    )  # fmt: skip
    return [
        _paragraph(package.company, TITLE), Spacer(1, 2),
        _paragraph(f"Month end {package.month.name}", PERIOD),
        _paragraph(package.headline, said), figures, Spacer(1, 0.3 * inch),
        KeepTogether([_signatures(package)]), PageBreak(),
    ]  # fmt: skip


def _signatures(package: MonthEnd) -> Any:
    names = [_paragraph(name, FIGURE_NAME) for name in package.sign_off]
    widths = [3.4 * inch, 3.4 * inch, 1.8 * inch]
    gap = 0.25 * inch
    table = Table(
        [["", "", "", "", ""], [names[0], "", names[1], "", names[2]]],
        colWidths=[widths[0], gap, widths[1], gap, widths[2]],
        rowHeights=[0.4 * inch, 0.22 * inch],
        hAlign="LEFT",
    )
    lines = [("LINEBELOW", (place, 0), (place, 0), 0.8, INK) for place in (0, 2, 4)]
    table.setStyle([*lines, ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    return table


def _tables(package: MonthEnd) -> list[Any]:
    story: list[Any] = []
    for sheet in package.sheets:
        heading = [_paragraph(sheet.title, HEADING), _paragraph(sheet.says, NOTE)]
        if not sheet.rows:
            story.append(KeepTogether([*heading, _paragraph("None.", CELL)]))
            continue
        # A heading alone at the foot of a page would be looked for on the next.
        heading[0].keepWithNext = heading[1].keepWithNext = True
        story += [*heading, _table(sheet)]
        more = len(sheet.rows) - ROWS_PRINTED_MAX
        if more > 0:
            story.append(_paragraph(f"{more:,} more rows stand in the workbook.", NOTE))
    return story


def _table(sheet: Sheet) -> Any:
    """The columns side by side; advice stands below its row over the whole width."""
    shown = [place for place, one in enumerate(sheet.columns) if one.kind is not Kind.ADVICE]
    advice = [place for place, one in enumerate(sheet.columns) if one.kind is Kind.ADVICE]
    columns = [sheet.columns[place] for place in shown]
    money = [column.kind.is_number for column in columns]
    heads = [
        _paragraph(column.title, HEAD_AMOUNT if right else HEAD)
        for column, right in zip(columns, money, strict=True)
    ]
    rows, looks = [heads], list(LOOKS)
    for row in sheet.rows[:ROWS_PRINTED_MAX]:
        cells = zip((row[place] for place in shown), money, strict=True)
        rows.append(
            [_paragraph(_written(value), AMOUNT if right else CELL) for value, right in cells]
        )
        for place in advice:
            if row[place]:
                last = len(rows)
                rows.append([_paragraph(_written(row[place]), ADVICE), *[""] * (len(shown) - 1)])
                looks += [("SPAN", (0, last), (-1, last)), ("NOSPLIT", (0, last - 1), (-1, last))]
        looks.append(("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), 0.3, RULE))
    if sheet.summed:
        sums = sheet.totals()
        rows.append(
            [_paragraph("Total", HEAD), *(_paragraph(_written(sums[p]), SUM) for p in shown[1:])]
        )
        looks.append(("LINEABOVE", (0, -1), (-1, -1), 0.8, INK))
    share = WIDTH / sum(column.width for column in columns)
    table = LongTable(
        rows, colWidths=[column.width * share for column in columns], repeatRows=1, hAlign="LEFT"
    )
    table.setStyle(looks)
    return table


def _written(value: Cell) -> str:
    match value:
        case None:
            return ""
        case Money():
            return f"{value.amount:,.2f}"
        case date():
            return value.isoformat()
        case int():
            return f"{value:,}"
        case Decimal():
            return f"{value:.1%}"
        case str():
            return value[:CHARACTERS_MAX] + ("..." if len(value) > CHARACTERS_MAX else "")


def _paragraph(words: str, style: ParagraphStyle) -> Any:
    """Words in a style; in the font that has their letters."""
    text = printable(words)
    font = font_of(text, style.fontName)
    if font != style.fontName:
        style = ParagraphStyle(f"{style.name} in {font}", style, fontName=font)
    return Paragraph(escape(text).replace("\n", "<br/>"), style)
