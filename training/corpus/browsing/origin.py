"""Where an entry of a run comes from: what its teacher was told, and what it replied."""

from models.corpus import ChatReply, Entry, Verbalization
from models.errors import DeixisError
from models.records import Record
from training.corpus.calls.complete import request_key
from training.corpus.journal.journal import Journal
from training.corpus.pictures.source import PictureSource, open_picture
from training.corpus.run_settings import CorpusSettings
from training.corpus.writing.generate import Planned, requests_for


class Sent(Record):
    """What a teacher was sent, put together once more. `proven` says that it is the very same, by the key under which
    the reply is kept; `pictures` is how many went with it."""

    text: str
    proven: bool
    pictures: int = 0
    temperature: float
    nucleus: float
    max_tokens: int
    seed: int | None = None


class OriginCard(Record):
    """All that led to an entry, as far as it is kept; `missing` says in sentences what is not."""

    entry: Entry
    verbalization: Verbalization | None = None
    sent: Sent | None = None
    reply: ChatReply | None = None
    missing: tuple[str, ...] = ()


def origin_of(entry: Entry, journal: Journal, settings: CorpusSettings, source: PictureSource) -> OriginCard:
    """Return the origin of an entry of a run."""
    missing: list[str] = []
    told = _told(entry, journal)
    reply = _reply(entry, journal)
    if told is None:
        missing.append("The words that its picture was put into are not in the journal of the run.")
    if reply is None:
        missing.append("The reply that it was read from is not in the journal of the run.")
    sent = None
    if told is not None:
        try:
            sent = _sent(entry, told, journal, settings, source)
        except DeixisError as problem:
            missing.append(f"The prompt cannot be put together again: {problem}")
        else:
            if sent is None:
                missing.append("The prompt cannot be put together again: this Deixis plans no such call.")
    return OriginCard(entry=entry, verbalization=told, sent=sent, reply=reply, missing=tuple(missing))


def _told(entry: Entry, journal: Journal) -> Verbalization | None:
    key = entry.candidate.image_id
    for stage in ("answer", "look"):
        row = journal.find(stage, [key]).get(key)
        if row and row.value:
            return Verbalization.model_validate_json(row.value)
    return None


def _reply(entry: Entry, journal: Journal) -> ChatReply | None:
    key = str(entry.candidate.origin.get("request", ""))
    row = journal.find("generate", [key]).get(key)
    return ChatReply.model_validate_json(row.value) if row and row.value else None


def _sent(
    entry: Entry, told: Verbalization, journal: Journal, settings: CorpusSettings, source: PictureSource
) -> Sent | None:
    origin = entry.candidate.origin
    wanted = settings.generate.model_copy(update={"pictures": max(1, journal.count("list").ok)})
    image = open_picture(source, told.picture) if wanted.sees else None
    for planned in requests_for(told, wanted, image):
        if (planned.kind, planned.call) == (origin.get("prompt"), origin.get("call")):
            return _shown(planned, str(origin.get("teacher", "")), str(origin.get("request", "")))
    return None


def _shown(planned: Planned, teacher: str, key: str) -> Sent:
    request = planned.request
    return Sent(
        text="\n\n".join(message.text for message in request.messages),
        proven=request_key(teacher, request) == key,
        pictures=sum(len(message.jpegs) for message in request.messages),
        temperature=request.temperature,
        nucleus=request.nucleus,
        max_tokens=request.max_tokens,
        seed=request.seed,
    )
