"""Letters on paper: which font prints a text, and what stands for letters that none has.

What every reader has prints Western Europe only. Names with other letters (Polish, Greek,
Cyrillic, Vietnamese) are printed in a font that is shipped and embedded (fonts/VENDORED.md).
"""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).parent / "fonts"
# What every reader has, beside what stands in for it, plain and bold.
STANDS_IN = {"Helvetica": "DejaVuSansCondensed", "Helvetica-Bold": "DejaVuSansCondensed-Bold"}
MISSING = "?"


def font_of(words: str, usual: str) -> str:
    """The usual font where it has all letters of the words, else the one that stands in for it.

    Example: "Green Mesa" -> Helvetica; "Zażółć" -> DejaVuSansCondensed
    """
    if _fits(words):
        return usual
    _known(STANDS_IN[usual])
    return STANDS_IN[usual]


def printable(words: str) -> str:
    """The words, with a question mark for each letter that neither font has."""
    if _fits(words):
        return words
    letters = _known(STANDS_IN["Helvetica"]).face.charToGlyph
    return "".join(one if ord(one) in letters or one == "\n" else MISSING for one in words)


def _fits(words: str) -> bool:
    return words == words.encode("cp1252", "replace").decode("cp1252")


def _known(name: str) -> TTFont:
    """The font, read once in a process."""
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    found: TTFont = pdfmetrics.getFont(name)
    return found
