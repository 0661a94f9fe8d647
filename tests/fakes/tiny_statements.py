"""A small corpus with its pictures, for students that learn from files."""

import json
from pathlib import Path

from PIL import Image

from training.data.corpus_source import Choice
from training.data.sources import Sources, open_sources

SIDE = 32
_PLACES = ("left", "right", "top")


def leave_corpus(folder: Path, pictures: int = 6) -> Path:
    """Write lines about the two regions of some pictures, and return their file."""
    (folder / "pictures").mkdir(parents=True)
    lines = []
    for number in range(pictures):
        Image.effect_noise((48, 40), 30 + 20 * number).convert("RGB").save(folder / "pictures" / f"{number}.png")
        regions = [{"id": 3, "box": [2, 4, 16, 36]}, {"id": 7, "box": [20, 4, 44, 30]}]
        said = {
            "question": f"why is the {['man', 'woman', 'dog', 'cat'][number % 4]} [3] sad ?",
            "answer": "yes" if number % 2 else f"no , [7] is {_PLACES[number % 3]}",
            "rationale": "a photo of [7]",
        }
        lines.append(json.dumps({"id": str(number), "image": f"{number}.png", "regions": regions, **said}))
    path = folder / "corpus.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def tiny_sources(folder: Path, pictures: int = 6) -> Sources:
    """Return a small corpus, written and opened."""
    return open_sources([str(leave_corpus(folder, pictures))], [], Choice(), None)
