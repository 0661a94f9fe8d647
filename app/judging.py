"""Judge what was said of pictures: what the Rate page, the JSON API and the store share.

The rules are those of annotation/, and what is fixed when a round begins is read once.
"""

import json
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from annotation.annotators import passed
from annotation.guidelines import current_guidelines
from annotation.rating import complete
from app.people import identity_of
from db.image_files import ImageFiles
from db.store import Store, utc_now
from models.errors import BadQuestion, NotFound
from models.judging import GoldVerdict, Judged, Lease, Progress, Round, Screen, SkipReason, Submission
from models.records import without_surrogates

REMEMBERED = 4096  # screens that were handed out, rounds, and who has passed the qualification of one
MOST_DRAFT = 64 * 1024  # characters of JSON


def annotator_of(request: Any) -> str:  # Any: starlette's request or Gradio's, which wraps the same state
    """Return the pseudonym under which a request judges."""
    return identity_of(request).pseudonym


class _Shown(NamedTuple):
    """What must be known of a screen when it comes back; read again only if another process handed it out."""

    texts: int
    qualification: bool
    rated: bool  # and not compared


class Judging:
    """The service behind the Rate page. Its methods block; call them from worker threads."""

    def __init__(self, store: Store, files: ImageFiles, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.rounds = store.judging
        self.store = store
        self._files = files
        self._clock = clock
        self._fixed = lru_cache(REMEMBERED)(self.rounds.round)
        self._shown: dict[str, _Shown] = {}
        self._passed: dict[tuple[str, str], int] = {}  # with how many screens of the qualification

    def guidelines(self, round_id: str) -> str:
        """Return the version of the guidelines of a round. Raises NotFound."""
        fixed = self._fixed(round_id)
        return fixed.settings.guidelines or current_guidelines(fixed.kind).version

    def next(self, round_id: str, annotator: str) -> Screen | None:
        """Return what the annotator is to judge now, under a lease; None when there is nothing left for them.

        Who has not passed the qualification comes to the same end as who has judged everything, in the same words of
        thanks and with the same code: a few screens say little of a person, their work was work, and who is told that
        they failed learns only to come back under another name. Admins see in the report who has passed.
        """
        screen = self.rounds.next_screen(round_id, annotator, qualified=self._qualified(round_id, annotator))
        if screen is None and (qualified := self._newly_qualified(round_id, annotator)):
            screen = self.rounds.next_screen(round_id, annotator, qualified=qualified)
        if screen is not None:
            if len(self._shown) >= REMEMBERED:
                self._shown.clear()
            self._shown[screen.item_id] = _Shown(len(screen.shown), screen.qualification, screen.kind == "rate")
        return screen

    def progress(self, round_id: str, annotator: str) -> Progress:
        """Return how far the annotator is; nothing is left for who has not passed the qualification."""
        found = self.rounds.progress_of(round_id, annotator, qualified=self._qualified(round_id, annotator))
        if found.left == 0 and (qualified := self._newly_qualified(round_id, annotator)):
            return self.rounds.progress_of(round_id, annotator, qualified=qualified)
        return found

    def previous(self, round_id: str, annotator: str) -> Screen | None:
        """Return the screen that the annotator judged last, with what they said, in order to be judged again.

        None for a screen of the qualification: its feedback has been read.
        """
        screen = self.rounds.last_judged(round_id, annotator)
        return None if screen is None or screen.qualification else screen

    def submit(self, submission: Submission, annotator: str, *, revises: bool) -> Judged:
        """Keep what an annotator says of an item, or put it in place of what they said of it before."""
        shown = self._shown.get(submission.item_id) or self._shown_of(submission.item_id)
        if revises and shown.qualification:
            raise BadQuestion("A screen of the qualification counts as it was first submitted; go on to the next one.")
        if submission.ratings or shown.rated:
            whole = complete(submission.ratings, shown.texts)
            submission = submission.model_copy(update={"ratings": whole})
        keep = self.rounds.revise if revises else self.rounds.submit
        return keep(submission, annotator)

    def feedback(self, judged: Judged) -> tuple[GoldVerdict, ...]:
        """Return what a screen of the qualification should have been rated, in the order of its texts; else nothing."""
        return self.rounds.item(judged.item_id).gold if judged.item_kind == "qualification" else ()

    def seconds_left(self, lease: Lease) -> float:
        """Return how long a lease still holds."""
        return max(0.0, round((lease.expires_at - self._clock()).total_seconds(), 1))

    def keep_draft(self, item_id: str, annotator: str, token: str, draft: dict[str, object]) -> None:
        """Keep what was entered so far. Raises BadQuestion when it is larger than any screen needs."""
        text = without_surrogates(json.dumps(draft, ensure_ascii=False))
        if len(text) > MOST_DRAFT:
            raise BadQuestion(f"The draft has {len(text):,} characters of JSON; at most {MOST_DRAFT:,} are kept.")
        self.rounds.keep_draft(item_id, annotator, token, json.loads(text))

    def skip(self, item_id: str, annotator: str, token: str, reason: SkipReason, note: str) -> None:
        """Give an item back unjudged; it does not come again."""
        self.rounds.skip(item_id, annotator, token, reason, note)

    def picture(self, image_id: str, annotator: str, *, owner: str) -> bytes:
        """Return the JPEG of a picture that the annotator is or was shown, or may see anyway. Raises NotFound."""
        if not self.rounds.may_see(image_id, annotator):
            self.store.image(image_id, owner=owner)
        try:
            return self._files.display(image_id).read_bytes()
        except FileNotFoundError:  # deleted between two looks
            raise NotFound(f"The picture {image_id[:12]} is no longer on the disk.") from None

    def end_of(self, round_id: str, annotator: str) -> tuple[Round, int]:
        """Return the round, and how many screens this annotator judged in it."""
        return self.rounds.round(round_id), len(self.rounds.judged(round_id, annotator=annotator))

    def _qualified(self, round_id: str, annotator: str) -> int:
        # 0 is right for every round without a qualification, so there nothing is ever looked up.
        return self._passed.get((round_id, annotator), 0)

    def _newly_qualified(self, round_id: str, annotator: str) -> int:
        """Return with how many screens the annotator has passed the qualification, 0 if not or if that was known.

        A failure is not remembered: its end is seldom asked for, and screens that are added later may change it.
        """
        asked = self.rounds.items(round_id, kind="qualification")
        if len(asked) == self._qualified(round_id, annotator):
            return 0
        said = self.rounds.judged(round_id, annotator=annotator)
        if not passed(asked, said, annotator, mark=self._fixed(round_id).settings.pass_mark).passed:
            return 0
        if len(self._passed) >= REMEMBERED:
            self._passed.clear()
        self._passed[round_id, annotator] = len(asked)
        return len(asked)

    def _shown_of(self, item_id: str) -> _Shown:
        item = self.rounds.item(item_id)
        rated = self.rounds.round_of(item_id).kind == "rate"
        return _Shown(len(item.candidates), item.kind == "qualification", rated)
