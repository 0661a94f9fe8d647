"""Models that see and write describe regions, tell pictures and answer questions, several at a time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from models.base import Captioner, Narrator, QuestionAnswerer
from models.errors import AnswerFailed, BadSetting, ModelUnavailable
from models.huggingface.telling import AnsweringTeller, Teller, load_teller
from models.records import Box, Region
from models.registry import ModelOptions
from models.verbalizing.registry import VerbalizerNames, build_verbalizers
from tests.fakes import tiny_models, tiny_seers

CPU = ModelOptions(device="cpu", max_tokens=6, at_once=2)
ASKED = ("blip2", "blip2_opt", "llava", "idefics3")
KINDS = (*ASKED, "florence2")
REGIONS = [Region(id=number + 3, box=Box(5 + 25 * number, 5, 35 + 25 * number, 50)) for number in range(3)]
Load = Callable[[str], Any]


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Load:
    loaded: dict[str, Teller] = {}

    def teller(kind: str) -> Teller:
        if kind not in loaded:
            make = getattr(tiny_models, kind, None) or getattr(tiny_seers, kind)
            loaded[kind] = load_teller(str(make(tmp_path_factory.mktemp(kind) / "model")), CPU)
        return loaded[kind]

    return teller


def looked_at(teller: Any) -> list[torch.Tensor]:
    """Return a list that grows by the pixels of every batch."""
    seen: list[torch.Tensor] = []
    eye = next(layer for layer in teller.way.model.modules() if isinstance(layer, torch.nn.Conv2d))
    eye.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].clone()))
    return seen


@pytest.mark.parametrize("kind", KINDS)
def test_every_region_gets_a_caption_without_prompt_or_signs(load: Load, kind: str, picture: Image.Image) -> None:
    teller: Captioner = load(kind)

    captions = teller.caption(picture, REGIONS)

    assert len(captions) == 3
    assert all(captions)
    assert all("<" not in text and len(text.split()) <= 6 for text in captions)
    assert "user" not in captions[0].split()[:1] or kind != "llava", "the prompt is not repeated"
    assert teller.caption(picture, ()) == ()


@pytest.mark.parametrize("kind", ASKED)
def test_each_region_is_seen_with_its_own_box_drawn_in_two_at_a_time(
    tmp_path: Path, kind: str, picture: Image.Image
) -> None:
    teller = load_teller(str(getattr(tiny_models, kind)(tmp_path / kind)), CPU)
    seen = looked_at(teller)

    teller.caption(picture, REGIONS)

    rows = [row for batch in seen for row in batch]
    assert [len(batch) for batch in seen] == [2, 1]
    assert not any(torch.equal(rows[a], rows[b]) for a, b in ((0, 1), (0, 2), (1, 2)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_looked_at_once_for_what_is_asked_about_it_together(
    tmp_path: Path, kind: str, picture: Image.Image
) -> None:
    make = getattr(tiny_models, kind, None) or getattr(tiny_seers, kind)
    teller = load_teller(str(make(tmp_path / kind)), CPU)
    seen = looked_at(teller)

    teller.narrate(picture, 4, temperature=3.0)
    if isinstance(teller, QuestionAnswerer):
        teller.reply(picture, ["why ?", "a photo ?"])

    assert [len(batch) for batch in seen] == [1, 1][: len(seen)]


def test_florence_is_told_the_corners_of_a_region_as_it_was_trained(load: Load, picture: Image.Image) -> None:
    teller = load("florence2")
    whole = Region(id=9, box=Box(0, 0, *picture.size))

    asked = [teller.way.about_region(picture, region).text for region in (REGIONS[0], whole)]
    inputs = teller.way.prepare([teller.way.about_region(picture, REGIONS[0])])

    assert asked == [
        "<REGION_TO_DESCRIPTION><loc_52><loc_78><loc_364><loc_781>",
        "<REGION_TO_DESCRIPTION><loc_0><loc_0><loc_999><loc_999>",
    ]
    corners = teller.way.tokenizer.convert_tokens_to_ids(["<loc_52>", "<loc_78>", "<loc_364>", "<loc_781>"])
    assert set(corners) <= set(inputs["input_ids"][0].tolist())


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_tells_the_same_and_another_something_else(load: Load, kind: str, picture: Image.Image) -> None:
    teller: Narrator = load(kind)
    before = torch.random.get_rng_state()

    one, again, other = (teller.narrate(picture, 4, temperature=3.0, seed=seed) for seed in (1, 1, 2))

    assert len(one) == 4
    assert one == again != other
    assert torch.equal(torch.random.get_rng_state(), before), "nobody else's random numbers are touched"


@pytest.mark.parametrize("kind", KINDS)
def test_without_warmth_every_narrative_is_the_likeliest(load: Load, kind: str, picture: Image.Image) -> None:
    told = load(kind).narrate(picture, 3, temperature=0)

    assert len(told) == 3
    assert len(set(told)) == 1
    assert load(kind).narrate(picture, 0) == ()


@pytest.mark.parametrize("kind", ASKED)
def test_every_question_gets_its_own_answer_whatever_stands_beside_it(
    load: Load, kind: str, picture: Image.Image
) -> None:
    teller: QuestionAnswerer = load(kind)
    questions = ["why ?", "is the man happy and is the dog sad ?", "a photo ?"]

    together = teller.reply(picture, questions)

    assert len(together) == 3
    assert together == tuple(teller.reply(picture, [question])[0] for question in questions)


@torch.inference_mode()
@pytest.mark.parametrize("kind", ["blip2", "blip2_opt"])
def test_a_longer_question_beside_it_does_not_change_what_is_likely(
    load: Load, kind: str, picture: Image.Image
) -> None:
    way = load(kind).way
    asks = [way.about_question(picture, question) for question in ("why ?", "why is the man with the dog sad ?")]

    alone, beside = (
        way.model.generate(**way.prepare(some), max_new_tokens=1, output_logits=True, return_dict_in_generate=True)
        for some in (asks[:1], asks)
    )

    assert torch.allclose(alone.logits[0][0], beside.logits[0][0], atol=1e-4)


def test_a_model_that_answers_no_questions_is_refused_as_an_answerer(tmp_path: Path) -> None:
    florence = f"hf:{tiny_seers.florence2(tmp_path / 'florence2')}"

    with pytest.raises(ModelUnavailable, match='florence2" answers no questions'):
        build_verbalizers(VerbalizerNames(captioner=florence, answerer=florence), CPU)
    assert isinstance(build_verbalizers(VerbalizerNames(captioner=florence), CPU).captioner, Teller)


def test_one_model_with_several_jobs_is_loaded_once(tmp_path: Path) -> None:
    llava = f"hf:{tiny_models.llava(tmp_path / 'llava')}"

    built = build_verbalizers(VerbalizerNames(narrator=llava, captioner=llava, answerer=llava), CPU)

    assert isinstance(built.answerer, AnsweringTeller)
    assert built.narrator is built.captioner is built.answerer
    assert built.tagger is built.detector


@pytest.mark.parametrize("wrong", [{"temperature": -0.1}, {"nucleus": 1.2}])
def test_sampling_that_means_nothing_is_refused(load: Load, picture: Image.Image, wrong: dict[str, float]) -> None:
    with pytest.raises(BadSetting, match="means nothing"):
        load("blip2").narrate(picture, 1, **wrong)


def test_a_break_down_is_one_sentence(tmp_path: Path, picture: Image.Image) -> None:
    teller = load_teller(str(tiny_models.llava(tmp_path / "llava")), CPU)

    def break_down(*_: object) -> None:
        raise RuntimeError("sizes do not match")

    teller.way.model.register_forward_hook(break_down)

    with pytest.raises(AnswerFailed, match="broke down at this picture"):
        teller.caption(picture, REGIONS)


def test_a_model_that_writes_nothing_about_pictures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="writes no answers about pictures"):
        load_teller(str(tiny_models.clip(tmp_path / "clip")), CPU)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@pytest.mark.parametrize("kind", KINDS)
def test_pictures_are_put_into_words_on_the_gpu(tmp_path: Path, kind: str, picture: Image.Image) -> None:
    make = getattr(tiny_models, kind, None) or getattr(tiny_seers, kind)
    teller = load_teller(str(make(tmp_path / kind)), ModelOptions(max_tokens=6))

    assert all(teller.caption(picture, REGIONS))
    assert len(teller.narrate(picture, 2, seed=1)) == 2
