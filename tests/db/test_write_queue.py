import subprocess
import sys
import threading
from pathlib import Path

import pytest

from db.write_queue import SharedWriteQueue, WriteQueue

ROOT = Path(__file__).parents[2]

# Is in until it is told to leave, and wants to be in again at once.
IN_AND_IN_AGAIN = """
import sys
from pathlib import Path
from db.write_queue import SharedWriteQueue
queue = SharedWriteQueue(Path(sys.argv[1]))
with queue:
    print("in", flush=True)
    sys.stdin.readline()
with queue, open(sys.argv[2], "a") as book:
    book.write("first ")
"""

# Ends when somebody else stands in the door.
SEE_THE_DOOR_TAKEN = """
import fcntl, sys
file = open(sys.argv[1], "r+")
while True:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 0)
    except OSError:
        break
    fcntl.lockf(file, fcntl.LOCK_UN, 1, 0)
"""


def waiting(queue: WriteQueue, order: list[int], number: int) -> threading.Thread:
    """Start a thread that enters and leaves; return once it stands in line."""

    def enter() -> None:
        with queue:
            order.append(number)

    before = len(queue._waiting)
    thread = threading.Thread(target=enter)
    thread.start()
    while len(queue._waiting) == before:
        thread.join(0.001)
    return thread


def test_a_place_goes_to_whoever_has_waited_longest() -> None:
    queue, order = WriteQueue(), []

    with queue:
        threads = [waiting(queue, order, number) for number in range(8)]
        assert order == []
    for thread in threads:
        thread.join()

    assert order == list(range(8))


def test_there_is_room_for_as_many_as_there_are_places() -> None:
    queue, order = WriteQueue(2), []

    with queue:
        with queue:
            late = waiting(queue, order, 1)
            assert order == []
        late.join()
        assert order == [1]


def test_an_error_inside_gives_the_place_back() -> None:
    queue = WriteQueue()

    with pytest.raises(ZeroDivisionError), queue:
        raise ZeroDivisionError

    with queue:
        pass


def test_a_turn_that_is_given_up_is_nobodys(tmp_path: Path) -> None:
    queue, turn = WriteQueue(), threading.Lock()

    with queue:
        queue._waiting.append(turn)
        queue._give_up(turn)  # before it came
    queue.__enter__()
    queue._give_up(turn)  # after it came

    with queue:
        assert not queue._waiting


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no locks on parts of a file")
def test_a_process_that_leaves_lets_the_one_that_waits_go_before_it_enters_again(tmp_path: Path) -> None:
    file, book = tmp_path / "turns", tmp_path / "book"
    words = [sys.executable, "-c", IN_AND_IN_AGAIN, str(file), str(book)]
    first = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    assert first.stdout.readline() == "in\n"
    queue = SharedWriteQueue(file)

    def enter() -> None:
        with queue, book.open("a") as page:
            page.write("second ")

    second = threading.Thread(target=enter)
    second.start()
    subprocess.run([sys.executable, "-c", SEE_THE_DOOR_TAKEN, str(file)], check=True, timeout=60)
    first.communicate("leave\n", timeout=60)
    second.join()
    queue.close()

    assert book.read_text() == "second first "


def test_where_the_file_cannot_be_made_nobody_is_kept_out(tmp_path: Path) -> None:
    queue = SharedWriteQueue(tmp_path / "no folder" / "turns")

    with queue:
        pass
    with queue:
        pass
    queue.close()
