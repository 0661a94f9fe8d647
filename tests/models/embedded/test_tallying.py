"""How many things a question's words name, and how many people are like the one it asks about."""

import pytest
import torch

from models.embedded.comparing import in_order_of_mention
from models.embedded.naming import Naming
from models.embedded.settings import StudentSettings
from models.embedded.tallying import Tallying
from models.embedded.vision import Seen, Things
from models.embedded.vocabulary import FIRST_SLOT, Vocabulary, learn_vocabulary

LABELS = {"kind": ("person people", "animal", "object thing"), "feeling": ("happy", "sad")}
PERSON, ANIMAL, HAPPY, SAD = 0, 1, 3, 4
NUMBERS = 9  # from 0 to 8
TEXTS = ("how many of [0], [1] and [2] are happy, sad, people or animals?", "the person and the object is a thing") * 3


@pytest.fixture
def vocabulary() -> Vocabulary:
    return learn_vocabulary(TEXTS, size=160, slots=3)


def _seen(regions: list[list[int]], others: list[list[int]]) -> Seen:
    """Return a picture in which all stand in a row, regions first; each is told by its labels."""
    count = len(regions) + len(others)
    boxes = torch.tensor([[[each / 10, 0.1, each / 10 + 0.05, 0.5] for each in range(count)]])
    present = torch.tensor([[bool(labels) for labels in (*regions, *others)]])
    shares = torch.zeros(1, count, 5)
    for place, labels in enumerate((*regions, *others)):
        # What is absent looks like a happy person here, and must not be counted for all that.
        shares[0, place, labels or [PERSON, HAPPY]] = 1
    things = Things(torch.zeros(1, count, 27), present, boxes, None, shares)
    first = len(regions)
    return Seen(torch.zeros(1, 4, 27), *things.among(slice(first)), others=things.among(slice(first, None)))


def _told(vocabulary: Vocabulary, seen: Seen, question: str) -> dict[str, list[float]]:
    """Return by word what it is told: as many numbers as `Tallying` makes of its tallies."""
    settings = StudentSettings(width=27, heads=3, regions=3, vocabulary=len(vocabulary), labels=LABELS)
    naming, tallying = Naming(settings), Tallying(settings)
    naming.spell(LABELS, vocabulary)
    torch.nn.init.eye_(tallying.of_words.weight)
    torch.nn.init.eye_(tallying.of_first.weight)
    words = vocabulary.read_question(question)
    questions = torch.tensor([words])
    slots = questions - FIRST_SLOT
    is_slot = (slots >= 0) & (slots < 3)
    order, named = in_order_of_mention(torch.where(is_slot, slots, 0), is_slot, 3)
    told = tallying.told(seen, naming, questions, order, named & seen.present.gather(1, order))[0]
    return {
        vocabulary.word(word) or f"[{word - FIRST_SLOT}]": row.tolist() for word, row in zip(words, told, strict=True)
    }


def _number(told: list[float], tally: int) -> float:
    """Return the number that a tally of those told says."""
    return sum(number * share for number, share in enumerate(told[tally * NUMBERS : (tally + 1) * NUMBERS]))


def test_a_word_knows_how_many_of_the_regions_that_are_named_it_fits(vocabulary: Vocabulary) -> None:
    seen = _seen([[PERSON, HAPPY], [PERSON, SAD], [PERSON, HAPPY]], [[PERSON, HAPPY]])

    assert _number(_told(vocabulary, seen, "how many of [0], [1] and [2] are happy?")["happy"], 0) == 2
    assert _number(_told(vocabulary, seen, "how many of [0] and [1] are happy?")["happy"], 0) == 1


def test_a_word_knows_how_many_it_fits_besides_the_first_one_named(vocabulary: Vocabulary) -> None:
    seen = _seen([[PERSON, HAPPY], [PERSON, SAD], []], [[PERSON, HAPPY], [PERSON, HAPPY], [ANIMAL]])

    told = _told(vocabulary, seen, "how many people are happy, [0]?")

    assert _number(told["happy"], 1) == 2, "two others, and not the region that is absent"
    assert _number(told["people"], 1) == 3


def test_the_first_one_named_knows_how_many_people_feel_alike_and_stand_beside(vocabulary: Vocabulary) -> None:
    seen = _seen([[PERSON, HAPPY], [PERSON, SAD], [ANIMAL]], [[PERSON, SAD], [PERSON, SAD], [ANIMAL]])

    told = _told(vocabulary, seen, "how many are the people of [1], [0]?")

    alike, left, right = (_number(told["[1]"], tally) for tally in range(3))
    assert (alike, left, right) == (2, 1, 2)
    assert not any(told["[0]"]), "only the first is asked about"


def test_a_word_that_names_nothing_is_told_nothing(vocabulary: Vocabulary) -> None:
    told = _told(vocabulary, _seen([[PERSON, HAPPY], [], []], []), "how many are happy?")

    assert not any(told["many"])
    assert any(told["happy"])


def test_a_number_between_two_is_a_little_of_both(vocabulary: Vocabulary) -> None:
    seen = _seen([[PERSON, HAPPY], [PERSON], []], [])
    assert seen.shares is not None
    seen.shares[0, 1, HAPPY] = 0.25

    told = _told(vocabulary, seen, "how many of [0] and [1] are happy?")["happy"]

    assert told[:3] == [0, 0.75, 0.25]


def test_it_says_nothing_before_it_has_learned() -> None:
    tallying = Tallying(StudentSettings(labels=LABELS))

    assert not tallying.of_words.weight.any()
    assert not tallying.of_first.weight.any()
