"""The ways in for people without an account: invite links, and the links that platforms for crowd work open.

Opening a link changes nothing; what changes something is the form on the page that it opens.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from app.crowd import NAMES, StartAddress, worker_in
from app.pages.entrance import EntranceRoute, entrance
from app.passwords import LEAST
from app.people import People, identity_of
from app.routes.people import AFTER_A_FORM, FormText, let_in, round_page, token_of
from models.errors import BadSetting


def entrance_routes(people: People) -> APIRouter:
    """Return the routes of invite links and platforms."""
    router = APIRouter(include_in_schema=False, route_class=EntranceRoute)

    @router.get("/join/{token}")
    def join_page(token: str, request: Request) -> Response:
        return _join_page(people, token, request)

    @router.post("/join/{token}")
    def join(token: str, request: Request, name: FormText = "", password: FormText = "") -> Response:
        round_id = people.invited(token).round_id
        page = f"{people.round_of(round_id).kind if round_id else 'rate'}/"
        if request.state.identity is not None:
            people.join_again(token, identity_of(request))
            return RedirectResponse(f"../{page}", status_code=AFTER_A_FORM)
        try:
            return let_in(request, people.join(token, name, password), page)
        except BadSetting as error:
            return _join_page(people, token, request, name=name, problem=str(error))

    @router.get("/start")
    def start_page(address: Annotated[StartAddress, Query()], request: Request) -> Response:
        worker = worker_in(address)
        return entrance(
            request, "start", "Before you begin", round=people.round_of_code(address.code, address.round),
            platform=NAMES[worker.platform], preview=worker.is_preview, fields=address.given,
        )  # fmt: skip

    @router.post("/start")
    def start(address: Annotated[StartAddress, Form()], request: Request) -> Response:
        ticket = people.start(address.code, worker_in(address), old=token_of(request))
        return let_in(request, ticket, round_page(people.round_of(address.round)))

    @router.get("/finish")
    def finish_page(request: Request, code: str = "") -> Response:
        """Hand in what a platform sent somebody for; the page of judging leads here when all is done."""
        errand = identity_of(request).errand
        if not errand.submit_to:
            return entrance(request, "notice", "Thank you", text="Everything is saved. You may close this page.")
        return entrance(
            request, "finish", "Thank you", code=code, assignment=errand.assignment,
            submit_to=f"{errand.submit_to}/mturk/externalSubmit",
        )  # fmt: skip

    return router


def _join_page(people: People, token: str, request: Request, *, name: str = "", problem: str = "") -> Response:
    invite = people.invited(token)
    identity = request.state.identity
    return entrance(
        request, "join", "Join", status=400 if problem else 200, problem=problem, name=name, least=LEAST,
        round=people.round_of(invite.round_id) if invite.round_id else None, member=identity.name if identity else "",
    )  # fmt: skip
