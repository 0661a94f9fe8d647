"""Looking after rounds by JSON: how far they are, what came of them, and what an admin decides.

All of it is the admin's by the table of app/access.py, which gives an annotator none of these addresses.
"""

import re
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from annotation.compare_report import CompareReport
from annotation.files_write import Format
from annotation.slices import SliceRating
from app.overview import Disagreements, Overview, Remarks, RoundState
from app.people import identity_of
from app.round_reports import AcceptanceReport, AnnotatorsReport, CriterionReport
from app.routes.images import SHOWN
from app.routes.replies import ErrorReply
from models.judging import Adjudication, Criterion, Verdict
from models.records import Record

_NO_NAME = re.compile(r"[^A-Za-z0-9_-]+")
SliceName = Literal["teacher", "prompt", "question_type", "score"]


class AnnotatorBody(Record):
    """An annotator, by pseudonym."""

    annotator: str = Field(max_length=200)


class AnnotatorState(Record):
    """Whether an annotator counts."""

    annotator: str
    excluded: bool


class AdjudicationBody(Record):
    """The last word on one verdict."""

    item: str = Field(max_length=1000)
    position: int = Field(ge=0, le=4)
    criterion: Criterion
    value: Verdict


def admin_routes(overview: Overview) -> APIRouter:
    """Return the routes of the Admin page."""
    router = APIRouter(
        prefix="/api/admin", tags=["admin"], responses={each: {"model": ErrorReply} for each in (400, 403, 404, 422)}
    )
    _reports(router, overview)
    _decisions(router, overview)

    @router.get("/rounds")
    def rounds() -> tuple[RoundState, ...]:
        """Return all rounds and how far they are, the newest first."""
        return overview.rounds()

    @router.get("/rounds/{round_id}")
    def one_round(round_id: str) -> RoundState:
        """Return one round with its settings, and how far it is."""
        return overview.round(round_id)

    @router.get("/rounds/{round_id}/remarks")
    def remarks(round_id: str) -> Remarks:
        """Return what annotators flagged, wrote and skipped, the latest first."""
        return overview.remarks(round_id)

    @router.get("/rounds/{round_id}/export", response_class=Response)
    def export(round_id: str, form: Annotated[Format, Query(alias="format")] = "jsonl") -> Response:
        """Return a ZIP file of what `deixis annotate export` writes: tables and their manifest."""
        content = overview.export(round_id, form)
        name = _NO_NAME.sub("-", round_id)
        disposition = f'attachment; filename="deixis-{name}.zip"'
        return Response(content, media_type="application/zip", headers={"Content-Disposition": disposition})

    @router.get("/picture", response_class=Response, responses={200: {"content": {"image/jpeg": {}}}})
    def picture(item: Annotated[str, Query(max_length=1000)]) -> Response:
        """Return the picture of an item as a JPEG of at most 2048 pixels a side."""
        return Response(overview.picture(item), media_type="image/jpeg", headers=SHOWN)

    return router


def _reports(router: APIRouter, overview: Overview) -> None:
    @router.get("/rounds/{round_id}/agreement")
    def agreement(round_id: str) -> tuple[CriterionReport, ...]:
        """Return Krippendorff's alpha of each criterion with its interval, and the kappa of pairs of annotators."""
        return overview.agreement(round_id)

    @router.get("/rounds/{round_id}/annotators")
    def annotators(round_id: str) -> AnnotatorsReport:
        """Return each annotator's work: speed, known answers met, agreement with others, what an hour pays."""
        return overview.annotators(round_id)

    @router.get("/rounds/{round_id}/acceptance")
    def acceptance(round_id: str) -> AcceptanceReport:
        """Return the share of accepted texts, by day and by runs of fifty judgements."""
        return overview.acceptance(round_id)

    @router.get("/rounds/{round_id}/ratings")
    def ratings(
        round_id: str,
        by: SliceName = "question_type",
        score: Annotated[str, Query(max_length=200)] = "critic",
        threshold: Annotated[float, Query(allow_inf_nan=False)] = 0.8,
        uniform: bool = False,
    ) -> tuple[SliceRating, ...]:
        """Return the mean rating of each slice, from 1 (reject) to 3 (accept); `uniform` takes the random slice of the
        queue alone."""
        return overview.ratings(round_id, by=by, score=score, threshold=threshold, uniform=uniform)

    @router.get("/rounds/{round_id}/disagreements")
    def disagreements(
        round_id: str,
        start: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
        only_open: Annotated[bool, Query(alias="open")] = False,
    ) -> Disagreements:
        """Return, twenty at once, the texts that some annotators reject and others do not."""
        return overview.disagreements(round_id, start=start, only_open=only_open)

    @router.get("/rounds/{round_id}/comparison")
    def comparison(round_id: str) -> CompareReport:
        """Return which model is preferred, by criterion and type of question, and whether sides matter."""
        return overview.comparison(round_id)


def _decisions(router: APIRouter, overview: Overview) -> None:
    @router.post("/rounds/{round_id}/close")
    def close(round_id: str, request: Request) -> RoundState:
        """Hand out no more screens; what people have at hand may still come in."""
        return overview.set_open(round_id, False, actor=identity_of(request).pseudonym)

    @router.post("/rounds/{round_id}/reopen")
    def reopen(round_id: str, request: Request) -> RoundState:
        """Hand out screens again."""
        return overview.set_open(round_id, True, actor=identity_of(request).pseudonym)

    @router.post("/rounds/{round_id}/adjudications")
    def adjudicate(round_id: str, body: AdjudicationBody, request: Request) -> Adjudication:
        """Say the last word on one verdict; saying it again replaces it."""
        actor = identity_of(request).pseudonym
        return overview.adjudicate(round_id, body.item, body.position, body.criterion, body.value, actor=actor)

    @router.post("/annotators/exclude")
    def exclude(body: AnnotatorBody, request: Request) -> AnnotatorState:
        """Show an annotator nothing more and count none of their judgements; all of them are kept."""
        return _state(overview, body.annotator, True, request)

    @router.post("/annotators/include")
    def include(body: AnnotatorBody, request: Request) -> AnnotatorState:
        """Take an exclusion back."""
        return _state(overview, body.annotator, False, request)


def _state(overview: Overview, annotator: str, excluded: bool, request: Request) -> AnnotatorState:
    person = overview.exclude(annotator, excluded, actor=identity_of(request).pseudonym)
    return AnnotatorState(annotator=person.pseudonym, excluded=person.excluded)
