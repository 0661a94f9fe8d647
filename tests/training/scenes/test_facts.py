"""Yes-no questions: their words, and the picture as a whole, say nothing about the answer."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from tests.fakes.asked_scenes import Asked, all_shown
from training.scenes.about_facts import fact_questions
from training.scenes.graph import SceneGraph
from training.scenes.phrases import FEELING_WORDS
from training.scenes.phrases_people import PEOPLE_QUESTIONS
from training.scenes.phrases_things import THING_QUESTIONS
from training.scenes.telling import Teller

FORMS = {form: texts for form, texts in {**PEOPLE_QUESTIONS, **THING_QUESTIONS}.items() if form.endswith("?")}


def test_yes_and_no_are_never_both_true(asked: list[Asked]) -> None:
    for _, _, questions in asked:
        for question in questions:
            if question.type == "factual":
                assert len({answer.split(",")[0] for answer in question.accepted}) == 1


def test_the_words_of_a_yes_no_question_say_nothing_about_its_answer(graphs: list[SceneGraph]) -> None:
    """Whatever is asked for is as often true as false: the best guess from the words is right half of the time."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    texts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for fact in _facts(graphs, rounds=30):
        forms[fact.form][fact.reply] += 1
        texts[fact.form, fact.said][fact.reply] += 1

    often = {said: counts for said, counts in texts.items() if counts.total() >= 300}
    assert set(forms) == set(FORMS)
    assert {form for form, _ in often} >= {"feeling?", "wearing?"}
    for said, counts in often.items():
        assert 0.4 <= counts["yes"] / counts.total() <= 0.6, (said, counts)
    for form, counts in forms.items():
        assert counts.total() > 300
        assert 0.47 <= counts["yes"] / counts.total() <= 0.53, (form, counts)


def test_what_a_yes_no_question_asks_for_is_true_of_somebody_in_the_picture(graphs: list[SceneGraph]) -> None:
    checked = 0
    for graph in graphs[:80]:
        scene = all_shown(graph)
        feelings = {entity.feeling for entity in graph.entities}
        for question in scene.questions:
            words = set(re.findall(r"\w+", question.qar.question))
            for feeling, names in FEELING_WORDS.items():
                if question.type == "factual" and words & set(names):
                    checked += 1
                    assert feeling in feelings
                    assert question.qar.answer.startswith("yes") == (scene.entity(question).feeling == feeling)
    assert checked > 80


class _Fact(NamedTuple):
    form: str
    said: str
    reply: str


def _facts(graphs: list[SceneGraph], *, rounds: int) -> Iterator[_Fact]:
    """Yield the form of yes-no questions, what is asked for, and yes or no; some entities are shown."""
    for graph in graphs:
        rng = random.Random(graph.seed)
        for _ in range(rounds):
            count = rng.randint(1, min(6, len(graph.entities)))
            ids = {index: n for n, index in enumerate(rng.sample(range(len(graph.entities)), count))}
            for question in fact_questions(Teller(graph, ids, rng)):
                form = _form_of(question.qar.answer)
                yield _Fact(form, _said(question.qar.question, form), question.qar.answer.split(",")[0])


def _form_of(answer: str) -> str:
    """Return the form of a yes-no question from its answer."""
    trait = re.sub(r"^(yes|no), \[\d+\] is (not )?", "", answer)
    if trait.startswith("wearing "):
        return "wearing?"
    if any(trait in words for words in FEELING_WORDS.values()):
        return "feeling?"
    if trait.startswith(("a ", "an ", "some ")):
        return "thing?"
    return "doing?" if trait.split()[0].endswith("ing") else "colour?"


def _said(question: str, form: str) -> str:
    """Return what a yes-no question of a form asks for."""
    for phrasing in FORMS[form]:
        pattern = re.escape(phrasing).replace(r"\{s\}", r"\[\d+\]").replace(r"\{w\}", "(.+)").replace(r"\{n\}", "(.+)")
        if match := re.fullmatch(pattern, question):
            return match[1]
    raise AssertionError(f"no phrasing of {form} reads {question}")
