"""What the eye notices by itself, and what it makes of it."""

import torch

from models.embedded.network import StudentNetwork
from models.embedded.noticing import SAME_AS_A_REGION, Noticed, nothing, notice, placed
from models.embedded.proposals_head import PROPOSAL_KINDS, Proposed
from models.embedded.settings import StudentSettings
from models.embedded.vision import Eye

CELLS = 8
SIDE = 0.1  # of the boxes that are proposed
TINY = StudentSettings(
    pixels=64,
    glance=64,
    width=16,
    heads=2,
    vision_layers=1,
    regions=3,
    vocabulary=50,
    relations=True,
    surroundings=True,
)
REGIONS = torch.tensor([[[0.1, 0.1, 0.3, 0.5], [0.6, 0.2, 0.8, 0.9], [0.0, 0.0, 0.0, 0.0]]])
GIVEN = torch.tensor([[True, True, False]])
BESIDE = torch.tensor([[0.35, 0.3, 0.5, 0.9]])


def _proposed(*cells: tuple[int, int, float]) -> Proposed:
    """Return proposals of people in some cells (row, column), with their scores."""
    centres = torch.full((1, len(PROPOSAL_KINDS), CELLS, CELLS), -9.0)
    for row, column, score in cells:
        centres[0, 0, row, column] = torch.tensor(score).logit()
    return Proposed(centres, torch.full((1, 4, CELLS, CELLS), SIDE))


def _around(row: int, column: int) -> list[float]:
    across, down = (column + 0.5) / CELLS, (row + 0.5) / CELLS
    return [across - SIDE, down - SIDE, across + SIDE, down + SIDE]


def _none(pictures: int = 1) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.zeros(pictures, 2, 4), torch.zeros(pictures, 2, dtype=torch.bool)


def test_the_likeliest_things_are_noticed() -> None:
    noticed = notice(_proposed((1, 1, 0.5), (1, 6, 0.9), (6, 1, 0.1), (6, 6, 0.7)), *_none(), 2)

    assert noticed.present.tolist() == [[True, True]]
    assert torch.allclose(noticed.boxes[0], torch.tensor([_around(1, 6), _around(6, 6)]).clamp(0, 1))


def test_what_is_hardly_there_is_not_noticed() -> None:
    noticed = notice(_proposed((1, 1, 0.1)), *_none(), 2)

    assert not noticed.present.any()


def test_what_is_pointed_at_is_not_noticed_again() -> None:
    box = _around(1, 6)
    nudged = [box[0] + 0.04, *box[1:]]
    regions = torch.tensor([[nudged, _around(6, 6)]])

    noticed = notice(_proposed((1, 6, 0.9), (6, 6, 0.8)), regions, torch.tensor([[True, False]]), 2)

    assert noticed.present.tolist() == [[True, False]], "an absent region covers nothing"
    assert torch.allclose(noticed.boxes[0, 0], torch.tensor(_around(6, 6)).clamp(0, 1))
    assert SAME_AS_A_REGION < 0.16 / 0.2


def test_nothing_can_be_noticed() -> None:
    noticed = nothing(3)

    assert noticed.boxes.shape == (3, 0, 4)
    assert noticed.present.shape == (3, 0)


def _eye() -> Eye:
    torch.manual_seed(0)
    return Eye(TINY.model_copy(update={"notices": 2})).eval()


def _look(eye: Eye, noticed: Noticed, picture: torch.Tensor | None = None):
    shown = torch.zeros(1, 3, 64, 64) if picture is None else picture
    return eye.look_at(eye.look_over(shown), REGIONS, GIVEN, torch.zeros(3, 16), noticed)


def test_a_place_where_nothing_was_noticed_changes_nothing() -> None:
    eye = _eye()

    one = _look(eye, placed([BESIDE], 1))
    more = _look(eye, placed([BESIDE], 2))

    assert one.others is not None
    assert more.others is not None
    assert torch.allclose(one.picture, more.picture, atol=1e-6)
    assert torch.allclose(one.others.tokens[:, 0], more.others.tokens[:, 0], atol=1e-6)
    assert more.known is not None
    assert more.known[0, 0, 0].tolist()[-2:] == [True, False]


def test_what_is_noticed_is_looked_at_closely() -> None:
    eye = _eye()
    changed = torch.zeros(1, 3, 64, 64)
    changed[..., 20:56, 24:30] = 1.0

    before, after = (_look(eye, placed([BESIDE], 1), picture) for picture in (None, changed))

    assert before.others is not None
    assert after.others is not None
    assert not torch.allclose(before.others.tokens, after.others.tokens, atol=1e-3)


def test_an_eye_that_is_not_told_looks_for_itself() -> None:
    eye = _eye()
    assert eye.proposer is not None
    torch.nn.init.zeros_(eye.proposer.centres.weight)
    assert eye.proposer.centres.bias is not None
    torch.nn.init.constant_(eye.proposer.centres.bias, 5.0)

    seen = eye(torch.zeros(1, 3, 64, 64), REGIONS, GIVEN, torch.zeros(3, 16))

    assert seen.others is not None
    assert seen.others.present.all()


def test_a_student_answers_as_before_where_it_notices_nothing() -> None:
    torch.manual_seed(0)
    plain = StudentNetwork(TINY).eval()
    noticing = StudentNetwork(TINY.model_copy(update={"notices": 2})).eval()
    noticing.load_state_dict(plain.state_dict(), strict=False)
    pictures, questions = torch.zeros(1, 3, 64, 64), torch.tensor([[9, 5, 12]])

    one, other = (
        network.speak(network.read(network.see(pictures, REGIONS, GIVEN), questions), torch.tensor([[1, 20]]))
        for network in (plain, noticing)
    )

    assert torch.allclose(one, other, atol=1e-5), "an untrained head is sure of nothing"


def test_a_blind_student_notices_nothing() -> None:
    torch.manual_seed(0)
    network = StudentNetwork(TINY.model_copy(update={"notices": 2, "blind": "no boxes"})).eval()

    seen = network.look_at(network.eye.look_over(torch.zeros(1, 3, 64, 64)), REGIONS, GIVEN, placed([BESIDE], 2))

    assert seen.others is None
