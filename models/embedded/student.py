"""The embedded student: answers questions about drawn scenes on a CPU, offline, from the weights beside this file."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from PIL import Image

from models.embedded.domain import DomainDetector, describe_glance
from models.embedded.folder import find_folder
from models.embedded.picture import PADDING, Fitted, fit, inside, to_pixels
from models.embedded.saying import Choose, Said, likeliest, say, say_all
from models.embedded.slots import Slots, assign_slots, ids_without_region
from models.embedded.tensors import place_boxes
from models.embedded.vision import Glance, Seen
from models.embedded.weights import STUDENT_FORMAT, StoredStudent, open_student
from models.errors import BadQuestion
from models.records import Answer, Question, Region

OUT_OF_WORLD = (
    "This student knows drawn scenes only, and this picture does not look like one, so its answer may mean nothing. "
    "For other pictures, choose another student: deixis app --student hf:<folder-or-id>, or --student openai:<model>."
)


class _Prepared(NamedTuple):
    slots: Slots
    words: list[int]
    notes: tuple[str, ...]


class Looked(NamedTuple):
    """A picture, the square made of it, and what one glance at the whole of it showed."""

    image: Image.Image
    fitted: Fitted
    glance: Glance


class Heard(NamedTuple):
    """An answer and the words behind it."""

    answer: Answer
    said: Said


class EmbeddedStudent:
    """A loaded student. Nothing in it changes after loading, so threads may share it."""

    def __init__(self, stored: StoredStudent, name: str) -> None:
        self.name = name
        self.stored = stored
        self.mark_style = stored.settings.student.mark_style
        self._network = stored.network
        self._vocabulary = stored.vocabulary
        self._limits = stored.settings.student
        self._reader = stored.reader
        self._calibration = stored.settings.calibration
        self.detector = DomainDetector.from_tensors(stored.domain) if stored.domain else None

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:
        """Yield the answer as it grows by words. Raises BadQuestion for a question that is too long to be read."""
        started = time.perf_counter()
        prepared = self._prepare(question, self._read_marks(image, [question]))
        looked = self._look_over(image)
        seen = self._look_at(looked, prepared.slots.regions)
        note = " ".join((*self._doubts(looked), *prepared.notes))
        said = Said([], [])
        first: float | None = None
        shown = ("", "")
        for following in say(self._network, seen, torch.tensor([prepared.words])):
            word = int(following.words[0])
            # A word is shown once the next one begins: its last piece is not known before.
            if said.words and self._vocabulary.starts_word(word):
                texts = self._texts(said.words, prepared.slots)
                if texts != shown:
                    shown = texts
                    first = first or time.perf_counter() - started
                    yield self._answer(texts, note, started, first)
            said.words.append(word)
            said.logs.append(float(following.logs[0]))
        yield self._answer(self._texts(said.words, prepared.slots), note, started, first, said=said)

    def answer_all(
        self, image: Image.Image, questions: Sequence[Question], *, choose: Choose = likeliest
    ) -> list[Answer]:
        """Answer several questions about one picture at once, without streaming and without doubting the picture.

        `choose` takes the next word of every answer; confidence is calibrated for the likeliest word only.
        """
        return [heard.answer for heard in self.hear_all(image, questions, choose=choose)]

    def hear_all(self, image: Image.Image, questions: Sequence[Question], *, choose: Choose = likeliest) -> list[Heard]:
        """As `answer_all`, with the words and how likely each of them was."""
        started = time.perf_counter()
        marks = self._read_marks(image, questions)
        prepared = [self._prepare(question, marks) for question in questions]
        looked = self._look_over(image)
        heard: dict[int, Heard] = {}
        for numbers in _looking_alike(prepared):
            seen = self._look_at(looked, prepared[numbers[0]].slots.regions)
            all_said = say_all(self._network, seen, [prepared[number].words for number in numbers], choose)
            for number, said in zip(numbers, all_said, strict=True):
                texts = self._texts(said.words, prepared[number].slots)
                note = " ".join(prepared[number].notes)
                decoding = "greedy" if choose is likeliest else "sampled"
                answer = self._answer(texts, note, started, None, said=said, decoding=decoding)
                heard[number] = Heard(answer, said)
        return [heard[number] for number in range(len(questions))]

    def _read_marks(self, image: Image.Image, questions: Iterable[Question]) -> dict[int, Region]:
        """Return the regions drawn into the picture, if any of them is named by a question that gives no box for it.

        All of them, because answers name those that the question does not, too.
        """
        if self._reader is None or self._limits.blind != "no":
            return {}
        wanted = {number for question in questions for number in ids_without_region(question.text, question.regions)}
        found = self._reader.find(image, range(self._reader.marks)) if wanted else {}
        return {number: Region(id=number, box=box) for number, box in found.items()} if wanted & found.keys() else {}

    def _prepare(self, question: Question, marks: Mapping[int, Region]) -> _Prepared:
        given = {region.id for region in question.regions}
        read = [marks[number] for number in ids_without_region(question.text, question.regions) if number in marks]
        others = [mark for number, mark in marks.items() if read and mark not in read and number not in given]
        slots = assign_slots(question.text, (*question.regions, *read, *others), self._limits.regions)
        words = self._vocabulary.read_question(slots.to_slots(question.text))
        if not words:
            raise BadQuestion("The question has no words. Write what you want to know about the picture.")
        if len(words) > self._limits.question_words:
            raise BadQuestion(
                f"The embedded student reads questions of up to {self._limits.question_words} pieces of words, and "
                f"this one has {len(words)}. Ask it shorter, or ask another student."
            )
        notes = (*_left_out_note(slots, self._limits.regions), *_read_note(read))
        return _Prepared(slots, words, notes)

    def _look_over(self, image: Image.Image) -> Looked:
        fitted = fit(image, self._limits.pixels)
        if self._limits.blind == "question":
            fitted = fitted._replace(image=Image.new("RGB", fitted.image.size, PADDING))
        with torch.inference_mode():
            return Looked(image, fitted, self._network.eye.look_over(to_pixels([fitted.image])))

    def _look_at(self, looked: Looked, regions: Mapping[int, Region]) -> Seen:
        """Look closely at regions, by slot."""
        image, fitted, glance = looked
        side = self._limits.pixels
        shown = regions if self._limits.blind == "no" else {}
        placed = {slot: fitted.placement.place(inside(region.box, image), side) for slot, region in shown.items()}
        with torch.inference_mode():
            boxes, present = place_boxes([placed], self._limits.regions)
            return self._network.look_at(glance, boxes, present)

    def _doubts(self, looked: Looked) -> tuple[str, ...]:
        if self.detector is None:
            return ()
        row = describe_glance(self._network, looked.fitted.image, looked.glance)
        return () if self.detector.knows(row) else (OUT_OF_WORLD,)

    def _texts(self, said: Sequence[int], slots: Slots) -> tuple[str, str]:
        answer, rationale = self._vocabulary.read_answer(said)
        return slots.to_ids(answer), slots.to_ids(rationale)

    def _answer(
        self,
        texts: tuple[str, str],
        note: str,
        started: float,
        first: float | None,
        *,
        said: Said | None = None,
        decoding: str = "greedy",
    ) -> Answer:
        """Return what was said up to now; `said` is given when that is all."""
        confidence = None
        if said is not None and self._calibration is not None:
            confidence = self._calibration.confidence(said.words, said.logs)
        return Answer(
            text=texts[0],
            rationale=texts[1],
            model=self.name,
            seconds=time.perf_counter() - started,
            first_words_seconds=first,
            confidence=confidence,
            settings={"device": "cpu", "decoding": decoding, "out_of_world": OUT_OF_WORLD in note},
            note=note,
            complete=said is not None,
        )


def load_student(name: str = "student", folder: Path | None = None) -> EmbeddedStudent:
    """Load models/embedded/<name>, or a folder given. Raises ModelUnavailable when it is unknown or damaged."""
    folder = folder or find_folder(name, "student", STUDENT_FORMAT)
    return EmbeddedStudent(open_student(folder), f"embedded:{name}")


def _looking_alike(prepared: Sequence[_Prepared]) -> list[list[int]]:
    """Group the questions, by number, whose regions stand in the same slots."""
    groups: dict[tuple[tuple[int, Region], ...], list[int]] = {}
    for number, each in enumerate(prepared):
        groups.setdefault(tuple(each.slots.regions.items()), []).append(number)
    return list(groups.values())


def _left_out_note(slots: Slots, count: int) -> tuple[str, ...]:
    if not slots.left_out:
        return ()
    ids = ", ".join(f"[{region_id}]" for region_id in slots.left_out)
    return (f"This student tells {count} regions apart at once; it did not look at {ids}.",)


def _read_note(read: Sequence[Region]) -> tuple[str, ...]:
    if not read:
        return ()
    ids = ", ".join(f"[{region.id}]" for region in read)
    boxes = "The boxes of" if len(read) > 1 else "The box of"
    return (f"{boxes} {ids} {'were' if len(read) > 1 else 'was'} read from marks drawn into the picture.",)
