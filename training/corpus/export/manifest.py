"""What an export says of itself: what is in it, what was left out and why, and where it comes from.

It holds no time, no duration and no path of a machine, so that the same entries give the same bytes.
"""

from pydantic import Field

from models.records import Record

MANIFEST = "manifest.json"
PROGRAMS = ("deixis", "pyarrow")  # among the versions: what wrote the files, and not what made their texts


class Provenance(Record):
    """What the export cannot know by itself: the sha256 of every prompt template and vocabulary by name, the versions
    of models and programs, and notes on what the teacher's terms and the pictures' licences allow."""

    prompts: dict[str, str] = Field(default_factory=dict)
    versions: dict[str, str] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()


class ExportedFile(Record):
    """A file of an export: its path in it, how many entries it holds, its size and what its bytes hash to."""

    path: str
    entries: int
    bytes: int
    sha256: str


class Licence(Record):
    """How many of the exported pictures come under a licence; "" where that is not known."""

    licence: str
    pictures: int


class Manifest(Record):
    """The manifest of an export. `read` counts all entries; each is among `exported` or once in `left_out`, under the
    first reason that holds. `marks` counts those that exported entries carry; an entry may carry several.

    `pictures` counts exported ones by split; of `pictures_unknown` nothing but the name was given, so that neither
    their size nor their licence is known.
    """

    format: str = "deixis-corpus-1"
    settings: dict[str, object]
    read: int
    exported: int
    left_out: dict[str, int]
    marks: dict[str, int]
    splits: dict[str, int]
    pictures: dict[str, int]
    pictures_unknown: int
    licences: tuple[Licence, ...]
    prompts: dict[str, str]
    versions: dict[str, str]
    notes: tuple[str, ...]
    files: tuple[ExportedFile, ...]
