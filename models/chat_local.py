"""The fast way to a chat server on this machine or beside it, such as vLLM, llama.cpp or Ollama.

It does what `models/chat_openai.py` does, with a fraction of the work for each call: a server that caches or batches
well answers more often than the openai client can ask.
"""

import selectors

import orjson

from models.base import ChatModel
from models.chat_completions import MAX_BYTES, Talk, messages_of, refusal_in
from models.chats import Answered, Lane, PerLoop
from models.corpus import ChatReply, ChatRequest
from models.endpoint_errors import wait_in
from models.endpoints import LOCAL_URL, Endpoint, check_endpoint, check_key
from models.errors import DeixisError
from models.http_lane import HttpLane, NotRead
from models.http_posts import HttpPosts, PostAddress
from models.http_replies import HttpFailure, HttpReply, TooLate, TooLong, Unreachable
from models.records import Setting
from models.registry import ModelOptions


def connect_local_chat(model: str, options: ModelOptions) -> ChatModel:
    """Prepare to ask `model`; nothing is sent yet. Raises ModelUnavailable for a base URL or key that cannot work."""
    name = f"local:{model}"
    endpoint = check_endpoint(options.base_url, name, otherwise=LOCAL_URL)
    key = check_key(options.api_key.get_secret_value(), endpoint, name)
    return LocalChat(model, endpoint, key, timeout=options.timeout)


class LocalChat:
    """A chat model behind an endpoint; see base.ChatModel. `timeout` is for a whole call, in seconds."""

    def __init__(self, model: str, endpoint: Endpoint, key: str, *, timeout: float) -> None:
        self.name = f"local:{model}"
        self.timeout = timeout
        self._words = _Words(model, Talk(self.name, endpoint.host, key), timeout)
        headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {key}"} if key else {})
        self._address = address = PostAddress.of(f"{endpoint.url}/chat/completions", headers)
        self._posts = PerLoop(lambda: HttpPosts(address, most_bytes=MAX_BYTES, seconds=timeout), HttpPosts.close)

    async def complete(self, request: ChatRequest) -> ChatReply:
        """Return the whole reply; see base.ChatModel."""
        while True:
            body, parameters = self._words.written(request)
            try:
                came = await self._posts.get().post(body)
            except HttpFailure as failure:
                raise self._words.sentence(failure) from None
            if (reply := self._words.read(came, parameters)) is not None:
                return reply

    def lane(self) -> Lane | None:
        """Return a way to ask without a task for each call, None where there is none; see chats.Laned."""
        # What cannot be waited for together with other things, and what must be encrypted, goes the other way.
        if self._address.secure or not hasattr(selectors.DefaultSelector, "fileno"):
            return None
        return _LocalLane(self._words, HttpLane(self._address, most_bytes=MAX_BYTES, seconds=self.timeout))

    async def disconnect(self) -> None:
        """Let go of this event loop's connections."""
        await self._posts.close()


class _Words:
    """What is written to the server and read from it, whichever way it goes."""

    def __init__(self, model: str, talk: Talk, timeout: float) -> None:
        self._model = model
        self._talk = talk
        self._timeout = timeout

    def written(self, request: ChatRequest) -> tuple[bytes, dict[str, Setting]]:
        """Return the body of a request, and its parameters."""
        parameters = self._talk.parameters(request)
        return orjson.dumps({"model": self._model, "messages": messages_of(request), **parameters}), parameters

    def read(self, came: HttpReply, parameters: dict[str, Setting]) -> ChatReply | None:
        """Return the reply, None where it should be asked for with other parameters. Raises as `complete` does."""
        if came.status == 200:
            return self._talk.read(came.body)
        self._talk.learn(refusal_in(came.status, came.body, wait_in(came.headers)), parameters)
        return None

    def sentence(self, failure: HttpFailure) -> DeixisError:
        """Say what went wrong on the way."""
        match failure:
            case TooLate():
                return self._talk.late(self._timeout)
            case Unreachable():
                return self._talk.unreached()
            case TooLong():
                return self._talk.too_long()
            case _:
                return self._talk.broken()


class _LocalLane:
    """See chats.Lane."""

    def __init__(self, words: _Words, posts: HttpLane) -> None:
        self._words = words
        self._posts = posts
        self._parameters: dict[str, dict[str, Setting]] = {}

    @property
    def is_free(self) -> bool:
        return self._posts.is_free

    @property
    def due(self) -> float | None:
        return self._posts.due

    def fileno(self) -> int:
        return self._posts.fileno()

    async def connect(self) -> None:
        try:
            await self._posts.connect()
        except HttpFailure as failure:
            raise self._words.sentence(failure) from None

    def ask(self, key: str, request: ChatRequest) -> None:
        body, self._parameters[key] = self._words.written(request)
        self._posts.post(key, body)

    def answered(self) -> list[Answered]:
        return [(key, self._outcome(came, self._parameters.pop(key))) for key, came in self._posts.over()]

    def close(self) -> None:
        self._posts.close()

    def _outcome(self, came: HttpReply | HttpFailure, parameters: dict[str, Setting]) -> ChatReply | Exception | None:
        if isinstance(came, HttpFailure):
            return None if isinstance(came, NotRead) else self._words.sentence(came)
        try:
            return self._words.read(came, parameters)
        except Exception as error:  # whoever asked says what comes of it, as of one that `complete` raises
            return error
