"""BLIP-2's first stage in its three uses, on a tiny random model."""

from pathlib import Path

import pytest
import torch
from torch import Tensor
from transformers import Blip2ForImageTextRetrieval

from models.blip2.first_stage import FirstStage, open_first_stage, save_first_stage
from models.blip2.masks import saying, together
from models.lavis.convert import convert_back, read_checkpoint
from tests.fakes.tiny_first_stage import blip2_itm

WORDS = torch.tensor([[4, 7, 8, 9, 3], [4, 10, 3, 0, 0]])
MASK = (WORDS != 0).long()
PIXELS = torch.rand(2, 3, 32, 32, generator=torch.Generator().manual_seed(0))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return blip2_itm(tmp_path_factory.mktemp("itm"))


@pytest.fixture(scope="module")
def stage(folder: Path) -> FirstStage:
    torch.manual_seed(0)
    return open_first_stage(folder).eval()


@torch.inference_mode()
def test_matching_and_contrast_are_those_of_transformers(stage: FirstStage, folder: Path) -> None:
    model = Blip2ForImageTextRetrieval.from_pretrained(folder).eval()
    given = {"pixel_values": PIXELS, "input_ids": WORDS, "attention_mask": MASK}

    seen = stage.see(PIXELS)

    matched = stage.match(seen, WORDS, MASK).mean(1)
    theirs = model(**given, use_image_text_matching_head=True).logits_per_image
    assert torch.allclose(matched, theirs, atol=1e-5)
    alike = torch.einsum("bqd,td->btq", stage.compare_pictures(seen), stage.compare_texts(WORDS, MASK)).amax(-1)
    theirs = model(**given, use_image_text_matching_head=False).logits_per_image
    assert torch.allclose(alike, theirs, atol=1e-5)


@torch.inference_mode()
def test_a_word_that_is_said_knows_only_those_before_it(stage: FirstStage) -> None:
    seen = stage.see(PIXELS)
    changed = WORDS.clone()
    changed[0, 3] = 12

    before, after = stage.say(seen, WORDS, MASK), stage.say(seen, changed, MASK)

    assert torch.allclose(before[0, :3], after[0, :3], atol=1e-6)
    assert not torch.allclose(before[0, 3:], after[0, 3:], atol=1e-3)


@torch.inference_mode()
def test_what_is_said_and_judged_depends_on_the_picture_and_not_on_padding(stage: FirstStage) -> None:
    seen = stage.see(PIXELS)
    others = stage.see(1 - PIXELS)
    longer = torch.nn.functional.pad(WORDS, (0, 3), value=0)

    for use in (stage.say, stage.match):
        said = use(seen, WORDS, MASK)
        assert not torch.allclose(said, use(others, WORDS, MASK), atol=1e-4)
        padded = use(seen, longer, (longer != 0).long())[:, : said.shape[1]]
        kept = MASK.bool() if use == stage.say else torch.ones(said.shape[:2], dtype=torch.bool)
        assert torch.allclose(said[kept], padded[kept], atol=1e-5)


@pytest.mark.parametrize("attention", ["eager", "sdpa"])
@torch.inference_mode()
def test_both_kinds_of_attention_say_the_same(folder: Path, stage: FirstStage, attention: str) -> None:
    other = FirstStage(Blip2ForImageTextRetrieval.from_pretrained(folder, attn_implementation=attention)).eval()
    other.speaking.load_state_dict(stage.speaking.state_dict())

    said = other.say(other.see(PIXELS), WORDS, MASK)

    assert torch.allclose(said, stage.say(stage.see(PIXELS), WORDS, MASK), atol=1e-5)


@torch.inference_mode()
def test_larger_pictures_are_seen_whole(stage: FirstStage) -> None:
    assert stage.see(torch.rand(1, 3, 48, 48)).shape == (1, 37, 32)


def test_saving_keeps_everything(stage: FirstStage, tmp_path: Path) -> None:
    with torch.no_grad():
        stage.temperature.fill_(0.03)

    save_first_stage(stage, tmp_path / "saved")

    again = open_first_stage(tmp_path / "saved")
    assert all(torch.equal(value, again.state_dict()[name]) for name, value in stage.state_dict().items())


def test_what_was_saved_becomes_a_checkpoint_of_lavis(stage: FirstStage, tmp_path: Path) -> None:
    save_first_stage(stage, tmp_path / "saved")

    count = convert_back(tmp_path / "saved", tmp_path / "lavis.pth")

    tensors = read_checkpoint(tmp_path / "lavis.pth")
    assert len(tensors) == count
    assert torch.equal(tensors["temp"], stage.temperature)
    assert torch.equal(tensors["itm_head.weight"], stage.model.itm_head.weight)


def _seen_by(mask: Tensor) -> list[list[bool]]:
    return (mask[0, 0] == 0).tolist()


def test_queries_see_no_words_and_words_see_queries_and_what_came_before() -> None:
    seen = _seen_by(saying(torch.tensor([[1, 1, 0]]), 2, torch.float32))

    assert seen[0] == [True, True, False, False, False]
    assert seen[2] == [True, True, True, False, False]
    assert seen[3] == [True, True, True, True, False]
    assert together(torch.tensor([[1, 1, 0]]), 2).tolist() == [[1, 1, 1, 1, 0]]
