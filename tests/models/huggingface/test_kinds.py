"""What a saved model can choose by is told by its settings."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.huggingface.kinds import architecture_in, natures_in, natures_of


@pytest.mark.parametrize(
    ("architecture", "natures"),
    [
        ("Blip2ForImageTextRetrieval", ("itm", "itc")),
        ("BlipForImageTextRetrieval", ("itm", "itc")),
        ("CLIPModel", ("itc",)),
        ("SiglipModel", ("itc",)),
        ("Siglip2Model", ("itc",)),
        ("Blip2ForConditionalGeneration", ("likelihood",)),
        ("LlavaForConditionalGeneration", ("likelihood",)),
    ],
)
def test_the_class_that_was_saved_tells(architecture: str, natures: tuple[str, ...], tmp_path: Path) -> None:
    config = {"architectures": [architecture]}
    (tmp_path / "config.json").write_text(json.dumps(config), "utf-8")

    assert natures_of(str(tmp_path)) == natures_in(config) == natures


@pytest.mark.parametrize("config", [{}, {"architectures": None}, {"architectures": []}, {"architectures": "CLIPModel"}])
def test_settings_without_a_class_are_those_of_a_model_that_writes(config: dict[str, Any]) -> None:
    assert (architecture_in(config), natures_in(config)) == ("", ("likelihood",))


@pytest.mark.parametrize("text", ["", "[]", "{"])
def test_what_cannot_be_read_tells_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(text, "utf-8")

    assert natures_of(str(tmp_path)) == ()


@pytest.mark.parametrize("name", ["nobody/has-this", "/no/such/folder", "a b", "../up"])
def test_a_model_that_is_not_here_tells_nothing(name: str) -> None:
    assert natures_of(name) == ()
