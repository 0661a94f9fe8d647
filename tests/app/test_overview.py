"""When reports are made anew, and that they are made one at a time."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotation.compare_report import compare_report
from app.kept_reports import LONGEST_REST, RESTS
from app.overview import Overview
from db.image_files import ImageFiles
from db.store import Store, open_store
from models.errors import BadQuestion, NotFound
from models.judging import EqualPair, Judged, Verdict
from models.people import Newcomer
from tests.db.judging_examples import ROUND, compared, item, rated, shown, start

STEP = 1.0  # seconds that pass between two looks at the clock


class SlowClock:
    """Every look at it takes a while."""

    def __init__(self, step: float = STEP) -> None:
        self.now = 0.0
        self.step = step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "deixis.sqlite3") as store:
        yield store


@pytest.fixture
def judge(store: Store) -> Callable[[str, Verdict], Judged]:
    """Return a function by which somebody judges their next screen: reject or accept all."""
    judging = start(store, [item(number) for number in range(3)], overlap=2, extra=False)

    def judge(annotator: str, value: Verdict) -> Judged:
        return judging.submit(rated(shown(judging, annotator), value), annotator)

    return judge


def overview_of(store: Store, tmp_path: Path, clock: Callable[[], float]) -> Overview:
    return Overview(store, ImageFiles(tmp_path / "pictures"), clock=clock)


def test_a_report_rests_for_ten_times_as_long_as_it_took(
    store: Store, tmp_path: Path, judge: Callable[[str, Verdict], Judged]
) -> None:
    clock = SlowClock()
    overview = overview_of(store, tmp_path, clock)
    judge("ann", "accept")
    before = overview.annotators(ROUND)
    judge("bob", "accept")

    rested = overview.annotators(ROUND)
    clock.now += RESTS * STEP
    anew = overview.annotators(ROUND)

    assert [len(each.annotators) for each in (before, rested, anew)] == [1, 1, 2]


def test_no_report_is_older_than_a_minute(
    store: Store, tmp_path: Path, judge: Callable[[str, Verdict], Judged]
) -> None:
    clock = SlowClock(step=50)
    overview = overview_of(store, tmp_path, clock)
    judge("ann", "accept")
    overview.annotators(ROUND)
    judge("bob", "accept")

    rested = overview.annotators(ROUND)
    clock.now += LONGEST_REST
    anew = overview.annotators(ROUND)

    assert [len(each.annotators) for each in (rested, anew)] == [1, 2]


def test_an_exclusion_and_a_last_word_are_seen_at_once(
    store: Store, tmp_path: Path, judge: Callable[[str, Verdict], Judged]
) -> None:
    overview = overview_of(store, tmp_path, SlowClock())
    ann = store.people.add(Newcomer(name="Ann"), actor="a test").pseudonym
    judge(ann, "accept")
    judge("bob", "reject")
    assert (overview.acceptance(ROUND).accepted.part, overview.disagreements(ROUND).settled) == (0, 0)
    disagreement = overview.disagreements(ROUND).shown[0].disagreement

    for position in range(2):
        overview.adjudicate(ROUND, disagreement.item_id, position, "qa", "accept", actor="chief")
        overview.adjudicate(ROUND, disagreement.item_id, position, "rationale", "accept", actor="chief")
    settled = overview.disagreements(ROUND)
    accepted = overview.acceptance(ROUND).accepted
    overview.exclude(ann, True, actor="chief")

    assert (settled.total, settled.settled, len(settled.shown)) == (4, 4, 4)  # two texts, each by both criteria
    assert overview.disagreements(ROUND).total == 0
    assert (accepted.part, accepted.n) == (2, 2)
    assert [each.excluded for each in overview.annotators(ROUND).annotators if each.annotator == ann] == [True]


def test_a_last_word_is_said_on_items_of_the_round_only(
    store: Store, tmp_path: Path, judge: Callable[[str, Verdict], Judged]
) -> None:
    overview = overview_of(store, tmp_path, SlowClock())
    start(store, [item(7)], round_id="another")
    start(store, [item(8, texts=2)], round_id="pairs", kind="compare")

    with pytest.raises(NotFound, match="item-7"):
        overview.adjudicate(ROUND, "item-7", 0, "qa", "accept", actor="chief")
    with pytest.raises(BadQuestion, match="compares"):
        overview.adjudicate("pairs", "item-8", 0, "qa", "accept", actor="chief")
    assert store.judging.adjudications(ROUND) == ()


def test_the_report_on_models_is_that_of_the_command_line(store: Store, tmp_path: Path) -> None:
    origins = [{"model": "student"}, {"model": "teacher"}]
    texts = item(0).candidates
    wrote = [text.model_copy(update={"origin": origin}) for text, origin in zip(texts, origins, strict=True)]
    judging = start(store, [item(0, candidates=wrote)], kind="compare", seed=7)
    for name in ("ann", "bob"):
        judging.submit(compared(shown(judging, name), "tie"), name)

    equal = [EqualPair(question_id="q", first="student", second="teacher")]
    judging.start_round(judging.round(ROUND), [], equal=equal)

    report = overview_of(store, tmp_path, SlowClock()).comparison(ROUND)

    assert report == compare_report(judging.items(ROUND), judging.judged(ROUND), equal=equal, seed=7)
    assert report.left_out_as_equal[0].questions == 1
    assert (report.judgements, report.models, report.tables[0].ties) == (2, ("student", "teacher"), 1)


def test_a_report_of_the_other_kind_is_refused(
    store: Store, tmp_path: Path, judge: Callable[[str, Verdict], Judged]
) -> None:
    overview = overview_of(store, tmp_path, SlowClock())

    with pytest.raises(BadQuestion, match="compares nothing"):
        overview.comparison(ROUND)
    with pytest.raises(NotFound):
        overview.agreement("nothing")
