"""Mentions are found in plain English: numbers, names with what is worn, and sides."""

import pytest

from models.embedded.mentions import Mention, mentions_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Why is [12] so sad?", [Mention(12)]),
        ("How does the smiling old man feel?", [Mention(None, "smiling old man feel")]),
        ("The kid in the red shirt is cross.", [Mention(None, "kid in a red shirt")]),
        ("The kid in pink overalls is cross.", [Mention(None, "kid in pink overalls")]),
        ("the girl with the orange hat and the dog", [Mention(None, "girl with an orange hat"), Mention(None, "dog")]),
        ("What if the grown-up on the left left?", [Mention(None, "grown-up", "left")]),
        ("The leaves of the plant hang down.", [Mention(None, "leaves"), Mention(None, "plant hang")]),
        ("Bathe the cat, then [0].", [Mention(None, "cat"), Mention(0)]),
        ("Nobody knows, they say.", []),
        ("", []),
    ],
)
def test_mentions_come_in_their_order(text: str, found: list[Mention]) -> None:
    assert list(mentions_of(text)) == found
