"""What simulated annotators would say of a corpus of drawn scenes, as labels for its statistics.

    deixis corpus export RUN --threshold 0 --out everything
    python -m training.experiments.rate_corpus everything --out labels.jsonl
    deixis corpus stats RUN --labels labels.jsonl --out stats

The statistics then tell how much is accepted before and after the critic's cut. What is printed as JSON: how many
candidates there are, how many of them could be judged, and how many of these are accepted and are right.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from models.corpus import Entry
from models.corpus_files.lines import BadLine
from models.embedded.folder import write_whole
from models.errors import BadSetting, DeixisError
from training.corpus.demo.drawn_picture import PIXELS
from training.corpus.import_entries import import_entries
from training.corpus.pictures.drawn import seed_of
from training.experiments.critic_labels import Judged, judge_entries, rate_all
from training.scenes.world import draw_scene


def judge_corpus(entries: Iterable[Entry]) -> Iterator[Judged]:
    """Yield what the judge finds of entries about drawn scenes; those of one picture follow each other.

    Raises BadSetting for an entry about another picture.
    """
    for path, some in groupby(entries, key=lambda entry: entry.path):
        seed = seed_of(path)
        if seed is None:
            raise BadSetting(f"The picture {path} is no drawn scene, so nobody knows what is true of it.")
        yield from judge_entries(draw_scene(seed, size=PIXELS).graph, some, pixels=PIXELS)


def _entries(path: Path) -> Iterator[Entry]:
    for found in import_entries(path):
        if isinstance(found, BadLine):
            raise BadSetting(f"{path}, line {found.line}: {found.reason}.")
        yield found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder of an export, or a file of entries")
    parser.add_argument("--out", type=Path, required=True, help="file of the labels")
    asked = parser.parse_args(arguments)
    try:
        judged = list(judge_corpus(_entries(asked.corpus)))
    except DeixisError as error:
        parser.exit(1, f"{error}\n")
    rated = rate_all(judged)
    write_whole(asked.out, "".join(f"{label.model_dump_json()}\n" for label in rated.labels).encode())
    accepted = sum(label.label == "accept" for label in rated.labels)
    counts = {"candidates": len(judged), "judged": len(rated.labels), "accepted": accepted, "right": sum(rated.right)}
    sys.stdout.write(f"{json.dumps(counts)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
