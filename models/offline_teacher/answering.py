"""Answer a question that somebody asks about a scene or about what a description tells."""

import random
import re

from models.offline_teacher.checking import check
from models.offline_teacher.choosing import all_thoughts
from models.offline_teacher.lore import tokens_of
from models.offline_teacher.material import Material, Part
from models.offline_teacher.scene import Scene
from models.offline_teacher.thoughts import Thought
from models.records import Box

# Which kinds of thoughts answer a question, by how it begins or what it holds; the first pattern that fits decides.
_ASKED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\bhow many\b|\bcount\b|\bnumber of\b", ("counting", "count people")),
    (r"\bleft\b|\bright of\b|\bto the right\b|\bwhich side\b|\bdirection\b", ("side", "nearest")),
    (r"\bnearest\b|\bclosest\b|\bnearer\b", ("nearest", "side")),
    (r"\bwho\b.*\bnot\b|\bwhich\b.*\bnot\b|\bno smile\b", ("negation", "not feeling", "focus")),
    (r"\bnot\b", ("not feeling", "negation", "emotion")),
    (r"\bcome first\b|\bcomes first\b|\bcame first\b|\balready\b|\bearlier\b", ("temporal", "before")),
    (r"\bbefore\b|\bjust happened\b|\bled to\b|\bhappened\b|\bhow did\b", ("before", "why", "inference")),
    (r"\bnext\b|\bafter\b|\babout to\b|\bgoing to do\b|\bwill\b", ("after", "animal next", "intent")),
    (
        r"^why\b|\bwhy\b|\breason\b|\bcause\b|\bhow come\b|\bmade\b|\bmakes\b|\bexplain",
        ("why", "intent", "pose", "inference"),
    ),
    (
        r"\bwants?\b|\bwish|\bintention\b|\bhop(?:e|ing)\b|\bgoal\b|\baim\b|\bafter\b|\bplan",
        ("intent", "animal wants", "after"),
    ),
    (r"\bfeel|\bemotion|\bmood\b|\bhow is\b", ("emotion", "why")),
    (r"\brelat|\bknow each other\b|\bconnect|\bto each other\b|\bbond\b", ("relationship", "same")),
    (r"\bpurpose\b|\bused? for\b|\bfor\?$|\buse of\b", ("purpose", "type")),
    (
        r"\bkind of (?:animal|thing|object)\b|\bwhat is (?:this|that|it)\b|\bsort of\b",
        ("type", "animal kind", "purpose"),
    ),
    (
        r"\bkind of person\b|\brole\b|\bjob\b|\bliving\b|\bwho is\b|\boccupation\b",
        ("role", "relationship", "inference"),
    ),
    (r"\bwhere\b|\bplace\b", ("scene", "occasion")),
    (r"\boccasion\b|\bevent\b|\bsituation\b|\bgoing on\b", ("occasion", "scene", "doing")),
    (r"\bdoing\b|\bup to\b|\bbusy\b|\bdoes\b|\bactivity\b", ("doing", "pose", "animal busy", "role")),
    (r"\bshould\b|\badvise\b|\bsafe\b|\bhelp\b|\bcareful\b", ("care", "help", "after")),
    (r"\bstate\b|\bcondition\b|\bmatter with\b|\bwrong with\b", ("state", "factual")),
    (r"\binfer|\bconclude|\bdeduce|\btell about\b", ("inference", "doing", "emotion")),
    (r"\bstands? out\b|\bnotice\b|\bspecial\b|\bstriking\b", ("focus", "state", "animal kind", "emotion")),
    (r"^(?:is|are|do|does|did|can|was)\b", ("factual", "factual good", "not feeling", "same", "emotion")),
)
# What may stand between the descriptions in a question.
_BETWEEN = re.compile(
    r"\b(?:and|or|of|from|than|between|next to|beside|that|is|are|does|do|feels?|look(?:s|ing)?(?: at)?)\b|[,?.]"
)
_ANYTHING = ("doing", "why", "emotion", "animal busy", "state", "purpose", "scene")


def answer_in_words(material: Material, scene: Scene, rng: random.Random) -> str:
    """Return two lines, answer and rationale; a scene of which nothing is known is answered as well as it allows."""
    if not scene.seen:
        scene = _scene_of_question(material)
    if checked := check(scene, material.question):
        return f"Answer: {checked.answer}\nRationale: {checked.rationale}"
    thoughts = all_thoughts(scene, rng)
    named = {int(digits) for digits in re.findall(r"\[(\d+)\]", material.question)}
    best = max(thoughts, key=lambda thought: _fit(thought, material.question, named), default=None)
    if best is None:
        return "Answer: Nothing out of the ordinary.\nRationale: Nothing here is out of its place."
    return f"Answer: {best.triple.answer}\nRationale: {best.triple.rationale}"


def _fit(thought: Thought, question: str, named: set[int]) -> tuple[float, float]:
    """Return how well a thought answers a question: about those who are named, of the kind that is asked for."""
    kinds = next((kinds for words, kinds in _ASKED if re.search(words, question.lower())), ()) or _ANYTHING
    about = {each.part.id for each in thought.about if each.part.id is not None}
    meant = len(named & about)
    rank = kinds.index(thought.kind) if thought.kind in kinds else len(kinds) + 2
    words = set(tokens_of(question)) & set(tokens_of(thought.triple.question))
    return (4.0 * meant - 1.2 * rank, thought.strength + 0.05 * len(words))


def _scene_of_question(material: Material) -> Scene:
    """Return the scene that the words of a question tell of: each phrase may be somebody or something."""
    phrases = _BETWEEN.split(material.question)
    captions = [phrase.strip() for phrase in phrases if phrase.strip()]
    width = 1 / max(1, len(captions))
    parts = tuple(
        Part(None, caption, Box(number * width, 0.0, (number + 1) * width, 1.0))
        for number, caption in enumerate(captions)
    )
    return Scene(material._replace(parts=parts))
