"""A round of drawn pictures: differing QARs of a model, and hidden among them what the scene graph knows."""

import hashlib
import io
import random
from collections.abc import Sequence

import pytest
from PIL import Image

from models.embedded.student import EmbeddedStudent
from models.embedded.weights import open_student, save_student
from models.records import Answer, Question
from models.references import mentioned
from tests.fakes.tiny_student import noise, tiny_network, tiny_vocabulary
from training.corpus.demo.gold import gold_qars
from training.corpus.demo.rounds import DemoPicture, demo_length, demo_pictures
from training.corpus.demo.student import sampled_answers
from training.corpus.embedding import PieceEmbedder
from training.scenes.export import shown_ids
from training.scenes.questions import ask_about
from training.scenes.world import draw_scene


class Parrot:
    """Answers every question in so many words, now and then with nothing or about a region that is not there."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def __call__(self, _image: Image.Image, questions: Sequence[Question]) -> list[Answer]:
        self.asked += questions
        return [self._answer(number, question) for number, question in enumerate(questions)]

    def _answer(self, number: int, question: Question) -> Answer:
        text = {0: "", 1: "[77] is not there"}.get(number, f"yes, {number} times {question.text}")
        return Answer(text=text, rationale="it is so", model="parrot", confidence=number / 20, complete=True)


def drawn(count: int, seed: int = 0) -> list[DemoPicture]:
    pictures = demo_pictures(count, round_id="demo", answer_all=Parrot(), embed=PieceEmbedder(), seed=seed)
    return list(pictures)


@pytest.fixture(scope="module")
def pictures() -> list[DemoPicture]:
    return drawn(3)


def test_pictures_to_qualify_with_come_first_then_gold_then_what_is_judged(pictures: list[DemoPicture]) -> None:
    kinds = [picture.item.kind for picture in pictures]

    assert kinds == ["qualification", "qualification", "gold", "item", "item", "item"]
    assert len(kinds) == demo_length(3)
    assert demo_length(40) == 2 + 4 + 40


def test_every_picture_has_five_texts_and_is_named_by_its_bytes(pictures: list[DemoPicture]) -> None:
    for png, item in pictures:
        assert item.image_id == hashlib.sha256(png).hexdigest()
        assert Image.open(io.BytesIO(png)).size == (640, 640)
        assert len(item.candidates) == 5
        assert {each.image_id for each in item.candidates} == {item.image_id}
        known = {region.id for region in item.regions}
        for each in item.candidates:
            assert set(mentioned(each.qar.text)) <= known
    assert len({each.id for picture in pictures for each in picture.item.candidates}) == 5 * len(pictures)


def test_no_region_tells_what_it_shows(pictures: list[DemoPicture]) -> None:
    assert {region.label for picture in pictures for region in picture.item.regions} == {""}


def test_what_a_candidate_comes_from_is_told_with_it(pictures: list[DemoPicture]) -> None:
    candidates = [each for picture in pictures[3:] for each in picture.item.candidates]

    assert {each.origin["teacher"] for each in candidates} == {"parrot"}
    assert all({"prompt", "question_type", "truth", "seed"} <= set(each.origin) for each in candidates)
    assert all(0.1 <= each.scores["confidence"] <= 0.85 for each in candidates)


def test_the_same_seed_draws_the_same_round_and_another_one_another(pictures: list[DemoPicture]) -> None:
    assert drawn(1)[3] == pictures[3]
    assert {picture.item.id for picture in drawn(1, seed=1)}.isdisjoint(picture.item.id for picture in pictures)


def test_eighteen_answers_are_asked_for_a_picture() -> None:
    parrot = Parrot()

    list(demo_pictures(1, round_id="demo", answer_all=parrot, embed=PieceEmbedder()))

    assert len(parrot.asked) == 18
    assert len({question.text for question in parrot.asked}) == 9


def test_the_seeds_are_apart_from_those_of_gallery_and_trainers() -> None:
    seeds = [int(each.origin["seed"]) for picture in drawn(1, seed=3) for each in picture.item.candidates]

    assert 603_000_000 <= min(seeds) <= max(seeds) < 604_000_000


@pytest.mark.parametrize("seed", range(600_100_000, 600_100_012))
def test_gold_that_is_right_is_true_and_gold_that_is_wrong_is_true_of_somebody_else_only(seed: int) -> None:
    graph = draw_scene(seed, size=64).graph
    ids = shown_ids(graph)
    told = gold_qars(graph, ids, random.Random(seed), count=5)
    true: dict[str, set[str]] = {}
    for number in range(6):
        for asked in ask_about(graph, ids, random.Random(number)):
            for own in mentioned(asked.qar.question):
                true.setdefault(f"[{own}]", set()).update(asked.accepted)

    for each in told:
        own = f"[{mentioned(each.qar.question)[0]}]"
        assert (each.qar.answer in true[own]) == (each.truth == "right")
        assert {each.verdict.qa, each.verdict.rationale} == {"accept" if each.truth == "right" else "reject"}
        assert each.verdict.why
    assert sum(each.truth == "wrong" for each in told) in (0, 2)


def test_the_student_draws_its_words_and_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("student")
    save_student(folder, tiny_network(seed=2), tiny_vocabulary())
    student = EmbeddedStudent(open_student(folder), "embedded:tiny")
    questions = [Question(image_id="0" * 64, text="why is the child sad?")] * 4

    first, again = (sampled_answers(student, temperature=1.5, seed=7)(noise(), questions) for _ in range(2))

    assert [answer.text for answer in first] == [answer.text for answer in again]
    assert len({answer.text for answer in first}) > 1
    assert {answer.settings["decoding"] for answer in first} == {"sampled"}
    assert student.answer_all(noise(), questions)[0].settings["decoding"] == "greedy"
