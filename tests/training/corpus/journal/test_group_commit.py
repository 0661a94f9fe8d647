"""Many tasks share a commit, none goes on before its rows are durable, and nobody waits for those who cannot come."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from training.corpus.journal.group_commit import GroupCommit
from training.corpus.journal.journal import Done, Journal


class Counted(Journal):
    """A journal that remembers how many rows each commit had."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.commits: list[int] = []

    def keep(
        self, stage: str, rows: Sequence[Done], *, spent: Mapping[str, int] | None = None, aside: bool = False
    ) -> None:
        super().keep(stage, rows, spent=spent, aside=aside)
        self.commits.append(len(rows))


def keep(path: Path, *, rows: int, tasks: int, gather: float) -> list[int]:
    """Keep so many rows, each by a task of its own and a little after the other; return how many each commit had."""

    async def work(commits: GroupCommit, number: int) -> None:
        for _ in range(number):
            await asyncio.sleep(0)
        await commits.keep([Done(str(number), "ok", value="1")])
        assert journal.known("generate", [str(number)]), "it went on before its row was durable"

    async def work_all() -> None:
        commits = GroupCommit(journal, "generate", tasks=tasks, gather=gather, spent=dict, kept=list)
        await asyncio.gather(*(work(commits, number) for number in range(rows)))
        await commits.finish()

    with Counted(path / "journal.sqlite3") as journal:
        asyncio.run(asyncio.wait_for(work_all(), 20.0))
        return journal.commits


@pytest.mark.parametrize("tasks", [1, 5])
def test_a_commit_waits_for_all_who_may_come_and_no_longer(tmp_path: Path, tasks: int) -> None:
    assert keep(tmp_path, rows=tasks, tasks=tasks, gather=1000.0) == [tasks]


def test_a_commit_waits_a_moment_only_for_those_who_do_not_come(tmp_path: Path) -> None:
    assert sum(keep(tmp_path, rows=5, tasks=9, gather=0.001)) == 5


def test_who_keeps_rows_now_has_them_counted_and_durable_at_once(tmp_path: Path) -> None:
    rows = [Done(str(number), "ok", value="1") for number in range(70)]
    told: list[Done] = []

    with Counted(tmp_path / "journal.sqlite3") as journal:
        commits = GroupCommit(journal, "generate", tasks=1, spent=lambda: {"prompt": 9}, kept=told.extend)
        commits.keep_now(rows)

        assert list(journal.read("generate")) == sorted(rows)
        assert (journal.commits, journal.spent("generate"), told) == ([70], {"prompt": 9}, rows)
