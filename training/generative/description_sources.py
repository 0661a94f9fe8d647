"""Where descriptions come from: files of regions for a captioner, of whole pictures for a narrator."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image

from models.errors import BadSetting
from training.blip2.sources import check_weights, find_picture, open_picture
from training.data.descriptions import Description, Descriptions, is_held_out
from training.data.localized_narratives import narratives
from training.data.refcoco import expressions
from training.data.sherlock import clues
from training.data.visual_genome import described_regions

Task = Literal["captioner", "narrator"]
Part = Literal["learned", "held out", "all"]

LEARNED = "train"  # the split of RefCOCO that is learned from
_SPLIT = "refcoco"  # the only source with splits of its own
_READERS: Mapping[Task, Mapping[str, Callable[[Path], Iterator[Description]]]] = {
    "captioner": {"vg": described_regions, _SPLIT: expressions, "sherlock": clues},
    "narrator": {"narratives": narratives},
}


class DescriptionSources(NamedTuple):
    """Descriptions from several places, each with its weight, and how the picture of a name is opened. Of `missing`
    pictures there is no file, and what is said of them is left out."""

    task: Task
    names: tuple[str, ...]
    descriptions: tuple[Sequence[Description], ...]
    weights: tuple[float, ...]
    open_image: Callable[[str], Image.Image]
    missing: int

    @property
    def described(self) -> str:
        """Return the names of all with their weights."""
        return ", ".join(f"{name} ({weight:g})" for name, weight in zip(self.names, self.weights, strict=True))


def open_descriptions(
    task: Task,
    named: Sequence[str],
    weights: Sequence[float],
    pictures: Path | None,
    *,
    part: Part = "learned",
    split: str = LEARNED,
) -> DescriptionSources:
    """Open files by kind and name, `vg:FILE` and the like; pictures lie in a folder, or beside the first file in
    `pictures/`. One picture in twenty is held out, and what is said of it is never learned from.

    Without weights a source counts as much as it is long. Of RefCOCO another `split` may be read, all of which is held
    out. Raises BadSetting for a file that cannot be used, for a kind
    that does not describe what the task needs, and for other numbers of weights than of files.
    """
    check_weights(len(named), weights)
    first = Path(named[0].partition(":")[2])
    home = pictures or next((each for each in (first.parent / "pictures",) if each.is_dir()), first.parent)
    there = _There(home)
    opened = [_open(task, name, part if split == LEARNED else "all", there, split) for name in named]
    mixed = tuple(weights) or tuple(float(len(each)) for each in opened)
    check_weights(len(opened), mixed)
    return DescriptionSources(
        task,
        tuple(Path(name.partition(":")[2]).name for name in named),
        tuple(opened),
        mixed,
        lambda name: open_picture(home, name),
        there.missing,
    )


class _There:
    """Knows which pictures lie in a folder: each is looked for once, and not in the middle of a night's training."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._known: dict[str, bool] = {}

    def __call__(self, name: str) -> bool:
        if name not in self._known:
            self._known[name] = find_picture(self.home, name) is not None
        return self._known[name]

    @property
    def missing(self) -> int:
        return sum(not found for found in self._known.values())


def _open(task: Task, name: str, part: Part, there: _There, split: str) -> Descriptions:
    kind, _, path = name.partition(":")
    known = _READERS[task]
    if kind not in known or not path:
        forms = ", ".join(f"{each}:FILE" for each in known)
        raise BadSetting(f'"{name}" is no source for a {task}; name one as {forms}.')
    if split != LEARNED and kind != _SPLIT:
        raise BadSetting(f'"{name}" has no split {split!r}; only {_SPLIT}:FILE has splits of its own.')
    read = known[kind](Path(path)) if split == LEARNED else expressions(Path(path), split)
    rows = (each for each in read if _is_of(part, each.image))
    found = Descriptions(each for each in rows if there(each.image))
    if not len(found):
        which = "" if part == "all" else f" that is {part}"
        which = which if split == LEARNED else f" of its split {split!r}"
        raise BadSetting(
            f"{path} describes no picture in {there.home}{which}; name the folder of its pictures with --pictures."
        )
    return found


def _is_of(part: Part, image: str) -> bool:
    return part == "all" or is_held_out(image) == (part == "held out")
