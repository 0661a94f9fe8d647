"""Two processes that learn together: `python -m tests.fakes.learn_together FOLDER` trains a tiny student, a critic and
a student that writes.

The folder holds the corpus, the labels, and the first stage and the chat model to begin with. Both processes are forks
of this one, which has imported all there is to import, and are told what torchrun tells those that it starts.
"""

import os
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from tests.fakes.tiny_statements import SIDE
from training.blip2.critic_run import train_blip2_critic
from training.blip2.presets import CRITICS, STUDENTS
from training.blip2.settings import CriticSettings, StudentSettings
from training.blip2.student_run import train_blip2_student
from training.data.corpus_source import Choice
from training.data.sources import open_sources
from training.embedded.critic_data import read_labelled
from training.generative.presets import WRITERS
from training.generative.run import StudentLessons, train_writer
from training.generative.settings import GenerativeSettings
from training.loop.running import RunFolders, Watch

PROCESSES = 2
# Any: settings of both. Sums of halves depend on how many there are, so that nothing is computed in bfloat16.
LEARN_ALL: dict[str, Any] = {"steps": 3, "batch": 4, "side": SIDE, "rate": 1e-4, "sees": True, "bfloat16": False}
STUDENT: StudentSettings = STUDENTS["smoke"].model_copy(update=LEARN_ALL)
CRITIC_RUN: CriticSettings = CRITICS["smoke"].model_copy(update={**LEARN_ALL, "kept_sights": False})
WRITER: GenerativeSettings = WRITERS["smoke"].model_copy(update={**LEARN_ALL, "sees": False})


def learn(folder: Path, run: str) -> Any:
    """Train all and return the student's trainer."""
    torch.set_num_threads(1)
    init = folder / "init"
    sources = open_sources([str(folder / "corpus" / "corpus.jsonl")], [], Choice(), None)
    folders = RunFolders(folder / "sights", folder / run)
    noted: list[str] = []
    watch = Watch[Any](every=1, noted=noted.append)
    student = train_blip2_student(STUDENT, folders, watch, sources=sources, init=init)
    (folder / f"{run}-noted-{student.processes.rank}.txt").write_text("\n".join(noted), "utf-8")
    data, own = read_labelled(folder / "labels"), RunFolders(folder / "sights", folder / f"{run}-critic")
    train_blip2_critic(CRITIC_RUN, own, Watch(every=1), data=data, init=init)
    own, lessons = RunFolders(folder / "sights", folder / f"{run}-writer"), StudentLessons(sources)
    train_writer(WRITER, own, Watch(every=1), lessons=lessons, init=folder / "writer")
    return student


def learn_twice(folder: Path) -> None:
    """Learn together; then the first process learns the same by itself, as if nobody had started it with another."""
    student = learn(folder, "together")
    rank = student.processes.rank
    (folder / f"rank-{rank}.txt").write_text(f"{rank} of {student.processes.count}", "utf-8")
    save_file({name: value.clone() for name, value in student.parts.state_dict().items()}, folder / f"own-{rank}")
    student.processes.leave()
    if rank == 0:
        os.environ["WORLD_SIZE"] = "1"
        learn(folder, "alone")


def begin(folder: Path, **told: str) -> int:
    """Begin a process with such an environment and return its id."""
    if child := os.fork():
        return child
    try:
        os.environ |= told
        learn_twice(folder)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main(folder: Path) -> None:
    """Begin both, and fail if one of them does."""
    torch.optim.AdamW([torch.nn.Parameter(torch.ones(1))])  # imports as much again as is imported above
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port), "WORLD_SIZE": str(PROCESSES)}
    children = [begin(folder, **told, RANK=str(rank), LOCAL_RANK=str(rank)) for rank in range(PROCESSES)]
    ended = [os.waitpid(child, 0)[1] for child in children]
    sys.exit(any(ended))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
