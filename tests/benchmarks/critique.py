"""Time the critic: one pass per picture against one pass per candidate, `python -m tests.benchmarks.critique --size 8`.

Each of `--size` drawn scenes has eighteen candidates, half of them with all its regions, as a teacher's have. The last
line is JSON; less than five times as many candidates a second ends the run with exit code 1.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence

from PIL import Image

from models.base import Critic
from models.judging import Candidate
from models.records import QAR
from models.registry import build_critic
from training.evaluation.sampling import NO_FILE, PIXELS, regions_of
from training.scenes.export import shown_ids
from training.scenes.world import draw_scene

LEAST_RATIO = 5.0
PER_PICTURE = 18
_FIRST = 4_000_000
Case = tuple[Image.Image, tuple[Candidate, ...]]


def cases(count: int) -> list[Case]:
    """Return pictures with their candidates."""
    return [_case(_FIRST + number) for number in range(count)]


def measure(critic: Critic, some: Sequence[Case]) -> dict[str, float]:
    """Return how many candidates a second are judged in both ways, and the ratio, under the names of the report.

    Both ways take turns picture by picture, so that a machine that is busy at times is so for both.
    """
    together = alone = 0.0
    critic.criticise(*some[0])
    for image, candidates in some:
        start = time.process_time()
        critic.criticise(image, candidates)
        between = time.process_time()
        for each in candidates:
            critic.criticise(image, (each,))
        together += between - start
        alone += time.process_time() - between
    total = sum(len(candidates) for _, candidates in some)
    return {
        "per_second_by_picture": round(total / together, 1),
        "per_second_by_candidate": round(total / alone, 1),
        "ratio": round(alone / together, 2),
    }


def too_slow(figures: dict[str, float]) -> str:
    """Return a line where one pass per picture gains too little, else nothing."""
    if figures["ratio"] >= LEAST_RATIO:
        return ""
    return f"one pass per picture is {figures['ratio']} times as fast as one per candidate, less than {LEAST_RATIO}\n"


def _case(seed: int) -> Case:
    image, graph = draw_scene(seed, size=PIXELS)
    ids = shown_ids(graph)
    regions = regions_of(graph, ids)
    names = [f"[{region.id}]" for region in regions] or ["somebody"]
    candidates = [
        Candidate(
            id=str(number),
            image_id=NO_FILE,
            regions=regions if number % 2 else (),
            qar=_qar(names[number % len(names)] if number % 2 else "the child in the red shirt"),
        )
        for number in range(PER_PICTURE)
    ]
    return image, tuple(candidates)


def _qar(name: str) -> QAR:
    return QAR(
        question=f"Why does {name} look so sad at this moment?",
        answer=f"{name} is sad because the ice cream has fallen to the ground.",
        rationale=f"There are tears on the face of {name}, and the ice cream melts beside the feet.",
    )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=8, help="pictures, of eighteen candidates each")
    parser.add_argument("--critic", default="embedded", help="a critic's name")
    asked = parser.parse_args(arguments)
    figures = measure(build_critic(asked.critic), cases(asked.size))
    fault = too_slow(figures)
    sys.stdout.write(fault + json.dumps(figures) + "\n")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
