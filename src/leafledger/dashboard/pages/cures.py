"""The cures of a question: one button each, where LeafLedger can do it at a person's word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from leafledger.bookkeeping.decisions import Choice
from leafledger.bookkeeping.limits import APPROVAL
from leafledger.bookkeeping.payment_questions import asked_about
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.clerk.hand_edits import HandEdit
from leafledger.clerk.matching import NEW
from leafledger.clerk.suggesting import Suggestion
from leafledger.dashboard.matters import MATCHED_BY_A_PERSON, order_of
from leafledger.dashboard.pages.leads import leads
from leafledger.journal.open_questions import OpenQuestion

TO_APPROVE = "Look at what would be done, before and after, and approve it."
TO_DECIDE = "Decide which of the two counts. Or correct the order on LeafLink and look again."
TO_MATCH = "Choose who it is. The orders that wait for it are looked at again at once."
TO_KEEP = "See both words beside each other and keep the right one. The other side is then told."
TO_POST_AGAIN = (
    "If it happened, post it again. If it did not, correct it on LeafLink and look again."
)
TO_WRITE_AGAIN = "Have the credit memo written again; or cancel the credit on LeafLink."
TO_CHOOSE = (
    "Choose it in the policy, as the owner may. What waits for it is looked at again at once. Or "
    "settle it where it comes from, and look again."
)
TO_TELL_APART = "Say whether it is the same money; the order is looked at again at once."
TO_TAKE_ONE_AWAY = (
    "If it is the same money, delete the typed one in QuickBooks, or LeafLedger's where the typed "
    "one is in a bank deposit already: then it asks you to match the two. If they are two, say so."
)
TO_LOOK_AT_THE_DEPOSIT = (
    "Look at the deposit. Take it back, and make it again from the payments that are on the bank's "
    "line; or put it right in QuickBooks. LeafLedger then looks again by itself."
)
SAME = "Nothing is copied: the one in QuickBooks stands for LeafLink's."
TWO = "Each is entered on the other side, too."
SECOND = "LeafLink is told of the one that was typed in QuickBooks."
KEEP = "It stays as it is. The difference is shown in the proof as agreed, with your name."
RESTORE = "LeafLedger's own comes back, where nothing stands in the way."
ADOPT = "It counts from now on; later changes on LeafLink go on top of it."
DEPOSIT = "deposit:"
_OF_DEPOSITS = frozenset(
    {
        QuestionKind.DEPOSIT_DOES_NOT_ADD_UP,
        QuestionKind.PAYMENT_GONE,
        QuestionKind.EDITED_BY_HAND,
    }
)


@dataclass(frozen=True, slots=True)
class Press:
    """One button: what it says, the field it sends, and what it means."""

    label: str
    name: str = ""
    value: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Cure:
    """Buttons of one form. `way` leads on from the company's address.

    `is_link` where it only opens a page.
    """

    way: str
    presses: tuple[Press, ...]
    fields: tuple[tuple[str, str], ...] = ()
    is_link: bool = False


def words_of(asked: OpenQuestion, cures: Sequence[Cure]) -> str:
    """What to do, in words for this page: the question's own speak of the terminal."""
    if asked.question.kind is QuestionKind.SAME_MONEY:
        return TO_TELL_APART
    if asked.question.kind is QuestionKind.SAME_MONEY_ENTERED:
        return TO_TAKE_ONE_AWAY
    if asked.question.kind is QuestionKind.CUSTOMER_CONFLICT:
        return TO_KEEP
    if asked.subject.startswith(DEPOSIT) and asked.question.kind in _OF_DEPOSITS:
        return TO_LOOK_AT_THE_DEPOSIT
    ways = {cure.way.rsplit("/", 1)[-1].split("#", 1)[0].split("?", 1)[0] for cure in cures}
    for way, words in (
        ("approvals", TO_APPROVE), ("decide", TO_DECIDE), ("match", TO_MATCH),
        ("post-again", TO_POST_AGAIN), ("write-again", TO_WRITE_AGAIN), ("policy", TO_CHOOSE),
    ):  # fmt: skip
        if way in ways:
            return words
    return asked.question.cure


def cures_of(
    asked: OpenQuestion, suggested: Sequence[Suggestion], edit: HandEdit | None
) -> list[Cure]:
    """What a person can do about a question from the page, the likeliest cure first."""
    question, number = asked.question, order_of(asked.subject)
    found: list[Cure] = []
    if question.kind is QuestionKind.NEEDS_APPROVAL:
        here = f"approvals?only={quote(question.about.removeprefix(APPROVAL), safe='')}"
        return [Cure(here, (Press("Look and approve"),), is_link=True)]
    if question.kind in MATCHED_BY_A_PERSON and _names_a_record(question.about):
        found.append(_match(question.about, suggested))
        found += _own_page(question.about, "See both sides")
    if asked.subject.startswith(DEPOSIT):
        found += _own_page(asked.subject, "Look at the deposit")
    if question.kind is QuestionKind.SAME_MONEY:
        found.append(_same_money(question.about))
    if question.kind is QuestionKind.SAME_MONEY_ENTERED:
        two = Press("They are two payments", "quickbooks_id", NEW, SECOND)
        found.append(Cure("match", (two,), (("record", question.about),)))
    if question.kind is QuestionKind.CUSTOMER_CONFLICT:
        found += _own_page(question.about, "Look and decide")
    if question.kind is QuestionKind.EDITED_BY_HAND and edit is not None:
        found.append(_decide(number, edit))
    if question.kind is QuestionKind.PAYMENT_GONE and number:
        found.append(_post_again(number))
    if question.kind is QuestionKind.CREDIT_MEMO_GONE:
        found.append(_write_again(asked.subject))
    found += [
        Cure(way, (Press(label),), is_link=True) for way, label in leads(question.kind, number)
    ]
    found.append(_look_again(asked))
    return found


def page_of(about: str) -> str:
    """The page of a customer, product or deposit, from the company's address on; empty if none.

    Example: "customer:8841" -> "customers/8841"
    """
    kind, _, id_ = about.partition(":")
    if about.startswith(DEPOSIT):
        return f"payments/deposits/made/{quote(id_, safe='')}"
    has_one = kind in {"customer", "product"} and id_ and ":" not in id_
    return f"{kind}s/{quote(id_, safe='')}" if has_one else ""


def _own_page(about: str, label: str) -> list[Cure]:
    here = page_of(about)
    return [Cure(here, (Press(label),), is_link=True)] if here else []


def _look_again(asked: OpenQuestion) -> Cure:
    return Cure("look-again", (Press("Look again"),), (("subject", asked.subject),))


def _names_a_record(about: str) -> bool:
    return about.split(":", 1)[0] in {"customer", "product"}


def _match(about: str, suggested: Sequence[Suggestion]) -> Cure:
    kind = about.split(":", 1)[0]
    noun = "customer" if kind == "customer" else "item"
    presses = [
        Press(f"It is {one.name}", "quickbooks_id", one.id, one.evidence) for one in suggested
    ]
    new = Press(
        f"It is a new {noun}", "quickbooks_id", NEW, f"LeafLedger makes the {noun} in QuickBooks."
    )
    return Cure("match", (*presses, new), (("record", about),))


def _same_money(about: str) -> Cure:
    presses = (
        Press("It is the same money", "quickbooks_id", asked_about(about)[2], SAME),
        Press("They are two payments", "quickbooks_id", NEW, TWO),
    )
    return Cure("match", presses, (("record", about),))


def _decide(number: str, edit: HandEdit) -> Cure:
    presses = (
        Press("Keep it as it is", "choice", Choice.KEEP.value, KEEP),
        Press("Restore ours", "choice", Choice.RESTORE.value, RESTORE),
        Press("Adopt it", "choice", Choice.ADOPT.value, ADOPT),
    )
    way = f"orders/{quote(number, safe='')}/decide"
    return Cure(way, presses, (("content", edit.content),))


def _write_again(credit: str) -> Cure:
    press = Press(
        "Write it again", meaning="The credit memo is made anew and used as LeafLink says."
    )
    return Cure("credits/write-again", (press,), (("record", credit),))


def _post_again(number: str) -> Cure:
    press = Press("Post it again", meaning="What is gone in QuickBooks is made anew.")
    return Cure(f"orders/{quote(number, safe='')}/post-again", (press,))
