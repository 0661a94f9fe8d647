"""Entries of one picture as the loop keeps them: the regions once, and shared again when they are read."""

from collections.abc import Sequence

from models.corpus import Entry
from models.records import Record, Region


class Written(Record):
    """Entries of a picture whose candidates' `regions` are left out; `named` tells of each whether it has them."""

    regions: tuple[Region, ...]
    named: tuple[bool, ...]
    entries: tuple[Entry, ...]


def packed(entries: Sequence[Entry]) -> Written:
    """Return entries as they are kept. All that have regions must have the same."""
    regions = next((each.candidate.regions for each in entries if each.candidate.regions), ())
    named = tuple(bool(each.candidate.regions) for each in entries)
    return Written(regions=regions, named=named, entries=tuple(_with_regions(each, ()) for each in entries))


def unpacked(written: Written) -> list[Entry]:
    """Return the entries as they were."""
    return [
        _with_regions(entry, written.regions) if named else entry
        for entry, named in zip(written.entries, written.named, strict=True)
    ]


def _with_regions(entry: Entry, regions: tuple[Region, ...]) -> Entry:
    return entry.model_copy(update={"candidate": entry.candidate.model_copy(update={"regions": regions})})
