"""In which order a student learns from the texts of a corpus."""

from collections import Counter
from itertools import pairwise

import pytest

from models.errors import BadSetting
from tests.fakes.tiny_corpus import TINY_CORPUS, example
from training.embedded.corpus_texts import Curriculum, Lessons, readable

NOTHING = Lessons((), lambda _name: pytest.fail("no picture is wanted"), "nothing")
SOME = NOTHING._replace(
    examples=(
        *(example(f"r{number}", image=str(number % 3)) for number in range(6)),
        *(example(f"d{number}", "What is there?", "A dog.", "", image=str(number % 3)) for number in range(4)),
    )
)


def test_every_text_comes_once_in_an_epoch_and_the_next_one_has_another_order() -> None:
    curriculum = Curriculum(SOME, TINY_CORPUS)

    drawn = [each.id for step in range(5) for each in curriculum.texts(step)]

    first, second = drawn[:10], drawn[10:]
    assert set(first) == set(second) == {each.id for each in SOME.examples}
    assert first != second
    assert [each.id for each in Curriculum(SOME, TINY_CORPUS).texts(3)] == drawn[12:16]


def test_texts_of_a_picture_come_a_few_at_a_time() -> None:
    drawn = [each.image for each in Curriculum(SOME, TINY_CORPUS.model_copy(update={"texts": 10})).texts(0)]

    assert sum(one == other for one, other in pairwise(drawn)) >= 3


def test_texts_that_name_regions_get_the_share_that_is_asked_for() -> None:
    curriculum = Curriculum(SOME, TINY_CORPUS.model_copy(update={"named": 0.25}))

    kinds = Counter(each.kind for step in range(8) for each in curriculum.texts(step))

    assert kinds == {"regions": 8, "descriptions": 24}
    assert all(len(curriculum.texts(step)) == 4 for step in range(8))


@pytest.mark.parametrize(("named", "said"), [(1.0, "of the kind 'regions'"), (None, "no text that")])
def test_a_corpus_without_what_is_asked_for_is_refused(named: float | None, said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        Curriculum(NOTHING, TINY_CORPUS.model_copy(update={"named": named}))


def test_a_text_that_names_more_than_can_be_told_apart_is_not_read() -> None:
    both = Lessons((example("a"), example("b", "[1] [4] [7]", "[10]", "")), NOTHING.open_image, "")

    assert [each.id for each in readable(both, 3).examples] == ["a"]
