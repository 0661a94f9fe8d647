"""Ask about a picture: what the page, the JSON API and the store share.

Questions are checked and tied to their regions before any model runs; what a model says is stored as soon as it is
whole, and what it had said when it was stopped is stored with a remark.
"""

import logging
import re
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from PIL import Image

from app.ask_request import AskRequest
from app.gallery import Gallery, GalleryPicture
from app.open_pictures import OpenPictures
from app.shelf import ModelShelf
from app.voices import Voices
from db.image_files import ImageFiles
from db.keeping import drop_pictures, keep_picture
from db.store import Store, utc_now
from models.choices import Choice, ChoiceTurn, Ranking, choices_of
from models.choosing import BoundChoices, bind_choices, rank
from models.errors import BadQuestion, DeixisError, NotFound
from models.pictures import Picture, display_jpeg, read_picture
from models.proposals import known_region_at
from models.records import Answer, ImageRecord, Point, Question, Record, Region, Role, Turn
from models.references import bind
from models.regions import clamp_point

log = logging.getLogger(__name__)

STOPPED = "Stopped before the end."
UNASKED_DAYS = 2  # what was opened that long ago and never asked about is forgotten


class Received(Record):
    """A picture that was taken in: `notes` are remarks about the file, `regions` what is known to be in it."""

    image: ImageRecord
    notes: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()


class Asking:
    """The service behind the Ask page. Its methods block; call them from worker threads."""

    def __init__(
        self,
        *,
        store: Store,
        files: ImageFiles,
        shelf: ModelShelf,
        gallery: Gallery | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.store = store
        self.files = files
        self.shelf = shelf
        self.gallery = gallery or Gallery(())
        self._clock = clock
        self._pictures = OpenPictures(self._decode)
        self._being_answered: set[str] = set()
        self._lock = threading.Lock()

    @property
    def teacher(self) -> str | None:
        """The model string of the teacher, if one is configured."""
        return self.shelf.teacher

    # -- pictures

    def receive_picture(self, data: bytes, name: str, *, owner: str) -> Received:
        """Take in a picture file. Raises BadPicture."""
        picture = read_picture(data, name=name)
        self._keep(picture, data, owner=owner)
        known = self.store.known_regions(picture.record.id)
        return Received(image=picture.record, notes=picture.notes, regions=known)

    def choose_from_gallery(self, name: str) -> tuple[GalleryPicture, Received]:
        """Take in a picture of the gallery, which everybody may see. Raises NotFound."""
        scene = self.gallery.picture(name)
        data = self.gallery.content(scene)
        picture = read_picture(data, name=scene.title, source=f"gallery {scene.id}")
        self._keep(picture, data, owner=None)
        self.store.set_known_regions(picture.record.id, scene.regions)
        return scene, Received(image=picture.record, regions=scene.regions)

    def picture(self, image_id: str, *, owner: str) -> Image.Image:
        """Return the pixels of a picture that the owner may see; nobody may draw into them."""
        return self._pictures.get(self.store.image(image_id, owner=owner).id)

    def region_at(self, image_id: str, point: Point, *, owner: str) -> Region:
        """Return the region that a click means: one that came with the picture, else what the proposer finds."""
        record = self.store.image(image_id, owner=owner)
        if not (0 <= point.x <= record.width and 0 <= point.y <= record.height):
            size = f"{record.width} x {record.height}"
            raise BadQuestion(f"The point ({point.x:g}, {point.y:g}) lies outside the picture of {size} pixels.")
        point = clamp_point(point, record.width, record.height)
        found = known_region_at(point, self.store.known_regions(image_id))
        if found is None:
            with self.shelf.lend_pointer() as proposer:
                found = proposer.region_at(self._pictures.get(image_id), point)
        return found.model_copy(update={"id": 0, "kind": "point", "gesture": "click"})

    def tidy(self, now: datetime | None = None) -> tuple[str, ...]:
        """Forget pictures that were opened and never asked about; return the ids of those removed from the disk."""
        long_ago = (now or utc_now()) - timedelta(days=UNASKED_DAYS)
        return self._drop(self.store.forget_unasked_images(saved_before=long_ago))

    # -- questions

    def ask(self, request: AskRequest, *, owner: str) -> Generator[Turn, None, None]:
        """Yield the growing turn, first without answers; the same turn again means that the models are at work.

        Closing the generator stops the models. Raises BadQuestion and NotFound before any model runs; what goes wrong
        in a model becomes the `error` of its answer.
        """
        roles = self._roles(request)
        with self._only_once(request.turn_id):
            conversation_id = request.conversation_id or self._conversation_of_retry(request.turn_id, owner=owner)
            bound = self._bound(request, conversation_id, owner=owner)
            image = self._pictures.get(bound.question.image_id)
            turn = self._store_question(bound, request, conversation_id, owner=owner)
            missing: dict[Role, str] = {role: name for role, name in roles.items() if not _answered(turn, role)}
            yield from self._answer(turn, image, missing, owner=owner)

    def delete_turn(self, conversation_id: str, turn_id: str, *, owner: str) -> None:
        """Delete a turn, with the last one its conversation, and pictures that nobody refers to any more."""
        if self.store.conversation_of_turn(turn_id, owner=owner).id != conversation_id:
            raise NotFound(f"There is no question {turn_id[:40]!r} in this conversation.")
        self._drop(self.store.delete_turn(turn_id, owner=owner))

    def delete_conversation(self, conversation_id: str, *, owner: str) -> None:
        """Delete a conversation and pictures that nobody refers to any more."""
        self._drop(self.store.delete_conversation(conversation_id, owner=owner))

    # -- how it is done

    def _keep(self, picture: Picture, data: bytes, *, owner: str | None) -> None:
        display = display_jpeg(picture.image)
        keep_picture(self.store, self.files, picture.record, original=data, display=display, owner=owner)

    def _decode(self, image_id: str) -> Image.Image:
        return read_picture(self.files.original(image_id).read_bytes()).image

    def _drop(self, image_ids: tuple[str, ...]) -> tuple[str, ...]:
        for image_id in image_ids:
            self._pictures.forget(image_id)
        return drop_pictures(self.store, self.files, image_ids)

    def _roles(self, request: AskRequest) -> Mapping[Role, str]:
        student = request.student or self.shelf.student
        if request.choices is not None:
            return {"student": self.shelf.check_chooser(student)}
        roles: dict[Role, str] = {"student": self.shelf.check(student)}
        if request.teacher is not None:
            roles["teacher"] = self.shelf.check(request.teacher)
        return roles

    @contextmanager
    def _only_once(self, turn_id: str | None) -> Iterator[None]:
        """Refuse a retry that comes while the first try is still being answered."""
        if turn_id is None:
            yield
            return
        with self._lock:
            if turn_id in self._being_answered:
                raise BadQuestion("This question is being answered already. Wait for the answer, or stop it first.")
            self._being_answered.add(turn_id)
        try:
            yield
        finally:
            with self._lock:
                self._being_answered.discard(turn_id)

    def _store_question(
        self, bound: BoundChoices, request: AskRequest, conversation_id: str | None, *, owner: str
    ) -> Turn:
        question, choices = bound
        if conversation_id is None:
            conversation_id = self.store.start_conversation(owner, question.image_id).id
        turn = self.store.add_turn(
            conversation_id,
            question,
            owner=owner,
            choices=choices,
            pointing_ms=request.pointing_ms,
            turn_id=request.turn_id,
        )
        asked = (turn.question.typed, turn.question.image_id, _without_ids(turn.question, _texts(turn)))
        if asked != (question.typed, question.image_id, _without_ids(question, choices)):
            raise BadQuestion(f'The turn id "{turn.id}" belongs to another question; send this one with a fresh id.')
        return turn

    def _conversation_of_retry(self, turn_id: str | None, *, owner: str) -> str | None:
        """Return the conversation of a question that was sent before without one."""
        if turn_id is None:
            return None
        try:
            return self.store.conversation_of_turn(turn_id, owner=owner).id
        except NotFound:  # not asked before; a turn id that cannot be one is refused when it is stored
            return None

    def _bound(self, request: AskRequest, conversation_id: str | None, *, owner: str) -> BoundChoices:
        record = self.store.image(request.image_id, owner=owner)
        first_free = self.store.next_region_id(conversation_id, owner=owner) if conversation_id else 0
        known = self.store.known_regions(record.id)
        question = bind(
            request.typed,
            request.regions,
            request.selected,
            image_id=record.id,
            known=known,
            size=(record.width, record.height),
            first_free_id=first_free,
        )
        if request.choices is None:
            return BoundChoices(question, ())
        return bind_choices(request.choices, question, request.selected, known=known, first_free_id=first_free)

    def _answer(
        self, turn: Turn, image: Image.Image, roles: Mapping[Role, str], *, owner: str
    ) -> Generator[Turn, None, None]:
        voices = self._voices(turn, image, roles)
        saved: set[Role] = set()
        try:
            yield turn
            for said in voices.grow():
                for role in _finished(said) - saved:
                    self.store.save_answer(turn.id, said[role], owner=owner)
                    saved.add(role)
                yield _with_answers(turn, said)
        finally:
            voices.give_up()
            said = voices.said
            for role in roles.keys() - saved:
                self._save_last(turn, said.get(role) or Answer(model=roles[role], role=role), owner=owner)

    def _voices(self, turn: Turn, image: Image.Image, roles: Mapping[Role, str]) -> Voices[Any]:
        if isinstance(turn, ChoiceTurn):
            return Voices(
                roles,
                lend=self.shelf.lend_scorer,
                pose=lambda scorer: rank(scorer, image, turn.question, _texts(turn)),
                clock=self._clock,
            )
        return Voices(
            roles,
            lend=self.shelf.lend,
            pose=lambda answerer: answerer.answer(image, turn.question),
            clock=self._clock,
        )

    def _save_last(self, turn: Turn, answer: Answer, *, owner: str) -> None:
        """Store what was said when the asking ended early."""
        if not (answer.complete or answer.error):
            answer = answer.model_copy(update={"note": f"{answer.note} {STOPPED}".strip()})
        try:
            self.store.save_answer(turn.id, answer, owner=owner)
        except DeixisError:  # the turn was deleted meanwhile, or the store is what ended it
            log.info("answer not stored turn=%s role=%s", turn.id, answer.role, exc_info=True)


def _finished(said: Mapping[Role, Answer]) -> set[Role]:
    return {role for role, answer in said.items() if answer.complete or answer.error}


def _answered(turn: Turn, role: Role) -> bool:
    return any(answer.role == role and answer.complete and not answer.error for answer in turn.answers)


def _with_answers(turn: Turn, said: Mapping[Role, Answer]) -> Turn:
    """Return the turn with what was said now in place of what each role said before; the student first."""
    before = [answer for answer in turn.answers if answer.role not in said]
    answers = sorted([*before, *said.values()], key=lambda answer: answer.role)
    turn = turn.model_copy(update={"answers": tuple(answers)})
    for answer in said.values():
        if isinstance(turn, ChoiceTurn) and isinstance(answer, Ranking):
            shared = zip(_texts(turn), answer.shares, strict=True)
            turn = turn.model_copy(update={"choices": tuple(Choice(text=text, share=share) for text, share in shared)})
    return turn


def _texts(turn: Turn) -> tuple[str, ...]:
    return tuple(choice.text for choice in choices_of(turn))


def _without_ids(question: Question, choices: Iterable[str]) -> list[str]:
    """Return choices with boxes in place of ids: [the dog] is added under another id when it is typed again."""
    boxes = {region.id: region.box for region in question.regions}
    return [re.sub(r"\[(\d+)\]", lambda mention: f"[{boxes.get(int(mention[1]))}]", text) for text in choices]
