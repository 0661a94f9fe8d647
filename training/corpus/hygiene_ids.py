"""Tell whether a text by region ids still makes sense when its ids become the words that describe the regions.

"Why is [0] sad?" becomes "Why is a child with a ball sad?". "The boy [0] is sad" and "[0]s are red" become nonsense,
and so does a sentence in which a region is said to be what its own words say.
"""

import re
from collections.abc import Iterable

from models.records import QAR, Region
from models.teaching.wording import caption_of

_TAG = r"\[\d+\]"
# What stands right before an id and has a noun of its own, or needs one.
_BEFORE = re.compile(
    rf"\b(?:the|a|an|this|these|those|my|his|its|their|another|each|every|two|three|four|five)\s+{_TAG}"
    rf"|\b(?:man|woman|boy|girl|child|kid|toddler|baby|adult|senior|person|people|individual|figure|guy|lady|dog|cat|animal"
    rf"|object|item|thing|region|regions|box|id|ids|tag|number|numbered|labell?ed|marked|tagged|named|called)\s+\(?{_TAG}",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"{_TAG}(?:s\b|\w|-\w)|{_TAG}\s*{_TAG}|\([^()]*\b{_TAG}\s*\)|{_TAG}\s*\(")
_ITSELF = re.compile(r"\[(\d+)\]\s*(?:,|and|&|or|with|to|from|is|are|next to|beside)\s*\[\1\]")
_IS = re.compile(r"\[(\d+)\]\s+(?:is|was)\s+((?:an?|the)\s[^.;,\[\]]+)")


def breaks_in_words(qar: QAR, regions: Iterable[Region]) -> bool:
    """Return whether any part of a QAR stops making sense in words."""
    captions = {region.id: caption_of(region) for region in regions}
    return any(_breaks(text, captions) for text in (qar.question, qar.answer, qar.rationale))


def in_words(text: str, captions: dict[int, str]) -> str:
    """Return a text with every id of a known region replaced by the words for it.

    >>> in_words("Why is [0] sad?", {0: "a child with a ball"})
    'Why is a child with a ball sad?'
    """
    return re.sub(r"\[(\d+)\]", lambda match: captions.get(int(match[1]), match[0]), text)


def _breaks(text: str, captions: dict[int, str]) -> bool:
    if any(pattern.search(text) for pattern in (_BEFORE, _AFTER, _ITSELF)):
        return True
    # "a child with a ball is a child"
    said = ((int(digits), told.strip().lower()) for digits, told in _IS.findall(text))
    return any(re.match(rf"{re.escape(told)}\b", captions.get(number, "").lower()) for number, told in said)
