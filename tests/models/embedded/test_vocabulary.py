"""Words go in and come out as they were written."""

from pathlib import Path

import pytest

from models.embedded.vocabulary import BECAUSE, END, START, Vocabulary, load_vocabulary
from tests.fakes.tiny_student import tiny_vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return tiny_vocabulary()


@pytest.mark.parametrize(
    ("answer", "rationale"),
    [
        ("[2] fell on the ground", "[2] is melting near [0]"),
        ("yes, [0] wants to play", "it's the turn of [5]"),
        ("[0]'s dog isn't here", "a red-hot, round ball"),
        ("no", ""),
    ],
)
def test_an_answer_comes_back_in_the_same_spelling(vocabulary: Vocabulary, answer: str, rationale: str) -> None:
    words = vocabulary.write_answer(answer, rationale)

    assert words[0] == START
    assert words[-1] == END
    assert vocabulary.read_answer(words) == (answer, rationale)


def test_an_answer_that_is_still_growing_has_no_rationale_yet(vocabulary: Vocabulary) -> None:
    words = vocabulary.write_answer("the ice cream fell", "it is melting")

    assert vocabulary.read_answer(words[: words.index(BECAUSE)]) == ("the ice cream fell", "")


def test_capitals_and_missing_blanks_in_a_question_do_not_matter(vocabulary: Vocabulary) -> None:
    assert vocabulary.read_question("Why is [0]SAD?") == vocabulary.read_question("why is [0] sad ?")


def test_a_region_is_one_word(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.read_question("[5]")) == 1


def test_a_saved_tokenizer_reads_the_same(vocabulary: Vocabulary, tmp_path: Path) -> None:
    vocabulary.save(tmp_path / "tokenizer.json")

    loaded = load_vocabulary(tmp_path / "tokenizer.json")

    text = "why is [3] holding something never heard of?"
    assert loaded.read_question(text) == vocabulary.read_question(text)
