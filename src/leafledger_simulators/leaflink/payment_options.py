"""Payment terms, methods and the options made of them (reference/leaflink.md 5.3)."""

from __future__ import annotations

from typing import Any

from leafledger_simulators.leaflink.records import Row
from leafledger_simulators.leaflink.refusals import wrong_field
from leafledger_simulators.leaflink.world import World

METHODS: dict[int, str] = {1: "Cash", 2: "Check", 3: "Wire", 4: "ACH"}
# id -> (text, days, code); the ids 3 and 20 are the spec's own, the rest its old numbering.
TERMS: dict[int, tuple[str, int | None, str]] = {
    2: ("Net 7", 7, "net7"),
    3: ("Net 15", 15, "net15"),
    4: ("Net 30", 30, "net30"),
    5: ("Net 10", 10, "net10"),
    6: ("Net 20", 20, "net20"),
    7: ("Net 60", 60, "net60"),
    8: ("Net 3", 3, "net3"),
    9: ("Net 14", 14, "net14"),
    10: ("Pre-Payment", None, "prepay"),
    12: ("Consignment", None, "consign"),
    14: ("Net 90", 90, "net90"),
    20: ("COD", None, "cod"),
}


def payment_option(
    world: World,
    term: int,
    method: int,
    *,
    is_default: bool = False,
    program: str | None = None,
    strategy: str | None = None,
) -> Row:
    """One payment option under a fresh id."""
    text, days, code = TERMS[term]
    return {
        "id": world.state.next_id("payment_option"),
        "is_default": is_default,
        "payment_program": program,
        "payment_strategy": strategy,
        "payment_method": {"id": method, "method": METHODS[method]},
        "payment_term": {"id": term, "term": text, "days": days, "code": code},
    }


def option_from_ids(world: World, wanted: Any) -> Row:
    """The option a body asks for by term and method. Raises: Refusal for unknown ids."""
    if not isinstance(wanted, dict):
        raise wrong_field("selected_payment_option", "Expected a dictionary of items.")
    term, method = wanted.get("payment_term_id"), wanted.get("payment_method_id")
    if not isinstance(term, int) or not isinstance(method, int):
        raise wrong_field(
            "selected_payment_option", "payment_term_id and payment_method_id are required."
        )
    if term not in TERMS or method not in METHODS:
        raise wrong_field("selected_payment_option", "Invalid pk - object does not exist.")
    return payment_option(
        world,
        term,
        method,
        program=wanted.get("payment_program"),
        strategy=wanted.get("payment_strategy"),
    )


def option_from_text(world: World, wanted: Any) -> Row:
    """The option for the deprecated term text or code ("Net 7", "net7"), paid by check."""
    for term, (text, _, code) in TERMS.items():
        if wanted in (text, code):
            return payment_option(world, term, 2)
    raise wrong_field("payment_term", f'"{wanted}" is not a valid choice.')
