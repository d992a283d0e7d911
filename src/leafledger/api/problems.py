"""Every refusal of the REST API as problem+json (RFC 9457), with a sentence for people."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from leafledger.api.shapes import Problem
from leafledger.errors import AskBookkeeper, OurBug, Reconnect, Refused, Trouble, TryAgain
from leafledger.journal.policies import WrongPolicy

MEDIA_TYPE = "application/problem+json"
OUR_BUG = "That is a mistake in LeafLedger, not in your books. The log says more."
# Who acts decides the status: the caller later, the owner, a bookkeeper, or we.
_STATUS: dict[type[Trouble], int] = {
    TryAgain: 503, Reconnect: 503, AskBookkeeper: 409, Refused: 409, OurBug: 500,
}  # fmt: skip
_PLAIN = {
    404: "There is nothing at this address.",
    405: "That cannot be done at this address. Nothing was changed.",
}
# What any endpoint may answer besides what was asked for.
RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"description": said, "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}}
    for status, said in (
        (401, "No token that opens"), (403, "Not within its scopes"),
        (404, "Nothing of that name"), (409, "It cannot be done as things stand"),
        (413, "More than any call has"),
        (422, "The call says something it cannot"), (429, "Too many wrong tokens"),
        (503, "A side cannot be reached"),
    )
}  # fmt: skip


class Refusal(Exception):
    """A call was not carried out; the message is a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def answer_problems(app: FastAPI) -> None:
    """Let every trouble of an application be told in one shape."""

    def refusal(request: Request, error: Exception) -> JSONResponse:
        del request
        assert isinstance(error, Refusal)
        return problem(error.status, str(error))

    def trouble(request: Request, error: Exception) -> JSONResponse:
        del request
        assert isinstance(error, Trouble)
        return problem(_STATUS.get(type(error), 500), error.sentence)

    def policy(request: Request, error: Exception) -> JSONResponse:
        del request
        return problem(409, str(error))

    def wrong_call(request: Request, error: Exception) -> JSONResponse:
        del request
        assert isinstance(error, RequestValidationError)
        said = "; ".join(
            f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors()
        )
        return problem(422, f"The call says something it cannot: {said}")

    def by_status(request: Request, error: Exception) -> JSONResponse:
        del request
        assert isinstance(error, HTTPException)
        said = _PLAIN.get(error.status_code, f"{error.detail}.")
        return problem(error.status_code, said, error.headers)

    def our_bug(request: Request, error: Exception) -> JSONResponse:
        del request, error
        return problem(500, OUR_BUG)

    app.add_exception_handler(Refusal, refusal)
    app.add_exception_handler(Trouble, trouble)
    app.add_exception_handler(WrongPolicy, policy)
    app.add_exception_handler(RequestValidationError, wrong_call)
    app.add_exception_handler(HTTPException, by_status)
    app.add_exception_handler(Exception, our_bug)


def problem(status: int, sentence: str, headers: Any = None) -> JSONResponse:
    """One refusal."""
    told = Problem(title=HTTPStatus(status).phrase, status=status, detail=sentence)
    said = {"cache-control": "no-store", **(headers or {})}
    if status == 401:
        said["www-authenticate"] = "Bearer"
    if status == 429:
        said["retry-after"] = "60"
    return JSONResponse(told.model_dump(), status, said, MEDIA_TYPE)
