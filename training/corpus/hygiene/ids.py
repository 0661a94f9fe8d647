"""Tell whether a text by region ids still makes sense when its ids become the words that describe the regions.

"Why is [0] sad?" becomes "Why is a child with a ball sad?". "The boy [0] is sad" and "[0]s are red" become nonsense,
and so does a sentence in which a region is said to be what its own words say.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from models.records import Region
from models.teaching.wording import caption_of
from training.corpus.hygiene.case import lower
from training.corpus.hygiene.marks import Texts

_TAG = r"\[\d+\]"
_ANY_ID = re.compile(_TAG)
_ID = re.compile(r"\[(\d+)\]")
# What stands right before an id and has a noun of its own, or needs one; a noun also before an id in parentheses.
_DETERMINERS = frozenset(
    re.findall(r"\w+", "the a an this these those my his its their another each every two three four five")
)
_NOUNS = frozenset(
    re.findall(
        r"\w+",
        "man woman boy girl child kid toddler baby adult senior person people individual figure guy lady dog cat animal"
        " object item thing region regions box id ids tag number numbered labeled labelled marked tagged named called",
    )
)
_LONGEST = max(map(len, _DETERMINERS | _NOUNS))
_LAST_WORD = re.compile(r"\w+$")
_AFTER = re.compile(rf"{_TAG}(?:-?\w|\s*(?:\(|{_TAG}))")
_IN_PARENTHESES = re.compile(rf"\([^()]*\b{_TAG}\s*\)")
_WITH_ITSELF = r"(?:,|and|&|or|with|to|from|is|are|next to|beside)\s*\[\1\]"
_ITSELF = re.compile(rf"\[(\d+)\]\s*{_WITH_ITSELF}")
_IS = re.compile(r"\[(\d+)\]\s+(?:is|was)\s+((?:an?|the)\s[^.;,\[\]]+)")
# One of them after an id, as nearly none has: what each of the three patterns above begins with.
_NEAR = re.compile(rf"\[(\d+)\](?:-?\w|\s*(?:[(\[]|{_WITH_ITSELF}|(?:is|was)\s+(?:an?|the)\s))")
APART = " ;) "  # between texts that are looked at together: no pattern here goes on beyond it


def captions_of(regions: Iterable[Region]) -> dict[int, str]:
    return {region.id: caption_of(region) for region in regions}


def breaks_in_words(qar: Texts, captions: Mapping[int, str]) -> bool:
    """Return whether any part of a QAR stops making sense in words: those of `captions`, by ids of regions."""
    text = APART.join((qar.question, qar.answer, qar.rationale))
    if any(map(_wants_noun, _before_ids(text))) or ("(" in text and _IN_PARENTHESES.search(text)):
        return True
    if not _NEAR.search(text):
        return False
    if _AFTER.search(text) or _ITSELF.search(text):
        return True
    # "a child with a ball is a child"
    said = ((int(digits), told.strip().lower()) for digits, told in _IS.findall(text))
    return any(re.match(rf"{re.escape(told)}\b", captions.get(number, "").lower()) for number, told in said)


def never_breaks(text: str) -> bool:
    """Return whether texts, written one behind the other with `APART` between them, make sense in whatever words.

    It says so of most that do.
    """
    before = _last_words(text.split("[")[:-1])
    return "(" not in text and " " not in before and not any(map(_wants_noun, before)) and not _NEAR.search(text)


def in_words(text: str, captions: Mapping[int, str]) -> str:
    """Return a text with every id of a known region replaced by the words for it.

    >>> in_words("Why is [0] sad?", {0: "a child with a ball"})
    'Why is a child with a ball sad?'
    """
    return _ID.sub(lambda match: captions.get(int(match[1]), match[0]), text) if captions and "[" in text else text


def _before_ids(text: str) -> list[str]:
    """Return what stands before each id, as far as it matters: mostly the one word, so that few are told apart."""
    before = _ANY_ID.split(text)[:-1]
    return before if "(" in text or "  " in text else _last_words(before)


def _last_words(texts: list[str]) -> list[str]:
    """Return the last word of each text and what stands behind it; a blank where two stand at the end."""
    return [each[each.rfind(" ", 0, -1) + 1 :] for each in texts]


@lru_cache(maxsize=4096)
def _wants_noun(before: str) -> bool:
    """Return whether a text ends with a word that no words for a region can follow."""
    outside = before.removesuffix("(")
    trimmed = outside.rstrip()
    if trimmed == outside:
        return False
    word = trimmed[trimmed.rfind(" ") + 1 :]
    if not word.isalpha():
        last = _LAST_WORD.search(word[-_LONGEST - 1 :])
        word = last[0] if last else ""
    word = lower(word)
    return word in _NOUNS or (word in _DETERMINERS and outside == before)
