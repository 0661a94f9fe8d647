"""Look after rounds of judging: what the Admin page and its routes share."""

import time
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec

from annotation.compare_report import CompareReport, compare_report
from annotation.disagreements import Disagreement, disagreements
from annotation.files_write import Format, check_format
from annotation.labels import last_word_on
from annotation.ratings import CandidateRating, candidate_ratings
from annotation.slices import Slicer, SliceRating, by_origin, by_question_type, by_score, mean_ratings
from app.kept_reports import KeptReports, Make, T
from app.report_process import ReportProcess
from app.round_export import zipped_round
from app.round_reports import (
    AcceptanceReport,
    AnnotatorsReport,
    CriterionReport,
    acceptance_report,
    agreement_report,
    annotators_report,
)
from db.image_files import ImageFiles
from db.store import Store
from models.errors import BadQuestion, NotFound
from models.judging import Adjudication, Criterion, Item, Judged, Round, RoundKind, RoundProgress, Skip, Verdict
from models.people import Person
from models.records import ImageRecord, Record

AT_ONCE = 20  # disagreements, and remarks
LARGE = 1000  # items and judgements, from which on reports take longer than those who judge can wait

P = ParamSpec("P")


class RoundState(Record):
    """A round and how far it is."""

    round: Round
    progress: RoundProgress


class ShownDisagreement(Record):
    """A disagreement and the picture that it is about."""

    image: ImageRecord
    disagreement: Disagreement


class Disagreements(Record):
    """Some of the disagreements of a round, from the one of number `start`; `total` with `settled` ones among them."""

    total: int
    settled: int
    start: int
    shown: tuple[ShownDisagreement, ...]


class Remarks(Record):
    """What annotators wrote, flagged and skipped, the latest first, and how much of it there is."""

    said: tuple[Judged, ...]
    all_said: int
    skips: tuple[Skip, ...]
    all_skips: int


def _elsewhere_if_large(
    method: "Callable[Concatenate[Overview, str, P], T]",
) -> "Callable[Concatenate[Overview, str, P], T]":
    """Let a report of a large round be made in another process, where there is one."""

    @wraps(method)
    def report(self: "Overview", round_id: str, *given: P.args, **named: P.kwargs) -> T:
        if self.elsewhere and self.is_large(round_id):
            return self.elsewhere.call(method.__name__, round_id, *given, **named)
        return method(self, round_id, *given, **named)

    return report


class Overview:
    """The service behind the Admin page. Its methods block; call them from worker threads.

    `elsewhere` makes the reports of large rounds; without it they are made here.
    """

    def __init__(
        self,
        store: Store,
        files: ImageFiles,
        *,
        elsewhere: ReportProcess | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.elsewhere = elsewhere
        self._store = store
        self._judging = store.judging
        self._people = store.people
        self._files = files
        self._reports = KeptReports(store.judging, clock=clock)

    # -- look

    def rounds(self) -> tuple[RoundState, ...]:
        """Return all rounds, the newest first."""
        found = (RoundState(round=each, progress=self._judging.progress(each.id)) for each in self._judging.rounds())
        return tuple(found)[::-1]

    def round(self, round_id: str) -> RoundState:
        """Return one round. Raises NotFound."""
        return RoundState(round=self._judging.round(round_id), progress=self._judging.progress(round_id))

    def is_large(self, round_id: str) -> bool:
        """Say whether a report of a round takes long."""
        return self._judging.size(round_id) > LARGE

    @_elsewhere_if_large
    def agreement(self, round_id: str) -> tuple[CriterionReport, ...]:
        """Return how much annotators agree, those left out who are excluded."""
        without = self._excluded()
        return self._report(
            round_id,
            lambda fixed, items, judged: agreement_report(fixed, items, judged, without),
            None,
            "agreement",
            without,
        )

    @_elsewhere_if_large
    def annotators(self, round_id: str) -> AnnotatorsReport:
        """Return what each annotator did."""
        people = self._people.everybody()
        without = _excluded(people)

        def make(fixed: Round, items: tuple[Item, ...], judged: tuple[Judged, ...]) -> AnnotatorsReport:
            progress = self._judging.progress(round_id).annotators
            return annotators_report(fixed, items, judged, without, progress=progress, people=people)

        return self._report(round_id, make, None, "annotators", without)

    @_elsewhere_if_large
    def acceptance(self, round_id: str) -> AcceptanceReport:
        """Return how many texts of a round of rating are accepted."""
        without, words = self._excluded(), self._judging.adjudications(round_id)
        return self._report(
            round_id,
            lambda fixed, items, judged: acceptance_report(fixed, items, judged, without, words),
            "rate",
            "acceptance",
            without,
            words,
        )

    @_elsewhere_if_large
    def ratings(
        self, round_id: str, *, by: str, score: str = "critic", threshold: float = 0.8, uniform: bool = False
    ) -> tuple[SliceRating, ...]:
        """Return the mean rating of each slice of a round of rating; `by` is a score, a type of question, or a key of
        what is known of where a text comes from."""
        slicer: Slicer = by_origin(by)
        if by == "score":
            slicer = by_score(score, threshold)
        elif by == "question_type":
            slicer = by_question_type
        without = self._excluded()

        def make(_: Round, items: tuple[Item, ...], judged: tuple[Judged, ...]) -> tuple[SliceRating, ...]:
            return mean_ratings(items, judged, slicer, only_uniform=uniform, without=without)

        return self._report(round_id, make, "rate", "ratings", without, by, score, threshold, uniform)

    @_elsewhere_if_large
    def comparison(self, round_id: str) -> CompareReport:
        """Return what a round of comparing says. Raises BadSetting where a text does not tell its model."""
        without = self._excluded()

        def make(fixed: Round, items: tuple[Item, ...], judged: tuple[Judged, ...]) -> CompareReport:
            equal = self._judging.equal_pairs(round_id)
            return compare_report(items, judged, equal=equal, without=without, seed=fixed.settings.seed)

        return self._report(round_id, make, "compare", "comparison", without)

    @_elsewhere_if_large
    def disagreements(self, round_id: str, *, start: int = 0, only_open: bool = False) -> Disagreements:
        """Return where some annotators reject what others do not, with the last word where it is said."""
        without = self._excluded()
        found = self._report(
            round_id,
            lambda _, items, judged: disagreements(items, judged, without=without),
            "rate",
            "disagreements",
            without,
        )
        words = last_word_on(self._judging.adjudications(round_id))
        said = [words.get((each.item_id, each.position, each.criterion)) for each in found]
        open_ones = [number for number, word in enumerate(said) if not (only_open and word)]
        shown = [
            found[number].model_copy(update={"adjudicated": said[number]})
            for number in open_ones[start : start + AT_ONCE]
        ]
        pictures = self._judging.pictures_of(round_id, {each.item_id for each in shown})
        return Disagreements(
            total=len(found),
            settled=len(said) - said.count(None),
            start=start,
            shown=tuple(ShownDisagreement(image=pictures[each.item_id], disagreement=each) for each in shown),
        )

    @_elsewhere_if_large
    def candidate_ratings(self, round_id: str) -> tuple[CandidateRating, ...]:
        """Return what people say of each text of a round of rating that anybody judged."""
        without, words = self._excluded(), self._judging.adjudications(round_id)
        return self._report(
            round_id,
            lambda _, items, judged: candidate_ratings(items, judged, adjudications=words, without=without),
            "rate",
            "ratings of candidates",
            without,
            words,
        )

    @_elsewhere_if_large
    def remarks(self, round_id: str) -> Remarks:
        """Return what annotators flagged, wrote and skipped."""
        said = self._report(
            round_id,
            lambda _fixed, _items, judged: [each for each in judged if each.flagged or each.comment],
            None,
            "remarks",
        )
        skips = self._judging.skips(round_id)
        return Remarks(
            said=tuple(said[::-1][:AT_ONCE]),
            all_said=len(said),
            skips=tuple(skips[::-1][:AT_ONCE]),
            all_skips=len(skips),
        )

    def picture(self, item_id: str) -> bytes:
        """Return the JPEG of the picture of an item. Raises NotFound."""
        image_id = self._judging.item(item_id).image_id
        try:
            return self._files.display(image_id).read_bytes()
        except FileNotFoundError:
            raise NotFound(f"The picture {image_id[:12]} is no longer on the disk.") from None

    @_elsewhere_if_large
    def export(self, round_id: str, form: Format) -> bytes:
        """Return a ZIP file of what `deixis annotate export` writes. Raises BadSetting when a package is missing."""
        check_format(form)
        return zipped_round(self._store, self._judging.round(round_id), self._excluded(), form=form)

    # -- act

    def set_open(self, round_id: str, is_open: bool, *, actor: str) -> RoundState:
        """Hand out screens again, or no more. Raises NotFound."""
        change = self._judging.reopen_round if is_open else self._judging.close_round
        change(round_id, actor=actor)
        return self.round(round_id)

    def exclude(self, annotator: str, excluded: bool, *, actor: str) -> Person:
        """Count an annotator no longer and show them nothing more, or again. Raises NotFound, NotAllowed."""
        return self._people.exclude(annotator, excluded, actor=actor)

    def adjudicate(
        self, round_id: str, item_id: str, position: int, criterion: Criterion, value: Verdict, *, actor: str
    ) -> Adjudication:
        """Say the last word on one verdict of a round of rating. Raises NotFound, BadQuestion."""
        _check_kind(self._judging.round(round_id), "rate")
        if item_id not in self._judging.pictures_of(round_id, [item_id]):
            raise NotFound(f"There is no item {item_id[:40]!r} in the round {round_id[:40]!r}.")
        return self._judging.adjudicate(item_id, position, criterion, value, actor)

    # -- how it is done

    def _excluded(self) -> frozenset[str]:
        return _excluded(self._people.everybody())

    def _report(self, round_id: str, make: Make[T], kind: RoundKind | None, *what: object) -> T:
        """Return a report of a round, which must be of that kind; `what` tells one from another."""
        fixed = self._judging.round(round_id)
        if kind is not None:
            _check_kind(fixed, kind)
        return self._reports.report(fixed, make, *what)


def _check_kind(fixed: Round, kind: RoundKind) -> None:
    if fixed.kind != kind:
        has = "compares; it has no ratings" if kind == "rate" else "rates; it compares nothing"
        raise BadQuestion(f'Round "{fixed.name}" {has}.')


def _excluded(people: Iterable[Person]) -> frozenset[str]:
    return frozenset(person.pseudonym for person in people if person.excluded)
