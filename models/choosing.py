"""Choose among candidate answers: tie them to the regions of their question, and let a scorer rank them."""

import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from PIL import Image

from models.base import Scorer
from models.choices import MAX_CHOICE_CHARACTERS, MAX_CHOICES, MIN_CHOICES, NATURE, Nature, Ranking
from models.errors import BadQuestion
from models.records import Question, Region
from models.references import bind

# A choice may be a region and nothing else, "[0]"; this word makes a text of it that can be bound, and goes again.
_LEAD = "choose "


@runtime_checkable
class CandidScorer(Protocol):
    """A scorer that tells what its shares are made of, and what a person should know before believing them."""

    nature: Nature

    def doubts(self, image: Image.Image) -> tuple[str, ...]: ...


class BoundChoices(NamedTuple):
    """Choices with every region written as `[id]`, and their question with the regions that they added."""

    question: Question
    choices: tuple[str, ...]


def bind_choices(
    typed: Sequence[str],
    question: Question,
    selected: int | None,
    *,
    known: tuple[Region, ...] = (),
    first_free_id: int = 0,
) -> BoundChoices:
    """Tie choices to the regions of a bound question; other arguments as for `models.references.bind`.

    Raises BadQuestion in a sentence that says which choice is meant.
    """
    check_typed(typed)
    texts: list[str] = []
    for number, each in enumerate(typed, start=1):
        try:
            bound = bind(
                _LEAD + each,
                question.regions,
                selected,
                image_id=question.image_id,
                known=known,
                first_free_id=first_free_id,
            )
        except BadQuestion as problem:
            raise BadQuestion(f"Choice {number} cannot be used. {problem}") from None
        question = question.model_copy(update={"regions": bound.regions})
        texts.append(bound.text.removeprefix(_LEAD))
    _refuse_equals(texts)
    return BoundChoices(question, tuple(texts))


def check_typed(typed: Sequence[str]) -> None:
    """Raise BadQuestion for fewer than two choices, more than ten, and any without words or too long to be read."""
    if len(typed) < MIN_CHOICES:
        given = "no choice is given" if not typed else f"{len(typed)} choice is given"
        raise BadQuestion(f"There is nothing to choose from: {given}. Write at least {MIN_CHOICES}.")
    if len(typed) > MAX_CHOICES:
        raise BadQuestion(f"There are {len(typed)} choices; at most {MAX_CHOICES} can be compared. Remove some.")
    for number, each in enumerate(typed, start=1):
        plain = " ".join(each.split())
        if not any(character.isalnum() for character in plain):
            raise BadQuestion(f"Choice {number} {'has no words' if plain else 'is empty'}. Write it out, or remove it.")
        if len(plain) > MAX_CHOICE_CHARACTERS:
            raise BadQuestion(
                f"Choice {number} has {len(plain):,} characters; at most {MAX_CHOICE_CHARACTERS} are read. "
                "Write it shorter."
            )


def check_choices(choices: Sequence[str]) -> None:
    """Raise BadQuestion for choices that cannot be chosen from."""
    plain = [" ".join(choice.lower().split()) for choice in choices]
    if len(plain) < 2:
        raise BadQuestion(f"There is nothing to choose from: {len(plain)} choice given. Give two choices or more.")
    if not all(plain):
        raise BadQuestion("A choice has no words. Write every choice out, or leave it away.")
    twice = next((choice for number, choice in enumerate(plain) if choice in plain[:number]), None)
    if twice is not None:
        raise BadQuestion(f'The choice "{twice}" is given twice. Choices must differ.')


def rank(scorer: Scorer, image: Image.Image, question: Question, choices: Sequence[str]) -> Iterator[Ranking]:
    """Yield the ranking once; an iterator, as answers are. Raises BadQuestion for what the scorer cannot read."""
    started = time.perf_counter()
    shares = scorer.score(image, question, choices)
    doubts = scorer.doubts(image) if isinstance(scorer, CandidScorer) else ()
    yield Ranking(
        text=choices[shares.index(max(shares))],
        model=scorer.name,
        seconds=time.perf_counter() - started,
        settings={NATURE: nature_of(scorer)},
        note=" ".join(doubts),
        complete=True,
        shares=shares,
    )


def nature_of(scorer: Scorer) -> Nature:
    """Return what a scorer's shares are made of; one that says nothing compares somehow."""
    return scorer.nature if isinstance(scorer, CandidScorer) else "match"


def _refuse_equals(texts: Sequence[str]) -> None:
    plain = [text.casefold().rstrip(" .") for text in texts]
    for number, text in enumerate(plain, start=1):
        first = plain.index(text) + 1
        if first != number:
            raise BadQuestion(f'Choices {first} and {number} are the same: "{texts[first - 1]}". Change or remove one.')
