"""Model strings become models, and unknown ones become one clear sentence."""

import subprocess
import sys

import pytest
from pydantic import SecretStr, ValidationError

from models.errors import ModelUnavailable
from models.registry import ANSWERERS, PROPOSERS, Kind, ModelOptions, build_answerer, build_proposer


@pytest.mark.parametrize(
    "name",
    ["", "gpt-4o", "lavis:blip2", "Embedded", "embedded:", "hf", "hf:", "hf: ", "openai", "openai:", ":x", "classical"],
)
def test_an_unknown_model_string_is_answered_with_the_known_forms(name: str) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        build_answerer(name)

    for form in ("embedded", "embedded:NAME", "hf:FOLDER-OR-HUB-ID", "openai:MODEL", f'"{name}"'):
        assert form in str(caught.value)
    assert "lavis" not in str(caught.value).replace(name, "")


@pytest.mark.parametrize("name", ["", "sam", "sam:", "classical:x", "embedded", "hf:x"])
def test_an_unknown_proposer_is_answered_with_the_known_proposers(name: str) -> None:
    with pytest.raises(ModelUnavailable, match="classical, sam:FOLDER-OR-HUB-ID"):
        build_proposer(name)


def test_everything_behind_the_first_colon_belongs_to_the_name() -> None:
    options = ModelOptions(base_url="http://127.0.0.1:1/v1")

    assert build_answerer("openai:qwen2.5-vl:7b", options).name == "openai:qwen2.5-vl:7b"
    assert build_answerer("openai:org/model:tag", options).name == "openai:org/model:tag"


def test_every_kind_has_a_form_and_a_builder() -> None:
    for kind, entry in [*ANSWERERS.items(), *PROPOSERS.items()]:
        assert isinstance(entry, Kind)
        assert all(form == kind or form.startswith(f"{kind}:") for form in entry.forms)


def test_importing_the_registry_imports_no_back_end() -> None:
    heavy = ("torch", "transformers", "openai", "gradio")
    code = f"import sys, models.registry; print([name for name in {heavy} if name in sys.modules])"

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"


def test_options_keep_the_key_out_of_their_text() -> None:
    options = ModelOptions(api_key=SecretStr("sk-very-secret"))

    assert "sk-very-secret" not in f"{options} {options!r} {options.model_dump_json()}"


@pytest.mark.parametrize(
    "wrong", [{"timeout": 0}, {"retries": -1}, {"max_tokens": 0}, {"dtype": "int8"}, {"colour": "red"}]
)
def test_options_that_mean_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ModelOptions.model_validate(wrong)
