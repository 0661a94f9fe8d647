"""The labels of regions are spelled with the words of questions and answers."""

import torch

from models.embedded.naming import Naming
from models.embedded.settings import StudentSettings
from models.embedded.vocabulary import Vocabulary, learn_vocabulary

LABELS = {"thing": ("dog", "red ball"), "age": ("child", "senior")}
TEXTS = ("is [0] a dog? no, [0] is a red ball.", "how many children are there? the child and the senior.") * 3


def _vocabulary() -> Vocabulary:
    return learn_vocabulary(TEXTS, size=160, slots=3)


def _naming(vocabulary: Vocabulary) -> Naming:
    naming = Naming(
        StudentSettings(
            width=8, heads=2, regions=3, vocabulary=len(vocabulary), labels=LABELS,
            concepts={name: len(labels) for name, labels in LABELS.items()},
        )
    )  # fmt: skip
    naming.spell(LABELS, vocabulary)
    return naming


# Region 0 shows a senior with a dog's label, region 1 a child that is a red ball: [1, K, C].
SCORES = torch.tensor([[[9.0, -9.0, -9.0, 9.0], [-9.0, 9.0, 9.0, -9.0], [0.0, 0.0, 0.0, 0.0]]])


def _told(naming: Naming, vocabulary: Vocabulary, question: str, order: list[int]) -> torch.Tensor:
    """Return [L, ranks, sets], with a match that passes on what it is told."""
    naming.match = torch.nn.Identity()  # type: ignore[assignment]  # to see what is told
    words = torch.tensor([vocabulary.read_question(question)])
    ranks = torch.tensor([order]), torch.tensor([[True, len(order) > 1, False]])
    padded = torch.tensor([[*order, *range(len(order), 3)]])
    return naming.matched(naming.shares(SCORES), words, padded, ranks[1])[0].view(-1, 3, 2)


def test_a_word_knows_how_far_it_names_the_first_and_the_second_region() -> None:
    vocabulary = _vocabulary()
    words = vocabulary.read_question("is [1] a dog or is [0]?")

    told = _told(_naming(vocabulary), vocabulary, "is [1] a dog or is [0]?", [1, 0])

    dog = words.index(vocabulary.read_question("dog")[0])
    assert told[dog, 0, 0] < 0.01, "region 1, named first, is no dog"
    assert told[dog, 1, 0] > 0.99, "region 0, named second, is one"
    assert not told[0].any(), '"is" names nothing'


def test_a_plural_names_what_its_singular_names() -> None:
    vocabulary = _vocabulary()
    words = vocabulary.read_question("are [1] children?")
    assert vocabulary.word(words[2]) == "children"

    told = _told(_naming(vocabulary), vocabulary, "are [1] children?", [1])

    assert told[2, 0, 1] > 0.99
    assert not told[:, 1:].any(), "no second region is named"


def test_a_region_is_told_the_mean_of_the_words_of_its_labels() -> None:
    vocabulary = _vocabulary()
    naming = _naming(vocabulary)
    torch.nn.init.eye_(naming.recall.weight)
    words = torch.randn(len(vocabulary), 8, generator=torch.Generator().manual_seed(0))

    recalled = naming.recalled(naming.shares(SCORES), words)[0]

    red, ball = (words[vocabulary.read_question(text)].mean(0) for text in ("red", "ball"))
    child = words[vocabulary.read_question("child")].mean(0)
    assert torch.allclose(recalled[1], ((red + ball) / 2 + child) / 2, atol=1e-4)


def test_it_says_nothing_before_it_has_learned() -> None:
    vocabulary = _vocabulary()
    naming = _naming(vocabulary)
    shares, words = naming.shares(SCORES), torch.randn(len(vocabulary), 8)

    assert not naming.recalled(shares, words).any()
    question = torch.tensor([vocabulary.read_question("is [1] a dog?")])
    assert not naming.matched(shares, question, torch.tensor([[1, 0, 2]]), torch.tensor([[True, False, False]])).any()


def test_what_the_words_tell_does_not_teach_the_eye() -> None:
    scores = SCORES.clone().requires_grad_()

    assert not _naming(_vocabulary()).shares(scores).requires_grad
