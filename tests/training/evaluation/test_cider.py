"""CIDEr-D as the coco-caption toolkit computes it."""

import doctest

import pytest

import training.evaluation.cider
from training.evaluation.cider import Cider

REFERENCES = [
    ("a man in a red shirt", "man wearing red", "the man on the left"),
    ("a brown dog on the grass",),
    ("two people walking a dog", "a couple with their dog"),
    ("red car",),
]
CAPTIONS = ("a man in a red shirt", "a dog on the grass", "people walking", "a red red red car by the road")
# pycocoevalcap 1.2, cider/cider_scorer.py
OFFICIAL = (3.911040117482, 5.898096815764, 1.411243117055, 1.225509081204)


def test_it_scores_as_the_toolkit_does() -> None:
    cider = Cider(REFERENCES)

    scores = [cider.score(caption, references) for caption, references in zip(CAPTIONS, REFERENCES, strict=True)]

    assert scores == pytest.approx(OFFICIAL, abs=1e-9)


def test_words_that_everything_is_called_count_nothing() -> None:
    cider = Cider([("a dog",), ("a cat",)])

    assert cider.score("a", ("a dog",)) == 0
    assert cider.score("dog", ("a dog",)) > 0
    assert cider.score("", ("a dog",)) == 0


def test_a_caption_without_references_cannot_be_judged() -> None:
    with pytest.raises(ValueError, match="without references"):
        Cider([]).score("a dog", ())


def test_words_are_cut_at_blanks_and_punctuation() -> None:
    assert doctest.testmod(training.evaluation.cider) == (0, 1)
