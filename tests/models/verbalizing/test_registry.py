"""Names become verbalizers, one that does several jobs is loaded once, and unknown names are answered in a sentence."""

import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from PIL import Image
from pydantic import SecretStr

from models.errors import BadSetting, ModelUnavailable
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
    jobs_of,
    named_verbalizers,
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


def test_who_is_named_for_labels_and_regions_may_be_nobody() -> None:
    built = build_verbalizers(VerbalizerNames(tagger="none", detector="none"))
    picture = Image.new("RGB", (40, 30))

    assert built.vocabularies == ()
    assert built.detector is not None
    assert (built.tagger.tag(picture, ["park"], 1), built.detector.detect(picture)) == ((), ())
    assert built.captioner.name == "embedded:verbalizers"


@pytest.mark.parametrize(
    ("texts", "jobs"),
    [
        (["captioner=hf:a=b"], {"captioner": "hf:a=b"}),
        (["openai:see"], dict.fromkeys(("narrator", "captioner", "answerer"), "openai:see")),
        (["hf:a=b"], dict.fromkeys(("narrator", "captioner", "answerer"), "hf:a=b")),
        (["openai:see", "answerer=local:vqa", "tagger=none"],
         {"narrator": "openai:see", "captioner": "openai:see", "answerer": "local:vqa", "tagger": "none"}),
        (["embedded"], dict.fromkeys(VerbalizerNames.model_fields, "embedded")),
        ([], {}),
    ],
)  # fmt: skip
def test_one_name_is_for_all_who_tell_or_for_the_job_before_it(texts: list[str], jobs: dict[str, str]) -> None:
    assert jobs_of(texts) == jobs


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("caption=hf:a", BadSetting, 'There is no verbalizer "caption"; there are tagger, narrator, captioner'),
        ("captioner=gpt", ModelUnavailable, 'no model "gpt"'),
        ("gpt", ModelUnavailable, 'no model "gpt"'),
        ("captioner=none", ModelUnavailable, 'no model "none"'),
    ],
)
def test_a_name_that_leads_nowhere_is_told(text: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        named_verbalizers([text])


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
