"""A second teacher, for experiments: it turns into questions and answers what it is told, and infers nothing.

It reads the same prompts as the offline teacher and knows nothing of the world: no cause, no wish, no use of a thing.
A caption becomes a question after looks, an answer of the verbalizers one after what was asked, two boxes one after
sides. Its rationale is what else was told of the same: the caption, or the narrative that has most words in common with
it. So it errs where the verbalizers do, and nowhere else. Its edition is part of its name.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from models.corpus import ChatReply, ChatRequest
from models.errors import CallFailed
from models.offline_teacher.material import Material, Part, read_material
from models.offline_teacher.teacher import as_text
from models.offline_teacher.wording import Triple
from training.experiments.words import content

NAME = "literal:teacher-1"
_LOOKS = ("What does {s} look like?", "How would you describe {s}?", "Who or what is {s}?", "What can be seen at {s}?")
_LEFT = ("Who or what is to the left of {t}?", "What is there to the left of {t}?", "What do you find left of {t}?")
_RIGHT = ("Who or what is to the right of {t}?", "What is there to the right of {t}?", "What do you find right of {t}?")
_WHOLE = ("What is to be seen here?", "What is going on in this place?", "What does all of this show?")
# What a simple question asks of somebody or something (`{s}`), as a sentence that its answer (`{a}`) completes.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"what (?:is|does) @ hold|in the hand of @", "{s} is holding {a}."),
    (r"wear|dressed", "{s} is wearing {a}."),
    (r"colour", "{s} is {a}."),
    (r"doing|pose", "{s} is {a}."),
    (r"expression|face|how does @ look", "{s} has {a}."),
)
_THE = re.compile(r"\bthe ([a-z'-]+(?: [a-z'-]+)*?)(?= of\b| is\b| doing\b| holding\b| have\b| look\b| in\?|[?,:]|$)")
_LITTLE = frozenset(["the", "a", "an", "in", "with", "on", "of", "left", "right"])
_ARTICLE = re.compile(r"^(?:an?|some|the) ")
# Where the first words of a caption end, and where a narrative goes on to somebody else.
_MORE = re.compile(r",| (?:in|with|wearing|holding|carrying|to the|next to|beside|held by|that|at|on|by) ")
_NEXT = re.compile(r"(?<=[.!?]) |, (?:and|with) (?:besides,|we also see|there is also)?")
_LEAD = re.compile(r"(?i)^(?:on the (?:left|right)(?: side)?|to the (?:left|right)|here),? (?:we see|there is|is) ")
_APART = 0.05  # of the picture's width: centres that lie closer are on no side of each other

Said = tuple[str, str, str]
Names = Mapping[Part, str]


class LiteralTeacher:
    """See `models.base.ChatModel`. What it says depends on nothing but the request."""

    name = NAME

    async def complete(self, request: ChatRequest) -> ChatReply:
        """As `reply`."""
        return self.reply(request)

    def reply(self, request: ChatRequest) -> ChatReply:
        """Return triples about what a prompt tells. Raises CallFailed for a prompt that asks for something else."""
        prompt = request.messages[-1].text
        material = read_material(prompt)
        if material is None or material.task != "triples" or request.messages[-1].jpegs:
            raise CallFailed(f"{self.name} writes triples about a scene in words, and was asked for something else.")
        start = request.sample * material.number
        told = _triples(prompt)[start : start + material.number]
        return ChatReply(text=as_text([Triple(*each) for each in told]), model=self.name, finish="stop")


@lru_cache(maxsize=64)
def _triples(prompt: str) -> tuple[Said, ...]:
    """Return all that can be said of what a prompt tells, in an order by chance: calls take their share of it."""
    material = read_material(prompt)
    if material is None:
        return ()
    rng = random.Random(f"{NAME}/{prompt}")
    names = _names(material.parts)
    said = [
        *_about_parts(material, names, rng),
        *_about_exchanges(material, names),
        *_about_sides(material, names, rng),
    ]
    said += () if material.numbered else _about_whole(material, rng)
    rng.shuffle(said)
    return tuple({question: (question, answer, reason) for question, answer, reason in said}.values())


def _about_parts(material: Material, names: Names, rng: random.Random) -> Iterator[Said]:
    for part in material.parts:
        yield rng.choice(_LOOKS).format(s=names[part]), _looks(part, names), _nearest(part.caption, material.narratives)


def _about_exchanges(material: Material, names: Names) -> Iterator[Said]:
    """Turn every answer about somebody or something that only one caption fits into a sentence."""
    for question, answer in material.exchanges:
        phrase = _THE.search(question.lower())
        meant = [each for each in material.parts if phrase and _fits(phrase[1], each.caption)]
        if phrase is None or len(meant) != 1:
            continue
        plain = f"{question.lower()[: phrase.start()]}@{question.lower()[phrase.end() :]}"
        frame = next((frame for words, frame in _SENTENCES if re.search(words, plain)), "")
        if frame:
            name = names[meant[0]]
            asked = f"{question[: phrase.start()]}{name}{question[phrase.end() :]}"
            yield asked, _upper(frame.format(s=name, a=answer)), _looks(meant[0], names)


def _about_sides(material: Material, names: Names, rng: random.Random) -> Iterator[Said]:
    parts = material.parts
    pairs = [(one, other) for one in parts for other in parts if _is_left(one, other)]
    for one, other in rng.sample(pairs, min(3, len(pairs))):
        left, right = names[one], names[other]
        if rng.random() < 0.5:
            yield rng.choice(_LEFT).format(t=right), f"{_upper(left)} is to the left of {right}.", _looks(one, names)
        else:
            yield rng.choice(_RIGHT).format(t=left), f"{_upper(right)} is to the right of {left}.", _looks(other, names)


def _about_whole(material: Material, rng: random.Random) -> Iterator[Said]:
    for narrative in material.narratives:
        told = rng.choice(_clauses([narrative]) or [""])
        others = [each for each in material.narratives if each is not narrative]
        if told and others:
            yield rng.choice(_WHOLE), f"{_upper(told)}.", _nearest(told, others)


def _nearest(text: str, narratives: Sequence[str]) -> str:
    """Return what narratives tell that has most words in common with a text, else the text."""
    words = set(content(text))
    best = max(_clauses(narratives), key=lambda each: len(words & set(content(each))), default=text)
    told = _LEAD.sub("", best if words & set(content(best)) else text)
    return f"There is {told}." if re.match(r"(?:an?|some|one) ", told) else f"{_upper(told)}."


def _clauses(narratives: Sequence[str]) -> list[str]:
    return [clause for told in narratives for each in _NEXT.split(told) if (clause := each.strip(" .,"))]


def _names(parts: Sequence[Part]) -> Names:
    """Return numbers, or else the first words of captions where these fit one part alone, else all words."""
    heads = {part: _ARTICLE.sub("", _MORE.split(part.caption)[0]) for part in parts}
    alone = {part: list(heads.values()).count(head) == 1 for part, head in heads.items()}
    return {
        part: f"[{part.id}]"
        if part.id is not None
        else f"the {head if alone[part] else _ARTICLE.sub('', part.caption)}"
        for part, head in heads.items()
    }


def _fits(phrase: str, caption: str) -> bool:
    return set(phrase.split()) - _LITTLE <= set(caption.lower().replace(",", " ").split())


def _is_left(one: Part, other: Part) -> bool:
    return other.box.centre.x - one.box.centre.x > _APART


def _looks(part: Part, names: Names) -> str:
    return f"{_upper(names[part])} is {part.caption}." if part.id is not None else f"It is {part.caption}."


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
