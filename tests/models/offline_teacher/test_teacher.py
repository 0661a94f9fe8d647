"""The offline teacher replies to our prompts from their words alone: richly, soundly, and the same every time."""

import asyncio
import random
import re
from collections import Counter

import pytest

from models.corpus import ChatRequest, Message, Verbalization
from models.errors import CallFailed
from models.offline_teacher.choosing import WANTED, all_thoughts
from models.offline_teacher.material import read_material
from models.offline_teacher.scene import Scene
from models.offline_teacher.teacher import EDITION, NAME, OfflineTeacher
from models.offline_teacher.wording import all_phrases
from models.teaching.asking import question_request, read_questions
from tests.fakes.verbalizations import PLAIN, told_scene
from training.corpus.writing.generate import GenerateSettings, requests_for
from training.corpus.writing.parse import read_reply
from training.corpus.writing.steering import STEERS

TEACHER = OfflineTeacher()
RICH = (
    "a crying child in a red shirt",
    "dropped pink ice cream next to a crying child",
    "a smiling elderly person with a straw hat in a blue cardigan",
    "a barking dog",
    "a chef with both hands on the hips",
    "a pale toddler spattered with mud",
)


def asked(scene: Verbalization, **settings: object) -> list[ChatRequest]:
    planned = requests_for(scene, GenerateSettings.model_validate(settings))
    return [each.request for each in planned]


def triples(scene: Verbalization, **settings: object) -> list[tuple[str, str, str]]:
    entries = [
        entry
        for planned in requests_for(scene, GenerateSettings.model_validate(settings))
        for entry in read_reply(scene, planned, TEACHER.reply(planned.request))
    ]
    assert [entry.set_aside for entry in entries] == [""] * len(entries)
    return [
        (entry.candidate.qar.question, entry.candidate.qar.answer, entry.candidate.qar.rationale) for entry in entries
    ]


def test_a_scene_gives_eighteen_different_triples_in_six_calls() -> None:
    told = triples(told_scene(RICH))

    assert len(told) == 18
    assert len(set(told)) == 18


def test_the_same_request_gets_the_same_reply_and_another_seed_another_one() -> None:
    (request,) = asked(told_scene(RICH), kinds=("regions",), calls=1)

    first, again = (asyncio.run(OfflineTeacher().complete(request)).text for _ in range(2))
    other = TEACHER.reply(request.model_copy(update={"seed": 5})).text

    assert first == again != other


def test_calls_about_one_prompt_go_on_where_the_last_one_ended() -> None:
    told = triples(told_scene(RICH), kinds=("regions",), calls=6)

    questions = Counter(question for question, _, _ in told)
    assert len(told) == 18
    assert questions.most_common(1)[0][1] == 1


def test_it_says_so_when_nothing_more_comes_to_mind() -> None:
    request = asked(told_scene(("a surfboard",)), kinds=("regions",), calls=1)[0]

    assert (
        TEACHER.reply(request.model_copy(update={"sample": 50})).text
        == "There is nothing more to say about this scene."
    )


def kinds_of(scene: Verbalization) -> set[str]:
    material = read_material(asked(scene, calls=1)[0].messages[0].text)
    assert material is not None
    return {thought.kind for thought in all_thoughts(Scene(material), random.Random(0))}


def test_one_rich_scene_brings_more_than_twenty_kinds_of_thoughts_and_all_scenes_together_all() -> None:
    rich = kinds_of(told_scene(RICH))
    others = [
        ("a smiling child holding a blue balloon", "a burst red balloon", "a smiling kid in a green top"),
        ("a calm adult in a red coat", "a smiling adult in a blue coat", "a smiling senior", "a birthday cake"),
        ("a muddy dog", "a waving child with a smile", "a frightened adult", "a brown bear on all fours"),
    ]

    found = rich.union(*(kinds_of(told_scene(captions)) for captions in others))

    assert len(rich) > 20
    assert found == set(all_phrases())


def test_why_somebody_is_sad_is_answered_by_what_lies_there() -> None:
    material = read_material(asked(told_scene(PLAIN[:2]), calls=1)[0].messages[0].text)
    assert material is not None

    whys = [thought.triple for thought in all_thoughts(Scene(material), random.Random(0)) if thought.kind == "why"]

    assert whys
    assert all("[0]" in why.question and "[1]" in f"{why.answer} {why.rationale}" for why in whys)


def test_in_words_nobody_has_a_number_and_names_fit_only_one() -> None:
    told = triples(
        told_scene(("a crying child in a red shirt", "a crying child in a blue shirt", "a ball")),
        kinds=("descriptions",),
    )

    text = " ".join(" ".join(each) for each in told)
    assert "[" not in text
    assert "the child in the red shirt" in text or "the child in the blue shirt" in text
    assert not re.search(r"\bthe crying child\b", text)


@pytest.mark.parametrize("steer", STEERS)
def test_what_is_wanted_above_all_comes_first(steer: str) -> None:
    assert set(WANTED) == set(STEERS)
    scene = told_scene(RICH)
    requests = asked(scene, kinds=("regions",), calls=1, more={steer: 3})

    material = read_material(requests[-1].messages[0].text)

    assert material is not None
    assert material.wanted == steer
    assert TEACHER.reply(requests[-1]).text != TEACHER.reply(requests[0]).text


def test_a_wanted_skill_shows_in_the_questions() -> None:
    requests = asked(told_scene(RICH), kinds=("regions",), calls=1, more={"counting": 3})

    assert "Question: " in (text := TEACHER.reply(requests[-1]).text)
    assert all(re.search("(?i)how many|count", line) for line in text.splitlines() if line.startswith("Question"))


def test_fifteen_simple_questions_are_asked_about_the_scene_and_its_regions() -> None:
    questions = read_questions(TEACHER.reply(question_request(told_scene(RICH))).text)

    assert len(questions) == len(set(questions)) == 15
    assert sum("the " in question for question in questions) >= 5
    assert not any("[" in question for question in questions)


def test_what_was_answered_about_hands_is_believed() -> None:
    scene = told_scene(
        ("a smiling child in a red shirt",), exchanges=(("What is the smiling child holding?", "a blue kite"),)
    )

    text = " ".join(" ".join(each) for each in triples(scene, kinds=("regions",)))

    assert "the blue kite" in text


def test_a_text_that_is_none_of_our_prompts_is_refused() -> None:
    for text in ("Hello!", "Write a poem.", ""):
        with pytest.raises(CallFailed, match=r"reads only prompts that put a scene into words"):
            TEACHER.reply(ChatRequest(messages=(Message(speaker="user", text=text),)))


def test_a_picture_is_refused() -> None:
    request = asked(told_scene(RICH), calls=1)[0]
    with_picture = request.messages[0].model_copy(update={"jpegs": (b"\xff\xd8",)})

    with pytest.raises(CallFailed, match="choose a language model"):
        TEACHER.reply(request.model_copy(update={"messages": (with_picture,)}))


def test_its_name_holds_its_edition() -> None:
    assert f"embedded:teacher-{EDITION}" == NAME == TEACHER.name
