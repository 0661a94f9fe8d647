"""Write the corpus that the distilled student learns from: what the offline teacher says of drawn scenes that the
embedded verbalizers put into words, scored by the embedded critic. Nothing in it comes from the truth.

    python -m training.reproduction.distilled --pictures 1500 --out FOLDER
    deixis train student --preset embedded --corpus FOLDER/corpus.jsonl --critic embedded:critic --out STUDENT

The scenes are those of the laboratory's corpora (`looks.py`), what was made of them is found again: stop it at any time
and run it again. `FOLDER/corpus.jsonl` has an entry a line, with its score, `FOLDER/pictures/` the pictures. What is
printed as JSON: how many pictures and entries there are, and how many the critic would take from 0.7 on.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from models.base import Critic
from models.corpus import Entry
from models.embedded.critic import load_critic
from models.whole_file import write_whole
from training.embedded.critic_data import picture_file
from training.reproduction.looks import home_of
from training.reproduction.material import corpus_of, scores_of
from training.reproduction.parts import Lab, full

CORPUS, PICTURES = "corpus.jsonl", "pictures"
_CUT = 0.7  # of the embedded critic, as `deixis corpus export` makes it


def write_distilled(lab: Lab, out: Path, critic: Critic) -> dict[str, int]:
    """Write the corpora of the scale's seeds as one, and return what is counted. Raises what `corpus_of` raises."""
    (out / PICTURES).mkdir(parents=True, exist_ok=True)
    entries = [entry for seed in lab.scale.seeds for entry in _scored(lab, seed, out / PICTURES, critic)]
    write_whole(out / CORPUS, "".join(f"{entry.model_dump_json()}\n" for entry in entries).encode())
    return {
        "pictures": len({entry.path for entry in entries}),
        "entries": len(entries),
        "taken": sum(entry.candidate.scores[critic.name] >= _CUT for entry in entries),
    }


def _scored(lab: Lab, seed: int, pictures: Path, critic: Critic) -> Iterator[Entry]:
    """Yield the entries of a seed that are not set aside, with their scores, and put their pictures there."""
    scores = scores_of(lab, seed, critic=critic)
    for entry in corpus_of(lab, seed):
        candidate = entry.candidate
        if entry.set_aside:
            continue
        path = f"{candidate.image_id}.png"
        if not (pictures / path).exists():
            write_whole(pictures / path, picture_file(home_of(lab, seed), candidate.image_id).read_bytes())
        scored = candidate.model_copy(update={"scores": {critic.name: scores[candidate.id]}})
        yield entry.model_copy(update={"candidate": scored, "path": path})


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=1500, help="pictures of each of three seeds")
    parser.add_argument("--work", type=Path, default=Path("data/reproduction"), help="where the laboratory works")
    parser.add_argument("--out", type=Path, required=True, help="folder of the corpus")
    asked = parser.parse_args(arguments)
    scale = full().model_copy(update={"pictures": asked.pictures})
    counts = write_distilled(Lab(scale, asked.work, say=_say), asked.out, load_critic())
    sys.stdout.write(f"{json.dumps(counts)}\n")
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
