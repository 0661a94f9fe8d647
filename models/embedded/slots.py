"""The student tells at most six regions apart, numbered 0 to 5; people may use any ids and any number of regions."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from models.records import Region

_REGION = re.compile(r"\[(\d+)\]")


class Slots(NamedTuple):
    """Which region stands in which slot. `ids` are in slot order; `regions` are those that have a box, by slot;
    `left_out` are the ids for which there was no slot."""

    ids: tuple[int, ...]
    regions: dict[int, Region]
    left_out: tuple[int, ...]

    def to_slots(self, text: str) -> str:
        """Rewrite the ids of a text as slots; an id without a slot becomes "that one"."""
        slots = {region_id: slot for slot, region_id in enumerate(self.ids)}

        def rewrite(match: re.Match[str]) -> str:
            slot = slots.get(int(match[1]))
            return "that one" if slot is None else f"[{slot}]"

        return _REGION.sub(rewrite, text)

    def to_ids(self, text: str) -> str:
        """Rewrite the slots of a text as ids."""
        return _REGION.sub(lambda match: f"[{self.ids[int(match[1])]}]" if int(match[1]) < len(self.ids) else "", text)


def assign_slots(text: str, regions: Iterable[Region], count: int) -> Slots:
    """Give every id a slot, in the order of the regions; where there are too many, those the text names come first."""
    by_id = {region.id: region for region in regions}
    named = dict.fromkeys(int(number) for number in _REGION.findall(text))
    order = list(dict.fromkeys([*by_id, *named]))
    if len(order) > count:
        order = list(dict.fromkeys([*named, *by_id]))
    ids = tuple(order[:count])
    return Slots(ids, {slot: by_id[i] for slot, i in enumerate(ids) if i in by_id}, tuple(order[count:]))


def ids_without_region(text: str, regions: Iterable[Region]) -> list[int]:
    """Return the ids that a text names and that have no region, in the order of the text."""
    given = {region.id for region in regions}
    named = dict.fromkeys(int(number) for number in _REGION.findall(text))
    return [number for number in named if number not in given]
