"""VisualCOMET (Park et al., ECCV 2020): rank the inferences written about an event among fifty candidates.

`val_annots.json` has events with lists "intent", "before" and "after", and VCR's metadata the people, who stand in the
texts as numbers from 1. The published pool of candidates, `val_rank_random_50.json`, names them by their number in all
inferences of the split: records in the order of the file, "intent", "before", "after", and each list in its order.
Without it a pool is drawn by seed in the same way, and figures are of that pool only.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from models.errors import BadSetting
from models.records import Region
from training.benchmarks.items import Item, ItemSet, by_picture, graded_right
from training.benchmarks.official.movie_regions import MovieRegions
from training.benchmarks.official.opening import opener
from training.benchmarks.official.reading import Row, find_file, object_of, rows_of
from training.data.visualcomet import ASKED, named

NAME = "visualcomet"
POOL = 50
RELATIONS = ("intent", "before", "after")
_PEOPLE = range(1000)  # any number may be a person where the metadata is not read


class Inference(NamedTuple):
    """One inference of a split; `group` is picture, event and relation, which official scripts join to one text."""

    group: tuple[str, str, str]
    text: str
    row: Row


class Pool(NamedTuple):
    """The candidates of a group by their number among all inferences, those written about it first."""

    group: tuple[str, str, str]
    candidates: tuple[int, ...]
    right: int


def read_visualcomet(
    folder: Path, split: str = "val", *, pictures: bool = True, seed: int = 0, pool: Path | None = None
) -> ItemSet:
    """Return an item for every event and relation, with the published pool, or else one drawn by `seed`.

    `pool` is a file of the published form to take the candidates from in place of these. Without `pictures` neither
    pictures nor metadata are read, so there are no regions. Raises BadSetting.
    """
    path = find_file(folder, f"{split}_annots.json")
    regions = MovieRegions(folder, path) if pictures else None
    flat = flatten(path)
    published = pool or folder / f"{split}_rank_random_{POOL}.json"
    given = pool is not None or published.is_file()
    pools = list(published_pools(published, flat) if given else drawn_pools(flat, seed))
    _refuse_gaps(flat, pools, published)
    source = f"{path}, {f'pool of {published.name}' if given else f'own pool, seed {seed}'}"
    items = tuple(_item(pool, flat, regions) for pool in pools)
    open_ = opener(folder, "vcr1images", sizes=regions.sizes) if regions else opener(None)
    return ItemSet(NAME, split, source, by_picture(items), open_, (path, published) if given else (path,))


def flatten(path: Path) -> list[Inference]:
    """Return all inferences of a file in the official order. Raises BadSetting where there are none."""
    found = []
    for row in rows_of(path):
        picture, event = row.text("img_fn"), row.text("event")
        for relation in RELATIONS:
            if row.has(relation):
                found += [Inference((picture, event, relation), text, row) for text in row.texts(relation)]
    if not found:
        raise BadSetting(f"{path} holds nothing to rank: no record has an inference; the test file has none.")
    return found


def _refuse_gaps(flat: Sequence[Inference], pools: Sequence[Pool], path: Path) -> None:
    known = {each.group for each in pools}
    missing = next((each for each in flat if each.group not in known), None)
    if missing is not None:
        raise BadSetting(
            f'{path} has no candidates for "{missing.group[1]}" ({missing.group[2]}) of {missing.row.place}; '
            "all events and relations are needed."
        )


def published_pools(path: Path, flat: Sequence[Inference]) -> Iterator[Pool]:
    """Yield the pools of the published file. Raises BadSetting where it does not fit the inferences."""
    for row in object_of(path).rows("results"):
        numbers = row.list("inference_candidate_indices")
        if not all(isinstance(each, int) and 0 <= each < len(flat) for each in numbers):
            row.refuse("inference_candidate_indices", f"not numbers below {len(flat)}, the number of inferences")
        right = row.whole("num_gt", len(numbers) + 1)
        groups = {flat[each].group for each in numbers[:right]}
        if len(groups) != 1 or len(numbers) < 2:
            row.refuse("num_gt", "which are not the inferences of one event; the files do not fit together")
        yield Pool(groups.pop(), tuple(numbers), right)


def drawn_pools(flat: Sequence[Inference], seed: int) -> Iterator[Pool]:
    """Yield pools of the inferences of each group and random others, of any picture and relation."""
    groups: dict[tuple[str, str, str], list[int]] = {}
    for number, each in enumerate(flat):
        groups.setdefault(each.group, []).append(number)
    for group, right in groups.items():
        rng = random.Random(f"{seed} {group}")
        wrong = _drawn(flat, group, POOL - len(right), rng)
        if not wrong:
            raise BadSetting("There are no inferences of any other event to rank those of an event among.")
        yield Pool(group, (*right, *wrong), len(right))


def _drawn(flat: Sequence[Inference], group: tuple[str, str, str], count: int, rng: random.Random) -> list[int]:
    """Return so many inferences of other groups, or all of them where there are fewer."""
    if len(flat) < 2 * POOL:
        others = [number for number, each in enumerate(flat) if each.group != group]
        return rng.sample(others, max(1, min(count, len(others))) if others else 0)
    found: dict[int, None] = {}
    while len(found) < max(1, count):
        number = rng.randrange(len(flat))
        if flat[number].group != group:
            found.setdefault(number)
    return list(found)


def _item(pool: Pool, flat: Sequence[Inference], regions: MovieRegions | None) -> Item:
    picture, event, relation = pool.group
    shown: tuple[Region, ...] = regions.of(flat[pool.candidates[0]].row) if regions else ()
    ids = {region.id for region in shown} if regions else set(_PEOPLE)
    texts = [named(flat[number].text.strip().rstrip("."), ids) for number in pool.candidates]
    order = order_of(pool.group, len(texts))
    return Item(
        id=pool_id(pool.group),
        picture=picture,
        regions=shown,
        question=ASKED[relation].format(event=named(event.strip().rstrip("."), ids)),
        choices=tuple(texts[place] for place in order),
        grades=graded_right(len(texts), *(order.index(place) for place in range(pool.right))),
        task="ranking",
        type=relation,
        size=regions.sizes[picture] if regions else None,
        keys=tuple(str(pool.candidates[place]) for place in order),
    )


def order_of(group: tuple[str, str, str], count: int) -> list[int]:
    """Return which candidate of a pool stands at each place of the item.

    Equal scores rank in order, and in pools those that are right come first: in items they must not.
    """
    return random.Random(f"order {group}").sample(range(count), count)


def pool_id(group: tuple[str, str, str]) -> str:
    """Return the item of a picture, event and relation."""
    return "\t".join(group)


def group_of(item: Item) -> tuple[str, str, str]:
    """Return picture, event and relation of an item."""
    picture, _, rest = item.id.partition("\t")
    event, _, relation = rest.rpartition("\t")
    return picture, event, relation
