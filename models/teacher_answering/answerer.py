"""Answer questions about a picture with a chat model that reads what verbalizers say of it.

`teacher:MODEL` gets the whole verbalization, the user's regions by their numbers, and the question.
`teacher-descriptions:MODEL` is the simpler baseline: every `[id]` of the question becomes its caption, and the model
gets nothing else. In its answer, which knows no regions, none is named.
"""

import asyncio
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from PIL import Image

from models.base import Answerer, ChatModel
from models.chats import complete_now, disconnect
from models.corpus import ChatReply, ChatRequest, Message, Verbalization
from models.errors import AnswerFailed, CallFailed
from models.records import Answer, Question, Region, Setting
from models.registry import ModelOptions, build_chat
from models.streaming import growing_answers
from models.teacher_answering.picture_words import PictureWords, besides
from models.teaching.asking import question_request, read_questions
from models.teaching.cleaning import one_line
from models.teaching.prompt import Prompt, current_prompt
from models.teaching.wording import caption_of, regions_in_words, sections
from models.verbalizing.registry import VerbalizerNames, build_verbalizers, named_verbalizers
from models.verbalizing.verbalize import with_exchanges

Manner = Literal["scene", "descriptions"]

_TAG = re.compile(r"(\[\d+\])")
_LONGEST_QUESTION = 1000  # characters
_EXCHANGES = 15
_PROMPTS: Mapping[Manner, str] = {"scene": "answer", "descriptions": "answer-descriptions"}
_READS: Mapping[Manner, tuple[str, ...]] = {
    "scene": tuple(VerbalizerNames.model_fields),
    "descriptions": ("captioner",),
}


class TeacherAnswerer:
    """A chat model with verbalizers for eyes. Threads may share one.

    `doubts` says of a picture what a person should know before believing an answer.
    """

    def __init__(
        self,
        name: str,
        chat: ChatModel,
        words: PictureWords,
        options: ModelOptions,
        *,
        manner: Manner = "scene",
        doubts: Callable[[Image.Image], tuple[str, ...]] = lambda _image: (),
    ) -> None:
        self.name = name
        self._chat = chat
        self._words = words
        self._options = options
        self._manner: Manner = manner
        self._doubts = doubts

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:
        """Yield signs of life, then the answer at once; see base.Answerer."""
        yield from growing_answers(_Speech(self, image, question), name=self.name)

    def request(self, image: Image.Image, question: Question) -> ChatRequest:
        """Return what the chat model is asked; a picture that is new is put into words first."""
        regions = self._words.described(image, question.regions)
        prompt: Prompt = current_prompt(_PROMPTS[self._manner])
        if self._manner == "descriptions":
            captions = {region.id: caption_of(region) for region in regions}
            text = prompt.filled(question=question_in_words(question.text, captions))
        else:
            text = prompt.filled(**self._scene(image, regions), question=question_in_words(question.text))
        return ChatRequest(
            messages=(Message(speaker="user", text=text),),
            temperature=self._options.temperature,
            max_tokens=self._options.max_tokens,
        )

    @property
    def chat(self) -> ChatModel:
        return self._chat

    def settings(self) -> dict[str, Setting]:
        """Return what an answer is made with."""
        by = self._words.by
        names = {"captioner": by.captioner.name, "narrator": by.narrator.name, "answerer": by.answerer.name}
        shown = names if self._manner == "scene" else {"captioner": by.captioner.name}
        return {**shown, "teacher": self._chat.name, "template": current_prompt(_PROMPTS[self._manner]).label}

    def note(self, image: Image.Image) -> str:
        return " ".join(self._doubts(image))

    def _scene(self, image: Image.Image, regions: tuple[Region, ...]) -> dict[str, str]:
        """Return the words of the scene: the user's regions by number, and what else was found without one."""
        whole = self._words.whole(image, lambda new: self._asked(new, image))
        own = whole.model_copy(update={"picture": whole.picture.model_copy(update={"regions": regions})})
        rest = besides(whole.picture.regions, regions)
        others = whole.model_copy(update={"picture": whole.picture.model_copy(update={"regions": rest})})
        lines = [regions_in_words(own, "regions")] if regions else []
        lines += [regions_in_words(others, "descriptions")] if rest else []
        told = sections(own, "regions")
        return {**told, "regions": "\n".join(lines) or told["regions"]}

    def _asked(self, verbalization: Verbalization, image: Image.Image) -> Verbalization:
        """Have the chat model ask simple questions about a new picture, and the verbalizers answer."""
        reply = complete_now(self._chat, question_request(verbalization))
        return with_exchanges(verbalization, read_questions(reply.text, _EXCHANGES), self._words.by.answerer, image)


class _Speech:
    """One reply, which comes whole; see streaming.Speech."""

    def __init__(self, answerer: TeacherAnswerer, image: Image.Image, question: Question) -> None:
        self._answerer = answerer
        self._image = image
        self._question = question
        self._stopped = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._call: asyncio.Task[ChatReply] | None = None

    @property
    def settings(self) -> Mapping[str, Setting]:
        return self._answerer.settings()

    def run(self, say: Callable[[str], None]) -> str:
        try:
            request = self._answerer.request(self._image, self._question)
            if self._stopped.is_set():
                return ""
            say(asyncio.run(self._complete(request)).text)
        except CallFailed as failed:
            raise AnswerFailed(str(failed)) from None
        except asyncio.CancelledError:
            return ""
        return self._answerer.note(self._image)

    def stop(self) -> None:
        self._stopped.set()
        loop, call = self._loop, self._call
        if loop is not None and call is not None and not loop.is_closed():
            loop.call_soon_threadsafe(call.cancel)

    async def _complete(self, request: ChatRequest) -> ChatReply:
        chat = self._answerer.chat
        self._loop = asyncio.get_running_loop()
        self._call = self._loop.create_task(chat.complete(request))
        if self._stopped.is_set():
            self._call.cancel()
        try:
            return await self._call
        finally:
            await disconnect(chat)


def connect_teacher(model: str, options: ModelOptions, *, manner: Manner = "scene") -> Answerer:
    """Build the teacher that asks the chat model `model`. Raises ModelUnavailable as that and the verbalizers do."""
    chat = build_chat(model, options)
    prefix = "teacher" if manner == "scene" else "teacher-descriptions"
    names = named_verbalizers(options.verbalizers)
    words = PictureWords(build_verbalizers(names, options))
    return TeacherAnswerer(f"{prefix}:{model}", chat, words, options, manner=manner, doubts=_doubts_of(names, manner))


def question_in_words(text: str, captions: Mapping[int, str] | None = None) -> str:
    """Return a person's question for a prompt, its regions as `[id]`, or in the words of their captions.

    >>> question_in_words("Why is [0] sad?", {0: "a child with a ball"})
    'Why is a child with a ball sad?'
    """
    parts = [part if _TAG.fullmatch(part) else one_line(part, _LONGEST_QUESTION) for part in _TAG.split(text)]
    if captions is not None:
        parts = [captions.get(int(part[1:-1]), "something") if _TAG.fullmatch(part) else part for part in parts]
    line = " ".join(part for part in parts if part)
    return re.sub(r" (?=[?.!,;'])", "", line)


def _doubts_of(names: VerbalizerNames, manner: Manner) -> Callable[[Image.Image], tuple[str, ...]]:
    """Return what says whether a picture looks like one of the world that the embedded verbalizers know, as far as the
    teacher reads what these say."""
    embedded = [job for job in _READS[manner] if str(getattr(names, job)).startswith("embedded")]
    if not embedded:
        return lambda _image: ()
    from models.choosing import CandidScorer
    from models.embedded.scorers import load_scorer

    knower, doubt = load_scorer(), _out_of_world(embedded)

    def doubts(image: Image.Image) -> tuple[str, ...]:
        return (doubt,) if isinstance(knower, CandidScorer) and knower.doubts(image) else ()

    return doubts


def _out_of_world(embedded: Sequence[str]) -> str:
    every = len(embedded) == len(VerbalizerNames.model_fields)
    who = "verbalizers" if every else " and ".join(filter(None, (", ".join(embedded[:-1]), embedded[-1])))
    say, know = ("say", "know") if len(embedded) > 1 else ("says", "knows")
    it = "these" if len(embedded) > 1 else "this"
    return (
        f"This teacher reads what the embedded {who} {say}; {it} {know} drawn scenes only, and this picture does not "
        "look like one, so its answer may mean nothing. Others can be named with --verbalizer."
    )
