"""What each role may do: one table for the pages, the REST API and whatever door comes next."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Right(StrEnum):
    """A kind of action."""

    SEE = "see"
    ACT = "act"
    APPROVE = "approve"
    OWN = "own"


class Role(StrEnum):
    """What a person is here for."""

    OWNER = "owner"
    BOOKKEEPER = "bookkeeper"
    APPROVER = "approver"
    READER = "reader"


RIGHTS = MappingProxyType(
    {
        Role.OWNER: frozenset(Right),
        Role.BOOKKEEPER: frozenset({Right.SEE, Right.ACT}),
        Role.APPROVER: frozenset({Right.SEE, Right.APPROVE}),
        Role.READER: frozenset({Right.SEE}),
    }
)

# What each right means, for the page of people.
MEANING = MappingProxyType(
    {
        Role.OWNER: "everything, with people, connections and policy",
        Role.BOOKKEEPER: "see; check, look again, match, decide, post, import, undo",
        Role.APPROVER: "see; approve what waits for it",
        Role.READER: "see",
    }
)


class Scope(StrEnum):
    """What a token is good for; never more than its person's role."""

    READ = "read"
    ACT = "act"
    APPROVE = "approve"
    OWN = "own"


SCOPE_OF = MappingProxyType(
    {
        Right.SEE: Scope.READ,
        Right.ACT: Scope.ACT,
        Right.APPROVE: Scope.APPROVE,
        Right.OWN: Scope.OWN,
    }
)


def may(role: Role, right: Right) -> bool:
    """Whether a role has a right."""
    return right in RIGHTS[role]
