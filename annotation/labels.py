"""Critic labels out of human verdicts, by a named and versioned rule.

Section 2.3 of the paper (Park et al. 2023, arXiv 2312.04837): two annotators give each QAR two ratings; the QAR is
rejected if any of these four is a rejection; the regression target of a criterion is 0 where somebody rejected it, else
the mean rating (accept 3, maybe 2). The text does not say whether a rejection of one criterion sets both targets to 0;
this rule keeps the criteria apart, and the forced rationale (`rating.complete`) carries a rejected question and answer
over. Whoever reads it otherwise adds a rule with a name of its own: the verdicts are kept as they were given.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from annotation.rating import CRITERIA, counted
from models.critic_labels import RULE, CriticLabel, LabelManifest, label_of, target
from models.judging import Adjudication, Criterion, Item, Judged, Rating, Verdict

MEANING = (
    "reject if any counted annotator rejected question-and-answer or rationale, else accept; target of a criterion 0 "
    "if any annotator rejected it, else the mean of accept=3 and maybe=2; an adjudicated verdict replaces all others "
    "of its criterion, and a rationale that was rejected only because of an overturned verdict does not count"
)

Verdicted = tuple[str, int, Criterion]
Unlabelled = Literal["unfinished", "undecided"]


class Derived(NamedTuple):
    """The labels, in the order of the items, and how they came about."""

    labels: tuple[CriticLabel, ...]
    manifest: LabelManifest


def critic_labels(
    items: Iterable[Item],
    judged: Iterable[Judged],
    *,
    adjudications: Iterable[Adjudication] = (),
    least: int = 2,
    without: Collection[str] = (),
) -> Derived:
    """Return a label for each candidate that at least `least` annotators judged, or an admin on both criteria.

    Two annotators say (qa accept, rationale accept) and (qa maybe, rationale reject): the label is reject, the targets
    are 2.5 and 0.

    Args:
        items: those of the round; gold and qualification items get no label.
        judged: all judgements; what does not count is left out here.
        adjudications: an admin's words; of several on the same verdict the latest wins.
        least: the overlap of the round.
        without: pseudonyms of excluded annotators.
    """
    items = tuple(item for item in items if item.kind == "item")
    judged = tuple(judged)
    of_item: dict[str, list[Judged]] = {item.id: [] for item in items}
    for each in counted(judged, without=without):
        if each.item_id in of_item:
            of_item[each.item_id].append(each)
    last_words = last_word_on(adjudications)
    made = [label for item in items for label in _labels(item, of_item[item.id], last_words, least)]
    labels = tuple(each for each in made if isinstance(each, CriticLabel))
    used = [each for own in of_item.values() for each in own]
    manifest = LabelManifest(
        rule=RULE,
        meaning=MEANING,
        least=least,
        items=len(items),
        candidates=len(made),
        labels=len(labels),
        accepted=sum(label.label == "accept" for label in labels),
        adjudicated=sum(bool(label.adjudicated) for label in labels),
        unfinished=made.count("unfinished"),
        undecided=made.count("undecided"),
        submissions=len(used),
        uncounted=len(judged) - len(used),
        annotators=len({each.annotator for each in used}),
        forced=sum(rating.given == "forced" for each in used for rating in each.ratings),
        guidelines=dict(sorted(Counter(each.guidelines for each in used).items())),
    )
    return Derived(labels, manifest)


def last_word_on(adjudications: Iterable[Adjudication]) -> dict[Verdicted, Verdict]:
    """Return the latest of an admin's words on each item, position and criterion."""
    ordered = sorted(adjudications, key=lambda word: word.created_at)
    return {(word.item_id, word.position, word.criterion): word.value for word in ordered}


def _labels(
    item: Item, judged: Sequence[Judged], last_words: Mapping[Verdicted, Verdict], least: int
) -> Iterator[CriticLabel | Unlabelled]:
    """Yield the label of each candidate of an item, or why it has none."""
    ratings: list[list[Rating]] = [[] for _ in item.candidates]
    for each in judged:
        for rating in each.ratings:
            ratings[rating.position].append(rating)
    for position, own in enumerate(ratings):
        yield _label(item, position, judged, own, last_words, least)


def _label(
    item: Item,
    position: int,
    judged: Sequence[Judged],
    ratings: Sequence[Rating],
    last_words: Mapping[Verdicted, Verdict],
    least: int,
) -> CriticLabel | Unlabelled:
    words: dict[Criterion, Verdict] = {
        criterion: last_words[key] for criterion in CRITERIA if (key := (item.id, position, criterion)) in last_words
    }
    if len(judged) < least and len(words) < len(CRITERIA):
        return "unfinished"
    qa, rationale = (_verdicts(criterion, ratings, words) for criterion in CRITERIA)
    if not qa or not rationale:
        return "undecided"
    return CriticLabel(
        rule=RULE,
        item_id=item.id,
        position=position,
        candidate=item.shown(position),
        label=label_of((*qa, *rationale)),
        qa=target(qa),
        rationale=target(rationale),
        submissions=tuple(each.id for each in judged),
        adjudicated=tuple(words),
    )


def _verdicts(criterion: Criterion, ratings: Sequence[Rating], words: Mapping[Criterion, Verdict]) -> list[Verdict]:
    """Return what counts for a criterion: an admin's word, else what annotators said and no word overturned."""
    if criterion in words:
        return [words[criterion]]
    if criterion == "rationale" and words.get("qa") == "reject":
        return ["reject"]
    said = [rating for rating in ratings if rating.criterion == criterion]
    if criterion == "rationale" and "qa" in words:
        said = [rating for rating in said if rating.given == "chosen"]
    return [rating.value for rating in said]
