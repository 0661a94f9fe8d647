"""Measure the distilled student by truth, and put the figures into its folder: `figures.json`, and a part of its card.

    python -m training.reproduction.distilled_card models/embedded/distilled

Beside it are measured the verbalizers that it began as, and the student that ships beside it and learned from scene
truth. The questions and items are those of the laboratory's first seed (`worth.py`), about scenes that none of the
three has seen.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from models.embedded.folder import CARD, HOME
from models.embedded.weights import open_student
from models.whole_file import write_whole
from training.embedded.seed_ranges import seeds_text
from training.evaluation.over_pictures import Between
from training.reproduction.gain import GainScorer
from training.reproduction.looks import scenes_of
from training.reproduction.parts import Lab, full
from training.reproduction.student_cells import NAMES
from training.reproduction.students import settings_of, untaught
from training.reproduction.worth import MAIN, Said, Worth, worth_of

FIGURES = "figures.json"
_TITLE = "# The distilled student"
_HEADING = "## Figures"
_SEED = 0
QUESTIONS, ITEMS = 600, 133
_SAID: Mapping[str, Callable[[Said], float]] = {
    "rationale right": lambda said: said.rationale,
    "both right": lambda said: said.both,
    "answers that the judge cannot read": lambda said: said.unread,
}

_TEXT = """{heading}

By truth, on scenes that nobody learned from, in percent; intervals (95 %) by drawing the pictures again
(`python -m training.reproduction.distilled_card FOLDER`). The {questions} questions are those that the offline teacher
asks, where it can answer them rightly; what a student says is read by a judge that knows the scene graph, and of what
that judge can read so much is right. It judges whether something is true, not whether it answers: who says of everybody
how they look, as the student does before it has learned, is mostly right, and gives no reason. The items of the six
benchmarks are drawn in the style of each (`docs/evaluation.md`); a student chooses what the picture makes it likelier
to say. Its corpus is about other scenes: {scenes}.

{table}

"Before" is the same network as it begins: the embedded verbalizers. "Of scene truth" is `embedded`, which was taught
these scenes' own questions and answers; its words are others than the teacher's, which costs it some of what it says
here. Sherlock's scale is its own, from -100 to 100. By the drawn world's own questions, word for word
(`deixis evaluate scenes --model embedded:distilled`), next to nothing that the distilled one says is right: it was
never told how these are worded. So `embedded` is what the Ask page begins with, and this one stands beside it."""


def measure_distilled(lab: Lab, folder: Path) -> dict[str, Worth]:
    """Return what three students are worth, by name."""
    students = {
        "distilled": GainScorer(open_student(folder), "distilled"),
        "before": untaught(lab, settings_of(lab, _SEED)),
        "of scene truth": GainScorer(open_student(HOME / "student"), "of scene truth"),
    }
    return {name: worth_of(lab, _SEED, each, texts=0, pictures=0) for name, each in students.items()}


def add_to_card(folder: Path, found: Mapping[str, Worth], scenes: str) -> None:
    """Write the figures, and the part of the card that tells them in the place of an earlier one."""
    figures = {name: worth.figures for name, worth in found.items()}
    write_whole(folder / FIGURES, f"{json.dumps(figures, indent=1)}\n".encode())
    before, _, _ = (folder / CARD).read_text("utf-8").partition(f"\n{_HEADING}\n")
    before = "\n".join([_TITLE, *before.splitlines()[1:]])  # it was called by the folder that it was trained in
    told = _TEXT.format(
        heading=_HEADING, questions=next(iter(found.values())).said.n, scenes=scenes, table=_table(found)
    )
    write_whole(folder / CARD, f"{before.rstrip()}\n\n{told}\n".encode())


def _table(found: Mapping[str, Worth]) -> str:
    every = found.values()
    rows = [["", *found, "chance"], ["---", *("---:" for _ in found), "---:"]]
    rows.append(["**answer right**", *(_with(each.said.answer, each.said.between) for each in every), ""])
    for said, figure in _SAID.items():
        rows.append([said, *(f"{100 * figure(each.said):.1f}" for each in every), ""])
    for name, main in MAIN.items():
        chose = [each.chose[name] for each in every]
        cells = [_with(each.values[main] / 100, _hundredth(each.between)) for each in chose]
        rows.append([f"{NAMES[name]} ({chose[0].n})", *cells, f"{chose[0].chance:.1f}"])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _with(share: float, between: Between | None) -> str:
    """Return a share in percent, with its interval."""
    said = f"{100 * share:.1f}"
    return said if between is None else f"{said} ({100 * between[0]:.1f} to {100 * between[1]:.1f})"


def _hundredth(between: Between | None) -> Between | None:
    return None if between is None else (between[0] / 100, between[1] / 100)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of the distilled student")
    parser.add_argument("--work", type=Path, default=Path("data/reproduction"), help="where the laboratory works")
    asked = parser.parse_args(arguments)
    lab = Lab(full().model_copy(update={"questions": QUESTIONS, "items": ITEMS}), asked.work, say=_say)
    found = measure_distilled(lab, asked.folder)
    add_to_card(asked.folder, found, "; ".join(seeds_text(scenes_of(lab, seed)) for seed in lab.scale.seeds))
    sys.stdout.write(f"{json.dumps({name: worth.figures for name, worth in found.items()})}\n")
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
