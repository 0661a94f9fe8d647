"""Turn a model string, such as "embedded" or "openai:gpt-4o", into a model: one dict per Protocol.

Adding a kind of model is one file, one line here and one test. A builder gets what stands behind the colon and imports
its back end itself, so that importing this module stays cheap.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar

from pydantic import Field, SecretStr

from models.base import Answerer, ChatModel, Critic, RegionProposer, Scorer
from models.choosing import nature_of
from models.errors import BadSetting, ModelUnavailable
from models.records import Record

if TYPE_CHECKING:
    from models.embedded.likelihood import LikelihoodScorer
    from models.lavis.model import LavisModel

DType = Literal["auto", "float32", "bfloat16", "float16"]
ChoosesBy = Literal["auto", "itc", "itm", "likelihood"]
Model = TypeVar("Model")


class ModelOptions(Record):
    """What a person can set about any model; a back end takes what concerns it.

    `device` is "auto", "cpu", "cuda", "cuda:1" or "mps". `timeout` is the longest silence of an endpoint, in seconds,
    and `retries` how often a request is tried again before its first word. An empty `base_url` means OpenAI's own.
    `at_once` is how many pictures a back end looks at, or how many requests it has open, at a time. `sought` is what a
    detector of any words looks for, the house's list if it is empty. `verbalizers` says who puts pictures into words
    for a teacher, as `models.verbalizing.registry.named_verbalizers` reads it. `critics` and `students` are folders of
    those that were made here. `chooses_by` is what a model that can choose in several ways is asked.
    """

    device: str = "auto"
    dtype: DType = "auto"
    base_url: str = ""
    api_key: SecretStr = SecretStr("")
    timeout: float = Field(default=60.0, gt=0)
    retries: int = Field(default=2, ge=0)
    max_tokens: int = Field(default=256, gt=0)
    temperature: float = Field(default=0.0, ge=0)
    at_once: int = Field(default=8, gt=0)
    sought: tuple[str, ...] = ()
    verbalizers: tuple[str, ...] = ()
    critics: str = ""
    students: str = ""
    chooses_by: ChoosesBy = "auto"


class Kind(NamedTuple, Generic[Model]):
    """A kind of model: how it is written, and how it is built from what stands behind the colon."""

    forms: tuple[str, ...]
    build: Callable[[str, ModelOptions], Model]


def _embedded_student(name: str, _options: ModelOptions) -> Answerer:
    from models.embedded.student import load_student

    return load_student(name or "student")


def _own_student(name: str, options: ModelOptions) -> "LikelihoodScorer":
    from models.embedded.likelihood import load_own

    return load_own(name, Path(options.students))


def _student_folder(path: str, _options: ModelOptions) -> "LikelihoodScorer":
    from models.embedded.likelihood import load_from

    return load_from(Path(path).expanduser())


def _embedded_scorer(name: str, _options: ModelOptions) -> Scorer:
    from models.embedded.scorers import load_scorer

    return load_scorer(name)


def _huggingface(folder_or_id: str, options: ModelOptions) -> Answerer:
    from models.huggingface.loading import load_huggingface

    return load_huggingface(folder_or_id, options)


def _huggingface_scorer(folder_or_id: str, options: ModelOptions) -> Scorer:
    from models.huggingface.choosing import load_scorer

    return load_scorer(folder_or_id, options)


def _lavis(name_or_checkpoint: str, options: ModelOptions) -> "LavisModel":
    from models.lavis.model import load_lavis

    return load_lavis(name_or_checkpoint, options)


def _openai(model: str, options: ModelOptions) -> Answerer:
    from models.openai_compatible import connect_openai

    return connect_openai(model, options)


def _teacher(chat: str, options: ModelOptions) -> Answerer:
    from models.teacher_answering.answerer import connect_teacher

    return connect_teacher(chat, options)


def _teacher_by_descriptions(chat: str, options: ModelOptions) -> Answerer:
    from models.teacher_answering.answerer import connect_teacher

    return connect_teacher(chat, options, manner="descriptions")


def _offline_teacher(_name: str, _options: ModelOptions) -> ChatModel:
    from models.offline_teacher.teacher import OfflineTeacher

    return OfflineTeacher()


def _openai_chat(model: str, options: ModelOptions) -> ChatModel:
    from models.chat_openai import connect_openai_chat

    return connect_openai_chat(model, options)


def _local_chat(model: str, options: ModelOptions) -> ChatModel:
    from models.chat_local import connect_local_chat

    return connect_local_chat(model, options)


def _embedded_critic(name: str, _options: ModelOptions) -> Critic:
    from models.embedded.critic import NAME, load_critic

    return load_critic(name or NAME)


def _own_critic(name: str, options: ModelOptions) -> Critic:
    from models.critic_folders import find_own, load_folder

    return load_folder(find_own(name, Path(options.critics)), f"own:{name}")


def _critic_folder(path: str, _options: ModelOptions) -> Critic:
    from models.critic_folders import load_folder

    return load_folder(Path(path).expanduser(), f"folder:{Path(path).name}")


def _blip2_critic(folder: str, options: ModelOptions) -> Critic:
    from models.blip2.critic import load_blip2_critic

    return load_blip2_critic(folder, f"hf:{folder}", options)


def _classical(_name: str, _options: ModelOptions) -> RegionProposer:
    from models.proposals import ClassicalProposer

    return ClassicalProposer()


def _sam(folder_or_id: str, options: ModelOptions) -> RegionProposer:
    from models.huggingface.sam import load_sam

    return load_sam(folder_or_id, options)


ANSWERERS: Mapping[str, Kind[Answerer]] = {
    "embedded": Kind(("embedded", "embedded:NAME"), _embedded_student),
    "own": Kind(("own:NAME",), _own_student),
    "folder": Kind(("folder:PATH",), _student_folder),
    "hf": Kind(("hf:FOLDER-OR-HUB-ID",), _huggingface),
    "lavis": Kind(("lavis:NAME-OR-CHECKPOINT",), _lavis),
    "openai": Kind(("openai:MODEL",), _openai),
    "teacher": Kind(("teacher:CHAT-MODEL",), _teacher),
    "teacher-descriptions": Kind(("teacher-descriptions:CHAT-MODEL",), _teacher_by_descriptions),
}

SCORERS: Mapping[str, Kind[Scorer]] = {
    "embedded": Kind(("embedded", "embedded:NAME"), _embedded_scorer),
    "own": Kind(("own:NAME",), _own_student),
    "folder": Kind(("folder:PATH",), _student_folder),
    "hf": Kind(("hf:FOLDER-OR-HUB-ID",), _huggingface_scorer),
    "lavis": Kind(("lavis:NAME-OR-CHECKPOINT",), _lavis),
}

PROPOSERS: Mapping[str, Kind[RegionProposer]] = {
    "classical": Kind(("classical",), _classical),
    "sam": Kind(("sam:FOLDER-OR-HUB-ID",), _sam),
}

CHATS: Mapping[str, Kind[ChatModel]] = {
    "embedded": Kind(("embedded",), _offline_teacher),
    "openai": Kind(("openai:MODEL",), _openai_chat),
    "local": Kind(("local:MODEL",), _local_chat),
}

CRITICS: Mapping[str, Kind[Critic]] = {
    "embedded": Kind(("embedded", "embedded:NAME"), _embedded_critic),
    "own": Kind(("own:NAME",), _own_critic),
    "folder": Kind(("folder:PATH",), _critic_folder),
    "hf": Kind(("hf:FOLDER",), _blip2_critic),
    "lavis": Kind(("lavis:NAME-OR-CHECKPOINT",), _lavis),
}


def build_answerer(model: str, options: ModelOptions | None = None) -> Answerer:
    """Build the student or teacher of that name. Raises ModelUnavailable, with the known forms for an unknown one."""
    return _build(model, ANSWERERS, options)


def check_model(model: str) -> str:
    """Return the model string if it is written like one; nothing is loaded. Raises ModelUnavailable."""
    kind_of(model, ANSWERERS)
    return model


def build_scorer(model: str, options: ModelOptions | None = None) -> Scorer:
    """Build what chooses among candidate answers in that model's name.

    Raises as `build_answerer`, and BadSetting for what cannot choose, or not by what the options ask for.
    """
    if refusal := why_no_choice(check_model(model)):
        raise BadSetting(refusal)
    scorer = _build(model, SCORERS, options)
    wanted, nature = (options or ModelOptions()).chooses_by, nature_of(scorer)
    if wanted not in ("auto", nature):
        raise BadSetting(f'"{model}" chooses by {nature}, and cannot by {wanted}.')
    return scorer


def share_scorer(model: str, load: Callable[[], Answerer]) -> Scorer | None:
    """Return the scorer made of the model that `load` gives, None where a scorer has weights of its own."""
    kind, _, rest = model.strip().partition(":")
    if kind == "lavis":
        from models.lavis.model import share_lavis

        return share_lavis(load)
    if kind == "hf":
        from models.huggingface.likelihood import share_writer

        return share_writer(rest, load)
    if kind in ("embedded", "own", "folder"):
        from models.embedded.scorers import share_loaded, share_student

        return share_student(rest, load) if kind == "embedded" else share_loaded(load)
    return None


def why_no_choice(model: str) -> str:
    """Return the sentence why a kind of model cannot choose among candidate answers, "" if it can."""
    if model.strip().partition(":")[0] in SCORERS:
        return ""
    able = ", ".join(form for each in SCORERS.values() for form in each.forms)
    return f'"{model}" cannot be asked to choose yet: it does not say how it rates an answer. Models that can: {able}.'


def build_proposer(name: str, options: ModelOptions | None = None) -> RegionProposer:
    """Build the region proposer of that name. Raises ModelUnavailable, with the known forms for an unknown one."""
    return _build(name, PROPOSERS, options)


def build_chat(name: str, options: ModelOptions | None = None) -> ChatModel:
    """Build the chat model of that name. Raises ModelUnavailable, with the known forms for an unknown one."""
    return _build(name, CHATS, options)


def build_critic(name: str, options: ModelOptions | None = None) -> Critic:
    """Build the critic of that name. Raises ModelUnavailable, with the known forms for an unknown one."""
    return _build(name, CRITICS, options)


def _build(text: str, kinds: Mapping[str, Kind[Model]], options: ModelOptions | None) -> Model:
    known, rest = kind_of(text, kinds)
    return known.build(rest, options or ModelOptions())


def kind_of(text: str, kinds: Mapping[str, Kind[Model]]) -> tuple[Kind[Model], str]:
    """Return the kind that a model string names and what stands behind its colon. Raises ModelUnavailable."""
    kind, colon, rest = text.strip().partition(":")
    known = kinds.get(kind)
    if known is None or not _written_as_known(known.forms, colon, rest):
        forms = ", ".join(form for each in kinds.values() for form in each.forms)
        raise ModelUnavailable(f'There is no model "{text}". A model is written as one of: {forms}.')
    return known, rest


def _written_as_known(forms: tuple[str, ...], colon: str, rest: str) -> bool:
    takes_a_name = any(":" in form for form in forms)
    needs_a_name = all(":" in form for form in forms)
    if colon:
        return takes_a_name and bool(rest.strip())
    return not needs_a_name
