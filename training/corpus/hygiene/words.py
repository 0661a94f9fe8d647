"""The marks that the words of a QAR earn by themselves: whatever a prompt forbids to ask for or to say.

Most QARs earn none; the hints beside the patterns tell soon where that is so.
"""

import re
from collections.abc import Iterator, Sequence, Set

from training.corpus.hygiene.hints import Hints, words_apart
from training.corpus.hygiene.marks import NOT_SEEN, Mark, Seen, Texts
from training.corpus.hygiene.same import repeats_answer

_MOST_SENTENCES = 2

_SPECULATION_HINTS = frozenset(
    (
        *("hard to", "difficult to", "impossib", "possibl", "easy to", "tough to", "sure", "certain", "be determined"),
        *("be known", "be told", "speculat", "clear", "unclear", "uncertain", "unknown", "unsure", "guess", "assume"),
        *("suppose", "think", "believe", "maybe", "perhaps", "presumabl", "conceivabl", "could be", "might", "may "),
        "no way",
    )
)
_SPECULATION = re.compile(
    r"\b(?:(?:hard|difficult|impossible|not possible|not easy|tough) to (?:tell|say|know|determine|see|be sure)"
    r"|(?:cannot|can't|could not|couldn't|can not) be (?:sure|certain|determined|known|told)"
    r"|speculat\w*|un(?:clear|certain|known|sure)|not (?:entirely |quite |completely )?(?:clear|sure|certain)"
    r"|(?:my|a|just a|only a|best|educated) guess|(?:i|we) (?:guess|assume|suppose|think|believe)"
    r"|maybe|perhaps|possibly|presumably|conceivably|could be|might|may (?:be|have|want|feel|need|well)"
    r"|it(?:'s| is| seems) (?:just )?possible|no way (?:to know|of knowing))\b",
    re.IGNORECASE,
)
_PICTURE = r"(?:image|picture|photo|photograph|illustration|drawing)"
_TOLD = r"(?:description|caption|context)"
_SHOWS = r"(?:shows?|depicts?|mentions?|says?|suggests?|tells?|states?|indicates?|describes?|is|does|contains|implies)"
_IMAGE_HINTS = frozenset(
    (
        *("image", "picture", "photo", "illustration", "drawing", "description", "caption", "context", "frame"),
        *("described", "depicted", "bounding box", "coordinates", "region", "id tag", "according to"),
    )
)
_IMAGE = re.compile(
    rf"\b(?:(?:in|of|from|on|by|with|throughout|within) (?:the|this) (?:{_PICTURE}|{_TOLD}|frame)"
    rf"|(?:the|this) (?:{_PICTURE}|{_TOLD})(?:'s)? {_SHOWS}"
    r"|(?:region|object|visual) descriptions?|descriptions? (?:of|says|mentions?|given|provided)|as described"
    r"|is described as|(?:was|were|is|are) (?:depicted|pictured|captioned)|bounding box(?:es)?|coordinates"
    r"|regions? (?:ids?|\[|number)|id tags?"
    r"|according to the (?:labels?|narratives?|captions?|descriptions?|exchanges?))",
    re.IGNORECASE,
)
_OR = re.compile(r"[oO][rR]\b(?<!\w..)")  # found sooner than \bor\b
# An "or" that offers no choice of answers.
_PLAIN_OR = re.compile(
    r"\b(?:whether or not|more or less|sooner or later|or so|one way or (?:the other|another)|or else|ready or not"
    r"|(?:no|not|never|without|nobody|nothing|neither|cannot|hardly|\w+n't)\b[^.;]*?\bor)\b",
    re.IGNORECASE,
)
_WATERMARK = re.compile(
    r"\b(?:watermarks?|(?:text|writing|words|letters|lettering|logo|signature|caption|subtitle)s? (?:\w+ ){0,3}"
    r"(?:at|in|on|along|near) the (?:\w+ )?(?:bottom|edge|corner|border|margin))\b",
    re.IGNORECASE,
)
_AMBIENCE = re.compile(
    r"\b(?:atmosphere|ambi[ea]nces?|ambient|lighting|illumination"
    r"|mood of (?:the|this) (?:\w+ )?(?:scene|place|setting|room|picture|image|moment|gathering|event))\b",
    re.IGNORECASE,
)
_GARMENT = (
    r"(?:cloth(?:es|ing)|outfits?|attire|garments?|dress(?:es)?|shirts?|tops?|skirts?|trousers|pants|shorts|coats?"
    r"|jackets?|cardigans?|overalls|rompers?|swimsuits?|uniforms?|hats?|caps?|helmets?|shoes?|scar(?:f|ves)"
    r"|hair(?:style|do)?)"
)
_CLOTHING = re.compile(
    r"\bwear(?:s|ing)?\s*(?:today|here|now|right now|on (?:the|his|her|their) \w+|at the moment)?\s*\?"
    r"|\bdressed(?: in| up)?\s*\?|\b(?:got|have|has) on\s*\?"
    r"|\b(?:what|which) (?:kind of |type of |sort of )?"
    rf"(?:colou?rs?|clothes|clothing|outfit|garments?|attire|hairstyle)\b.*\b(?:{_GARMENT}|wear\w*|dressed)\b"
    rf"|\b(?:significance|meaning|purpose|importance|point|symbolism) of .*\b{_GARMENT}\b"
    rf"|\bwhat (?:does|do|can|could|might) .*\b{_GARMENT}\b.* "
    r"(?:say|tell|mean|suggest|signify|reveal|infer|indicate|symboli[sz]e)"
    rf"|\bhow (?:is|are|would you describe) .*(?:\bdressed\b|\b{_GARMENT}\s*\?)"
    r"|\bwhy (?:is|are|does|do|did|would) (?:\[\d+\]|he|she|they|the \w+|this \w+) (?:be )?(?:wear(?:ing)?|dressed)\b",
    re.IGNORECASE,
)
_ASKED: tuple[tuple[Mark, re.Pattern[str]], ...] = (
    ("watermark", _WATERMARK),
    ("ambience", _AMBIENCE),
    ("clothing", _CLOTHING),
)
_ASKED_HINTS = frozenset(
    (
        *("watermark", "bottom", "edge", "corner", "border", "margin"),
        *("atmosphere", "ambi", "lighting", "illumination", "mood of"),
        *("wear", "dress", "got on", "have on", "has on", "cloth", "outfit", "attire", "garment", "shirt", "top"),
        *("skirt", "trousers", "pants", "shorts", "coat", "jacket", "cardigan", "overalls", "romper", "swimsuit"),
        *("uniform", "hat", "cap", "helmet", "shoe", "scar", "hair"),
    )
)
_OR_HINT = "or "
_HINTS = Hints((*_SPECULATION_HINTS, *_IMAGE_HINTS, *_ASKED_HINTS, _OR_HINT))
_ABBREVIATION = re.compile(r"\b(?:mr|mrs|ms|dr|prof|st|vs|etc|approx|no|e\.g|i\.e|a\.m|p\.m)\.", re.IGNORECASE)
_SIGNS = (".", "!", "?", "…", "。", "！", "？")  # one of them ends every sentence but the last
_ENDS = frozenset(_SIGNS)
_SENTENCE_END = re.compile(r"[.!?…。！？](?:(?<=[。！？])|[.!?…]*[\"'”’)]*(?=\s+[^a-z\s]|\s*$))")


def marks_of_words(qar: Texts, seen: Seen = NOT_SEEN) -> list[Mark]:
    """Return the marks of a QAR that its words alone earn."""
    hints = hints_in(f"{qar.question} {qar.answer} {qar.rationale}") if seen.hints is None else seen.hints
    found = list(_marks_with_hints(qar, hints)) if hints else []
    if not seen.short and _has_many_sentences(qar):
        found.append("more than two sentences")
    if repeats_answer(qar.answer, qar.rationale):
        found.append("rationale repeats the answer")
    return found


def hints_in(text: str) -> set[str]:
    """Return the hints in a text, without which its words earn none of the marks that patterns look for."""
    return _HINTS.in_text(text)


def each_ends_once(whole: str, texts: Sequence[str]) -> bool:
    """Return whether every one of the texts, of which the whole is made, is one sentence; so are most."""
    signs = whole.count(".") + whole.count("!") + whole.count("?")
    return signs == len(texts) and whole.isascii() and _ENDS.issuperset([text[-1:] for text in texts])


def _marks_with_hints(qar: Texts, hints: Set[str]) -> Iterator[Mark]:
    """Yield the marks of a QAR that has no hints but some of these, or none."""
    asked, told = f" {words_apart(qar.question)}", words_apart(f" {qar.answer} {qar.rationale} ")
    in_asked = {hint for hint in hints if f" {hint}" in asked}
    in_told = {hint for hint in hints if f" {hint}" in told}
    said = f"{qar.answer} {qar.rationale}"
    if not _SPECULATION_HINTS.isdisjoint(in_told) and _SPECULATION.search(said):
        yield "speculation"
    if not _IMAGE_HINTS.isdisjoint(in_asked | in_told) and _IMAGE.search(f"{qar.question} {said}"):
        yield "talks of the image"
    if not _ASKED_HINTS.isdisjoint(in_asked):
        for mark, pattern in _ASKED:
            if pattern.search(qar.question):
                yield mark
    if _OR_HINT in in_told and (_offers_choice(qar.answer) or _offers_choice(qar.rationale)):
        yield "alternatives"


def sentences(text: str) -> int:
    """Return how many sentences a text has, one without an end counting too.

    >>> sentences("Dr. Lee is 1.5 m away... [0] waits. Soon")
    3
    """
    return _sentences(_ABBREVIATION.sub("x", text.strip()))


def _sentences(text: str) -> int:
    ends = list(_SENTENCE_END.finditer(text))
    return len(ends) + bool(text[ends[-1].end() if ends else 0 :].strip())


def _has_many_sentences(qar: Texts) -> bool:
    texts = (qar.question, qar.answer, qar.rationale)
    return not each_ends_once("".join(texts), texts) and any(map(_is_long, texts))


def _is_long(text: str) -> bool:
    signs = sum(map(text.count, ".!?" if text.isascii() else _SIGNS))
    if signs < _MOST_SENTENCES or (signs == _MOST_SENTENCES and text.endswith(_SIGNS)):
        return False
    # Abbreviations only make it fewer.
    return _sentences(text) > _MOST_SENTENCES and sentences(text) > _MOST_SENTENCES


def _offers_choice(text: str) -> bool:
    return _OR.search(text) is not None and _OR.search(_PLAIN_OR.sub("", text)) is not None
