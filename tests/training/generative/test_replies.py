"""Replies are cut into pieces as they go on after their prompt, and end where the model stops."""

from typing import Any

import pytest

from tests.fakes.tiny_models import tokenizer
from training.generative.replies import Reply, said_of

END = 3


class Sticky:
    """Cuts a text into characters, and glues the last blank of one to what follows, as some tokenizers do."""

    pad_token_id = None

    def __call__(self, text: str, *, add_special_tokens: bool) -> dict[str, list[int]]:
        assert not add_special_tokens
        pieces = text.replace(" ", "_").replace(":_", "§")
        return {"input_ids": [ord(each) for each in pieces]}


def test_a_reply_goes_on_after_its_prompt() -> None:
    said = said_of(tokenizer(), [Reply("question : why ?", " yes , a dog"), Reply("", "no")], END, 128)

    words = tokenizer().convert_ids_to_tokens(said.numbers[0])
    assert words == ["yes", ",", "a", "dog", "</s>"]
    assert said.mask.tolist() == [[1, 1, 1, 1, 1], [1, 1, 0, 0, 0]]


def test_what_a_template_writes_after_the_end_is_left_out() -> None:
    said = said_of(tokenizer(), [Reply("", "yes </s> user :")], END, 128)

    assert said.numbers.tolist() == [[tokenizer().convert_tokens_to_ids("yes"), END]]


def test_what_is_too_long_does_not_end() -> None:
    cut = said_of(tokenizer(), [Reply("", "yes , a dog", ends=False)], END, 128)
    said = said_of(tokenizer(), [Reply("", "dog " * 9)], END, 4)

    assert END not in said.numbers.tolist()[0] + cut.numbers.tolist()[0]
    assert said.mask.tolist() == [[1, 1, 1, 1]]


@pytest.mark.parametrize(("before", "text"), [("a:", " b"), ("a: ", "b")])
def test_pieces_that_reach_over_the_border_are_cut_apart(before: str, text: str) -> None:
    sticky: Any = Sticky()

    said = said_of(sticky, [Reply(before, text)], END, 128)

    assert chr(int(said.numbers[0, -2])) == "b"
    assert int(said.numbers[0, -1]) == END
