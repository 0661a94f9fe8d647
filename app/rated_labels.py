"""Labels out of the rounds of a database, with what is known of how they came about."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from annotation.agreement import agreement
from annotation.labels import MEANING, Derived, critic_labels
from annotation.rating import counted
from app.commands.annotate_place import excluded, find_round
from db.store import Store
from models.critic_labels import RULE, CriticLabel, joined
from models.errors import BadSetting
from models.judging import Item, Judged, Round
from training.critics.label_facts import AgreementFact, LabelFacts

UNFINISHED = "too few judgements yet"
UNDECIDED = "an admin overturned the answer and said nothing of the rationale"


class Rated(NamedTuple):
    """Labels, and what is known of them."""

    labels: tuple[CriticLabel, ...]
    facts: LabelFacts


class _Read(NamedTuple):
    """A round as the store has it, and the labels derived from it."""

    round: Round
    items: tuple[Item, ...]
    judged: tuple[Judged, ...]
    derived: Derived


def labels_of_rounds(store: Store, names: Sequence[str]) -> Rated:
    """Return the labels of the rounds of rating of those ids or names, of all without any; whoever is excluded does not
    count. A candidate that several rounds judged gets one label of all. Raises NotFound, BadSetting."""
    without = excluded(store)
    read = [_read(store, each, without) for each in _rounds(store, names)]
    every = [label for each in read for label in each.derived.labels]
    labels = joined(every)
    return Rated(labels, _facts(read, without, twice=len(every) - len(labels)))


def _rounds(store: Store, names: Sequence[str]) -> list[Round]:
    if not names:
        return [each for each in store.judging.rounds() if each.kind == "rate"]
    found = list(dict.fromkeys(find_round(store, name) for name in names))
    for each in found:
        if each.kind != "rate":
            raise BadSetting(f'Round "{each.name}" compares; a critic learns from rounds of rating.')
    return found


def _read(store: Store, found: Round, without: Collection[str]) -> _Read:
    judging = store.judging
    items, judged = judging.items(found.id), judging.judged(found.id)
    words = judging.adjudications(found.id)
    derived = critic_labels(items, judged, adjudications=words, least=found.settings.overlap, without=without)
    return _Read(found, items, judged, derived)


def _facts(read: Sequence[_Read], without: Collection[str], *, twice: int) -> LabelFacts:
    manifests = [each.derived.manifest for each in read]
    judged = [each for round_ in read for each in counted(round_.judged, without=without)]
    guidelines: Counter[str] = Counter()
    for each in manifests:
        guidelines.update(each.guidelines)
    left_out = {
        UNFINISHED: sum(each.unfinished for each in manifests),
        UNDECIDED: sum(each.undecided for each in manifests),
    }
    return LabelFacts(
        source=_named(each.round.name for each in read),
        rule=RULE,
        meaning=MEANING,
        raters=len({each.annotator for each in judged}),
        judgements=len(judged),
        guidelines=dict(guidelines),
        agreement=_agreement(read, without) if judged else {},
        left_out={reason: count for reason, count in left_out.items() if count},
        twice=twice,
    )


def _agreement(read: Sequence[_Read], without: Collection[str]) -> dict[str, AgreementFact]:
    items = [item for each in read for item in each.items]
    judged = [one for each in read for one in each.judged]
    found = agreement(items, judged, without=without)
    return {
        criterion: AgreementFact(alpha=each.all.alpha.value, low=each.all.alpha.low, high=each.all.alpha.high)
        for criterion, each in found.items()
    }


def _named(names: Iterable[str]) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    return f"the rounds {listed}" if listed else "no round"
