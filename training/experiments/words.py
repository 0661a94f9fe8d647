"""Words without their forms: "bursts", "bursting" and "burst" are one, and what every sentence needs is left out."""

import re
from functools import cache
from pathlib import Path

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_IRREGULAR = {
    form: word
    for word, forms in {
        "bake": "baking", "become": "became", "begin": "began begun", "bite": "bit bitten", "blow": "blew blown",
        "break": "broke broken", "bring": "brought", "build": "built", "buy": "bought", "catch": "caught",
        "choose": "chose chosen", "come": "came", "dig": "dug", "draw": "drew drawn", "drink": "drank drunk",
        "drive": "drove driven", "eat": "ate eaten eating", "fall": "fell fallen", "feed": "fed", "find": "found",
        "fly": "flew flown flies", "forget": "forgot forgotten", "freeze": "froze frozen", "give": "gave given",
        "grow": "grew grown", "hear": "heard", "hide": "hid hidden", "hold": "held",
        "keep": "kept", "know": "knew known",
        "lead": "led", "leave": "left leaving", "lose": "lost", "make": "made", "meet": "met", "pay": "paid",
        "ride": "rode ridden", "ring": "rang rung", "rise": "rose risen", "run": "ran", "say": "said",
        "see": "saw seen",
        "sell": "sold", "send": "sent", "shake": "shook", "shine": "shone", "show": "shown", "sing": "sang sung",
        "sink": "sank sunk", "sit": "sat", "sleep": "slept", "slide": "slid", "speak": "spoke spoken", "spend": "spent",
        "spill": "spilt", "spring": "sprang", "stand": "stood", "steal": "stole stolen", "stick": "stuck",
        "sting": "stung", "sweep": "swept", "swim": "swam", "swing": "swung", "take": "took taken", "teach": "taught",
        "tear": "tore torn", "tell": "told", "think": "thought", "throw": "threw thrown", "understand": "understood",
        "wake": "woke", "wear": "wore worn", "weep": "wept", "win": "won", "wind": "wound", "write": "wrote written",
        "tooth": "teeth", "mouse": "mice", "child": "children", "leaf": "leaves", "loss": "losses", "dry": "dries",
        "foot": "feet", "thief": "thieves", "shelf": "shelves", "bury": "buried", "carry": "carried", "cry": "cried",
    }.items()
    for form in forms.split()
}  # fmt: skip
_LITTLE = frozenset(Path(__file__).with_name("little_words.txt").read_text("utf-8").split())


def content(text: str) -> list[str]:
    """Return the words of a text that say something, without their forms, in order.

    >>> content("The dog has stolen its bones!")
    ['dog', 'steal', 'bon']
    """
    return [stem(word) for word in _WORD.findall(text.lower()) if word not in _LITTLE]


@cache
def stem(word: str) -> str:
    """Return what is common to the forms of a word; it need not be a word itself."""
    word = word.split("'")[0]
    word = _IRREGULAR.get(word, word)
    for ending in ("ing", "ed", "ies", "es", "s", "ly", "y"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and any(letter in "aeiouy" for letter in rest):
            word = rest
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word
