"""The policy by the REST API: the choices in force, their versions, and changing some of them."""

# Annotations are read when an endpoint is added, inside a function: they cannot be put off.
from typing import Annotated

from fastapi import Depends, FastAPI
from pydantic import BaseModel, Field

from leafledger.api import shapes
from leafledger.api.door import Caller, caller_with
from leafledger.api.lookups import company_of
from leafledger.api.problems import Refusal
from leafledger.assembly import LeafLedger
from leafledger.clerk.policy_choices import (
    NOTHING_CHOSEN,
    Answered,
    Books,
    WrongChoice,
    answered,
    in_words,
    read_choices,
    words_of,
)
from leafledger.clerk.policy_fields import GROUPS
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind
from leafledger.journal.policies import WrongPolicy
from leafledger.journal.policy_edits import ChangedMeanwhile, Version
from leafledger.people.roles import Right

POLICY = "/v1/companies/{company}/policy"
# A policy has some fifty choices.
CHOICES_MAX = 100
OVERTAKEN = (
    "Somebody changed the policy since that version, so nothing was written. Read it again, then "
    "choose again."
)
_FIELDS = {one.name: one for group in GROUPS for one in group.fields}
Chosen = Annotated[str, Field(max_length=200, pattern=shapes.NO_NUL)]


class OptionShown(BaseModel):
    """One answer that may be chosen: `value` is what a change says."""

    value: str
    words: str


class ChoiceShown(BaseModel):
    """One choice of a policy. `options` are empty where anything may be typed."""

    name: str
    group: str
    asks: str
    value: str
    words: str
    options: list[OptionShown]


class PolicyShown(BaseModel):
    """The policy in force, question by question."""

    version: int
    choices: list[ChoiceShown]


class VersionShown(BaseModel):
    """A version that was in force. `changes`: in words, what each choice was and became."""

    version: int
    since: str
    person: str
    changes: list[dict[str, str]]


class PolicyChange(BaseModel):
    """Choices made otherwise, by name, of the policy whose `version` was read."""

    version: Annotated[int, Field(ge=1, le=1_000_000)]
    choices: Annotated[dict[shapes.Name, Chosen], Field(min_length=1, max_length=CHOICES_MAX)]


def add_policy(app: FastAPI, ledger: LeafLedger) -> None:
    """Add the endpoints of the policy."""
    seeing, owning = caller_with(ledger, Right.SEE), caller_with(ledger, Right.OWN)

    @app.get(POLICY, tags=["policy"])
    def policy(company: shapes.Called, caller: Annotated[Caller, Depends(seeing)]) -> PolicyShown:
        """The choices in force, with what each may be instead. Asks neither side."""
        del caller
        return _shown(ledger, company_of(ledger, company))

    @app.get(f"{POLICY}/versions", tags=["policy"])
    def versions(
        company: shapes.Called, caller: Annotated[Caller, Depends(seeing)]
    ) -> list[VersionShown]:
        """The versions that were in force, the newest first, with who changed what."""
        del caller
        found = ledger.policy_edits.versions(company_of(ledger, company).company)
        return [_version(one) for one in found]

    @app.post(POLICY, tags=["policy"])
    def change(
        company: shapes.Called, said: PolicyChange, caller: Annotated[Caller, Depends(owning)]
    ) -> PolicyShown:
        """Make some choices otherwise; the file keeps its comments. Nothing posted is changed."""
        chosen = company_of(ledger, company)
        made = _change(ledger, chosen, said, caller)
        words = f"Changed the policy: version {made}."
        caller.tell(Happening(Kind.POLICY, words, chosen.company, f"policy:{made}"))
        return _shown(ledger, chosen)


def _change(ledger: LeafLedger, company: Company, said: PolicyChange, caller: Caller) -> int:
    """The version that the choices made. Raises: Refusal, and nothing was written."""
    unknown = sorted(set(said.choices) - set(_FIELDS))
    if unknown:
        raise Refusal(422, f'A policy has no choice "{unknown[0]}". Nothing was changed.')
    fields = [_FIELDS[name] for name in said.choices]
    try:
        choices = read_choices(
            fields, said.choices, ledger.policy(company), _books(ledger, company)
        )
        made = ledger.change_policy(company, said.version, choices, caller.actor)
    except ChangedMeanwhile as changed:
        raise Refusal(409, OVERTAKEN) from changed
    except WrongChoice as wrong:
        raise Refusal(409, str(wrong)) from wrong
    except WrongPolicy as wrong:
        why = "; ".join(in_words(wrong))
        raise Refusal(409, f"{why}. Nothing was changed.") from wrong
    if not choices:
        raise Refusal(409, NOTHING_CHOSEN)
    return made.version


def _books(ledger: LeafLedger, company: Company) -> Books:
    parts = ledger.parts(company)
    return Books.of(parts.setting_up, parts.known)


def _shown(ledger: LeafLedger, company: Company) -> PolicyShown:
    force, books = ledger.policies.in_force(company.company), _books(ledger, company)
    return PolicyShown(
        version=force.version,
        choices=[
            _choice(group.heading, one)
            for group in GROUPS
            for one in answered(group, force.policy, books)
        ],
    )


def _choice(group: str, one: Answered) -> ChoiceShown:
    return ChoiceShown(
        name=one.field.name, group=group, asks=one.field.asks, value=one.value, words=one.words,
        options=[OptionShown(value=value, words=words) for value, words in one.options],
    )  # fmt: skip


def _version(one: Version) -> VersionShown:
    changes = [
        {"name": name, "asks": words_of(name, old)[0], "before": words_of(name, old)[1],
         "after": words_of(name, new)[1]}
        for name, old, new in one.changes
    ]  # fmt: skip
    return VersionShown(version=one.version, since=one.since, person=one.person, changes=changes)
