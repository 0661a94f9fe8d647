"""Models that write choose by how likely they would write each choice, and look at a picture once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from models.base import LookingScorer
from models.errors import AnswerFailed, BadQuestion
from models.huggingface.likelihood import Writing, share_writer, writing_scorer
from models.huggingface.loading import load_huggingface
from models.huggingface.weighing import WeighingScorer
from models.records import Question
from models.registry import ModelOptions, build_answerer, build_scorer, share_scorer
from tests.fakes.answerers import DummyAnswerer

CHOICES = ("yes , a dog", "no [1] is happy", "the man", "a photo of the cat and the woman")
KINDS = ("blip2", "blip2_opt", "llava", "idefics3")


@pytest.fixture(scope="module")
def scorers() -> dict[str, WeighingScorer]:
    return {}


@pytest.fixture(params=KINDS)
def scorer(
    request: pytest.FixtureRequest, scorers: dict[str, WeighingScorer], saved: Callable[[str], Path]
) -> WeighingScorer:
    kind = request.param
    if kind not in scorers:
        scorers[kind] = writing_scorer(load_huggingface(str(saved(kind)), ModelOptions(device="cpu", at_once=3)))
    return scorers[kind]


def writing(scorer: WeighingScorer) -> Writing:
    assert isinstance(scorer.weigher, Writing)
    return scorer.weigher


def alone(scorer: WeighingScorer, image: Image.Image, question: Question, choice: str) -> float:
    """Return the mean log-probability of the pieces of one choice, by the library's own loss and nothing shared."""
    model, way = writing(scorer).model, writing(scorer)._way
    given = dict(way.prepare([way.about_regions(image, question)]))
    with torch.inference_mode():
        if way.tokenizer.padding_side == "right":  # BLIP-2 with an encoder
            return -model(**given, labels=torch.tensor([way.tokenizer(choice)["input_ids"]])).loss.item()
        lead = "" if "blip2" in scorer.name else "Answer:"
        before = len(way.tokenizer(lead, add_special_tokens=False)["input_ids"]) if lead else 0
        said = torch.tensor([way.tokenizer(f"{lead} {choice}", add_special_tokens=False)["input_ids"]])
        start = given["input_ids"].shape[1]
        given["input_ids"] = torch.cat([given["input_ids"], said], 1)
        given["attention_mask"] = torch.ones_like(given["input_ids"])
        logs = model(**given).logits.log_softmax(-1)[0]
        places = range(start + before, given["input_ids"].shape[1])
        return sum(float(logs[place - 1, given["input_ids"][0, place]]) for place in places) / len(places)


def test_each_choice_is_as_likely_as_the_library_finds_it_alone(
    scorer: WeighingScorer, picture: Image.Image, question: Question
) -> None:
    with torch.inference_mode():
        found = writing(scorer).scores(picture, question, CHOICES, {})  # three at once, then the fourth

    expected = [alone(scorer, picture, question, choice) for choice in CHOICES]
    assert found.tolist() == pytest.approx(expected, abs=1e-4)
    assert scorer.score(picture, question, CHOICES) == pytest.approx(found.double().softmax(0).tolist(), abs=1e-6)


def test_a_picture_is_looked_at_once_for_each_arrangement_of_its_regions(
    scorer: WeighingScorer, picture: Image.Image, other_picture: Image.Image, question: Question
) -> None:
    assert isinstance(scorer, LookingScorer)
    shown: list[int] = []
    eye: Any = writing(scorer).model.get_encoder(modality="image")
    patches = next(layer for layer in eye.modules() if isinstance(layer, torch.nn.Conv2d))
    hook = patches.register_forward_pre_hook(lambda _, inputs: shown.append(len(inputs[0])))
    other = question.model_copy(update={"text": "is [1] happy ?"})
    try:
        score = scorer.look(picture)
        found = [score(each, CHOICES) for each in (question, other, question)]
        assert shown == [1]
        plain = score(question.model_copy(update={"regions": ()}), CHOICES)
        assert shown == [1, 1]
    finally:
        hook.remove()
    assert found[0] == found[2] != found[1]
    assert found[0] != plain
    assert found[0] != scorer.score(other_picture, question, CHOICES)


def test_a_model_that_cannot_be_handed_what_was_seen_looks_again(
    scorer: WeighingScorer, picture: Image.Image, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = scorer.score(picture, question, CHOICES)
    weigher = writing(scorer)
    monkeypatch.setattr(weigher, "_takes", {"logits_to_keep": None} if weigher._lead else {})

    assert scorer.score(picture, question, CHOICES) == pytest.approx(expected, abs=1e-5)


def test_what_no_model_has_room_for_is_refused(saved: Callable[[str], Path], picture: Image.Image) -> None:
    scorer = build_scorer(f"hf:{saved('blip2_opt')}", ModelOptions(device="cpu"))
    question = Question(image_id="0" * 64, text="why ?")

    with pytest.raises(BadQuestion, match="reads up to 256 pieces of picture, question and choice together"):
        scorer.score(picture, question, ("a dog", "cat " * 300))


def test_a_model_that_breaks_down_says_so(scorer: WeighingScorer, picture: Image.Image, question: Question) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("out of order")

    broken = writing(scorer).model.get_input_embeddings().register_forward_pre_hook(fail)
    try:
        with pytest.raises(AnswerFailed, match="broke down while choosing"):
            scorer.score(picture, question, CHOICES)
    finally:
        broken.remove()


def test_the_student_of_the_app_chooses_with_the_weights_it_answers_with(saved: Callable[[str], Path]) -> None:
    name = f"hf:{saved('llava')}"
    student = build_answerer(name, ModelOptions(device="cpu"))

    scorer = share_scorer(name, lambda: student)

    assert isinstance(scorer, WeighingScorer)
    assert writing(scorer).model is getattr(student, "model", None)
    assert (scorer.name, scorer.nature) == (name, "likelihood")
    assert scorer.doubts(Image.new("RGB", (4, 4))) == ()
    assert share_writer("", DummyAnswerer) is None
    assert share_scorer(f"hf:{saved('clip')}", lambda: student) is None
