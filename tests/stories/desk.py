"""The desk of a company, for what happens between its planning and its writing down."""

from __future__ import annotations

from leafledger.clerk.desk import Desk, Parts
from tests.stories.journey import Journey


def desk_of(journey: Journey) -> Desk:
    """The desk that a round of the journey's company works at."""
    ledger, parts = journey.ledger, journey.ledger.parts(journey.company)
    return Desk(
        journey.name,
        Parts(
            ledger.database, ledger.companies, ledger.marks, parts.lookout, parts.watch,
            parts.known, ledger.policies, ledger.journal, ledger.questions, parts.clerk,
            ledger.approvals,
        ),
    )  # fmt: skip
