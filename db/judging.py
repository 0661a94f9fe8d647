"""The part of the store that remembers rounds of judging; one method per sentence, each one transaction, except those
that touch all of a round (db/whole_rounds.py).

    judging = open_store("data/deixis.sqlite3").judging
    judging.start_round(round, items)
    screen = judging.next_screen(round.id, "A-3f9c2e")
    judging.submit(Submission(id=..., item_id=screen.item_id, token=screen.lease.token, ratings=...), "A-3f9c2e")

Annotators are known by pseudonyms. What was never handed to one does not exist for that one: NotFound. Every method
returns after the commit.
"""

from collections.abc import Collection, Mapping

from db import leases, reading, reports, rounds, screens, submissions
from db.equal_pairs import equal_pairs_of
from db.item_rows import item_of, items_of
from db.whole_rounds import NAME, PROGRAM, WholeRounds, check_names
from models.judging import (
    Adjudication,
    Criterion,
    EqualPair,
    Item,
    ItemKind,
    Judged,
    Lease,
    Progress,
    Round,
    RoundProgress,
    Screen,
    Skip,
    SkipReason,
    Submission,
    Verdict,
)
from models.records import ImageRecord


class JudgingStore(WholeRounds):
    """Remembers what is to be judged, by whom, and what they said. It shares the engine and the turns of a Store."""

    # -- rounds and items

    def rounds(self) -> tuple[Round, ...]:
        """Return all rounds, oldest first."""
        with self._reading() as connection:
            return rounds.read_all(connection)

    def round(self, round_id: str) -> Round:
        check_names(round_id)
        with self._reading() as connection:
            return rounds.read(connection, round_id)

    def round_of(self, item_id: str) -> Round:
        """Return the round that an item is in. Raises NotFound in the words for what was never handed out."""
        check_names(item_id)
        with self._reading() as connection:
            return rounds.read_of(connection, item_id)

    def close_round(self, round_id: str, *, actor: str = PROGRAM) -> Round:
        """Hand out nothing more; what is on the way may still come in."""
        check_names(round_id)
        with self._writing() as connection:
            return rounds.set_open(connection, round_id, is_open=False, actor=actor, now=self._clock())

    def reopen_round(self, round_id: str, *, actor: str = PROGRAM) -> Round:
        check_names(round_id)
        with self._writing() as connection:
            return rounds.set_open(connection, round_id, is_open=True, actor=actor, now=self._clock())

    def items(self, round_id: str, *, kind: ItemKind | None = None) -> tuple[Item, ...]:
        """Return the items, of one kind or all: qualification, ordinary ones, gold; each in the order of its queue."""
        check_names(round_id)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            return items_of(connection, round_id, kind=kind)

    def equal_pairs(self, round_id: str) -> tuple[EqualPair, ...]:
        """Return what is not in a round of comparing because both texts are equal, by question and models."""
        check_names(round_id)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            return equal_pairs_of(connection, round_id)

    def item(self, item_id: str) -> Item:
        """Return one item. Raises NotFound in the words for what was never handed out."""
        check_names(item_id)
        with self._reading() as connection:
            return item_of(connection, item_id)

    # -- what an annotator does

    def next_screen(self, round_id: str, annotator: str, *, qualified: int | None = None) -> Screen | None:
        """Return what the annotator has at hand, else the next item on a new lease; None when nothing is left.

        Qualification items come first, then one gold item in so many, then the open slot of best rank in an item that
        this annotator neither judged nor skipped. With `qualified`, nothing comes after the qualification unless they
        have finished just so many items of it: those with which the caller found that they have passed.
        """
        check_names(round_id, annotator)
        with self._writing() as connection:
            return screens.next_screen(connection, round_id, annotator, self._clock(), qualified=qualified)

    def renew(self, item_id: str, annotator: str, token: str) -> Lease:
        """Hold an item for longer. Raises NotFound when somebody else has it."""
        check_names(item_id, annotator)
        with self._writing() as connection:
            return leases.renew(connection, item_id, annotator, token, self._clock())

    def keep_draft(self, item_id: str, annotator: str, token: str, draft: Mapping[str, object]) -> None:
        """Keep what is entered so far; the item's next screen brings it back."""
        check_names(item_id, annotator)
        with self._writing() as connection:
            leases.keep_draft(connection, item_id, annotator, token, dict(draft))

    def submit(self, submission: Submission, annotator: str) -> Judged:
        """Keep what an annotator says of an item that they were handed.

        It counts while the slot is theirs, even if its time has run out; once somebody else has it, it is surplus. The
        same id again returns what was kept, unchanged. Raises BadQuestion when something is missing or too much.
        """
        check_names(submission.item_id, annotator)
        with self._writing() as connection:
            return submissions.submit(connection, submission, annotator, self._clock())

    def revise(self, submission: Submission, annotator: str) -> Judged:
        """Replace what the annotator said of the item before; the audit keeps the old. Raises NotFound."""
        check_names(submission.item_id, annotator)
        with self._writing() as connection:
            return submissions.revise(connection, submission, annotator, self._clock())

    def last_judged(self, round_id: str, annotator: str) -> Screen | None:
        """Return the screen of the annotator's latest submission; its draft is what was said, as in a Submission."""
        check_names(round_id, annotator)
        with self._writing() as connection:
            return screens.last_judged(connection, round_id, annotator, self._clock())

    def skip(self, item_id: str, annotator: str, token: str, reason: SkipReason, note: str = "") -> None:
        """Give an item back for good, so that somebody else gets it. Skipping it twice changes nothing."""
        check_names(item_id, annotator)
        with self._writing() as connection:
            leases.skip(connection, item_id, annotator, token, reason, note, self._clock())

    def may_see(self, image_id: str, annotator: str) -> bool:
        """Say whether an item with this picture was handed to the annotator or announced as likely to come next."""
        if not (NAME.fullmatch(image_id) and NAME.fullmatch(annotator)):
            return False
        with self._reading() as connection:
            return reports.may_see(connection, image_id, annotator)

    # -- what was judged

    def judged(self, round_id: str, *, annotator: str | None = None) -> tuple[Judged, ...]:
        """Return the submissions of a round, or of one annotator in it, oldest first."""
        check_names(round_id)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            return reading.judged(connection, round_id, annotator=annotator)

    def skips(self, round_id: str) -> tuple[Skip, ...]:
        check_names(round_id)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            return reading.skips(connection, round_id)

    def progress(self, round_id: str) -> RoundProgress:
        check_names(round_id)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            return reports.progress(connection, round_id, now=self._clock())

    def size(self, round_id: str) -> int:
        """Return how many items and submissions a round has: the work that it is to read it."""
        check_names(round_id)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            return reports.size(connection, round_id)

    def progress_of(self, round_id: str, annotator: str, *, qualified: int | None = None) -> Progress:
        """Return how far one annotator is, as their next screen will say it; `qualified` as there."""
        check_names(round_id, annotator)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            return reports.progress_of(connection, round_id, annotator, now=self._clock(), qualified=qualified)

    def last_change(self) -> int:
        """Return a number that stays while nothing is judged, skipped, decided or added, in whichever round."""
        with self._reading() as connection:
            return reports.last_change(connection)

    def pictures_of(self, round_id: str, item_ids: Collection[str]) -> dict[str, ImageRecord]:
        """Return the pictures of some items by the items' ids; those that are not in the round are left out."""
        check_names(round_id)
        with self._reading() as connection:
            return reports.pictures_of(connection, round_id, [each for each in item_ids if NAME.fullmatch(each)])

    def adjudicate(self, item_id: str, position: int, criterion: Criterion, value: Verdict, actor: str) -> Adjudication:
        """Say the last word on one verdict; saying it again replaces it. Raises NotFound."""
        check_names(item_id)
        with self._writing() as connection:
            return reports.adjudicate(connection, item_id, position, criterion, value, actor, self._clock())

    def adjudications(self, round_id: str) -> tuple[Adjudication, ...]:
        check_names(round_id)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            return reading.adjudications(connection, round_id)
