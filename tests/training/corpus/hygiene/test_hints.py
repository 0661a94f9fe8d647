"""A hint is found where it begins a word, whatever stands around it and however it is written."""

import pytest

from training.corpus.hygiene.hints import MOST_WORDS, Hints, words_apart

HINTS = Hints(("might", "may ", "maybe", "hard to"))
HOLD = [
    "It might.",
    '"Might it?"',
    "(might)",
    "[0] is mightier",
    "so,maybe",
    "It may be",
    "Hard to say",
    "MIGHT",
]
HOLD += ["“might”", "é might", "_might_", "mıght", "in May's end", "as it may"]
LACK = ["almighty", "dismay ", "mayor", "hard  to", "", "to hard"]


@pytest.mark.parametrize("text", HOLD)
def test_a_hint_begins_a_word(text: str) -> None:
    assert HINTS.in_text(text)
    assert HINTS.in_text(text), "also when all of its words were seen before"
    assert HINTS.in_text(f"so {text}, so it is hard to say") == HINTS.in_text(text) | {"hard to"}


@pytest.mark.parametrize("text", LACK)
def test_what_only_holds_the_letters_is_none(text: str) -> None:
    assert not HINTS.in_text(text)
    assert not HINTS.in_text(text), "also when all of its words were seen before"


def test_all_hints_are_found() -> None:
    assert Hints(("might", "hard to", "to")).in_text("It's hard to tell.") == {"hard to", "to"}


def test_more_words_than_are_remembered_change_nothing() -> None:
    hints = Hints(("might",))

    assert hints.in_text(" ".join(f"word{number} might{number}" for number in range(MOST_WORDS))) == {"might"}
    assert hints.in_text("word0 another") == set()
    assert hints.in_text("word1 might1") == {"might"}
    assert hints.in_text(" ".join(f"other{number}" for number in range(MOST_WORDS))) == set()
    assert hints.in_text("new might1") == {"might"}


def test_letters_keep_their_places() -> None:
    assert words_apart("Isn't [0] sad_é?") == "isn t  0  sad é "
    assert words_apart("Isn't [0] sad_e?") == "isn t  0  sad e "
