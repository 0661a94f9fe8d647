"""Let models say something to every question, and tell how far apart they are."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import combinations
from typing import NamedTuple

from PIL import Image

from models.base import Answerer, Scorer
from models.errors import AnswerFailed, BadQuestion
from models.records import Answer
from training.benchmarks.generated import likeness_of
from training.galleries.records import Chosen, Gallery, Said, Shown, Voice
from training.galleries.sources import Pool, Posed
from training.pages.pictures import marked_picture

_ONLY_CHOOSES = "it chooses among given answers, and here are none"


class Speaker(NamedTuple):
    """A model that answers, or one that only chooses."""

    voice: Voice
    answerer: Answerer | None = None
    scorer: Scorer | None = None


def make_gallery(
    pool: Pool,
    speakers: Sequence[Speaker],
    count: int,
    *,
    seed: int,
    chosen_by: Chosen = "seed",
    report: Callable[[int], None] = lambda _done: None,
) -> Gallery:
    """Ask all models all questions of the pool, and show `count`: its first ones, or those they disagree on most.

    `report` gets how many questions were asked of everybody.
    """
    posed = pool.posed if chosen_by == "disagreement" else pool.posed[:count]
    shown = []
    for done, each in enumerate(posed, start=1):
        image = pool.open(each.picture)
        shown.append(_shown(each, image, [_say(speaker, each, image) for speaker in speakers]))
        report(done)
    if chosen_by == "disagreement":
        shown.sort(key=lambda each: -each.disagreement)
    return Gallery(
        source=pool.source,
        seed=seed,
        chosen_by=chosen_by,
        asked=len(posed),
        voices=(pool.known, *(speaker.voice for speaker in speakers)),
        shown=tuple(shown[:count]),
        made=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def disagreement_of(answers: Sequence[str]) -> float:
    """Return 1 minus the mean likeness of two answers (F1 of their words), 0 where there are not two.

    >>> disagreement_of(["a dog", "the dog", "a cat"])
    0.6667
    """
    pairs = list(combinations([each for each in answers if each.strip()], 2))
    return round(1 - sum(likeness_of(*pair) for pair in pairs) / len(pairs), 4) if pairs else 0.0


def _shown(posed: Posed, image: Image.Image, said: Sequence[Said]) -> Shown:
    answers = [each.answer for each in said if each.answer]
    known = Said(answer=posed.answer, rationale=posed.rationale)
    return Shown(
        id=posed.id,
        picture=posed.picture,
        image=marked_picture(image, posed.regions),
        type=posed.type,
        question=posed.question,
        said=(known, *said),
        # One model alone can only disagree with what is known; who are all right, in whatever words, do not.
        disagreement=0.0
        if said and all(each.right for each in said)
        else disagreement_of(answers if len(answers) > 1 else [*answers, posed.answer]),
    )


def _say(speaker: Speaker, posed: Posed, image: Image.Image) -> Said:
    try:
        if speaker.answerer is not None:
            answer = _last(speaker.answerer, image, posed)
            return Said(answer=answer.text, rationale=answer.rationale, right=_is_right(answer.text, posed))
        if speaker.scorer is None or not posed.choices:
            return Said(why=_ONLY_CHOOSES)
        shares = speaker.scorer.score(image, posed.asked, tuple(dict.fromkeys(posed.choices)))
        chosen = tuple(dict.fromkeys(posed.choices))[shares.index(max(shares))]
        return Said(answer=chosen, right=chosen in {posed.choices[place] for place in posed.right})
    except (AnswerFailed, BadQuestion) as problem:
        return Said(why=str(problem))


def _last(answerer: Answerer, image: Image.Image, posed: Posed) -> Answer:
    answer: Answer | None = None
    for grown in answerer.answer(image, posed.asked):
        answer = grown
    if answer is None or not answer.text.strip():
        raise AnswerFailed(f"{answerer.name} said nothing.")
    return answer


def _is_right(text: str, posed: Posed) -> bool | None:
    """Return whether an answer is right, where all right ones are known; None where words must be judged."""
    return text in posed.accepted if posed.accepted else None
