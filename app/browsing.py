"""Look through the corpora of the data folder: the service behind the Browse page.

Entries are found by an index, read from the run's journal, and shown with what people said of them in any round.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import Field

from annotation.ratings import CandidateRating, together
from app.browsing_runs import BrowsedRuns, Found
from app.commands.annotate_place import excluded
from app.overview import Overview
from app.sending_entries import SentEntries, send_entries
from db.image_files import ImageFiles
from db.store import Store
from models.corpus import Entry
from models.errors import NotFound
from models.judging import Verdict
from models.pictures import display_jpeg, read_picture
from models.records import ImageRecord, Record
from training.corpus.browsing.facts import name_of
from training.corpus.browsing.origin import OriginCard
from training.corpus.browsing.search import Rated, Search, known_first

DISAGREEMENTS = 20  # of each kind


class Said(Record):
    """What so many people said of an entry, in all rounds together."""

    verdict: Verdict
    qa: Verdict
    rationale: Verdict
    people: int


class ShownEntry(Record):
    """An entry by its name in the corpus, with its picture, the type of its question, its scores by critic, and what
    people said of it."""

    name: str
    entry: Entry
    image: ImageRecord
    type: str
    scores: dict[str, float] = Field(default_factory=dict)
    said: Said | None = None


class EntriesPage(Record):
    """Some of the entries that were found, from the one of number `start`. Of one picture's, `before` and `after` are
    the pictures beside it."""

    total: int
    start: int
    shown: tuple[ShownEntry, ...]
    before: str = ""
    after: str = ""


class CorpusSize(Record):
    """How much a corpus holds by now: what is asked for again and again while a run goes on.

    `judged` pictures have the run's own scores, `left` ones are still to be read.
    """

    entries: int
    pictures: int
    judged: int
    left: int


class CorpusState(Record):
    """What there is to choose from: how many `entries` have each value, by what they can be found by.

    `left` pictures are still to be read, `judged` ones have the run's own scores. `scored` has of each critic how many
    of its scores are in each hundredth from 0 to 1, and last those of 1. `critic` is the run's own, `rated` counts
    entries by what people said.
    """

    name: str
    entries: int
    pictures: int
    judged: int
    left: int
    critic: str
    counts: dict[str, dict[str, int]]
    scored: dict[str, tuple[int, ...]]
    rated: dict[Verdict, int]


class Split(Record):
    """Where a critic and people differ most: what people accept and the critic would drop, the lowest score first, and
    what they reject and it would keep, the highest first. `judged` entries have both a score and a rating."""

    judged: int
    agreed: int
    dropped: tuple[ShownEntry, ...]
    kept: tuple[ShownEntry, ...]


class Browsing:
    """Browses runs. Its methods block; call them from worker threads. They raise NotFound and StoreProblem."""

    def __init__(self, store: Store, files: ImageFiles, overview: Overview, runs: BrowsedRuns) -> None:
        self._store = store
        self._files = files
        self._overview = overview
        self._rated: tuple[object, dict[str, CandidateRating]] = (None, {})
        self.runs = runs

    def state(self, name: str) -> CorpusState:
        """Return what a corpus holds, as far as it is read."""
        run = self.runs.run(name)
        left = run.catch_up()
        size, counts = run.index.size(), run.index.counts()
        counts["mark"] = {mark: counts["mark"][mark] for mark in known_first(counts["mark"])}
        ratings = self.ratings()
        rated: dict[Verdict, int] = {"accept": 0, "maybe": 0, "reject": 0}
        for each in run.index.known(ratings):
            rated[ratings[each].verdict] += 1
        return CorpusState(
            name=name,
            entries=size.entries,
            pictures=size.pictures,
            judged=size.scored,
            left=left,
            critic=run.critic(),
            counts=counts,
            scored=run.index.scored(),
            rated=rated,
        )

    def size(self, name: str) -> CorpusSize:
        """Return how much a corpus holds, as far as it is read; next to nothing is done where nothing is new."""
        run = self.runs.run(name)
        left, size = run.catch_up(), run.index.size()
        return CorpusSize(entries=size.entries, pictures=size.pictures, judged=size.scored, left=left)

    def entries(self, name: str, search: Search, *, start: int, limit: int) -> EntriesPage:
        """Return the entries that a search finds."""
        run = self.runs.run(name)
        ratings = self.ratings()
        found = run.find(search, _by_verdict(ratings), start=start, limit=limit)
        beside = [run.index.image_beside(search.image, by) if search.image else "" for by in (-1, 1)]
        return EntriesPage(
            total=found.total,
            start=start,
            shown=tuple(_shown(each, ratings) for each in found.shown),
            before=beside[0],
            after=beside[1],
        )

    def origin(self, name: str, entry: str) -> OriginCard:
        """Return all that led to an entry, by its name."""
        return self.runs.run(name).origin(entry)

    def picture(self, name: str, image: str) -> bytes:
        """Return a picture as a JPEG. Raises BadPicture when its file is gone or damaged."""
        run = self.runs.run(name)
        try:
            return self._files.display(image).read_bytes()
        except (NotFound, FileNotFoundError):
            return display_jpeg(read_picture(run.picture_file(image)).image)

    def split(self, name: str, critic: str, threshold: float) -> Split:
        """Return where a critic that keeps entries from a threshold on differs from people."""
        run = self.runs.run(name)
        run.catch_up()
        ratings = self.ratings()
        scores = run.index.scores_of(ratings, critic)
        both = [_Both(each, score, ratings[each].verdict) for each, score in scores.items()]
        accepted = [each for each in both if each.verdict != "reject" and each.score < threshold]
        rejected = [each for each in both if each.verdict == "reject" and each.score >= threshold]
        accepted.sort(key=lambda each: each.score)
        rejected.sort(key=lambda each: -each.score)

        def shown(some: list[_Both]) -> tuple[ShownEntry, ...]:
            order = [each.name for each in some[:DISAGREEMENTS]]
            found = {each.hit.facts.name: each for each in run.named(order)}
            return tuple(_shown(found[each], ratings) for each in order if each in found)

        return Split(
            judged=len(both),
            agreed=len(both) - len(accepted) - len(rejected),
            dropped=shown(accepted),
            kept=shown(rejected),
        )

    def send(self, name: str, entries: Sequence[str], round_name: str, *, actor: str) -> SentEntries:
        """Send entries, by their names, into a round of rating. Raises what `send_entries` raises."""
        return send_entries(self._store, self._files, self.runs.run(name), entries, round_name, actor=actor)

    def ratings(self) -> dict[str, CandidateRating]:
        """Return what people say of entries, in all rounds together, by their names."""
        now = (self._store.judging.last_change(), excluded(self._store))
        if self._rated[0] != now:
            rounds = [each.id for each in self._store.judging.rounds() if each.kind == "rate"]
            said = together(rating for each in rounds for rating in self._overview.candidate_ratings(each))
            self._rated = (now, {name_of(each.image, each.candidate): each for each in said})
        return self._rated[1]


class _Both(NamedTuple):
    name: str
    score: float
    verdict: Verdict


def _by_verdict(ratings: Mapping[str, CandidateRating]) -> Rated:
    found: dict[Verdict, list[str]] = {"accept": [], "maybe": [], "reject": []}
    for name, rating in ratings.items():
        found[rating.verdict].append(name)
    return found


def _shown(found: Found, ratings: Mapping[str, CandidateRating]) -> ShownEntry:
    facts = found.hit.facts
    rating = ratings.get(facts.name)
    said = rating and Said(verdict=rating.verdict, qa=rating.qa, rationale=rating.rationale, people=rating.annotators)
    return ShownEntry(
        name=facts.name,
        entry=found.entry,
        image=found.picture.image,
        type=facts.type,
        scores=dict(found.hit.scores),
        said=said,
    )
