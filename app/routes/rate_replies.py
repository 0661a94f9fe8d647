"""What the routes of rating take and answer with, besides the records themselves."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import quote

from pydantic import BeforeValidator, Field

from app.judging import Judging
from app.people import Identity
from models.judging import (
    MOST_COMMENT,
    Criterion,
    GoldVerdict,
    Judged,
    Progress,
    Round,
    RoundKind,
    Screen,
    Shown,
    SkipReason,
    Submission,
    Verdict,
)
from models.records import Record, Region, Role, without_surrogates


def _without_halves(words: Any) -> Any:  # Any: whatever a browser sends
    return without_surrogates(words) if isinstance(words, str) else words


# What an id may be is the store's to say; a limit keeps half characters out, which no database takes.
Name = Annotated[str, Field(max_length=1000)]
# People's own words: a field that cuts them off may leave half a character at the end.
Words = Annotated[str, BeforeValidator(_without_halves), Field(max_length=MOST_COMMENT)]


class RoundBody(Record):
    """Which round."""

    round: Name


class SubmitBody(Submission):
    """What is said of a screen; `revises` puts it in place of what the same annotator said of the item before."""

    item_id: Name
    comment: Words = ""
    revises: bool = False


class HeldBody(Record):
    """A screen that is being judged, by its item and the token of its lease."""

    item: Name
    token: str = Field(max_length=64)


class DraftBody(HeldBody):
    """What was entered so far, in the page's own form."""

    draft: dict[str, object]


class SkipBody(HeldBody):
    """Why a screen cannot be judged."""

    reason: SkipReason
    note: Words = ""


class SendBody(Record):
    """An answer on the Ask page."""

    conversation: Name
    turn: Name
    role: Role


class PairBody(Record):
    """A question on the Ask page with the answers of a student and a teacher."""

    conversation: Name
    turn: Name


class RoundReply(Record):
    """A round, and how far the one who asks has come in it.

    `consent` leads to what must be agreed to before the first screen; it is empty when there is nothing, or no longer.
    """

    id: str
    name: str
    kind: RoundKind
    open: bool
    progress: Progress
    consent: str = ""


class LeaseReply(Record):
    """Until when a screen is reserved. `seconds_left` is for clocks that are wrong."""

    expires_at: datetime
    seconds_left: float


class HeldReply(LeaseReply):
    """A lease with the token that goes back with what is submitted."""

    token: str


class ShownPicture(Record):
    """A picture as it is shown; boxes count pixels of `width` x `height`."""

    id: str
    url: str
    width: int
    height: int


class GuidelinesVersion(Record):
    version: str


class ScreenReply(Record):
    """What is to be judged, and nothing of where it comes from."""

    round_id: str
    item_id: str
    kind: RoundKind
    qualification: bool
    lease: HeldReply
    image: ShownPicture
    regions: tuple[Region, ...]
    shown: tuple[Shown, ...]
    draft: dict[str, object]
    progress: Progress
    next_image_id: str | None
    guidelines: GuidelinesVersion


class FinishedReply(Record):
    """There is nothing left for this annotator. The code and the address are for those who have judged something."""

    code: str
    return_url: str
    done: int


class NextReply(Record):
    """Either the next screen or the end."""

    screen: ScreenReply | None = None
    finished: FinishedReply | None = None


class PreviousReply(Record):
    """The screen that was judged last; what is submitted for it `revises`. None where there is none to go back to."""

    screen: ScreenReply | None
    revises: bool


class Feedback(Record):
    """What a text of a qualification screen should have been rated, and why."""

    position: int
    qa: Verdict
    rationale: Verdict
    why: str


class SubmitReply(Record):
    """`counted` unless it came too late; `forced` are the ratings that the rule gave: position and criterion."""

    saved: Literal[True] = True
    counted: bool
    forced: tuple[tuple[int, Criterion], ...]
    feedback: tuple[Feedback, ...]


class GuidelinesReply(Record):
    version: str
    markdown: str


class SentReply(Record):
    """Where an answer went; `new` unless it was there already."""

    round: str
    name: str
    item: str
    new: bool


def screen_reply(screen: Screen, judging: Judging) -> ScreenReply:
    image = screen.image
    # What a region was described as might tell what is right.
    regions = (region.model_copy(update={"description": "", "gesture": None}) for region in screen.regions)
    return ScreenReply(
        round_id=screen.round_id,
        item_id=screen.item_id,
        kind=screen.kind,
        qualification=screen.qualification,
        lease=HeldReply(
            token=screen.lease.token,
            expires_at=screen.lease.expires_at,
            seconds_left=judging.seconds_left(screen.lease),
        ),
        image=ShownPicture(id=image.id, url=f"/rate/pictures/{image.id}", width=image.width, height=image.height),
        regions=tuple(regions),
        shown=screen.shown,
        draft=screen.draft,
        progress=screen.progress,
        next_image_id=screen.next_image_id,
        guidelines=GuidelinesVersion(version=judging.guidelines(screen.round_id)),
    )


def finished_reply(finished: Round, done: int, *, hand_in: str = "") -> FinishedReply:
    """Return how a round ends; `hand_in` is our page for those whose platform wants a form to be sent."""
    settings = finished.settings
    if done == 0:
        return FinishedReply(code="", return_url="", done=0)
    back = f"{hand_in}?code={quote(settings.completion_code)}" if hand_in else settings.return_url
    return FinishedReply(code=settings.completion_code, return_url=back, done=done)


def shown_progress(progress: Progress, identity: Identity) -> Progress:
    """Return how far somebody is; who was excluded sees that nothing is left, and no more."""
    return Progress(done=progress.done, left=0) if identity.excluded else progress


def submit_reply(judged: Judged, feedback: Iterable[GoldVerdict]) -> SubmitReply:
    return SubmitReply(
        counted=not judged.surplus,
        forced=tuple((each.position, each.criterion) for each in judged.ratings if each.given == "forced"),
        feedback=tuple(
            Feedback(position=position, qa=gold.qa, rationale=gold.rationale, why=gold.why)
            for position, gold in enumerate(feedback)
        ),
    )
