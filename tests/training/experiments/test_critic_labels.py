"""Simulated annotators rate what the judge could read, by the paper's rule; what it could not read has no label."""

from pathlib import Path

import pytest

from models.corpus import Entry
from models.judging import Candidate
from models.records import QAR, Region
from tests.training.experiments.example_scene import GRAPH, REGIONS
from training.experiments.annotators import Annotator
from training.experiments.critic_labels import Judged, judge_entries, rate_all, type_of

TRUE = QAR(question="How does [4] feel?", answer="[4] is sad.", rationale="[4] is crying.")
FALSE = TRUE.model_copy(update={"answer": "[4] is overjoyed."})
HALF = TRUE.model_copy(update={"rationale": "[4] is smiling."})
BEYOND = TRUE.model_copy(update={"answer": "[4] ponders quantum thermodynamics."})
SHARP = tuple(Annotator(name=f"{number}", seed=0, band=0.0) for number in range(2))


def entry(name: str, qar: QAR, *, aside: str = "", regions: tuple[Region, ...] = REGIONS) -> Entry:
    candidate = Candidate(id=name, image_id="0" * 64, regions=regions, qar=qar)
    return Entry(candidate=candidate, path=Path("a.png").name, set_aside=aside)


def judged(*entries: Entry) -> list[Judged]:
    return judge_entries(GRAPH, entries, pixels=320)


def test_what_was_set_aside_is_not_judged() -> None:
    assert [each.candidate.id for each in judged(entry("a", TRUE), entry("b", TRUE, aside="cut off"))] == ["a"]


def test_truth_is_that_of_both_texts() -> None:
    found = {each.candidate.id: each for each in judged(entry("t", TRUE), entry("f", FALSE), entry("h", HALF))}

    assert (found["t"].answer, found["t"].rationale, found["t"].is_right) == ("right", "right", True)
    assert (found["f"].answer, found["f"].is_right) == ("wrong", False)
    assert (found["h"].answer, found["h"].rationale, found["h"].is_right) == ("right", "wrong", False)


def test_what_could_not_be_read_is_rated_by_nobody() -> None:
    found = judged(entry("a", TRUE), entry("b", BEYOND))

    rated = rate_all(found, SHARP)

    assert found[1].answer is None
    assert found[1].statements["unread"] == 1
    assert [each.candidate.id for each in rated.labels] == ["a"]
    assert rated.right == (True,)


def test_labels_follow_the_rule_and_two_people() -> None:
    easy = [each.model_copy(update={"difficulty": 0.0}) for each in judged(entry("t", TRUE), entry("f", FALSE))]

    labels = {each.candidate.id: each for each in rate_all(easy, SHARP).labels}

    assert (labels["t"].label, labels["t"].qa, labels["t"].rationale) == ("accept", 3.0, 3.0)
    assert (labels["f"].label, labels["f"].qa, labels["f"].rationale) == ("reject", 0.0, 0.0)
    assert all(len(set(each.submissions)) == 2 and each.rule == "lskd-1" for each in labels.values())


def test_five_candidates_of_a_picture_make_an_item() -> None:
    labels = rate_all(judged(*(entry(str(number), TRUE) for number in range(7)))).labels

    assert [each.position for each in labels] == [0, 1, 2, 3, 4, 0, 1]
    assert len({each.item_id for each in labels}) == 2


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Why is [4] sad?", "why"),
        ("How many of [4] and [6] are sad?", "counting"),
        ("What will [4] do next?", "after"),
        ("What goes on inside [4]?", "emotion"),
        ("Is [4] a friend?", ""),
    ],
)
def test_a_question_asks_for_what_its_words_say(question: str, kind: str) -> None:
    assert type_of(question) == kind
