"""Questions, and the sets of answers that are true of a graph."""

import random
import re
from collections import Counter, defaultdict

import pytest

from tests.fakes.asked_scenes import Asked, all_shown, graph_of, masked
from training.scenes.about_picture import main_happening
from training.scenes.asking import (
    MOST_ACCEPTED,
    Truths,
    can_be_asked,
    framed,
    may_both_hold,
    may_share_hat,
    may_share_noun,
    shows_hair,
)
from training.scenes.graph import PROFESSIONS, Entity, SceneGraph
from training.scenes.phrases import FEELING_WORDS, with_article
from training.scenes.phrases_causes import CAUSE_QUESTIONS
from training.scenes.phrases_people import PEOPLE_QUESTIONS
from training.scenes.phrases_picture import PICTURE_QUESTIONS
from training.scenes.phrases_things import THING_QUESTIONS
from training.scenes.questions import QUESTION_TYPES, WHOLE_PICTURE_TYPES, ask_about, mask_ids
from training.scenes.tags import TAG_SETS, tags_of

FORMS = {**CAUSE_QUESTIONS, **PEOPLE_QUESTIONS, **THING_QUESTIONS, **PICTURE_QUESTIONS}
# What is worded in the files `about_*.py`; the other types have tests of their own.
OWN_TYPES = {
    "why", "before", "after", "intent", "action", "emotion", "role", "attribute", "type", "purpose", "factual",
    "inference", "focus", "scene", "ambiance",
}  # fmt: skip


def test_every_question_accepts_the_answer_it_gives(asked: list[Asked]) -> None:
    assert all(question.qar.answer in question.accepted for scene in asked for question in scene.questions)


def test_texts_name_only_regions_that_are_shown(asked: list[Asked]) -> None:
    for _, ids, questions in asked:
        for question in questions:
            texts = (question.qar.question, question.qar.answer, question.qar.rationale, *question.accepted)
            assert {int(number) for number in re.findall(r"\[(\d+)\]", " ".join(texts))} <= set(ids.values())


def test_no_text_keeps_an_unfilled_place(asked: list[Asked]) -> None:
    for _, _, questions in asked:
        for question in questions:
            assert not re.search(r"[{}]|None|  ", " ".join((*question.accepted, *question.qar.model_dump().values())))


def test_answers_are_short_and_a_question_accepts_few(asked: list[Asked]) -> None:
    for _, _, questions in asked:
        for question in questions:
            assert len(question.accepted) <= MOST_ACCEPTED
            for answer in question.accepted:
                assert len(answer.split()) <= 14 or question.type not in OWN_TYPES, answer


def test_every_type_occurs_and_that_of_causes_for_every_person_who_can_be_seen(asked: list[Asked]) -> None:
    types = Counter(question.type for _, _, questions in asked for question in questions)
    assert len(QUESTION_TYPES) == 19
    assert set(types) == {*QUESTION_TYPES, *WHOLE_PICTURE_TYPES}
    assert min(types.values()) >= 50

    for graph, ids, questions in asked:
        seen = [graph.entities[index] for index in ids if can_be_asked(graph.entities[index])]
        people = Counter(entity.index for entity in seen if entity.kind == "person")
        assert Counter(question.entity for question in questions if question.type == "why") == people
        for type_ in ("before", "after", "intent", "inference"):
            about = Counter(question.entity for question in questions if question.type == type_)
            assert people <= about


def test_animals_are_asked_for_doings_and_wishes_but_for_no_feeling(asked: list[Asked]) -> None:
    types: defaultdict[str, set[str]] = defaultdict(set)
    for scene in asked:
        for question in scene.questions:
            if question.entity is not None:
                types[scene.entity(question).kind].add(question.type)
    assert {"action", "intent", "after", "inference", "type", "attribute"} <= types["animal"]
    assert not {"why", "emotion", "role", "focus", "purpose"} & types["animal"]
    assert not {"why", "before", "after", "intent", "action", "emotion", "inference"} & types["object"]


def test_who_is_mostly_hidden_is_not_asked_about(asked: list[Asked]) -> None:
    scene = next(each for each in asked if len(each.ids) > 1)
    hidden = scene.graph.model_copy(
        update={"entities": tuple(each.model_copy(update={"visible": 0.59}) for each in scene.graph.entities)}
    )

    questions = ask_about(hidden, scene.ids, random.Random(0))

    assert not {question.type for question in questions if question.needs_region} & {"why", "role", "type", "factual"}


def test_a_question_needs_a_region_exactly_when_it_names_one(asked: list[Asked]) -> None:
    for _, ids, questions in asked:
        for question in questions:
            assert question.needs_region == ("[" in question.qar.question) == (question.entity is not None)
            assert question.type in (QUESTION_TYPES if question.needs_region else WHOLE_PICTURE_TYPES)
            if question.entity is not None:
                assert f"[{ids[question.entity]}]" in question.qar.question


@pytest.mark.parametrize("form", FORMS)
def test_a_form_has_eight_phrasings_that_begin_differently_and_point_early_or_late(form: str) -> None:
    phrasings = FORMS[form]

    assert len(set(phrasings)) == len(phrasings) >= 8
    assert len({tuple(text.split()[:2]) for text in phrasings}) >= 5
    if form not in PICTURE_QUESTIONS:
        places = [text.split("{s}")[0].count(" ") for text in phrasings]
        assert min(places) <= 2
        assert max(places) >= 3


def test_both_spellings_of_colour_are_asked_for() -> None:
    for form in ("clothes", "hair", "colour"):
        assert any("colour" in text for text in FORMS[form])
        assert any("color" in text for text in FORMS[form])


def test_a_feeling_has_many_words_and_no_word_has_two_feelings() -> None:
    words = Counter(word for each in FEELING_WORDS.values() for word in each)

    assert all(len(each) >= 4 for each in FEELING_WORDS.values())
    assert set(words.values()) == {1}


def test_people_with_different_feelings_share_no_answer_about_feelings(asked: list[Asked]) -> None:
    compared = 0
    for scene in asked:
        feelings = [question for question in scene.questions if question.type == "emotion"]
        for one in feelings:
            for other in feelings:
                if scene.entity(one).feeling != scene.entity(other).feeling:
                    compared += 1
                    assert not masked(one) & masked(other)
    assert compared > 100


def test_roles_ages_and_colours_are_those_of_the_graph(asked: list[Asked]) -> None:
    for scene in asked:
        for question in scene.questions:
            if question.type == "role":
                entity, answer = scene.entity(question), question.qar.answer
                jobs = [job for job in PROFESSIONS if answer.endswith(f" {job}")]
                assert jobs in ([], [entity.profession])
                assert (
                    entity.profession is None
                    or jobs
                    or f"a{'n' * (entity.age == 'adult')} {entity.age}" in " ".join(question.accepted)
                )
            if question.type == "attribute" and question.entity is not None:
                entity = scene.entity(question)
                about_hair = "hair" in question.qar.question
                assert f"{entity.hair if about_hair else entity.colour}" in question.qar.answer
                assert not about_hair or shows_hair(entity)


def test_hair_under_a_hat_or_a_scarf_is_not_asked_for() -> None:
    person = next(each for each in graph_of(0).entities if each.kind == "person")

    def dressed(**changes: str | None) -> Entity:
        return person.model_copy(update={"hair": "red", "hair_style": "long", "hat": None, **changes})

    assert shows_hair(dressed())
    assert not shows_hair(dressed(hat="cap"))
    assert not shows_hair(dressed(hair=None, hair_style="headscarf"))
    assert not shows_hair(dressed(hair_style="bald"))


def test_the_focus_of_a_picture_is_its_largest_situation(graphs: list[SceneGraph]) -> None:
    found = 0
    for graph in graphs:
        main = main_happening(graph)
        focus = [each for each in all_shown(graph).questions if each.type == "focus" and each.entity is None]
        assert len(focus) == (main is not None)
        if main:
            found += 1
            players = {main.members[key] for key in ("S", "T") if key in main.members}
            assert {int(re.findall(r"\d+", answer)[0]) for answer in focus[0].accepted} <= players
    assert found > 100


def test_framing_keeps_every_text_and_drops_frames_where_they_become_too_many() -> None:
    assert framed(["run", "rest"], ["{s} will {x}", "{s} is to {x}"], s="[1]") == [
        "[1] will run",
        "[1] will rest",
        "[1] is to run",
        "[1] is to rest",
    ]
    assert len(framed(["a", "b", "c", "d", "e"], ["1{x}", "2{x}", "3{x}"])) == 10


def test_nouns_without_a_singular_have_no_article() -> None:
    assert with_article("ice cream") == "an ice cream"
    assert with_article("plate with a fish") == "a plate with a fish"
    assert with_article("juggling balls") == "some juggling balls"


def test_a_duck_is_never_the_wrong_answer_to_whether_it_is_a_bird() -> None:
    assert may_share_noun("duck", "bird")
    assert may_share_noun("dog", "dog")
    assert not may_share_noun("duck", "dog")


def test_a_hat_may_be_taken_for_another() -> None:
    assert may_share_hat("sun hat", "straw hat")
    assert may_share_hat("crown", "crown")
    assert not may_share_hat("crown", "cap")
    assert not may_share_hat("crown", None)


@pytest.mark.parametrize("count", range(4))
def test_truths_may_include_what_may_hold_together_with_one_of_them(count: int) -> None:
    true = ["[0] wants to play with the red ball", "the ice cream fell on the ground", "{S} waits for the bus"][:count]
    texts = [
        "wants a red ball to play with",
        "the bus waits",
        "a dog barks at the bus",
        "ice cream",
        "[1]",
        "",
        "red ice",
    ]

    held = {text: Truths(true).may_include(text) for text in texts}

    assert held == {text: any(may_both_hold(text, each) for each in true) for text in texts}
    assert set(held.values()) == ({True, False} if true else {False})


def test_mask_ids_masks_ids_and_keeps_nouns() -> None:
    assert mask_ids("[2] broke the vase of [10]") == "[] broke the vase of []"


def test_the_same_generator_words_the_same_questions() -> None:
    graph = graph_of(3)

    assert ask_about(graph, {0: 5}, random.Random(1)) == ask_about(graph, {0: 5}, random.Random(1))


def test_tags_name_what_the_graph_says(graphs: list[SceneGraph]) -> None:
    for graph in graphs:
        for entity in graph.entities:
            labels = {
                name: None if tag is None else TAG_SETS[name][tag] for name, tag in tags_of(graph, entity.index).items()
            }
            part = f"{entity.situation}/{entity.role_in_situation}"
            assert set(labels) == set(TAG_SETS)
            assert labels["thing"] == entity.thing
            assert labels["feeling"] == entity.feeling
            assert labels["colour"] == entity.colour
            assert labels["age"] == entity.age
            assert labels["hair"] == (entity.hair if shows_hair(entity) else None)
            assert labels["situation_role"] == ("onlooker" if entity.role_in_situation == "W" else part)
