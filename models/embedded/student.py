"""The embedded student: answers questions about drawn scenes on a CPU, offline, from the weights beside this file."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from PIL import Image

from models.embedded.domain import DomainDetector
from models.embedded.picture import fit, to_pixels
from models.embedded.saying import say, say_all
from models.embedded.slots import Slots, assign_slots
from models.embedded.vision import Seen
from models.embedded.weights import StoredStudent, open_student
from models.errors import BadQuestion, ModelUnavailable
from models.records import Answer, Box, Question, Region

OUT_OF_WORLD = (
    "This student knows drawn scenes only, and this picture does not look like one, so its answer may mean nothing. "
    "For other pictures, choose another student: deixis app --student hf:<folder-or-id>, or --student openai:<model>."
)


class _Prepared(NamedTuple):
    slots: Slots
    words: list[int]
    notes: tuple[str, ...]


class EmbeddedStudent:
    """A loaded student. Nothing in it changes after loading, so threads may share it."""

    def __init__(self, stored: StoredStudent, name: str) -> None:
        self.name = name
        self.stored = stored
        self.mark_style = stored.settings.student.mark_style
        self._network = stored.network
        self._vocabulary = stored.vocabulary
        self._limits = stored.settings.student
        self.detector = DomainDetector.from_tensors(stored.domain) if stored.domain else None

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:
        """Yield the answer as it grows by words. Raises BadQuestion for a question that is too long to be read."""
        started = time.perf_counter()
        prepared = self._prepare(question)
        seen = self._look(image, prepared.slots.regions)
        note = " ".join((*self._doubts(image), *prepared.notes))
        said: list[int] = []
        first: float | None = None
        shown = ("", "")
        for words in say(self._network, seen, torch.tensor([prepared.words])):
            word = int(words[0])
            # A word is shown once the next one begins: its last piece is not known before.
            if said and self._vocabulary.starts_word(word):
                texts = self._texts(said, prepared.slots)
                if texts != shown:
                    shown = texts
                    first = first or time.perf_counter() - started
                    yield self._answer(texts, note, started, first, complete=False)
            said.append(word)
        yield self._answer(self._texts(said, prepared.slots), note, started, first, complete=True)

    def answer_all(self, image: Image.Image, questions: Sequence[Question]) -> list[Answer]:
        """Answer several questions about one picture at once, without streaming and without doubting the picture."""
        started = time.perf_counter()
        prepared = [self._prepare(question) for question in questions]
        answers: dict[int, Answer] = {}
        for numbers in _looking_alike(prepared):
            seen = self._look(image, prepared[numbers[0]].slots.regions)
            said = say_all(self._network, seen, [prepared[number].words for number in numbers])
            for number, words in zip(numbers, said, strict=True):
                texts = self._texts(words, prepared[number].slots)
                note = " ".join(prepared[number].notes)
                answers[number] = self._answer(texts, note, started, None, complete=True)
        return [answers[number] for number in range(len(questions))]

    def with_detector(self, detector: DomainDetector) -> "EmbeddedStudent":
        """Return the same student with another detector of pictures that are not of its world."""
        return EmbeddedStudent(self.stored._replace(domain=detector.tensors()), self.name)

    def _prepare(self, question: Question) -> _Prepared:
        slots = assign_slots(question.text, question.regions, self._limits.regions)
        words = self._vocabulary.read_question(slots.to_slots(question.text))
        if not words:
            raise BadQuestion("The question has no words. Write what you want to know about the picture.")
        if len(words) > self._limits.question_words:
            raise BadQuestion(
                f"The embedded student reads questions of up to {self._limits.question_words} pieces of words, and "
                f"this one has {len(words)}. Ask it shorter, or ask another student."
            )
        return _Prepared(slots, words, _left_out_note(slots, self._limits.regions))

    def _look(self, image: Image.Image, regions: dict[int, Region]) -> Seen:
        fitted = fit(image, self._limits.pixels)
        boxes = torch.zeros(1, self._limits.regions, 4)
        present = torch.zeros(1, self._limits.regions, dtype=torch.bool)
        for slot, region in regions.items():
            boxes[0, slot] = torch.tensor(fitted.placement.place(_inside(region.box, image), self._limits.pixels))
            present[0, slot] = True
        with torch.inference_mode():
            return self._network.see(to_pixels([fitted.image]), boxes, present)

    def _doubts(self, image: Image.Image) -> tuple[str, ...]:
        if self.detector is None or self.detector.knows(self._network, image):
            return ()
        return (OUT_OF_WORLD,)

    def _texts(self, said: Sequence[int], slots: Slots) -> tuple[str, str]:
        answer, rationale = self._vocabulary.read_answer(said)
        return slots.to_ids(answer), slots.to_ids(rationale)

    def _answer(
        self, texts: tuple[str, str], note: str, started: float, first: float | None, *, complete: bool
    ) -> Answer:
        return Answer(
            text=texts[0],
            rationale=texts[1],
            model=self.name,
            seconds=time.perf_counter() - started,
            first_words_seconds=first,
            settings={"device": "cpu", "decoding": "greedy"},
            note=note,
            complete=complete,
        )


def load_student(name: str = "student", folder: Path | None = None) -> EmbeddedStudent:
    """Load models/embedded/<name>, or a folder given. Raises ModelUnavailable when it is unknown or damaged."""
    home = Path(__file__).parent
    if folder is None:
        known = sorted(path.parent.name for path in home.glob("*/settings.json"))
        # Compared with what is there, not joined first: a name must not lead out of the folder.
        if name not in known:
            there = ", ".join(f"embedded:{each}" for each in known) or "none"
            raise ModelUnavailable(f'There is no embedded student "{name}". In {home} there is: {there}.')
        folder = home / name
    return EmbeddedStudent(open_student(folder), f"embedded:{name}")


def _looking_alike(prepared: Sequence[_Prepared]) -> list[list[int]]:
    """Group the questions, by number, whose regions stand in the same slots."""
    groups: dict[tuple[tuple[int, Region], ...], list[int]] = {}
    for number, each in enumerate(prepared):
        groups.setdefault(tuple(each.slots.regions.items()), []).append(number)
    return list(groups.values())


def _inside(box: Box, image: Image.Image) -> Box:
    """Return the part of a box that lies in the picture, at least a pixel wide and high."""
    x0 = min(max(box.x0, 0.0), image.width - 1.0)
    y0 = min(max(box.y0, 0.0), image.height - 1.0)
    return Box(x0, y0, max(min(box.x1, image.width), x0 + 1), max(min(box.y1, image.height), y0 + 1))


def _left_out_note(slots: Slots, count: int) -> tuple[str, ...]:
    if not slots.left_out:
        return ()
    ids = ", ".join(f"[{region_id}]" for region_id in slots.left_out)
    return (f"This student tells {count} regions apart at once; it did not look at {ids}.",)
