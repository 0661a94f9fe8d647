"""Put candidates from a file together to items: what is judged on one screen, up to five about one picture."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from models.corpus_files.lines import Found
from models.judging import Candidate, Item
from models.records import ImageRecord, Region
from models.regions import clamp

PER_ITEM = 5

Pick = Callable[[Sequence[str]], list[int]]  # from texts to the places of those that are kept


class Placed(NamedTuple):
    """A candidate with its picture, and the line it comes from."""

    found: Found
    candidate: Candidate


class Grouped(NamedTuple):
    """Items, and how many candidates were passed over because others of their picture were picked."""

    items: tuple[Item, ...]
    passed_over: int


def place(found: Found, image: ImageRecord) -> Placed:
    """Return the candidate with its boxes cut at the picture's border. Raises ValueError for a box outside."""
    regions = []
    for region in found.regions:
        try:
            box = clamp(region.box, image.width, image.height)
        except ValueError as problem:
            raise ValueError(f"its region [{region.id}] cannot be used: {problem}") from None
        regions.append(region if box == region.box else region.model_copy(update={"box": box}))
    candidate = Candidate(
        id=found.id,
        image_id=image.id,
        regions=tuple(regions),
        qar=found.qar,
        origin=found.origin,
        scores=found.scores,
    )
    return Placed(found, candidate)


def group(placed: Iterable[Placed], *, round_id: str, pick: Pick | None) -> Grouped:
    """Return the items of a round, in the order of the lines that begin them.

    Candidates are together that are of one picture and one kind and mean the same region by the same id. Of more than
    five ordinary ones `pick` keeps some; without it, and for gold and qualification, there are as many items as it
    takes. The same candidates give the same ids, so a file may be imported twice.
    """
    items: list[Item] = []
    passed_over = 0
    for together in _together(placed):
        kept = together
        if pick and together[0].found.kind == "item" and len(together) > PER_ITEM:
            kept = [together[number] for number in pick([each.candidate.qar.text for each in together])]
            passed_over += len(together) - len(kept)
        items += [_item(kept[start : start + PER_ITEM], round_id) for start in range(0, len(kept), PER_ITEM)]
    return Grouped(tuple(items), passed_over)


def _together(placed: Iterable[Placed]) -> list[list[Placed]]:
    groups: list[list[Placed]] = []
    regions: list[dict[int, Region]] = []
    of_picture: dict[tuple[str, str], list[int]] = {}
    for each in placed:
        named = {region.id: region for region in each.candidate.regions}
        numbers = of_picture.setdefault((each.candidate.image_id, each.found.kind), [])
        number = next((number for number in numbers if _agree(regions[number], named)), None)
        if number is None:
            numbers.append(number := len(groups))
            groups.append([])
            regions.append({})
        groups[number].append(each)
        regions[number] |= named
    return groups


def _agree(some: dict[int, Region], others: dict[int, Region]) -> bool:
    return all(some[number].box == others[number].box for number in some.keys() & others.keys())


def _item(together: Sequence[Placed], round_id: str) -> Item:
    first = together[0]
    names = "/".join((round_id, first.found.kind, *(each.candidate.id for each in together)))
    regions = {region.id: region for each in together for region in each.candidate.regions}
    return Item(
        id=hashlib.sha256(names.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        kind=first.found.kind,
        image_id=first.candidate.image_id,
        regions=tuple(regions[number] for number in sorted(regions)),
        candidates=tuple(each.candidate for each in together),
        gold=tuple(each.found.gold for each in together if each.found.gold),
    )
