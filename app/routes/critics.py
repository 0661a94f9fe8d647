"""The critics of a data folder by JSON: which there are, which is in use, and the retraining of a new one.

All of it is the admin's by the table of app/access.py.
"""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from app.critic_jobs import CriticJobs, JobState
from app.critics import InUse, OwnCritic, in_use, own, use
from app.people import identity_of
from app.routes.replies import ErrorReply
from db.store import Store
from models.records import Record
from training.critics.report import PresetName


class TrainBody(Record):
    """The rounds whose labels count, all where none is named, and how to train, as usual if left out."""

    rounds: tuple[Annotated[str, Field(max_length=200)], ...] = Field(default=(), max_length=1000)
    preset: PresetName | None = None


class CriticBody(Record):
    """A critic, as models are written."""

    critic: str = Field(max_length=200)


class CriticsState(Record):
    """The critic in use, those that were made here, the newest first, and the retraining that is or was the last."""

    in_use: InUse
    critics: tuple[OwnCritic, ...]
    job: JobState


def critic_routes(jobs: CriticJobs, home: Path, store: Store) -> APIRouter:
    """Return the routes; `home` is the folder of the critics."""
    router = APIRouter(
        prefix="/api/admin/critics",
        tags=["admin"],
        responses={each: {"model": ErrorReply} for each in (400, 403, 404, 422)},
    )

    @router.get("")
    def critics() -> CriticsState:
        """Return the critics of this data folder with their figures, which is in use, and how far a training is."""
        return CriticsState(in_use=in_use(home), critics=own(home), job=jobs.state())

    @router.post("/use")
    def put_in_use(body: CriticBody, request: Request) -> InUse:
        """Let a critic score corpora and order what is rated, where no other one is named."""
        return use(body.critic, home, store, actor=identity_of(request).pseudonym)

    @router.post("/train")
    def train(body: TrainBody, request: Request) -> JobState:
        """Begin to train a critic on the labels of rounds, from the critic in use; one at a time."""
        return jobs.start(body.rounds, body.preset, actor=identity_of(request).pseudonym)

    @router.post("/stop")
    def stop() -> JobState:
        """Stop the training after this step; what it has learned is kept."""
        return jobs.stop()

    @router.post("/continue")
    def go_on(request: Request) -> JobState:
        """Go on with the training that was stopped or broken off."""
        return jobs.go_on(actor=identity_of(request).pseudonym)

    return router
