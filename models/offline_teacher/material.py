"""Take one of our prompts (`models/teaching/prompts/`) apart: what is asked for, and what is told of the scene.

Only the text is read, as a language model would. What stands between the tags of a section is outside text that was
cleaned (`models/teaching/cleaning.py`), so no line of it can end a section.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from models.records import Box

Task = Literal["triples", "questions", "answer"]

_SECTION = re.compile(r"<(\w+)>\n(.*?)\n?</\1>", re.DOTALL)
_SCENE = re.compile(r"^<scene>\n(.*?)^</scene>$", re.DOTALL | re.MULTILINE)
_REGION = re.compile(
    r"^(?:\[(?P<id>\d+)\]|-) (?P<caption>.*)"
    r" \[\((?P<x0>[\d.]+), (?P<y0>[\d.]+)\), \((?P<x1>[\d.]+), (?P<y1>[\d.]+)\)\]$"
)
_COUNT = re.compile(r"\bexactly (\w+) (?:different triples|short, simple questions)")
_WANTED = re.compile(r"^- Wanted above all this time: (\w+)", re.MULTILINE)
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: number for number, word in enumerate(_NUMBER_WORDS, start=1)}


class Part(NamedTuple):
    """A region as the prompt tells of it: `id` is None for one without a number, `box` in shares of the picture."""

    id: int | None
    caption: str
    box: Box


class Material(NamedTuple):
    """A prompt, taken apart. `number` is how many triples or questions are to be written, `wanted` what these should
    be about above all, "" for nothing in particular."""

    task: Task
    number: int
    wanted: str = ""
    question: str = ""
    labels: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    narratives: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    exchanges: tuple[tuple[str, str], ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether regions are to be named by their numbers."""
        return any(part.id is not None for part in self.parts)


def read_material(text: str) -> Material | None:
    """Return what a prompt asks for and tells; None for a text that is none of our prompts."""
    scene = _SCENE.search(text)
    sections = dict(_SECTION.findall(scene[1] if scene else ""))
    rest = _SCENE.sub("", text)
    asked = _SECTION.search(rest)
    count = _COUNT.search(rest)
    wanted = _WANTED.search(rest)
    if asked and asked[1] == "question":
        task, number = "answer", 1
    elif count and (count[1] in _NUMBERS or count[1].isdecimal()):
        task = "triples" if "triples" in count[0] else "questions"
        number = int(count[1]) if count[1].isdecimal() else _NUMBERS[count[1]]
    else:
        return None
    return Material(
        task=task,
        number=number,
        wanted=wanted[1] if wanted else "",
        question=asked[2].strip() if task == "answer" and asked else "",
        labels=_labels(sections.get("labels", "")),
        narratives=tuple(re.findall(r"^\d+\. (.+)$", sections.get("narratives", ""), re.MULTILINE)),
        parts=_parts(sections.get("regions", "")),
        exchanges=tuple(re.findall(r"^- (.+?) => (.+)$", sections.get("exchanges", ""), re.MULTILINE)),
    )


def _labels(body: str) -> dict[str, tuple[str, ...]]:
    found = re.findall(r"^([^:\n]+): (.+)\.$", body, re.MULTILINE)
    return {lead: tuple(label.strip() for label in labels.split(",")) for lead, labels in found}


def _parts(body: str) -> tuple[Part, ...]:
    found = (_REGION.match(line) for line in body.splitlines())
    return tuple(
        Part(
            int(match["id"]) if match["id"] else None,
            match["caption"],
            Box(*(float(match[side]) for side in ("x0", "y0", "x1", "y1"))),
        )
        for match in found
        if match
    )
