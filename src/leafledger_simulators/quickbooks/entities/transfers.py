"""Money moved between the company's own accounts, and credit cards paid off.

Reference: reference/quickbooks.md 8 and the field lists of Intuit's Finance.xsd. That only
balance sheet accounts may be named is our inference.
"""

from __future__ import annotations

from decimal import Decimal

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities.accounts import BALANCE_SHEET
from leafledger_simulators.quickbooks.entities.contact_fields import CURRENCY, dollars
from leafledger_simulators.quickbooks.entities.documents import check_open_period
from leafledger_simulators.quickbooks.entities.expense_lines import CONTROL_TYPES
from leafledger_simulators.quickbooks.ledger import Posting, credit, debit
from leafledger_simulators.quickbooks.refusals import business, negative, wrong_account_type
from leafledger_simulators.quickbooks.shapes import (
    DOCUMENT_OPERATIONS,
    EntityKind,
    Field,
    computed,
    day,
    money,
    opaque,
    ref,
    text,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body

_FIELDS: tuple[Field, ...] = (
    day("TxnDate", queryable=True),
    money("Amount", required=True, queryable=True),
    text("PrivateNote", 4000),
    ref("DepartmentRef", "Department"),
    CURRENCY,
    *computed("TxnSource", "RecurDataRef"),
    *opaque("ExchangeRate", "TransactionLocationType", "TxnStatus", "CustomField", "Tag"),
)

TRANSFER = EntityKind(
    "Transfer",
    (
        *_FIELDS,
        ref("FromAccountRef", "Account", required=True),
        ref("ToAccountRef", "Account", required=True),
        ref("ClassRef", "Class"),
    ),
    operations=DOCUMENT_OPERATIONS,
    is_transaction=True,
)
CREDIT_CARD_PAYMENT = EntityKind(
    "CreditCardPaymentTxn",
    (
        *_FIELDS,
        ref("BankAccountRef", "Account", required=True),
        ref("CreditCardAccountRef", "Account", required=True),
        ref("VendorRef", "Vendor"),
        text("CheckNum", 21),
        text("PrintStatus", choices=("NotSet", "NeedToPrint", "PrintComplete")),
        text("Memo", 4000),
    ),
    operations=DOCUMENT_OPERATIONS,
    is_transaction=True,
    in_webhooks=False,
    url_name="CreditCardPayment",
)


class OwnMoney(Behaviour):
    """An amount from one account of the company to another."""

    source = ""
    target = ""

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check date, amount and both accounts. Raises: Refusal 2290, 6000, 6210, 6430."""
        del asked
        draft.setdefault("TxnDate", company.today().isoformat())
        check_open_period(company, draft["TxnDate"], old)
        if draft["Amount"] < 0:
            raise negative("Amount")
        for role in (self.source, self.target):
            account = company.record("Account", draft[role]["value"]).body
            if not self.fits(role, account):
                raise wrong_account_type(role, account["Name"])
        if draft[self.source]["value"] == draft[self.target]["value"]:
            raise business("Both accounts are the same.", self.target)
        draft["CurrencyRef"] = dollars()

    def fits(self, role: str, account: Body) -> bool:
        """Whether an account may stand in a role."""
        del role
        is_control = account["AccountType"] in CONTROL_TYPES
        return account["Classification"] in BALANCE_SHEET and not is_control

    def after_write(self, company: Company, record: Record, old_body: Body | None) -> None:
        """Post it."""
        del old_body
        company.post(record)

    def check_removal(self, company: Company, record: Record) -> None:
        """Closed books hold."""
        check_open_period(company, record.body["TxnDate"], None)

    def postings(self, company: Company, record: Record) -> list[Posting]:
        """Where it went against where it came from."""
        del company
        amount = Decimal(record.body["Amount"])
        return [
            debit(record.body[self.target]["value"], amount),
            credit(record.body[self.source]["value"], amount),
        ]


class TransferBehaviour(OwnMoney):
    """Between any two balance sheet accounts."""

    kind = TRANSFER
    source = "FromAccountRef"
    target = "ToAccountRef"


class CreditCardPaymentBehaviour(OwnMoney):
    """From a bank to a credit card."""

    kind = CREDIT_CARD_PAYMENT
    source = "BankAccountRef"
    target = "CreditCardAccountRef"

    def fits(self, role: str, account: Body) -> bool:
        """A bank pays a card."""
        wanted = "Bank" if role == self.source else "Credit Card"
        return bool(account["AccountType"] == wanted)


BEHAVIOURS: tuple[Behaviour, ...] = (TransferBehaviour(), CreditCardPaymentBehaviour())
