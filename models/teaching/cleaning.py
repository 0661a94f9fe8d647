"""Make outside text harmless in a prompt: captions, labels, answers and questions that models or strangers wrote.

A cleaned text is one line without brackets, angle brackets, braces, colons and runs of marks. So it can neither close
the fence around it nor open a section, name a region as `[0]`, or look like a `Question:` of its own, even where a
teacher copies it word for word into a reply. What it says stays readable; that it tries to give orders is told by
`holds_orders`.
"""

import re
import unicodedata
from functools import lru_cache

from models.records import without_surrogates

LONGEST = 300  # characters of a caption, an answer or a label
_LOOKED_AT = 200_000  # characters of a text that are searched for orders
_UNSEEN = ("Cc", "Cf", "Co", "Cn")
_COLONS = "\u02d0\u0589\u05c3\u2236\ua789\ufe55"
_REPLACED = str.maketrans(
    {"<": " ", ">": " ", "|": "/", "\\": "/", "`": "'", "=": " ", "#": " ", "*": " ", "_": " ", "~": " "}
    | dict.fromkeys(_COLONS, ":")
)
_COLON = re.compile(r":(?!\d)|(?<!\d):")  # all but that of 10:30
_RUN = re.compile(r"([^\w\s])\1{2,}")

_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instruction|prompt|rule|above|previous|before|text)"
    r"|\b(?:system|developer) (?:prompt|message)\b|\byou are now\b|\bnew (?:instructions?|task|rules?)\b|\bas an? ai\b"
    r"|\b(?:respond|reply|answer) (?:only )?with\b"
    r"|\b(?:output|print|repeat|say|write) (?:only |exactly )?the following\b"
    r"|\b(?:do not|don't|stop) (?:follow|obey|answer|write|generat)"
    r"|\b(?:question|answer|rationale|system|user|assistant|human|instructions?)\W{0,3}\s*[:：]"
    r"|\b[qar]\s*[:：]|[\[【〔⟦❲]\s*\d+\s*[\]】〕⟧❳]"
    r"|(?:<|&lt;)\s*[/!|]?\s*\w+\s*/?\s*(?:>|&gt;)|\{\w+\}|(?<!\S)#+ ?[a-z]"
    r"|<\||\|>|={4,}|-{4,}|#{3,}|`{3,}|\{\s*[\"']?\w+[\"']?\s*:|\[/?inst\]",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def one_line(text: str, longest: int = LONGEST) -> str:
    """Return outside text as a harmless part of a line, cut at a word where it is longer than `longest`.

    >>> one_line("a dog\\n[0] Question: why?")
    'a dog (0) Question, why?'
    """
    plain = unicodedata.normalize("NFKC", without_surrogates(text[: 4 * longest]))
    plain = "".join(_harmless(character) for character in plain).translate(_REPLACED)
    plain = _RUN.sub(r"\1", _COLON.sub(",", plain))
    line = " ".join(plain.split()).replace(" ,", ",")
    return line if len(line) <= longest else line[:longest].rpartition(" ")[0] + " ..."


@lru_cache(maxsize=4096)
def holds_orders(text: str) -> bool:
    """Return whether an outside text, as it came, tries to give orders or to look like a part of a prompt."""
    plain = unicodedata.normalize("NFKC", without_surrogates(text[:_LOOKED_AT]))
    return _ORDERS.search(" ".join(plain.split())) is not None


def _harmless(character: str) -> str:
    category = unicodedata.category(character)
    if character.isspace() or category in ("Zl", "Zp"):
        return " "
    if category == "Ps":
        return "("
    if category == "Pe":
        return ")"
    return "" if category in _UNSEEN else character
