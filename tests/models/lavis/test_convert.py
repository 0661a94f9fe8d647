"""LAVIS checkpoints as folders of transformers and back, on tiny random models.

That the names are right is shown by `test_names.py`, and that both compute the same by the parity test.
"""

import json
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers as T
from safetensors.torch import load_file

from models.errors import BadSetting
from models.lavis.convert import ASIDE_FILE, convert, convert_back, enlarged, read_checkpoint
from models.lavis.names import to_lavis
from models.marks import MarkStyle
from models.marks_lskd import LSKD_MARKS
from tests.fakes.tiny_first_stage import blip2_itm
from tests.fakes.tiny_models import blip2, blip2_opt

HEADS = {"temp": torch.tensor(0.05), "qa_head.0.weight": torch.rand(4, 4), "r_head.0.weight": torch.rand(4, 4)}


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return blip2_itm(tmp_path_factory.mktemp("trained"), seed=1)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return blip2_itm(tmp_path_factory.mktemp("base"), seed=2)


def _load(folder: Path) -> Any:
    return T.Blip2ForImageTextRetrieval.from_pretrained(folder).eval()


def _checkpoint(folder: Path, model: Any, *, without: str = "") -> Path:
    """Save a model as LAVIS would, which leaves out what it did not train."""
    tensors = to_lavis({name: value.contiguous() for name, value in model.state_dict().items()}, HEADS)
    kept = {name: value for name, value in tensors.items() if not without or not name.startswith(without)}
    path = folder / "checkpoint.pth"
    torch.save({"model": kept, "optimizer": {"state": {}}, "scaler": None, "iters": 50_000}, path)
    return path


def _score(folder: Path, side: int = 32) -> torch.Tensor:
    words = T.AutoTokenizer.from_pretrained(folder)(["why is the man sad ?"], return_tensors="pt")
    pixels = torch.rand(1, 3, side, side, generator=torch.Generator().manual_seed(0))
    inputs = {"input_ids": words["input_ids"], "attention_mask": words["attention_mask"]}
    with torch.inference_mode():
        return _load(folder)(pixel_values=pixels, **inputs, use_image_text_matching_head=True).logits_per_image


def test_a_checkpoint_becomes_a_folder_that_scores_as_it_did(tmp_path: Path, trained: Path, base: Path) -> None:
    done = convert(_checkpoint(tmp_path, _load(trained)), str(base), tmp_path / "out")

    assert torch.allclose(_score(tmp_path / "out"), _score(trained), atol=1e-6)
    assert not torch.allclose(_score(base), _score(trained), atol=1e-2)
    assert done.architecture == "Blip2ForImageTextRetrieval"
    assert done.from_base == 0


def test_what_lavis_did_not_train_comes_from_the_base(tmp_path: Path, trained: Path, base: Path) -> None:
    checkpoint = _checkpoint(tmp_path, _load(trained), without="visual_encoder.")

    done = convert(checkpoint, str(base), tmp_path / "out")

    own, given, left = (_load(folder).state_dict() for folder in (tmp_path / "out", trained, base))
    assert done.from_base == sum(name.startswith(("vision_model.embeddings", "vision_model.encoder")) for name in own)
    assert torch.equal(own["itm_head.weight"], given["itm_head.weight"])
    name = "vision_model.encoder.layers.0.mlp.fc1.weight"
    assert torch.equal(own[name], left[name])


def test_what_transformers_has_no_place_for_lies_beside_the_weights(tmp_path: Path, trained: Path, base: Path) -> None:
    done = convert(_checkpoint(tmp_path, _load(trained)), str(base), tmp_path / "out")

    assert done.aside == tuple(sorted(HEADS))
    kept = load_file(tmp_path / "out" / ASIDE_FILE)
    assert all(torch.equal(kept[name], value) for name, value in HEADS.items())


def test_the_way_back_gives_the_same_checkpoint(tmp_path: Path, trained: Path, base: Path) -> None:
    checkpoint = _checkpoint(tmp_path, _load(trained))
    convert(checkpoint, str(base), tmp_path / "out")

    count = convert_back(tmp_path / "out", tmp_path / "again.pth")

    before, after = read_checkpoint(checkpoint), read_checkpoint(tmp_path / "again.pth")
    assert before.keys() == after.keys()
    assert count == len(before)
    # LAVIS has no biases for keys, so those of the random model are lost on the way.
    assert all(torch.equal(before[name], after[name]) for name in before)


def test_a_checkpoint_for_larger_pictures_keeps_its_table_of_places(tmp_path: Path, base: Path) -> None:
    large = blip2_itm(tmp_path / "large", side=48, seed=3)

    convert(_checkpoint(tmp_path, _load(large)), str(base), tmp_path / "out")

    assert _load(tmp_path / "out").config.vision_config.image_size == 48
    assert torch.allclose(_score(tmp_path / "out", 48), _score(large, 48), atol=1e-6)


def test_a_table_of_places_is_stretched_to_the_side_that_is_asked_for(
    tmp_path: Path, trained: Path, base: Path
) -> None:
    checkpoint = _checkpoint(tmp_path, _load(trained), without="visual_encoder.")

    convert(checkpoint, str(base), tmp_path / "out", side=64)

    stretched, before = _load(tmp_path / "out"), _load(base)
    pixels = torch.rand(1, 3, 64, 64)
    with torch.inference_mode():
        ours = stretched.vision_model(pixels).last_hidden_state
        theirs = before.vision_model(pixels, interpolate_pos_encoding=True).last_hidden_state
    # The last norm is LAVIS's own, and was in the checkpoint.
    assert stretched.config.vision_config.image_size == 64
    assert T.AutoProcessor.from_pretrained(tmp_path / "out").image_processor.size == {"height": 64, "width": 64}
    assert ours.shape == theirs.shape
    table = stretched.vision_model.embeddings.position_embedding
    assert torch.allclose(
        table, before.vision_model.embeddings.interpolate_pos_encoding(torch.zeros(1, 65, 32), 64, 64), atol=1e-6
    )
    with pytest.raises(BadSetting, match="smaller than one patch of 8"):
        enlarged(before, 4)


def test_how_it_knows_regions_is_kept_where_back_ends_look(tmp_path: Path, trained: Path, base: Path) -> None:
    convert(_checkpoint(tmp_path, _load(trained)), str(base), tmp_path / "out", marks=LSKD_MARKS)

    kept = json.loads((tmp_path / "out" / "deixis.json").read_text())["mark_style"]
    assert MarkStyle.model_validate(kept) == LSKD_MARKS


def test_one_with_flan_t5_is_converted_too(tmp_path: Path) -> None:
    base = blip2(tmp_path / "t5")
    model = T.Blip2ForConditionalGeneration.from_pretrained(base)
    torch.nn.init.normal_(model.language_projection.weight)
    tensors = to_lavis({name: value.contiguous() for name, value in model.state_dict().items()}, {})
    trained = {
        name: value
        for name, value in tensors.items()
        if name.startswith(("query_tokens", "Qformer", "t5_proj", "ln_vision"))
    }
    torch.save({"model": trained}, tmp_path / "checkpoint.pth")

    done = convert(tmp_path / "checkpoint.pth", str(base), tmp_path / "out")

    own = T.Blip2ForConditionalGeneration.from_pretrained(tmp_path / "out")
    assert done.architecture == "Blip2ForConditionalGeneration"
    assert torch.equal(own.language_projection.weight, model.language_projection.weight)


class _Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return (print, ("run",))


@pytest.mark.parametrize(
    ("stored", "reason"),
    [
        ({"model": {"backbone.weight": torch.rand(2)}}, "nothing here is called 'backbone.weight'"),
        ({"model": {}}, "holds no tensors by name"),
        ([1, 2], "holds no tensors by name"),
        ({"model": {"temp": torch.rand(1)}}, "holds nothing of a BLIP-2"),
        ({"model": {"itm_head.weight": torch.rand(2, 5)}}, r"itm_head.weight is \(2, 5\) in .* and \(2, 32\) in"),
        ({"model": {"t5_proj.weight": torch.rand(2)}}, "has no language_projection.weight"),
        ({"model": _Evil()}, "code in a checkpoint is never run here"),
        ({"model": {"itm_head.bias": torch.rand(2)}}, "lacks 6[0-9] tensors that LAVIS trains, such as embeddings"),
    ],
)
def test_what_is_no_such_checkpoint_is_refused_in_a_sentence(
    tmp_path: Path, base: Path, stored: object, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    torch.save(stored, tmp_path / "bad.pth")

    with pytest.raises(BadSetting, match=reason):
        convert(tmp_path / "bad.pth", str(base), tmp_path / "out")

    assert "run" not in capsys.readouterr().out.split(), "no code of a checkpoint is ever run"
    assert not (tmp_path / "out").exists()


def test_bases_and_places_that_will_not_do_are_refused(tmp_path: Path, trained: Path, base: Path) -> None:
    checkpoint = _checkpoint(tmp_path, _load(trained))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").touch()

    with pytest.raises(BadSetting, match="is not empty"):
        convert(checkpoint, str(base), tmp_path / "full")
    with pytest.raises(BadSetting, match="cannot be loaded as a base"):
        convert(checkpoint, str(tmp_path / "none"), tmp_path / "out")
    with pytest.raises(BadSetting, match="holds no BLIP-2"):
        convert_back(tmp_path / "none", tmp_path / "new.pth")
    with pytest.raises(BadSetting, match="is there already"):
        convert_back(base, checkpoint)
    with pytest.raises(BadSetting, match="speaks by opt; only FlanT5 goes back to LAVIS"):
        convert_back(blip2_opt(tmp_path / "opt"), tmp_path / "opt.pth")
    with pytest.raises(BadSetting, match=r"There is no folder .*nowhere to write new.pth into"):
        convert_back(base, tmp_path / "nowhere" / "new.pth")
    with pytest.raises(BadSetting, match="is a file; name a new folder"):
        convert(checkpoint, str(base), tmp_path / "full" / "a")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"hello", "is no checkpoint that torch can read"), (b"PK\x03\x04" + bytes(60), "is no checkpoint|is damaged")],
)
def test_a_file_of_any_bytes_is_refused_in_a_sentence(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "any.pth").write_bytes(content)

    with pytest.raises(BadSetting, match=reason):
        read_checkpoint(tmp_path / "any.pth")
    with pytest.raises(BadSetting, match="cannot be read as a checkpoint: Is a directory"):
        read_checkpoint(tmp_path)
