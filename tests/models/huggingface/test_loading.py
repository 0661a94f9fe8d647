"""Every way in which a folder cannot be a student ends in one clear sentence."""

import json
import pickle
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers.utils import is_torchvision_available

from models.errors import ModelUnavailable
from models.huggingface.extras import needs_torchvision
from models.huggingface.loading import load_huggingface
from models.huggingface.memory import free_memory, stored_parameters, weight_bytes
from models.registry import ModelOptions
from tests.fakes import tiny_models

CPU = ModelOptions(device="cpu")
Saved = Callable[[str], Path]


def copy(folder: Path, to: Path) -> Path:
    return shutil.copytree(folder, to / "model")


def write_header(file: Path, **tensors: tuple[str, list[int]]) -> None:
    """Write a safetensors file that promises tensors and holds none of their numbers."""
    header = {name: {"dtype": kind, "shape": shape, "data_offsets": [0, 0]} for name, (kind, shape) in tensors.items()}
    text = json.dumps(header).encode()
    file.write_bytes(struct.pack("<Q", len(text)) + text)


def refusal(folder: Path | str, options: ModelOptions = CPU) -> str:
    with pytest.raises(ModelUnavailable) as caught:
        load_huggingface(str(folder), options)
    message = str(caught.value)
    assert "\n" not in message
    assert f"hf:{folder}" in message or str(folder) in message
    return message


@pytest.mark.parametrize(
    "name", ["/no/such/folder", "./nowhere", "~/no-such-model", "a/b/c", "two words", "../x", "C:\\x"]
)
def test_a_folder_that_is_not_there_is_said_so(name: str) -> None:
    assert "there is no folder" in refusal(name)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "model.safetensors"
    file.write_bytes(b"")

    assert "Give the folder" in refusal(file)


@pytest.mark.parametrize(
    ("config", "words"),
    [
        (None, "no config.json"),
        ("{oh", "cannot be read as JSON"),
        ("[1]", "does not describe a model"),
        ("{}", "does not say what kind"),
        ('{"model_type": "from-the-future"}', "newer transformers"),
        ('{"model_type": "own", "auto_map": {"AutoConfig": "x.Y"}}', "code of its own"),
    ],
)
def test_a_folder_without_a_usable_config_is_refused(tmp_path: Path, config: str | None, words: str) -> None:
    write_header(tmp_path / "model.safetensors", a=("F32", [1]))
    if config is not None:
        (tmp_path / "config.json").write_text(config)

    assert words in refusal(tmp_path)


@pytest.mark.parametrize(("kind", "shown"), [("clip", "CLIPModel"), ("llama", "LlamaForCausalLM")])
def test_models_that_write_no_answers_about_pictures_are_refused(saved: Saved, kind: str, shown: str) -> None:
    message = refusal(saved(kind))

    assert shown in message
    assert "writes no answers about pictures" in message


def test_a_blip2_that_only_scores_texts_is_refused(saved: Saved, tmp_path: Path) -> None:
    folder = copy(saved("blip2"), tmp_path)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "architectures": ["Blip2ForImageTextRetrieval"]}))

    assert "Blip2ForImageTextRetrieval" in refusal(folder)


def test_a_chat_model_without_a_chat_template_is_refused(tmp_path: Path) -> None:
    assert "without a chat template" in refusal(tiny_models.llava(tmp_path / "mute", template=None))


def test_a_chat_template_that_drops_the_picture_is_refused(tmp_path: Path) -> None:
    folder = tiny_models.llava(tmp_path / "blind", template=tiny_models.BLIND_CHAT)

    assert "picture" in refusal(folder)


def test_a_broken_chat_template_is_refused(tmp_path: Path) -> None:
    folder = tiny_models.llava(tmp_path / "odd", template="{{ raise_exception('only text') }}")

    assert "takes no picture" in refusal(folder)


def test_a_model_without_its_processor_is_refused(saved: Saved, tmp_path: Path) -> None:
    folder = copy(saved("llava"), tmp_path)
    for file in folder.iterdir():
        if file.name not in ("config.json", "model.safetensors"):
            file.unlink()

    assert "Save the processor" in refusal(folder)


class Bomb:
    """Leaves a trace when it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.trace,)


def test_pickled_weights_are_never_opened(saved: Saved, tmp_path: Path) -> None:
    folder, trace = copy(saved("llava"), tmp_path), tmp_path / "exploded"
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps(Bomb(trace)))

    message = refusal(folder)

    assert "safetensors" in message
    assert not trace.exists()


def test_a_folder_without_weights_is_refused(saved: Saved, tmp_path: Path) -> None:
    folder = copy(saved("llava"), tmp_path)
    (folder / "model.safetensors").unlink()

    assert "no weights" in refusal(folder)


@pytest.mark.parametrize("keep", [0, 5, 500, 50_000])
def test_a_download_that_broke_off_is_refused(saved: Saved, tmp_path: Path, keep: int) -> None:
    folder = copy(saved("llava"), tmp_path)
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:keep])

    assert "again" in refusal(folder)


def test_weights_with_a_gap_are_refused_instead_of_guessed(saved: Saved, tmp_path: Path) -> None:
    folder = copy(saved("llava"), tmp_path)
    tensors = load_file(folder / "model.safetensors")
    gone = next(name for name in tensors if name.endswith("q_proj.weight"))
    del tensors[gone]
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})

    assert "1 are missing" in refusal(folder)


def test_weights_of_another_shape_are_refused(saved: Saved, tmp_path: Path) -> None:
    folder = copy(saved("llava"), tmp_path)
    tensors = load_file(folder / "model.safetensors")
    odd = next(name for name in tensors if name.endswith("q_proj.weight"))
    tensors[odd] = torch.zeros(3, 3)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})

    assert "again" in refusal(folder)


def test_a_model_larger_than_the_memory_is_refused_before_it_is_read(saved: Saved, tmp_path: Path) -> None:
    folder = copy(saved("llava"), tmp_path)
    write_header(folder / "model.safetensors", huge=("BF16", [1_000_000, 1_000_000]))

    message = refusal(folder)

    assert "needs about 4400.2 GB in float32" in message
    assert "bfloat16" in message


def test_parameters_are_counted_from_the_headers(tmp_path: Path) -> None:
    write_header(tmp_path / "model-1.safetensors", a=("F32", [2, 3]), b=("I64", [5]))
    write_header(tmp_path / "model-2.safetensors", c=("F32", [4]), d=("F32", []))

    counts = stored_parameters(tmp_path)

    assert counts == {"F32": 11, "I64": 5}
    assert weight_bytes(counts, "bfloat16") == 11 * 2 + 5 * 8


def test_free_memory_is_a_plausible_number() -> None:
    assert 10_000_000 < free_memory() < 10**14


@pytest.mark.parametrize(
    ("model_type", "needed"),
    [
        ("blip-2", False),
        ("llava", False),
        ("gemma3", False),
        ("idefics3", False),
        ("qwen2_5_vl", True),
        ("qwen3_vl", True),
        ("llava_onevision", True),
        ("smolvlm", True),
        ("llama4", True),
        ("from-the-future", False),
    ],
)
def test_it_is_known_which_models_need_torchvision(model_type: str, needed: bool) -> None:
    assert needs_torchvision(model_type) is needed


@pytest.mark.skipif(is_torchvision_available(), reason="torchvision is installed, so nothing is missing")
@pytest.mark.parametrize("model_type", ["qwen2_5_vl", "smolvlm"])
def test_a_missing_extra_is_said_before_the_library_fails(tmp_path: Path, model_type: str) -> None:
    write_header(tmp_path / "model.safetensors", a=("F32", [1]))
    (tmp_path / "config.json").write_text(json.dumps({"model_type": model_type}))

    message = refusal(tmp_path)

    assert "torchvision" in message
    assert "pip install 'deixis[vlm]'" in message


@pytest.mark.parametrize("device", ["gpu", "cuda:x", "tpu", "cpu:1", ""])
def test_a_device_that_does_not_exist_is_refused(saved: Saved, device: str) -> None:
    assert "there is no device" in refusal(saved("llava"), ModelOptions(device=device))


@pytest.mark.skipif(torch.cuda.device_count() > 99, reason="this machine has a hundred GPUs")
def test_a_gpu_that_is_not_there_is_said_so(saved: Saved) -> None:
    assert "torch sees" in refusal(saved("llava"), ModelOptions(device="cuda:99"))


def test_dtype_follows_the_options(saved: Saved) -> None:
    student = load_huggingface(str(saved("llava")), ModelOptions(device="cpu", dtype="bfloat16"))

    assert student.model.dtype == torch.bfloat16  # type: ignore[attr-defined]  # a ChatAnswerer


def test_a_chat_template_kept_with_the_tokenizer_is_found(saved: Saved, tmp_path: Path) -> None:
    folder = copy(saved("llava"), tmp_path)
    (folder / "chat_template.jinja").unlink()
    settings = json.loads((folder / "tokenizer_config.json").read_text())
    (folder / "tokenizer_config.json").write_text(json.dumps({**settings, "chat_template": tiny_models.CHAT}))

    assert load_huggingface(str(folder), CPU).name == f"hf:{folder}"
