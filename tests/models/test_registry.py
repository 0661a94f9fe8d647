"""Model strings become models, and unknown ones become one clear sentence."""

import subprocess
import sys

import pytest
from pydantic import SecretStr, ValidationError

from models.errors import BadSetting, ModelUnavailable
from models.registry import (
    ANSWERERS,
    CHATS,
    PROPOSERS,
    SCORERS,
    ChoosesBy,
    Kind,
    ModelOptions,
    build_answerer,
    build_chat,
    build_proposer,
    build_scorer,
    why_no_choice,
)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "gpt-4o",
        "lavis",
        "lavis:",
        "Embedded",
        "embedded:",
        "hf",
        "hf:",
        "hf: ",
        "openai",
        "openai:",
        ":x",
        "classical",
    ],
)
def test_an_unknown_model_string_is_answered_with_the_known_forms(name: str) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        build_answerer(name)

    for form in ("embedded", "embedded:NAME", "hf:FOLDER-OR-HUB-ID", "openai:MODEL", "teacher:CHAT-MODEL", f'"{name}"'):
        assert form in str(caught.value)
    assert "lavis:NAME-OR-CHECKPOINT" in str(caught.value)


@pytest.mark.parametrize("name", ["", "sam", "sam:", "classical:x", "embedded", "hf:x"])
def test_an_unknown_proposer_is_answered_with_the_known_proposers(name: str) -> None:
    with pytest.raises(ModelUnavailable, match="classical, sam:FOLDER-OR-HUB-ID"):
        build_proposer(name)


@pytest.mark.parametrize("name", ["", "local", "local:", "hf:x", "embedded:teacher", "gpt-4o"])
def test_an_unknown_chat_model_is_answered_with_the_known_ones(name: str) -> None:
    with pytest.raises(ModelUnavailable, match="embedded, openai:MODEL, local:MODEL"):
        build_chat(name)


@pytest.mark.parametrize("name", ["teacher:gpt-4.1", "teacher-descriptions:hf:some/model"])
def test_a_teacher_needs_a_chat_model_that_is_known(name: str) -> None:
    with pytest.raises(ModelUnavailable, match="embedded, openai:MODEL, local:MODEL"):
        build_answerer(name)


@pytest.mark.parametrize("name", ["openai:gpt-4.1", "teacher:embedded"])
def test_a_model_that_does_not_rate_answers_says_so_in_one_sentence_before_it_is_loaded(name: str) -> None:
    with pytest.raises(BadSetting) as refusal:
        build_scorer(name)

    assert str(refusal.value) == why_no_choice(name)
    assert f'"{name}" cannot be asked to choose yet' in str(refusal.value)
    assert "embedded:NAME" in str(refusal.value)


@pytest.mark.parametrize("name", ["embedded", "embedded:student"])
def test_embedded_models_can_choose(name: str) -> None:
    assert why_no_choice(name) == ""
    assert build_scorer(name).name.startswith("embedded:")


def test_whether_a_saved_model_chooses_is_known_when_it_is_loaded() -> None:
    assert why_no_choice("hf:some/model") == ""


@pytest.mark.parametrize(
    ("name", "by", "nature"), [("embedded", "itc", "likelihood"), ("embedded:chooser", "likelihood", "itm")]
)
def test_a_model_is_not_asked_to_choose_by_what_it_cannot(name: str, by: ChoosesBy, nature: str) -> None:
    with pytest.raises(BadSetting, match=f'"{name}" chooses by {nature}, and cannot by {by}'):
        build_scorer(name, ModelOptions(chooses_by=by))

    assert build_scorer(name, ModelOptions.model_validate({"chooses_by": nature})).name.startswith(name)


@pytest.mark.parametrize("name", ["", "embedded:", "gpt-4o", "embedded:nobody"])
def test_an_unknown_scorer_is_unavailable(name: str) -> None:
    with pytest.raises(ModelUnavailable):
        build_scorer(name)


def test_everything_behind_the_first_colon_belongs_to_the_name() -> None:
    options = ModelOptions(base_url="http://127.0.0.1:1/v1")

    assert build_answerer("openai:qwen2.5-vl:7b", options).name == "openai:qwen2.5-vl:7b"
    assert build_answerer("openai:org/model:tag", options).name == "openai:org/model:tag"


def test_every_kind_has_a_form_and_a_builder() -> None:
    for kind, entry in [*ANSWERERS.items(), *SCORERS.items(), *PROPOSERS.items(), *CHATS.items()]:
        assert isinstance(entry, Kind)
        assert all(form == kind or form.startswith(f"{kind}:") for form in entry.forms)


def test_importing_the_registry_imports_no_back_end() -> None:
    heavy = ("torch", "transformers", "openai", "httptools", "gradio")
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
