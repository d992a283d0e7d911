"""Further companies beside the first: each with its own books, plan, tax and preferences.

Reference: reference/quickbooks.md 1 (a consent is for one company) and 7 (limits per realm).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from leafledger_simulators.clock import Clock
from leafledger_simulators.quickbooks.catalogue import BEHAVIOURS
from leafledger_simulators.quickbooks.company import REALM_ID, Change, Company
from leafledger_simulators.quickbooks.datasets import fill
from leafledger_simulators.quickbooks.plans import plan_of, set_offering, subscription_of
from leafledger_simulators.quickbooks.sales_tax import REGIMES, regime_of, set_regime
from leafledger_simulators.quickbooks.wire import Body
from leafledger_simulators.switches import SwitchBoard

WORDS = frozenset({"name", "offering", "time_zone", "tax", "country"})
DEFAULT_ZONE = "America/Los_Angeles"
# Far enough apart that no id is mistaken for its neighbour.
REALM_STEP = 1013


def realm_id_of(number: int) -> str:
    """The id of a company: 0 is the first, whose id never changes."""
    return str(int(REALM_ID) + number * REALM_STEP)


def open_company(
    wanted: dict[str, Any],
    number: int,
    clock: Clock,
    switches: SwitchBoard,
    tell: Callable[[Change], None],
) -> Company:
    """A new, empty company as `/control/realms` asks for it. Raises: ValueError."""
    unknown = set(wanted) - WORDS
    if unknown:
        raise ValueError(f"a company has no {', '.join(sorted(unknown))} to begin with")
    if wanted.get("country", "US") != "US":
        raise ValueError("only companies of the United States (US) are imitated")
    tax = str(wanted.get("tax", "none"))
    if tax not in REGIMES:
        raise ValueError(f"tax is one of {', '.join(REGIMES)}")
    name = str(wanted.get("name") or f"Company {number + 1}")
    company = Company(BEHAVIOURS, clock, switches, tell, realm_id_of(number))
    # What a company is born with is nobody's news.
    company.is_silent = True
    fill(company, "empty", number)
    company.company_info = {
        **company.company_info,
        "CompanyName": name,
        "LegalName": name,
        "DefaultTimeZone": _zone(str(wanted.get("time_zone", DEFAULT_ZONE))),
    }
    set_offering(company, str(wanted.get("offering", "Plus")))
    set_regime(company, tax)
    company.is_silent = False
    return company


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"no time zone is called {name!r}") from error


def described(company: Company) -> Body:
    """A company in a few words."""
    return {
        "realm_id": company.realm_id,
        "name": company.company_info["CompanyName"],
        "offering": plan_of(company).offering,
        "subscription": subscription_of(company),
        "time_zone": company.company_info["DefaultTimeZone"],
        "tax": regime_of(company),
        "country": company.company_info["Country"],
    }
