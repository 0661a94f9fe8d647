"""Time how fast scenes are drawn on one core: `python -m tests.benchmarks.scene_speed --size 200`.

Scenes of the split "train" are drawn at both sizes that trainers use; `--size` is the number drawn at 192 pixels, a
fifth of it is drawn at 384. The time is that of this process alone. The last line is JSON; a rate below what the
trainers count on ends the run with exit code 1.
"""

import argparse
import json
import sys
import time

from training.scenes.world import draw_scene

LEAST_PER_SECOND = {192: 40.0, 384: 8.0}
_SHARES = {192: 1.0, 384: 0.2}


def scenes_per_second(count: int, *, size: int) -> float:
    """Return how many scenes a core draws in a second; the first scene, which fills caches, is drawn before."""
    draw_scene(0, split="train", size=size)
    start = time.process_time()
    for seed in range(1, count + 1):
        draw_scene(seed, split="train", size=size)
    return count / (time.process_time() - start)


def measure(count: int) -> dict[str, float]:
    """Return the rates at every size under the names of the report."""
    rates = {size: scenes_per_second(max(1, round(count * share)), size=size) for size, share in _SHARES.items()}
    return {f"per_second_{size}": round(rate, 1) for size, rate in rates.items()}


def too_slow(rates: dict[str, float]) -> list[str]:
    """Return a line for every size that is drawn more slowly than it has to be."""
    return [
        f"{rates[f'per_second_{size}']} scenes per second at {size} pixels, fewer than {least}"
        for size, least in LEAST_PER_SECOND.items()
        if rates[f"per_second_{size}"] < least
    ]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=200, help="scenes drawn at 192 pixels")
    rates = measure(parser.parse_args(arguments).size)
    faults = too_slow(rates)
    sys.stdout.write("".join(f"{fault}\n" for fault in faults) + json.dumps(rates) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
