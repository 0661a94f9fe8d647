"""Kill trainings again and again: `python -m tests.benchmarks.training_kills --size 400`.

The real commands (tests/benchmarks/training_commands.py), each with `--resume` where its run was begun: the paper's
student, which compares, the one that writes, the paper's critic and the embedded student, all tiny. Each is trained
once in peace. Then its process gets SIGKILL, by turns at a moment that chance says, and when it has touched the disk as
often as chance says, which is mostly while it keeps what it has; a run that comes to its end between two kills is
compared with the one in peace, and another one is begun. Every life is a fork of this process, which has imported all
there is to import and computed nothing.

The last line is JSON: how many kills there were of each, how many of them fell while model and checkpoint were written,
how many runs came to their end, how much these left behind half written, and whether all of them had every weight (the
model's, and the checkpoint's with its moments) and every figure of the curve, but for times and memory, to the last
bit. Anything left behind, and a run that ended otherwise, end this with exit code 1.
"""

import argparse
import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.training_commands import COMMANDS, Command, Making, Material, leave, prepare
from tests.fakes import killed_runs

_MOMENT = 0.004  # seconds after a touch
_LIVES = 3  # as many at least does a run have before it comes to its end
_TOUCHES = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir")  # as Python's audit events call them
_MOST_TOLD = 2**16
_OF_ITS_TIME = ("seconds", "samples", "gigabytes")  # figures that no two runs have alike
_NEEDED = ("app.cli", "app.commands.train_corpus", "app.settings")
_NEEDED_BY_BLIP2 = ("app.commands.train_writer", "app.retraining", "db.store", "training.blip2.critic_run")
_CLASSES = (
    *(f"Blip2{what}" for what in ("ForImageTextRetrieval", "ForConditionalGeneration", "Processor")),
    *("OPTForCausalLM", "BlipImageProcessorPil", "AutoProcessor", "PreTrainedTokenizerFast"),
)
_UNFINISHED = ("*.part", ".*.unfinished", ".*.replaced", ".*.cleared")


class Outcome(NamedTuple):
    """What a run came to: figures by name and step, and tensors by file and name."""

    curves: dict[str, dict[int, float]]
    tensors: dict[str, Any]


class Fate(NamedTuple):
    """When a life ends: `after` seconds, counted from its beginning or from so many `touches` of the disk."""

    after: float
    touches: int = 0


class Life(NamedTuple):
    """Whether a process was killed, how long it lived, and how often it touched its data folder, if it came to its
    end."""

    was_killed: bool
    seconds: float
    touches: int


def measure(home: Path, kills: int, names: Sequence[str], *, seed: int = 0) -> dict[str, Any]:
    """Kill the named trainings in turn, and return the figures of each."""
    warm_up(names)
    material = prepare(home)
    _wait_for(_fork(home / "material.txt", lambda: leave(material, list(names))), home / "material.txt")
    share, rest = divmod(kills, len(names))
    return {
        name: killed(home / name, material, COMMANDS[name], share + (number < rest), random.Random(f"{seed} {name}"))
        for number, name in enumerate(names)
    }


def killed(home: Path, material: Material, making: Making, kills: int, draw: random.Random) -> dict[str, Any]:
    """Train in peace, then kill so often, and return what came of the runs."""
    peace = making(material, home / "peace")
    lasts, expected = live(peace), outcome(peace)
    found = {"kills": 0, "while_keeping": 0, "runs": 0, "left_behind": 0, "same_weights": True, "same_curve": True}
    while found["kills"] < kills or not found["runs"]:
        command = making(material, home / f"run-{found['runs']}")
        while live(command, _fate(found["kills"], lasts, draw) if found["kills"] < kills else None).was_killed:
            found["kills"] += 1
            found["while_keeping"] += was_keeping(command)
        ended = outcome(command)
        found["runs"] += 1
        found["left_behind"] += len(unfinished(command))
        found["same_weights"] &= same_tensors(ended.tensors, expected.tensors)
        found["same_curve"] &= ended.curves == expected.curves
        shutil.rmtree(command.data)
    figures = sum(map(len, expected.curves.values()))
    return {**found, "steps": peace.steps, "figures": figures, "tensors": len(expected.tensors)}


def outcome(command: Command) -> Outcome:
    """Return what is compared of a run that is through. Raises AssertionError for one
    that is not."""
    from safetensors.torch import load_file

    from tests.fakes.event_files import read_curves

    run = _aside(command) if _aside(command).exists() else command.run
    curves = {name: own for name, own in read_curves(run / "logs").items() if name not in _OF_ITS_TIME}
    files = [*sorted(command.made.rglob("*.safetensors")), run / "checkpoint.safetensors"]
    assert max(curves["rate"]) == command.steps
    assert len(files) > 1, "there is no model"
    return Outcome(curves, {f"{file.name} {name}": each for file in files for name, each in load_file(file).items()})


def same_tensors(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether tensors have the same names, types and bits."""
    return one.keys() == other.keys() and all(
        value.dtype == other[name].dtype and value.numpy().tobytes() == other[name].numpy().tobytes()
        for name, value in one.items()
    )


def warm_up(names: Sequence[str]) -> None:
    """Import what the named commands import; nothing is computed, for torch does not let fork after that."""
    killed_runs.warm_up()
    of_blip2 = bool(set(names) - {"embedded"})
    for module in (*_NEEDED, *_NEEDED_BY_BLIP2) if of_blip2 else _NEEDED:
        import_module(module)
    for name in _CLASSES if of_blip2 else ():
        getattr(import_module("transformers"), name)  # which imports it only then


def _fate(number: int, lasts: Life, draw: random.Random) -> Fate:
    if number % 2:
        return Fate(draw.uniform(0, _MOMENT), draw.randint(1, lasts.touches // _LIVES))
    return Fate(draw.uniform(0, lasts.seconds / _LIVES))


def live(command: Command, fate: Fate | None = None) -> Life:
    """Give a command a life, its first or a further one: to its end, or to its fate."""
    begun = command.run.exists() or command.made.exists()
    words = [*command.words, "--resume"] if begun else list(command.words)
    read, told = os.pipe()
    command.data.mkdir(parents=True, exist_ok=True)
    log, began = command.data / "said.txt", time.monotonic()
    process = _fork(log, lambda: _run(command, words, told))
    os.close(told)
    try:
        if fate is not None:
            _let_live(read, fate)
            os.kill(process, signal.SIGKILL)
        was_killed = _wait_for(process, log)
        return Life(was_killed, time.monotonic() - began, len(os.read(read, _MOST_TOLD)))
    finally:
        os.close(read)


def _let_live(read: int, fate: Fate) -> None:
    """Return when a life is to end, or has ended: whoever touches the disk writes a byte."""
    left = fate.touches
    while left > 0:
        touches = len(os.read(read, left))
        if not touches:
            return
        left -= touches
    end = time.monotonic() + fate.after
    while (rest := end - time.monotonic()) > 0 and select.select([read], [], [], rest)[0]:
        if not os.read(read, 4096):
            return


def _run(command: Command, words: list[str], told: int) -> None:
    """Run a command of `deixis`; tell when it touches the disk, and lay its run aside before it clears that away."""
    from app.cli import root

    run, data = str(command.run), str(command.data)

    def audit(event: str, arguments: Any) -> None:
        if event == "os.rename" and str(arguments[0]) == run:
            shutil.rmtree(_aside(command), ignore_errors=True)
            shutil.copytree(run, _aside(command))
        if event in _TOUCHES and str(arguments[0]).startswith(data):
            os.write(told, b".")

    sys.addaudithook(audit)
    root(words)


def _aside(command: Command) -> Path:
    return command.run.with_name("aside")


def unfinished(command: Command) -> list[Path]:
    """Return what is half written, or half cleared away."""
    return [each for pattern in _UNFINISHED for each in command.data.rglob(pattern)]


def was_keeping(command: Command) -> bool:
    """Tell whether a kill left something half written, or a model that is newer than its checkpoint."""
    if unfinished(command):
        return True
    models = [file.stat().st_mtime_ns for file in command.run.glob("*/*.safetensors")]
    kept = command.run / "checkpoint.safetensors"
    return bool(models) and (not kept.exists() or max(models) > kept.stat().st_mtime_ns)


def _fork(log: Path, does: Callable[[], None]) -> int:
    """Return the number of a process that does something and says it into a file."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(said, 1)
        os.dup2(said, 2)
        does()
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:  # whatever it is, this process must not come back from here
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def _wait_for(process: int, log: Path) -> bool:
    """Return whether a process was killed. Raises RuntimeError for one that ended badly by itself."""
    _, status = os.waitpid(process, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, -signal.SIGKILL):
        raise RuntimeError(f"exit code {code}: {log.read_text('utf-8')[-3000:]}")
    return code != 0


def went_wrong(found: dict[str, Any]) -> bool:
    """Say whether a run ended otherwise than in peace, or left something half written behind."""
    fine = (each["same_weights"] and each["same_curve"] and not each["left_behind"] for each in found.values())
    return not all(fine)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=400, help="kills in all")
    parser.add_argument("--only", choices=COMMANDS, action="append", help="which trainings; all if left out")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        found = measure(Path(home), chosen.size, chosen.only or list(COMMANDS), seed=chosen.seed)
    sys.stdout.write(json.dumps(found) + "\n")
    return 1 if went_wrong(found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
