"""A few of many texts are picked so that they differ, whatever turns them into vectors."""

from collections.abc import Sequence

import numpy as np
import pytest

from training.corpus.embedding import PieceEmbedder, Vectors
from training.corpus.select import select


class Plane:
    """Gives texts such as "12 5 first" the vector (12, 5)."""

    name = "plane"

    def __call__(self, texts: Sequence[str]) -> Vectors:
        return np.array([[float(number) for number in text.split()[:2]] for text in texts], dtype=np.float32)


def test_each_cluster_gives_the_text_nearest_to_its_mean() -> None:
    texts = ["0 0", "0 3", "0 1", "9 9", "9 8", "9 6", "-9 0"]

    # The means are (0, 1.33), (9, 7.67) and (-9, 0).
    assert select(texts, 3, embed=Plane()) == [2, 4, 6]


def test_average_linkage_joins_by_the_mean_of_the_distances() -> None:
    # 0, 4 and 9.5 on a line: 4 is nearer to 0; then {0, 4} is 7.5 from 9.5, and 16 is 6.5 from it.
    texts = ["0 0", "4 0", "9.5 0", "16 0"]

    assert select(texts, 2, embed=Plane()) == [0, 2]


def test_texts_that_differ_in_blanks_and_capitals_only_are_one() -> None:
    texts = ["Why is [0] sad?", "why is  [0] sad? ", "What is [1]?", "WHY IS [0] SAD?"]

    assert select(texts, 3, embed=PieceEmbedder()) == [0, 2]


def test_exactly_so_many_are_picked_even_where_vectors_are_equal() -> None:
    texts = [f"1 1 {number}" for number in range(9)]

    assert len(select(texts, 5, embed=Plane())) == 5


def test_as_many_as_there_are_come_back_when_no_more_are_wanted() -> None:
    assert select(["b", "a"], 5, embed=PieceEmbedder()) == [0, 1]
    assert select([], 5, embed=PieceEmbedder()) == []


def test_no_text_cannot_be_wanted() -> None:
    with pytest.raises(ValueError, match="count is 0"):
        select(["a"], 0, embed=PieceEmbedder())


def test_what_says_the_same_in_other_words_of_the_same_stem_is_picked_once() -> None:
    texts = [
        "Why is [0] crying? [0] dropped the ice cream",
        "Why does [0] cry? the ice cream was dropped by [0]",
        "What colour is the car [2]? it is red",
        "Which colour has the car [2]? the car is red",
        "Where is this? at a station, there are rails",
    ]

    picked = select(texts, 3, embed=PieceEmbedder())

    assert len({place // 2 for place in picked}) == 3


def test_vectors_have_length_one_and_those_of_nothing_are_zero() -> None:
    vectors = PieceEmbedder(places=64)(["a child", "", "子供 [0]"])

    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 1])


def test_vectors_do_not_change_from_process_to_process() -> None:
    vector = PieceEmbedder(places=8)(["sad"])[0]

    # The nine pieces, by zlib.crc32: "<s" and "d>" cancel out in place 3, "<sa", "sad" and "ad>" leave 1 in place 6.
    assert vector * 5**0.5 == pytest.approx([1, 0, -1, 0, -1, 1, 1, 0], abs=1e-5)
