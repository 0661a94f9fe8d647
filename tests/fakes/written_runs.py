"""A corpus run as a teacher leaves it who says what a test tells: pictures, words about them, replies, entries."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from pydantic import TypeAdapter

from models.corpus import ChatReply, Entry, Exchange, Labels, Picture, Verbalization
from models.records import QAR, Box, Region, Tag
from training.corpus.calls.complete import request_key
from training.corpus.export.manifest import Provenance
from training.corpus.export.provenance import keep_provenance
from training.corpus.journal.journal import Done, Journal
from training.corpus.pictures.folder import Folder
from training.corpus.run_folder import open_run
from training.corpus.run_settings import CorpusSettings, PictureSettings
from training.corpus.writing.generate import GenerateSettings, requests_for
from training.corpus.writing.parse import read_reply

TEACHER, CRITIC = "tests:teacher", "tests:critic"
REGIONS = (
    Region(id=0, box=Box(20, 20, 120, 180), label="child", description="a crying child"),
    Region(id=1, box=Box(180, 60, 300, 200), label="dog", description="a barking dog"),
)
_ENTRIES = TypeAdapter(tuple[Entry, ...])


class WrittenRun:
    """A run in the folder of all runs, about pictures of one colour each; more can be written into it."""

    def __init__(self, runs: Path, name: str = "written") -> None:
        self.folder = runs / name
        self.pictures = runs.parent / f"pictures of {name}"
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.settings = CorpusSettings(
            pictures=PictureSettings(images=str(self.pictures)),
            generate=GenerateSettings(kinds=("regions",), calls=1, each=10),
        )
        self.entries: list[Entry] = []

    def write(self, *texts: Sequence[QAR], told: Sequence[str] = ()) -> "WrittenRun":
        """Add a picture for each sequence of texts, with the words `told` about it."""
        with open_run(self.folder, self.settings) as run:
            for number, each in enumerate(texts, start=run.journal.count("list").ok):
                self._write_about(run.journal, number, each, told)
        return self

    def score(self, scores: Sequence[float]) -> None:
        """Score the entries, in their order, as the run's own critic."""
        with open_run(self.folder, self.settings) as run:
            keep_provenance(run.journal, "critique", Provenance(versions={"critic": CRITIC}))
            by_picture: dict[str, dict[str, float]] = {}
            for entry, score in zip(self.entries, scores, strict=True):
                by_picture.setdefault(entry.candidate.image_id, {})[entry.candidate.id] = score
            rows = [Done(key, "ok", value=_json(own)) for key, own in by_picture.items()]
            run.journal.keep("critique", rows)

    def reword(self, texts: Sequence[str]) -> None:
        """Put texts, three to an entry, in the place of what the teacher wrote, and of all else that is words."""
        said = iter(texts)
        with open_run(self.folder, self.settings) as run:
            for row in list(run.journal.read("parse")):
                entries = [_reworded(entry, next(said), next(said), next(said)) for entry in _read(row)]
                run.journal.replace("parse", [Done(row.key, "ok", value=_ENTRIES.dump_json(tuple(entries)).decode())])
            for row in list(run.journal.read("generate")):
                reply = ChatReply(text="\n".join(texts), model=texts[0], finish=texts[1])
                run.journal.replace("generate", [Done(row.key, "ok", value=reply.model_dump_json())])
            for row in list(run.journal.read("answer")):
                told = Verbalization.model_validate_json(row.value)
                words = told.model_copy(update={"narratives": tuple(texts)})
                run.journal.replace("answer", [Done(row.key, "ok", value=words.model_dump_json())])

    @property
    def names(self) -> list[str]:
        return [f"{entry.candidate.image_id}/{entry.candidate.id}" for entry in self.entries]

    def _write_about(self, journal: Journal, number: int, texts: Sequence[QAR], told: Sequence[str]) -> None:
        path = f"{number:03}.png"
        Image.new("RGB", (320, 240), (number % 256, 60, 120)).save(self.pictures / path)
        picture = Folder(self.pictures).picture(path)
        words = _words(picture.model_copy(update={"regions": REGIONS}), told)
        journal.keep("list", [Done(picture.image.id, "ok", value=picture.model_dump_json())])
        journal.keep("answer", [Done(picture.image.id, "ok", value=words.model_dump_json())])
        (planned,) = requests_for(words, self.settings.generate)
        # As JSON, which unlike plain lines can hold any text.
        reply = ChatReply(text=_json([text.model_dump() for text in texts]), model=TEACHER, finish="stop")
        key = request_key(TEACHER, planned.request)
        journal.keep("generate", [Done(key, "ok", value=reply.model_dump_json())])
        entries = read_reply(words, planned, reply, request=key)
        journal.keep("parse", [Done(picture.image.id, "ok", value=_ENTRIES.dump_json(entries).decode())])
        self.entries += entries


def _read(row: Done) -> tuple[Entry, ...]:
    return _ENTRIES.validate_json(row.value)


def _reworded(entry: Entry, question: str, answer: str, rationale: str) -> Entry:
    origin = {**entry.candidate.origin, "teacher": question, "steer": answer}
    qar = QAR(question=question, answer=answer, rationale=rationale)
    candidate = entry.candidate.model_copy(update={"qar": qar, "origin": origin})
    return entry.model_copy(update={"candidate": candidate, "marks": (rationale,)})


def _words(picture: Picture, told: Sequence[str]) -> Verbalization:
    return Verbalization(
        picture=picture,
        labels=(Labels(vocabulary="places", tags=(Tag("park", 0.5),)),),
        # Two pictures with the very same words would share a reply.
        narratives=("We are in a park.", f"A sign says {picture.path}.", *told),
        exchanges=(Exchange(question="Where is this?", answer="a park"),),
        origin={"captioner": "tests:captioner"},
    )


def _json(value: object) -> str:
    return TypeAdapter(object).dump_json(value).decode()
