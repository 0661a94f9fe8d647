"""What chat models over a network have in common: connections that belong to one event loop and must be let go."""

import asyncio
import weakref
from collections.abc import Awaitable, Callable
from typing import Generic, Protocol, TypeVar, runtime_checkable

from models.base import ChatModel
from models.corpus import ChatReply, ChatRequest

Client = TypeVar("Client")


@runtime_checkable
class Connected(Protocol):
    """A chat model that holds connections."""

    async def disconnect(self) -> None:
        """Let go of this event loop's connections; the next call makes new ones."""
        ...


@runtime_checkable
class Bounded(Protocol):
    """A chat model that ends every call by itself, after so many seconds at the latest."""

    timeout: float


Answered = tuple[str, ChatReply | Exception | None]


class Lane(Protocol):
    """A way to ask a chat model many things at a time without a task for each; it belongs to one event loop.

    A request goes by its `key` until it is answered. `fileno` can be waited for until something is, `due` says until
    when at most by the clock of the event loop.
    """

    @property
    def is_free(self) -> bool:
        """Whether a connection is there for a request."""
        ...

    @property
    def due(self) -> float | None: ...

    def fileno(self) -> int: ...

    async def connect(self) -> None:
        """Make one more connection. Raises what `complete` raises where that cannot be."""
        ...

    def ask(self, key: str, request: ChatRequest) -> None:
        """Send a request; a connection must be free."""
        ...

    def answered(self) -> list[Answered]:
        """Return what was answered since this was called last: the reply, or what `complete` would raise.

        None stands for a request that was not heard, or is to be put in other words: it should be asked again.
        """
        ...

    def close(self) -> None:
        """Close the connections; what is under way is given up."""
        ...


@runtime_checkable
class Laned(Protocol):
    """A chat model that may have a lane."""

    def lane(self) -> Lane | None:
        """Return a new one, None where there can be none."""
        ...


async def disconnect(model: ChatModel) -> None:
    """Let go of the connections that a model may hold."""
    if isinstance(model, Connected):
        await model.disconnect()


def complete_now(model: ChatModel, request: ChatRequest) -> ChatReply:
    """Complete one chat and wait for it, where no event loop runs. Raises what the model raises."""

    async def complete() -> ChatReply:
        try:
            return await model.complete(request)
        finally:
            await disconnect(model)

    return asyncio.run(complete())


class PerLoop(Generic[Client]):
    """A client for every event loop that asks for one: those of asyncio work in the loop they were made in only."""

    def __init__(self, make: Callable[[], Client], close: Callable[[Client], Awaitable[None]]) -> None:
        self._make = make
        self._close = close
        self._clients: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Client] = weakref.WeakKeyDictionary()

    def get(self) -> Client:
        """Return the running loop's client."""
        loop = asyncio.get_running_loop()
        client = self._clients.get(loop)
        if client is None:
            client = self._clients[loop] = self._make()
        return client

    async def close(self) -> None:
        """Close the running loop's client, if there is one."""
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await self._close(client)
