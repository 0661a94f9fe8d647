"""What of a corpus students learn from: by the critic's score, by truth, and as many in every arm."""

import pytest

from models.corpus import Entry
from models.judging import Candidate
from models.records import QAR
from tests.training.reproduction.made_looks import lab_in, with_looks
from training.reproduction.filters import at_least, best_of, drawn, equal, right, scored
from training.reproduction.material import corpus_of, judged_of
from training.reproduction.parts import Lab

SCORES = {"a": 0.1, "b": 0.9, "c": 0.5, "d": 0.9, "e": 0.2}


def entry(name: str) -> Entry:
    qar = QAR(question="Why?", answer="So.", rationale="")
    return Entry(candidate=Candidate(id=name, image_id="0" * 64, qar=qar), path="0.png")


ENTRIES = [entry(name) for name in SCORES]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return with_looks(lab_in(tmp_path_factory.mktemp("lab"), corpus_size=5))


def names(entries: list[Entry]) -> str:
    return "".join(each.candidate.id for each in entries)


def test_a_threshold_keeps_what_reaches_it() -> None:
    assert names(at_least(ENTRIES, SCORES, 0.5)) == "bcd"
    assert names(at_least(ENTRIES, SCORES, 0.0)) == "abcde"


@pytest.mark.parametrize(("share", "kept"), [(0.2, "b"), (0.4, "bd"), (0.6, "bcd"), (1.0, "abcde")])
def test_a_share_keeps_the_best_in_their_order(share: float, kept: str) -> None:
    assert names(best_of(ENTRIES, SCORES, share)) == kept


def test_without_a_threshold_nobody_is_asked_for_scores(lab: Lab) -> None:
    usable = [each for each in corpus_of(lab, 0) if not each.set_aside]

    assert scored(lab, 0, 0.0) == usable
    assert equal(lab, 0, (0.0,)) == 5
    assert len(drawn(usable, equal(lab, 0, (0.0,)), 0)) == 5


def test_an_oracle_keeps_what_is_right(lab: Lab) -> None:
    known = {each.entry.candidate.id: each for each in judged_of(lab, 0)}

    kept = right(lab, 0)

    assert kept
    assert all(known[each.candidate.id].right for each in kept)
    assert len(kept) < len(known)
