"""Where the examples of a training come from: files of corpora and of inferences, and the folder of their pictures."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from models.errors import BadSetting
from training.data.corpus_source import Choice, CorpusSource
from training.data.example import Example
from training.data.mixture import Mixture
from training.data.pixels import opened
from training.data.sherlock import Sherlock
from training.data.visualcomet import VisualCOMET

KINDS = ("FILE", "sherlock:FILE", "visualcomet:FILE")
_ENDS = ("", ".jpg", ".png", ".jpeg", ".webp")


class Sources(NamedTuple):
    """Examples from several places, each with its weight, and how the picture of a name is opened: RGB and upright."""

    names: tuple[str, ...]
    examples: tuple[Sequence[Example], ...]
    weights: tuple[float, ...]
    open_image: Callable[[str], Image.Image]

    @property
    def described(self) -> str:
        """Return the names of all with their weights."""
        return ", ".join(f"{name} ({weight:g})" for name, weight in zip(self.names, self.weights, strict=True))


def open_sources(named: Sequence[str], weights: Sequence[float], choice: Choice, pictures: Path | None) -> Sources:
    """Open files by their names (`KINDS`); pictures lie in a folder, or beside the first file in `pictures/`.

    Raises BadSetting for a file that cannot be used, and for other numbers of weights than of files.
    """
    check_weights(len(named), weights)
    first = Path(named[0].rpartition(":")[2])
    home = pictures or next((each for each in (first.parent / "pictures",) if each.is_dir()), first.parent)
    return Sources(
        tuple(Path(name.rpartition(":")[2]).name for name in named),
        tuple(_open(name, choice, home) for name in named),
        tuple(weights) or (1.0,) * len(named),
        lambda name: open_picture(home, name),
    )


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


def open_picture(home: Path, name: str) -> Image.Image:
    """Return a picture by its path in a folder, or by its id. Raises BadSetting where there is none."""
    path = find_picture(home, name)
    if path is None:
        raise BadSetting(f'The picture "{name}" is not in {home}; name the folder of the pictures with --pictures.')
    return opened(path.read_bytes(), name)


def find_picture(home: Path, name: str) -> Path | None:
    """Return the file of a picture, None where there is none; one that lies in the folder without those that its name
    has before it is found, too."""
    for known_as in dict.fromkeys((name, name.rpartition("/")[2])):
        for end in _ENDS:
            path = home / f"{known_as}{end}"
            if path.is_file() and path.resolve().is_relative_to(home.resolve()):
                return path
    return None


def _open(name: str, choice: Choice, pictures: Path) -> Sequence[Example]:
    kind, colon, path = name.partition(":")
    if not colon:
        return CorpusSource(Path(name), choice)
    if kind == "sherlock":
        return Sherlock(Path(path))
    if kind == "visualcomet":
        return VisualCOMET(Path(path), pictures)
    raise BadSetting(f'"{name}" is no source to learn from; name one as {", ".join(KINDS)}.')
