"""What all parts of the loop use: the corpora of a seed, what is true of them, and what the seed's critic says of them.

Everything is made when it is first asked for, kept in `lab.work/corpora/<seed>/` and found again. One opener opens the
pictures of all corpora of a seed. What is true (`judged_of`) is for scoring, and for the arm that an oracle filters:
nothing that learns may see it otherwise.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Literal, NamedTuple

import orjson
from PIL import Image
from pydantic import TypeAdapter

import training.experiments
from models.base import Critic
from models.corpus import Entry
from models.critic_labels import CriticLabel
from models.errors import BadSetting
from models.kept import Kept
from models.offline_teacher.teacher import OfflineTeacher
from models.pictures import read_picture
from training.embedded.critic_data import picture_file
from training.evaluation.sampling import PIXELS
from training.experiments.critic_labels import Judged, judge_entries, rate_all
from training.experiments.literal_teacher import LiteralTeacher
from training.experiments.looking import Looked, keep_picture
from training.reproduction.corpora import TASKS, Task, by_hand, llava_style, ours
from training.reproduction.critics import critic_of
from training.reproduction.looks import home_of, looks_of, other_scenes_of
from training.reproduction.made import made_once
from training.reproduction.parts import Lab
from training.reproduction.written import Written, packed, unpacked
from training.scenes.graph import SceneGraph
from training.scenes.world import draw_scene

# By the offline teacher; by the literal one; in LLaVA's way; by hand for a task.
Kind = Literal["ours", "literal", "llava", "sherlock", "visualcomet"]

_OFFLINE, _LITERAL = OfflineTeacher(), LiteralTeacher()
# How a corpus is written, for those who read the journal, and who does it.
_WRITERS: Mapping[str, tuple[str, Callable[[Looked], list[Entry]]]] = {
    "ours": (f"written by {_OFFLINE.name}", lambda looked: ours(looked, _OFFLINE)),
    "literal": (f"written by {_LITERAL.name}", lambda looked: ours(looked, _LITERAL)),
    "llava": (f"written as LLaVA's is, by {_OFFLINE.name}", lambda looked: llava_style(looked, _OFFLINE)),
}
_JUDGE_PARTS = frozenset(
    ["judge", "feelings", "plain_facts", "rated_items", "referents", "sayable", "words", "common_words", "little_words"]
)
_SCORES = TypeAdapter(dict[str, float])
_JUDGES = Path(training.experiments.__path__[0])


class Known(NamedTuple):
    """An entry, what the judge found of it, and what two simulated annotators say; None of what it could not read."""

    entry: Entry
    judged: Judged
    label: CriticLabel | None

    @property
    def accepted(self) -> bool | None:
        return None if self.label is None else self.label.label == "accept"

    @property
    def right(self) -> bool | None:
        """Whether it is right in all it says."""
        return None if self.label is None else self.judged.is_right


Key = tuple[Path, int, int, Kind]
# In memory, for the arms that follow each other; a corpus about 1,000 pictures takes some 60 MB.
_CORPORA: Kept[Key, tuple[Entry, ...]] = Kept(4)
_KNOWN: Kept[Key, tuple[Known, ...]] = Kept(2)


def corpus_of(lab: Lab, seed: int, kind: Kind = "ours") -> list[Entry]:
    """Return a corpus, picture by picture; pictures are opened by `opener_of`. Raises what `made_once` raises.

    A teacher's entry has `origin["prompt"]`, "regions" or "descriptions"; only the first kind has regions.
    """
    (found,) = _CORPORA.get([_key(lab, seed, kind)], lambda _: [_read_corpus(lab, seed, kind)])
    return list(found)


def judged_of(lab: Lab, seed: int, kind: Kind = "ours") -> list[Known]:
    """Return a teacher's corpus with what is true of it, in the same order. Raises BadSetting for a hand-made one."""
    if kind in TASKS:
        raise BadSetting(f"The corpus {kind!r} was made of the truth; there is nothing to judge.")
    (found,) = _KNOWN.get([_key(lab, seed, kind)], lambda _: [_judge_corpus(lab, seed, kind)])
    return list(found)


def scores_of(lab: Lab, seed: int, kind: Kind = "ours", critic: Critic | None = None) -> dict[str, float]:
    """Return how likely a critic, that of the seed, finds it that an entry is accepted, by the id of its candidate."""
    by, open_image = critic or critic_of(lab, seed), opener_of(lab, seed)

    def score(own: list[Entry]) -> dict[str, float]:
        return score_picture(by, open_image, own)

    path = home_of(lab, seed) / f"{kind}.scores.sqlite"
    rows = made_once(path, f"scored by {by.name}", by_picture(corpus_of(lab, seed, kind)), score, lab)
    return {name: score for row in rows for name, score in _SCORES.validate_json(row).items()}


def score_picture(
    critic: Critic, open_image: Callable[[str], Image.Image], entries: Sequence[Entry]
) -> dict[str, float]:
    """Return the scores of entries about one picture, by the ids of their candidates."""
    judged = [each.candidate for each in entries]
    if not judged:
        return {}
    return dict(
        zip((each.id for each in judged), critic.criticise(open_image(judged[0].image_id), judged), strict=True)
    )


def opener_of(lab: Lab, seed: int) -> Callable[[str], Image.Image]:
    """Return what opens the pictures of a seed's corpora, by their ids."""
    folder = home_of(lab, seed)

    def open_image(image_id: str) -> Image.Image:
        path = picture_file(folder, image_id)
        try:
            return read_picture(path.read_bytes(), name=path.name).image
        except OSError as error:
            raise BadSetting(f"The picture {path} cannot be read ({error.strerror}); delete {folder}.") from None

    return open_image


def graphs_of(lab: Lab, seed: int) -> dict[str, SceneGraph]:
    """Return what is true of the pictures that a seed's teachers wrote about, by their ids; for scoring alone."""
    return {looked.told.picture.image.id: looked.graph for looked in looks_of(lab, seed)}


def by_picture(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return entries by the id of their picture."""
    groups: dict[str, list[Entry]] = {}
    for each in entries:
        groups.setdefault(each.candidate.image_id, []).append(each)
    return groups


def _key(lab: Lab, seed: int, kind: Kind) -> Key:
    return lab.work, lab.scale.pictures, seed, kind


def _read_corpus(lab: Lab, seed: int, kind: Kind) -> tuple[Entry, ...]:
    path = home_of(lab, seed) / f"{kind}.sqlite"
    if kind in TASKS:
        scenes = {str(number): number for number in other_scenes_of(lab, seed)}
        rows = made_once(path, f"written for {kind}", scenes, partial(_by_hand, home_of(lab, seed), kind), lab)
    else:
        stage, write = _WRITERS[kind]
        looked = {str(each.graph.seed): each for each in looks_of(lab, seed)}
        rows = made_once(path, stage, looked, lambda each: packed(write(each)), lab)
    return tuple(entry for row in rows for entry in unpacked(Written.model_validate_json(row)))


def _by_hand(folder: Path, task: Task, number: int) -> Written:
    scene = draw_scene(number, split="train", size=PIXELS)
    return packed(by_hand(scene.graph, keep_picture(folder, scene.image, number), task))


def _judge_corpus(lab: Lab, seed: int, kind: Kind) -> tuple[Known, ...]:
    graphs, entries = graphs_of(lab, seed), by_picture(corpus_of(lab, seed, kind))

    def judge(own: list[Entry]) -> list[dict[str, object]]:
        judged = judge_entries(graphs[own[0].candidate.image_id], own, pixels=PIXELS)
        return [each.model_dump(mode="json", exclude={"candidate"}) for each in judged]

    path = home_of(lab, seed) / f"{kind}.judged.sqlite"
    rows = made_once(path, f"found true by {judge_name()}", entries, judge, lab)
    judged = [
        Judged.model_validate({**found, "candidate": entry.candidate})
        for own, row in zip(entries.values(), rows, strict=True)
        for entry, found in zip(own, orjson.loads(row), strict=True)
    ]
    labels = {each.candidate.id: each for each in rate_all(judged).labels}
    together = zip((each for own in entries.values() for each in own), judged, strict=True)
    return tuple(Known(entry, truth, labels.get(entry.candidate.id)) for entry, truth in together)


@cache
def judge_name() -> str:
    """Return a name for the judge as it is now: what another one found is not mixed with it."""
    digest = hashlib.sha256()
    for path in sorted(each for each in _JUDGES.iterdir() if each.suffix in (".py", ".toml", ".txt")):
        digest.update(path.read_bytes() if path.stem in _JUDGE_PARTS else b"")
    return digest.hexdigest()[:12]
