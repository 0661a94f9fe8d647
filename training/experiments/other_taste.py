"""What a few labels of other people are worth: the shipped critic goes on from 500 labels of raters with a taste of
their own, and both are measured on other pictures.

    python -m training.experiments.other_taste data/training/critic-data/measured --work FOLDER [--same]

The labels are those of simulated annotators (`critic_data.py`), of whom these are the stricter kind: they also reject a
rationale of less than fourteen words. Of the first hundred pictures five texts each are learned from; all texts of the
others are measured on. With `--same` their taste is that of the annotators whom the critic knows already: there is
little to be learned, and much to be lost. What is printed as JSON are the figures of both critics.
"""

import argparse
import random
import sys
from pathlib import Path

from models.critic_labels import CriticLabel
from models.embedded.critic import load_critic
from models.embedded.folder import HOME
from training.critics.figures import compare
from training.critics.order import At, Following, Order
from training.critics.presets import PRESETS
from training.embedded.critic_data import Labelled, read_labelled
from training.embedded.critic_run import NAME
from training.loop.running import RunFolders

LEARNED_PICTURES, EACH = 100, 5
LEAST_WORDS = 14


def stricter(label: CriticLabel) -> CriticLabel:
    """Return what somebody says who wants a reason of some length."""
    if label.label == "reject" or len(label.candidate.qar.rationale.split()) >= LEAST_WORDS:
        return label
    return label.model_copy(update={"label": "reject", "rationale": 0.0})


def few_of(data: Labelled, each: int, seed: int = 1) -> Labelled:
    """Return a few labels of every picture."""
    rng = random.Random(seed)
    chosen: list[CriticLabel] = []
    for image_id in data.pictures:
        own = data.only([image_id]).labels
        chosen += rng.sample(own, min(each, len(own)))
    return data._replace(labels=tuple(chosen))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path, help="a folder of labels that the shipped critic did not learn from")
    parser.add_argument("--work", type=Path, required=True, help="folder of the run")
    parser.add_argument("--same", action="store_true", help="labels as they are")
    asked = parser.parse_args(arguments)
    data = read_labelled(asked.labels)
    if not asked.same:
        data = data._replace(labels=tuple(map(stricter, data.labels)))
    learned = few_of(data.only(data.pictures[:LEARNED_PICTURES]), EACH)
    folders = RunFolders(asked.work / "looks", asked.work / "run")
    following = Following(at=_show, say=_say)
    folder = PRESETS["embedded"].train(Order("new", learned, HOME / NAME, folders, following, threads=1))
    if folder is None:
        return 1
    held_out = data.only(data.pictures[LEARNED_PICTURES:])
    found = compare(load_critic("stricter", folder), load_critic(), held_out, _say)
    sys.stdout.write(found.model_dump_json(indent=2) + "\n")
    return 0


def _show(at: At) -> None:
    _say(f"step {at.step} of {at.steps}")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
