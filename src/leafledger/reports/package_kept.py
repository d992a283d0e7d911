"""The names under which a month end's package, its files and its signature are kept (kept.py)."""

from __future__ import annotations

PACKAGE, WORKBOOK, PAPER, SIGNED = "month end", "month end workbook", "month end paper", "signed"
