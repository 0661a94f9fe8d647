"""Which feelings a text speaks of, in the judge's own words; most of a thesaurus, and the faces they show on."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from training.scenes.graph import Feeling, SceneGraph

_WORDS: Mapping[Feeling, str] = {
    "happy": r"happ(?:y|ily|iness)|joy(?:ful|ous)?|cheer(?:ful|fulness)|glad(?:ness)?|delight(?:ed)?|pleased|overjoyed"
    r"|in high spirits|good mood|smil(?:es?|ing)|beam(?:s|ing)|grin(?:s|ning)?|laugh(?:s|ing|ter)?|merry|jolly"
    r"|rosy cheeks|lights? up",
    "sad": r"sad(?:ness|ly)?|unhapp(?:y|iness)|miserabl[ey]|misery|heartbroken|sorrow(?:ful)?|grie(?:f|ving)|in tears"
    r"|tears?(?! (?:apart|up))|tearful|cry(?:ing)?|cries|weep(?:s|ing)?|sob(?:s|bing)?|downcast|gloomy|despair",
    "angry": r"ang(?:er|ry|rily)|furious|fury|rag(?:e|ing)|annoyed|annoyance|cross(?=[ ,.?!:]|$)|mad(?= (?:at|about))"
    r"|frown(?:s|ing)?|scowl(?:s|ing)?|brows (?:of @\d+ )?(?:are )?drawn together|red-faced|irritated",
    "surprised": r"surpris(?:ed|e)|amaz(?:ed|ement)|astonish(?:ed|ment)|startled|stunned|astounded|open-mouthed"
    r"|mouth (?:of @\d+ )?(?:stands |is |wide )*open|raised brows|brows (?:of @\d+ )?are raised|gaping|stares"
    r"|eyes (?:of @\d+ )?are wide|wide eyes(?! and a pale)",
    "scared": r"scared|afraid|fear(?:ful)?|fright(?:ened)?|alarmed|terrified|terror|horrified|panic|trembl(?:es|ing)"
    r"|pale|gone white|lost all (?:its )?colour|cold sweat|sweat(?:s|ing)?|worried",
    "calm": r"calm(?:ness|ly)?(?! @|ing)|at ease|composed|untroubled|peace(?:ful|fully)?(?! with| and quiet)|relaxed"
    r"|serene|peace of mind|no feeling moves|without a stir|straight (?:line|mouth)|unmoved",
}
_PATTERN = re.compile("|".join(f"(?P<{feeling}>\\b(?:{words})\\b)" for feeling, words in _WORDS.items()))
_DENIED = re.compile(r"(?:\bnot\b|n't|\banything but|\bno reason to be|\bnobody\b)[\w ]{0,20}$")
# Who follows at once is meant, not who came before: "a smile on the face of @1", "joy that fills @1".
_FOLLOWING = re.compile(
    r" (?:on|from|in|down)? ?(?:the (?:\w+ )?(?:face|cheeks|eyes) of )@(\d+)|,? (?:that )?fills @(\d+)"
)
_WHO = re.compile(r"@(\d+)")
_VERBS = re.compile(r"\b(?:to|can|could|should|will|would|must|came to) (?:\w+ )?$")


class Felt(NamedTuple):
    """That somebody (an entity) feels so, or does not, where it stands in the text."""

    entity: int
    feeling: Feeling
    denied: bool


class Feelings(NamedTuple):
    """What is said of feelings, and the text without it."""

    felt: tuple[Felt, ...]
    rest: str


def read_feelings(text: str, graph: SceneGraph, subject: int | None) -> Feelings:
    """Return what a text in which everybody is marked `@index` says of people's feelings.

    A feeling belongs to the person named last before it, else to the one named next, else to the `subject`.
    """
    found = list(_found(text, graph, subject))
    rest, end = [], 0
    for (start, stop), _ in found:
        rest.append(text[end:start])
        end = stop
    return Feelings(tuple(felt for _, felt in found), " ".join("".join([*rest, text[end:]]).split()))


def feelings_named(text: str) -> frozenset[Feeling]:
    """Return the feelings that a text has words for."""
    return frozenset(_feeling_of(match) for match in _PATTERN.finditer(text.lower()))


def _found(text: str, graph: SceneGraph, subject: int | None) -> Iterator[tuple[tuple[int, int], Felt]]:
    lowered = text.lower()
    for match in _PATTERN.finditer(lowered):
        if _VERBS.search(lowered[: match.start()]) and not lowered[: match.start()].endswith(("be ", "look ", "feel ")):
            continue
        who = _whose(lowered, match, graph, subject)
        if who is not None:
            denied = _DENIED.search(lowered[: match.start()]) is not None
            yield match.span(), Felt(who, _feeling_of(match), denied)


def _whose(text: str, match: re.Match[str], graph: SceneGraph, subject: int | None) -> int | None:
    def people(part: str) -> list[int]:
        return [int(who) for who in _WHO.findall(part) if graph.entities[int(who)].kind == "person"]

    inside, earlier, later = people(match[0]), people(text[: match.start()]), people(text[match.end() :])
    if inside:
        return inside[0]
    following = _FOLLOWING.match(text, match.end())
    if following:
        return int(following[1] or following[2])
    if earlier:
        return earlier[-1]
    if subject is not None and graph.entities[subject].kind == "person":
        return subject
    return later[0] if later else None


def _feeling_of(match: re.Match[str]) -> Feeling:
    return next(feeling for feeling in _WORDS if match.group(feeling) is not None)
