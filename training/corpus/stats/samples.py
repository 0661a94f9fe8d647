"""Draw samples from a stream, and measure how varied they are, before the critic's cut and after it.

A sample are the entries whose ids hash to the smallest numbers, so it depends neither on their order nor on what else
there is, and a part of a corpus gets the part of the sample that lies in it. Before and after are compared on samples
of one size: of a smaller sample every measure says that it is more varied.
"""

import hashlib
import heapq
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from models.corpus import Entry
from training.corpus.embedding import Embedder, Vectors
from training.corpus.stats.diversity import centres, distinct, effective_number, nearest, self_bleu
from training.corpus.stats.records import Diversity, StatsSettings
from training.corpus.stats.tallies import kind_of

_WORD = re.compile(r"\[\d+\]|\w+(?:['’]\w+)?|[^\w\s]")
_ID = re.compile(r"\[\d+\]")


class _Drawn(NamedTuple):
    """An entry of a sample; the number is negative, so that the heap gives up the largest first."""

    number: int
    id: str
    text: str


class Samples:
    """Samples of all entries, of every kind of prompt and of every teacher: of all of them, and of those kept."""

    def __init__(self, settings: StatsSettings) -> None:
        self._settings = settings
        self._heaps: dict[tuple[str, bool], list[_Drawn]] = {}
        self._met: Counter[str] = Counter()

    def add(self, entry: Entry, *, kept: bool) -> None:
        number = _number(entry.candidate.id, self._settings.seed)
        for group in _groups(entry):
            self._met[group] += 1
            self._offer(group, False, number, entry)
            if kept:
                self._offer(group, True, number, entry)

    def diversity(self, embed: Embedder) -> tuple[Diversity, ...]:
        """Return how varied every group is, before and after, or once where the cut leaves out none of the sample.

        Groups of which fewer than two are kept are left out.
        """
        drawn = {key: sorted(heap, reverse=True) for key, heap in self._heaps.items()}
        every = {each.id: each.text for sample in drawn.values() for each in sample}
        if ("all", False) not in drawn:
            return ()
        rows = {name: row for row, name in enumerate(every)}
        vectors = embed(list(every.values()))
        whole = vectors[[rows[each.id] for each in drawn["all", False]]]
        found = centres(whole, min(self._settings.clusters, len(whole)), seed=self._settings.seed)
        return tuple(self._measured(drawn, rows, vectors, found))

    def _measured(
        self,
        drawn: Mapping[tuple[str, bool], Sequence[_Drawn]],
        rows: Mapping[str, int],
        vectors: Vectors,
        found: Vectors,
    ) -> Iterator[Diversity]:
        for group in self._shown():
            before, after = drawn[group, False], drawn.get((group, True), ())
            size = min(len(before), len(after))
            changed = before[:size] != after[:size]
            for kept, sample in ((False, before[:size]), (True, after[:size])):
                if size > 1 and (kept or changed):
                    near = nearest(vectors[[rows[each.id] for each in sample]], found)
                    counts = np.bincount(near, minlength=len(found)).tolist()
                    yield self._one(group, kept, [_WORD.findall(each.text.lower()) for each in sample], counts)

    def _one(self, group: str, kept: bool, texts: list[list[str]], counts: list[int]) -> Diversity:
        one, two, three, four = (round(distinct(texts, order), 4) for order in range(1, 5))
        return Diversity(
            group=group,
            kept=kept,
            sampled=len(texts),
            distinct=(one, two, three, four),
            self_bleu=round(self_bleu(texts, self._settings.bleu), 4),
            effective=round(effective_number(counts), 2),
            coverage=round(sum(each > 0 for each in counts) / len(counts), 4),
        )

    def _shown(self) -> list[str]:
        teachers = [name for name, _ in self._met.most_common() if name.startswith("teacher ")]
        kinds = [name for name in ("all", "regions", "descriptions") if name in self._met]
        return [*kinds, *sorted(teachers[: self._settings.teachers])]

    def _offer(self, group: str, kept: bool, number: int, entry: Entry) -> None:
        heap = self._heaps.setdefault((group, kept), [])
        if len(heap) == self._settings.sample and -number <= heap[0].number:
            return
        drawn = _Drawn(-number, entry.candidate.id, _ID.sub("[0]", entry.candidate.qar.text))
        (heapq.heappush if len(heap) < self._settings.sample else heapq.heapreplace)(heap, drawn)


def _groups(entry: Entry) -> Iterator[str]:
    yield "all"
    yield kind_of(entry)
    if teacher := entry.candidate.origin.get("teacher"):
        yield f"teacher {teacher}"


def _number(name: str, seed: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}:{name}".encode("utf-8", "surrogatepass")).digest()[:8], "big")
