"""Ask what is seen of a person: feeling, role, age, clothes, hair, what stands out; and what two are to each other."""

from collections.abc import Iterator

from training.scenes.asking import can_be_asked, framed, shows_hair
from training.scenes.graph import Entity
from training.scenes.phrases import (
    AGE_SIGNS,
    CLOTHES_FRAMES,
    EMOTION_FRAMES,
    FEELING_SIGNS,
    FEELING_WORDS,
    HAIR_FRAMES,
    PROFESSION_SIGNS,
    ROLE_WORDS,
    with_article,
)
from training.scenes.phrases_people import PEOPLE_QUESTIONS
from training.scenes.stories import STORIES
from training.scenes.telling import SceneQuestion, Teller

_FOCUS_DOINGS = 3  # times the words of a feeling: what is accepted as standing out


def person_questions(teller: Teller, entity: Entity) -> Iterator[SceneQuestion]:
    """Yield the questions about the looks of one person."""
    feeling, s = entity.feeling or "calm", teller.name(entity)
    words = FEELING_WORDS[feeling]
    signs = signs_of_feeling(teller, entity)
    yield teller.ask("emotion", entity, PEOPLE_QUESTIONS["emotion"], framed(words, EMOTION_FRAMES, s=s), signs)
    yield from _role(teller, entity)
    if entity.colour:
        answers = framed([entity.colour], CLOTHES_FRAMES, s=s)
        reasons = [f"{entity.colour} is what covers the body of {s}", f"most of what {s} has on is {entity.colour}"]
        yield teller.ask("attribute", entity, PEOPLE_QUESTIONS["clothes"], answers, reasons)
    if shows_hair(entity):
        answers = framed([f"{entity.hair}"], HAIR_FRAMES, s=s)
        reasons = [f"no hat hides the hair of {s}", f"{entity.hair} hair is on the head of {s}"]
        yield teller.ask("attribute", entity, PEOPLE_QUESTIONS["hair"], answers, reasons)
    yield from _focus(teller, entity, signs)


def signs_of_feeling(teller: Teller, entity: Entity) -> list[str]:
    return [sign.format(S=teller.name(entity)) for sign in FEELING_SIGNS[entity.feeling or "calm"]]


def relationship_questions(teller: Teller) -> Iterator[SceneQuestion]:
    """Ask what people are to each other: those of one situation, and one pair of strangers.

    Nothing is known about an onlooker and T.
    """
    people = [entity for entity in teller.people_shown() if can_be_asked(entity)]
    pairs = [(a, b) for n, a in enumerate(people) for b in people[n + 1 :]]
    teller.rng.shuffle(pairs)
    strangers = False
    for pair in pairs:
        first, second = pair if teller.rng.random() < 0.5 else pair[::-1]
        parts = {first.role_in_situation, second.role_in_situation}
        if first.situation != second.situation:
            if not strangers:
                strangers = True
                yield _strangers(teller, first, second)
        elif parts == {"S", "T"}:
            yield _bond(teller, first, second)
        elif parts == {"S", "W"}:
            yield _watching(teller, first, second)


def _role(teller: Teller, entity: Entity) -> Iterator[SceneQuestion]:
    """Ask for the profession, or where clothes show none for the age; and for the age of everybody."""
    age, s = entity.age or "adult", teller.name(entity)
    ages = framed(ROLE_WORDS[age], ("{s} is {x}",), s=s)
    signs = [sign.format(S=s) for sign in AGE_SIGNS[age]]
    if entity.profession:
        jobs = framed([with_article(entity.profession)], ("{s} is {x}", "{s} works as {x}"), s=s)
        worn = [sign.format(S=s) for sign in PROFESSION_SIGNS[entity.profession]]
        yield teller.ask("role", entity, PEOPLE_QUESTIONS["role"], jobs, worn)
    else:
        yield teller.ask("role", entity, PEOPLE_QUESTIONS["role"], ages, signs)
    yield teller.ask("role", entity, PEOPLE_QUESTIONS["age"], ages, signs)


def _focus(teller: Teller, entity: Entity, signs: list[str]) -> Iterator[SceneQuestion]:
    """Ask for the most telling trait: what somebody is doing, together with the feeling on the face."""
    doing = teller.filled(teller.told(entity).doing, teller.happening_of(entity))[:_FOCUS_DOINGS]
    if doing:
        s, words = teller.name(entity), FEELING_WORDS[entity.feeling or "calm"]
        answers = [f"{s} is {each} and looks {word}" for each in doing for word in words]
        yield teller.ask("focus", entity, PEOPLE_QUESTIONS["focus region"], answers, signs)


def _bond(teller: Teller, first: Entity, second: Entity) -> SceneQuestion:
    bonds, s, t = STORIES[first.situation].bond, teller.name(first), teller.name(second)
    # The bond of S and T comes first; the other way round it is worded the other way round.
    given, turned = (bonds[-1], bonds[0]) if first.role_in_situation == "T" else (bonds[0], bonds[-1])
    answers = [f"{s} and {t} are {given}", f"{t} and {s} are {turned}"]
    evidence = teller.filled(teller.told(first).evidence, teller.happening_of(first))
    return teller.ask("relationship", first, PEOPLE_QUESTIONS["relationship"], answers, evidence, only_first=True, t=t)


def _watching(teller: Teller, first: Entity, second: Entity) -> SceneQuestion:
    watcher, watched = (first, second) if first.role_in_situation == "W" else (second, first)
    w, s, asked = teller.name(watcher), teller.name(watched), teller.name(second)
    answers = [f"{w} is watching {s}", f"{w} is looking at {s}", f"{s} is watched by {w}"]
    reasons = [f"{w} is turned to {s}", f"{w} takes no part in it"]
    return teller.ask("relationship", first, PEOPLE_QUESTIONS["relationship"], answers, reasons, t=asked)


def _strangers(teller: Teller, first: Entity, second: Entity) -> SceneQuestion:
    s, t = teller.name(first), teller.name(second)
    answers = [f"{s} and {t} are strangers", f"{t} and {s} are strangers"]
    reasons = ["each of them is busy with something else", f"{s} pays no attention to {t}"]
    return teller.ask("relationship", first, PEOPLE_QUESTIONS["relationship"], answers, reasons, only_first=True, t=t)
