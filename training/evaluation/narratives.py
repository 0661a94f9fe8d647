"""How true narratives are, and how much five of them differ.

Read from the words: the place, the light and the weather they name, and whom and what they mention. A mention is right
when such a noun is seen in the picture, however many of them there are; the others are hallucinations. Nobody and
nothing counts as seen that the texts learned from leave out as too hidden, and no light that the sky does not show.
"""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from models.base import Narrator
from models.records import Record
from training.evaluation.caption_facts import all_named
from training.evaluation.captions import draw_pictures
from training.evaluation.intervals import Share, share
from training.evaluation.marking import mean
from training.evaluation.sampling import MEASURED_SEED
from training.scenes.describing_scene import DescribedScene, light_shown
from training.scenes.describing_words import IN_PLACES, LIGHTS, WEATHERS
from training.scenes.graph import SceneGraph, Split

SAMPLES = 5
_Setting = TypeVar("_Setting", bound=str)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


class SettingFigures(Record):
    """`right` of the settings that were told, which `told` of all narratives do."""

    right: Share
    told: Share


class NarrativeReport(Record):
    """`settings` by "place", "light" and "weather". `mentioned` is the share of mentions that are seen in the picture,
    so `hallucinated` of them are not (None where nothing is mentioned); `of_another` is the same by the next picture
    (what can be said without looking); `covered` is the share of a picture's nouns that are mentioned. Of `samples`
    narratives of one picture `different` is the share of pairs of words following each other that occur once only,
    `equal` that of pairs of equal texts."""

    model: str
    split: Split
    seed: int
    pictures: int
    samples: int
    words: float
    settings: dict[str, SettingFigures]
    mentioned: Share
    hallucinated: float | None
    of_another: Share
    covered: Share
    different: float
    equal: float


class Told(NamedTuple):
    """A narrative and the scene it is about."""

    text: str
    graph: SceneGraph


def evaluate_narratives(
    narrator: Narrator, *, pictures: int, seed: int = MEASURED_SEED, split: Split = "evaluate"
) -> NarrativeReport:
    """Have unseen scenes told, `SAMPLES` times each with the narrator's own temperature."""
    groups = [
        [Told(text, graph) for text in narrator.narrate(image, SAMPLES, seed=graph.seed)]
        for image, graph in draw_pictures(pictures, seed, split)
    ]
    told = [each for group in groups for each in group]
    # Every narrative beside the graph of the next picture.
    exchanged = [
        Told(each.text, following[0].graph)
        for group, following in zip(groups, [*groups[1:], *groups[:1]], strict=True)
        for each in group
    ]
    mentioned = mentions(told)
    return NarrativeReport(
        model=narrator.name,
        split=split,
        seed=seed,
        pictures=pictures,
        samples=SAMPLES,
        words=mean(len(_WORD.findall(each.text.lower())) for each in told),
        settings=settings_of(told),
        mentioned=mentioned,
        hallucinated=round(1 - mentioned.value, 4) if mentioned.n else None,
        of_another=mentions(exchanged),
        covered=covered(told),
        different=mean(distinct_pairs([each.text for each in group]) for group in groups),
        equal=mean(equal_texts([each.text for each in group]) for group in groups),
    )


def settings_of(told: Sequence[Told]) -> dict[str, SettingFigures]:
    """Return how often place, light and weather are told, and how often rightly; light only where it is shown."""
    lights = [(each.text, light) for each in told if (light := light_shown(each.graph))]
    return {
        "place": _told([(setting_in(each.text, IN_PLACES), each.graph.place) for each in told]),
        "light": _told([(setting_in(text, LIGHTS), light) for text, light in lights]),
        "weather": _told([(setting_in(each.text, WEATHERS), each.graph.weather) for each in told]),
    }


def setting_in(text: str, table: Mapping[_Setting, Sequence[str]]) -> _Setting | None:
    """Return the setting whose words come first in a text."""
    found = [
        (match.start(), -len(phrase), setting)
        for setting, phrases in table.items()
        for phrase in phrases
        if (match := re.search(rf"\b{re.escape(phrase)}\b", text.lower()))
    ]
    return min(found)[2] if found else None


def mentions(told: Iterable[Told]) -> Share:
    """Return how many of the people, animals and things that are mentioned are seen in the picture."""
    marks = [noun in nouns_of(each.graph) for each in told for noun in nouns_told(each.text)]
    return share(sum(marks), len(marks))


def covered(told: Iterable[Told]) -> Share:
    """Return how many of the different nouns seen in a picture are mentioned; professions count as such."""
    marks = []
    for each in told:
        named = set(nouns_told(each.text))
        marks += [noun in named for noun in {entity.noun for entity in DescribedScene(each.graph).seen}]
    return share(sum(marks), len(marks))


def nouns_told(text: str) -> list[str]:
    return [each.noun for each in all_named(text)]


def nouns_of(graph: SceneGraph) -> frozenset[str]:
    """Return all of whom and what is seen that may be mentioned; a teacher is an adult, too."""
    seen = DescribedScene(graph).seen
    return frozenset({entity.noun for entity in seen} | {entity.age for entity in seen if entity.age})


def distinct_pairs(texts: Sequence[str]) -> float:
    """Return the share of different ones among all pairs of words following each other ("distinct-2": Li et al., NAACL
    2016): twice the same text "a b c" has 2 different ones of 4."""
    pairs = [pair for text in texts for pair in _pairs(_WORD.findall(text.lower()))]
    return len(set(pairs)) / len(pairs) if pairs else 0.0


def equal_texts(texts: Sequence[str]) -> float:
    """Return the share of equal ones among all pairs of texts."""
    pairs = [(one, other) for number, one in enumerate(texts) for other in texts[:number]]
    return sum(one == other for one, other in pairs) / len(pairs) if pairs else 0.0


def _told(said: Sequence[tuple[str | None, str]]) -> SettingFigures:
    known = [(value, true) for value, true in said if value is not None]
    right = sum(value == true for value, true in known)
    return SettingFigures(right=share(right, len(known)), told=share(len(known), len(said)))


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    return list(itertools.pairwise(words))
