"""Pictures with what several models say of them: which are shown, what stands beside them, and the page."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PIL import Image

from models.corpus import Entry
from models.errors import AnswerFailed, BadSetting
from models.judging import Candidate
from models.records import QAR, Answer, Box, Question, Region
from tests.training.benchmarks.made_items import REGION, item, items_of
from training.benchmarks.items import ItemSet
from training.galleries.answering import Speaker, disagreement_of, make_gallery
from training.galleries.page import page_of
from training.galleries.records import Voice
from training.galleries.sources import Pool, Posed, from_corpus, from_drawn, from_items

HOSTILE = "<script>alert(1)</script> & [0] \"'"


class Says:
    """Answers by the question's text."""

    def __init__(self, name: str, answers: dict[str, str]) -> None:
        self.name = name
        self._answers = answers

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:  # noqa: ARG002
        text = self._answers[question.text]
        if not text:
            raise AnswerFailed("It is tired.")
        yield Answer(model=self.name, text="", complete=False)
        yield Answer(model=self.name, text=text, rationale=f"because {text}", complete=True)


class Chooses:
    """Chooses the last choice."""

    name = "chooser"

    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:  # noqa: ARG002
        return tuple(float(number == len(choices) - 1) for number in range(len(choices)))


def speaker(name: str, answers: dict[str, str]) -> Speaker:
    return Speaker(Voice(name=name, part="student"), Says(name, answers))


def pool(*answers: str, **more: object) -> Pool:
    posed = tuple(
        Posed(f"q{number}", f"p{number}", (REGION,), f"q{number}?", answer)._replace(**more)
        for number, answer in enumerate(answers)
    )
    return Pool("made up", posed, Voice(name="ground truth", part="truth"), lambda _name: Image.new("RGB", (16, 12)))


def test_all_that_is_said_stands_in_the_order_of_the_voices() -> None:
    one = speaker("one", {"q0?": "a dog"})
    silent = speaker("silent", {"q0?": ""})
    chooser = Speaker(Voice(name="chooser", part="teacher"), scorer=Chooses())

    asked = pool("a dog", choices=("a dog", "a cat"), right=(0,))
    made = make_gallery(asked, [one, silent, chooser], 1, seed=1)

    assert [voice.name for voice in made.voices] == ["ground truth", "one", "silent", "chooser"]
    known, first, second, third = made.shown[0].said
    assert (known.answer, known.right) == ("a dog", None)
    assert (first.answer, first.rationale, first.right) == ("a dog", "because a dog", None)
    assert (second.answer, second.why) == ("", "It is tired.")
    assert (third.answer, third.right) == ("a cat", False)
    assert made.shown[0].image.startswith("data:image/jpeg;base64,")


def test_of_several_right_choices_each_is_right() -> None:
    chooser = Speaker(Voice(name="chooser", part="student"), scorer=Chooses())
    several = items_of(item("a", choices=("get up", "dance", "bow"), grades=((1, 0, 1),), task="ranking"))

    made = make_gallery(from_items(several, 1, seed=1), [chooser], 1, seed=1)

    assert [(each.answer, each.right) for each in made.shown[0].said] == [("get up", None), ("bow", True)]


def test_who_only_chooses_says_so_where_there_is_nothing_to_choose_from() -> None:
    made = make_gallery(pool("a dog"), [Speaker(Voice(name="chooser", part="student"), scorer=Chooses())], 1, seed=1)

    assert "chooses among given answers" in made.shown[0].said[1].why


def test_what_is_right_is_said_where_all_right_answers_are_known() -> None:
    one = speaker("one", {"q0?": "a dog", "q1?": "a dog"})

    made = make_gallery(pool("a hound", "a cat", accepted=frozenset({"a dog"})), [one], 2, seed=1)

    assert [each.said[1].right for each in made.shown] == [True, True]
    assert [each.disagreement for each in made.shown] == [0.0, 0.0]


def test_disagreement_chooses_what_models_say_differently() -> None:
    one = speaker("one", {"q0?": "a dog", "q1?": "a dog runs", "q2?": "a dog"})
    other = speaker("other", {"q0?": "a dog", "q1?": "a dog sleeps", "q2?": "rain"})
    asked: list[int] = []

    made = make_gallery(pool("x", "x", "x"), [one, other], 2, seed=1, chosen_by="disagreement", report=asked.append)

    assert [each.id for each in made.shown] == ["q2", "q1"]
    assert (made.asked, asked) == (3, [1, 2, 3])
    assert [each.id for each in make_gallery(pool("x", "x", "x"), [one, other], 2, seed=1).shown] == ["q0", "q1"]


@pytest.mark.parametrize(
    ("said", "value"), [(["a dog", "the dog"], 0), (["a dog", "rain"], 1), (["a dog"], 0), (["a dog", ""], 0)]
)
def test_disagreement_is_of_words(said: list[str], value: float) -> None:
    assert disagreement_of(said) == value


def test_a_page_shows_what_was_said_as_text_and_asks_nobody_for_anything() -> None:
    one = Speaker(Voice(name=HOSTILE, part="student"), Says("one", {HOSTILE: HOSTILE}))
    posed = Posed(HOSTILE, HOSTILE, (REGION,), HOSTILE, HOSTILE, HOSTILE)
    made = make_gallery(pool("x")._replace(posed=(posed,), source=HOSTILE), [one], 1, seed=1)

    page = page_of(made)

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert page.count("background: #e8308c") == 5  # [0] in question, twice in answers, twice in rationales
    assert "http" not in page.replace("http-equiv", "")
    assert page.count("<img ") == 1


def test_a_benchmark_gives_questions_with_their_right_choice_and_rationale() -> None:
    answers = [
        item("a", 1, picture="one", task="answer", group="g"),
        item("b", 2, picture="two", type="why"),
        item("c", picture="three", grades=()),
        item("a-why", 3, picture="one", task="rationale", group="g"),
    ]
    items: ItemSet = items_of(*answers)

    found = from_items(items, 9, 1)

    assert {each.id: (each.answer, each.rationale, each.type) for each in found.posed} == {
        "a": ("c1", "c3", ""),
        "b": ("c2", "", "why"),
    }
    assert len(from_items(items, 1, 1).posed) == 1
    with pytest.raises(BadSetting, match="holds no question with an answer"):
        from_items(items_of(answers[2]), 1, 1)


def test_the_drawn_world_gives_a_question_of_each_picture() -> None:
    found = from_drawn(3, 77)

    assert len({each.picture for each in found.posed}) == 3
    assert all(each.answer in each.accepted for each in found.posed)
    assert found.open(found.posed[0].picture).size == (320, 320)
    assert from_drawn(3, 77).posed == found.posed


def test_a_corpus_gives_questions_with_what_its_teacher_answered(tmp_path: Path) -> None:
    region = Region(id=4, box=Box(1, 1, 9, 9))
    entries = [
        Entry(
            candidate=Candidate(
                id=f"{picture}-{number}", image_id="0" * 64, regions=(region,), origin={"teacher": "large"},
                qar=QAR(question=f"why [4] {number}?", answer="it rains", rationale="drops fall"),
            ),
            path=f"{picture}.png",
            set_aside="" if number else "twice",
        )
        for picture in ("a", "b") for number in range(2)
    ]  # fmt: skip
    file = tmp_path / "corpus.jsonl"
    file.write_text("".join(each.model_dump_json() + "\n" for each in entries), "utf-8")
    for name in ("a", "b"):
        Image.new("RGB", (12, 10)).save(tmp_path / f"{name}.png")

    found = from_corpus(file, 5, 1, images=tmp_path)

    assert found.known == Voice(name="corpus, by large", part="corpus")
    assert {each.id for each in found.posed} == {"a-1", "b-1"}
    assert found.posed[0].regions == (region,)
    assert found.open("a.png").size == (12, 10)
    with pytest.raises(BadSetting, match="name the folder that has them with --images"):
        from_corpus(file, 5, 1)
