"""How fast are four-choice items scored, against a loop that takes every picture and every choice by itself?

    python -m tests.benchmarks.evaluate_speed --size 200

The embedded discriminative student (`embedded:chooser`) on drawn items in the style of VCR, in processor seconds of one
thread. Both ways must give the same scores. The last line is JSON.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence

import torch

from models.embedded.chooser import EmbeddedChooser, load_chooser
from models.embedded.looking import Looking
from training.benchmarks.drawn.styles import draw_items
from training.benchmarks.drawn.world import World
from training.benchmarks.items import ItemSet
from training.benchmarks.predictions import predict

LEAST = 5.0  # times as fast as the loop
_SAME = 1e-4


def main(arguments: Sequence[str] | None = None) -> int:
    """Time both ways in turns, and return 1 where ours is not so much faster, or says something else."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=200, help="items")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--least", type=float, default=LEAST)
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(1)
    chooser, items = load_chooser(), draw_items("vcr", chosen.size, World())
    naive, ours = [], []
    for _ in range(chosen.turns):
        naive.append(_seconds(lambda: one_by_one(chooser, items)))
        ours.append(_seconds(lambda: predict(chooser, items, scored_by="match")))
    found = {
        "items": len(items.items),
        "pictures": len(items.pictures),
        "naive_seconds": round(min(naive), 2),
        "seconds": round(min(ours), 2),
        "ratio": round(min(naive) / min(ours), 2),
        "largest_difference": furthest(chooser, items),
    }
    print(json.dumps(found))
    return int(found["ratio"] < chosen.least or found["largest_difference"] > _SAME)


def one_by_one(chooser: EmbeddedChooser, items: ItemSet) -> list[list[float]]:
    """Score every choice as if nothing else were ever asked about its picture."""
    scores = []
    for item in items.items:
        image, question = items.open(item.picture), item.asked()
        alone = [
            chooser._log_odds(Looking(chooser._look_over(image), chooser._look_at), question, (choice,))
            for choice in item.choices
        ]
        shares = (torch.cat(alone).double() / chooser.stored.settings.temperature).softmax(0)
        scores.append([float(share) for share in shares])
    return scores


def furthest(chooser: EmbeddedChooser, items: ItemSet) -> float:
    """Return how far the shares of both ways are apart at most."""
    said = predict(chooser, items, scored_by="match").scores
    pairs = zip(items.items, one_by_one(chooser, items), strict=True)
    apart = [
        abs(one - float(torch.tensor(log).exp()))
        for item, alone in pairs
        for one, log in zip(alone, said[item.id], strict=True)
    ]
    return round(max(apart), 6)


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
