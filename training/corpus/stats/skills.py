"""Which skills a QAR supervises that texts under-report: where things are, how many, what is not so, what comes when.

Only question and answer count: a rationale that says "next to" in passing asks nobody to look where things are. What
is told here can be asked for in `deixis corpus generate --more` (training/corpus/writing/steering.py).
"""

import re
from typing import Literal, get_args

from models.records import QAR

Skill = Literal["spatial", "counting", "negation", "temporal"]
SKILLS: tuple[Skill, ...] = get_args(Skill)

_PLACES = (
    r"left of|right of|to the (?:left|right)|left side|right side|behind|in front of|next to|beside|besides|above|below"
    r"|under|underneath|beneath|between|on top of|in the (?:background|foreground|middle|corner)|across from|opposite"
    r"|inside|outside|near|nearer|nearest|close to|closer|closest|far from|farther|farthest|where"
)
_NUMBERS = r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|\d+"
_SKILLS: dict[Skill, re.Pattern[str]] = {
    "spatial": re.compile(rf"\b(?:{_PLACES})\b", re.IGNORECASE),
    # Ids of regions and times of day are no counts.
    "counting": re.compile(
        rf"\b(?:how many|(?:the )?number of|counts?|more|fewer|most|fewest|both|several|a pair of|a couple of)\b"
        rf"|(?<![\[:])\b(?:{_NUMBERS})\b(?!\]|:\d|\s*(?:o'clock|a\.?m\b|p\.?m\b))",
        re.IGNORECASE,
    ),
    "negation": re.compile(
        r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|lacks?|missing|absent)\b|n['’]t\b",
        re.IGNORECASE,
    ),
    "temporal": re.compile(
        r"\b(?:before|after|afterwards?|next(?! to\b)|then|already|yet|still|soon|later|earlier|previous(?:ly)?|first"
        r"|last|finally|until|while|during|since|when|about to|going to|just (?:now|finished|arrived|left)|will|once"
        r"|again)\b",
        re.IGNORECASE,
    ),
}


def skills_of(qar: QAR) -> tuple[Skill, ...]:
    """Return the skills that question or answer needs.

    >>> skills_of(QAR(question="How many dogs are behind [0]?", answer="None.", rationale="Nothing is there."))
    ('spatial', 'counting', 'negation')
    """
    text = f"{qar.question} {qar.answer}"
    return tuple(skill for skill, pattern in _SKILLS.items() if pattern.search(text))
