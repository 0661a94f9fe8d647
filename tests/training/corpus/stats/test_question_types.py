"""Questions get the type that table 7 of the paper gives questions with such words."""

import doctest

import pytest

import training.corpus.stats.question_types
from training.corpus.stats.question_types import QUESTION_TYPES, question_type
from training.corpus.writing.steering import STEERS


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the purpose of [2]?", "purpose"),
        ("What might be the significance of the flag?", "purpose"),
        ("What is the relationship between [0] and [1]?", "relationship"),
        ("How are they related to each other?", "relationship"),
        ("What kind of dog is [3]?", "type"),
        ("What is [0]?", "type"),
        ("What are [0], [1]?", "type"),
        ("What is the type of vehicle?", "type"),
        ("What emotion does [0] show?", "emotion"),
        ("What might [1] be feeling?", "emotion"),
        ("Where is [0]?", "scene"),
        ("What time of day could it be?", "scene"),
        ("In what situation are they?", "scene"),
        ("What state is the car in?", "attribute"),
        ("What color is [0]?", "attribute"),
        ("How old is [1]?", "attribute"),
        ("What is [0] doing?", "action"),
        ("What activity are they taking part in?", "action"),
        ("What can you infer from [0]'s posture?", "inference"),
        ("What will happen next?", "inference"),
        ("How might [1] react?", "inference"),
        ("Why is [0] sad?", "reason"),
        ("What is the intention of [0]?", "reason"),
        ("What is the role of [0]?", "role"),
        ("What is the occupation of the man?", "role"),
        ("What is the main focus here?", "focus"),
        ("What stands out about [0]?", "focus"),
        ("What atmosphere does the room have?", "ambiance"),
        ("What is the mood of the scene?", "ambiance"),
        ("Is there a dog?", "factual"),
        ("Do you think [0] is tall?", "factual"),
        ("How many cups are there?", "factual"),
        ("What does [1] want to do?", "reason"),
        ("What has made [1] glad?", "reason"),
        ("What goes on inside [1]?", "emotion"),
        ("What is [0] about to do?", "inference"),
        ("What is under [0]?", "others"),
        ("", "others"),
        # A word that only begins like one of the patterns' is another word.
        ("What lies on the stateroom floor?", "others"),
    ],
)
def test_a_question_has_the_type_of_its_words(question: str, expected: str) -> None:
    assert question_type(question) == expected


def test_what_can_be_asked_for_can_be_told() -> None:
    assert set(STEERS) <= {*QUESTION_TYPES, "spatial", "counting", "negation", "temporal"}


def test_worked_examples_are_right() -> None:
    assert doctest.testmod(training.corpus.stats.question_types).failed == 0
