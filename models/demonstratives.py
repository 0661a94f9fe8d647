"""Tie "this person", "that one" and a bare "this" to the selected region, only where the use is clear.

English has no cheap way to tell a demonstrative from a conjunction, so this module knows patterns, not grammar: what it
does not recognise stays as it was written and means the whole picture.
"""

import re
from collections.abc import Iterable

# Singular nouns that one may point at. Labels of the regions at hand are added to them.
_NOUNS = """
    person man woman boy girl child kid baby toddler guy lady gentleman fellow human somebody someone player worker
    chef cook doctor nurse teacher student waiter driver police officer firefighter clown dancer singer painter farmer
    animal dog puppy cat kitten bird horse cow sheep duck rabbit elephant bear fish mouse monkey pet
    thing object item one region box part spot area place point figure face hand head
    ball balloon kite cake bag umbrella vase book cup plate bottle chair table bench bed sofa lamp window door tree
    flower car bus bike bicycle boat train truck hat coat shirt dress shoe toy phone clock sign gift present ice
    house building fence ladder guitar cream bucket sandwich apple food
"""
_ADJECTIVES = """
    old young little small big large tall short red orange yellow green blue purple pink brown black white grey gray
    happy sad angry tired scared surprised other particular broken wet
"""
# After "this", these speak of the picture, of a time or of what happens, not of a region.
_NOT_A_REGION = """
    picture image photo photograph photography scene drawing illustration painting frame shot view
    time way day morning afternoon evening night moment week month year season weather
    happen happens happened happening going much many far early late often possible true false about all not
"""
# What follows a "this" that stands alone in the middle of a question.
_FOLLOWS = """
    a an is was has had does did looks look seems made used doing called here there and or in on at from with for to of
    so feel feels feeling standing sitting holding wearing looking
"""
_END = r"(?=\s*(?:[?!.,;:]|$))"
_MODALS = r"(?!\s+(?:can|could|may|might|must|shall|should|will|would)\b)"


def bind_demonstratives(text: str, tag: str, *, labels: Iterable[str] = ()) -> str:
    """Return the text with clear demonstratives replaced by the tag, such as "[0]"."""
    nouns = set(_NOUNS.split()) | {word for label in labels for word in re.findall(r"\w+", label.casefold())}
    noun_phrase = _noun_phrase(nouns)
    text = noun_phrase.sub(tag, text)
    return _bare(text, tag)


def _noun_phrase(nouns: Iterable[str]) -> re.Pattern[str]:
    """Match "this" or "that", at most two adjectives, and one or two singular nouns ("that ice cream")."""
    noun = "|".join(sorted(map(re.escape, nouns), key=len, reverse=True))
    adjective = "|".join(_ADJECTIVES.split())
    return re.compile(
        rf"\b(?:this|that)\s+(?:(?:{adjective})\s+){{0,2}}(?:{noun})(?:\s+(?:{noun}))?\b(?!-\w){_MODALS}",
        re.IGNORECASE,
    )


def _bare(text: str, tag: str) -> str:
    stop = "|".join(_NOT_A_REGION.split())
    follows = "|".join(_FOLLOWS.split())
    patterns = (
        rf"\bthis{_END}",
        rf"\bthis(?=\s+(?:{follows})\b)",
        rf"(?:(?<=\bis\s)|(?<=\bwas\s))this(?=\s+(?!(?:{stop})\b)[^\W\d]+\s*(?:[?!.]|$))",
        rf"(?:(?<=\bwho\sis\s)|(?<=\bwhat\sis\s)|(?<=\bwhere\sis\s)|(?<=\bwho['’]s\s)|(?<=\bwhat['’]s\s))that{_END}",
        r"(?<=^is\s)that(?=\s+(?:a|an)\b)",
    )
    for pattern in patterns:
        text = re.sub(pattern, tag, text, flags=re.IGNORECASE)
    return text
