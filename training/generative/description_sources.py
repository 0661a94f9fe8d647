"""Where descriptions come from: files of regions for a captioner, of whole pictures for a narrator."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image

from models.errors import BadSetting
from training.data.descriptions import Description, Descriptions
from training.data.held_out import ToLearn, is_held_out
from training.data.localized_narratives import narratives
from training.data.picture_ids import PictureIds
from training.data.picture_places import Pictures, PicturesIn, There, folder_beside
from training.data.refcoco import expressions, measured_pictures
from training.data.sherlock import clues
from training.data.sources import check_weights, digest_of, in_shares
from training.data.visual_genome import IMAGE_DATA, coco_numbers, described_regions

Task = Literal["captioner", "narrator"]
Part = Literal["learned", "held out", "all"]

LEARNED = "train"  # the split of RefCOCO that is learned from
_SPLIT = "refcoco"  # the only source with splits of its own
_MISSING = "Pictures without a file: {}; what is said of them is left out."
_MEASURED = "Pictures in another split of RefCOCO than train: {}; what any file says of them is left out."
_UNTOLD = (
    f"Pictures of Visual Genome that may be COCO's, too: {{}}; put its {IMAGE_DATA} beside the files, or those "
    "that are held out by COCO's number are learned from."
)
_READERS: Mapping[Task, Mapping[str, Callable[[Path], Iterator[Description]]]] = {
    "captioner": {"vg": described_regions, _SPLIT: expressions, "sherlock": clues},
    "narrator": {"narratives": narratives},
}


class DescriptionSources(NamedTuple):
    """Descriptions from several places, each with its weight, and how the picture of a name is opened. Of `missing`
    pictures there is no file, and of `measured` ones another split of RefCOCO holds something: what is said of them is
    left out. `ids` knows a picture by all of its names."""

    task: Task
    names: tuple[str, ...]
    descriptions: tuple[Descriptions, ...]
    weights: tuple[float, ...]
    open_image: Callable[[str], Image.Image]
    missing: int
    measured: int
    ids: PictureIds

    @property
    def described(self) -> str:
        """Return the names of all with their weights."""
        return in_shares(self.names, self.weights)

    @property
    def digest(self) -> str:
        """Return what tells what is learned from, and in which shares, from all else."""
        return digest_of([each.digest for each in self.descriptions], self.weights)

    @property
    def images(self) -> tuple[str, ...]:
        """Return the names of all pictures that are described, each once."""
        return tuple(dict.fromkeys(image for each in self.descriptions for image in each.images))

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what a person should know of the pictures that are left out, in sentences."""
        untold = len({self.ids(image) for image in self.images if self.ids.cannot_tell(image)})
        return tuple(
            sentence.format(count)
            for sentence, count in ((_MISSING, self.missing), (_MEASURED, self.measured), (_UNTOLD, untold))
            if count
        )


def open_descriptions(
    task: Task,
    named: Sequence[str],
    weights: Sequence[float],
    pictures: Path | None,
    *,
    part: Part = "learned",
    split: str = LEARNED,
) -> DescriptionSources:
    """Open files by kind and name, `vg:FILE` and the like; pictures lie in a folder, or beside each file, in
    `pictures/`. One picture in twenty is held out, under all of its names, and what is said of it is never learned
    from; nor is what is said of a picture that any of the files of RefCOCO has in another split than train.

    Without weights a source counts as much as it is long. Of RefCOCO another `split` may be read, all of which is held
    out. Raises BadSetting for a file that cannot be used, for a kind that does not describe what the task needs, and
    for other numbers of weights than of files.
    """
    check_weights(len(named), weights)
    files = [Path(name.partition(":")[2]) for name in named]
    folders = [pictures or folder_beside(file) for file in files]
    places = {folder: PicturesIn(folder) for folder in folders}
    joined = Pictures(tuple(places.values()))
    there = {folder: There(place) for folder, place in places.items()}
    ids = PictureIds(_coco_numbers([*(file.parent for file in files), *folders]))
    to_learn = ToLearn(ids, _measured(task, named) if part == "learned" else ())
    takes: Mapping[Part, Callable[[str], bool]] = {
        "learned": to_learn,
        "held out": lambda image: is_held_out(ids(image)),
        "all": lambda _image: True,
    }
    taken = _Taken(part, split, takes[part if split == LEARNED else "all"])
    opened = [
        _open(task, name, taken, there[folder], partial(joined.name, places[folder]))
        for name, folder in zip(named, folders, strict=True)
    ]
    mixed = tuple(weights) or tuple(float(len(each)) for each in opened)
    check_weights(len(opened), mixed)
    return DescriptionSources(
        task,
        tuple(file.name for file in files),
        tuple(opened),
        mixed,
        joined.open,
        sum(len(each.missing) for each in there.values()),
        to_learn.left_out,
        ids,
    )


class _Taken(NamedTuple):
    """What is wanted of a file: a part, of a split, and which pictures these are by their names."""

    part: Part
    split: str
    takes: Callable[[str], bool]

    @property
    def named(self) -> str:
        if self.split != LEARNED:
            return f" of its split {self.split!r}"
        ways = {"learned": " that may be learned from", "held out": " that is held out", "all": ""}
        return ways[self.part]


def _open(task: Task, name: str, taken: _Taken, there: There, known_as: Callable[[str], str]) -> Descriptions:
    kind, _, path = name.partition(":")
    known = _READERS[task]
    if kind not in known or not path:
        forms = ", ".join(f"{each}:FILE" for each in known)
        raise BadSetting(f'"{name}" is no source for a {task}; name one as {forms}.')
    if taken.split != LEARNED and kind != _SPLIT:
        raise BadSetting(f'"{name}" has no split {taken.split!r}; only {_SPLIT}:FILE has splits of its own.')
    read = known[kind](Path(path)) if taken.split == LEARNED else expressions(Path(path), taken.split)
    rows = (each for each in read if taken.takes(each.image) and there(each.image))
    found = Descriptions(rows, known_as)
    if not len(found):
        way = "name the folder of its pictures with --pictures" if there.missing else "leave it out"
        raise BadSetting(f"{path} describes no picture in {there.where}{taken.named}; {way}.")
    return found


def _measured(task: Task, named: Sequence[str]) -> Iterator[str]:
    """Yield the pictures that files of RefCOCO have in other splits than the one that is learned from."""
    for kind, _, path in (name.partition(":") for name in named):
        if kind == _SPLIT and kind in _READERS[task] and path:
            yield from measured_pictures(Path(path), LEARNED)


def _coco_numbers(folders: Sequence[Path]) -> dict[str, int | None]:
    """Return what the folders tell of which pictures of Visual Genome are COCO's."""
    files = dict.fromkeys((folder / IMAGE_DATA).resolve() for folder in folders)
    return {name: coco for file in files if file.is_file() for name, coco in coco_numbers(file).items()}
