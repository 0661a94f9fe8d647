"""Answer what the words for regions already tell: whether somebody feels or wears something, and which of several does.

"Is [0] scared?", "[1] is not dressed in red, right?", "Which of [0] and [2] is smiling?", "Which is the largest: [0] or
[1]?". Where the words tell nothing of it, nothing is answered.
"""

import re
from collections.abc import Sequence

from models.offline_teacher.naming import Names
from models.offline_teacher.noticing import Noticed, face_in
from models.offline_teacher.scene import Scene
from models.offline_teacher.wording import FACE_SIGNS, FEELING_WORDS, Triple, fill, sentence

_COLOUR = re.compile(r"\b(?:red|blue|green|yellow|purple|orange|pink|white|black|brown|grey)\b")
_WHETHER = re.compile(
    r"^(?:is|are|does|do|did|can|could|would|has|have|am)\b|\b(?:right|yes or no|or not|isn't (?:that so|it))\?$"
)
_WHICH = re.compile(r"\bwhich\b|\bwho\b")
_NOT = re.compile(r"\b(?:not|never|anything but)\b|n't\b")
_LARGE = re.compile(r"\b(?:bigg?est|largest|bigger|larger)\b")
_SMALL = re.compile(r"\b(?:smallest|smaller|tiniest)\b")


def check(scene: Scene, question: str) -> Triple | None:
    """Return an answer and its rationale to a question of these kinds; None for all others."""
    text = question.lower()
    named = [each for each in scene.seen if f"[{each.part.id}]" in question]
    names = Names(scene.seen)
    if _WHICH.search(text) and len(named) > 1:
        return _which(named, text, question, names)
    if _WHETHER.search(text) and len(named) == 1:
        return _whether(named[0], text, question, names)
    return None


def _whether(one: Noticed, text: str, question: str, names: Names) -> Triple | None:
    holds = _holds(one, text)
    if holds is None:
        return None
    yes = "no" if holds == bool(_NOT.search(text)) else "yes"
    return Triple(question, sentence(f"{yes}, {_told(one, text, names)}."), sentence(f"{_clue(one, text, names)}."))


def _which(named: Sequence[Noticed], text: str, question: str, names: Names) -> Triple | None:
    """Return the one of several that is meant; None where that is none or not the only one."""
    if _LARGE.search(text) or _SMALL.search(text):
        sized = sorted(named, key=lambda each: each.box.area, reverse=bool(_LARGE.search(text)))
        how = "more" if _LARGE.search(text) else "less"
        said = f"{names.full(sized[0])} takes up {how} room than {names.listed(sized[1:])}"
        return Triple(question, sentence(f"it is {names.full(sized[0])}."), sentence(f"{said}."))
    wanted = not _NOT.search(text)
    meant = [each for each in named if _holds(each, text) is wanted]
    if len(meant) != 1:
        return None
    told = _told(meant[0], text, names)
    return Triple(question, sentence(f"it is {names.full(meant[0])}."), sentence(f"{told}, unlike the others."))


def _holds(one: Noticed, text: str) -> bool | None:
    """Return whether a feeling or colour that a question names is that of somebody; None where it names none."""
    feeling, colour = _feeling_in(text), _COLOUR.search(text)
    if feeling and one.feeling:
        return feeling == one.feeling
    if colour:
        return re.search(rf"\b{colour[0]}\b", one.part.caption.lower()) is not None
    return None


def _told(one: Noticed, text: str, names: Names) -> str:
    """Return what is true of somebody instead or indeed."""
    if _feeling_in(text) and one.feeling:
        return f"{names.full(one)} is {FEELING_WORDS[one.feeling][0]}"
    worn = _COLOUR.search(one.look) or _COLOUR.search(one.part.caption.lower())
    colour = worn[0] if worn else "of another colour"
    return f"{names.full(one)} is {f'dressed in {colour}' if one.is_person and worn else colour}"


def _clue(one: Noticed, text: str, names: Names) -> str:
    if _feeling_in(text) and one.feeling:
        return fill(FACE_SIGNS[one.feeling][0], {"S": names.full(one)})
    return f"one look at {names.full(one)} shows it"


def _feeling_in(text: str) -> str | None:
    """Return the feeling that a question asks for, by a word for it or for its face."""
    for feeling, words in FEELING_WORDS.items():
        if any(re.search(rf"\b{word}\b", text) for word in words):
            return feeling
    return face_in(text)
