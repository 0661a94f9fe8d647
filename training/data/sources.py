"""Where the examples of a training come from: corpora and files of inferences, each with its own pictures."""

import hashlib
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from models.corpus import PromptKind
from models.errors import BadPicture, BadSetting
from training.data.corpus_source import REPORT_EVERY, Choice, CorpusSource, Report, nothing_in
from training.data.example import Example
from training.data.mixture import Mixture
from training.data.picture_places import PicturePlace, Pictures, PicturesIn, There, folder_beside
from training.data.sherlock import Sherlock
from training.data.visualcomet import VisualCOMET

KINDS = ("FILE", "FOLDER of an export", "sherlock:FILE", "visualcomet:FILE")


class Source(NamedTuple):
    """Examples of one place, what they are called, and where their pictures lie. `digest` tells them from others;
    `missing` pictures are not there, and what is said of them is left out."""

    name: str
    examples: Sequence[Example]
    place: PicturePlace
    digest: str
    missing: frozenset[str] = frozenset()


class Sources(NamedTuple):
    """Examples from several places, each with its weight, and their pictures. `digest` tells what is learned from, and
    in which shares, from all else; `missing` is the number of pictures that are not there."""

    names: tuple[str, ...]
    examples: tuple[Sequence[Example], ...]
    weights: tuple[float, ...]
    pictures: Pictures
    digest: str
    missing: int

    @property
    def described(self) -> str:
        """Return the names of all with their weights."""
        return in_shares(self.names, self.weights)

    @property
    def total(self) -> int:
        """Return how many examples there are."""
        return sum(len(each) for each in self.examples)

    def each(self) -> Iterator[Example]:
        """Yield the examples of all sources, one after the other; those that cannot be had are left out."""
        for examples in self.examples:
            for number in range(len(examples)):
                with suppress(BadPicture):
                    yield examples[number]

    def open_image(self, name: str) -> Image.Image:
        """Return the picture of an example, RGB and upright. Raises BadPicture for one that is damaged."""
        return self.pictures.open(name)


def open_sources(
    named: Sequence[str],
    weights: Sequence[float],
    choice: Choice,
    pictures: Path | None,
    *,
    regions: float | None = None,
    other: Callable[[str], Source | None] = lambda _name: None,
    report: Report | None = None,
) -> Sources:
    """Open corpora and files by their names (`KINDS`); pictures lie in the folder that is named, or beside each.

    With `regions` this share of all texts names regions, and the rest describes them. `other` opens what is named
    otherwise, such as a corpus run. `report` is told now and then how many texts of a source were read. Raises
    BadSetting for what cannot be used, where nothing is left to learn from, and for other numbers of weights than of
    sources.
    """
    check_weights(len(named), weights)
    places: dict[Path, PicturePlace] = {}
    opened = [other(name) or _open(name, choice, pictures, places, report) for name in named]
    return _mixed(opened, weights, regions, report)


def check_weights(sources: int, weights: Sequence[float]) -> None:
    """Raise BadSetting for weights that so many sources cannot be mixed by; none at all are good for any."""
    if not weights:
        return
    if len(weights) != sources:
        raise BadSetting(
            f"{sources} sources and {len(weights)} weights do not go together; name one --weight for each."
        )
    try:
        Mixture([1] * sources, weights, seed=0)
    except ValueError as problem:
        raise BadSetting(f"By these weights nothing can be mixed: {problem}.") from None


def digest_of(digests: Sequence[str], weights: Sequence[float]) -> str:
    """Return the hash of what is learned from in these shares."""
    total = sum(weights)
    told = [(digest, f"{weight / total:.6f}") for digest, weight in zip(digests, weights, strict=True)]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def in_shares(names: Sequence[str], weights: Sequence[float]) -> str:
    """Return the names of sources with their weights, "a.jsonl (2), b.jsonl (0.5)"."""
    return ", ".join(f"{name} ({weight:g})" for name, weight in zip(names, weights, strict=True))


class Picked(Sequence[Example]):
    """Some of the examples of a source, by their numbers."""

    def __init__(self, examples: Sequence[Example], numbers: Sequence[int]) -> None:
        self._examples = examples
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, number: int) -> Example:  # type: ignore[reportIncompatibleMethodOverride]  # no slices
        return self._examples[self._numbers[number]]


class Renamed(Sequence[Example]):
    """Examples whose pictures have other names."""

    def __init__(self, examples: Sequence[Example], name: Callable[[str], str]) -> None:
        self._examples = examples
        self._name = name

    def __len__(self) -> int:
        return len(self._examples)

    def __getitem__(self, number: int) -> Example:  # type: ignore[reportIncompatibleMethodOverride]  # no slices
        example = self._examples[number]
        return example.model_copy(update={"image": self._name(example.image)})


def _open(
    name: str, choice: Choice, pictures: Path | None, places: dict[Path, PicturePlace], report: Report | None
) -> Source:
    kind, colon, rest = name.partition(":")
    path = Path(rest if colon else name)
    folder = pictures or folder_beside(path)
    place = places.setdefault(folder, PicturesIn(folder))
    there = There(place)
    match kind if colon else "":
        case "":
            examples = CorpusSource(path, choice, there=there, report=report)
        case "sherlock":
            examples = Sherlock(path, there)
        case "visualcomet":
            examples = VisualCOMET(path, folder, there)
        case _:
            raise BadSetting(f'"{name}" is no source to learn from; name one as {", ".join(KINDS)}.')
    source = Source(path.name, examples, place, examples.digest, frozenset(there.missing))
    if not colon or choice.kind == "both":
        return source
    try:
        return _apart(source, report)[choice.kind]
    except KeyError:
        raise nothing_in(path, choice) from None


def _mixed(
    sources: Sequence[Source], weights: Sequence[float], regions: float | None, report: Report | None
) -> Sources:
    joined = Pictures([each.place for each in sources])
    missing = {(each.place.name, image) for each in sources for image in each.missing}
    shares = tuple(weights) or (1.0,) * len(sources)
    if regions is not None:
        sources, shares = _by_kind(sources, shares, regions, report)
    check_weights(len(sources), shares)
    return Sources(
        tuple(each.name for each in sources),
        tuple(_renamed(each, joined) for each in sources),
        shares,
        joined,
        digest_of([each.digest for each in sources], shares),
        len(missing),
    )


def _by_kind(
    sources: Sequence[Source], weights: Sequence[float], regions: float, report: Report | None
) -> tuple[list[Source], tuple[float, ...]]:
    """Return the texts of each kind as sources of their own, with weights that give each kind its share."""
    apart = [_apart(source, report) for source in sources]
    found: list[Source] = []
    shares: list[float] = []
    for kind, share in (("regions", regions), ("descriptions", 1 - regions)):
        own = [(each[kind], weight) for each, weight in zip(apart, weights, strict=True) if kind in each and share]
        if share and not own:
            raise BadSetting(
                f"Nothing of the kind {kind!r} is there to be learned from, and {share:g} of all texts are to be of it."
            )
        total = sum(weight for _, weight in own)
        found += [source for source, _ in own]
        shares += [share * weight / total for _, weight in own]
    return found, tuple(shares)


def _apart(source: Source, report: Report | None) -> dict[str, Source]:
    """Return the texts of each kind that there is."""
    numbers: dict[str, array[int]] = {}
    for number in range(len(source.examples)):
        if report is not None and (number + 1) % REPORT_EVERY == 0:
            report(number + 1)
        if kind := _kind(source.examples, number):
            numbers.setdefault(kind, array("q")).append(number)
    return {
        kind: source._replace(
            name=f"{source.name}: {kind}", examples=Picked(source.examples, own), digest=f"{source.digest} {kind}"
        )
        for kind, own in numbers.items()
    }


def _kind(examples: Sequence[Example], number: int) -> PromptKind | None:
    try:
        return examples[number].kind
    except BadPicture:  # nobody knows, for it lacks its regions
        return None


def _renamed(source: Source, pictures: Pictures) -> Sequence[Example]:
    if pictures.name(source.place, "") == "":
        return source.examples
    return Renamed(source.examples, partial(pictures.name, source.place))
