"""The offline teacher: a chat model that replies to our prompts, and to nothing else, from what they say.

It knows nothing of pictures, scene graphs or seeds: whatever the verbalizers got wrong, it believes. The same request
gets the same reply; `sample` asks for the next ones of what comes to mind, so that calls about one prompt never repeat
each other. Its edition is part of its name: before any rate of acceptance is measured it is frozen, and what changes
its replies afterwards makes a new edition.
"""

import random
from collections.abc import Sequence
from functools import lru_cache

from models.corpus import ChatReply, ChatRequest
from models.errors import CallFailed
from models.offline_teacher.answering import answer_in_words
from models.offline_teacher.choosing import all_thoughts, in_order, wanted_first
from models.offline_teacher.material import Material, read_material
from models.offline_teacher.scene import Scene
from models.offline_teacher.simple_questions import simple_questions
from models.offline_teacher.wording import Triple

EDITION = 1
_ROUNDS = 4
NAME = f"embedded:teacher-{EDITION}"


class OfflineTeacher:
    """See `base.ChatModel`. What it says depends on nothing but the request."""

    name = NAME

    async def complete(self, request: ChatRequest) -> ChatReply:
        """Reply to the last message. Raises CallFailed for a text that is none of our prompts."""
        return self.reply(request)

    def reply(self, request: ChatRequest) -> ChatReply:
        """As `complete`, without waiting."""
        prompt = request.messages[-1].text
        material = read_material(prompt)
        if material is None or request.messages[-1].jpegs:
            raise CallFailed(
                f"{self.name} reads only prompts that put a scene into words, and this is none. "
                "For pictures or other prompts choose a language model, such as openai:MODEL."
            )
        text = _reply(material, prompt, request)
        return ChatReply(
            text=text,
            model=self.name,
            finish="stop",
            prompt_tokens=len(prompt.split()),
            reply_tokens=len(text.split()),
        )


def _reply(material: Material, prompt: str, request: ChatRequest) -> str:
    seed = f"{NAME}/{request.seed or 0}/{prompt}"
    if material.task == "triples":
        start = request.sample * material.number
        return as_text(_triples(prompt, seed)[start : start + material.number])
    scene, rng = Scene(material), random.Random(f"{seed}/{request.sample}")
    if material.task == "answer":
        return answer_in_words(material, scene, rng)
    asked = simple_questions(scene, rng, material.number)
    return "\n".join(f"{number}. {question}" for number, question in enumerate(asked, start=1))


@lru_cache(maxsize=64)
def _triples(prompt: str, seed: str) -> tuple[Triple, ...]:
    """Return all that comes to mind, in the order that it is told in, for the several calls about one prompt."""
    material = read_material(prompt)
    if material is None:
        return ()
    rng = random.Random(seed)
    scene = Scene(material)
    # Where only a few kinds are wanted, one round of thinking would soon be told.
    rounds = _ROUNDS if material.wanted else 1
    thoughts = wanted_first([each for _ in range(rounds) for each in all_thoughts(scene, rng)], material.wanted)
    triples = (thought.triple for thought in in_order(thoughts, rng))
    # What names no number cannot be told where regions are to be named by theirs.
    return tuple(triple for triple in triples if not material.numbered or "[" in " ".join(triple))


def as_text(triples: Sequence[Triple]) -> str:
    """Return triples as a reply has them."""
    if not triples:
        return "There is nothing more to say about this scene."
    return "\n\n".join(
        f"Question: {each.question}\nAnswer: {each.answer}\nRationale: {each.rationale}" for each in triples
    )
