"""What the REST API takes and gives: amounts as text like "108.00", never a secret."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from leafledger.bookkeeping.decisions import Choice

# No database takes the sign NUL in a text.
NO_NUL = r"^[^\x00]*$"
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=NO_NUL)]

Called = Annotated[
    str, Path(min_length=1, max_length=100, pattern=NO_NUL, description="A company's short name.")
]
Order = Annotated[
    str, Path(min_length=1, max_length=100, pattern=NO_NUL, description="Any name of an order.")
]

Record = Annotated[
    str, Path(min_length=1, max_length=100, pattern=NO_NUL, description="LeafLink's number of it.")
]


class Problem(BaseModel):
    """Why something was not done (RFC 9457). `detail` is a sentence for people."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class CompanyShown(BaseModel):
    """A connected company."""

    company: str
    name: str
    books_start: str
    held: str


class ProofShown(BaseModel):
    """A proof in short, as `leafledger prove --json` begins."""

    model_config = ConfigDict(extra="allow")

    company: str
    proved_at: str
    holds: bool
    orders: int
    proved: int
    waiting: int
    differing: int
    difference: str


class OrderShown(BaseModel):
    """An order of the last proof, beside what QuickBooks shows of it."""

    model_config = ConfigDict(extra="allow")

    number: str
    order: str
    status: str
    customer: str
    standing: str
    leaflink: str
    quickbooks: str
    difference: str
    documents: list[str]
    dated: str
    why: str
    cure: str


class OrdersShown(BaseModel):
    """A page of the orders of the last proof."""

    proved_at: str
    found: int
    page: int
    pages: int
    orders: list[OrderShown]


class QuestionShown(BaseModel):
    """What waits for a person. `approval`: the name to approve it by, where it waits for that.

    `content`: the name of how documents stand that were changed by hand, to decide about them.
    """

    subject: str
    order: str
    kind: str
    happened: str
    effect: str
    cure: str
    amount: str
    asked_at: str
    approval: str
    content: str


class StoryShown(BaseModel):
    """Why an order's documents are as they are, as `leafledger explain --json` tells it."""

    order: str
    plans: list[dict[str, Any]]
    links: dict[str, Any]
    questions: list[str]


class PlanShown(BaseModel):
    """What would be posted, as `leafledger plan --json` tells it; nothing is."""

    model_config = ConfigDict(extra="allow")

    number: str
    order: str
    posted: Literal[False] = False
    policy_version: int
    steps: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    payments: dict[str, Any] | None


class Done(BaseModel):
    """That something was done, in a sentence, and by whom."""

    person: str
    done: str


class Matter(BaseModel):
    """Which of what waits is meant: by its subject, by its kind, or all where neither is named."""

    subject: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""
    kind: Annotated[str, Field(max_length=100, pattern=NO_NUL)] = ""


class Decision(BaseModel):
    """A word about documents that were changed by hand.

    `content` as the question told it: standing otherwise by now, nothing is decided.
    """

    choice: Choice
    content: Name | None = None


class Reason(BaseModel):
    """Why an order is set aside, in a sentence."""

    why: Annotated[str, Field(min_length=1, max_length=300, pattern=NO_NUL)]


class Match(BaseModel):
    """Who a customer or product is; `new` lets a record be made, `undo` ends a match.

    Of a payment that was typed on both sides: the one in QuickBooks, or `new` where they are two.
    """

    kind: Literal["customer", "product", "payment"]
    leaflink_id: Name
    quickbooks_id: Name


class Approval(BaseModel):
    """What was seen and is approved, by the names its questions have for it."""

    names: Annotated[list[Name], Field(min_length=1, max_length=100)]
