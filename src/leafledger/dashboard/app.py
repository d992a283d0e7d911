"""The dashboard as an application: which address shows which page."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from leafledger.assembly import LeafLedger
from leafledger.dashboard.acts import Acts
from leafledger.dashboard.entrance import Entrance
from leafledger.dashboard.forms import Forms
from leafledger.dashboard.guard import Cookies, Guard
from leafledger.dashboard.layout import HERE, Layout
from leafledger.dashboard.pages.audit_page import AuditPages
from leafledger.dashboard.pages.companies_page import CompaniesPages
from leafledger.dashboard.pages.connect_pages import ConnectPages
from leafledger.dashboard.pages.connections_page import ConnectionsPages
from leafledger.dashboard.pages.consent_page import ConsentPages
from leafledger.dashboard.pages.credits_page import CreditPages
from leafledger.dashboard.pages.customers_page import CustomerPages
from leafledger.dashboard.pages.deposits_made_page import DepositsMadePages
from leafledger.dashboard.pages.deposits_page import DepositPages
from leafledger.dashboard.pages.first_order_pages import FirstOrderPages
from leafledger.dashboard.pages.live_parts import LiveParts
from leafledger.dashboard.pages.openid_page import OpenIdPages
from leafledger.dashboard.pages.payments_page import PaymentPages
from leafledger.dashboard.pages.people_page import PeoplePages
from leafledger.dashboard.pages.policy_page import PolicyPages
from leafledger.dashboard.pages.products_page import ProductPages
from leafledger.dashboard.pages.reports_page import ReportsPages
from leafledger.dashboard.pages.set_up_pages import SetUpPages
from leafledger.dashboard.pages.trouble_page import TroublePages
from leafledger.dashboard.routes import Pages
from leafledger.dashboard.sign_in import how_to_sign_in, sign_in_code

__all__ = ["create_dashboard", "how_to_sign_in", "sign_in_code"]


def create_dashboard(ledger: LeafLedger, *, secure_cookies: bool) -> Starlette:
    """The pages over a ledger, to be mounted at `/`.

    `secure_cookies` says that browsers come by https. To look again at an order the ledger's
    bell must be open, which `serve` does anyway.
    """
    forms, cookies = Forms(ledger), Cookies(secure=secure_cookies)
    layout = Layout(ledger)
    trouble = TroublePages(layout)
    entrance, pages = Entrance(ledger, forms, cookies, layout), Pages(ledger, layout)

    company = "/companies/{company}"
    order = company + "/orders/{number}"
    routes = [
        Mount("/static", StaticFiles(directory=HERE / "static"), name="static"),
        Route("/sign-in", entrance.show, methods=["GET"]),
        Route("/sign-in", entrance.enter, methods=["POST"]),
        Route("/sign-out", entrance.leave, methods=["POST"]),
        Route("/", pages.front, methods=["GET"]),
        Route(company, pages.proof, methods=["GET"]),
        Route(company + "/check", pages.check, methods=["POST"]),
        Route(company + "/checks/{section}", pages.checks, methods=["GET"]),
        Route(company + "/orders", pages.orders, methods=["GET"]),
        Route(company + "/orders.csv", pages.orders_csv, methods=["GET"]),
        Route(order, pages.order, methods=["GET"]),
        *CustomerPages(ledger, layout).routes(),
        *ProductPages(ledger, layout).routes(),
        *PaymentPages(ledger, layout).routes(),
        *DepositPages(ledger, layout).routes(),
        *DepositsMadePages(ledger, layout).routes(),
        *CreditPages(ledger, layout).routes(),
        Route(company + "/attention", pages.attention, methods=["GET"]),
        Route(company + "/approvals", pages.approvals, methods=["GET"]),
        *_acts(company, order, Acts(ledger, pages, layout)),
        Route("/sign-out-everywhere", entrance.leave_everywhere, methods=["POST"]),
        Route("/password", entrance.password, methods=["GET"]),
        Route("/password", entrance.new_password, methods=["POST"]),
        *_families(ledger, layout, cookies),
    ]
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(
                Guard, ledger=ledger, forms=forms, cookies=cookies, routes=routes, trouble=trouble
            )
        ],
        exception_handlers={HTTPException: trouble.told, Exception: trouble.told},
    )


def _acts(company: str, order: str, acts: Acts) -> list[Route]:
    """What people do on the pages."""
    ways = {
        order + "/look-again": acts.look_again,
        order + "/decide": acts.decide,
        order + "/post": acts.post,
        order + "/post-again": acts.post_again,
        order + "/undo": acts.undo,
        order + "/redo": acts.redo,
        order + "/hold": acts.hold,
        order + "/skip": acts.skip,
        order + "/release": acts.release,
        company + "/look-again": acts.look_again_at_questions,
        company + "/match": acts.match,
        company + "/credits/write-again": acts.write_credit_again,
        company + "/approve": acts.approve,
    }
    return [Route(path, act, methods=["POST"]) for path, act in ways.items()]


def _families(ledger: LeafLedger, layout: Layout, cookies: Cookies) -> list[Route]:
    """Pages that bring their own addresses, and those of the installation."""
    people, audit = PeoplePages(ledger, layout), AuditPages(ledger, layout)
    consent = ConsentPages(ledger, layout, cookies)
    return [
        *LiveParts(ledger, layout).routes(),
        *ReportsPages(ledger, layout).routes(),
        *CompaniesPages(ledger, layout).routes(),
        *consent.routes(),
        *OpenIdPages(ledger, layout, cookies).routes(),
        *ConnectionsPages(ledger, layout, consent).routes(),
        *PolicyPages(ledger, layout).routes(),
        *ConnectPages(ledger, layout, consent).routes(),
        *SetUpPages(ledger, layout).routes(),
        *FirstOrderPages(ledger, layout).routes(),
        Route("/people", people.show, methods=["GET"]),
        Route("/people/add", people.add, methods=["POST"]),
        Route("/people/role", people.role, methods=["POST"]),
        Route("/people/companies", people.companies, methods=["POST"]),
        Route("/people/active", people.active, methods=["POST"]),
        Route("/people/password", people.password, methods=["POST"]),
        Route("/audit", audit.show, methods=["GET"]),
        Route("/audit.csv", audit.export, methods=["GET"]),
    ]
