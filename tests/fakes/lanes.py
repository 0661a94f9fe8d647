"""A chat model with a lane whose answers a test decides; what goes the other way is a scripted chat."""

import socket
from collections.abc import Callable

from models.chats import Answered
from models.corpus import ChatReply, ChatRequest
from models.errors import DeixisError
from tests.fakes.chats import Say, ScriptedChat

Answer = Callable[[str], ChatReply | Exception | None]


def answers(text: str) -> ChatReply:
    """Reply to a text as a lane does."""
    return ChatReply(text=f"lane: {text}", model="fake:chat", prompt_tokens=7, reply_tokens=3)


class ScriptedLane:
    """A lane that answers when it is asked for answers, the request that came last first.

    `asking` is told of each request; `unreachable` is what connecting raises.
    """

    due = None

    def __init__(self, answer: Answer, asking: Callable[[str], object], unreachable: DeixisError | None) -> None:
        self._answer = answer
        self._asking = asking
        self._unreachable = unreachable
        self._asked: list[tuple[str, str]] = []
        self._free = 0
        self._here, self._there = socket.socketpair()
        self.connections = 0
        self.closed = False

    @property
    def is_free(self) -> bool:
        return self._free > 0

    def fileno(self) -> int:
        return self._here.fileno()

    async def connect(self) -> None:
        if self._unreachable is not None:
            raise self._unreachable
        self.connections += 1
        self._free += 1

    def ask(self, key: str, request: ChatRequest) -> None:
        assert self.is_free, "there is no connection for it"
        self._free -= 1
        text = request.messages[0].text
        self._asking(text)
        self._asked.append((key, text))
        self._there.send(b"x")

    def answered(self) -> list[Answered]:
        asked, self._asked = self._asked[::-1], []
        self._free += len(asked)
        if asked:
            self._here.recv(len(asked))
        return [(key, self._answer(text)) for key, text in asked]

    def close(self) -> None:
        self._here.close()
        self._there.close()
        self.closed = True


class LanedChat(ScriptedChat):
    """`answer` says what the lane answers to a text, `say` what is replied to a call that goes the other way."""

    timeout = 60.0

    def __init__(
        self,
        answer: Answer = answers,
        say: Say = lambda text, _time: f"re: {text}",
        *,
        asking: Callable[[str], object] = str,
        unreachable: DeixisError | None = None,
    ) -> None:
        super().__init__(say)
        self._make = lambda: ScriptedLane(answer, asking, unreachable)
        self.laid: ScriptedLane | None = None

    def lane(self) -> ScriptedLane:
        """Lay the lane; it is left to look at in `laid`."""
        self.laid = self._make()
        return self.laid
