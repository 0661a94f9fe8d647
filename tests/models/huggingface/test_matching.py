"""CLIP, SigLIP, BLIP and BLIP-2 choose as the library's own models score, and see a picture once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image
from safetensors.torch import save_file
from torch import Tensor
from transformers import AutoModel, AutoProcessor, Blip2ForImageTextRetrieval, BlipForImageTextRetrieval

from models.base import LookingScorer
from models.blip2.first_stage import open_first_stage, save_first_stage
from models.choosing import nature_of
from models.errors import AnswerFailed, BadQuestion, BadSetting, ModelUnavailable
from models.huggingface.choosing import load_scorer
from models.huggingface.matching import Matching
from models.huggingface.weighing import WeighingScorer
from models.marks import MarkStyle
from models.prompting import draw_marks
from models.records import Box, Question, Region
from models.registry import ChoosesBy, ModelOptions
from tests.fakes import tiny_first_stage, tiny_matchers, tiny_models, tiny_seers

CHOICES = ("yes , a dog", "no [1] is happy", "the man", "a photo of the cat and the woman")
PLAIN = Question(image_id="0" * 64, text="why is the man sad ?")
ALONE = Question(image_id="0" * 64, text="")
MAKERS: dict[str, Callable[[Path], Path]] = {
    "clip": tiny_models.clip,
    "siglip": tiny_seers.siglip,
    "siglip2": tiny_matchers.siglip2,
    "blip": tiny_matchers.blip,
    "blip2": tiny_first_stage.blip2_itm,
}
WAYS = [("clip", "itc"), ("siglip", "itc"), ("siglip2", "itc")]
WAYS += [("blip", "itm"), ("blip", "itc"), ("blip2", "itm"), ("blip2", "itc")]


def options(by: str = "auto") -> ModelOptions:
    return ModelOptions.model_validate({"device": "cpu", "chooses_by": by})


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("matchers")
    for kind, make in MAKERS.items():
        make(home / kind)
    return home


@pytest.fixture(scope="module", params=WAYS, ids="-".join)
def way(request: pytest.FixtureRequest) -> tuple[str, str]:
    return request.param


@pytest.fixture(scope="module")
def scorer(way: tuple[str, str], home: Path) -> WeighingScorer:
    kind, by = way
    loaded = load_scorer(str(home / kind), options(by))
    assert isinstance(loaded, WeighingScorer)
    assert isinstance(loaded, LookingScorer)
    return loaded


def matcher_of(scorer: WeighingScorer) -> Any:  # Any: each matcher names its model's parts as the library does
    assert isinstance(scorer.weigher, Matching)
    return scorer.weigher.matcher


def own_logits(folder: Path, by: str, picture: Image.Image, texts: list[str]) -> Tensor:
    """Return what the library's model itself says of a picture and texts [T]."""
    processor: Any = AutoProcessor.from_pretrained(folder)
    pixels = processor.image_processor(images=picture, return_tensors="pt")
    long = "max_length" if folder.name.startswith("siglip") else True
    words = processor.tokenizer(texts, padding=long, return_tensors="pt")
    model: Any
    with torch.inference_mode():
        if folder.name == "blip":
            model = BlipForImageTextRetrieval.from_pretrained(folder).eval()
            shown = {"pixel_values": pixels["pixel_values"].expand(len(texts), -1, -1, -1)}
            score = model(**shown, **words, use_itm_head=by == "itm").itm_score
            return score[:, 1] - score[:, 0] if by == "itm" else score[0] / 0.07
        if folder.name == "blip2":
            model = Blip2ForImageTextRetrieval.from_pretrained(folder).eval()
            shown = {"pixel_values": pixels["pixel_values"].expand(len(texts), -1, -1, -1)}
            score = model(**shown, **words, use_image_text_matching_head=by == "itm").logits_per_image
            return score[:, 1] - score[:, 0] if by == "itm" else score[0] / 0.07
        model = AutoModel.from_pretrained(folder).eval()
        return model(**pixels, **words).logits_per_image[0]


def test_the_shares_are_those_of_the_library_s_own_scores(
    scorer: WeighingScorer, way: tuple[str, str], home: Path, picture: Image.Image
) -> None:
    kind, by = way
    square = picture.resize((32, 32))  # BLIP-2 is resized by our own function, and pictures of this size are not

    shares = scorer.score(square, ALONE, CHOICES)

    expected = own_logits(home / kind, by, square, list(CHOICES)).double().softmax(0)
    assert shares == pytest.approx(expected.tolist(), abs=2e-5)
    assert nature_of(scorer) == by
    assert scorer.name == f"hf:{home / kind}"


def test_choices_that_are_read_together_get_what_each_would_alone(scorer: WeighingScorer, picture: Image.Image) -> None:
    together = torch.tensor(scorer.score(picture, PLAIN, CHOICES)).log()

    for place in (1, 2, 3):
        pair = torch.tensor(scorer.score(picture, PLAIN, (CHOICES[0], CHOICES[place]))).log()
        assert float(pair[1] - pair[0]) == pytest.approx(float(together[place] - together[0]), abs=1e-4)


def test_a_picture_is_seen_once_for_each_arrangement_of_regions(
    scorer: WeighingScorer, picture: Image.Image, other_picture: Image.Image, question: Question
) -> None:
    matcher = matcher_of(scorer)
    eye = (getattr(matcher, "model", None) or matcher.stage.model).vision_model
    shown: list[int] = []
    hook = eye.register_forward_hook(lambda *_: shown.append(1))
    try:
        score = scorer.look(picture)
        found = [score(asked, CHOICES) for asked in (PLAIN, ALONE, PLAIN)]
        assert len(shown) == 1
        marked = [score(question, CHOICES) for _ in range(2)]
        assert len(shown) == 2
    finally:
        hook.remove()
    assert found[0] == found[2]
    assert marked[0] == marked[1] != score(question.model_copy(update={"regions": ()}), CHOICES)
    assert found[0] == scorer.score(picture, PLAIN, CHOICES) != scorer.score(other_picture, PLAIN, CHOICES)


def test_questions_count_where_they_are_given(scorer: WeighingScorer, picture: Image.Image) -> None:
    assert scorer.score(picture, PLAIN, CHOICES) != scorer.score(picture, ALONE, CHOICES)


def test_regions_are_drawn_and_numbered_by_their_place(home: Path, picture: Image.Image) -> None:
    scorer = load_scorer(str(home / "clip"), options())
    regions = (Region(id=7, box=Box(4, 4, 40, 50)), Region(id=3, box=Box(50, 9, 90, 60)))
    asked = Question(image_id="0" * 64, text="[7] sad ?", regions=regions)
    texts = ["[0] sad ? [1] is a cat", "[0] sad ? [0] is a dog"]

    shares = scorer.score(picture, asked, ("[3] is a cat", "[7] is a dog"))

    placed = tuple(region.model_copy(update={"id": place}) for place, region in enumerate(regions))
    expected = own_logits(home / "clip", "itc", draw_marks(picture, placed, MarkStyle()), texts).softmax(0)
    assert shares == pytest.approx(expected.tolist(), abs=2e-5)


def test_what_is_too_long_for_a_contrast_is_cut_and_refused_where_it_decides(home: Path, picture: Image.Image) -> None:
    scorer = load_scorer(str(home / "siglip"), options())
    sixteen = "the man is " * 5

    cut = scorer.score(picture, ALONE, (f"{sixteen} sad", "a dog"))

    assert cut == pytest.approx(scorer.score(picture, ALONE, (f"{sixteen} happy cat", "a dog")), abs=1e-6)
    with pytest.raises(BadQuestion, match="up to 16 pieces of words of a text, and within these"):
        scorer.score(picture, ALONE, (f"{sixteen} sad", f"{sixteen} happy"))
    assert scorer.score(picture, ALONE, ("unheard", "strange")) == pytest.approx((0.5, 0.5))  # it knows neither word


@pytest.mark.parametrize(("kind", "most"), [("blip", 48), ("blip2", 128)])
def test_what_is_too_long_to_be_judged_is_refused(kind: str, most: int, home: Path, picture: Image.Image) -> None:
    scorer = load_scorer(str(home / kind), options())

    with pytest.raises(BadQuestion, match=f"up to {most} pieces of words together, and these have"):
        scorer.score(picture, PLAIN, ("a dog", "cat " * 150))


def test_a_model_that_breaks_down_says_so(home: Path, picture: Image.Image) -> None:
    scorer = load_scorer(str(home / "clip"), options())
    assert isinstance(scorer, WeighingScorer)
    matcher_of(scorer).model.visual_projection = torch.nn.Linear(7, 7)

    with pytest.raises(AnswerFailed, match="broke down while choosing"):
        scorer.score(picture, PLAIN, CHOICES)


@pytest.mark.parametrize(
    ("kind", "by", "said"),
    [
        ("clip", "itm", "chooses by itc, and cannot by itm."),
        ("blip", "likelihood", "chooses by itm or itc, and cannot by likelihood."),
    ],
)
def test_what_a_model_cannot_choose_by_is_said(kind: str, by: ChoosesBy, said: str, home: Path) -> None:
    with pytest.raises(BadSetting, match=said):
        load_scorer(str(home / kind), options(by))


def test_a_model_that_says_nothing_of_pictures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="writes no answers about pictures"):
        load_scorer(str(tiny_models.llama(tmp_path / "llama")), options())


def test_the_temperature_that_was_learned_lies_beside_the_weights(home: Path, picture: Image.Image) -> None:
    stage = open_first_stage(home / "blip2")
    with torch.no_grad():
        stage.temperature.fill_(0.7)
    save_first_stage(stage, home / "colder")
    AutoProcessor.from_pretrained(home / "blip2").save_pretrained(home / "colder")

    sharp, flat = (
        torch.tensor(load_scorer(str(home / kind), options("itc")).score(picture, PLAIN, CHOICES)).log()
        for kind in ("blip2", "colder")
    )

    torch.testing.assert_close((sharp - sharp[0]) / 10, flat - flat[0], atol=1e-4, rtol=1e-4)
    save_file({"temp": torch.ones(3)}, home / "colder" / "lavis.safetensors")
    with pytest.raises(ModelUnavailable, match=r"lavis\.safetensors does not fit the weights beside it or is damaged"):
        load_scorer(str(home / "colder"), options("itc"))
