"""Companies: one LeafLink seller joined to one QuickBooks realm."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Row, insert, or_, select, update

from leafledger.database.connection import Database
from leafledger.database.tables import companies
from leafledger.quickbooks.web_pages import web_page


class NoSuchCompany(LookupError):
    """No company of that name is connected."""


class BooksTaken(ValueError):
    """The QuickBooks company is the books of another company already; the message says whose."""


@dataclass(frozen=True, slots=True)
class Company:
    """A company as it is connected. Secrets are in the vault, choices in its policy file.

    `company` is its short name in addresses and file names. `books_start` is the first
    accounting date that is posted; None until the first sync chose it. `held_why` is the
    sentence to show while its work is held (a dead connection), else empty.
    """

    company: str
    name: str
    leaflink_company: str
    leaflink_url: str
    realm: str
    quickbooks_url: str
    discovery_url: str
    client_id: str
    quickbooks_name: str = ""
    books_start: date | None = None
    held_why: str = ""

    def page_in_quickbooks(self, kind: str, id_: str) -> str:
        """The address of a record in QuickBooks' own pages; empty where it has none.

        `kind` is QuickBooks' name of its kind, like `Invoice`.
        """
        return web_page(self.quickbooks_url, self.realm, kind, id_)


def one_at_a_time(connection: Connection, company: str) -> None:
    """Until the transaction ends, others who ask this wait: plans and people's words about them.

    SQLite has one writer at a time anyhow.
    """
    row = select(companies.c.company).where(companies.c.company == company)
    connection.execute(row.with_for_update())


class Companies:
    """The companies that are connected here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Company]:
        """Every company, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(companies).order_by(companies.c.company)).all()
        return [_company(row) for row in rows]

    def find(self, name: str) -> Company:
        """A company by its short name or by LeafLink's number of it.

        Raises: NoSuchCompany.
        """
        with self._database.reading() as connection:
            row = connection.execute(
                select(companies).where(
                    or_(companies.c.company == name, companies.c.leaflink_company == name)
                )
            ).first()
        if row is None:
            raise NoSuchCompany(name)
        return _company(row)

    def connect(self, company: Company) -> Company:
        """Write a company down, or renew the connection of the one that is the same seller.

        Connecting again keeps its short name and the day its books start.
        Raises: BooksTaken.
        """
        known = self.seller(company.leaflink_company, company.leaflink_url)
        self._refuse_taken(company, known)
        values = {
            "name": company.name,
            "realm": company.realm,
            "quickbooks_url": company.quickbooks_url,
            "discovery_url": company.discovery_url,
            "client_id": company.client_id,
            "quickbooks_name": company.quickbooks_name,
            "connected_at": datetime.now(UTC).isoformat(),
            "held_why": "",
        }
        with self._database.writing() as connection:
            if known is not None:
                same = companies.c.company == known.company
                connection.execute(update(companies).where(same).values(values))
                return self._again(known.company, company)
            connection.execute(
                insert(companies).values(
                    company=company.company,
                    leaflink_company=company.leaflink_company,
                    leaflink_url=company.leaflink_url,
                    **values,
                )
            )
        return company

    def _refuse_taken(self, company: Company, known: Company | None) -> None:
        """Two sellers in one company's books could not be told apart."""
        books = company.realm, company.quickbooks_url
        for one in self.all():
            if (one.realm, one.quickbooks_url) == books and (
                known is None or one.company != known.company
            ):
                whose = f'"{one.quickbooks_name}"' if one.quickbooks_name else "of this choice"
                raise BooksTaken(
                    f"The QuickBooks company {whose} already holds the books of {one.name}. "
                    "Nothing was connected. Choose another QuickBooks company."
                )

    def seller(self, leaflink_company: str, leaflink_url: str) -> Company | None:
        """The company that is this LeafLink seller; None where it is not connected."""
        wanted = leaflink_company, leaflink_url
        found = (one for one in self.all() if (one.leaflink_company, one.leaflink_url) == wanted)
        return next(found, None)

    def _again(self, name: str, company: Company) -> Company:
        known = self.find(name)
        return Company(
            known.company, company.name, company.leaflink_company, company.leaflink_url,
            company.realm, company.quickbooks_url, company.discovery_url, company.client_id,
            company.quickbooks_name, known.books_start,
        )  # fmt: skip

    def start_books(self, company: str, day: date) -> None:
        """Choose the first accounting date that is posted."""
        self._set(company, books_start=day.isoformat())

    def hold(self, company: str, why: str) -> None:
        """Hold a company's work, with the sentence that says why; empty lets it go on."""
        self._set(company, held_why=why)

    def call_books(self, company: str, quickbooks_name: str) -> None:
        """Remember what QuickBooks calls the company."""
        self._set(company, quickbooks_name=quickbooks_name)

    def _set(self, company: str, **values: str) -> None:
        with self._database.writing() as connection:
            same = companies.c.company == company
            connection.execute(update(companies).where(same).values(values))


def short_name(name: str, taken: set[str]) -> str:
    """A company's name for addresses and files: `Green Valley, LLC` -> `green-valley-llc`."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "company"
    candidates = [plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate not in taken)


def _company(row: Row[tuple[str, ...]]) -> Company:
    wanted = row._mapping
    start = wanted["books_start"]
    return Company(
        **{name: wanted[name] for name in Company.__dataclass_fields__ if name != "books_start"},
        books_start=date.fromisoformat(start) if start else None,
    )
