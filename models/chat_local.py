"""The fast way to a chat server on this machine or beside it, such as vLLM, llama.cpp or Ollama.

It does what `models/chat_openai.py` does, with a fraction of the work for each call: a server that caches or batches
well answers more often than the openai client can ask.
"""

import orjson

from models.base import ChatModel
from models.chat_completions import MAX_BYTES, Talk, messages_of, refusal_in
from models.chats import PerLoop
from models.corpus import ChatReply, ChatRequest
from models.endpoint_errors import wait_in
from models.endpoints import LOCAL_URL, Endpoint, check_endpoint, check_key
from models.http_posts import BrokenOff, HttpPosts, TooLate, TooLong, Unreachable
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
        self._model = model
        self._talk = Talk(self.name, endpoint.host, key)
        headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {key}"} if key else {})
        url = f"{endpoint.url}/chat/completions"
        self._posts = PerLoop(lambda: HttpPosts(url, headers, most_bytes=MAX_BYTES, seconds=timeout), HttpPosts.close)

    async def complete(self, request: ChatRequest) -> ChatReply:
        """Return the whole reply; see base.ChatModel."""
        messages = messages_of(request)
        while True:
            parameters = self._talk.parameters(request)
            asked = orjson.dumps({"model": self._model, "messages": messages, **parameters})
            try:
                reply = await self._posts.get().post(asked)
            except TooLate:
                raise self._talk.late(self.timeout) from None
            except Unreachable:
                raise self._talk.unreached() from None
            except BrokenOff:
                raise self._talk.broken() from None
            except TooLong:
                raise self._talk.too_long() from None
            if reply.status == 200:
                return self._talk.read(reply.body)
            self._talk.learn(refusal_in(reply.status, reply.body, wait_in(reply.headers)), parameters)

    async def disconnect(self) -> None:
        """Let go of this event loop's connections."""
        await self._posts.close()
