"""What a model says is matched with the choices by rule."""

from collections.abc import Iterator

import pytest
from PIL import Image

from models.errors import BadQuestion
from models.records import Answer, Question
from training.benchmarks.generated import Generated, letter_in, likeness_of
from training.benchmarks.items import NO_FILE

ASKED = Question(image_id=NO_FILE, text="Why is [0] sad?")
CHOICES = ("the ball is lost", "it is raining", "[1] left")


class Speaking:
    """Says the same to everything, growing by words, and remembers the last question."""

    name = "speaking"

    def __init__(self, said: str) -> None:
        self._said = said
        self.asked = ""

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:  # noqa: ARG002
        self.asked = question.text
        for count in range(1, len(self._said) + 1):
            yield Answer(text=self._said[:count], model=self.name)


def choose(said: str, *, listed: bool = True) -> tuple[float, ...]:
    return Generated(Speaking(said), listed=listed).score(Image.new("RGB", (4, 4)), ASKED, CHOICES)


@pytest.mark.parametrize("said", ["B", "(B)", "B. it is raining", "The answer is B.", "Answer: B"])
def test_a_letter_is_the_choice_it_stands_for(said: str) -> None:
    assert choose(said) == (0, 1, 0)


def test_an_article_is_no_letter() -> None:
    assert letter_in("A dog barks", 4) is None
    assert letter_in("A", 4) == 1
    assert letter_in("I think so", 4) is None  # there are four choices
    assert letter_in("I think so", 10) is None
    assert letter_in("I'm sure it rains", 10) is None
    assert letter_in("I", 10) == 9
    assert letter_in("", 4) is None


def test_a_letter_is_no_choice_where_none_are_listed() -> None:
    many = tuple(f"thing {number}" for number in range(27))

    scorer = Generated(Speaking("B, thing 7"), listed=True)
    shares = scorer.score(Image.new("RGB", (4, 4)), ASKED, many)

    assert shares.index(max(shares)) == 7


def test_other_words_are_as_like_as_they_share_words() -> None:
    shares = choose("because the ball was lost")

    assert shares[0] == max(shares)
    assert sum(shares) == pytest.approx(1)
    assert likeness_of("[0] is sad", "the [0] is very sad") == pytest.approx(6 / 7)
    assert likeness_of("[0] is sad", "[1] was happy") == 0


def test_regions_are_words() -> None:
    assert choose("[1] has gone") == (0, 0, 1)


def test_an_answer_like_no_choice_chooses_none() -> None:
    with pytest.raises(BadQuestion, match='The answer "nobody knows" is like none of the choices'):
        choose("nobody knows")


def test_choices_are_listed_only_to_those_who_can_read_them() -> None:
    reader, student = Speaking("B"), Speaking("it is raining")
    image = Image.new("RGB", (4, 4))

    Generated(reader, listed=True).score(image, ASKED, CHOICES)
    shares = Generated(student, listed=False).score(image, ASKED, CHOICES)

    assert reader.asked.splitlines()[:3] == ["Why is [0] sad?", "A. the ball is lost", "B. it is raining"]
    assert student.asked == "Why is [0] sad?"
    assert shares.index(max(shares)) == 1
