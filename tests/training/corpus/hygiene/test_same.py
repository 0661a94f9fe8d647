"""Questions that are nearly the same are found by whole numbers as by the share of words that they have in common."""

import random

from training.corpus.hygiene.same import ALIKE, common_share, places_of_alike, words_of


def test_questions_with_most_words_in_common_are_found() -> None:
    asked = [words_of(text) for text in ("Why is the dog sad?", "Who waits?", "Why is a dog really sad?", "Is it?")]

    assert places_of_alike(words_of("Why are dogs sad?"), asked) == [0]
    assert places_of_alike(words_of("The?"), asked) == [3], "two without a word are alike"


def test_the_share_is_the_same_as_that_of_the_formula() -> None:
    rng = random.Random(0)
    sets = [frozenset(map(str, rng.sample(range(12), rng.randint(1, 11)))) for _ in range(300)]

    for one in sets[:60]:
        assert places_of_alike(one, sets) == [
            place for place, other in enumerate(sets) if common_share(one, other) >= ALIKE
        ]


def test_plurals_and_small_words_make_no_difference() -> None:
    assert words_of("The dogs' glass is on the tables") == {"dog", "glass", "table"}
