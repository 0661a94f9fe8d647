"""The trainings that `training_kills` kills, as a user types them: tiny models of random weights, what they learn from,
and the words of each command."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

_STEPS, _QUICK_STEPS = 80, 160  # of BLIP-2, of what is embedded
_KEEP_EVERY = 7  # steps; so many are told of in no report, whose steps are 5, 10 or 40
_NAME = "killed"
_PICTURES = 24


class Command(NamedTuple):
    """The words after `deixis`, all but --resume; how many steps they ask for; the data folder, and in it those of the
    run and of the model it makes."""

    words: tuple[str, ...]
    steps: int
    data: Path
    run: Path
    made: Path


class Material(NamedTuple):
    """Folders of tiny models to begin with, and files to learn from."""

    first_stage: Path
    writer: Path
    verbalizers: Path
    corpus: Path
    labels: Path


Making = Callable[[Material, Path], Command]


def prepare(home: Path) -> Material:
    """Return where all material will be, which `leave` makes."""
    return Material(
        home / "first-stage",
        home / "writer",
        home / "verbalizers",
        home / "corpus" / "corpus.jsonl",
        home / "labels",
    )


def leave(material: Material, names: list[str]) -> None:
    """Write what the named commands begin with and learn from."""
    from tests.fakes.tiny_corpus import leave_tiny_verbalizers
    from tests.fakes.tiny_statements import leave_corpus

    leave_corpus(material.corpus.parent, _PICTURES)
    if "embedded" in names:
        leave_tiny_verbalizers(material.verbalizers)
    if {"student", "critic"} & set(names):
        from tests.fakes.tiny_first_stage import blip2_itm

        blip2_itm(material.first_stage)
    if "writer" in names:
        from tests.fakes.tiny_models import blip2_opt

        blip2_opt(material.writer)
    if "critic" in names:
        from tests.fakes.tiny_critic import leave_labelled

        leave_labelled(material.labels, 3 * _PICTURES)


def student(material: Material, data: Path) -> Command:
    """Return how the paper's student is trained, which compares."""
    return _of_blip2(material.first_stage, material, data)


def writer(material: Material, data: Path) -> Command:
    """Return how the paper's student is trained, which writes."""
    return _of_blip2(material.writer, material, data)


def critic(material: Material, data: Path) -> Command:
    """Return how the paper's critic is trained; its run is gone when it is through."""
    words = (
        *("train", "critic", "--preset", "paper", "--init", f"hf:{material.first_stage}", "--against", "none"),
        *("--labels", str(material.labels / "labels.jsonl"), "--name", _NAME, "--side", "32", "--batch", "4"),
        *_common(data, _STEPS),
    )
    return Command(words, _STEPS, data, data / "training" / "critics" / _NAME, data / "critics" / _NAME)


def embedded(material: Material, data: Path) -> Command:
    """Return how the embedded student is trained on a corpus."""
    words = (
        *("train", "student", "--preset", "embedded", "--init", str(material.verbalizers)),
        *("--corpus", str(material.corpus), "--name", _NAME, "--batch", "4", *_common(data, _QUICK_STEPS)),
    )
    return Command(words, _QUICK_STEPS, data, data / "training" / "students" / _NAME, data / "students" / _NAME)


COMMANDS: Mapping[str, Making] = {"student": student, "writer": writer, "critic": critic, "embedded": embedded}


def _of_blip2(init: Path, material: Material, data: Path) -> Command:
    made = data / "made"
    words = (
        *("train", "student", "--preset", "paper", "--init", str(init), "--data", str(material.corpus)),
        *("--side", "32", "--batch", "4", "--rate", "0.001", "--out", str(made), *_common(data, _STEPS)),
    )
    return Command(words, _STEPS, data, data / "training" / "blip2-student-made", made)


def _common(data: Path, steps: int) -> tuple[str, ...]:
    paced = ("--steps", str(steps), "--keep-every", str(_KEEP_EVERY))
    return (*paced, "--device", "cpu", "--data-dir", str(data))
