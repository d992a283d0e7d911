"""What QuickBooks Online answers when it refuses: one constructor per error code.

Reference: reference/quickbooks.md 9 (error catalogue) and 2 (fault envelope).
"""

from __future__ import annotations

from decimal import Decimal

from leafledger_simulators.quickbooks.wire import Body


class Refusal(Exception):
    """A fault of the API: HTTP status, fault type and one error with its code."""

    def __init__(
        self,
        code: str,
        message: str,
        detail: str,
        *,
        element: str = "",
        status: int = 400,
        fault_type: str = "ValidationFault",
    ) -> None:
        super().__init__(f"{code} {detail}")
        self.code = code
        self.message = message
        self.detail = detail
        self.element = element
        self.status = status
        self.fault_type = fault_type

    def fault(self) -> Body:
        """The `Fault` object of the answer."""
        error = {"Message": self.message, "Detail": self.detail, "code": self.code}
        if self.element:
            error["element"] = self.element
        return {"Error": [error], "type": self.fault_type}


def unsupported(detail: str) -> Refusal:
    """500: an entity or operation that the API (or this simulator) does not have."""
    return Refusal("500", "Unsupported Operation", detail)


def duplicate_request(request_id: str) -> Refusal:
    """600: a request id used before for something else."""
    return Refusal("600", "Duplicate request id", f"Duplicate request id : {request_id}")


def object_not_found(deleted: bool = False) -> Refusal:
    """610: gone, never there, or made inactive."""
    detail = (
        "Object Not Found : Another user has deleted this transaction."
        if deleted
        else "Object Not Found : Something you're trying to use has been made inactive. Check the "
        "fields with accounts, customers, items, vendors or employees."
    )
    return Refusal("610", "Object Not Found", detail)


def cannot_be_linked(detail: str) -> Refusal:
    """620: a payment line to a transaction that cannot be linked."""
    return Refusal(
        "620", "Transaction cannot be linked", f"Transaction cannot be linked : {detail}"
    )


def too_many_batch_items(limit: int) -> Refusal:
    """1040: more items in a batch than allowed."""
    return Refusal(
        "1040", "Maximum batch items exceeded", f"The maximum number of batch items is {limit}."
    )


def unknown_property(name: str, entity: str) -> Refusal:
    """2010: a field that the entity does not have, or a value of the wrong shape."""
    return Refusal(
        "2010",
        "Request has invalid or unsupported property",
        f"Property Name:{name} specified is unsupported or invalid for {entity}",
        element=name,
    )


def missing(name: str) -> Refusal:
    """2020: a required field is not there."""
    return Refusal(
        "2020",
        "Required param missing, need to supply the required value for the API",
        f"Required parameter {name} is missing in the request",
        element=name,
    )


def invalid_id(value: object) -> Refusal:
    """2030: an id that is not a positive number."""
    return Refusal(
        "2030", "Invalid ID", f"Id should be a valid number. Supplied value:{value}", element="Id"
    )


def invalid_characters(name: str, value: str) -> Refusal:
    """2040: a colon, tab or line end in a name."""
    return Refusal(
        "2040",
        "Invalid String. The String value contains invalid characters",
        f"{name} contains invalid characters. Supplied value:{value}",
        element=name,
    )


def too_long(name: str, limit: int) -> Refusal:
    """2050: longer than the field."""
    return Refusal(
        "2050",
        "String length is either shorter or longer than supported by specification",
        f"Length of the field exceeds {limit} chars",
        element=name,
    )


def invalid_date(name: str, value: object) -> Refusal:
    """2060: not a date."""
    return Refusal(
        "2060", "Invalid date format", f"Invalid date format. Supplied value:{value}", element=name
    )


def invalid_number(name: str, value: object) -> Refusal:
    """2080: not a number."""
    return Refusal("2080", "Invalid number", f"Invalid Number : {name} : {value}", element=name)


def invalid_request_id() -> Refusal:
    """2130: a request id that is too long."""
    return Refusal("2130", "Invalid request id format", "Request id exceeds the supported length")


def invalid_choice(name: str, value: object, choices: tuple[str, ...]) -> Refusal:
    """2170: not one of the values of an enumeration."""
    return Refusal(
        "2170",
        "Invalid Enumeration",
        f"Invalid Enumeration : {value}. Supported values: {', '.join(choices)}",
        element=name,
    )


def negative(name: str, code: str = "2290") -> Refusal:
    """2290 (or 6000 by switch): an amount below zero."""
    return Refusal(
        code, "Negative amount", f"Transaction amount must be 0 or greater : {name}", element=name
    )


def invalid_email(value: str) -> Refusal:
    """2210: not an e-mail address."""
    return Refusal(
        "2210",
        "Invalid email address format",
        f"Email Address does not conform to the syntax rules of RFC 822 : {value}",
        element="BillEmail",
    )


def debits_differ(debits: Decimal, credits_: Decimal) -> Refusal:
    """2300: a journal entry that does not balance."""
    return Refusal(
        "2300",
        "Total Debits and Credits do not match",
        f"Total of debits {debits} must be equal to total of credits {credits_}",
    )


def invalid_reference(element: str, target: str, value: str) -> Refusal:
    """2500: a reference to something that is not there or of the wrong kind."""
    return Refusal(
        "2500",
        "Invalid Reference Id",
        f"Invalid Reference Id : {target} element id {value} not found",
        element=element,
    )


def query_unparsable(detail: str) -> Refusal:
    """4000: the query language's parser stopped."""
    return Refusal("4000", "Error parsing query", f"QueryParserError: {detail}")


def query_invalid(detail: str) -> Refusal:
    """4001: well-formed, but not a valid query."""
    return Refusal("4001", "Invalid query", f"QueryValidationError: {detail}")


def stale() -> Refusal:
    """5010: the SyncToken is old."""
    return Refusal(
        "5010",
        "Stale Object Error",
        "Stale Object Error : You and leafledger@example.com were working on this at the same "
        "time. leafledger@example.com finished before you did, so your work was not saved.",
    )


def feature_off(what: str) -> Refusal:
    """5030: the company has not turned the feature on; the text is our own."""
    return Refusal("5030", "Feature Not Supported", f"{what} is not turned on for this company.")


def business(detail: str, element: str = "", code: str = "6000") -> Refusal:
    """6000: a business rule; the detail decides."""
    return Refusal(
        code,
        "A business validation error has occurred while processing your request",
        f"Business Validation Error: {detail}",
        element=element,
    )


def amount_differs(amount: Decimal) -> Refusal:
    """6070: Amount is not Qty times UnitPrice."""
    return Refusal(
        "6070",
        "Amount calculation incorrect in the request",
        "Amount calculation incorrect in the request : Amount is not equal to UnitPrice * Qty. "
        f"Supplied value:{amount}",
        element="Line.Amount",
    )


def no_name() -> Refusal:
    """6080: a customer, vendor or employee without any name."""
    return Refusal(
        "6080",
        "No name provided",
        "At least one of the name fields (Title, GivenName, MiddleName, FamilyName, DisplayName, "
        "Suffix) is required",
        element="DisplayName",
    )


def wrong_us_tax_code(value: str) -> Refusal:
    """6100: a US line takes TAX or NON only."""
    return Refusal(
        "6100",
        "Invalid tax code",
        f"In US companies the line tax code must be TAX or NON. Supplied value:{value}",
        element="TaxCodeRef",
    )


def duplicate_document_number(number: str, txn_type: str, txn_id: str) -> Refusal:
    """6140: the DocNumber is taken; the detail names by whom."""
    return Refusal(
        "6140",
        "Duplicate Document Number Error",
        "Duplicate Document Number Error : You must specify a different number. This number has "
        f"already been used. DocNumber={number} is assigned to TxnType={txn_type} with "
        f"TxnId={txn_id}",
    )


def duplicate_name(who: str, taken_id: str | None) -> Refusal:
    """6240: the name is taken by somebody of the same or another list."""
    detail = (
        f"The name supplied already exists. : Another {who} is already using this name. "
        "Please use a different name."
    )
    if taken_id is not None:
        detail += f" : Id={taken_id}"
    return Refusal("6240", "Duplicate Name Exists Error", detail)


def before_inventory_start(item: str) -> Refusal:
    """6270: an inventory transaction before the item's start date."""
    return Refusal(
        "6270",
        "Transaction date is prior to start date for inventory item",
        f"Transaction date is prior to start date for inventory item : {item}",
        element="TxnDate",
    )


def email_needed() -> Refusal:
    """6420: NeedToSend without BillEmail."""
    return Refusal(
        "6420", "Email address required", "An email address is required", element="BillEmail"
    )


def wrong_account_type(element: str, account: str) -> Refusal:
    """6430: the account is of a type not allowed here."""
    return Refusal(
        "6430",
        "Invalid account type",
        f"Invalid account type used : {account}",
        element=element,
    )


def quantity_needed() -> Refusal:
    """6520: an inventory item without a quantity."""
    return Refusal(
        "6520", "Quantity required", "A tracked item needs QtyOnHand", element="QtyOnHand"
    )
