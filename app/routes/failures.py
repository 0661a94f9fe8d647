"""Every failure of a route becomes {"error": sentence} with a fitting status."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from models.errors import (
    AnswerFailed,
    BadPicture,
    BadQuestion,
    DeixisError,
    ModelUnavailable,
    NotAllowed,
    NotFound,
    StoreProblem,
)
from models.records import without_surrogates

STATUS: dict[type[DeixisError], int] = {
    BadPicture: 400,
    BadQuestion: 400,
    NotAllowed: 403,
    NotFound: 404,
    AnswerFailed: 502,
    ModelUnavailable: 503,
    StoreProblem: 503,
}
SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
}


def explain_failures(app: FastAPI) -> None:
    """Make an app answer in the house's words."""

    @app.exception_handler(DeixisError)
    async def known(_request: Request, error: DeixisError) -> Response:
        return said(status_of(error), str(error))

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> Response:
        return _invalid(error)

    @app.exception_handler(HTTPException)
    async def http(_request: Request, error: HTTPException) -> Response:
        return said(error.status_code, SENTENCES.get(error.status_code, str(error.detail)))


def status_of(error: DeixisError) -> int:
    """Return the status that says what kind of failure it is."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)


def said(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": without_surrogates(sentence)}, status_code=status)


def _invalid(error: RequestValidationError) -> Response:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return said(400, "The request's body is not JSON.")
    where = ".".join(str(part) for part in first["loc"] if part != "body")
    words = str(first["msg"]).removeprefix("Value error, ")
    return said(422, f"{where or 'The body'}: {words[:1].lower()}{words[1:]}.")
