"""The literal teacher says what it is told, of the right region, and nothing else."""

import pytest

from models.corpus import ChatRequest, Exchange, Message, Picture, Verbalization
from models.errors import CallFailed
from models.offline_teacher.teacher import OfflineTeacher
from models.records import Box, ImageRecord, Region
from models.teaching.asking import question_request
from training.experiments.literal_teacher import LiteralTeacher
from training.experiments.looking import corpus_about

REGIONS = (
    Region(id=3, box=Box(10, 10, 60, 200), description="a crying child in a red shirt"),
    Region(id=5, box=Box(200, 10, 260, 200), description="a smiling senior"),
)
TOLD = Verbalization(
    picture=Picture(image=ImageRecord(id="0" * 64, width=320, height=320), path="1.png", regions=REGIONS),
    narratives=("There is a crying child in a park.", "Here is a smiling senior, and we also see a dog."),
    exchanges=(
        Exchange(question="What is the crying child holding?", answer="a balloon"),
        Exchange(question="What is the dog doing?", answer="barking"),
    ),
)


def test_answers_become_sentences_about_the_region_that_was_asked_about() -> None:
    said = {each.candidate.qar.answer: each.candidate.qar for each in corpus_about(TOLD, LiteralTeacher())}

    assert said["[3] is holding a balloon."].question == "What is [3] holding?"
    assert said["[3] is holding a balloon."].rationale == "[3] is a crying child in a red shirt."
    assert "[5] is a smiling senior." in said
    assert not any("barking" in answer for answer in said)


def test_without_numbers_regions_are_named_by_their_first_words() -> None:
    texts = [each.candidate.qar for each in corpus_about(TOLD, LiteralTeacher()) if not each.candidate.regions]

    assert any("the crying child" in each.question for each in texts)
    assert not any("[" in f"{each.question} {each.answer} {each.rationale}" for each in texts)


def test_sides_are_those_of_the_boxes() -> None:
    answers = {each.candidate.qar.answer for each in corpus_about(TOLD, LiteralTeacher())}

    assert answers & {"[3] is to the left of [5].", "[5] is to the right of [3]."}
    assert not answers & {"[5] is to the left of [3].", "[3] is to the right of [5]."}


def test_nothing_is_inferred() -> None:
    """The offline teacher knows why children cry; this one knows what it was told."""
    literal = {each.candidate.qar.question.split()[0] for each in corpus_about(TOLD, LiteralTeacher())}
    offline = {each.candidate.qar.question.split()[0] for each in corpus_about(TOLD, OfflineTeacher())}

    assert literal <= {"What", "Who", "How"}
    assert not offline <= literal


@pytest.mark.parametrize(
    "request_", [question_request(TOLD), ChatRequest(messages=(Message(speaker="user", text="Hi"),))]
)
def test_what_is_no_prompt_for_triples_is_refused(request_: ChatRequest) -> None:
    with pytest.raises(CallFailed, match="triples"):
        LiteralTeacher().reply(request_)
