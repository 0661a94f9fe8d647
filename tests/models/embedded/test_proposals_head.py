"""The proposal head reads the maps of a glance, and its cells' boxes become proposals without doubles."""

from typing import get_args

import pytest
import torch

from models.embedded.proposals_head import PROPOSAL_KINDS, ProposalHead, Proposed, decode, overlaps
from models.embedded.stem import Maps, Stem
from training.scenes.graph import Kind

CELLS = 10
PERSON, ANIMAL, OBJECT = range(3)


def maps(pictures: int = 2, width: int = 32, side: int = 160) -> Maps:
    torch.manual_seed(0)
    return Stem(width)(torch.randn(pictures, 3, side, side))


def nothing(pictures: int = 1) -> Proposed:
    return Proposed(torch.full((pictures, 3, CELLS, CELLS), -9.0), torch.full((pictures, 4, CELLS, CELLS), 0.2))


def say(proposed: Proposed, kind: int, cell: tuple[int, int], logit: float, sides: tuple[float, ...]) -> None:
    column, row = cell
    proposed.centres[0, kind, row, column] = logit
    proposed.sizes[0, :, row, column] = torch.tensor(sides)


def test_kinds_are_those_of_the_drawn_world() -> None:
    assert get_args(Kind) == PROPOSAL_KINDS


@pytest.mark.parametrize(("side", "cells"), [(64, 8), (160, 20)])
def test_every_cell_of_the_middle_map_says_chances_and_positive_distances(side: int, cells: int) -> None:
    head = ProposalHead(32)

    proposed = head(maps(side=side))

    assert proposed.centres.shape == (2, 3, cells, cells)
    assert proposed.sizes.shape == (2, 4, cells, cells)
    assert proposed.sizes.min() > 0


def test_the_head_of_the_shipped_width_is_small() -> None:
    assert sum(each.numel() for each in ProposalHead(160).parameters()) <= 40_000


@pytest.mark.parametrize("name", Maps._fields)
def test_all_three_maps_are_read(name: str) -> None:
    head, seen = ProposalHead(32), maps()

    before = head(seen)
    after = head(seen._replace(**{name: getattr(seen, name).flip(3)}))

    assert not torch.allclose(before.centres, after.centres, atol=1e-4)


def test_an_untrained_head_proposes_nothing() -> None:
    assert [len(each.boxes) for each in decode(ProposalHead(32)(maps()), threshold=0.5)] == [0, 0]


def test_an_autocast_leaves_distances_exact() -> None:
    head, seen = ProposalHead(32), maps()

    with torch.autocast("cpu", torch.bfloat16):
        proposed = head(seen)

    assert (proposed.centres.dtype, proposed.sizes.dtype) == (torch.float32, torch.float32)
    assert torch.allclose(proposed.sizes, head(seen).sizes, rtol=0.1)


def test_a_box_lies_around_the_centre_of_its_cell() -> None:
    proposed = nothing()
    say(proposed, ANIMAL, (2, 7), 2.0, (0.05, 0.1, 0.15, 0.2))

    (found,) = decode(proposed)

    assert found.boxes.tolist() == [pytest.approx([0.2, 0.65, 0.4, 0.95])]
    assert found.kinds.tolist() == [ANIMAL]
    assert found.scores.tolist() == [pytest.approx(0.8808, abs=1e-4)]


def test_boxes_end_where_the_picture_ends() -> None:
    proposed = nothing()
    say(proposed, PERSON, (0, 9), 2.0, (0.3, 0.3, 0.3, 0.3))

    assert decode(proposed)[0].boxes.tolist() == [pytest.approx([0.0, 0.65, 0.35, 1.0])]


def test_the_most_certain_come_first_and_the_others_go() -> None:
    proposed = nothing()
    for column, logit in enumerate((0.0, 3.0, -1.0, 1.0, 2.0)):
        say(proposed, OBJECT, (2 * column, 5), logit, (0.04,) * 4)

    (found,) = decode(proposed, keep=3)

    assert found.scores.tolist() == pytest.approx(torch.tensor([3.0, 2.0, 1.0]).sigmoid().tolist())
    assert found.boxes[:, 0].tolist() == pytest.approx([0.21, 0.81, 0.61])


def test_what_is_less_certain_than_the_threshold_is_not_proposed() -> None:
    proposed = nothing()
    say(proposed, OBJECT, (2, 2), 0.1, (0.1,) * 4)
    say(proposed, OBJECT, (7, 7), -0.1, (0.1,) * 4)

    assert len(decode(proposed, threshold=0.5)[0].boxes) == 1
    assert len(decode(proposed, threshold=0.4)[0].boxes) == 2


@pytest.mark.parametrize(("other", "kept"), [(PERSON, [PERSON]), (ANIMAL, [PERSON, ANIMAL])])
def test_of_one_kind_only_one_box_covers_a_place(other: int, kept: list[int]) -> None:
    proposed = nothing()
    say(proposed, PERSON, (4, 4), 3.0, (0.2,) * 4)
    say(proposed, other, (5, 4), 2.0, (0.2,) * 4)  # a tenth to the right: IoU 0.6

    assert decode(proposed)[0].kinds.tolist() == kept
    assert len(decode(proposed, same_thing=0.65)[0].kinds) == 2


def test_a_box_that_was_dropped_drops_no_other() -> None:
    proposed = nothing()
    for column, logit in ((3, 3.0), (4, 2.0), (5, 1.0)):  # neighbours share 0.6, the first and the last a third
        say(proposed, PERSON, (column, 4), logit, (0.2,) * 4)

    assert decode(proposed)[0].boxes[:, 0].tolist() == pytest.approx([0.15, 0.35])


def test_pictures_of_a_batch_do_not_mix() -> None:
    proposed = nothing(2)
    say(proposed, PERSON, (1, 1), 3.0, (0.1,) * 4)

    assert [len(each.boxes) for each in decode(proposed)] == [1, 0]


def test_overlaps_are_intersections_over_unions() -> None:
    boxes = torch.tensor([[0.0, 0.0, 0.4, 0.4], [0.2, 0.0, 0.6, 0.4], [0.7, 0.7, 0.8, 0.8]])

    expected = torch.tensor([[1, 1 / 3, 0], [1 / 3, 1, 0], [0, 0, 1]])

    assert torch.allclose(overlaps(boxes), expected)
