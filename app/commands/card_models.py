"""Who a skill card is about: a student or teacher that chooses and answers as far as it can, or a critic."""

from typing import TYPE_CHECKING, Literal

from models.errors import BadSetting, ModelUnavailable

if TYPE_CHECKING:
    from app.settings import Settings
    from models.base import Scorer
    from models.registry import ChoosesBy
    from training.cards.asking import Asked, Way
    from training.cards.records import Manner

AnswersBy = Literal["auto", "listed", "free"]
# Small students read questions as long as those that they learned from; a list of choices is longer.
_WITHOUT_LISTS = ("embedded", "own", "folder")
_OFFLINE_TEACHERS = ("teacher:embedded", "teacher-descriptions:embedded")  # they know what they can be asked


def asked_model(model: str, by: "ChoosesBy", answers: AnswersBy, settings: "Settings") -> "Asked":
    """Load a student or teacher. Raises ModelUnavailable where it can neither choose nor answer."""
    from models.registry import build_answerer, build_scorer, check_model, share_scorer, why_no_choice
    from training.cards.asking import Asked, Hearing, Way

    check_model(model)
    options = settings.model_options.model_copy(update={"chooses_by": by})
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
        return Asked(
            scorer.name, "student", {"contrastive": _scoring(scorer), "generative": Way(why=str(problem).rstrip("."))}
        )
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


def asked_critic(critic: str, settings: "Settings") -> "Asked":
    """Load a critic."""
    from models.registry import build_critic
    from training.cards.asking import ACCEPTANCE, Asked, CriticScorer, Way

    built = CriticScorer(build_critic(critic, settings.model_options))
    ways: dict[Manner, Way] = {
        "contrastive": Way(built, ACCEPTANCE),
        "generative": Way(why="a critic writes no answers"),
    }
    return Asked(built.name, "critic", ways)


def _scoring(scorer: "Scorer") -> "Way":
    from models.choosing import nature_of
    from training.cards.asking import Way

    return Way(scorer, nature_of(scorer))
