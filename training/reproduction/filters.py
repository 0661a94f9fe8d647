"""What of a corpus students learn from: what the critic scored well, what an oracle finds right, or whatever comes."""

from collections.abc import Mapping, Sequence

from models.corpus import Entry
from training.reproduction.material import Kind, corpus_of, judged_of, scores_of
from training.reproduction.parts import Lab
from training.reproduction.students import some_of, usable

THRESHOLD = 0.8  # of the paper, which keeps a fifth of the entries there; here it keeps fewer:
FIFTH = 0.2


def scored(lab: Lab, seed: int, threshold: float, kind: Kind = "ours") -> list[Entry]:
    """Return the usable entries of a corpus that the seed's critic scored at least the threshold; all for 0."""
    entries = usable(corpus_of(lab, seed, kind))
    if not threshold:
        return entries
    return at_least(entries, scores_of(lab, seed, kind), threshold)


def best(lab: Lab, seed: int, share: float = FIFTH, kind: Kind = "ours") -> list[Entry]:
    """Return the share of a corpus' usable entries that the seed's critic scored best, in their order."""
    return best_of(usable(corpus_of(lab, seed, kind)), scores_of(lab, seed, kind), share)


def right(lab: Lab, seed: int) -> list[Entry]:
    """Return what is right in all it says, as only an oracle knows."""
    return usable(each.entry for each in judged_of(lab, seed) if each.right)


def equal(lab: Lab, seed: int, thresholds: Sequence[float]) -> int:
    """Return how many texts every arm learns from: those of the scale, or of the highest threshold if these are
    fewer."""
    return min(lab.scale.corpus_size, len(scored(lab, seed, max(thresholds))))


def drawn(entries: Sequence[Entry], count: int, seed: int) -> list[Entry]:
    """Return as many entries as every arm learns from, drawn by chance."""
    return some_of(entries, count, seed)


def at_least(entries: Sequence[Entry], scores: Mapping[str, float], threshold: float) -> list[Entry]:
    """Return the entries that are scored so high, `scores` being by the id of the candidate."""
    return [each for each in entries if scores[each.candidate.id] >= threshold]


def best_of(entries: Sequence[Entry], scores: Mapping[str, float], share: float) -> list[Entry]:
    """Return the share of the entries with the highest scores, of equals the first, in their order."""
    ranked = sorted(range(len(entries)), key=lambda place: (-scores[entries[place].candidate.id], place))
    return [entries[place] for place in sorted(ranked[: round(share * len(entries))])]
