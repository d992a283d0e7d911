"""The REST API: what the pages show and do, for programs with a token. Its own application."""

# Annotations are read when an endpoint is added, inside a function: they cannot be put off.
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from leafledger import __version__
from leafledger.api import shapes
from leafledger.api.acts import add_acts
from leafledger.api.connections import add_connections
from leafledger.api.customers import add_customers
from leafledger.api.deposits import add_deposits
from leafledger.api.door import Caller, caller_with, judged
from leafledger.api.lists import add_lists
from leafledger.api.lookups import NEVER, company_of, one_order, orders_page, questions_shown
from leafledger.api.month_ends import add_month_ends
from leafledger.api.payouts import IMPORT, add_payouts
from leafledger.api.policy import add_policy
from leafledger.api.problems import RESPONSES, Refusal, answer_problems, problem
from leafledger.api.reports import add_reports
from leafledger.api.undoing import add_undoing
from leafledger.assembly import LeafLedger
from leafledger.clerk.importing_payouts import STATEMENT_BYTES_MAX
from leafledger.journal.audit import Happening, Kind
from leafledger.people.roles import Right
from leafledger.people.sessions import session_cookie
from leafledger.reconciliation.explaining import told
from leafledger.reconciliation.telling import summary

PREFIX = "/v1"
# A hundred names of approvals, each of a hundred signs, and some room.
BODY_BYTES_MAX = 50_000
TOO_BIG = "No call needs so many bytes, or it does not say how many it has. Nothing was done."


def create_api(ledger: LeafLedger, *, secure_cookies: bool) -> FastAPI:
    """The API over a ledger, to be mounted at `/api`. The ledger's bell must be open."""
    app = FastAPI(
        title="LeafLedger", version=__version__, docs_url=None, redoc_url=None, openapi_url=None,
        summary="What happens on LeafLink becomes correct books in QuickBooks.",
        responses=RESPONSES, servers=[{"url": "/api"}],
    )  # fmt: skip
    answer_problems(app)
    _add_description(app, ledger, secure_cookies=secure_cookies)
    _add_proofs(app, ledger)
    _add_orders(app, ledger)
    add_acts(app, ledger)
    add_reports(app, ledger)
    add_connections(app, ledger)
    add_policy(app, ledger)
    add_undoing(app, ledger)
    add_deposits(app, ledger)
    add_customers(app, ledger)
    add_lists(app, ledger)
    add_month_ends(app, ledger)
    add_payouts(app, ledger)

    @app.middleware("http")
    async def never_kept(
        request: Request, go_on: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        response = problem(413, TOO_BIG) if _is_too_big(request) else await go_on(request)
        response.headers["cache-control"] = "no-store"
        response.headers["x-content-type-options"] = "nosniff"
        return response

    return app


def _is_too_big(request: Request) -> bool:
    """Judged before anything is read, also from strangers."""
    size = request.headers.get("content-length", "0")
    if "transfer-encoding" in request.headers or not size.isdecimal():
        return True
    return int(size) > (STATEMENT_BYTES_MAX if _takes_a_file(request) else BODY_BYTES_MAX)


def _takes_a_file(request: Request) -> bool:
    return request.method == "POST" and request.url.path.endswith(IMPORT.rpartition("}")[2])


def _add_description(app: FastAPI, ledger: LeafLedger, *, secure_cookies: bool) -> None:
    cookie = session_cookie(secure=secure_cookies)

    @app.get("/openapi.json", include_in_schema=False)
    async def description(request: Request) -> Response:
        """The OpenAPI description, for who is signed in or has a token."""
        session = request.cookies.get(cookie, "")
        if await run_in_threadpool(ledger.gate.sessions.person, session) is None:
            scheme, _, secret = request.headers.get("authorization", "").partition(" ")
            wanted = secret.strip() if scheme.lower() == "bearer" else ""
            await run_in_threadpool(judged, ledger, request, wanted)
        return JSONResponse(app.openapi())


def _add_proofs(app: FastAPI, ledger: LeafLedger) -> None:
    seeing, acting = caller_with(ledger, Right.SEE), caller_with(ledger, Right.ACT)

    @app.get(f"{PREFIX}/companies", tags=["companies"])
    def companies(caller: Annotated[Caller, Depends(seeing)]) -> list[shapes.CompanyShown]:
        """Every connected company that the token's person sees."""
        return [
            shapes.CompanyShown(
                company=one.company, name=one.name, held=one.held_why,
                books_start=one.books_start.isoformat() if one.books_start else "",
            )
            for one in ledger.companies.all()
            if caller.person.sees(one.company)
        ]  # fmt: skip

    @app.get(f"{PREFIX}/companies/{{company}}/proof", tags=["proof"])
    def last_proof(
        company: shapes.Called, caller: Annotated[Caller, Depends(seeing)]
    ) -> shapes.ProofShown:
        """The last proof; asks neither side."""
        del caller
        kept = ledger.proving.last(company_of(ledger, company).company)
        if kept is None:
            raise Refusal(404, NEVER)
        return shapes.ProofShown.model_validate({"company": company, **kept})

    @app.post(f"{PREFIX}/companies/{{company}}/proof", tags=["proof"])
    def check_now(
        company: shapes.Called, caller: Annotated[Caller, Depends(acting)]
    ) -> shapes.ProofShown:
        """Ask both sides now. Changes nothing in them."""
        chosen = company_of(ledger, company)
        proof = summary(ledger.prove(chosen))
        caller.tell(Happening(Kind.CHECK, "Checked both sides.", chosen.company))
        return shapes.ProofShown.model_validate(proof)

    @app.get(f"{PREFIX}/companies/{{company}}/questions", tags=["questions"])
    def questions(
        company: shapes.Called, caller: Annotated[Caller, Depends(seeing)]
    ) -> list[shapes.QuestionShown]:
        """What waits for a person, oldest first."""
        del caller
        return questions_shown(ledger, company_of(ledger, company))


def _add_orders(app: FastAPI, ledger: LeafLedger) -> None:
    seeing = caller_with(ledger, Right.SEE)

    @app.get(f"{PREFIX}/companies/{{company}}/orders", tags=["orders"])
    def orders(
        company: shapes.Called,
        caller: Annotated[Caller, Depends(seeing)],
        search: Annotated[str, Query(max_length=100, pattern=shapes.NO_NUL)] = "",
        standing: Annotated[str, Query(max_length=20, pattern=shapes.NO_NUL)] = "",
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    ) -> shapes.OrdersShown:
        """The orders of the last proof that fit; asks neither side."""
        del caller
        return orders_page(ledger, company_of(ledger, company), search, standing, page)

    @app.get(f"{PREFIX}/companies/{{company}}/orders/{{order}}", tags=["orders"])
    def story(
        company: shapes.Called, order: shapes.Order, caller: Annotated[Caller, Depends(seeing)]
    ) -> shapes.StoryShown:
        """Why an order's documents are as they are: rules, reasons, requests and answers."""
        del caller
        chosen = company_of(ledger, company)
        number = one_order(ledger, chosen, order)
        return shapes.StoryShown.model_validate(ledger.explaining.story(chosen.company, number))

    @app.get(f"{PREFIX}/companies/{{company}}/orders/{{order}}/plan", tags=["orders"])
    def plan(
        company: shapes.Called, order: shapes.Order, caller: Annotated[Caller, Depends(seeing)]
    ) -> shapes.PlanShown:
        """What would be posted for an order as LeafLink shows it now. Posts nothing."""
        del caller
        chosen = company_of(ledger, company)
        number = one_order(ledger, chosen, order)
        rehearsed = ledger.parts(chosen).rehearsing.plan(chosen, number)
        if rehearsed is None:
            raise Refusal(404, "LeafLink shows this order no more.")
        shown: dict[str, Any] = told(rehearsed.plan) | {
            "number": number,
            "policy_version": rehearsed.policy_version,
            "payments": told(rehearsed.payments) if rehearsed.payments is not None else None,
        }
        return shapes.PlanShown.model_validate(shown)
