"""What a student is shown with a text: regions that it names, under numbers that are dealt out anew every time."""

import random

import torch

from models.embedded.vocabulary import BECAUSE, PAD, learn_vocabulary
from models.references import mentioned
from tests.fakes.tiny_corpus import BOXES, REGIONS, TINY_CORPUS, example
from training.data.numbering import NumberingSettings
from training.embedded.corpus_batches import View, batch_of, look_again, views_of
from training.embedded.corpus_sights import Sight
from training.embedded.corpus_words import plain

MANY = (*REGIONS, *(region.model_copy(update={"id": 100 + region.id}) for region in REGIONS))


def views(*texts: object, seed: int = 0, numbering: NumberingSettings | None = None) -> list[View]:
    settings = TINY_CORPUS.model_copy(update={"numbering": numbering or TINY_CORPUS.numbering})
    return list(views_of(texts, {"0": BOXES, "1": BOXES}, settings, random.Random(seed)))  # type: ignore[arg-type]


def test_what_a_text_names_is_shown_under_the_number_that_it_then_has() -> None:
    for seed in range(20):
        (view,) = views(example("a"), seed=seed)
        question, answer = view.texts[0].qar.question, view.texts[0].qar.answer

        first, second = mentioned(question)[0], mentioned(answer)[0]
        assert (view.boxes[view.slots[first]], view.boxes[view.slots[second]]) == (BOXES[0], BOXES[1])
        assert answer == f"Because of [{second}]."


def test_numbers_and_further_regions_are_dealt_out_anew() -> None:
    shown = [views(example("a"), seed=seed)[0].slots for seed in range(30)]

    assert len({tuple(sorted(slots)) for slots in shown}) > 5
    assert {len(slots) for slots in shown} == {2, 3, 4, 5}


def test_only_what_is_named_is_shown_if_that_is_asked_for() -> None:
    alone = NumberingSettings(named_only=1.0, described=0.0, most=6)

    assert {len(views(example("a"), seed=seed, numbering=alone)[0].slots) for seed in range(9)} == {2}
    assert views(example("b", "Where?", "There.", ""), numbering=alone)[0].slots == {}


def test_texts_of_a_picture_share_a_view_as_long_as_there_are_numbers() -> None:
    both = views(example("a"), example("b"))
    apart = views(example("a"), example("b", image="1"))
    crowded = [
        example(str(first), f"Are [{first}] and [{second}] and [{third}] here?", "Yes.", "")
        for first, second, third in ((1, 4, 7), (10, 13, 1))
    ]

    assert [len(view.texts) for view in both] == [2]
    assert [view.picture for view in apart] == ["0", "1"]
    assert [len(view.texts) for view in views(*crowded)] == [2]
    few = TINY_CORPUS.model_copy(update={"student": TINY_CORPUS.student.model_copy(update={"regions": 3})})
    assert [len(view.texts) for view in views_of(crowded, {"0": BOXES}, few, random.Random(0))] == [1, 1]


def test_two_regions_in_one_place_get_one_number() -> None:
    doubled = example("a", "Is [1] [101]?", "Yes.", "", regions=MANY)

    view = views(doubled)[0]

    assert len(set(mentioned(view.texts[0].qar.question))) == 1


def test_a_batch_says_answer_and_rationale_in_the_students_writing() -> None:
    vocabulary = learn_vocabulary(["why is [0] sad? because of it"], size=160, slots=6)
    long = example("b", "Why?", "no " * 60, "")

    batch = batch_of(views(example("a"), long), vocabulary, TINY_CORPUS)

    assert plain("Because of [4]. ") == "because of [4]"
    said = batch.answers[0, 1:]
    place = int((said == BECAUSE).nonzero()[0])
    assert set(batch.weights[0, : place + 1].tolist()) == {1.0}
    rationale = batch.weights[0, place + 1 :][said[place + 1 :] != PAD]
    assert torch.allclose(rationale, torch.tensor(TINY_CORPUS.rationale_weight))
    assert batch.of.tolist() == [0, 0]
    assert batch.cut == 1


def test_what_nobody_points_at_is_noticed_unless_a_region_covers_it() -> None:
    boxes = torch.tensor([[[0.1, 0.1, 0.3, 0.9]], [[0.1, 0.1, 0.3, 0.8]]])
    noticed = torch.tensor([[0.1, 0.1, 0.3, 0.9], [0.6, 0.1, 0.8, 0.9]])
    sight = Sight(torch.ones(4, 8), torch.full((2, 1, 8), 2.0), boxes, torch.tensor([[3.0] * 8, [5.0] * 8]), noticed)
    limits = TINY_CORPUS.student.model_copy(update={"regions": 2, "notices": 2})
    view = View("0", (BOXES[0],), {1: 0}, (example("a"),))

    looks = look_again([view], lambda _name, _boxes: sight, limits, random.Random(0))

    assert looks.present.tolist() == [[False, True, True, False]]
    assert looks.things[0, :, 0].tolist() == [0.0, 2.0, 5.0, 0.0]
    assert any(torch.equal(looks.boxes[0, 1], each[0]) for each in boxes)
