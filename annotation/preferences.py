"""Comparisons as preference pairs: what trainers read that learn from a better and a worse answer.

The three texts are called as such trainers call them (prompt, chosen, rejected). A text is written as in the paper's
generative evaluation: the answer, then "Rationale:" and the rationale.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from annotation.comparing import NO_MAJORITY, ModelOf, decisions, model_of
from annotation.rating import counted
from models.judging import Item, Judged, PairCriterion
from models.records import QAR, Record, Region

_TIE = 1


class PreferencePair(Record):
    """One pair with a majority for one of its texts.

    `votes` of `of` annotators were for the chosen one; `submissions` are all that were counted.
    """

    item_id: str
    criterion: PairCriterion
    image_id: str
    regions: tuple[Region, ...]
    prompt: str
    chosen: str
    rejected: str
    chosen_model: str
    rejected_model: str
    votes: int
    of: int
    submissions: tuple[str, ...]


def preference_pairs(
    items: Iterable[Item],
    judged: Iterable[Judged],
    *,
    criterion: PairCriterion = "overall",
    wrote: ModelOf = model_of,
    without: Collection[str] = (),
) -> tuple[PreferencePair, ...]:
    """Return a preference pair for each pair whose majority on the criterion is for one text; ties teach nothing."""
    items, kept = tuple(items), counted(judged, without=without)
    submissions: dict[str, list[str]] = defaultdict(list)
    for each in kept:
        if any(comparison.criterion == criterion for comparison in each.comparisons):
            submissions[each.item_id].append(each.id)
    found: list[PreferencePair] = []
    for item, votes, winner in decisions(items, kept, criterion):
        if winner in (_TIE, NO_MAJORITY):
            continue
        chosen, rejected = item.candidates if winner == 0 else reversed(item.candidates)
        found.append(
            PreferencePair(
                item_id=item.id,
                criterion=criterion,
                image_id=item.image_id,
                regions=item.regions,
                prompt=chosen.qar.question,
                chosen=written(chosen.qar),
                rejected=written(rejected.qar),
                chosen_model=wrote(chosen),
                rejected_model=wrote(rejected),
                votes=votes[winner],
                of=sum(votes),
                submissions=tuple(submissions[item.id]),
            )
        )
    return tuple(found)


def written(qar: QAR) -> str:
    """Return answer and rationale as one text.

    >>> written(QAR(question="Why?", answer="It fell.", rationale="It is broken."))
    'It fell. Rationale: It is broken.'
    """
    if not (qar.answer and qar.rationale):
        return qar.answer or qar.rationale
    return f"{qar.answer} Rationale: {qar.rationale}"
