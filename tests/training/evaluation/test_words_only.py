"""What words alone give away."""

from training.evaluation.words_only import WordsOnly

LEARNED = ["the dog barks [1]", "a dog barks", "dog and barks", "the cat sleeps [2]", "a cat sleeps", "cat and sleeps"]
LABELS = [True, True, True, False, False, False]


def test_words_that_go_with_a_label_are_learned() -> None:
    words = WordsOnly(LEARNED * 3, LABELS * 3)

    dog, cat, neither = words.scores(["my dog barks", "my cat sleeps", "nothing of it"])

    assert dog > 0.9
    assert cat < 0.1
    assert 0.3 < neither < 0.7


def test_pairs_of_words_count_and_numbers_of_regions_do_not() -> None:
    order = ["is [1] near, then far", "is [2] far, then near"] * 5

    words = WordsOnly(order, [True, False] * 5)

    near, far = words.scores(["is [7] near, then far", "is [7] far, then near"])
    assert near > 0.9
    assert far < 0.1
    assert words.scores(["is [1] near, then far"]) == [near]
