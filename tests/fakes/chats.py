"""Chat models whose replies and failures a test decides, and a clock that goes on only when somebody sleeps."""

import asyncio
from collections import Counter
from collections.abc import Callable

from models.corpus import ChatReply, ChatRequest, Message

Say = Callable[[str, int], str]  # from what was asked and how often, to what is replied; may raise


def asks(text: str, **more: object) -> ChatRequest:
    """Return a request with one message."""
    return ChatRequest.model_validate({"messages": (Message(speaker="user", text=text),), **more})


class ScriptedChat:
    """A chat model that remembers what it was asked, and how many calls were under way at once."""

    name = "fake:chat"

    def __init__(self, say: Say = lambda text, _time: f"re: {text}", *, tokens: tuple[int, int] = (7, 3)) -> None:
        self._say = say
        self._tokens = tokens
        self.asked: Counter[str] = Counter()
        self.at_once = self.most_at_once = 0
        self.disconnected = False

    async def complete(self, request: ChatRequest) -> ChatReply:
        """Reply after the other tasks had their turn."""
        text = request.messages[0].text
        self.asked[text] += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(0)
            said = self._say(text, self.asked[text])
        finally:
            self.at_once -= 1
        prompt, reply = self._tokens
        return ChatReply(text=said, model=self.name, prompt_tokens=prompt, reply_tokens=reply)

    async def disconnect(self) -> None:
        """Remember that nobody needs it any more."""
        self.disconnected = True


class Clock:
    """Time that passes only while somebody sleeps; a clock and a sleep to pass in."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let the time pass for all."""
        until = self.now + seconds
        self.slept.append(seconds)
        await asyncio.sleep(0)
        self.now = max(self.now, until)
