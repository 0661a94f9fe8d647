"""What a question asks for: the types of table 7 of the paper, told by the words of the question.

The paper gives two or three examples a type and no list; the patterns here are ours. A question has the type of the
first line that fits, so what is special stands before what is general: "why" before the feeling that it asks about.
"""

import re
from typing import Literal, get_args

QuestionType = Literal[
    "purpose",
    "relationship",
    "type",
    "emotion",
    "scene",
    "attribute",
    "action",
    "inference",
    "reason",
    "role",
    "focus",
    "ambiance",
    "factual",
    "others",
]
QUESTION_TYPES: tuple[QuestionType, ...] = get_args(QuestionType)

# Each word or phrase is fenced by word borders; one that ends in * is the beginning of a word, ^ is the question's.
_WORDS: tuple[tuple[QuestionType, str], ...] = (
    (
        "reason",
        "why|how come|reason|reasons|intention*|intend*|motiv*|what made|has made|what makes|what cause*|what led",
    ),
    ("reason", "want to|wants to|hope for|hopes for|hoping for|wish for|wishes for"),
    ("ambiance", "atmospher*|ambianc*|ambienc*|mood|moods|vibe|vibes"),
    ("focus", "focus|focal|stand out|stands out|most notic*|most strik*|most prominent|most eye*|attention"),
    ("role", "role|roles|occupation*|profession*|job|jobs|for a living|in charge"),
    ("relationship", "relat*|connect*|know each other|to each other|with each other"),
    ("emotion", "emotion*|feel*|felt|happy|sad|upset|afraid|angry|expression*|goes on inside|going on inside"),
    ("purpose", "purpose*|significan*|function*|use for|used for|importan*|meaning|symbol*|what is it for"),
    ("type", "kind|kinds|type|types|sort|sorts|style|styles|breed|breeds|species|genre|^what is [id]|^what are [id]"),
    ("inference", "infer*|conclu*|predict*|happen next|happens next|assum*|deduc*|guess*|about to"),
    ("attribute", "state|states|condition*|color*|colour*|material*|made of|shape*|size|sizes|look like|looks like"),
    ("attribute", "appearance|how old|how big|how tall|how large|how long|how heavy|how new|wear*|dressed|age"),
    ("scene", "^where|^when|what time|what season|what place|what occasion|what part of|situation*|setting*"),
    ("scene", "locat*|environment*|scene|scenario|weather|place"),
    ("action", "doing|done|activit*|event|events|action*|happen*|going on|goes on|trying to|holding"),
    (
        "inference",
        "likely|probably|might|could|would|what should|suggest*|imply|implies|indicat*|can you|can we|can one|can be",
    ),
    ("factual", "^is|^are|^was|^were|^do|^does|^did|^has|^have|^had|^can|^will|^should|^who|^whose|^which"),
    ("factual", "how many|how much"),
)


def _pattern(words: str) -> re.Pattern[str]:
    """Return the pattern of a line above; all that begins the question with "what is" and ids ends it there."""
    found = []
    for word in words.split("|"):
        start = "^" if word.startswith("^") else r"\b"
        end = "" if word.endswith("*") else r"\b"
        found.append(f"{start}{re.escape(word.strip('^*'))}{end}")
    return re.compile("|".join(found).replace(r"\ \[id\]\b", r" (?:\[\d+\](?:, | and )?)+\?"))


_PATTERNS: tuple[tuple[QuestionType, re.Pattern[str]], ...] = tuple((name, _pattern(words)) for name, words in _WORDS)


def question_type(question: str) -> QuestionType:
    """Return the type of a question; "others" where no pattern fits.

    >>> question_type("Why is [0] sad?"), question_type("What emotion might [1] show?")
    ('reason', 'emotion')
    """
    text = question.strip().lower()
    for name, pattern in _PATTERNS:
        if pattern.search(text):
            return name
    return "others"
