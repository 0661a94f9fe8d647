"""Names become verbalizers, one that does several jobs is loaded once, and unknown names are answered in a sentence."""

import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import SecretStr

from models.errors import ModelUnavailable
from models.registry import Kind, ModelOptions
from models.verbalizing.chat_teller import ChatTeller
from models.verbalizing.registry import (
    CAPTIONERS,
    DETECTORS,
    NARRATORS,
    QUESTION_ANSWERERS,
    TAGGERS,
    VerbalizerNames,
    build_verbalizers,
    check_names,
)
from models.verbalizing.vocabularies import Vocabulary, default_vocabularies

ALL: dict[str, Mapping[str, Kind[Any]]] = {
    "tagger": TAGGERS,
    "narrator": NARRATORS,
    "captioner": CAPTIONERS,
    "answerer": QUESTION_ANSWERERS,
    "detector": DETECTORS,
}


def test_the_embedded_verbalizers_are_the_default_and_one_object() -> None:
    built = build_verbalizers()

    assert {id(each) for each in (built.tagger, built.narrator, built.captioner, built.answerer, built.detector)} == {
        id(built.tagger)
    }
    assert built.tagger.name == "embedded:verbalizers"
    assert built.vocabularies == default_vocabularies()


def test_a_model_behind_an_endpoint_is_made_once_for_all_its_jobs() -> None:
    options = ModelOptions(base_url="http://127.0.0.1:1/v1", api_key=SecretStr("sk-x"))
    own = (Vocabulary(name="tools", labels=("saw",), taken=1),)

    built = build_verbalizers(
        VerbalizerNames(narrator="openai:see", captioner="openai:see", answerer="local:see", detector=None),
        options,
        vocabularies=own,
    )

    assert isinstance(built.narrator, ChatTeller)
    assert built.narrator is built.captioner
    assert (built.narrator.name, built.answerer.name, built.tagger.name) == (
        "openai:see",
        "local:see",
        "embedded:verbalizers",
    )
    assert built.detector is None
    assert built.vocabularies == own


@pytest.mark.parametrize("job", ALL)
@pytest.mark.parametrize("name", ["", "gpt-4o", "hf:", "embedded:", "clip"])
def test_an_unknown_name_is_answered_with_the_known_forms_before_anything_is_loaded(job: str, name: str) -> None:
    with pytest.raises(ModelUnavailable) as refused:
        check_names(VerbalizerNames.model_validate({job: name}))

    assert all(form in str(refused.value) for kind in ALL[job].values() for form in kind.forms)


@pytest.mark.parametrize("job", ["tagger", "detector"])
def test_an_endpoint_neither_tags_nor_finds_regions(job: str) -> None:
    with pytest.raises(ModelUnavailable, match='no model "openai:see"'):
        check_names(VerbalizerNames.model_validate({job: "openai:see"}))


def test_every_kind_has_a_form_and_a_builder() -> None:
    for kinds in ALL.values():
        for kind, entry in kinds.items():
            assert all(form == kind or form.startswith(f"{kind}:") for form in entry.forms)


def test_importing_the_registry_imports_no_back_end() -> None:
    heavy = ("torch", "transformers", "openai", "aiohttp")
    code = f"import sys, models.verbalizing.registry; print([name for name in {heavy} if name in sys.modules])"

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
