"""What a corpus run is: where its pictures come from, who does what, and how.

A run is one TOML file (`corpus.toml`) with a table for each part; what is left out is the paper's or the house's:

    teacher = "openai:gpt-4o-mini"

    [pictures]
    images = "photos"

    [generate]
    calls = 3
    more = { counting = 500 }
"""

import hashlib
import tomllib
from pathlib import Path
from typing import Any, Literal, Self, get_args

from pydantic import Field, ValidationError, field_validator, model_validator

from models.errors import BadSetting
from models.records import Record
from models.teaching.asking import QuestionSettings
from models.verbalizing.registry import VerbalizerNames
from models.verbalizing.verbalize import VerbalizeSettings
from training.corpus.toml_lines import line_of
from training.corpus.writing.generate import GenerateSettings

Layout = Literal["table", "vcr", "visual-genome", "coco"]


class PictureSettings(Record):
    """Where pictures come from: `scenes` that are drawn with a `seed`, or the folder `images`.

    `regions` is a file that gives the regions of these, in a `layout`: a CSV table, VCR's annotations, Visual Genome's
    region descriptions (with `image_data` beside) or COCO's instances. Without it a detector looks for regions.
    """

    scenes: int = Field(default=0, ge=0)
    seed: int = Field(default=0, ge=0)
    images: str = ""
    regions: str = ""
    layout: Layout = "table"
    image_data: str = ""

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        if bool(self.scenes) == bool(self.images):
            raise ValueError("name either a folder of images or how many scenes are to be drawn")
        if self.regions and self.scenes:
            raise ValueError("drawn scenes come without a file of regions; name a folder of images with it")
        if (self.layout == "visual-genome") != bool(self.image_data):
            raise ValueError("image_data is a file that Visual Genome has, and needs; no other layout does")
        if self.layout != "table" and not self.regions:
            raise ValueError(f"the layout {self.layout} is that of a file of regions; name the file as well")
        return self


class VocabularyFile(Record):
    """A file of labels, one on a line, of which the `taken` best are told of every picture."""

    file: str
    taken: int = Field(gt=0)


class CorpusSettings(Record):
    """All that decides what a run makes; how fast, and for how much money at most, is not part of it.

    Without `questions` the teacher asks nothing about the pictures before it writes. Without a `critic` nothing is
    scored. Without `vocabularies` pictures are tagged with the house's own. Of every picture `selected` entries are
    picked for people to rate.
    """

    pictures: PictureSettings
    verbalizers: VerbalizerNames = VerbalizerNames()
    vocabularies: tuple[VocabularyFile, ...] = ()
    verbalize: VerbalizeSettings = VerbalizeSettings()
    questions: QuestionSettings | None = QuestionSettings()
    teacher: str = "embedded"
    generate: GenerateSettings = GenerateSettings()
    selected: int = Field(default=5, ge=1, le=5)
    critic: str = ""

    @field_validator("questions", mode="before")
    @classmethod
    def _none_are_asked(cls, questions: object) -> object:
        """TOML has no word for nothing, and says `questions = false`."""
        return None if questions is False else questions

    @property
    def name(self) -> str:
        """Return a name for the run: the same settings have the same."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]


def read_corpus_settings(path: Path | None, overrides: dict[str, object]) -> CorpusSettings:
    """Return the settings of a TOML file with some of them set otherwise, by their dotted names ("pictures.seed").

    Paths in a file begin at its folder. Raises BadSetting with the file, the line, the setting and what is wrong.
    """
    text = _text(path) if path else ""
    given = _placed(_toml(path, text), path.absolute().parent) if path else {}
    for name, value in overrides.items():
        *tables, last = name.split(".")
        table = given
        for each in tables:
            table = table.setdefault(each, {}) if isinstance(table, dict) else table
        if isinstance(table, dict):  # what is no table is told below
            table[last] = value
    given.setdefault("pictures", {})  # of which it is told better what they want than that they are wanted
    try:
        return CorpusSettings.model_validate(given)
    except ValidationError as error:
        # A name that is written wrongly comes before what is missing for that.
        first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
        where = ".".join(str(part) for part in first["loc"])
        line = 0 if where in overrides else line_of(text, [str(part) for part in first["loc"]])
        place = f"{path or 'The run'}, line {line}" if line else str(path or "The run")
        reason = _unknown(first["loc"]) or first["msg"].removeprefix("Value error, ")
        raise BadSetting(f"{place}: {where}: {reason}." if where else f"{place}: {reason}.") from None


def _unknown(place: tuple[int | str, ...]) -> str:
    """Return what settings there are where one stands that is none; "" for one that is known."""
    record: type[Record] | None = CorpusSettings
    for part in place[:-1]:
        if record is not None and isinstance(part, str) and part in record.model_fields:
            record = _record_in(record.model_fields[part].annotation)
    if record is None or str(place[-1] if place else "") in record.model_fields:
        return ""
    return f"there is no such setting; there are {', '.join(record.model_fields)}" if place else ""


def _record_in(annotation: object) -> type[Record] | None:
    """Return the record that a field holds, one or several of."""
    found = [
        each for each in (annotation, *get_args(annotation)) if isinstance(each, type) and issubclass(each, Record)
    ]
    return found[0] if found else None


def _placed(given: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return the settings of a file with its paths as they are from anywhere."""
    pictures = given.get("pictures")
    tables = [(pictures, name) for name in ("images", "regions", "image_data")]
    vocabularies = given.get("vocabularies")
    tables += [(each, "file") for each in vocabularies] if isinstance(vocabularies, list) else []
    for table, name in tables:
        if isinstance(table, dict) and isinstance(table.get(name), str) and table[name]:
            table[name] = str(folder / Path(table[name]).expanduser())
    return given


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise BadSetting(f"{path} is not TOML: {error}.") from None


def _toml(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{path} is not TOML: {error}.") from None
