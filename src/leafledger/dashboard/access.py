"""Which right each address needs, and what the audit log says of it: one table for all pages.

An address that is missing here is the owner's alone, and a test fails that walks every address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from starlette.routing import BaseRoute, Match, Route

from leafledger.clerk.importing_payouts import STATEMENT_BYTES_MAX
from leafledger.journal.audit import Happening, Kind
from leafledger.people.roles import Right

COMPANY = "/companies/{company}"
ORDER = COMPANY + "/orders/{number}"
DEPOSITS = COMPANY + "/payments/deposits"


@dataclass(frozen=True, slots=True)
class Access:
    """What an address needs. With a `kind`, what it did is written into the audit log.

    `record` and `after` name the fields of its form that say about what, and what was chosen.
    With `file_bytes_max` its form may bring one file of at most so many bytes.
    """

    right: Right
    kind: Kind | None = None
    words: str = ""
    record: str = ""
    after: str = ""
    file_bytes_max: int = 0


SEE, OWN = Access(Right.SEE), Access(Right.OWN)


# Every report is a page, a CSV file and a workbook.
REPORTS = COMPANY + "/reports"
REPORT_PAGES = {
    f"GET {REPORTS}/{name}{form}": SEE
    for name in ("aging", "margin", "taxes", "clearing", "sync", "month-end")
    for form in ("", ".csv", ".xlsx")
}


def _act(kind: Kind, words: str, *, record: str = "", after: str = "") -> Access:
    return Access(Right.ACT, kind, words, record, after)


def _own(kind: Kind, words: str) -> Access:
    return Access(Right.OWN, kind, words)


def _set_up() -> dict[str, Access]:
    """The first run: the owner's, every step of it."""
    here = f"{COMPANY}/set-up"
    pages = ("", "/leaflink", "/quickbooks", "/credentials")
    steps = ("", "/checks", "/accounts", "/matching", "/rehearsal", "/order", "/live")
    acts = {
        "/set-up/give-up": "Gave up a set-up.",
        "/set-up/leaflink": "Connected LeafLink.",
        "/set-up/quickbooks": "Named the app at Intuit.",
        "/set-up/credentials": "Connected with a credentials file.",
        f"{here}/checks/read": "Looked at QuickBooks in the set-up.",
        f"{here}/checks/mend": "Set QuickBooks up.",
        f"{here}/accounts": "Chose accounts in the set-up.",
        f"{here}/matching/read": "Read LeafLink's customers and products.",
        f"{here}/matching/sure": "Matched what is sure.",
        f"{here}/matching/one": "Matched a customer or product in the set-up.",
        f"{here}/go-past": "Went on in the set-up.",
        f"{here}/rehearsal/read": "Read the orders of a month to rehearse it.",
        f"{here}/order/post": "Asked for the first order to be posted.",
        f"{here}/order/prove": "Checked both sides in the set-up.",
        f"{here}/live": "Went live.",
    }
    return {
        **{f"GET /set-up{page}": OWN for page in pages},
        **{f"GET {here}{step}": OWN for step in steps},
        **{f"POST {address}": _own(Kind.CONNECTION, words) for address, words in acts.items()},
    }


ACCESS: Mapping[str, Access] = MappingProxyType(
    {
        "GET /": SEE,
        "POST /sign-out": SEE,
        "POST /sign-out-everywhere": Access(Right.SEE, Kind.SIGN_IN, "Signed out everywhere."),
        "GET /password": SEE,
        "POST /password": Access(Right.SEE, Kind.PEOPLE, "Chose a new password."),
        f"GET {COMPANY}": SEE,
        f"GET {COMPANY}/proof-line": SEE,
        f"POST {COMPANY}/check": _act(Kind.CHECK, "Checked both sides."),
        f"GET {COMPANY}/checks/{{section}}": SEE,
        f"GET {COMPANY}/orders": SEE,
        f"GET {COMPANY}/orders.csv": SEE,
        f"GET {ORDER}": SEE,
        f"GET {ORDER}/now": SEE,
        f"GET {COMPANY}/customers": SEE,
        f"GET {COMPANY}/customers.csv": SEE,
        f"GET {COMPANY}/customers/sure": SEE,
        f"POST {COMPANY}/customers/sure": _act(
            Kind.MATCH, "Matched the customers that a licence or an id proves."
        ),
        f"GET {COMPANY}/customers/{{customer}}": SEE,
        f"POST {COMPANY}/customers/{{customer}}/match": _act(
            Kind.MATCH, "Said who a customer is.", after="quickbooks_id"
        ),
        f"GET {COMPANY}/products": SEE,
        f"GET {COMPANY}/products.csv": SEE,
        f"GET {COMPANY}/products/{{product}}": SEE,
        f"POST {COMPANY}/products/{{product}}/match": _act(
            Kind.MATCH, "Said which item a product is.", after="quickbooks_id"
        ),
        f"GET {COMPANY}/payments": SEE,
        f"GET {COMPANY}/payments.csv": SEE,
        f"GET {DEPOSITS}": SEE,
        f"GET {DEPOSITS}.csv": SEE,
        f"GET {DEPOSITS}/new": SEE,
        f"POST {DEPOSITS}": _act(Kind.DECISION, "Chose payments as a deposit."),
        f"GET {DEPOSITS}/made": SEE,
        f"GET {DEPOSITS}/made.csv": SEE,
        f"GET {DEPOSITS}/made/{{deposit}}": SEE,
        f"POST {DEPOSITS}/made/{{deposit}}/undo": _act(Kind.DECISION, "Took a deposit back."),
        f"GET {COMPANY}/credits": SEE,
        f"GET {COMPANY}/credits.csv": SEE,
        f"POST {COMPANY}/credits/write-again": _act(
            Kind.SYNC, "Asked for the memo of a credit to be written again.", record="record"
        ),
        f"POST {COMPANY}/customers/{{customer}}/decide": _act(
            Kind.DECISION, "Kept one side's word about a customer.", after="side"
        ),
        f"GET {COMPANY}/attention": SEE,
        f"GET {COMPANY}/approvals": SEE,
        f"POST {ORDER}/look-again": _act(Kind.LOOK, "Had an order looked at again."),
        f"POST {COMPANY}/look-again": _act(
            Kind.LOOK, "Had what waits looked at again.", record="subject", after="kind"
        ),
        f"POST {COMPANY}/approve": Access(
            Right.APPROVE, Kind.APPROVAL, "Approved what waited.", after="names"
        ),
        f"POST {ORDER}/decide": _act(
            Kind.DECISION, "Decided about a change by hand.", after="choice"
        ),
        f"POST {COMPANY}/match": _act(
            Kind.MATCH, "Matched a customer or product.", record="record", after="quickbooks_id"
        ),
        f"POST {ORDER}/post": _act(Kind.SYNC, "Asked for an order to be posted."),
        f"POST {ORDER}/post-again": _act(Kind.SYNC, "Asked for an order to be posted again."),
        f"POST {ORDER}/undo": _act(Kind.UNDO, "Asked for an order to be undone."),
        f"POST {ORDER}/redo": _act(Kind.UNDO, "Asked again for an order that was undone."),
        f"GET {REPORTS}": SEE,
        **REPORT_PAGES,
        f"POST {REPORTS}/aging": _act(
            Kind.CHECK, "Asked QuickBooks for its aging.", after="as_of"
        ),
        f"POST {REPORTS}/margin": _act(Kind.CHECK, "Had the margin worked out."),
        f"POST {REPORTS}/clearing": _act(Kind.CHECK, "Asked QuickBooks for the clearing account."),
        f"POST {REPORTS}/clearing/import": replace(
            _act(Kind.IMPORT, "Imported a payout statement."), file_bytes_max=STATEMENT_BYTES_MAX
        ),
        f"POST {REPORTS}/sync": _act(Kind.CHECK, "Had the volume of the sync counted."),
        f"GET {REPORTS}/month-end.pdf": SEE,
        f"POST {REPORTS}/month-end": _act(
            Kind.CHECK, "Had the package of a month end made.", after="month"
        ),
        f"POST {REPORTS}/month-end/sign": Access(
            Right.APPROVE, Kind.APPROVAL, "Signed a month end off.", after="month"
        ),
        f"POST {REPORTS}/taxes": _act(Kind.CHECK, "Had taxes and charges worked out."),
        f"GET {COMPANY}/connections": SEE,
        f"POST {COMPANY}/connections/check": _act(Kind.CHECK, "Checked both connections."),
        f"POST {COMPANY}/connections/hold": _act(Kind.CONNECTION, "Held a company."),
        f"POST {COMPANY}/connections/go-on": _act(Kind.CONNECTION, "Let a company go on."),
        f"POST {COMPANY}/connections/key": _own(Kind.CONNECTION, "Changed the LeafLink key."),
        f"POST {COMPANY}/connections/webhooks": _own(
            Kind.CONNECTION, "Changed the secrets of webhooks."
        ),
        f"POST {COMPANY}/connections/reconnect": _own(
            Kind.CONNECTION, "Went to Intuit for the consent."
        ),
        f"GET {COMPANY}/policy": SEE,
        f"POST {COMPANY}/policy": _own(Kind.POLICY, "Changed the policy."),
        **_set_up(),
        "GET /companies": SEE,
        "GET /companies.csv": SEE,
        "GET /quickbooks/leave": OWN,
        f"POST {ORDER}/hold": _act(Kind.ASIDE, "Held an order.", after="why"),
        f"POST {ORDER}/skip": _act(Kind.ASIDE, "Skipped an order.", after="why"),
        f"POST {ORDER}/release": _act(Kind.ASIDE, "Released an order."),
        "GET /people": OWN,
        "POST /people/add": Access(Right.OWN, Kind.PEOPLE, "Added a person."),
        "POST /people/role": Access(Right.OWN, Kind.PEOPLE, "Changed a role."),
        "POST /people/companies": Access(
            Right.OWN, Kind.PEOPLE, "Changed which companies somebody sees."
        ),
        "POST /people/active": Access(Right.OWN, Kind.PEOPLE, "Changed who may come in."),
        "POST /people/password": Access(Right.OWN, Kind.PEOPLE, "Gave a person a new password."),
        "GET /audit": SEE,
        "GET /audit.csv": SEE,
    }
)  # fmt: skip

# What the parts of an address name, as the crosswalk calls it.
_RECORDS = {
    "number": "order", "customer": "customer", "product": "product", "deposit": "deposit",
}  # fmt: skip
CONSENT_PATH = "/quickbooks/consent"
OPENID_PATH, OPENID_BACK_PATH = "/sign-in/openid", "/sign-in/openid/back"
# Open to strangers: the way in, and the way back from Intuit, which only the browser finds that
# a signed-in owner left with (pages/consent_page.py); the way to an identity provider and back.
OPEN = frozenset(
    {
        "GET /sign-in", "POST /sign-in", f"GET {CONSENT_PATH}", f"GET {OPENID_PATH}",
        f"GET {OPENID_BACK_PATH}",
    }
)  # fmt: skip


def needed(routes: Sequence[BaseRoute], scope: Any) -> tuple[Access | None, dict[str, str]]:
    """What a request needs, and the parts of its address; None where nothing is there."""
    method = "GET" if scope["method"] == "HEAD" else scope["method"]
    for route in routes:
        if not isinstance(route, Route):
            continue
        match, found = route.matches(scope)
        if match is Match.FULL:
            named = ACCESS.get(
                f"{method} {route.path}", Access(Right.OWN, *_unnamed(method, route))
            )
            return named, {name: str(part) for name, part in found["path_params"].items()}
    return None, {}


def _unnamed(method: str, route: Route) -> tuple[Kind | None, str]:
    return (None, "") if method == "GET" else (Kind.CONNECTION, f"Used {route.path}.")


def happenings(
    access: Access, parts: Mapping[str, str], form: Mapping[str, str],
    told: Happening | Sequence[Happening] | None,
) -> list[Happening]:  # fmt: skip
    """What the audit log says: what the page told, or the words of the table."""
    company = parts.get("company", "")
    named = [f"{_RECORDS[one]}:{parts[one]}" for one in _RECORDS if one in parts]
    record = named[0] if named else form.get(access.record, "")
    if not told:
        kind = access.kind or Kind.REFUSAL
        return [Happening(kind, access.words, company, record, after=form.get(access.after, ""))]
    return [
        replace(one, company=one.company or company, record=one.record or record)
        for one in ([told] if isinstance(told, Happening) else told)
    ]
