import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import text

from db.engine import database_url, open_engine
from db.image_files import ImageFiles
from db.keeping import drop_pictures, keep_picture
from db.store import Store, open_store
from tests.db.examples import answer, content, image, question

ROOT = Path(__file__).parents[2]

OPEN_AND_SAVE = """
import sys
from db.store import open_store
from tests.db.examples import image
print("ready", flush=True)
sys.stdin.readline()
with open_store(sys.argv[1]) as store:
    store.save_image(image(int(sys.argv[2])), owner="ann")
"""

ADD_TURNS = """
import sys
from db.store import open_store
from tests.db.examples import answer, question
store = open_store(sys.argv[1])
while True:
    turn = store.add_turn(sys.argv[2], question(), owner="ann")
    store.save_answer(turn.id, answer(), owner="ann")
    print(turn.id, flush=True)
"""


def start(program: str, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", program, *words], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def at_once(*actions: Callable[[], object]) -> None:
    """Run the actions in threads that begin together; raise what any of them raised."""
    barrier = threading.Barrier(len(actions))

    def begin(action: Callable[[], object]) -> None:
        barrier.wait(timeout=30)
        action()

    with ThreadPoolExecutor(len(actions)) as threads:
        for done in [threads.submit(begin, action) for action in actions]:
            done.result()


def test_eight_threads_add_to_one_conversation_and_nothing_is_lost(store: Store, address: str) -> None:
    store.save_image(image(), owner="ann")
    started = store.start_conversation("ann", image().id)
    stored: list[str] = []

    def ask() -> None:
        for _ in range(10):
            turn = store.add_turn(started.id, question(), owner="ann")
            store.save_answer(turn.id, answer(), owner="ann")
            stored.append(turn.id)

    at_once(*[ask] * 8)

    turns = store.conversation(started.id, owner="ann").turns
    assert sorted(turn.id for turn in turns) == sorted(stored)
    assert all(turn.answers == (answer(),) for turn in turns)
    assert positions(address) == list(range(80))


def test_two_stores_on_one_database_do_not_lock_each_other_out(store: Store, address: str) -> None:
    # Two stores stand for two processes: they share no lock but the database's own.
    store.save_image(image(), owner="ann")
    started = store.start_conversation("ann", image().id)

    def ask(asking: Store) -> None:
        for _ in range(20):
            asking.add_turn(started.id, question(), owner="ann")

    with open_store(address) as other:
        at_once(lambda: ask(store), lambda: ask(other), lambda: ask(store), lambda: ask(other))

    assert positions(address) == list(range(80))


def positions(address: str) -> list[int]:
    engine = open_engine(database_url(address), pooled=False)
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT position FROM turns ORDER BY position")).scalars())


def test_processes_that_open_a_new_database_at_once_migrate_it_once(address: str) -> None:
    processes = [start(OPEN_AND_SAVE, address, str(number)) for number in range(3)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"

    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    endings = [process.communicate(timeout=60) and process.returncode for process in processes]

    assert endings == [0, 0, 0]
    with open_store(address) as store:
        assert [store.image(image(number).id, owner="ann") for number in range(3)] == [image(n) for n in range(3)]


def test_what_was_acknowledged_survives_a_killed_writer(store: Store, address: str) -> None:
    store.save_image(image(), owner="ann")
    started = store.start_conversation("ann", image().id)
    acknowledged: list[str] = []

    for lines in (1, 7, 20):
        with start(ADD_TURNS, address, started.id) as writer:
            assert writer.stdout is not None
            acknowledged += [writer.stdout.readline().strip() for _ in range(lines)]
            writer.send_signal(signal.SIGKILL)
            rest = writer.stdout.read()  # not communicate, which forgets what readline had read ahead
        acknowledged += [line for line in rest.splitlines() if len(line) == 32]

    with open_store(address) as reopened:
        turns = {turn.id: turn for turn in reopened.conversation(started.id, owner="ann").turns}
    assert set(acknowledged) <= set(turns)
    assert all(turns[turn_id].answers == (answer(),) for turn_id in acknowledged)
    # A turn may be durable and the writer dead before it could say so: at most one for each kill.
    assert len(turns) <= len(acknowledged) + 3


def test_a_picture_saved_again_while_it_is_deleted_keeps_its_row_and_its_files(store: Store, files: ImageFiles) -> None:
    for number in range(15):
        record, original = image(number), content(number)
        keep_picture(store, files, record, original=original, display=b"jpeg", owner="ann")
        anns = store.start_conversation("ann", record.id)

        def delete(conversation: str = anns.id) -> None:
            drop_pictures(store, files, store.delete_conversation(conversation, owner="ann"))

        def save(record=record, original=original) -> None:
            keep_picture(store, files, record, original=original, display=b"jpeg", owner="bob")

        at_once(delete, save)

        assert store.image(record.id, owner="bob") == record
        assert files.original(record.id).read_bytes() == original
        assert files.display(record.id).read_bytes() == b"jpeg"
