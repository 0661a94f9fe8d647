"""Captions, narratives and answers by a chat model that takes pictures, behind an endpoint.

Each region, narrative and question is a call of its own, and several calls are open at a time.
"""

import asyncio
from collections.abc import Sequence

from PIL import Image

from models.base import ChatModel
from models.chats import disconnect
from models.corpus import ChatRequest, Message
from models.errors import AnswerFailed, CallFailed, CallPostponed
from models.marks import MarkStyle
from models.pictures import display_jpeg
from models.prompting import shrink
from models.records import Region
from models.registry import ModelOptions
from models.verbalizing.asking import (
    CAPTION_TOKENS,
    NARRATE,
    NARRATIVE_TOKENS,
    REPLY,
    REPLY_TOKENS,
    caption_prompt,
    check_sampling,
    framed,
    narrative_of,
    phrase_of,
)

_FIRST_PAUSE = 1.0  # seconds; the next ones are twice as long each


class ChatTeller:
    """A chat model that is asked to put pictures into words. Used where no event loop runs."""

    def __init__(self, model: ChatModel, options: ModelOptions) -> None:
        self.name = model.name
        self._model = model
        self._at_once = options.at_once
        self._retries = options.retries

    def caption(self, image: Image.Image, regions: Sequence[Region]) -> tuple[str, ...]:
        """Return a description of every region; see `Captioner.caption`. Raises AnswerFailed and ModelUnavailable."""
        style = MarkStyle()
        asked = [
            _request(framed(image, region, style), caption_prompt(style), tokens=CAPTION_TOKENS) for region in regions
        ]
        return tuple(phrase_of(text) for text in self._ask(asked))

    def narrate(
        self, image: Image.Image, count: int = 5, *, temperature: float = 1.1, nucleus: float = 0.95, seed: int = 0
    ) -> tuple[str, ...]:
        """Return `count` narratives; see `Narrator.narrate`. An endpoint may leave the seed aside."""
        check_sampling(temperature, nucleus)
        asked = _request(shrink(image), NARRATE, tokens=NARRATIVE_TOKENS)
        drawn = {"temperature": temperature, "nucleus": nucleus, "seed": seed}
        requests = [asked.model_copy(update={**drawn, "sample": number}) for number in range(count)]
        return tuple(narrative_of(text) for text in self._ask(requests))

    def reply(self, image: Image.Image, questions: Sequence[str]) -> tuple[str, ...]:
        """Return a short answer to every question."""
        picture = shrink(image)
        asked = [_request(picture, REPLY.format(question=question), tokens=REPLY_TOKENS) for question in questions]
        return tuple(phrase_of(text) for text in self._ask(asked))

    def _ask(self, requests: Sequence[ChatRequest]) -> list[str]:
        return asyncio.run(self._ask_all(requests)) if requests else []

    async def _ask_all(self, requests: Sequence[ChatRequest]) -> list[str]:
        places = asyncio.Semaphore(self._at_once)
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._complete(request, places)) for request in requests]
        except BaseExceptionGroup as failed:
            error = _first(failed)
            raise AnswerFailed(str(error)) if isinstance(error, CallFailed) else error from None
        finally:
            await disconnect(self._model)
        return [task.result() for task in tasks]

    async def _complete(self, request: ChatRequest, places: asyncio.Semaphore) -> str:
        pause = _FIRST_PAUSE
        async with places:
            for left in reversed(range(self._retries + 1)):
                try:
                    return (await self._model.complete(request)).text
                except CallPostponed as postponed:
                    if not left:
                        raise
                    await asyncio.sleep(pause if postponed.after is None else postponed.after)
                    pause *= 2
        raise AssertionError("the last try returns or raises")


def _request(picture: Image.Image, text: str, *, tokens: int) -> ChatRequest:
    message = Message(speaker="user", text=text, jpegs=(display_jpeg(picture),))
    return ChatRequest(messages=(message,), temperature=0.0, max_tokens=tokens)


def _first(group: BaseExceptionGroup) -> BaseException:
    """Return the first error of a group, however deep it lies."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
