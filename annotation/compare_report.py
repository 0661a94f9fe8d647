"""What came of a round of comparing: the table of the paper, and all that says how far to trust it."""

from collections import Counter
from collections.abc import Collection, Iterable

from annotation.agreement import PAIR_CRITERIA
from annotation.bradley_terry import Strength, strengths
from annotation.comparing import PairTable, model_of, pair_tables
from annotation.position_bias import PositionBias, position_bias
from annotation.slices import by_question_type
from models.judging import EqualPair, Item, Judged
from models.records import Record


class LeftOutAsEqual(Record):
    """To how many questions two models said the same, so that nobody was asked which one is better."""

    first: str
    second: str
    questions: int


class CompareReport(Record):
    """`tables` has an entry for every two models and criterion, `by_question_type` also for each type of question.

    `strengths` orders three models or more and is empty for two. `pairs` counts all of the round, judged or not;
    `left_out_as_equal` is what was drawn and is not among them, so no figure here knows of it.
    """

    pairs: int
    left_out_as_equal: tuple[LeftOutAsEqual, ...]
    judgements: int
    models: tuple[str, ...]
    tables: tuple[PairTable, ...]
    by_question_type: tuple[PairTable, ...]
    position_bias: tuple[PositionBias, ...]
    strengths: tuple[Strength, ...]


def compare_report(
    items: Iterable[Item],
    judged: Iterable[Judged],
    *,
    equal: Iterable[EqualPair] = (),
    without: Collection[str] = (),
    resamples: int = 1000,
    seed: int = 0,
) -> CompareReport:
    """Return the report of a round; `without` are the pseudonyms of excluded annotators."""
    items, judged = tuple(items), tuple(judged)
    models = sorted({model_of(candidate) for item in items for candidate in item.candidates})
    return CompareReport(
        pairs=len(items),
        left_out_as_equal=tuple(
            LeftOutAsEqual(first=first, second=second, questions=questions)
            for (first, second), questions in sorted(Counter((each.first, each.second) for each in equal).items())
        ),
        judgements=sum(not each.surplus and each.annotator not in without for each in judged),
        models=tuple(models),
        tables=pair_tables(items, judged, without=without, resamples=resamples, seed=seed),
        by_question_type=pair_tables(
            items, judged, slicer=by_question_type, without=without, resamples=resamples, seed=seed
        ),
        position_bias=position_bias(items, judged, without=without, resamples=resamples, seed=seed),
        strengths=tuple(
            each
            for criterion in PAIR_CRITERIA
            for each in strengths(items, judged, criterion, without=without, seed=seed)
        )
        if len(models) > 2
        else (),
    )
