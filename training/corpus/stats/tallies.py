"""Count what can be counted of a corpus entry by entry: lengths, ids, types of question, words, boxes, skills."""

import re
from collections import Counter
from collections.abc import Mapping

import numpy as np

from models.corpus import Entry
from models.corpus_files.lskd import tokens
from models.records import QAR, Box
from models.references import mentioned
from training.corpus.stats.question_types import QUESTION_TYPES, question_type
from training.corpus.stats.records import BINS, BoxSizes, Size, SkillCount, TypeCount
from training.corpus.stats.skills import SKILLS, skills_of
from training.corpus.stats.stop_words import STOP_WORDS

PARTS = ("question", "answer", "rationale")
_EXAMPLES = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

Sizes = Mapping[str, tuple[int, int]]  # a picture's id, to its width and height


def kind_of(entry: Entry) -> str:
    """Return "regions" or "descriptions": how the prompt told to name regions, else how the texts do it."""
    kind = entry.candidate.origin.get("prompt")
    return str(kind) if kind in ("regions", "descriptions") else "regions" if ids_of(entry) else "descriptions"


def ids_of(entry: Entry) -> tuple[int, ...]:
    """Return the ids that a QAR names, each once."""
    return mentioned(entry.candidate.qar.text)


class Tallies:
    """The counts of one corpus. They grow with its pictures and its vocabulary, and not with its entries."""

    def __init__(self, sizes: Sizes) -> None:
        self._sizes = sizes
        self._columns = {name: _Column() for name in ("regions", "descriptions", "total")}
        self._types: Counter[str] = Counter()
        self._examples: dict[str, list[str]] = {name: [] for name in QUESTION_TYPES}
        self._ids: Counter[int] = Counter()
        self._words: dict[str, Counter[str]] = {part: Counter() for part in PARTS}
        self._skills: Counter[str] = Counter()
        self._bins = {side: np.zeros(BINS, dtype=np.int64) for side in ("width", "height", "area")}
        self._boxes = self._unknown = 0
        self.marks: Counter[str] = Counter()

    def add(self, entry: Entry) -> None:
        qar, ids = entry.candidate.qar, ids_of(entry)
        for name in (kind_of(entry), "total"):
            self._columns[name].add(entry, len(ids))
        self._count_words(qar)
        kind = question_type(qar.question)
        self._types[kind] += 1
        if len(self._examples[kind]) < _EXAMPLES and qar.question not in self._examples[kind]:
            self._examples[kind].append(qar.question)
        self._ids[len(ids)] += 1
        self._skills.update(skills_of(qar))
        self.marks.update(entry.marks)
        size = self._sizes.get(entry.candidate.image_id)
        for region in entry.candidate.regions:
            if region.id in ids:
                self._count_box(region.box, size)

    @property
    def kept(self) -> int:
        return self._columns["total"].qars

    def sizes(self) -> dict[str, Size]:
        return {name: column.size() for name, column in self._columns.items()}

    def types(self) -> tuple[TypeCount, ...]:
        """Return the types of question, the frequent ones first, and all others last."""
        order = sorted(QUESTION_TYPES, key=lambda name: (name == "others", -self._types[name], name))
        return tuple(
            TypeCount(
                type=name,
                count=self._types[name],
                share=self._share(self._types[name]),
                examples=tuple(self._examples[name]),
            )
            for name in order
        )

    def skills(self) -> tuple[SkillCount, ...]:
        return tuple(
            SkillCount(skill=name, count=self._skills[name], share=self._share(self._skills[name])) for name in SKILLS
        )

    def ids(self) -> dict[str, int]:
        """Return how many QARs name no region, one, two ... up to the most that one names."""
        return {str(number): self._ids[number] for number in range(max(self._ids, default=0) + 1)}

    def words(self, most: int) -> dict[str, tuple[tuple[str, int], ...]]:
        """Return the most frequent words of each part; of equally frequent ones the first by letters."""
        return {
            part: tuple(sorted(found.items(), key=lambda each: (-each[1], each[0]))[:most])
            for part, found in self._words.items()
        }

    def boxes(self) -> BoxSizes:
        bins = {side: tuple(map(int, counts)) for side, counts in self._bins.items()}
        return BoxSizes(count=self._boxes, unknown=self._unknown, **bins)

    def _share(self, count: int) -> float:
        return round(count / self.kept, 4) if self.kept else 0.0

    def _count_words(self, qar: QAR) -> None:
        for part, text in qar:
            found = _WORD.findall(text.lower())
            self._words[part].update(word for word in found if word not in STOP_WORDS and len(word) > 1)

    def _count_box(self, box: Box, size: tuple[int, int] | None) -> None:
        if size is None:
            self._unknown += 1
            return
        self._boxes += 1
        across, down = min(1.0, box.width / size[0]), min(1.0, box.height / size[1])
        for side, share in (("width", across), ("height", down), ("area", across * down)):
            self._bins[side][min(BINS - 1, int(share * BINS))] += 1


class _Column:
    """Sums of a column of table 6."""

    def __init__(self) -> None:
        self.qars = 0
        self._pictures: set[int] = set()
        self._sums = np.zeros(len(PARTS) + 1, dtype=np.int64)

    def add(self, entry: Entry, ids: int) -> None:
        self.qars += 1
        self._pictures.add(hash(entry.candidate.image_id or entry.path))
        lengths = [len(tokens(text)) for _, text in entry.candidate.qar]
        self._sums += np.array([*lengths, ids])

    def size(self) -> Size:
        means = [round(float(each), 2) for each in self._sums / max(1, self.qars)]
        pictures = len(self._pictures)
        return Size(
            pictures=pictures,
            qars=self.qars,
            per_picture=round(self.qars / max(1, pictures), 2),
            question_words=means[0],
            answer_words=means[1],
            rationale_words=means[2],
            ids=means[3],
        )
