"""That ids make sense as words is seen at once where it is plain, and never where they may not."""

import pytest

from models.records import QAR
from training.corpus.hygiene.ids import APART, breaks_in_words, in_words, never_breaks

CAPTIONS = {0: "a crying child", 1: "a dog [0]", 12: "an adult"}
PLAIN = ["Why is [0] sad?", "[0], [1] and [12] run.", "[0]'s dog, near [1], barks.", "Who runs?", "[0] is glad. [1]"]
BREAKS = [
    *(
        "The [0] runs.",
        "the boy [0]",
        "the boy ([0])",
        "[0]s run",
        "[0][1]",
        "[0] [1]",
        "[1] and [1]",
        "[0] is a crying child",
    ),
    *("Two [0] run.", "region [12]", "The  [0]", "the boy(man[0])", "[0] (left)"),
]


@pytest.mark.parametrize("text", PLAIN)
def test_what_makes_sense_is_seen_at_once(text: str) -> None:
    assert never_breaks(f"{APART}{text}{APART}{text}")


@pytest.mark.parametrize("text", BREAKS)
def test_what_breaks_is_never_cleared(text: str) -> None:
    assert breaks_in_words(QAR(question=text, answer="", rationale=""), CAPTIONS)
    assert not never_breaks(f"{APART}Why is [1] sad?{APART}{text}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Why is [0] sad?", "Why is a crying child sad?"),
        ("[1][12], [7]", "a dog [0]an adult, [7]"),
        ("[x] [0", "[x] [0"),
    ],
)
def test_ids_become_words_once(text: str, words: str) -> None:
    assert in_words(text, CAPTIONS) == words
