"""A model that LAVIS computes, asked as a student, a scorer and a critic; a process of ours speaks in LAVIS's stead."""

import base64
import io
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from app.shelf import ModelShelf
from models.blip2.manner import Manner, write_manner
from models.errors import AnswerFailed, BadQuestion, ModelUnavailable
from models.judging import Candidate
from models.lavis.model import LavisModel, load_lavis
from models.marks import MarkStyle
from models.marks_lskd import LSKD_MARKS
from models.records import QAR, Answer, Box, Question, Region
from models.registry import CRITICS, ModelOptions, build_answerer, share_scorer, why_no_choice
from models.squares import as_image, marked_square
from tests.fakes.answerers import DummyPointer
from tests.models.lavis.conftest import FakeLavis

PICTURE = Image.new("RGB", (80, 60), "#336699")
CHILD, DOG = Region(id=7, box=Box(0, 10, 30, 50)), Region(id=4, box=Box(40, 20, 70, 55))
OPTIONS = ModelOptions(max_tokens=40)


def ask(text: str, *regions: Region) -> Question:
    return Question(image_id="0" * 64, text=text, regions=regions)


def load(lavis: FakeLavis, what: str = "fake/says", options: ModelOptions = OPTIONS) -> LavisModel:
    return load_lavis(what, options, command=lavis.command)


def last(model: LavisModel, question: Question) -> Answer:
    return list(model.answer(PICTURE, question))[-1]


def pixels(request: dict[str, Any]) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(request["picture"])))


def drawn(regions: tuple[Region, ...], style: MarkStyle) -> Image.Image:
    return as_image(marked_square(PICTURE, regions, style, 32, mark_first=True))


def same(one: Image.Image, other: Image.Image) -> bool:
    return one.tobytes() == other.tobytes()


def test_it_answers_and_says_why_and_names_regions_as_the_question_does(lavis: FakeLavis) -> None:
    answer = last(load(lavis), ask("why is [7] sad?", CHILD, DOG))

    assert (answer.text, answer.rationale, answer.complete) == ("[7] fell", "[7] lies there.", True)
    assert answer.model == "lavis:fake/says"
    assert answer.settings == {"lavis": "fake/says", "device": "cpu", "temperature": 0.0, "max_tokens": 40}


def test_it_is_asked_in_blip2s_form_about_regions_by_their_places(lavis: FakeLavis) -> None:
    list(load(lavis).answer(PICTURE, ask("why is [7] sad?", CHILD, DOG)))

    _, first, second = lavis.asked()
    assert first["prompt"] == "Question: why is [0] sad? Answer:"
    assert second["prompt"] == "Question: why is [0] sad? Answer: [0] fell. Question: How can you tell? Answer:"
    placed = (CHILD.model_copy(update={"id": 0}), DOG.model_copy(update={"id": 1}))
    assert same(pixels(first), drawn(placed, MarkStyle()))
    assert not same(pixels(first), drawn((), MarkStyle()))
    assert (first["most"], first["temperature"]) == (40, 0)


def test_the_answer_is_there_before_its_reason(lavis: FakeLavis) -> None:
    grown = [(each.text, each.rationale) for each in load(lavis).answer(PICTURE, ask("why?"))]

    assert ("[0] fell", "") in grown
    assert grown[-1] == ("[0] fell", "[0] lies there.")


def test_what_only_matches_refuses_to_answer_and_says_what_it_can(lavis: FakeLavis) -> None:
    with pytest.raises(AnswerFailed, match="fake/matches only tells how well texts fit a picture; give it answers"):
        list(load(lavis, "fake/matches").answer(PICTURE, ask("why?")))


def test_leaving_in_the_middle_ends_the_request_and_the_model_goes_on(lavis: FakeLavis) -> None:
    model = load(lavis)

    answers = model.answer(PICTURE, ask("can you wait"))
    next(answers)
    answers.close()

    assert last(model, ask("why?")).text == "[0] fell"
    assert [request["do"] for request in lavis.asked()] == ["load", "say", "say", "say"], "and was not loaded again"


def test_a_failure_is_a_sentence(lavis: FakeLavis) -> None:
    with pytest.raises(AnswerFailed, match="lavis:fake/says: ValueError: the words are too strange"):
        last(load(lavis), ask("will you fail"))


def test_choices_share_belief_by_how_well_they_match(lavis: FakeLavis) -> None:
    model = load(lavis, "fake/matches")
    choices = ("[7] is tired", "[4] ran away with the ball")

    shares = model.score(PICTURE, ask("why is [7] sad?", CHILD, DOG), choices)

    (_, asked) = lavis.asked()
    assert asked["texts"] == [
        "question: why is [0] sad? answer: [0] is tired",
        "question: why is [0] sad? answer: [1] ran away with the ball",
    ]
    odds = torch.tensor([len(text) / 10 for text in asked["texts"]], dtype=torch.float64)
    assert shares == pytest.approx(odds.softmax(0).tolist())
    assert asked["whole"]
    assert (model.nature, model.doubts(PICTURE)) == ("itm", ())


def test_choices_share_belief_by_how_likely_a_writer_would_say_them(lavis: FakeLavis) -> None:
    model = load(lavis, "fake/tells")

    shares = model.score(PICTURE, ask("why is [7] sad?", CHILD), ("short", "a longer one"))

    asked = lavis.asked()[-1]
    assert (asked["do"], asked["prompt"]) == ("likelihood", "Question: why is [0] sad? Answer:")
    assert asked["texts"] == ["short", "a longer one"]
    assert shares == pytest.approx(torch.tensor([0.5, 1.2], dtype=torch.float64).softmax(0).tolist())
    assert model.nature == "likelihood"


def test_choices_that_cannot_be_chosen_from_never_reach_the_model(lavis: FakeLavis) -> None:
    with pytest.raises(BadQuestion, match="given twice"):
        load(lavis, "fake/matches").score(PICTURE, ask("why?"), ("one", "One"))

    assert [request["do"] for request in lavis.asked()] == ["load"]


@pytest.mark.parametrize(
    ("what", "choices", "reason"),
    [
        ("fake/says", ("one", "two"), "lavis:fake/says writes answers, and does not tell how well a given one fits"),
        ("fake/matches", ("one", "nothing"), "gives scores that are no numbers; its weights are damaged"),
    ],
)
def test_what_cannot_be_scored_is_a_sentence(
    lavis: FakeLavis, what: str, choices: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(AnswerFailed, match=reason):
        load(lavis, what).score(PICTURE, ask("why?"), choices)


def candidate(number: int, answer: str, *regions: Region) -> Candidate:
    qar = QAR(question="why is [7] sad?", answer=answer, rationale="[7] cries")
    return Candidate(id=f"c{number}", image_id="0" * 64, regions=regions, qar=qar)


def test_a_critic_looks_once_at_what_is_drawn_and_keeps_the_order_of_candidates(lavis: FakeLavis) -> None:
    critic = load(lavis, "fake/matches")
    three = (candidate(1, "it fell", CHILD), candidate(2, "[4] left", CHILD, DOG), candidate(3, "who knows", CHILD))

    chances = critic.criticise(PICTURE, three)

    _, alone, both = lavis.asked()
    assert alone["texts"] == [
        "why is [0] sad? answer: it fell rationale: [0] cries",
        "why is [0] sad? answer: who knows rationale: [0] cries",
    ]
    assert both["texts"] == ["why is [0] sad? answer: [1] left rationale: [0] cries"]
    assert not alone["whole"]
    lengths = [len(alone["texts"][0]), len(both["texts"][0]), len(alone["texts"][1])]
    assert chances == pytest.approx(torch.tensor(lengths).div(10).sigmoid().tolist())


# -- what a name means


def test_a_checkpoint_is_found_by_its_file_and_by_its_folder_and_knows_lskds_marks(
    lavis: FakeLavis, tmp_path: Path
) -> None:
    file = tmp_path / "own" / "checkpoint_best.pth"
    file.parent.mkdir()
    file.touch()

    models = [load(lavis, str(path)) for path in (file, file.parent)]

    for model, asked in zip(models, lavis.asked(), strict=True):
        assert (asked["model"], asked["checkpoint"]) == ("", str(file))
        assert model.mark_style == LSKD_MARKS


def test_the_folder_of_a_checkpoint_says_how_it_knows_regions(lavis: FakeLavis, tmp_path: Path) -> None:
    (tmp_path / "own.pth").touch()
    manner = Manner(mark_style=MarkStyle(palette=("#ff0000",), tag_height=0), pieces=77)
    write_manner(tmp_path, manner)

    load(lavis, str(tmp_path)).score(PICTURE, ask("who is [4]?", DOG), ("one", "two"))

    loaded, asked = lavis.asked()
    assert loaded["pieces"] == 77
    assert same(pixels(asked), drawn((DOG.model_copy(update={"id": 0}),), manner.mark_style))


@pytest.mark.parametrize("files", [(), ("one.pth", "two.pth")])
def test_a_folder_without_one_checkpoint_is_refused(lavis: FakeLavis, tmp_path: Path, files: tuple[str, ...]) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    for name in files:
        (folder / name).touch()

    with pytest.raises(ModelUnavailable, match=rf"holds {len(files)} checkpoints \(\*\.pth\); name the file"):
        load(lavis, str(folder))


@pytest.mark.parametrize("name", ["blip2", "nowhere/checkpoint.pth/x", "https://example.org/x.pth"])
def test_what_is_neither_a_checkpoint_nor_a_name_is_refused_before_anything_is_begun(name: str) -> None:
    with pytest.raises(ModelUnavailable, match="neither a checkpoint that is there nor written as one of LAVIS's own"):
        build_answerer(f"lavis:{name}")


def test_without_its_environment_the_way_to_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        ModelUnavailable, match=r"needs LAVIS in an environment of its own, \.lavis; `make lavis` builds"
    ):
        load_lavis("blip2_t5/pretrain_flant5xl", OPTIONS, python=tmp_path / "python")


# -- where it is used


def test_the_app_has_one_process_for_answers_and_choices(lavis: FakeLavis) -> None:
    shelf = ModelShelf(
        ["lavis:fake/tells"],
        student="lavis:fake/tells",
        build=lambda name: load(lavis, name.partition(":")[2]),
        build_pointer=lambda _name: DummyPointer(),
        share_scorer=share_scorer,
        why_no_choice=why_no_choice,
    )

    with shelf.lend("lavis:fake/tells") as student, shelf.lend_scorer("lavis:fake/tells") as scorer:
        assert student is scorer

    assert shelf.states()[0].no_choice == ""
    assert [request["do"] for request in lavis.asked()] == ["load"]


def test_it_is_a_critic_by_the_same_name() -> None:
    assert CRITICS["lavis"].forms == ("lavis:NAME-OR-CHECKPOINT",)
