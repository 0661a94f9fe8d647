"""The models that put pictures into words by name, one dict per Protocol as in `models/registry.py`.

Adding one is a file, a line here and a test. What does several of these jobs (the embedded verbalizers, a chat model
that sees) is loaded once by `build_verbalizers`, however many of them it is named for.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from models.base import Captioner, Narrator, QuestionAnswerer, RegionDetector, Tagger
from models.errors import ModelUnavailable
from models.records import Record
from models.registry import Kind, ModelOptions, build_chat, kind_of
from models.verbalizing.chat_teller import ChatTeller
from models.verbalizing.verbalize import Verbalizers
from models.verbalizing.vocabularies import Vocabulary, default_vocabularies

if TYPE_CHECKING:
    from models.embedded.verbalizers import EmbeddedVerbalizers

Model = TypeVar("Model")


class VerbalizerNames(Record):
    """Who is to put pictures into words, each a model string. Without a `detector`, pictures must have regions."""

    tagger: str = "embedded"
    narrator: str = "embedded"
    captioner: str = "embedded"
    answerer: str = "embedded"
    detector: str | None = "embedded"


def _embedded(name: str, _options: ModelOptions) -> "EmbeddedVerbalizers":
    from models.embedded.verbalizers import NAME, load_verbalizers

    return load_verbalizers(name=name or NAME)


def _huggingface_tagger(folder_or_id: str, options: ModelOptions) -> Tagger:
    from models.huggingface.tagging import load_tagger

    return load_tagger(folder_or_id, options)


def _huggingface_teller(folder_or_id: str, options: ModelOptions) -> Any:
    # Any: some of these models answer no questions, which build_verbalizers finds out.
    from models.huggingface.telling import load_teller

    return load_teller(folder_or_id, options)


def _huggingface_detector(folder_or_id: str, options: ModelOptions) -> RegionDetector:
    from models.huggingface.detecting import load_detector

    return load_detector(folder_or_id, options)


def _openai(model: str, options: ModelOptions) -> ChatTeller:
    return ChatTeller(build_chat(f"openai:{model}", options), options)


def _local(model: str, options: ModelOptions) -> ChatTeller:
    return ChatTeller(build_chat(f"local:{model}", options), options)


_EMBEDDED = ("embedded", "embedded:NAME")
_HUGGINGFACE = ("hf:FOLDER-OR-HUB-ID",)
_OPENAI, _LOCAL = ("openai:MODEL",), ("local:MODEL",)

TAGGERS: Mapping[str, Kind[Tagger]] = {
    "embedded": Kind(_EMBEDDED, _embedded),
    "hf": Kind(_HUGGINGFACE, _huggingface_tagger),
}

NARRATORS: Mapping[str, Kind[Narrator]] = {
    "embedded": Kind(_EMBEDDED, _embedded),
    "hf": Kind(_HUGGINGFACE, _huggingface_teller),
    "openai": Kind(_OPENAI, _openai),
    "local": Kind(_LOCAL, _local),
}

CAPTIONERS: Mapping[str, Kind[Captioner]] = {
    "embedded": Kind(_EMBEDDED, _embedded),
    "hf": Kind(_HUGGINGFACE, _huggingface_teller),
    "openai": Kind(_OPENAI, _openai),
    "local": Kind(_LOCAL, _local),
}

QUESTION_ANSWERERS: Mapping[str, Kind[QuestionAnswerer]] = {
    "embedded": Kind(_EMBEDDED, _embedded),
    "hf": Kind(_HUGGINGFACE, _huggingface_teller),
    "openai": Kind(_OPENAI, _openai),
    "local": Kind(_LOCAL, _local),
}

DETECTORS: Mapping[str, Kind[RegionDetector]] = {
    "embedded": Kind(_EMBEDDED, _embedded),
    "hf": Kind(_HUGGINGFACE, _huggingface_detector),
}


def check_names(names: VerbalizerNames) -> VerbalizerNames:
    """Return the names if each is written like a model of its kind; nothing is loaded. Raises ModelUnavailable."""
    kind_of(names.tagger, TAGGERS)
    kind_of(names.narrator, NARRATORS)
    kind_of(names.captioner, CAPTIONERS)
    kind_of(names.answerer, QUESTION_ANSWERERS)
    if names.detector is not None:
        kind_of(names.detector, DETECTORS)
    return names


def build_verbalizers(
    names: VerbalizerNames | None = None,
    options: ModelOptions | None = None,
    *,
    vocabularies: tuple[Vocabulary, ...] | None = None,
) -> Verbalizers:
    """Build them all, with the house's vocabularies unless others are given. Raises ModelUnavailable, with the known
    forms for a name that is not known."""
    names, options = check_names(names or VerbalizerNames()), options or ModelOptions()
    loaded: dict[Any, Any] = {}  # by builder and name: one that does several jobs is there once

    def build(text: str, kinds: Mapping[str, Kind[Model]]) -> Model:
        kind, rest = kind_of(text, kinds)
        if (kind.build, rest) not in loaded:
            loaded[kind.build, rest] = kind.build(rest, options)
        return loaded[kind.build, rest]

    answerer = build(names.answerer, QUESTION_ANSWERERS)
    if not isinstance(answerer, QuestionAnswerer):
        raise ModelUnavailable(f'"{names.answerer}" answers no questions; take BLIP-2 or a chat model for that.')
    return Verbalizers(
        tagger=build(names.tagger, TAGGERS),
        narrator=build(names.narrator, NARRATORS),
        captioner=build(names.captioner, CAPTIONERS),
        answerer=answerer,
        vocabularies=default_vocabularies() if vocabularies is None else vocabularies,
        detector=None if names.detector is None else build(names.detector, DETECTORS),
    )
