"""Reading back what a report gives to a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import zipfile

from starlette.testclient import TestClient


def csv_of(reader: TestClient, address: str) -> list[list[str]]:
    """The rows of a CSV file, its heading first."""
    answer = reader.get(address)
    assert answer.status_code == 200, address
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    return list(csv.reader(io.StringIO(answer.text)))


def workbook_of(reader: TestClient, address: str) -> tuple[list[str], str]:
    """The names of a workbook's sheets, and all their XML, in which no formula may stand."""
    answer = reader.get(address)
    assert answer.status_code == 200, address
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
        told = "".join(
            book.read(name).decode()
            for name in book.namelist()
            if name.startswith("xl/worksheets/") or name.endswith("sharedStrings.xml")
        )
    assert "<f>" not in told
    return names, told
