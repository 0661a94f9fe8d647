"""Entries of a corpus for tests: as many as wanted, about pictures with regions, with scores that are spread evenly."""

import hashlib
import random
from collections.abc import Iterator

from models.corpus import Entry, Picture
from models.judging import Candidate
from models.records import QAR, Box, ImageRecord, Region, Setting

CRITIC = "critic:test"
PER_PICTURE = 6
WIDTH, HEIGHT = 640, 480
_QUESTIONS = (
    "Why is {} standing near the door?",
    "What might {} be feeling right now?",
    "How many cups are next to {}?",
    "What is the purpose of {}?",
    "Where could {} be going after this?",
    "Is {} not looking at the other one?",
)
_WORDS = (
    *("the", "chair", "is", "near", "a", "window", "and", "holds", "one", "red", "cup", "while", "nobody", "looks"),
    *("at", "it", "before", "dinner", "starts"),
)


def made_entries(count: int, *, seed: int = 0) -> Iterator[Entry]:
    """Yield entries, six to a picture: in turn by ids and in words, every tenth set aside, every eighth marked."""
    for number in range(count):
        rng = random.Random(f"{seed} {number}")
        picture = made_picture(number // PER_PICTURE)
        by_ids = number % 2 == 0
        yield Entry(
            candidate=Candidate(
                id=f"made-{seed}-{number}",
                image_id=picture.image.id,
                regions=picture.regions,
                qar=_qar(rng, picture, by_ids=by_ids),
                origin=_origin(number, by_ids=by_ids),
                scores={CRITIC: round(rng.random(), 6)},
            ),
            path=picture.path,
            set_aside="no id in a text by ids" if number % 10 == 9 else "",
            marks=("speculation",) if number % 8 == 7 else (),
        )


def made_picture(number: int) -> Picture:
    """Return a picture that is nowhere, with two to four regions."""
    rng = random.Random(number)
    regions = tuple(_region(rng, each) for each in range(rng.randint(2, 4)))
    image = ImageRecord(
        id=hashlib.sha256(f"picture {number}".encode()).hexdigest(),
        width=WIDTH,
        height=HEIGHT,
        source="made",
        licence="CC0-1.0" if number % 2 else "",
    )
    return Picture(image=image, path=f"made/{number}.jpg", regions=regions)


def _region(rng: random.Random, number: int) -> Region:
    left, top = round(rng.uniform(0, 400), 2), round(rng.uniform(0, 300), 2)
    box = Box(left, top, left + round(rng.uniform(5, 240), 2), top + round(rng.uniform(5, 180), 2))
    return Region(id=number, box=box, label=rng.choice(("person", "cup", "")), description="a tall one, in red")


def _origin(number: int, *, by_ids: bool) -> dict[str, Setting]:
    return {
        "teacher": f"teacher {number % 2}",
        "prompt": "regions" if by_ids else "descriptions",
        "call": number % 3,
        "temperature": 0.8,
        "seen": False,
    }


def _qar(rng: random.Random, picture: Picture, *, by_ids: bool) -> QAR:
    names = [f"[{region.id}]" if by_ids else f"the {region.label or 'thing'}" for region in picture.regions]
    return QAR(
        question=rng.choice(_QUESTIONS).format(names[0]),
        answer=f"{', '.join(names[:2]) if by_ids else names[0]} {_said(rng, 6)}.",
        rationale=f"{names[-1]}'s look ({_said(rng, 4)}) says that {_said(rng, 9)}.",
    )


def _said(rng: random.Random, count: int) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(count))
