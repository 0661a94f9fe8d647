"""Who is asking; signing in and out; agreeing to what a round asks. Pages here are plain forms (app/pages/entrance.py).

The ways in for people without an account are in app/routes/entrances.py.
"""

from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from app.access import PAGES
from app.addresses import path_of, up_from
from app.pages.entrance import EntranceRoute, entrance
from app.pages.tabs import TABS
from app.people import Identity, Mode, People, Ticket, TooManyTries, identity_of, text_version
from app.session_cookie import no_session_cookie, session_cookie, tokens_in
from models.errors import NotAllowed
from models.judging import Round
from models.people import PersonRole
from models.records import Record

FormText = Annotated[str, Form(max_length=1000)]
FOR_ANNOTATORS = ("rate", "compare")
AFTER_A_FORM = 303  # go and look there


class Me(Record):
    """Who is asking, and the pages that are there for them. Without a role nobody has signed in."""

    mode: Mode
    role: PersonRole | None
    name: str
    pages: tuple[str, ...]


def people_routes(people: People) -> APIRouter:
    """Return the routes of those who have an account."""
    router = APIRouter(tags=["people"])

    @router.get("/api/me")
    def me(request: Request) -> Me:
        """Return who is asking, and which pages there are for them. Without accounts everybody is the admin."""
        identity: Identity | None = request.state.identity
        if identity is None:
            return Me(mode="accounts", role=None, name="", pages=())
        pages = tuple(tab.name for tab in TABS if identity.role == "admin" or tab.name in FOR_ANNOTATORS)
        return Me(mode=identity.mode, role=identity.role, name=identity.name, pages=pages)

    router.include_router(_sign_in_routes(people))
    router.include_router(_consent_routes(people))
    return router


def _sign_in_routes(people: People) -> APIRouter:
    router = APIRouter(include_in_schema=False, route_class=EntranceRoute)

    @router.get("/sign-in")
    def sign_in_page(request: Request, wanted: Annotated[str, Query(alias="next")] = "") -> Response:
        if people.mode == "open":
            return RedirectResponse("./", status_code=AFTER_A_FORM)
        return entrance(request, "sign_in", "Sign in", name="", next=own_page(wanted))

    @router.post("/sign-in")
    def sign_in(
        request: Request,
        name: FormText,
        password: FormText,
        wanted: Annotated[str, Form(alias="next", max_length=1000)] = "",
    ) -> Response:
        address = request.client.host if request.client else ""
        try:
            ticket = people.sign_in(name, password, address=address, old=token_of(request))
        except (NotAllowed, TooManyTries) as error:
            waits = isinstance(error, TooManyTries)
            page = entrance(
                request, "sign_in", "Sign in", status=429 if waits else 401, problem=str(error), name=name,
                next=own_page(wanted),
            )  # fmt: skip
            if waits:
                page.headers["Retry-After"] = str(error.seconds)
            return page
        return let_in(request, ticket, own_page(wanted) or ("" if ticket.person.role == "admin" else "rate/"))

    @router.post("/sign-out")
    def sign_out(request: Request) -> Response:
        people.sign_out(tokens_in(request.headers.getlist("cookie")))
        answer = RedirectResponse("./sign-in", status_code=AFTER_A_FORM)
        answer.headers["Set-Cookie"] = no_session_cookie(request.scope)
        return answer

    return router


def _consent_routes(people: People) -> APIRouter:
    router = APIRouter(include_in_schema=False, route_class=EntranceRoute)

    @router.get("/consent")
    def consent_page(request: Request, round_id: Annotated[str, Query(alias="round")]) -> Response:
        identity = identity_of(request)
        entered = people.round(round_id, identity)
        if not people.needs_consent(identity, entered):
            return lead_to(request, round_page(entered))
        version = text_version(entered.settings.consent)
        return entrance(request, "consent", "Before you begin", round=entered, version=version)

    @router.post("/consent")
    def agree(request: Request, round_id: Annotated[str, Form(alias="round")], version: FormText) -> Response:
        people.agree(identity_of(request), round_id, version)
        return lead_to(request, round_page(people.round_of(round_id)))

    return router


def token_of(request: Request) -> str | None:
    """Return the session that a browser already has, to be replaced."""
    return next(iter(tokens_in(request.headers.getlist("cookie"))), None)


def let_in(request: Request, ticket: Ticket, page: str) -> Response:
    """Hand out a fresh session and lead on to a page, named from the root of the app."""
    answer = lead_to(request, page)
    answer.headers["Set-Cookie"] = session_cookie(request.scope, ticket.token)
    return answer


def lead_to(request: Request, page: str) -> Response:
    """Lead on from a form to a page, named from the root of the app."""
    return RedirectResponse(up_from(path_of(request.scope)) + page, status_code=AFTER_A_FORM)


def own_page(wanted: str) -> str:
    """Return an address that leads back to one of our pages after signing in, else nothing: no other site is served."""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or f"/{parts.path}" not in PAGES:
        return ""
    return f"{parts.path}?{quote(parts.query, safe='=&%')}" if parts.query else parts.path


def round_page(entered: Round) -> str:
    """Return the page that a round is judged on, named from the root of the app."""
    return f"{entered.kind}/?round={quote(entered.id)}"
