"""The judge: which statements of any question, answer and rationale (QAR) about a drawn scene are true.

For experiments alone. It reads free text, knows the scene graph and shares no table with whoever wrote the text. A
text is cut into statements; of each it is read who is meant (`referents.py`), what is said of feelings (`feelings.py`)
and of what can be seen without a story (`plain_facts.py`); what words are left are held against those of the story that
the ones spoken of are part of (`sayable.py`), and who is linked in one statement must be part of one story.

A statement is "right", "nearly" (half of it), "wrong", "idle" (a turn of phrase, or a remark about nobody: "which
leaves no doubt"), or "unread": most of its words are unknown in the drawn world. What is unread counts neither as true
nor as false: where nothing else is wrong, such an answer or rationale has no truth, is rated by nobody, and is counted.
"""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from models.judging import Candidate
from models.records import QAR, Region
from training.evaluation.caption_facts import all_named
from training.experiments.feelings import Felt, read_feelings
from training.experiments.plain_facts import (
    Said,
    asked_side,
    read_bonds,
    read_count,
    read_distances,
    read_nouns,
    read_places,
    read_sides,
)
from training.experiments.rated_items import Truth
from training.experiments.referents import Named, Referents
from training.experiments.sayable import Sayable, help_words, support
from training.experiments.words import content
from training.scenes.graph import SceneGraph

Finding = Literal["right", "nearly", "wrong", "idle", "unread"]

BELIEVED, DISBELIEVED = 0.5, 0.2  # share of the weight of its words that a statement has in common with its story
_KNOWN = 0.5  # of its words: of a statement with fewer it cannot be said
_CUT = re.compile(
    r"(?<=[.?!;:]) +|,? +(?=because\b|since\b|while\b)"
    r"|, (?=and\b|so\b|which\b|but\b|for\b|that came\b|unlike\b|just as\b)"
)
_LEAD = re.compile(
    r"(?i)^(?:and|so|but|because|since|while|for|just before|shortly before this|a moment ago|next|in a moment|then"
    r"|the reason is that|it is because|it began when|one can see that|one can (?:tell|conclude) (?:that|by)"
    r"|it is clear that|it follows that|what stands out is that|it came first that)\b,?:? *"
)
_PREMISE = re.compile(
    r"(?i)\b(?:why|how come|what (?:has )?made|what reason|what for|behind|explain|what happened that)\b"
)
_YES_NO = re.compile(r"(?i)^(?:is|are|do|does|am|can|could|would|has|have|did|if)\b")
_ANSWER = re.compile(r"(?i)^(yes|no)\b[,.:]? *")
_ANYBODY = re.compile(r"(?i)\b(?:people|anybody|everybody|nobody|somebody|one would|such an?|no doubt|most)\b")
_TROUBLE = re.compile(r"(?i)\b(?:in trouble|wrong with|need help|hard time)\b")
_PLEASURE = re.compile(r"(?i)\b(?:good time|enjoying|good day|like what)\b")
_SAME = re.compile(r"(?i)\b(?:the same|same mood|same way)\b")
_HELP = re.compile(r"(?i)\bhelp @|\bneeds? from @|\b(?:do|does) for @|\bdo for @")
# What has no reader here: who would take it for false because of that would be wrong.
_BEYOND = re.compile(
    r"(?i)\b(?:between|above|below|bigger|smaller|larger|biggest|smallest|largest|tallest|from us|to us|edge|higher"
    r"|lower|left to right|farthest|furthest|nobody else|nobody is|all of|unlike the others|like the others|the others"
    r"|different|atmosphere|mood)\b"
)
_BAD = ("sad", "angry", "scared")


class Statement(NamedTuple):
    """A piece of a text and what was found of it."""

    text: str
    finding: Finding


class Verdict(NamedTuple):
    """What is true of a QAR. `answer` and `rationale` are None where a statement of theirs could not be read, or where
    there is none that says anything."""

    answer: Truth | None
    rationale: Truth | None
    statements: tuple[Statement, ...]


class Judge:
    """Judges what is said about one scene."""

    def __init__(self, graph: SceneGraph) -> None:
        self.graph = graph
        self._sayable = Sayable(graph)

    def judge(self, candidate: Candidate) -> Verdict:
        """Return what is true of a candidate; its regions are boxes of the graph's picture."""
        return self.judge_qar(candidate.qar, candidate.regions)

    def judge_qar(self, qar: QAR, regions: Iterable[Region]) -> Verdict:
        """Return what is true of a QAR that may name these regions."""
        case = _Case(self.graph, self._sayable, Referents(self.graph, regions), qar)
        answer, rationale = case.answer(), case.rationale()
        return Verdict(
            answer=case.with_premise(_sum(answer)), rationale=_sum(rationale), statements=(*answer, *rationale)
        )


class _Case:
    """One QAR: who is spoken of in its question is the subject of what names nobody."""

    def __init__(self, graph: SceneGraph, sayable: Sayable, referents: Referents, qar: QAR) -> None:
        self._graph, self._sayable, self._referents, self._qar = graph, sayable, referents, qar
        self._asked = referents.named(qar.question)
        answer = referents.named(qar.answer, self._asked.entities)
        self._answered = answer.entities
        self._spoken = tuple(dict.fromkeys((*self._asked.entities, *answer.entities)))
        self._subject = self._spoken[0] if self._spoken else None

    def answer(self) -> list[Statement]:
        """Return the statements of the answer; a yes or no is one about the question."""
        text = self._qar.answer
        said = _ANSWER.match(text)
        found: list[Statement] = []
        if said and _YES_NO.match(self._qar.question):
            found.append(Statement(said[0].strip(), self._yes_or_no(said[1].lower() == "yes")))
            text = text[said.end() :]
        return [*found, *self._statements(text, of_answer=True)]

    def rationale(self) -> list[Statement]:
        return self._statements(self._qar.rationale, of_answer=False)

    def with_premise(self, truth: Truth | None) -> Truth | None:
        """Return "wrong" where the question names who is not there or takes a feeling for granted that is not felt,
        and where the answer speaks of quite another story."""
        if self._asked.nobody or self._is_made_up(self._asked.text) or not self._is_to_the_point():
            return "wrong"
        if _PREMISE.search(self._qar.question):
            felt = read_feelings(self._asked.text, self._graph, self._subject).felt
            if any(not self._holds(each) for each in felt):
                return "wrong"
        return truth

    def _is_made_up(self, text: str) -> bool:
        """Return whether a text speaks of "the" thing where none is there and no story of the scene has it."""
        sayable = self._sayable.of(range(len(self._graph.entities)))
        lowered = text.lower()
        return any(
            lowered[: each.start].endswith("the ") and not sayable.issuperset(content(each.noun))
            for each in all_named(lowered)
        )

    def _is_to_the_point(self) -> bool:
        """Return whether the answer names somebody of a story that the question is about, or nobody."""
        stories = {self._graph.entities[each].situation for each in self._asked.entities}
        told = {self._graph.entities[each].situation for each in self._answered}
        return not stories or not told or bool(stories & told)

    def _yes_or_no(self, yes: bool) -> Finding:
        question = self._asked.text
        holds = self._question_holds(question)
        if holds is None:
            return "idle"  # what follows the word is judged
        return "right" if holds == yes else "wrong"

    def _question_holds(self, question: str) -> bool | None:
        side = asked_side(question, self._graph)
        if side is not None:
            return side == "right"
        people = [self._graph.entities[each] for each in self._asked.entities]
        if _SAME.search(question) and len(people) == 2:
            return people[0].feeling == people[1].feeling
        if people and _TROUBLE.search(question):
            return people[0].feeling in _BAD
        if people and _PLEASURE.search(question):
            return people[0].feeling in ("happy", "calm")
        felt = read_feelings(question, self._graph, self._subject).felt
        return all(self._holds(each) for each in felt) if felt else None

    def _holds(self, felt: Felt) -> bool:
        return (self._graph.entities[felt.entity].feeling == felt.feeling) != felt.denied

    def _statements(self, text: str, *, of_answer: bool) -> list[Statement]:
        pieces = [_LEAD.sub("", piece.strip()).strip(" ,.:;") for piece in _CUT.split(text)]
        return [Statement(piece, self._find(piece, of_answer=of_answer)) for piece in pieces if piece]

    def _find(self, piece: str, *, of_answer: bool) -> Finding:
        named = self._referents.named(piece, self._spoken)
        if named.nobody or self._is_made_up(named.text):
            return "wrong"
        if not named.entities and not of_answer and _ANYBODY.search(piece):
            return "idle"
        truths: list[Finding] = []
        rest = named.text
        for said in self._plain(rest):
            truths += said.truths
            rest = said.rest
        feelings = read_feelings(rest, self._graph, self._subject)
        truths.extend("right" if self._holds(each) else "wrong" for each in feelings.felt)
        if not truths and _BEYOND.search(piece):
            return "unread"
        truths.append(self._told(feelings.rest, named, alone=not truths, of_answer=of_answer))
        return _all(truths)

    def _plain(self, text: str) -> Iterable[Said]:
        """Yield what each reader of plain facts decides, each of what the one before it left."""
        graph = self._graph
        for read in (
            lambda left: read_count(left, self._asked.text, graph),
            lambda left: read_sides(left, graph),
            lambda left: read_distances(left, graph, self._spoken),
            lambda left: read_bonds(left, graph, self._spoken),
            lambda left: read_places(left, graph),
            lambda left: read_nouns(left, graph),
        ):
            said = read(text)
            text = said.rest
            yield said

    def _told(self, text: str, named: Named, *, alone: bool, of_answer: bool) -> Finding:
        """Decide on the words that are left: do they belong to the story of those spoken of?"""
        words = content(re.sub(r"@\d+", " ", text))
        spoken = named.entities or ((self._subject,) if self._subject is not None else ())
        helps = _HELP.search(self._asked.text) is not None
        if not words:
            return "idle"
        if alone and not helps and not self._is_one_story(spoken):
            return "wrong"
        sayable = self._sayable.of(spoken if spoken else range(len(self._graph.entities)))
        found = support(words, sayable | help_words() if helps else sayable)
        if found.share >= BELIEVED and found.known >= _KNOWN:
            return "right"
        if not alone or (not named.entities and not of_answer):
            return "idle"  # a turn of phrase around what was read already
        if found.known < _KNOWN:
            return "unread"
        return "wrong" if found.share <= DISBELIEVED else "nearly"

    def _is_one_story(self, spoken: Iterable[int]) -> bool:
        return len({self._graph.entities[each].situation for each in spoken}) <= 1


def _all(findings: Iterable[Finding]) -> Finding:
    """Return what several findings about one statement come to: the worst, idle only where nothing else is."""
    found = [each for each in findings if each != "idle"]
    for worst in ("wrong", "unread", "nearly", "right"):
        if worst in found:
            return worst
    return "idle"


def _sum(statements: Iterable[Statement]) -> Truth | None:
    """Return the truth of a text: the worst of its statements; None with one that is unread, or none that says a thing.

    What is wrong is wrong, whatever else there is that cannot be read.
    """
    worst = _all(each.finding for each in statements)
    return worst if worst in ("right", "nearly", "wrong") else None  # type: ignore[return-value]
