"""Inferences of VisualCOMET (Park et al., ECCV 2020) as examples: what came before, what for, and what comes next.

A file is a JSON array; a record has an event, and lists of what people wrote under "before", "intent" and "after".
People stand in the texts as bare numbers that begin at 1, one more than their index among the detections of VCR. Other
numbers look the same, and are taken for people as far as there are any, as in the authors' own reader.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from models.errors import BadPicture, BadSetting
from models.records import QAR, Region
from training.corpus.pictures.source import Refused
from training.corpus.pictures.vcr import VCR, detections
from training.data.example import Example
from training.data.held import records_in
from training.data.picture_places import There

ASKED = {
    "before": "{event}. What came before that?",
    "intent": "{event}. What for?",
    "after": "{event}. What is most likely next?",
}
_NUMBER = re.compile(r"(?<![\w.])\d{1,3}(?![\w]|\.\d)")


class _Place(NamedTuple):
    record: int
    relation: str
    number: int


class VisualCOMET(Sequence[Example]):
    """The inferences of a file about pictures that are there, in its order: before, intent and after of each event.
    `folder` holds VCR's metadata, which are read when an example is asked for; a picture without them is not there.
    Inferences about one picture follow one another, so whoever goes through all reads its metadata once.

    Raises BadSetting for a record that cannot be used, and where nothing is left. An example whose metadata are damaged
    raises BadPicture.
    """

    def __init__(self, path: Path, folder: Path, there: There | None = None) -> None:
        self.path = path
        self._vcr = VCR(folder, path)
        self._records: list[dict[str, Any]] = []
        self._places: list[_Place] = []
        self._last: tuple[str | None, tuple[Region, ...]] = (None, ())  # metadata by name, and what they say
        there, told = there or There(), hashlib.sha256()
        for line, value in records_in(path):
            missing = [name for name in ("img_fn", "metadata_fn", "event") if not isinstance(value.get(name), str)]
            if missing:
                raise BadSetting(f"{path}, line {line}, is no record of VisualCOMET: it has no {missing[0]!r}.")
            if not self._vcr.has_metadata(value["metadata_fn"]):
                there.missing.add(value["img_fn"])
                continue
            if not there(value["img_fn"]):
                continue
            for relation in ASKED:
                said = value.get(relation, [])
                self._places += [_Place(len(self._records), relation, each) for each in range(len(said))]
            self._records.append(value)
            told.update(json.dumps(value).encode())
        self.digest = told.hexdigest()
        if not self._places:
            there.refuse_none(path)
            raise BadSetting(f"{path} holds nothing to learn from: no record has an inference; the test file has none.")

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, number: int) -> Example:  # type: ignore[reportIncompatibleMethodOverride]  # no slices
        place = self._places[number]
        record = self._records[place.record]
        regions = self._regions(record["metadata_fn"])
        ids = {region.id for region in regions}
        event = named(record["event"].strip().rstrip("."), ids)
        said = named(record[place.relation][place.number].strip().rstrip("."), ids)
        return Example(
            id=f"{record['img_fn']}#{place.record}-{place.relation}-{place.number}",
            image=record["img_fn"],
            qar=QAR(question=ASKED[place.relation].format(event=event), answer=said, rationale=""),
            regions=regions,
            origin={"source": "visualcomet", "relation": place.relation},
        )

    def _regions(self, name: str) -> tuple[Region, ...]:
        last, regions = self._last  # at once: others may be reading, too
        if name != last:
            regions = self._read(name)
            self._last = name, regions
        return regions

    def _read(self, name: str) -> tuple[Region, ...]:
        try:
            found = list(detections(self._vcr.metadata(name), name))
        except ValueError as problem:
            raise BadPicture(f"{name} of {self.path} cannot be learned from: {problem}.") from None
        given = [each for each in found if not isinstance(each, Refused)]
        return tuple(Region(id=each.id, box=each.box, label=each.label) for each in given)


def named(text: str, ids: set[int]) -> str:
    """Return a text with people, who stand in it as numbers from 1, as the regions they are, as far as they are any."""

    def region(match: re.Match[str]) -> str:
        index = int(match[0]) - 1
        return f"[{index}]" if index in ids else match[0]

    return _NUMBER.sub(region, text)
