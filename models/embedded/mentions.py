"""Whom and what a text speaks of: regions by their numbers, and people and things in words.

In words a mention begins with "the" and goes on to the first word that belongs to every sentence ("is", "and", "of");
what somebody wears or has may follow: "the crying toddler in the red shirt". A verb that comes after the noun is taken
for a part of it; whoever knows what such things are called cuts it off (`naming_regions.py`).
"""

import re
from typing import NamedTuple

# Words that are no part of a name.
_LITTLE = (
    "a|about|after|again|all|also|an|and|any|are|as|at|be|been|before|behind|being|between|both|but|by|can|cannot|could"
    "|did|do|does|done|down|each|every|for|from|had|has|have|he|her|here|him|his|i|if|in|into|is|it|its|just|may|might"
    "|more|most|must|near|no|nor|not|now|of|off|on|one|only|or|other|others|our|out|over|same|shall|she|should|since|so"
    "|some|still|such|than|that|the|their|them|then|there|these|they|this|those|to|too|two|under|until|up|was|we|were"
    "|what|when|where|which|while|who|whom|whose|why|will|with|without|would|yet|you|your"
)
_WORD = rf"(?!(?:{_LITTLE})\b)[a-z]+(?:['-][a-z]+)*"
_MENTION = re.compile(
    rf"\[(?P<id>\d+)\]|\bthe (?P<name>{_WORD}(?: {_WORD}){{0,3}}(?: (?:in|with) (?:the )?{_WORD}(?: {_WORD}){{0,2}})?)"
    r"(?: on the (?P<side>left|right)\b)?"
)


class Mention(NamedTuple):
    """A region by its `id`, or else somebody or something in `words`, of several that are alike the one on a `side`."""

    id: int | None
    words: str = ""
    side: str = ""


def mentions_of(text: str) -> tuple[Mention, ...]:
    """Return the mentions of a text in their order; `words` as they would describe a region.

    >>> mentions_of("Why does [3] shout at the old dog on the left?")
    (Mention(id=3, words='', side=''), Mention(id=None, words='old dog', side='left'))
    """
    return tuple(_mention(match) for match in _MENTION.finditer(text.lower()))


def _mention(match: re.Match[str]) -> Mention:
    if match["id"]:
        return Mention(int(match["id"]))
    words = re.sub(r" (in|with) the (?=(\w))", lambda found: f" {found[1]} {_article(found[2])} ", match["name"])
    return Mention(None, words, match["side"] or "")


def _article(letter: str) -> str:
    return "an" if letter in "aeiou" else "a"
