"""What a company's subscription allows, and the meter of the app that reads it.

Reference: reference/quickbooks.md 7 and 14 row 27. A plan below another keeps what was made
before; it refuses what would be new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leafledger_simulators.clock import Clock
from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import Refusal, business
from leafledger_simulators.quickbooks.wire import Body
from leafledger_simulators.switches import SwitchBoard

OAUTH_PREFIXES = ("/oauth2/", "/connect/", "/v2/oauth2/", "/.well-known/", "/op/", "/v1/openid")
METERED = frozenset({"query", "cdc", "batch", "reports"})
SUBSCRIPTIONS = ("PAID", "TRIAL", "EXPIRED", "CANCELLED", "SUSPENDED")
USABLE = frozenset({"PAID", "TRIAL"})
TRACKING_KINDS = ("Class", "Department")


@dataclass(frozen=True, slots=True)
class Plan:
    """One offering; a limit of None is none."""

    offering: str
    has_inventory: bool = False
    has_tracking: bool = False
    has_recurring: bool = True
    accounts_max: int | None = 250
    tracking_max: int | None = 40


PLANS: dict[str, Plan] = {
    plan.offering: plan
    for plan in (
        Plan("QuickBooks Online Simple Start", has_recurring=False),
        Plan("QuickBooks Online Essentials"),
        Plan("QuickBooks Online Plus", has_inventory=True, has_tracking=True),
        Plan("QuickBooks Online Advanced", True, True, True, None, None),
    )
}


def plan_named(name: str) -> Plan:
    """A plan by its whole or its last words ("Plus"). Raises: ValueError."""
    for offering, plan in PLANS.items():
        if name.lower() in {offering.lower(), offering.removeprefix("QuickBooks Online ").lower()}:
            return plan
    raise ValueError(f"no offering is called {name!r}; known: {', '.join(PLANS)}")


def plan_of(company: Company) -> Plan:
    """The plan that CompanyInfo names."""
    return PLANS[_named_value(company, "OfferingSku")]


def set_offering(company: Company, name: str) -> None:
    """Subscribe to another plan; what it lacks is turned off. Raises: ValueError."""
    plan = plan_named(name)
    _set_named_values(company, {"OfferingSku": plan.offering})
    goods = {**company.preferences["ProductAndServicesPrefs"]}
    goods["QuantityOnHand"] = plan.has_inventory
    prefs = {**company.preferences["AccountingInfoPrefs"]}
    if not plan.has_tracking:
        prefs |= dict.fromkeys(
            ("TrackDepartments", "ClassTrackingPerTxn", "ClassTrackingPerTxnLine"), False
        )
    company.preferences = {
        **company.preferences,
        "ProductAndServicesPrefs": goods,
        "AccountingInfoPrefs": prefs,
    }


def set_subscription(company: Company, status: str) -> None:
    """The subscription is paid, on trial, or over. Raises: ValueError."""
    if status.upper() not in SUBSCRIPTIONS:
        raise ValueError(f"subscription is one of {', '.join(SUBSCRIPTIONS).lower()}")
    _set_named_values(company, {"SubscriptionStatus": status.upper()})


def subscription_of(company: Company) -> str:
    """PAID, TRIAL and so on."""
    return _named_value(company, "SubscriptionStatus")


def check_subscription(company: Company) -> None:
    """Whether the company may be used at all. Raises: Refusal 6190."""
    status = subscription_of(company)
    if status in USABLE:
        return
    raise Refusal(
        "6190",
        "Invalid Company Status",
        f"Subscription period has ended or canceled or there was a billing problem : {status}",
        status=company.switches["suspended_company_status"],
    )


def check_new(company: Company, kind: str, draft: Body) -> None:
    """Whether the plan has room and leave for something new. Raises: Refusal.

    The code is 5020, 5030 or 6000 by switch; for a full list it is 5030.
    """
    plan = plan_of(company)
    is_stock = kind == "InventoryAdjustment" or (
        kind == "Item" and draft.get("Type") == "Inventory"
    )
    if is_stock and not plan.has_inventory:
        raise _not_in_plan(company, "Inventory")
    if kind in TRACKING_KINDS:
        if not plan.has_tracking:
            raise _not_in_plan(company, "Class and location tracking")
        count = sum(_active(company, name) for name in TRACKING_KINDS)
        if plan.tracking_max is not None and count >= plan.tracking_max:
            raise business("Your plan's limit of classes and locations is reached.", "", "5030")
    if kind == "Account" and plan.accounts_max is not None:
        # Counting is only needed once the list is long.
        is_long = len(company.shelves["Account"]) >= plan.accounts_max
        if is_long and _active(company, "Account") >= plan.accounts_max:
            raise business("Your plan's limit of accounts is reached.", "", "5030")


def has_recurring(company: Company) -> bool:
    """Whether the plan keeps and runs templates."""
    return plan_of(company).has_recurring


def check_recurring(company: Company) -> None:
    """Whether the plan has templates, as python-quickbooks quotes Intuit. Raises: Refusal."""
    if not has_recurring(company):
        raise _not_in_plan(company, "Recurring transactions")


def may_turn_on(company: Company, flag: str) -> bool:
    """Whether the plan has what a preference would turn on."""
    plan = plan_of(company)
    if flag == "QuantityOnHand":
        return plan.has_inventory
    if flag in {"TrackDepartments", "ClassTrackingPerTxn", "ClassTrackingPerTxnLine"}:
        return plan.has_tracking
    return True


def _not_in_plan(company: Company, what: str) -> Refusal:
    return Refusal(
        company.switches["plan_gate_code"],
        "Feature Not Supported",
        f"{what} is not part of {plan_of(company).offering}.",
    )


def _active(company: Company, kind: str) -> int:
    return sum(1 for record in company.shelves[kind] if record.active)


def _named_value(company: Company, name: str) -> str:
    pairs = company.company_info["NameValue"]
    return str(next(pair["Value"] for pair in pairs if pair["Name"] == name))


def _set_named_values(company: Company, wanted: Mapping[str, str]) -> None:
    pairs = [
        {**pair, "Value": wanted.get(pair["Name"], pair["Value"])}
        for pair in company.company_info["NameValue"]
    ]
    company.company_info = {**company.company_info, "NameValue": pairs}


# -- metering ---------------------------------------------------------------------------------


def cost_class(method: str, path: str) -> str:
    """What a call costs: writes are core, reads and batches coreplus (reference 7)."""
    if path.startswith(OAUTH_PREFIXES):
        return "oauth"
    if not path.startswith("/v3/company/"):
        return "other"
    parts = path.split("/")
    resource = parts[4].lower() if len(parts) > 4 else ""
    return "coreplus" if method == "GET" or resource in METERED else "core"


class Meter:
    """The CorePlus calls of the app in the present month, over all its companies.

    Failed calls are not counted. With the allowance of a Builder used up, reads are refused
    until the next month while writes go on (reference 7).
    """

    def __init__(self, clock: Clock, switches: SwitchBoard) -> None:
        self._clock = clock
        self._switches = switches
        self._month = ""
        self._count = 0

    def _turn(self) -> None:
        month = self._clock.now().strftime("%Y-%m")
        if month != self._month:
            self._month, self._count = month, 0

    def check(self) -> None:
        """Whether one more CorePlus call is allowed. Raises: Refusal."""
        self._turn()
        allowance = self._switches["coreplus_per_month"]
        if allowance and self._count >= allowance:
            raise Refusal(
                "3001",
                "message=ThrottleExceeded; errorCode=003001; statusCode=429",
                "The monthly allowance of CorePlus calls is used up. Writes still pass.",
                status=self._switches["coreplus_blocked_status"],
                fault_type="SERVICE",
            )

    def count(self, calls: int = 1) -> None:
        """Count calls that were answered."""
        self._turn()
        self._count += calls

    def described(self) -> Body:
        """The month, its count and the allowance; 0 is no allowance to keep."""
        self._turn()
        allowance = self._switches["coreplus_per_month"]
        return {"month": self._month, "coreplus": self._count, "allowance": allowance}
