"""A hint is found where it begins a word, whatever stands around it and however it is written."""

import pytest

from training.corpus.hygiene.hints import MOST_WORDS, Hints, words_apart

HINTS = Hints(("might", "may ", "maybe", "hard to"))
HOLD = [
    " It might.",
    ' "Might it?"',
    " (might)",
    " [0] is mightier",
    " so,maybe",
    " It may be",
    " Hard to say",
    " MIGHT",
]
HOLD += [" “might”", " é might", " _might_", " mıght", " in May's end"]
LACK = [" almighty", " dismay ", " mayor", " hard  to", ""]


@pytest.mark.parametrize("text", HOLD)
def test_a_hint_begins_a_word(text: str) -> None:
    assert HINTS.are_in(words_apart(text))
    assert HINTS.are_in(words_apart(text)), "also when all of its words were seen before"


@pytest.mark.parametrize("text", LACK)
def test_what_only_holds_the_letters_is_none(text: str) -> None:
    assert not HINTS.are_in(words_apart(text))
    assert not HINTS.are_in(words_apart(text)), "also when all of its words were seen before"


def test_more_words_than_are_remembered_change_nothing() -> None:
    hints = Hints(("might",))

    assert not hints.are_in(" ".join(f"word{number}" for number in range(MOST_WORDS + 1)))
    assert not hints.are_in("word0 another")
    assert hints.are_in("word1 might")


def test_letters_keep_their_places() -> None:
    assert words_apart("Isn't [0] sad_é?") == "isn t  0  sad é "
    assert words_apart("Isn't [0] sad_e?") == "isn t  0  sad e "
