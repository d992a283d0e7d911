"""The currencies of a company and what they are worth in its home currency.

Both exist only where several currencies are turned on. Documents stay in the home currency.
Fields from Intuit's Finance.xsd; the checks are our inference, and so is 5030 (reference 9:
"feature not on") where the feature is off.
"""

from __future__ import annotations

from datetime import date

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Change, Company
from leafledger_simulators.quickbooks.entities.contact_fields import ACTIVE
from leafledger_simulators.quickbooks.refusals import (
    business,
    duplicate_name,
    feature_off,
    invalid_date,
    invalid_reference,
    missing,
    object_not_found,
    too_long,
)
from leafledger_simulators.quickbooks.shapes import (
    CREATE,
    LIST_OPERATIONS,
    QUERY,
    UPDATE,
    EntityKind,
    day,
    opaque,
    rate,
    text,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ONE, Body

CODE_LENGTH = 3
# What QuickBooks calls the currencies of the neighbours; another code is its own name.
NAMES = {
    "AUD": "Australian Dollar",
    "BRL": "Brazilian Real",
    "CAD": "Canadian Dollar",
    "CHF": "Swiss Franc",
    "CNY": "Chinese Yuan Renminbi",
    "COP": "Colombian Peso",
    "EUR": "Euro",
    "GBP": "British Pound Sterling",
    "ILS": "Israeli Shekel",
    "INR": "Indian Rupee",
    "JPY": "Japanese Yen",
    "MXN": "Mexican Peso",
    "NZD": "New Zealand Dollar",
    "USD": "United States Dollar",
}

COMPANY_CURRENCY = EntityKind(
    "CompanyCurrency",
    (
        text("Code", CODE_LENGTH, required=True, indexed=True),
        text("Name", read_only=True, queryable=True),
        ACTIVE,
        *opaque("CustomField"),
    ),
    operations=LIST_OPERATIONS,
    # Webhooks tell it under the name Currency (reference 8).
    in_webhooks=False,
    name_field="Name",
)
EXCHANGE_RATE = EntityKind(
    "ExchangeRate",
    (
        text("SourceCurrencyCode", CODE_LENGTH, required=True, indexed=True),
        text("TargetCurrencyCode", CODE_LENGTH, queryable=True),
        rate("Rate", queryable=True),
        day("AsOfDate", queryable=True),
        *opaque("CustomField"),
    ),
    operations=frozenset({CREATE, UPDATE, QUERY}),
    in_cdc=False,
    in_webhooks=False,
)


class CurrencyFeature(Behaviour):
    """What exists only in a company that uses several currencies."""

    def __init__(self, kind: EntityKind) -> None:
        self.kind = kind

    def check_available(self, company: Company) -> None:
        """Whether several currencies are turned on. Raises: Refusal 5030."""
        if not company.preference("CurrencyPrefs", "MultiCurrencyEnabled"):
            raise feature_off("Multicurrency")


class CompanyCurrencyBehaviour(CurrencyFeature):
    """A currency that the company uses beside its own."""

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Three letters, once, and never changed. The name follows. Raises: Refusal."""
        del asked
        code = draft["Code"] = str(draft["Code"]).upper()
        if len(code) != CODE_LENGTH:
            raise too_long("Code", CODE_LENGTH)
        if not (code.isascii() and code.isalpha()):
            raise business("A currency code has three letters.", "Code")
        if old is not None and old.body["Code"] != code:
            raise business("The code of a currency cannot be changed.", "Code")
        if code == home_code(company):
            raise duplicate_name("currency", None)
        for taken in company.shelves["CompanyCurrency"].find("Code", code):
            if old is None or taken.id != old.id:
                raise duplicate_name("currency", taken.id)
        draft["Name"] = NAMES.get(code, code)

    def after_write(self, company: Company, record: Record, old_body: Body | None) -> None:
        """Webhooks hear of a Currency."""
        operation = "Create" if old_body is None else "Update"
        company.announce(Change("Currency", record.id, operation, company.clock.now()))


class ExchangeRateBehaviour(CurrencyFeature):
    """What one unit of a currency is worth at home on a date; it is found by both, not by id."""

    def opened(self, company: Company, sent: Body, operation: str) -> tuple[Body, str]:
        """A rate for a date that has one already takes its place; no SyncToken is asked."""
        sent = {name: value for name, value in sent.items() if name not in {"Id", "SyncToken"}}
        code = str(sent.get("SourceCurrencyCode") or "")
        wanted = str(sent.get("AsOfDate") or company.today().isoformat())[:10]
        sent["AsOfDate"] = wanted
        for present in company.shelves["ExchangeRate"].find("SourceCurrencyCode", code):
            if present.body["AsOfDate"] == wanted:
                token = str(present.sync_token)
                return {**sent, "Id": present.id, "SyncToken": token}, UPDATE
        return sent, operation if operation not in {"", UPDATE} else CREATE

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """A rate above nought, from a currency in use to the home currency. Raises: Refusal."""
        del old, asked
        home = home_code(company)
        code = draft["SourceCurrencyCode"] = str(draft["SourceCurrencyCode"]).upper()
        draft["TargetCurrencyCode"] = str(draft.get("TargetCurrencyCode", home)).upper()
        if draft["TargetCurrencyCode"] != home:
            raise business("Rates are to the home currency.", "TargetCurrencyCode")
        check_in_use(company, code)
        if "Rate" not in draft:
            raise missing("Rate")
        if draft["Rate"] <= 0:
            raise business("A rate is greater than 0.", "Rate")
        if code == home and draft["Rate"] != ONE:
            raise business("The rate of the home currency is 1.", "Rate")

    def show(self, company: Company, record: Record) -> Body:
        """A rate shows no id."""
        del company
        return {name: value for name, value in record.body.items() if name != "Id"}


def home_code(company: Company) -> str:
    """The currency the books are kept in."""
    return str(company.preferences["CurrencyPrefs"]["HomeCurrency"]["value"])


def check_in_use(company: Company, code: str) -> None:
    """Whether a currency is the company's own or one it uses. Raises: Refusal 2500."""
    used = company.shelves["CompanyCurrency"].find("Code", code)
    if code != home_code(company) and not any(one.active for one in used):
        raise invalid_reference("SourceCurrencyCode", "CompanyCurrency", code)


def rate_on(company: Company, code: str, asked_day: str) -> Body:
    """The rate of a currency on a date: the last one set on or before it; 1 at home.

    `asked_day` empty: today, date on the server. Raises: Refusal.
    """
    company.behaviours["ExchangeRate"].check_available(company)
    if not code:
        raise missing("sourcecurrencycode")
    code = code.upper()
    wanted = _day(asked_day) if asked_day else company.today().isoformat()
    check_in_use(company, code)
    shelf = company.shelves["ExchangeRate"].find("SourceCurrencyCode", code)
    known = [one for one in shelf if one.body["AsOfDate"] <= wanted]
    if known and code != home_code(company):
        newest = max(known, key=lambda one: str(one.body["AsOfDate"]))
        return {**company.show(newest), "AsOfDate": wanted}
    if code != home_code(company) and company.switches["exchange_rate_not_set"] == "refuse":
        raise object_not_found()
    return {
        "SourceCurrencyCode": code,
        "TargetCurrencyCode": home_code(company),
        "Rate": ONE,
        "AsOfDate": wanted,
        "domain": "QBO",
        "sparse": False,
        "SyncToken": "0",
    }


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError as error:
        raise invalid_date("asofdate", value) from error


BEHAVIOURS: tuple[Behaviour, ...] = (
    CompanyCurrencyBehaviour(COMPANY_CURRENCY),
    ExchangeRateBehaviour(EXCHANGE_RATE),
)
