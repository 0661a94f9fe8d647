"""Look at a drawn scene as a corpus does: it is put into words, and a teacher's simple questions are answered.

What comes out has all that a teacher is told, so that any teacher can write about it later, as often as need be; the
scene graph is kept beside it, for whoever scores what was written.
"""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from PIL import Image

from models.corpus import ChatReply, ChatRequest, Entry, Picture, Verbalization
from models.records import ImageRecord, Record
from models.teaching.asking import question_request, read_questions
from models.verbalizing.verbalize import Verbalizers, VerbalizeSettings, verbalize, with_exchanges
from models.whole_file import write_whole
from training.corpus.calls.complete import request_key
from training.corpus.writing.generate import GenerateSettings, requests_for
from training.corpus.writing.kept import ReadReply, entries_of
from training.corpus.writing.parse import mark_repeats, read_kept, read_reply
from training.embedded.critic_data import picture_file
from training.evaluation.sampling import PIXELS
from training.scenes.graph import SceneGraph, Split
from training.scenes.world import draw_scene


class QuickTeacher(Protocol):
    """A teacher that nobody has to wait for; its name is that of what it writes."""

    name: str

    def reply(self, request: ChatRequest) -> ChatReply:
        """Return the whole reply. Raises CallFailed for a prompt that it cannot read."""
        ...


class Looked(Record):
    """A scene in words, and what is true of it: boxes of both count pixels of the picture, PIXELS a side."""

    graph: SceneGraph
    told: Verbalization


class Looker:
    """Looks at scenes; their pictures are kept in `folder` (`critic_data.picture_file`)."""

    def __init__(self, folder: Path, by: Verbalizers, teacher: QuickTeacher) -> None:
        self._folder = folder
        self._by = by
        self._teacher = teacher

    def look(self, seed: int, split: Split) -> Looked:
        """Return a scene in words, the teacher's simple questions answered."""
        scene = draw_scene(seed, split=split, size=PIXELS)
        picture = keep_picture(self._folder, scene.image, seed)
        bare = verbalize(picture, scene.image, self._by, VerbalizeSettings())
        questions = read_questions(self._teacher.reply(question_request(bare)).text)
        return Looked(graph=scene.graph, told=with_exchanges(bare, questions, self._by.answerer, scene.image))


def keep_picture(folder: Path, image: Image.Image, seed: int) -> Picture:
    """Write a scene's picture to the folder, under the hash of its file, and return it."""
    file = io.BytesIO()
    image.save(file, "PNG")
    image_id = hashlib.sha256(file.getvalue()).hexdigest()
    path = picture_file(folder, image_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, file.getvalue())
    return Picture(image=ImageRecord(id=image_id, width=image.width, height=image.height), path=f"{seed}.png")


def write_about(told: Verbalization, teacher: QuickTeacher, settings: GenerateSettings | None = None) -> list[Entry]:
    """Return all that a teacher writes about a picture; what repeats itself in it is not marked."""
    return [
        entry
        for planned in requests_for(told, settings or GenerateSettings())
        for entry in read_reply(told, planned, teacher.reply(planned.request))
    ]


def corpus_about(told: Verbalization, teacher: QuickTeacher, settings: GenerateSettings | None = None) -> list[Entry]:
    """Return the entries about a picture that a corpus run would keep, marks included, but for those set aside."""
    replies = mark_repeats(told, _replies(told, teacher, settings or GenerateSettings()))
    return [entry for entry in entries_of(told.picture, replies) if not entry.set_aside]


def _replies(told: Verbalization, teacher: QuickTeacher, settings: GenerateSettings) -> Iterator[ReadReply]:
    for planned in requests_for(told, settings):
        key = request_key(teacher.name, planned.request)
        yield read_kept(told, planned.asked, teacher.reply(planned.request), request=key)
