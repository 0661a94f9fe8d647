"""Make replies durable together: whoever comes while the disk is busy shares the next commit."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence

from training.corpus.journal.journal import Done, Journal

GATHER = 0.003  # seconds that a commit waits for company: on a quick disk most would have a row or two else


class GroupCommit:
    """The way into one stage of a journal for many tasks of an event loop, which goes on meanwhile.

    `spent` is asked for what goes into a commit besides its rows; `kept` is told what is durable. A commit waits
    `gather` seconds for more rows, unless all `tasks` that there are wait for it.
    """

    def __init__(
        self,
        journal: Journal,
        stage: str,
        *,
        tasks: int,
        gather: float = GATHER,
        spent: Callable[[], dict[str, int]],
        kept: Callable[[Sequence[Done]], object],
    ) -> None:
        self._journal = journal
        self._stage = stage
        self._tasks = tasks
        self._gather_seconds = gather
        self._spent = spent
        self._kept = kept
        self._rows: list[Done] = []
        self._waiting: list[asyncio.Future[None]] = []
        self._task: asyncio.Task[None] | None = None
        self._all_wait = asyncio.Event()

    async def keep(self, rows: Sequence[Done]) -> None:
        """Return when the rows are durable. They become so even if the caller is cancelled while it waits."""
        durable = asyncio.get_running_loop().create_future()
        self._rows.extend(rows)
        self._waiting.append(durable)
        if len(self._waiting) >= self._tasks:
            self._all_wait.set()
        if self._task is None:
            self._task = asyncio.create_task(self._commit())
        await durable

    def keep_now(self, rows: Sequence[Done]) -> None:
        """Make the rows durable while the loop waits; for who has many, and nothing to do before they are."""
        self._journal.keep(self._stage, rows, spent=self._spent())
        self._kept(rows)

    async def finish(self) -> None:
        """Return when everything is durable, what was spent for nothing included."""
        while self._task is not None:
            await asyncio.shield(self._task)
        if spent := self._spent():
            await asyncio.to_thread(self._journal.keep, self._stage, (), spent=spent)

    async def _commit(self) -> None:
        try:
            while self._rows:
                await self._gather()
                rows, self._rows = self._rows, []
                waiting, self._waiting = self._waiting, []
                await self._write(rows, waiting)
        finally:
            self._task = None

    async def _gather(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._gather_seconds):
                await self._all_wait.wait()
        self._all_wait.clear()

    async def _write(self, rows: list[Done], waiting: list[asyncio.Future[None]]) -> None:
        try:
            await asyncio.to_thread(self._journal.keep, self._stage, rows, spent=self._spent(), aside=True)
        except Exception as error:
            for durable in waiting:
                if not durable.done():
                    durable.set_exception(error)
            return
        self._kept(rows)
        for durable in waiting:
            if not durable.done():
                durable.set_result(None)
