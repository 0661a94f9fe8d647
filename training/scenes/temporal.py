"""Ask what was, is and will be.

The texts of a story tell by themselves what comes earlier, so a question about one story could be answered without the
picture. Hence every choice mixes in what belongs to somebody else, in the same form: only who is pointed at decides.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from training.scenes.asking import can_be_denied, may_both_hold
from training.scenes.features import alone, in_a_row, people_clear
from training.scenes.graph import Entity
from training.scenes.phrases_skills import ALREADY, FIRST_OF, FUTURE_OF, PAST_OF
from training.scenes.situations import Told
from training.scenes.stories import STORIES
from training.scenes.telling import SceneQuestion, Teller

_MOST = 2  # questions about order in one scene
_DOUBLING = re.compile(r"(qu|[^aeiou])*[aeiou][^aeiouwxy]")  # one short vowel and one consonant: "run", "quit"
_SAME_ENDING = frozenset({"be", "see", "flee", "agree", "free"})
_NO_VERB = frozenset({"never", "not", "soon", "always", "quickly", "slowly", "carefully", "proudly", "happily"})


class _Chapter(NamedTuple):
    """What happened to somebody, is done and will be done, told without naming anybody else."""

    past: list[str]
    present: list[str]
    future: list[str]


def temporal_questions(teller: Teller) -> Iterator[SceneQuestion]:
    """Yield questions about the order of events, for at most two people."""
    people = people_clear(teller)
    teller.rng.shuffle(people)
    asked = 0
    for one in people:
        forms = [_past, _future, _first, _already]
        teller.rng.shuffle(forms)
        question = next((each for each in (form(teller, one) for form in forms) if each), None)
        if question and asked < _MOST:
            asked += 1
            yield question


def gerund(text: str) -> str | None:
    """Return "open the present" as "opening the present", None where the text is not one plain verb phrase."""
    verb, _, rest = text.partition(" ")
    if verb in _NO_VERB or " and " in text or not verb.isalpha():
        return None
    if _DOUBLING.fullmatch(verb):
        stem = verb + verb[-1]
    elif verb.endswith("ie"):
        stem = verb[:-2] + "y"
    elif verb.endswith("e") and verb not in _SAME_ENDING:
        stem = verb[:-1]
    else:
        stem = verb
    return f"{stem}ing {rest}".rstrip()


def _past(teller: Teller, one: Entity) -> SceneQuestion | None:
    """Ask which of two happened to somebody."""
    own, other = _own(teller, one).past, _others(teller, one).past
    return _choice(teller, one, PAST_OF, (own, other), "{}")


def _future(teller: Teller, one: Entity) -> SceneQuestion | None:
    """Ask which of two somebody will do."""
    own, other = _own(teller, one).future, _others(teller, one).future
    return _choice(teller, one, FUTURE_OF, (own, other), f"{teller.name(one)} will {{}}")


def _choice(
    teller: Teller, one: Entity, phrasings: Sequence[str], texts: tuple[list[str], list[str]], answer: str
) -> SceneQuestion | None:
    own, other = texts
    if not own or not other:
        return None
    right, wrong = teller.rng.choice(own), teller.rng.choice(other)
    options = teller.rng.sample((right, wrong), 2)
    return teller.ask(
        "temporal", one, phrasings, [answer.format(right)], _reasons(teller, one), options=in_a_row(options, "or")
    )


def _first(teller: Teller, one: Entity) -> SceneQuestion | None:
    """Ask which of four comes first for somebody: two are another's, and one is yet to come."""
    own, other = _own(teller, one), _others(teller, one)
    later = [text for text in map(gerund, own.future) if text]
    later_there = [text for text in map(gerund, other.future) if text]
    if not (own.present and later and other.present and later_there):
        return None
    right = teller.rng.choice(own.present)
    options = [right, *(teller.rng.choice(texts) for texts in (later, other.present, later_there))]
    if len(set(options)) < len(options):
        return None
    teller.rng.shuffle(options)
    answers = [f"{right} comes first for {teller.name(one)}"]
    return teller.ask("temporal", one, FIRST_OF, answers, _reasons(teller, one), options=in_a_row(options, "or"))


def _already(teller: Teller, one: Entity) -> SceneQuestion | None:
    """Ask whether somebody does something now or later; half of the time it is what somebody else does."""
    s = teller.name(one)
    own, other = _own(teller, one), _others(teller, one)
    is_own, is_now = teller.rng.random() < 0.5, teller.rng.random() < 0.5
    chapter = own if is_own else other
    texts = chapter.present if is_now else [text for text in map(gerund, chapter.future) if text]
    texts = [text for text in texts if can_be_denied(text)]  # denied or not: else the words would tell
    if not texts:
        return None
    text = teller.rng.choice(texts)
    answer = f"{s} is {text} now" if is_now else f"{s} is {text} later"
    answers = [answer if is_own else f"{s} is not {text} at all"]
    return teller.ask("temporal", one, ALREADY, answers, _reasons(teller, one), g=text)


def _reasons(teller: Teller, one: Entity) -> list[str]:
    return teller.filled(teller.told(one).evidence, teller.happening_of(one))


def _own(teller: Teller, one: Entity) -> _Chapter:
    return _chapter(teller.told(one), one.role_in_situation, teller.name(one))


def _others(teller: Teller, one: Entity) -> _Chapter:
    """Return what is told of somebody in another story, as if of `one`: of this picture, else from elsewhere."""
    own = teller.told(one)
    actors = [each for each in teller.shown if each.situation != one.situation and teller.told(each).doing]
    if not actors:
        actors = [each for each in teller.graph.entities if each.situation != one.situation and teller.told(each).doing]
    people = [each for each in actors if each.kind == "person"]
    if people:
        other = teller.rng.choice(people)
        told, key = teller.told(other), other.role_in_situation
    else:
        told, key = _elsewhere(teller, one)
    return _chapter(_without(told, own), key, teller.name(one))


def _elsewhere(teller: Teller, one: Entity) -> tuple[Told, str]:
    """Return a part of a story that the picture does not tell, of somebody who may feel like `one`."""
    here = {happening.name for happening in teller.graph.situations}
    parts = [
        (story.told[key], key)
        for name, story in STORIES.items()
        for key, role in story.cast.items()
        if name not in here and one.feeling in role.feelings
    ]
    return teller.rng.choice(parts) if parts else (Told(), "S")


def _without(told: Told, own: Told) -> Told:
    """Leave out the texts that may be true of the other, too."""
    taken = {text for texts in own for text in texts}

    def false(text: str) -> bool:
        return not any(may_both_hold(text, true) for true in taken)

    return Told(*(tuple(filter(false, texts)) for texts in told))


def _chapter(told: Told, key: str, name: str) -> _Chapter:
    def named(texts: tuple[str, ...]) -> list[str]:
        return [text.format(**{key: name}) for text in alone(texts, key)]

    past = [text.format(**{key: name}) for text in alone(told.before, key) if text.startswith(f"{{{key}}}")]
    return _Chapter(past, named(told.doing), named(told.after))
