"""A chooser can learn to look where it is pointed: the same picture and text, with swapped boxes, gets another answer.

The pictures are two coloured squares; which of them is [0] is drawn anew in every step, so that neither text nor
picture alone tells the answer, and nothing can be learned by heart. As in a real run the region tokens also learn to
name what they show: without that the picture's two colours are found quickly and the boxes late.
"""

from typing import NamedTuple

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from models.embedded.chooser import write_text
from models.embedded.chooser_network import ChooserNetwork, StackSettings
from models.embedded.settings import StudentSettings
from models.embedded.vision import Seen
from models.embedded.vocabulary import PAD, Vocabulary, learn_vocabulary
from training.losses import choosing_loss, matching_scores

COLOURS = {"red": (1.0, -1.0, -1.0), "green": (-1.0, 1.0, -1.0), "blue": (-1.0, -1.0, 1.0), "white": (1.0, 1.0, 1.0)}
SIDE, PICTURES, STEPS = 32, 8, 100


class Squares(NamedTuple):
    """Pictures with a square left and right, their boxes [B, K, 4], and the number of the colour of [0] and [1]."""

    pictures: Tensor
    boxes: Tensor
    present: Tensor
    colours: Tensor


def draw_squares(generator: torch.Generator) -> Squares:
    colours = torch.stack([torch.randperm(4, generator=generator)[:2] for _ in range(PICTURES)])
    swapped = torch.rand(PICTURES, generator=generator) < 0.5
    pictures = torch.zeros(PICTURES, 3, SIDE, SIDE)
    boxes = torch.zeros(PICTURES, 6, 4)
    paint = torch.tensor(list(COLOURS.values()))
    for row in range(PICTURES):
        for number in range(2):
            x = 0.0 if bool(swapped[row]) == bool(number) else 0.5
            boxes[row, number] = torch.tensor((x + 0.05, 0.25, x + 0.45, 0.75))
            columns = slice(int((x + 0.05) * SIDE), int((x + 0.45) * SIDE))
            pictures[row, :, SIDE // 4 : 3 * SIDE // 4, columns] = paint[colours[row, number]][:, None, None]
    present = torch.tensor([True, True, False, False, False, False]).expand(PICTURES, -1)
    return Squares(pictures, boxes, present, colours)


def score(network: ChooserNetwork, vocabulary: Vocabulary, seen: Seen) -> Tensor:
    """Return [B * 4, Q, 2] for "what colour is [0]?" with the four colours as choices."""
    texts = [torch.tensor(write_text(vocabulary, "what colour is [0]?", f"[0] is {name}")) for name in COLOURS]
    words = pad_sequence(texts, batch_first=True, padding_value=PAD).repeat(PICTURES, 1)
    return network.match(seen, torch.arange(PICTURES).repeat_interleave(4), words)


def chosen(network: ChooserNetwork, vocabulary: Vocabulary, squares: Squares) -> Tensor:
    with torch.no_grad():
        seen = network.see(squares.pictures, squares.boxes, squares.present)
        means = matching_scores(score(network, vocabulary, seen))
    return (means[:, 1] - means[:, 0]).view(-1, 4).argmax(1)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return learn_vocabulary((f"what colour is [0]? [1] is {' '.join(COLOURS)}",), size=90, slots=6)


@pytest.fixture(scope="module")
def learned(vocabulary: Vocabulary) -> ChooserNetwork:
    torch.manual_seed(0)
    sizes = {"pixels": SIDE, "glance": SIDE, "width": 32, "heads": 2, "vision_layers": 1, "vocabulary": len(vocabulary)}
    network = ChooserNetwork(StudentSettings.model_validate(sizes), StackSettings(queries=4, layers=2, contrast=16))
    naming = torch.nn.Linear(32, len(COLOURS))
    optimizer = torch.optim.AdamW([*network.parameters(), *naming.parameters()], lr=3e-3)
    generator = torch.Generator().manual_seed(1)
    for _ in range(STEPS):
        squares = draw_squares(generator)
        seen = network.see(squares.pictures, squares.boxes, squares.present)
        named = F.cross_entropy(naming(seen.regions[:, :2]).flatten(0, 1), squares.colours.flatten())
        loss = 2 * named + choosing_loss(score(network, vocabulary, seen), squares.colours[:, 0])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return network.eval()


def test_it_names_the_colour_at_the_box_and_follows_the_box(learned: ChooserNetwork, vocabulary: Vocabulary) -> None:
    squares = draw_squares(torch.Generator().manual_seed(99))
    turned = squares._replace(boxes=squares.boxes[:, [1, 0, 2, 3, 4, 5]])

    right = chosen(learned, vocabulary, squares) == squares.colours[:, 0]
    followed = chosen(learned, vocabulary, turned) == squares.colours[:, 1]

    assert right.float().mean() > 0.8
    assert followed.float().mean() > 0.8


def test_without_boxes_it_does_not_know(learned: ChooserNetwork, vocabulary: Vocabulary) -> None:
    right = []
    for seed in range(100, 108):
        squares = draw_squares(torch.Generator().manual_seed(seed))
        blind = squares._replace(present=torch.zeros_like(squares.present))
        right.append((chosen(learned, vocabulary, blind) == squares.colours[:, 0]).float().mean())

    assert torch.stack(right).mean() < 0.7
