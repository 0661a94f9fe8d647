"""Rating by JSON: the next screen, what is said of it, and its picture. All of it is for the one who asks only."""

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from annotation.guidelines import current_guidelines, guidelines_of
from app.judging import Judging, annotator_of
from app.owner_cookie import owner_of
from app.people import People, identity_of
from app.routes.images import SHOWN
from app.routes.rate_replies import (
    DraftBody,
    GuidelinesReply,
    HeldBody,
    LeaseReply,
    NextReply,
    PreviousReply,
    RoundBody,
    RoundReply,
    SkipBody,
    SubmitBody,
    SubmitReply,
    finished_reply,
    screen_reply,
    shown_progress,
    submit_reply,
)
from app.routes.replies import ErrorReply


def rate_routes(judging: Judging, people: People) -> APIRouter:
    """Return the routes of rating."""
    router = APIRouter(tags=["rating"], responses={status: {"model": ErrorReply} for status in (400, 404, 422)})
    _beside_the_screen(router, judging)
    rounds = judging.rounds

    @router.get("/api/rate/rounds")
    def all_rounds(request: Request) -> tuple[RoundReply, ...]:
        """Return the rounds, with how far this annotator is in each."""
        identity = identity_of(request)
        return tuple(
            RoundReply(
                id=each.id,
                name=each.name,
                kind=each.kind,
                open=each.open,
                progress=shown_progress(judging.progress(each.id, identity.pseudonym), identity),
                consent=f"/consent?round={each.id}" if people.needs_consent(identity, each) else "",
            )
            for each in rounds.rounds()
            if identity.may_enter(each.id)
        )

    @router.post("/api/rate/next", response_model=NextReply)
    def next_screen(body: RoundBody, request: Request) -> Response:
        """Return the next screen, reserved for this annotator until its lease ends, or that there is none left."""
        identity = identity_of(request)
        people.check_entry(identity, body.round)
        screen = None if identity.excluded else judging.next(body.round, identity.pseudonym)
        if screen is None:
            hand_in = f"{request.base_url}finish" if identity.errand.submit_to else ""
            end = judging.end_of(body.round, identity.pseudonym)
            return _json(NextReply(finished=finished_reply(*end, hand_in=hand_in)))
        return _json(NextReply(screen=screen_reply(screen, judging)))

    @router.post("/api/rate/previous", response_model=PreviousReply)
    def previous_screen(body: RoundBody, request: Request) -> Response:
        """Return the screen that this annotator judged last, with what was said of it."""
        screen = judging.previous(body.round, annotator_of(request))
        return _json(PreviousReply(screen=screen and screen_reply(screen, judging), revises=screen is not None))

    @router.post("/api/rate/submit", response_model=SubmitReply)
    def submit(body: SubmitBody, request: Request) -> Response:
        """Keep what is said of a screen. The same id again gets the same answer and changes nothing.

        Whoever rejects a question and answer rejects the rationale as well. What comes after its lease is kept, but
        not counted.
        """
        judged = judging.submit(body, annotator_of(request), revises=body.revises)
        return _json(submit_reply(judged, judging.feedback(judged)))

    @router.post("/api/rate/draft", status_code=204)
    def draft(body: DraftBody, request: Request) -> None:
        """Keep what was entered so far; it comes back with the screen."""
        judging.keep_draft(body.item, annotator_of(request), body.token, body.draft)

    @router.post("/api/rate/renew", response_model=LeaseReply)
    def renew(body: HeldBody, request: Request) -> Response:
        """Reserve the screen anew for its full time, unless it went to somebody else."""
        lease = rounds.renew(body.item, annotator_of(request), body.token)
        return _json(LeaseReply(expires_at=lease.expires_at, seconds_left=judging.seconds_left(lease)))

    @router.post("/api/rate/skip", status_code=204)
    def skip(body: SkipBody, request: Request) -> None:
        """Give the screen back; it does not come again."""
        judging.skip(body.item, annotator_of(request), body.token, body.reason, body.note)

    return router


def _beside_the_screen(router: APIRouter, judging: Judging) -> None:
    @router.get("/api/rate/guidelines/{version}")
    def guidelines(version: str) -> GuidelinesReply:
        """Return what annotators are told, by its version; `current` is the newest for rating."""
        found = current_guidelines("rate") if version == "current" else guidelines_of(version)
        return GuidelinesReply(version=found.version, markdown=found.markdown)

    @router.get("/rate/pictures/{image_id}", response_class=Response, responses={200: {"content": {"image/jpeg": {}}}})
    def picture(image_id: str, request: Request) -> Response:
        """Return the picture of a screen as a JPEG of at most 2048 pixels a side."""
        content = judging.picture(image_id, annotator_of(request), owner=owner_of(request))
        return Response(content, media_type="image/jpeg", headers=SHOWN)


def _json(reply: BaseModel) -> Response:
    # Built here from records that were checked, so it is written at once and not checked a second time.
    return Response(reply.model_dump_json(), media_type="application/json")
