"""Models are asked in training as they are asked when they serve, and say in training what they say then."""

import copy
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from models.errors import BadSetting
from models.records import QAR, Box, Question, Region
from models.registry import ModelOptions, build_answerer
from tests.fakes.tiny_statements import SIDE
from training.data.example import Example
from training.generative.batches import Batch
from training.generative.learning import eye_of, halve_frozen, make_ready, merged
from training.generative.presets import WRITERS
from training.generative.start import Start, start_from

KINDS = ("blip2", "blip2_opt", "llava", "idefics3")
TINY = WRITERS["smoke"].model_copy(update={"side": SIDE, "split": 0.0})
REGIONS = (Region(id=0, box=Box(2, 4, 16, 36), label="man"), Region(id=1, box=Box(20, 4, 44, 30)))
LONG = QAR(question="why is the man [0] sad ?", answer="no , [1] is a dog", rationale="a photo of [1]")
SHORT = QAR(question="why ?", answer="yes", rationale="")


def example(qar: QAR) -> Example:
    return Example(id="a", image="0.png", qar=qar, regions=REGIONS)


def picture(seed: int = 7) -> Image.Image:
    torch.manual_seed(seed)
    return Image.fromarray(torch.randint(0, 255, (40, 48, 3), dtype=torch.uint8).numpy())


def batch_of(start: Start, *qars: QAR) -> Batch:
    rng = random.Random(0)
    family: Any = start.family
    return family.batch([family.answering(picture(), example(qar), rng) for qar in qars])


@pytest.fixture(scope="module", params=KINDS)
def start(request: pytest.FixtureRequest, init: Callable[[str], Path]) -> Start:
    opened = start_from(init(request.param), TINY)
    opened.model.eval()
    return opened


@torch.inference_mode()
def test_what_is_said_is_as_likely_in_training_as_when_it_serves(start: Start) -> None:
    batch = batch_of(start, LONG, SHORT)
    way: Any = start.family._way
    asks = [way.about_regions(picture(), _question(qar)) for qar in (LONG, SHORT)]
    picture_token = [start.model.config.image_token_id]  # random weights may say even that
    out = start.model.generate(
        **way.prepare(asks),
        max_new_tokens=5,
        do_sample=False,
        suppress_tokens=picture_token,
        output_logits=True,
        return_dict_in_generate=True,
    )
    spoken = out.sequences[:, -5:]

    scores = start.family.scores(start.model, batch._replace(said=spoken, told=torch.ones_like(spoken)))

    # Pictures are made small by torch here and by Pillow there, which differ in the last bit of a byte.
    assert torch.allclose(scores, torch.stack(out.logits, 1), atol=0.1)


def _question(qar: QAR) -> Question:
    regions = tuple(each.model_copy(update={"label": ""}) for each in REGIONS)
    return Question(image_id="0" * 64, text=qar.question, regions=regions)


def test_replies_end_where_the_model_stops_and_are_padded_behind(start: Start) -> None:
    batch = batch_of(start, LONG, SHORT)
    tokenizer = start.processor.tokenizer
    end = tokenizer.convert_tokens_to_ids("</s>")

    long, short = (row[told.bool()] for row, told in zip(batch.said, batch.told, strict=True))

    assert (long[-1], short[-1]) == (end, end)
    assert batch.told[1].tolist() == [1] * len(short) + [0] * (len(long) - len(short))
    said = tokenizer.decode(long[:-1]).lower()
    assert "no , [ 1 ] is a dog" in said.replace("[1]", "[ 1 ]")
    assert "rationale : a photo of" in said.replace("rationale:", "rationale :")
    assert "rationale" not in tokenizer.decode(short)


def test_no_label_of_a_region_is_learned_with(start: Start) -> None:
    turn = start.family.answering(picture(), example(SHORT), random.Random(0))

    assert "man" not in turn.asked


@torch.inference_mode()
def test_a_reply_does_not_hang_on_what_stands_beside_it(start: Start) -> None:
    both, alone = batch_of(start, LONG, SHORT), batch_of(start, SHORT)

    first, second = (start.family.scores(start.model, each) for each in (both, alone))

    length = int(alone.told.sum())
    assert torch.allclose(first[1, :length], second[0, :length], atol=1e-4)


@torch.inference_mode()
def test_regions_are_seen(start: Start) -> None:
    family: Any = start.family
    moved = example(LONG).model_copy(update={"regions": (REGIONS[1], REGIONS[0].model_copy(update={"id": 3}))})
    turns = [family.answering(picture(), each, random.Random(0)) for each in (example(LONG), moved)]
    one, other = (family.batch([turn._replace(asked="why ?", said="yes")]) for turn in turns)

    first, second = (family.scores(start.model, each) for each in (one, other))

    assert not torch.allclose(first, second, atol=1e-6)


def test_only_what_joins_picture_and_words_learns(start: Start) -> None:
    learning = {name for name, each in start.model.named_parameters() if each.requires_grad}
    frozen = {name for name, each in start.model.named_parameters() if not each.requires_grad}

    assert learning
    assert all(any(part in name for part in start.family.connectors) for name in learning)
    assert any("language_model" in name or "text_model" in name for name in frozen)
    eye = eye_of(start.model)
    assert eye is not None
    assert not any(each.requires_grad for each in eye.parameters())


@torch.inference_mode()
def test_what_does_not_learn_may_be_held_in_half_the_memory(start: Start) -> None:
    halved = copy.deepcopy(start.model)
    halve_frozen(halved)
    batch = batch_of(start, LONG, SHORT)

    with torch.autocast("cpu", torch.bfloat16):
        expected, found = (start.family.scores(model, batch).float() for model in (start.model, halved))

    sizes = [sum(each.numel() * each.element_size() for each in model.parameters()) for model in (start.model, halved)]
    assert sizes[1] < 0.85 * sizes[0]
    assert all(each.dtype == torch.float32 for each in halved.parameters() if each.requires_grad)
    assert (found - expected).abs().max() < 0.05 * expected.abs().max()


def test_blip2_splits_texts_at_random_and_chat_models_are_asked_whole(init: Callable[[str], Path]) -> None:
    split, whole = (start_from(init("blip2"), TINY.model_copy(update={"split": share})).family for share in (1.0, 0.0))
    rng = random.Random(3)

    parts = {tuple(split.halves(example(LONG), rng)) for _ in range(40)}
    read, said, _ = whole.halves(example(LONG), rng)

    assert len(parts) > 4
    assert {f"{each[0]} {each[1]}" for each in parts} == {
        "Question: why is the man [0] sad ? Answer: no , [1] is a dog Rationale: a photo of [1]"
    }
    assert (read, said) == (
        "Question: why is the man [0] sad ? Answer:",
        "no , [1] is a dog Rationale: a photo of [1]",
    )


@pytest.mark.parametrize("kind", ["blip2", "llava"])
def test_lora_lets_the_language_learn_and_leaves_nothing_of_itself(init: Callable[[str], Path], kind: str) -> None:
    pytest.importorskip("peft")
    start = start_from(init(kind), TINY.model_copy(update={"learns": "lora", "rank": 2}))
    learning = [name for name, each in start.model.named_parameters() if each.requires_grad]
    for name, each in start.model.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(each, std=0.5)
    start.model.eval()
    batch = batch_of(start, LONG)

    with torch.inference_mode():
        before = start.family.scores(start.model, batch)
        after = start.family.scores(merged(start.model), batch)

    assert sum("lora_A" in name for name in learning) > 8
    assert not any("vision" in name or "lm_head" in name for name in learning)
    assert not any("lora" in name for name, _ in start.model.named_parameters())
    assert torch.allclose(before, after, atol=1e-4)


def test_lora_without_its_package_is_refused_with_what_brings_it(
    init: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "peft", None)

    with pytest.raises(BadSetting, match=r"pip install 'deixis\[peft\]' brings it"):
        start_from(init("llava"), TINY.model_copy(update={"learns": "lora"}))


def test_a_model_whose_connector_is_not_known_is_refused(init: Callable[[str], Path]) -> None:
    model = build_answerer(f"hf:{init('llava')}", ModelOptions(device="cpu")).model  # type: ignore[reportAttributeAccessIssue]  # of every hf: answerer

    with pytest.raises(BadSetting, match="Which part of a llava joins picture and words is not known"):
        make_ready(model, ("nothing",), TINY)


def test_what_does_not_write_is_not_begun_with(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"not a saved model\. Begin with another folder by --init"):
        start_from(tmp_path, TINY)
    with pytest.raises(BadSetting, match="There is no folder some/model; download the model"):
        start_from(Path("some/model"), TINY)
