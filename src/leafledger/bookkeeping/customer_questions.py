"""What a person is asked about customers: whom they belong to, and which side is right."""

from __future__ import annotations

from collections.abc import Sequence

from leafledger.bookkeeping.customer_fields import spoken
from leafledger.bookkeeping.licences import licences_in, plain_licence
from leafledger.bookkeeping.merging import Conflict
from leafledger.bookkeeping.questions import NOTHING_POSTED, Question, QuestionKind
from leafledger.commerce.customers import Customer
from leafledger.figures.money import Money
from leafledger.ledger.parties import KnownParty, Party

NOTHING_CHANGED = "Nothing was changed on either side, and no document is touched."
# So many names tell a person where to look; more would hide them.
NAMES_MAX = 5


def similar(
    customer: Customer, near: Sequence[KnownParty], amount: Money, order: str, *, shared: bool
) -> Question:
    """It looks like somebody QuickBooks has, and nothing proves it (accounting.md A9.1).

    `near` are nobody's yet. `shared`: its licence stands on two LeafLink customers.
    """
    some = near[:NAMES_MAX]
    match = f"leafledger match customer {customer.id} "
    if len(some) == 1:
        match += f"{some[0].id} (or 'new')."
    else:
        ids = ", ".join(f'{one.id} for "{one.display_name}"' for one in some)
        match += f"QUICKBOOKS-ID ({ids}, or 'new')."
    having = [one for one in near if plain_licence(customer.licence) in licences_in(one.text)]
    cure = f"Match them with: {match}"
    if len(having) > 1:
        cure = f"Take its licence number ({customer.licence}) off the wrong one in QuickBooks, or "
        cure += f"match the right one with: {match}"
    elif customer.licence and not (having or shared):
        cure = f"Write {'its' if len(near) == 1 else 'the right'} licence number ("
        cure += f"{customer.licence}) into that QuickBooks customer's notes, or match them with: "
        cure += match
    return Question(
        QuestionKind.SIMILAR_CUSTOMER,
        f"customer:{customer.id}",
        f"{_waits(customer, order)} looks like "
        + ", ".join(f'"{one.display_name}"' for one in some)
        + " in QuickBooks, but nothing proves that they are the same.",
        NOTHING_POSTED,
        cure,
        amount,
    )


def licence_of_another(
    customer: Customer, theirs: KnownParty | Party, holder: str, amount: Money, order: str
) -> Question:
    """Its licence stands on the counterpart of another LeafLink customer (accounting.md A9.1).

    `holder` is that other one's number; empty while its counterpart is being made.
    """
    cure = f"If it is a customer of its own, run: leafledger match customer {customer.id} new."
    if holder and isinstance(theirs, KnownParty):
        cure += (
            " If it takes the other's place, end that match first: leafledger match customer "
            f"{holder} undo, then leafledger match customer {customer.id} {theirs.id}."
        )
    return Question(
        QuestionKind.SIMILAR_CUSTOMER,
        f"customer:{customer.id}",
        f"{_waits(customer, order)} has the licence ({customer.licence}) of "
        f'"{theirs.display_name}" in QuickBooks, which is matched with another LeafLink customer.',
        NOTHING_POSTED,
        cure,
        amount,
    )


def unknown(customer: Customer, amount: Money, order: str) -> Question:
    """It is not in QuickBooks, and the policy leaves creating it to a person."""
    return Question(
        QuestionKind.UNKNOWN_CUSTOMER,
        f"customer:{customer.id}",
        f"{_waits(customer, order)} is not in QuickBooks, and the policy says that customers are "
        "not created by LeafLedger.",
        NOTHING_POSTED,
        f"Create the customer in QuickBooks, then run: leafledger match customer {customer.id} "
        "QUICKBOOKS-ID.",
        amount,
    )


def inactive(customer: Customer, name: str, amount: Money, order: str) -> Question:
    """Its QuickBooks customer is not active, so QuickBooks takes no document for it."""
    state = f'is "{name}" in QuickBooks, which is not active there'
    if name == customer.display_name:
        state = "is not active in QuickBooks"
    return Question(
        QuestionKind.CUSTOMER_GONE,
        f"customer:{customer.id}",
        f"{_waits(customer, order)} {state}.",
        NOTHING_POSTED,
        "Make it active in QuickBooks, or say who takes its place: leafledger match customer "
        f"{customer.id} QUICKBOOKS-ID (or 'new').",
        amount,
    )


def vanished(customer: Customer, name: str, amount: Money, order: str) -> Question:
    """Its QuickBooks customer is gone: merged into another one there, and nobody told us."""
    state = f'was "{name}" in QuickBooks, which is gone from QuickBooks'
    if name == customer.display_name:
        state = "is gone from QuickBooks"
    return Question(
        QuestionKind.CUSTOMER_GONE,
        f"customer:{customer.id}",
        f"{_waits(customer, order)} {state}; it may have been merged into another customer there.",
        NOTHING_POSTED,
        f"Say who takes its place: leafledger match customer {customer.id} QUICKBOOKS-ID (or "
        "'new').",
        amount,
    )


def conflict(customer: Customer, found: Conflict) -> Question:
    """Both sides changed a field that nobody owns (accounting.md A9.3)."""
    return Question(
        QuestionKind.CUSTOMER_CONFLICT,
        f"customer:{customer.id}",
        f'The {found.field} of customer "{customer.display_name}" was changed on both sides: '
        f"LeafLink says {spoken(found.leaflink)}, QuickBooks says {spoken(found.quickbooks)}. "
        f"Before, they agreed on {spoken(found.agreed.leaflink)}.",
        NOTHING_CHANGED,
        f'Say which is right: leafledger decide customer "{customer.display_name}" --field '
        f"{quoted(found.field)} --keep leaflink (or quickbooks). Or write the right one on the "
        "side that has the wrong one; LeafLedger looks again by itself.",
        Money.zero(),
    )


def gone(customer: Customer, name: str, *, deleted: bool) -> Question:
    """Somebody took the customer away in QuickBooks: it is never made again silently."""
    became = "is gone from QuickBooks" if deleted else "was made inactive in QuickBooks"
    cure = "" if deleted else "Make it active again in QuickBooks, or archive it on LeafLink too. "
    return Question(
        QuestionKind.CUSTOMER_GONE,
        f"customer:{customer.id}",
        f'Customer "{customer.display_name}" is still in use on LeafLink, but '
        f"{_there(customer, name)}{became}.",
        "Its documents stand as they are; a new order of it waits.",
        f"{cure}If another QuickBooks customer takes its place, run: leafledger match customer "
        f"{customer.id} QUICKBOOKS-ID (or 'new').",
        Money.zero(),
    )


def merged_into_another(customer: Customer, name: str, survivor: str, holder: str) -> Question:
    """QuickBooks merged it into the customer of another LeafLink customer; all four by name."""
    return Question(
        QuestionKind.CUSTOMER_GONE,
        f"customer:{customer.id}",
        f'In QuickBooks "{name}" was merged into "{survivor}", which is the counterpart of another '
        f'LeafLink customer, "{holder}". Two LeafLink customers cannot be one in QuickBooks.',
        "The documents of both stand under the one that is left; a new order of "
        f'"{customer.display_name}" waits.',
        f"Run: leafledger match customer {customer.id} new, or name its own QuickBooks customer "
        "in place of 'new'.",
        Money.zero(),
    )


def owes(customer: Customer, name: str, owed: Money) -> Question:
    """Archived on LeafLink with a balance: QuickBooks would write the balance away (A9)."""
    credit = owed < Money.zero()
    state = f"has a credit of {abs(owed)} in" if credit else f"still owes {owed} in"
    return Question(
        QuestionKind.CUSTOMER_OWES,
        f"customer:{customer.id}",
        f'Customer "{customer.display_name}" was archived on LeafLink, but '
        f"{_there(customer, name)}{state} QuickBooks.",
        "It stays active in QuickBooks, so that the balance stays where it is.",
        "Settle the balance (payment, credit memo or write-off) in QuickBooks; then LeafLedger "
        "makes it inactive. Or take it out of the archive on LeafLink.",
        owed,
    )


def similar_chain(chain: str, key: str, near: str) -> Question:
    """A chain that may already stand in QuickBooks under this name."""
    return Question(
        QuestionKind.SIMILAR_CUSTOMER,
        f"customer:chain:{key}",
        f'Several stores belong to the chain "{chain}", and QuickBooks has a customer "{near}" '
        "that may be its parent.",
        "The stores stay without a parent; their invoices are posted as always.",
        f"Run: leafledger match customer chain:{key} QUICKBOOKS-ID, or 'new' for a new parent.",
        Money.zero(),
    )


def quoted(words: str) -> str:
    """Words as a command takes them: in quotation marks where they are more than one."""
    return f'"{words}"' if " " in words else words


def _there(customer: Customer, name: str) -> str:
    """Its name in QuickBooks, said only where it is another one than on LeafLink."""
    return "" if name == customer.display_name else f'"{name}" '


def _waits(customer: Customer, order: str) -> str:
    """The beginning of the sentence: who waits for the customer."""
    if order:
        return f'Order {order} is waiting: its customer "{customer.display_name}"'
    return f'Customer "{customer.display_name}" is approved on LeafLink. It'
