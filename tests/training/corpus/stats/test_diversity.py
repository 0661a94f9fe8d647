"""Measures of variety give what is worked out by hand, and tell texts that are alike from those that are not."""

import doctest
import math
import random

import numpy as np
import pytest

import training.corpus.stats.diversity
from training.corpus.embedding import PieceEmbedder
from training.corpus.stats.diversity import centres, distinct, effective_number, nearest, self_bleu


def test_worked_examples_are_right() -> None:
    assert doctest.testmod(training.corpus.stats.diversity).failed == 0


def test_bleu_is_the_mean_of_four_orders() -> None:
    # Of five words four are shared, of four pairs three, of three triples two, of two quadruples one.
    texts = [["a", "b", "c", "d", "e"], ["a", "b", "c", "d", "f"]]

    assert self_bleu(texts) == pytest.approx((4 / 5 * 3 / 4 * 2 / 3 * 1 / 2) ** 0.25)


def test_a_word_counts_as_often_as_another_text_has_it() -> None:
    # "a a" against "a b": one of two words matches, the pair does not and counts as a tenth.
    assert self_bleu([["a", "a"], ["a", "b"]], 1) == pytest.approx(math.sqrt(1 / 2 * 0.1 / 1))


def test_a_text_shorter_than_all_others_is_worth_less() -> None:
    short, long = ["a", "b", "c", "d"], ["a", "b", "c", "d", "e", "f"]

    assert self_bleu([short, long], 1) == pytest.approx(math.exp(1 - 6 / 4))
    assert self_bleu([short, long, ["a", "b", "c"]], 1) == pytest.approx(1.0)


def test_a_text_is_not_compared_with_itself() -> None:
    assert self_bleu([["a", "b", "c", "d"], ["e", "f", "g", "h"]]) == pytest.approx((0.1**4 / (4 * 3 * 2 * 1)) ** 0.25)
    assert self_bleu([["a", "b", "c", "d"]] * 3) == pytest.approx(1.0)


@pytest.mark.parametrize("texts", [[], [["a"]], [[], []]])
def test_what_is_too_little_to_compare_is_nothing(texts: list[list[str]]) -> None:
    assert self_bleu(texts) == 0.0


def test_nothing_has_no_share_of_different_words() -> None:
    assert distinct([], 1) == 0.0
    assert distinct([["a"]], 2) == 0.0
    assert effective_number([]) == 0.0


def test_clusters_are_found_and_the_same_ones_by_the_same_seed() -> None:
    rng = random.Random(4)
    topics = ["dogs bark at cats", "ships sail over oceans", "cooks bake warm bread"]
    texts = [f"{rng.choice(('many', 'few', 'some'))} {topic} {number}" for topic in topics for number in range(20)]
    vectors = PieceEmbedder()(texts)

    found = centres(vectors, 3, seed=1)

    near = nearest(vectors, found).reshape(3, 20)
    assert [len(set(row)) for row in near.tolist()] == [1, 1, 1]
    assert len(set(near[:, 0].tolist())) == 3
    assert np.array_equal(found, centres(vectors, 3, seed=1))


def test_there_are_no_more_clusters_than_different_texts() -> None:
    vectors = PieceEmbedder()(["the same", "the same", "another"])

    assert len(centres(vectors, 5, seed=0)) == 2
