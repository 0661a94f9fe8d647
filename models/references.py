"""Tie the words of a question to the regions on the picture.

    [0]  [０]  [region 0]  [0, 1]      the region of that number; refused when it is not on the picture
    [this person]  [that dog]  [it]    the selected region, else the only one, else the one known region of that name
    this person, that one, this        the same without brackets, only where a region is selected (demonstratives.py)

What cannot be tied is refused in words before any model runs.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NoReturn

from models.demonstratives import bind_demonstratives
from models.errors import BadQuestion
from models.phrases import Phrase, PhraseBinder
from models.records import Question, Region
from models.regions import clamp

MAX_QUESTION_CHARACTERS = 500
MAX_REGIONS = 50

_GROUP = re.compile(r"\[+([^\[\]]*)\]+")
_IDS = re.compile(
    r"(?:(?:region|box|point|number|no\.?|nr\.?|#)\s*)?(\d+(?:\s*(?:,|;|&|\band\b)\s*\d+)*)", re.IGNORECASE
)
_MENTION = re.compile(r"\[([0-9]{1,4})\]")
_UNCLOSED = re.compile(r"\[[^\[\]]{0,20}|[^\s\[\]]{0,20}\]")


def bind(
    typed: str,
    regions: tuple[Region, ...],
    selected: int | None,
    *,
    image_id: str,
    known: tuple[Region, ...] = (),
    size: tuple[int, int] | None = None,
    first_free_id: int = 0,
) -> Question:
    """Return the question with every reference written as `[id]`. Raises BadQuestion in words.

    Args:
        typed: what the person wrote.
        regions: the regions on the canvas; all of them travel with the question.
        selected: the id of the selected region, if any.
        image_id: the picture's id.
        known: regions that came with the picture (a scene's entities); one is added when a phrase names it.
        size: width and height of the picture; with it, boxes that stick out are cut and boxes outside are refused.
        first_free_id: the smallest id that the conversation has not used yet, for a region that is added.
    """
    written = _cleaned(typed)
    canvas = _checked(regions, selected, size)
    text = _with_plain_brackets(written)
    _refuse_unfinished_brackets(text)
    binder = PhraseBinder(canvas, selected, known=_inside(known, size), first_free_id=first_free_id)
    binder.expect(_phrases_of(text))
    text = _GROUP.sub(lambda group: _reference(group, binder), text)
    if selected is not None and selected not in mentioned(text):
        text = bind_demonstratives(text, f"[{selected}]", labels=[region.label for region in (*canvas, *known)])
    if not any(character.isalnum() for character in _GROUP.sub("", text)):
        raise BadQuestion(f'"{written}" has no words. Ask something, such as: why is [this person] sad?')
    return Question(image_id=image_id, text=text, typed=written, regions=binder.regions)


def mentioned(text: str) -> tuple[int, ...]:
    """Return the ids that a text names as `[id]`, in order of first mention."""
    return tuple(dict.fromkeys(int(digits) for digits in _MENTION.findall(text)))


def renamed(text: str, names: Mapping[int, object]) -> str:
    """Return a text with other names in the place of ids; those without one stay.

    >>> renamed("Why is [3] beside [1]?", {3: 0})
    'Why is [0] beside [1]?'
    """
    return _MENTION.sub(lambda match: f"[{names.get(int(match[1]), match[1])}]", text)


def _cleaned(typed: str) -> str:
    """Return the text on one line without what cannot be stored or shown: control characters and lone surrogates."""
    kept = (
        " " if character.isspace() else character
        for character in typed
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cs")
    )
    text = " ".join("".join(kept).split())
    if not text:
        raise BadQuestion("The question is empty. Write what you want to know about the picture.")
    if len(text) > MAX_QUESTION_CHARACTERS:
        raise BadQuestion(
            f"The question has {len(text):,} characters; at most {MAX_QUESTION_CHARACTERS} are read. Ask it shorter."
        )
    return text


def _checked(regions: tuple[Region, ...], selected: int | None, size: tuple[int, int] | None) -> tuple[Region, ...]:
    if len(regions) > MAX_REGIONS:
        raise BadQuestion(f"There are {len(regions)} regions; at most {MAX_REGIONS} can be asked about. Delete some.")
    ids = [region.id for region in regions]
    twice = next((number for number in ids if ids.count(number) > 1), None)
    if twice is not None:
        raise BadQuestion(f"Two regions are called [{twice}]. Give each region a number of its own.")
    if selected is not None and selected not in ids:
        raise BadQuestion(f"Region [{selected}] is selected but not on the picture. {_regions_here(regions)}")
    return _inside(regions, size)


def _inside(regions: Iterable[Region], size: tuple[int, int] | None) -> tuple[Region, ...]:
    """Cut the boxes at the picture's border."""
    if size is None:
        return tuple(regions)
    inside = []
    for region in regions:
        try:
            box = clamp(region.box, *size)
        except ValueError as problem:
            raise BadQuestion(f"Region [{region.id}] cannot be used: its {problem}. Draw it again.") from None
        inside.append(region if box == region.box else region.model_copy(update={"box": box}))
    return tuple(inside)


def _with_plain_brackets(text: str) -> str:
    """Turn wide brackets and the digits of any script inside brackets into plain ones: ［０］ means [0]."""
    text = text.translate({ord("［"): "[", ord("］"): "]", ord("【"): "[", ord("】"): "]"})
    return _GROUP.sub(lambda group: "[" + _with_plain_digits(group[1]).strip() + "]", text)


def _with_plain_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(character, character)) for character in text)


def _refuse_unfinished_brackets(text: str) -> None:
    loose = _UNCLOSED.search(_GROUP.sub(" ", text))
    if loose is not None:
        raise BadQuestion(
            f'"{loose[0].strip()}" has a bracket without its partner. Write a region as [0] or [this person].'
        )


def _phrases_of(text: str) -> list[Phrase]:
    contents = (group[1] for group in _GROUP.finditer(text))
    return [Phrase.parse(content) for content in contents if not _IDS.fullmatch(content)]


def _reference(group: re.Match[str], binder: PhraseBinder) -> str:
    content = group[1]
    numbers = _IDS.fullmatch(content)
    if numbers is not None:
        return _listed([_known_id(digits, binder.regions) for digits in re.findall(r"\d+", numbers[1])])
    if not any(character.isalpha() for character in content):
        here = _regions_here(binder.regions)
        raise BadQuestion(f"[{content}] names no region. Write a region's number, such as [0]. {here}")
    return f"[{binder.bind(Phrase.parse(content))}]"


def _known_id(digits: str, regions: tuple[Region, ...]) -> int:
    if int(digits) not in {region.id for region in regions}:
        _refuse_number(digits, regions)
    return int(digits)


def _refuse_number(digits: str, regions: tuple[Region, ...]) -> NoReturn:
    shown = digits if len(digits) <= 20 else digits[:20] + "…"
    raise BadQuestion(f"There is no region [{shown}]. {_regions_here(regions)} Draw it first.")


def _regions_here(regions: tuple[Region, ...]) -> str:
    if not regions:
        return "The picture has no regions yet."
    return "Regions here: " + ", ".join(f"[{region.id}]" for region in regions) + "."


def _listed(ids: list[int]) -> str:
    tags = [f"[{number}]" for number in ids]
    return tags[0] if len(tags) == 1 else ", ".join(tags[:-1]) + " and " + tags[-1]
