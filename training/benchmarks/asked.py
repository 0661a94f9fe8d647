"""Whom a card, or a benchmark in two manners, asks: a student or teacher as far as it can be asked, or a critic."""

from typing import Literal

from models.base import Scorer
from models.choosing import nature_of
from models.errors import BadSetting, ModelUnavailable
from models.registry import (
    ChoosesBy,
    ModelOptions,
    build_answerer,
    build_critic,
    build_scorer,
    check_model,
    share_scorer,
    why_no_choice,
)
from training.benchmarks.hearing import CriticScorer, Hearing
from training.benchmarks.manners import Asked, Way

AnswersBy = Literal["auto", "listed", "free"]
# Small students read questions as long as those that they learned from; a list of choices is longer.
_WITHOUT_LISTS = ("embedded", "own", "folder")
_OFFLINE_TEACHERS = ("teacher:embedded", "teacher-descriptions:embedded")  # they know what they can be asked


def asked_model(model: str, by: ChoosesBy, answers: AnswersBy, options: ModelOptions) -> Asked:
    """Load a student or teacher. Raises ModelUnavailable where it can neither choose nor answer, and BadSetting where
    it cannot choose `by` what is wanted."""
    check_model(model)
    options = options.model_copy(update={"chooses_by": by})
    kind = model.partition(":")[0]
    refusal = why_no_choice(model)
    if refusal and by != "auto":
        raise BadSetting(refusal)
    try:
        answerer = build_answerer(model, options)
    except ModelUnavailable as problem:
        if refusal:
            raise
        scorer = build_scorer(model, options)
        silent = Way(why=str(problem).rstrip("."))
        return Asked(scorer.name, "student", {"contrastive": _scoring(scorer), "generative": silent})
    reads_lists = kind not in _WITHOUT_LISTS and model not in _OFFLINE_TEACHERS
    listed = answers == "listed" or (answers == "auto" and reads_lists)
    matched = "their letters, which are listed, or its words" if listed else "its words, no choices shown"
    generative = Way(Hearing(answerer, listed=listed), matched, sees_choices=listed)
    if refusal:
        contrastive = Way(why="it does not say how it rates an answer")
    else:
        shared = share_scorer(model, lambda: answerer) if by == "auto" else None
        contrastive = _scoring(shared or build_scorer(model, options))
    named = "teacher" if kind in ("teacher", "teacher-descriptions") else "student"
    return Asked(answerer.name, named, {"contrastive": contrastive, "generative": generative})


def asked_critic(critic: str, options: ModelOptions) -> Asked:
    """Load a critic. Raises ModelUnavailable for one that cannot be loaded."""
    built = CriticScorer(build_critic(critic, options))
    silent = Way(why="a critic writes no answers")
    return Asked(built.name, "critic", {"contrastive": Way(built, "chance of acceptance"), "generative": silent})


def _scoring(scorer: Scorer) -> Way:
    return Way(scorer, nature_of(scorer))
