"""Make replies durable together: whoever comes while the disk is busy shares the next commit."""

import asyncio
from collections.abc import Callable, Sequence

from training.corpus.journal.journal import Done, Journal


class GroupCommit:
    """The way into one stage of a journal for many tasks of an event loop, which goes on meanwhile.

    `spent` is asked for what goes into a commit besides its rows; `kept` is told what is durable.
    """

    def __init__(
        self,
        journal: Journal,
        stage: str,
        *,
        spent: Callable[[], dict[str, int]],
        kept: Callable[[Sequence[Done]], object],
    ) -> None:
        self._journal = journal
        self._stage = stage
        self._spent = spent
        self._kept = kept
        self._rows: list[Done] = []
        self._waiting: list[asyncio.Future[None]] = []
        self._task: asyncio.Task[None] | None = None

    async def keep(self, rows: Sequence[Done]) -> None:
        """Return when the rows are durable. They become so even if the caller is cancelled while it waits."""
        durable = asyncio.get_running_loop().create_future()
        self._rows.extend(rows)
        self._waiting.append(durable)
        if self._task is None:
            self._task = asyncio.create_task(self._commit())
        await durable

    async def finish(self) -> None:
        """Return when everything is durable, what was spent for nothing included."""
        while self._task is not None:
            await asyncio.shield(self._task)
        if spent := self._spent():
            await asyncio.to_thread(self._journal.keep, self._stage, (), spent=spent)

    async def _commit(self) -> None:
        try:
            while self._rows:
                rows, self._rows = self._rows, []
                waiting, self._waiting = self._waiting, []
                await self._write(rows, waiting)
        finally:
            self._task = None

    async def _write(self, rows: list[Done], waiting: list[asyncio.Future[None]]) -> None:
        try:
            await asyncio.to_thread(self._journal.keep, self._stage, rows, spent=self._spent())
        except Exception as error:
            for durable in waiting:
                if not durable.done():
                    durable.set_exception(error)
            return
        self._kept(rows)
        for durable in waiting:
            if not durable.done():
                durable.set_result(None)
