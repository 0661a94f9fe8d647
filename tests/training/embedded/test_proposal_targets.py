"""Targets of the proposal head mark middles and sides, and its loss falls when it says what it should."""

import pytest
import torch
from torch import Tensor

from models.embedded.proposals_head import PROPOSAL_KINDS, ProposalHead, Proposed, decode
from models.embedded.stem import Stem
from models.records import Box
from training.embedded.proposal_targets import (
    ProposalTargets,
    Wanted,
    focal_loss,
    generalised_iou,
    proposal_loss,
    proposal_losses,
    proposal_targets,
    wanted_of,
)
from training.scenes.world import draw_scene

PERSON, ANIMAL, OBJECT = range(3)
TALL = Wanted((0.42, 0.2, 0.62, 0.9), PERSON)  # its middle, 0.52 and 0.55, is in cell (5, 5) of ten
SMALL = Wanted((0.48, 0.5, 0.58, 0.6), OBJECT)


def perfect(targets: ProposalTargets) -> Proposed:
    """Return what a head would say that has learned everything."""
    side = targets.weights.shape[-1]
    places = (torch.arange(side) + 0.5) / side
    across, down = places[None, :], places[:, None]
    x0, y0, x1, y1 = targets.boxes.unbind(1)
    sizes = torch.stack([across - x0, down - y0, x1 - across, y1 - down], 1)
    return Proposed(torch.where(targets.centres == 1, 12.0, -12.0), sizes.clamp(min=1e-3))


def cellwise(*box: float) -> Tensor:
    return torch.tensor(box).view(1, 4, 1, 1)


def test_a_hill_is_highest_where_the_middle_is_and_reaches_farther_along_the_box() -> None:
    centres = proposal_targets([[TALL]], 10).centres[0]

    assert centres[PERSON, 5, 5] == 1
    assert (centres == 1).sum() == 1
    assert centres[PERSON, 6, 5] > centres[PERSON, 5, 6] > 0
    assert centres[ANIMAL].max() == centres[OBJECT].max() == 0


def test_hills_of_two_middles_in_one_cell_stay_apart_by_kind() -> None:
    centres = proposal_targets([[TALL, SMALL]], 10).centres[0]

    assert centres[PERSON, 5, 5] == centres[OBJECT, 5, 5] == 1


@pytest.mark.parametrize("order", [(TALL, SMALL), (SMALL, TALL)])
def test_where_hills_meet_the_smaller_box_is_taught(order: tuple[Wanted, ...]) -> None:
    targets = proposal_targets([order], 10)

    assert targets.boxes[0, :, 5, 5].tolist() == pytest.approx(SMALL.box)
    assert targets.boxes[0, :, 6, 5].tolist() == pytest.approx(TALL.box)


def test_every_box_counts_the_same() -> None:
    apart = Wanted((0.02, 0.02, 0.1, 0.1), OBJECT)

    weights = proposal_targets([[TALL, apart]], 10).weights[0]

    assert weights[:3, :3].sum().item() == pytest.approx(1)
    assert weights.sum().item() == pytest.approx(2)


def test_a_cell_whose_centre_lies_beside_a_thin_box_is_taught_one_that_it_can_say() -> None:
    thin = Wanted((0.51, 0.3, 0.53, 0.7), OBJECT)

    x0, _, x1, _ = proposal_targets([[thin]], 10).boxes[0, :, 5, 5].tolist()

    assert x0 == pytest.approx(0.51)
    assert x1 == pytest.approx(0.551)


def test_a_picture_of_nothing_has_targets_of_nothing() -> None:
    targets = proposal_targets([[], [TALL]], 10)

    assert targets.centres[0].max() == targets.weights[0].max() == 0
    assert torch.isfinite(proposal_loss(perfect(targets), targets))


@pytest.mark.parametrize(
    "box", [(0.5, 0.5, 0.5, 0.6), (0.6, 0.1, 0.4, 0.2), (-0.1, 0.0, 0.5, 0.5), (0.0, 0.0, 1.0, 1.1)]
)
def test_a_box_that_is_no_part_of_the_picture_is_refused(box: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        proposal_targets([[Wanted(box, PERSON)]], 10)


def test_a_scene_wants_all_that_can_be_seen_where_it_was_laid() -> None:
    graph = draw_scene(3, split="train", size=64).graph
    first, *others = graph.entities
    graph = graph.model_copy(
        update={"entities": (first.model_copy(update={"visible": 0.3, "box": Box(0, 0, 64, 64)}), *others)}
    )

    boxes = {entity.index: (0.1, 0.2, 0.3, 0.4 + entity.index / 100) for entity in graph.entities}

    wanted = wanted_of(graph, boxes)

    assert [each.box for each in wanted] == [boxes[each.index] for each in others]
    assert PROPOSAL_KINDS[wanted[0].kind] == others[0].kind


def test_an_edge_a_hair_beyond_the_border_is_put_on_it() -> None:
    graph = draw_scene(3, split="train", size=64).graph
    entity = graph.entities[0].model_copy(update={"visible": 1.0})

    wanted = wanted_of(graph.model_copy(update={"entities": (entity,)}), {entity.index: (-0.001, 0, 1.0001, 1)})

    assert wanted[0].box == (0, 0, 1, 1)


def test_saying_what_should_be_said_costs_almost_nothing() -> None:
    targets = proposal_targets([[TALL, SMALL]], 20)

    assert proposal_loss(perfect(targets), targets) < 0.02


def test_a_wrong_box_and_a_missed_middle_cost_more() -> None:
    targets = proposal_targets([[TALL]], 20)
    right = perfect(targets)

    off = proposal_losses(right._replace(sizes=right.sizes * 2), targets)
    missed = proposal_losses(right._replace(centres=torch.full_like(right.centres, -12.0)), targets)

    assert off.boxes > 0.5
    assert off.centres < 0.01
    assert missed.centres > 5
    assert missed.boxes < 0.01
    assert off.loss > proposal_loss(right, targets) + 1


def test_the_focal_loss_of_one_cell_is_as_published() -> None:
    # -(1 - p)^2 log p at the middle, -(1 - y)^4 p^2 log(1 - p) beside it; p is a half for a logit of 0.
    centres = torch.tensor([[[[1.0, 0.5]]]])

    assert focal_loss(torch.zeros(1, 1, 1, 2), centres).item() == pytest.approx((0.25 + 0.0625 * 0.25) * 0.693147)


def test_generalised_iou_is_as_published() -> None:
    one = cellwise(0.0, 0.0, 0.4, 0.4)

    assert generalised_iou(one, one).item() == pytest.approx(1)
    assert generalised_iou(one, cellwise(0.2, 0.0, 0.6, 0.4)).item() == pytest.approx(1 / 3)
    # Apart: minus the share of the hull that neither fills.
    assert generalised_iou(one, cellwise(0.6, 0.0, 1.0, 0.4)).item() == pytest.approx(-0.2)


def test_a_head_learns_where_things_are() -> None:
    torch.manual_seed(0)
    pictures = torch.zeros(4, 3, 64, 64)
    wanted = []
    for number, (x, y) in enumerate(((8, 8), (36, 8), (8, 36), (30, 30))):
        pictures[number, number % 2, y : y + 20, x : x + 16] = 1
        wanted.append([Wanted((x / 64, y / 64, (x + 16) / 64, (y + 20) / 64), number % 2)])
    targets = proposal_targets(wanted, 8)
    with torch.no_grad():
        maps = Stem(32)(pictures)  # what untrained convolutions see is enough for this
    head = ProposalHead(32)

    first = last = proposal_loss(head(maps), targets)
    for step in range(80):
        last = proposal_loss(head(maps), targets)
        gradients = torch.autograd.grad(last, list(head.parameters()))
        with torch.no_grad():
            # Steps of one length, ever shorter: importing an optimiser takes longer than this.
            for weights, gradient in zip(head.parameters(), gradients, strict=True):
                weights -= 0.01 * (1 - step / 80) * gradient.sign()

    assert last < first / 10
    best = decode(head(maps), keep=1)
    assert [each.kinds.tolist() for each in best] == [[PERSON], [ANIMAL], [PERSON], [ANIMAL]]
    for each, ((box, _),) in zip(best, wanted, strict=True):
        assert each.boxes[0].tolist() == pytest.approx(box, abs=0.05)
