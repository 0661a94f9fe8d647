"""What is acknowledged is on the disk: the server's own system calls say so, and the reader of them is not gullible."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.benchmarks.rater import Rater, submission_of
from tests.benchmarks.rating_rounds import Seat, enrol, prepare
from tests.benchmarks.serving import routes, served
from tests.benchmarks.sync_trace import traced, unsynced, why_not

RATERS, SCREENS = 4, 3
ASKED = '7 recvfrom(12<socket:[5]>, "POST /api/rate/submit ... \\"id\\": \\"one\\"", 4096, 0, NULL, NULL) = 700'
WROTE = '9 pwrite64(4</d/db-wal>, "\\r\\16 one", 4096, 56) = 4096'
SYNCED = "9 fdatasync(4</d/db-wal>) = 0"
REPLIED = '7 sendto(12<socket:[5]>, "HTTP/1.1 200 OK\\r\\n", 150, 0, NULL, 0) = 150'


def test_every_submission_is_synced_before_its_reply(tmp_path: Path) -> None:
    if reason := why_not():
        pytest.skip(reason)
    database, trace = str(tmp_path / "deixis.sqlite3"), tmp_path / "trace"
    prepare(database, RATERS * SCREENS, round_id="traced")
    seats = enrol(database, RATERS)

    with (
        served(traced(routes(tmp_path, database), trace), log=tmp_path / "log") as server,
        ThreadPoolExecutor(RATERS) as threads,
    ):
        ids = [name for names in threads.map(lambda seat: judge(server.address, seat), seats) for name in names]

    calls = trace.read_text("utf-8", "replace")
    assert len(ids) == RATERS * SCREENS
    assert unsynced(calls, ids) == []
    without = "\n".join(line for line in calls.splitlines() if "fdatasync" not in line)
    assert unsynced(without, ids) == [f"{name} was answered before it was synced" for name in ids]


def judge(address: str, seat: Seat) -> list[str]:
    names = []
    with closing(Rater(address, seat.token)) as rater:
        while screen := rater.next("traced"):
            said = submission_of(screen)
            rater.submit(said)
            names.append(said["id"])
    return names


@pytest.mark.parametrize(
    "lines",
    [
        (ASKED, WROTE, SYNCED, REPLIED),
        (ASKED, WROTE, "9 fdatasync(4</d/db-wal> <unfinished ...>", "9 <... fdatasync resumed>) = 0", REPLIED),
        (
            "7 recvfrom(12<socket:[5]>,  <unfinished ...>",
            '8 sendto(10<socket:[1]>, "\\0", 1, 0, NULL, 0) = 1',
            '7 <... recvfrom resumed>"POST one", 4096, 0, NULL, NULL) = 700',
            WROTE,
            SYNCED,
            "9 +++ exited with 0 +++",
            REPLIED,
        ),
    ],
)
def test_a_trace_in_order_is_believed(lines: tuple[str, ...]) -> None:
    assert unsynced("\n".join(lines), ["one"]) == []


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ((WROTE, SYNCED, REPLIED), "never came in"),
        ((ASKED, WROTE, SYNCED), "was not answered"),
        ((ASKED, WROTE, SYNCED, REPLIED.replace("200 OK", "503 No")), "was not answered"),
        ((ASKED, WROTE, SYNCED, REPLIED.replace("[5]", "[6]")), "was not answered"),
        ((ASKED, REPLIED, WROTE, SYNCED), "was answered before it was written"),
        ((ASKED, WROTE.replace("-wal", "-shm"), SYNCED, REPLIED), "was answered before it was written"),
        ((ASKED, WROTE.replace("one", "two"), SYNCED, REPLIED), "was answered before it was written"),
        ((ASKED, WROTE, REPLIED, SYNCED), "was answered before it was synced"),
        ((ASKED, SYNCED, WROTE, REPLIED), "was answered before it was synced"),
        ((ASKED, WROTE, SYNCED.replace("9 ", "8 "), REPLIED), "was answered before it was synced"),
        ((ASKED, WROTE, SYNCED.replace("db-wal", "other-wal"), REPLIED), "was answered before it was synced"),
        ((ASKED, WROTE, SYNCED.replace("= 0", "= -1 EIO"), REPLIED), "was answered before it was synced"),
        (
            (ASKED, WROTE, "9 fdatasync(4</d/db-wal> <unfinished ...>", REPLIED, "9 <... fdatasync resumed>) = 0"),
            "was answered before it was synced",
        ),
    ],
)
def test_a_trace_out_of_order_is_not_believed(lines: tuple[str, ...], problem: str) -> None:
    assert unsynced("\n".join(lines), ["one"]) == [f"one {problem}"]
