"""How fast a pool of callers may go: all wait when the server asks one of them to, and fewer go on at once then.

The number of calls under way halves when the server says that it is asked too often, and grows by one with each round
that it takes well, as senders on a shared line do (additive increase, multiplicative decrease, Jacobson 1988).
"""

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable
from typing import NamedTuple

Sleep = Callable[[float], Awaitable[object]]


class Tries(NamedTuple):
    """How often a call is made and how long is waited in between, in seconds.

    `first_wait` doubles with every try up to `longest_wait`. `call_seconds` bounds a call of a model without a limit of
    its own. After `in_a_row` calls that failed for good, and none that succeeded, the fault is not in the calls.
    """

    attempts: int = 6
    first_wait: float = 0.5
    longest_wait: float = 30.0
    call_seconds: float = 600.0
    in_a_row: int = 20

    def wait(self, attempt: int, draw: random.Random) -> float:
        """Return how long to wait after so many tries, between half and all of what has doubled."""
        return min(self.first_wait * 2.0 ** (attempt - 1), self.longest_wait) * draw.uniform(0.5, 1.0)


class Pace:
    """The door that every call goes through."""

    def __init__(self, most: int, *, clock: Callable[[], float], sleep: Sleep, draw: random.Random) -> None:
        self._most = most
        self._room = float(most)
        self._clock = clock
        self._sleep = sleep
        self._draw = draw
        self._under_way = 0
        self._closed_until = 0.0
        self._halved = 0.0
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def room(self) -> int:
        """How many calls may be under way."""
        return int(self._room)

    def enter_at_once(self) -> float | None:
        """Return when that was, None where there is something to wait for: see `enter`."""
        now = self._clock()
        if self._waiting or self._under_way >= self.room or now < self._closed_until:
            return None
        self._under_way += 1
        return now

    async def enter(self) -> float:
        """Wait for room and for the end of a pause, and return when that was. Who comes first goes first."""
        if self._waiting or self._under_way >= self.room:
            turn = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            await turn
        else:
            self._under_way += 1
        while (now := self._clock()) < self._closed_until:
            # Not all at the same moment: that would be what the server complained of.
            await self._sleep((self._closed_until - now) * self._draw.uniform(1.0, 1.1))
        return now

    def leave(self) -> None:
        """A call has ended."""
        self._under_way -= 1
        self._wake()

    def went_well(self) -> None:
        """The server took a call: there may be room for more."""
        if self._room < self._most:
            self._room = min(self._room + 1 / self._room, self._most)

    def asked_to_wait(self, seconds: float, began: float) -> None:
        """The server refused a call that `began` then, and wants none for so many seconds."""
        now = self._clock()
        self._closed_until = max(self._closed_until, now + seconds)
        # Calls that had begun before are refused as well; they tell nothing new.
        if began >= self._halved:
            self._room = max(self._room / 2, 1.0)
            self._halved = now

    def _wake(self) -> None:
        """Hand places over to those who have waited longest."""
        while self._waiting and self._under_way < self.room:
            turn = self._waiting.popleft()
            if not turn.done():
                self._under_way += 1
                turn.set_result(None)
