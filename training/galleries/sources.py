"""Questions to show: of the drawn world, of a benchmark, or of a corpus; one of each picture, drawn by a seed."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from models.corpus import Entry
from models.corpus_files.lines import BadLine
from models.errors import BadSetting
from models.pictures import read_picture
from models.records import Question, Region
from training.benchmarks.items import NO_FILE, ItemSet
from training.corpus.export.picture_files import PLAIN
from training.corpus.import_entries import import_entries
from training.corpus.pictures.source import PictureFolder
from training.evaluation.sampling import PER_PICTURE, draw_exams
from training.galleries.records import Voice
from training.scenes.graph import Split


class Posed(NamedTuple):
    """A question about a picture, and what is known of its answer: one text, all `accepted` ones where these are known,
    and the `choices` of a benchmark, of which those at the places `right` are right."""

    id: str
    picture: str
    regions: tuple[Region, ...]
    question: str
    answer: str
    rationale: str = ""
    type: str = ""
    accepted: frozenset[str] = frozenset()
    choices: tuple[str, ...] = ()
    right: tuple[int, ...] = ()

    @property
    def asked(self) -> Question:
        """Return what a model is asked."""
        return Question(image_id=NO_FILE, text=self.question, regions=self.regions)


class Pool(NamedTuple):
    """Questions, who answers them beforehand, and what opens a picture by its name."""

    source: str
    posed: tuple[Posed, ...]
    known: Voice
    open: Callable[[str], Image.Image]


def from_drawn(count: int, seed: int, split: Split = "evaluate") -> Pool:
    """Return a question of each of `count` drawn pictures, types about equally often."""
    pictures: dict[str, Image.Image] = {}
    posed: list[Posed] = []
    # Every picture is asked several things; the rarest type so far is taken.
    taken: defaultdict[str, int] = defaultdict(int)
    for exam in draw_exams(count * PER_PICTURE, seed, split=split):
        if len(posed) == count:
            break
        asked = min(exam.asked, key=lambda each: taken[each.type])
        taken[asked.type] += 1
        name = f"{split}-{exam.graph.seed}"
        pictures[name] = exam.image
        posed.append(
            Posed(name, name, exam.regions, *asked.qar.model_dump().values(), type=asked.type, accepted=asked.accepted)
        )
    return Pool(f"drawn scenes, {split}", tuple(posed), _TRUTH, pictures.__getitem__)


def from_items(items: ItemSet, count: int, seed: int) -> Pool:
    """Return a question of each of `count` pictures of a benchmark, answered by its right choice.

    Items without labels, and those that only go on from another one's answer, are left out.
    """
    rationales = {item.group: item for item in items.items if item.task == "rationale" and item.right}
    posed = []
    for item in items.items:
        if item.task != "rationale" and item.right and item.question:
            why = rationales.get(item.group) if item.group else None
            posed.append(
                Posed(
                    id=item.id,
                    picture=item.picture,
                    regions=item.regions,
                    question=item.question,
                    answer=item.choices[item.right[0]],
                    rationale=why.choices[why.right[0]] if why else "",
                    type=item.type,
                    choices=item.choices,
                    right=item.right,
                )
            )
    return Pool(f"{items.asks} ({items.source})", _some(posed, count, seed, items.source), _TRUTH, items.open)


def from_corpus(path: Path, count: int, seed: int, *, images: Path | None = None) -> Pool:
    """Return a question of each of `count` pictures of a corpus, answered as its line says.

    `path` is an export's folder, or a file of one; pictures lie in `images`, or in the export. Raises BadSetting for
    what cannot be used.
    """
    folder = images or path / PLAIN
    if not folder.is_dir():
        raise BadSetting(f"{path} has no pictures in it; name the folder that has them with --images.")
    pictures = PictureFolder(folder)
    teachers: set[str] = set()
    posed = []
    for each in import_entries(path):
        if not isinstance(each, BadLine) and not each.set_aside:
            teachers.add(str(each.candidate.origin.get("teacher", "")))
            posed.append(_of_entry(each))

    def open_(name: str) -> Image.Image:
        return read_picture(pictures.bytes_of(name), name=name).image

    named = ", ".join(sorted(teachers - {""}))
    known = Voice(name=f"corpus, by {named}" if named else "corpus", part="corpus")
    return Pool(path.name, _some(posed, count, seed, str(path)), known, open_)


_TRUTH = Voice(name="ground truth", part="truth")


def _of_entry(entry: Entry) -> Posed:
    given = entry.candidate
    named = given.qar
    return Posed(given.id, entry.path, given.regions, named.question, named.answer, named.rationale)


def _some(posed: Iterable[Posed], count: int, seed: int, source: str) -> tuple[Posed, ...]:
    """Return a question of each of up to `count` pictures, both drawn by seed."""
    by_picture: defaultdict[str, list[Posed]] = defaultdict(list)
    for each in posed:
        by_picture[each.picture].append(each)
    if not by_picture:
        raise BadSetting(f"{source} holds no question with an answer.")
    rng = random.Random(seed)
    names: Sequence[str] = sorted(by_picture)
    return tuple(rng.choice(by_picture[name]) for name in rng.sample(names, min(count, len(names))))
