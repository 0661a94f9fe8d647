"""Complete chats with the official openai client: OpenAI itself and every endpoint that speaks its language."""

import asyncio

import httpx2
import openai

from models.base import ChatModel
from models.chat_completions import MAX_BYTES, Talk, messages_of, refusal_in
from models.chats import PerLoop
from models.corpus import ChatReply, ChatRequest
from models.endpoint_errors import Refusal, wait_in
from models.endpoints import Endpoint, check_endpoint, check_key
from models.errors import DeixisError
from models.registry import ModelOptions


def connect_openai_chat(model: str, options: ModelOptions) -> ChatModel:
    """Prepare to ask `model`; nothing is sent yet. Raises ModelUnavailable for a base URL or key that cannot work."""
    name = f"openai:{model}"
    endpoint = check_endpoint(options.base_url, name)
    key = check_key(options.api_key.get_secret_value(), endpoint, name)
    return OpenAIChat(model, endpoint, key, timeout=options.timeout)


class OpenAIChat:
    """A chat model behind an endpoint; see base.ChatModel. `timeout` is for a whole call, in seconds."""

    def __init__(self, model: str, endpoint: Endpoint, key: str, *, timeout: float) -> None:
        self.name = f"openai:{model}"
        self._model = model
        self._endpoint = endpoint
        self._key = key
        self.timeout = timeout
        self._talk = Talk(self.name, endpoint.host, key)
        self._clients = PerLoop(self._connect, openai.AsyncOpenAI.close)

    async def complete(self, request: ChatRequest) -> ChatReply:
        """Return the whole reply; see base.ChatModel."""
        messages = messages_of(request)
        while True:
            parameters = self._talk.parameters(request)
            try:
                async with asyncio.timeout(self.timeout):
                    body = await self._post({"messages": messages, **parameters})
                return self._talk.read(body)
            except openai.APIStatusError as error:
                refusal = _refusal(error)
            except (openai.OpenAIError, httpx2.HTTPError, TimeoutError) as error:
                # `from None`: the client's error may quote the key, and would be logged with ours.
                raise self._explain(error) from None
            self._talk.learn(refusal, parameters)

    async def disconnect(self) -> None:
        """Let go of this event loop's connections."""
        await self._clients.close()

    async def _post(self, request: dict[str, object]) -> bytes:
        """Return the body of the reply, read here, because the client would take one of any length."""
        sending = self._clients.get().chat.completions.with_streaming_response
        async with sending.create(model=self._model, **request) as response:  # type: ignore[call-overload]  # a checked dict
            body = b""
            async for piece in response.iter_bytes():
                body += piece
                if len(body) > MAX_BYTES:
                    raise self._talk.too_long()
            return body

    def _explain(self, error: Exception) -> DeixisError:
        if isinstance(error, TimeoutError | openai.APITimeoutError | httpx2.TimeoutException):
            return self._talk.late(self.timeout)
        if isinstance(error.__cause__, httpx2.ConnectError):
            return self._talk.unreached()
        return self._talk.broken()

    def _connect(self) -> openai.AsyncOpenAI:
        # Tries again, and how many calls there are at once, are decided by whoever calls. A proxy from the environment
        # cannot reach this machine's own servers.
        unlimited = httpx2.Limits(max_connections=None, max_keepalive_connections=None)
        client = openai.DefaultAsyncHttpxClient(
            trust_env=not self._endpoint.local, limits=unlimited, follow_redirects=False
        )
        return openai.AsyncOpenAI(
            api_key=self._key or "none",
            base_url=self._endpoint.url,
            timeout=self.timeout,
            max_retries=0,
            http_client=client,
        )


def _refusal(error: openai.APIStatusError) -> Refusal:
    """Read the endpoint's own words; the client keeps only those that are in OpenAI's form."""
    return refusal_in(error.status_code, error.response.content, wait_in(error.response.headers))
