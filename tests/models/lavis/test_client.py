"""A model in a process of its own: asked in lines, begun again after it died, gone with who asks."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from models.errors import AnswerFailed, ModelUnavailable
from models.lavis.client import STOPPED, Worker
from tests.models.lavis.conftest import FakeLavis

SAYS = {"model": "fake/says", "checkpoint": "", "device": "cpu", "pieces": 128}


class Leaves(threading.Event):
    """A reader who leaves while the reply is being made: after having been asked twice."""

    def __init__(self) -> None:
        super().__init__()
        self._looks = 0

    def is_set(self) -> bool:
        self._looks += 1
        return self._looks > 2


def say(word: str) -> dict[str, object]:
    return {"do": "say", "prompt": word}


@pytest.fixture
def worker(lavis: FakeLavis) -> Worker:
    return Worker("lavis:fake/says", lavis.command, SAYS)


def test_replies_are_told_apart_from_what_the_library_prints(worker: Worker) -> None:
    assert worker.about == {"id": 1, "model": "fake/says", "side": 32, "device": "cpu", "does": ["say"]}
    assert worker.ask(say("why"))["text"] == "[0] fell"


def test_those_who_ask_at_once_are_served_one_after_the_other(worker: Worker, lavis: FakeLavis) -> None:
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(worker.ask, [say(f"question {number}") for number in range(12)]))

    assert [reply["text"] for reply in replies] == ["[0] fell"] * 12
    assert [request["id"] for request in lavis.asked()] == list(range(1, 14))


def test_what_fails_is_one_sentence_and_the_process_lives_on(worker: Worker) -> None:
    before = worker.process_id

    with pytest.raises(AnswerFailed) as failure:
        worker.ask(say("please fail"))

    assert str(failure.value) == "lavis:fake/says: ValueError: the words are too strange"
    assert worker.ask(say("why"))["text"] == "[0] fell"
    assert worker.process_id == before


def test_a_process_that_dies_is_told_with_its_last_words_and_begun_anew(worker: Worker, lavis: FakeLavis) -> None:
    before = worker.process_id

    with pytest.raises(AnswerFailed) as failure:
        worker.ask(say("please die"))

    assert str(failure.value) == (
        "lavis:fake/says: LAVIS's process ended with status 3; it last said: "
        '"TerribleError: the weights are on fire". Ask again to have it begun anew.'
    )
    assert worker.process_id is None
    assert worker.ask(say("why"))["text"] == "[0] fell"
    assert worker.process_id not in (None, before)
    assert [request["do"] for request in lavis.asked()] == ["load", "say", "load", "say"]


def test_a_process_that_was_killed_between_two_questions_is_begun_anew(worker: Worker) -> None:
    killed = psutil.Process(worker.process_id)
    killed.kill()
    psutil.wait_procs([killed])

    assert worker.ask(say("why"))["text"] == "[0] fell"


def test_a_reader_who_leaves_ends_the_request_and_keeps_the_process(worker: Worker) -> None:
    before = worker.process_id

    assert worker.ask(say("please wait"), Leaves()).items() >= STOPPED.items()
    assert worker.process_id == before
    assert worker.ask(say("why"))["text"] == "[0] fell"


def test_a_process_that_does_not_stop_is_killed(lavis: FakeLavis) -> None:
    worker = Worker("lavis:fake/says", lavis.command, SAYS, ending=0.0)

    assert worker.ask(say("please hang"), Leaves()) == STOPPED
    assert worker.process_id is None


def test_a_reader_who_has_left_before_costs_nothing(worker: Worker, lavis: FakeLavis) -> None:
    left = threading.Event()
    left.set()

    assert worker.ask(say("why"), left) == STOPPED
    assert [request["do"] for request in lavis.asked()] == ["load"]


def test_what_lavis_does_not_know_is_unavailable_in_its_words(lavis: FakeLavis) -> None:
    with pytest.raises(ModelUnavailable) as failure:
        Worker("lavis:fake/sings", lavis.command, {**SAYS, "model": "fake/sings"})

    assert str(failure.value) == ("lavis:fake/sings could not be loaded. LAVIS has no fake/sings; it has fake/says.")


def test_a_process_that_ends_while_it_loads_is_unavailable_with_its_last_words(tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text("import nothing_of_the_kind\n")

    with pytest.raises(ModelUnavailable, match='status 1; it last said: "ModuleNotFoundError: No module named'):
        Worker("lavis:x/y", (sys.executable, str(script)), SAYS)


def test_a_program_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"python cannot be run \(No such file or directory\)"):
        Worker("lavis:x/y", (str(tmp_path / "python"),), SAYS)


def test_the_process_ends_with_its_client(lavis: FakeLavis) -> None:
    worker = Worker("lavis:fake/says", lavis.command, SAYS)
    process = psutil.Process(worker.process_id)

    del worker

    assert not process.is_running()


PARENT = """
import sys
from models.lavis.client import Worker
worker = Worker("lavis:fake/says", sys.argv[1:], {"model": "fake/says", "checkpoint": "", "device": "cpu", "pieces": 9})
print(worker.process_id, flush=True)
worker.ask({"do": "say", "prompt": "please hang"})
"""


def test_the_process_dies_with_its_parent_even_at_work(lavis: FakeLavis) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, *lavis.command], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    with parent.stdout:
        process = psutil.Process(int(parent.stdout.readline()))

    parent.kill()
    parent.wait()

    assert process.wait(timeout=10) is None
