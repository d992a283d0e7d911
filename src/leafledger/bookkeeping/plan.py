"""A plan is a value: steps with reasons, questions, a fingerprint. Nothing happens by it alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leafledger.bookkeeping.questions import Question
from leafledger.commerce.customers import ContactChange, CustomerChange
from leafledger.commerce.remittances import PaymentDraft
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.ledger.accounts import Account
from leafledger.ledger.documents import Application, SalesDocument
from leafledger.ledger.items import Item, Term
from leafledger.ledger.parties import Party, PartyChange
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.preferences import SalesFormChoices
from leafledger.ledger.receipts import BankDeposit, Receipt, Reversal

Content = (
    Party | PartyChange | CustomerChange | ContactChange | Item | Term | SalesDocument
    | Application | Account | SalesFormChoices
    | Receipt | Reversal | BankDeposit | PaymentDraft
)  # fmt: skip


class Operation(StrEnum):
    """What a step does. LINK writes the crosswalk only; nothing is sent."""

    LINK = "link"
    CREATE = "create"
    AMEND = "amend"
    VOID = "void"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a part of a step is as it is.

    `part` names it as a person would ("line 1", "discount"), `law` cites accounting.md,
    `rule` the rule that decided and `source` the LeafLink fields it decided by.
    """

    part: str
    why: str
    law: str
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class Target:
    """The existing record that a step changes or links, as it was when the plan was made.

    `content` names how a document stood, where a step takes it as it stands (accounting.md A5.5).
    """

    id: str
    sync_token: str = ""
    name: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One change, to one record. `record` is ours: `order:<uuid>`, `customer:8841`.

    `before` is what the document said that the step changes, for people who approve it; `amount`
    the money that a void or deletion takes back, where no document tells.
    """

    operation: Operation
    kind: RecordKind
    record: str
    content: Content | None
    target: Target | None = None
    reasons: tuple[Reason, ...] = ()
    before: SalesDocument | None = None
    amount: Money | None = None

    @property
    def fingerprint(self) -> str:
        """A name for what this step does to what, whatever its reasons say."""
        return fingerprint((self.operation, self.kind, self.record, self.content, self.target))

    @property
    def spoken_name(self) -> str:
        """The step in a few words: `create invoice 10492 of $108.00`."""
        if self.operation is Operation.LINK and isinstance(self.content, SalesDocument):
            name = self.target.name if self.target is not None else ""
            return f"take {_SPOKEN[self.kind]} {name} as it stands in QuickBooks"
        credit = isinstance(self.content, Application)
        kind = "application of a credit" if credit else _SPOKEN[self.kind]
        return f"{self.operation} {kind} {self._subject()}".rstrip()

    def _subject(self) -> str:
        match self.content:
            case SalesDocument() as document:
                return f"{document.number or '(numbered by QuickBooks)'} of {document.total}"
            case Party() as party:
                return f'"{party.display_name}"'
            case PartyChange() | CustomerChange() | ContactChange() as change:
                return f'"{change.called}"'
            case Item() | Term() | Account() as named:
                return f'"{named.name}"'
            case Application() | Receipt() | Reversal() | PaymentDraft() as moved:
                return f"of {moved.amount}"
            case BankDeposit() as deposit:
                return f"of {deposit.total}"
            case SalesFormChoices():
                return "shipping, discounts, numbers"
            case None:
                name = f'"{self.target.name}"' if self.target is not None else ""
                return name if self.amount is None else f"{name} of {self.amount}"


_SPOKEN = {
    RecordKind.ACCOUNT: "account",
    RecordKind.CLASS: "class",
    RecordKind.CREDIT_MEMO: "credit memo",
    RecordKind.CUSTOMER: "customer",
    RecordKind.DEPOSIT: "deposit",
    RecordKind.INVOICE: "invoice",
    RecordKind.ITEM: "item",
    RecordKind.JOURNAL_ENTRY: "journal entry",
    RecordKind.LEAFLINK_CONTACT: "contact on LeafLink",
    RecordKind.LEAFLINK_CUSTOMER: "customer on LeafLink",
    RecordKind.LEAFLINK_PAYMENT: "payment on LeafLink",
    RecordKind.PAYMENT: "payment",
    RecordKind.PAYMENT_METHOD: "payment method",
    RecordKind.PREFERENCES: "preferences",
    RecordKind.TERM: "payment term",
}


@dataclass(frozen=True, slots=True)
class Together:
    """Plans that people approve as one, such as the undo of a day: the name, and their money.

    `own` is the part of `amount` that is of one of them; None where it was not worked out.
    """

    name: str
    amount: Money
    own: Money | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What the books of one order need, or why they wait.

    With a question nothing of the plan is carried out, except of a plan of payments: each of its
    steps stands by itself and is carried out beside the questions. `wanted` is what the books
    should show of the order when the plan is done (before credits); `standing` says in words why
    there is nothing to do, where there is nothing. `facts` names the LeafLink facts it follows
    from.
    `together` where it is a part of an undo, which is approved as a whole.
    """

    subject: str
    spoken_name: str
    facts: str
    wanted: Money | None
    standing: str = ""
    steps: tuple[Step, ...] = ()
    questions: tuple[Question, ...] = ()
    together: Together | None = None

    @property
    def fingerprint(self) -> str:
        """Equal plans, equal name; what a person approves is this."""
        return fingerprint((self.subject, tuple(step.fingerprint for step in self.steps)))

    @property
    def waits(self) -> bool:
        """Whether a person must decide first."""
        return bool(self.questions)
