"""The regions of VCR's pictures, which VisualCOMET uses, too: the detections of each picture's metadata."""

from pathlib import Path
from typing import Any

from models.errors import BadSetting
from models.records import Region
from training.benchmarks.official.opening import Size, Stated, regions_in
from training.benchmarks.official.reading import Row
from training.corpus.pictures.given_regions import size_of
from training.corpus.pictures.source import Refused
from training.corpus.pictures.vcr import VCR, detections


class MovieRegions:
    """Regions by picture; an id is the index that VCR's texts use. `sizes` grows with every picture asked for."""

    def __init__(self, folder: Path, annotations: Path) -> None:
        self.sizes: dict[str, Size] = {}
        self._vcr = VCR(folder, annotations)
        self._last: tuple[str, tuple[Region, ...], Size, int] = ("", (), (0, 0), 0)

    def of(self, row: Row, objects: int | None = None) -> tuple[Region, ...]:
        """Return the regions of a row's picture; it says how many `objects` its texts count, if it does.

        Raises BadSetting for metadata that is missing or does not fit.
        """
        name = row.text("metadata_fn")
        if name != self._last[0]:
            self._last = (name, *self._read(row, name))
        _, regions, size, count = self._last
        self.sizes[row.text("img_fn")] = size
        if objects is not None and objects != count:
            raise BadSetting(f'{row.place}: its "objects" are {objects}, and its metadata has {count} boxes.')
        return regions

    def _read(self, row: Row, name: str) -> tuple[tuple[Region, ...], Size, int]:
        try:
            metadata: Any = self._vcr.metadata(name)
            size = size_of(metadata)
            found = list(detections(metadata, name))
        except ValueError as problem:
            raise BadSetting(f"{row.place}: the regions of its metadata {name} cannot be read: {problem}.") from None
        given = (Stated(each.id, each.box, each.label) for each in found if not isinstance(each, Refused))
        return regions_in(given, size), size, len(found)
