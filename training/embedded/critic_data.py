"""Labelled candidates and their pictures, as a trainer of critics takes them, and the folder they can be kept in.

Where the labels come from (people's ratings in the store, simulated ones, a file) is the business of whoever hands
them in. A folder has `labels.jsonl`, a `CriticLabel` a line, `pictures/<image id>.png`, and `about.json`, which says in
words what the labels are; a folder to measure on may have `truths.jsonl` too.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from PIL import Image
from pydantic import ValidationError

from models.critic_labels import CriticLabel
from models.errors import BadSetting
from models.judging import Candidate
from models.pictures import read_picture
from models.records import Record
from models.whole_file import write_whole

Row = TypeVar("Row", bound=Record)
Said = TypeVar("Said")
LABELS, PICTURES, ABOUT, TRUTHS = "labels.jsonl", "pictures", "about.json", "truths.jsonl"


class About(Record):
    """What labels are: `supervision` says who gave them to what, `seeds` which scenes they are about."""

    supervision: str
    seeds: str


class TruthOf(Record):
    """Whether a candidate is right in all it says, whatever annotators said of it; for scoring alone."""

    candidate: str
    right: bool


class Labelled(NamedTuple):
    """Labels, how the picture of an image id is opened, what the labels are, and the truth by candidate where it is
    known."""

    labels: tuple[CriticLabel, ...]
    open_image: Callable[[str], Image.Image]
    about: About
    truths: dict[str, bool]

    @property
    def pictures(self) -> tuple[str, ...]:
        """Return the ids of the pictures, in the order of the labels."""
        return tuple(dict.fromkeys(each.candidate.image_id for each in self.labels))

    @property
    def accepted(self) -> list[bool]:
        """Return of every label whether it accepts."""
        return [each.label == "accept" for each in self.labels]

    def only(self, pictures: Iterable[str]) -> "Labelled":
        """Return the labels of some pictures."""
        wanted = set(pictures)
        return self._replace(labels=tuple(each for each in self.labels if each.candidate.image_id in wanted))


def said_of(data: Labelled, judge: Callable[[Image.Image, Sequence[Candidate]], Sequence[Said]]) -> list[Said]:
    """Return what is said of every candidate, in the order of the labels; each picture is opened once."""
    places: dict[str, list[int]] = {}
    for place, each in enumerate(data.labels):
        places.setdefault(each.candidate.image_id, []).append(place)
    said: dict[int, Said] = {}
    for image_id, own in places.items():
        of_picture = judge(data.open_image(image_id), [data.labels[place].candidate for place in own])
        said.update(zip(own, of_picture, strict=True))
    return [said[place] for place in range(len(data.labels))]


def is_one_in(count: int, image_id: str, *, words: str) -> bool:
    """Say whether a picture is one of so many: as a number, SHA-256 of the words and its id is divisible by `count`."""
    return int(hashlib.sha256(f"{words} {image_id}".encode()).hexdigest(), 16) % count == 0


def read_labelled(folder: Path) -> Labelled:
    """Read a folder. Raises BadSetting with the file and line that cannot be read."""
    labels = tuple(_lines(folder / LABELS, CriticLabel))
    if not labels:
        raise BadSetting(f"{folder / LABELS} holds no label; a critic cannot learn from nothing.")
    truths = _lines(folder / TRUTHS, TruthOf) if (folder / TRUTHS).exists() else []
    return Labelled(labels, _opener(folder / PICTURES), _about(folder / ABOUT), {t.candidate: t.right for t in truths})


def write_labelled(folder: Path, labels: Sequence[CriticLabel], truths: Sequence[TruthOf], about: About) -> None:
    """Write all but the pictures, which are there already; the labels last."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / ABOUT, f"{about.model_dump_json(indent=2)}\n".encode())
    for name, rows in ((TRUTHS, truths), (LABELS, labels)):
        write_whole(folder / name, "".join(f"{row.model_dump_json()}\n" for row in rows).encode())


def picture_file(folder: Path, image_id: str) -> Path:
    """Return where the picture of that id is kept."""
    return folder / PICTURES / f"{image_id}.png"


def _opener(pictures: Path) -> Callable[[str], Image.Image]:
    def open_image(image_id: str) -> Image.Image:
        path = pictures / f"{image_id}.png"
        try:
            return read_picture(path.read_bytes(), name=path.name).image
        except OSError as error:
            raise BadSetting(f"The picture {path} of a label cannot be read: {error.strerror}.") from None

    return open_image


def _about(path: Path) -> About:
    try:
        return About.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise BadSetting(
            f"{path} does not say what the labels are ({type(error).__name__}); make them again."
        ) from None


def _lines(path: Path, kind: type[Row]) -> list[Row]:
    try:
        with path.open(encoding="utf-8") as lines:
            return [_row(path, number, line, kind) for number, line in enumerate(lines, 1)]
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}. Name a folder of labels with --labels.") from None


def _row(path: Path, number: int, line: str, kind: type[Row]) -> Row:
    try:
        return kind.model_validate(json.loads(line))
    except ValueError as error:  # pydantic's and json's
        raise BadSetting(f"Line {number} of {path} is no {kind.__name__}: {str(error).splitlines()[0]}.") from None
