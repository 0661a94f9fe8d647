"""The models that put pictures into words by name, one dict per Protocol as in `models/registry.py`.

Adding one is a file, a line here and a test. What does several of these jobs (the embedded verbalizers, a chat model
that sees) is loaded once by `build_verbalizers`, however many of them it is named for.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from models.base import Captioner, Narrator, QuestionAnswerer, RegionDetector, Tagger
from models.errors import BadSetting, ModelUnavailable
from models.records import Record
from models.registry import Kind, ModelOptions, build_chat, kind_of
from models.verbalizing.chat_teller import ChatTeller
from models.verbalizing.nobody import NAME as NOBODY
from models.verbalizing.nobody import Nobody
from models.verbalizing.verbalize import Verbalizers
from models.verbalizing.vocabularies import Vocabulary, default_vocabularies

if TYPE_CHECKING:
    from models.embedded.verbalizers import EmbeddedVerbalizers

Model = TypeVar("Model")


class VerbalizerNames(Record):
    """Who is to put pictures into words, each a model string. Without a `detector`, pictures must have regions; that of
    the name "none" finds none in any picture."""

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


def _nobody(_name: str, _options: ModelOptions) -> Nobody:
    return Nobody()


def _openai(model: str, options: ModelOptions) -> ChatTeller:
    return ChatTeller(build_chat(f"openai:{model}", options), options)


def _local(model: str, options: ModelOptions) -> ChatTeller:
    return ChatTeller(build_chat(f"local:{model}", options), options)


_EMBEDDED = ("embedded", "embedded:NAME")
_HUGGINGFACE = ("hf:FOLDER-OR-HUB-ID",)
_OPENAI, _LOCAL = ("openai:MODEL",), ("local:MODEL",)
_TELLERS = ("narrator", "captioner", "answerer")  # one model often does the work of all three

TAGGERS: Mapping[str, Kind[Tagger]] = {
    "embedded": Kind(_EMBEDDED, _embedded),
    "hf": Kind(_HUGGINGFACE, _huggingface_tagger),
    NOBODY: Kind((NOBODY,), _nobody),
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
    NOBODY: Kind((NOBODY,), _nobody),
}


def jobs_of(texts: Sequence[str]) -> dict[str, str]:
    """Return who does which job: "captioner=hf:FOLDER" is one, "openai:MODEL" all who tell, "embedded" all.

    Raises BadSetting for a job that there is none of; model strings are checked by `check_names`.
    """
    found: dict[str, str] = {}
    for text in texts:
        job, sign, model = text.partition("=")
        if sign and job in VerbalizerNames.model_fields:
            found[job] = model
        elif sign and ":" not in job:
            known = ", ".join(VerbalizerNames.model_fields)
            raise BadSetting(
                f'There is no verbalizer "{job}"; there are {known}, each written like captioner=hf:FOLDER.'
            )
        else:
            jobs = VerbalizerNames.model_fields if text.startswith("embedded") else _TELLERS
            found |= dict.fromkeys(jobs, text)
    return found


def named_verbalizers(texts: Sequence[str]) -> VerbalizerNames:
    """Return the verbalizers that are named so, the embedded ones for the rest. Raises BadSetting, ModelUnavailable."""
    return check_names(VerbalizerNames.model_validate(jobs_of(texts)))


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
        vocabularies=_vocabularies(names, vocabularies),
        detector=None if names.detector is None else build(names.detector, DETECTORS),
    )


def _vocabularies(names: VerbalizerNames, given: tuple[Vocabulary, ...] | None) -> tuple[Vocabulary, ...]:
    if names.tagger == NOBODY:
        return ()
    return default_vocabularies() if given is None else given
