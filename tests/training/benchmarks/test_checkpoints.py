"""A model is known by its files, or by where it is served."""

import hashlib
from pathlib import Path

import pytest

from models.registry import ModelOptions
from training.benchmarks.checkpoints import checkpoint_of, versions, without_secrets

OPTIONS = ModelOptions()


def folder_of(path: Path, **files: bytes) -> Path:
    path.mkdir(parents=True)
    for name, data in {"model.safetensors": b"weights", "config.json": b"{}", **files}.items():
        (path / name).write_bytes(data)
    return path


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_folder_is_known_by_what_is_read_of_it(tmp_path: Path) -> None:
    plain = checkpoint_of(f"hf:{folder_of(tmp_path / 'a')}", OPTIONS)
    told = checkpoint_of(f"folder:{folder_of(tmp_path / 'b', **{'card.md': b'!', 'figures.json': b'1'})}", OPTIONS)
    other = checkpoint_of(f"hf:{folder_of(tmp_path / 'c', **{'model.safetensors': b'others'})}", OPTIONS)

    assert plain.files == {"config.json": sha256(b"{}"), "model.safetensors": sha256(b"weights")}
    assert plain.sha256 == told.sha256 != other.sha256


def test_weights_that_change_have_another_hash(tmp_path: Path) -> None:
    model = f"hf:{folder_of(tmp_path / 'a')}"
    before = checkpoint_of(model, OPTIONS)
    (tmp_path / "a" / "model.safetensors").write_bytes(b"more weights")

    after = checkpoint_of(model, OPTIONS)
    assert after.files["model.safetensors"] == sha256(b"more weights")
    assert after.sha256 != before.sha256


@pytest.mark.parametrize(
    ("model", "folder"), [("embedded", "student"), ("embedded:chooser", "chooser"), ("own:mine", "")]
)
def test_own_models_are_known_by_their_weights(model: str, folder: str, tmp_path: Path) -> None:
    folder_of(tmp_path / "mine")

    found = checkpoint_of(model, ModelOptions(students=str(tmp_path)))

    assert "model.safetensors" in found.files
    if folder:
        weights = Path("models/embedded") / folder / "model.safetensors"
        assert found.files["model.safetensors"] == sha256(weights.read_bytes())


def test_a_file_that_the_hubs_cache_names_by_its_hash_is_not_read(tmp_path: Path) -> None:
    blob = tmp_path / "blobs" / sha256(b"weights")
    blob.parent.mkdir()
    blob.write_bytes(b"never read")
    (tmp_path / "snapshot").mkdir()
    (tmp_path / "snapshot" / "model.safetensors").symlink_to(blob)

    assert checkpoint_of(f"hf:{tmp_path / 'snapshot'}", OPTIONS).files == {"model.safetensors": sha256(b"weights")}


def test_a_checkpoint_of_lavis_is_a_file_and_its_settings(tmp_path: Path) -> None:
    (tmp_path / "critic.pth").write_bytes(b"weights")
    (tmp_path / "deixis.json").write_bytes(b"{}")

    assert checkpoint_of(f"lavis:{tmp_path / 'critic.pth'}", OPTIONS).files.keys() == {"critic.pth", "deixis.json"}
    assert checkpoint_of(f"lavis:{tmp_path}", OPTIONS).files.keys() == {"critic.pth", "deixis.json"}
    assert checkpoint_of("lavis:blip2/pretrain", OPTIONS).sha256 == ""


def test_an_endpoint_is_told_without_its_secrets() -> None:
    options = ModelOptions(base_url="https://me:secret@somewhere:8000/v1?key=secret#secret")

    found = checkpoint_of("openai:gpt", options)

    assert (found.model, found.endpoint) == ("openai:gpt", "https://somewhere:8000/v1")
    assert "secret" not in found.model_dump_json()
    assert checkpoint_of("openai:gpt", OPTIONS).endpoint == "https://api.openai.com/v1"
    assert without_secrets("") == ""


def test_a_teacher_is_known_by_its_chat_model_and_by_those_who_see_for_it() -> None:
    options = ModelOptions(verbalizers=("captioner=openai:eyes",))

    parts = checkpoint_of("teacher:openai:gpt", options).parts

    assert [each.model for each in parts] == ["openai:gpt", "embedded:verbalizers", "openai:eyes"]
    assert "model.safetensors" in parts[1].files
    assert [each.model for each in checkpoint_of("teacher:embedded", OPTIONS).parts] == ["embedded:verbalizers"]


def test_versions_say_what_computes() -> None:
    assert versions().keys() == {"deixis", "program", "python", "torch", "transformers"}
    assert len(versions()["program"]) == 64
