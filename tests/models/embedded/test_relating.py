"""How two regions of a question lie to each other, in the words of questions and answers."""

import pytest
import torch

from models.embedded.comparing import compare
from models.embedded.relating import Relating, _between
from models.embedded.settings import StudentSettings
from models.embedded.vision import Seen
from models.embedded.vocabulary import Vocabulary, learn_vocabulary

TEXTS = (
    "is [0] to the left or to the right of [1]? above or below?",
    "is [1] nearer or farther, is it bigger or smaller?",
) * 3
# [0] stands left of [1], which is farther away and smaller, and [2] stands right of both.
BOXES = torch.tensor([[[0.1, 0.4, 0.3, 0.9], [0.5, 0.3, 0.6, 0.6], [0.8, 0.4, 1.0, 0.9]]])
LEFT, ABOVE, NEARER, BIGGER = range(4)


@pytest.fixture
def vocabulary() -> Vocabulary:
    return learn_vocabulary(TEXTS, size=160, slots=3)


def _relating(vocabulary: Vocabulary) -> Relating:
    torch.manual_seed(0)
    relating = Relating(StudentSettings(width=8, heads=2, regions=3, vocabulary=len(vocabulary), relations_said=True))
    relating.spell(vocabulary)
    return relating


def _compared(order: list[int], named: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Return what `compare` tells of a question that names the first `named` of `order`, and that order."""
    seen = Seen(torch.zeros(1, 4, 8), torch.zeros(1, 3, 8), torch.ones(1, 3, dtype=torch.bool), BOXES)
    ranks = torch.tensor([order])
    return compare(seen, ranks, torch.arange(3)[None] < named), ranks


def test_a_region_lies_to_the_first_other_one_that_is_named(vocabulary: Vocabulary) -> None:
    compared, _ = _compared([1, 0, 2], named=2)

    holds = _relating(vocabulary).holds(compared)[0]

    assert holds[0].tolist() == [1, -1, 1, 1], "left of [1], below it, nearer, bigger"
    assert holds[1].tolist() == [-1, 1, -1, -1], "the first named lies to the second"
    assert holds[2, LEFT] == -1, "who is not named lies to the first"


def test_a_word_of_the_question_knows_whether_it_holds_of_the_first_two(vocabulary: Vocabulary) -> None:
    relating = _relating(vocabulary)
    torch.nn.init.ones_(relating.match.weight)
    text = "is [0] left or right, above or below, of [1]?"
    words = vocabulary.read_question(text)

    for order, sign in (([0, 1, 2], 1), ([1, 0, 2], -1)):
        compared, ranks = _compared(order, named=2)
        lie = relating.lie(compared, relating.holds(compared), ranks)
        told = relating.matched(lie, torch.tensor([words]))[0, :, 0].tolist()
        by_word = {vocabulary.word(word): value for word, value in zip(words, told, strict=True)}
        assert (by_word["left"], by_word["right"]) == (sign, -sign)
        assert (by_word["above"], by_word["below"]) == (-sign, sign)
        assert by_word["or"] == 0


def test_who_has_the_others_on_both_sides_is_between_them() -> None:
    assert _between(_compared([0, 1, 2], named=3)[0]).tolist() == [[-1, 1, -1]]
    # Two are named: the third one has two others, they have one each.
    assert _between(_compared([0, 2, 1], named=2)[0]).tolist() == [[0, 1, 0]]
    assert not _between(_compared([0, 1, 2], named=1)[0]).any()


def test_it_says_nothing_before_it_has_learned(vocabulary: Vocabulary) -> None:
    relating = _relating(vocabulary)
    compared, ranks = _compared([0, 1, 2], named=3)
    holds = relating.holds(compared)
    lie = relating.lie(compared, holds, ranks)
    scores, likeness, x = torch.randn(1, 2, len(vocabulary)), torch.randn(1, 2, 3), torch.randn(1, 2, 8)

    assert not relating.regions(holds, lie, torch.randn(len(vocabulary), 8)).any()
    assert not relating.matched(lie, torch.tensor([vocabulary.read_question("is [0] left?")])).any()
    said = relating.speak_of(scores, likeness, x, lie)
    assert torch.equal(said[0], scores)
    assert torch.equal(said[1], likeness)


def test_a_region_is_told_the_words_that_are_true_of_it(vocabulary: Vocabulary) -> None:
    relating = _relating(vocabulary)
    torch.nn.init.eye_(relating.recall.weight)
    words = torch.randn(len(vocabulary), 8, generator=torch.Generator().manual_seed(0))
    compared, ranks = _compared([0, 1, 2], named=2)
    holds = relating.holds(compared)

    said = relating.regions(holds, relating.lie(compared, holds, ranks), words)[0]

    true = ("right", "above", "farther", "smaller")
    assert torch.allclose(said[1], words[[vocabulary.read_question(word)[0] for word in true]].mean(0), atol=1e-5)


def test_a_speaker_says_what_holds_or_the_opposite_and_points_between(vocabulary: Vocabulary) -> None:
    relating = _relating(vocabulary)
    assert relating.say is not None
    assert relating.point is not None
    torch.nn.init.constant_(relating.say.weight, 0.5)
    torch.nn.init.constant_(relating.point.weight, 0.25)
    compared, ranks = _compared([0, 1, 2], named=3)
    lie = relating.lie(compared, relating.holds(compared), ranks)
    # The second state wants the opposite of the first.
    x = torch.tensor([[[1.0] * 8, [-1.0] * 8]])

    words, regions = relating.speak_of(torch.zeros(1, 2, len(vocabulary)), torch.zeros(1, 2, 3), x, lie)

    def at(text: str) -> list[float]:
        return words[0, :, vocabulary.read_question(text)[0]].tolist()

    assert (at("left"), at("right")) == ([4, -4], [-4, 4]), "[0] is left of [1]"
    assert (at("below"), at("above")) == ([4, -4], [-4, 4]), "and below it"
    assert regions[0].tolist() == [[-2, 2, -2], [2, -2, 2]], "[1] is between the others"
