"""The network can learn to point, to copy ids, and says the same with and without its cache."""

import torch
import torch.nn.functional as F

from models.embedded.blocks import Cache
from models.embedded.network import StudentNetwork
from models.embedded.saying import say_all
from models.embedded.vision import crop
from models.embedded.vocabulary import END, FIRST_SLOT, PAD, START
from tests.fakes.tiny_student import tiny_network, tiny_vocabulary

BOXES = torch.tensor([[0.0, 0.0, 0.5, 0.5], [0.5, 0.0, 1.0, 0.5], [0.0, 0.5, 0.5, 1.0], [0.5, 0.5, 1.0, 1.0]])


def white_quarters(count: int, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return black pictures with a white quarter, boxes of all quarters under shuffled ids, the white one's id."""
    pictures = -torch.ones(count, 3, 64, 64)
    boxes = torch.zeros(count, 6, 4)
    truth = torch.zeros(count, dtype=torch.long)
    for row in range(count):
        white = int(torch.randint(4, (1,), generator=generator))
        x0, y0, x1, y1 = (int(64 * share) for share in BOXES[white])
        pictures[row, :, y0:y1, x0:x1] = 1
        order = torch.randperm(4, generator=generator)
        boxes[row, :4] = BOXES[order]
        truth[row] = int((order == white).nonzero())
    return pictures, boxes, truth


def test_it_learns_to_name_the_region_that_looks_right() -> None:
    generator = torch.Generator().manual_seed(0)
    network = tiny_network()
    network.train()
    question = torch.tensor([tiny_vocabulary().read_question("what is white?")])
    present = torch.tensor([[True] * 4 + [False] * 2])
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3)
    for _ in range(30):
        pictures, boxes, truth = white_quarters(8, generator)
        seen = network.see(pictures, boxes, present.expand(8, -1))
        scores = network.speak(network.read(seen, question.expand(8, -1)), torch.full((8, 1), START))
        loss = F.cross_entropy(scores[:, 0], truth + FIRST_SLOT)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    pictures, boxes, truth = white_quarters(64, generator)
    with torch.no_grad():
        seen = network.see(pictures, boxes, present.expand(64, -1))
        said = network.speak(network.read(seen, question.expand(64, -1)), torch.full((64, 1), START))[:, 0].argmax(-1)

    assert (said == truth + FIRST_SLOT).float().mean() > 0.9


def untaught_scores(network: StudentNetwork, present: list[bool], question: str) -> torch.Tensor:
    seen = network.see(torch.zeros(1, 3, 64, 64), torch.rand(1, 6, 4).sort(-1)[0], torch.tensor([present]))
    read = network.read(seen, torch.tensor([tiny_vocabulary().read_question(question)]))
    return network.speak(read, torch.tensor([[START]]))[0, 0]


def test_a_region_neither_given_nor_asked_about_cannot_be_named() -> None:
    scores = untaught_scores(tiny_network(), [True, False, False, False, False, False], "why is [3] sad?")

    nameable = [slot for slot in range(6) if scores[FIRST_SLOT + slot] > -1000]
    assert nameable == [0, 3]


def test_words_said_one_by_one_are_those_said_at_once() -> None:
    network = tiny_network(speaking_layers=2)
    seen = network.see(torch.rand(2, 3, 64, 64), torch.rand(2, 6, 4).sort(-1)[0], torch.ones(2, 6, dtype=torch.bool))
    understood = network.read(seen, torch.tensor([[9, 10, 11], [9, 12, PAD], [13, 5, 6], [14, PAD, PAD]]))
    words = torch.tensor([[START, 20, 5, 21, 22]] * 4)

    at_once = network.speak(understood, words)

    caches = [Cache() for _ in network.speaking]
    one_by_one = torch.cat([network.speak(understood, words[:, n : n + 1], caches) for n in range(5)], 1)
    torch.testing.assert_close(one_by_one, at_once)


def test_padding_of_a_question_changes_nothing() -> None:
    network = tiny_network()
    seen = network.see(torch.rand(1, 3, 64, 64), torch.rand(1, 6, 4).sort(-1)[0], torch.ones(1, 6, dtype=torch.bool))

    alone = say_all(network, seen, [[9, 10]])[0].words
    beside_a_longer_one = say_all(network, seen, [[9, 10], [9, 10, 11, 12, 13, 14]])[0].words

    assert alone == beside_a_longer_one[: len(alone)]
    assert set(beside_a_longer_one[len(alone) :]) <= {PAD, END}


def test_a_crop_shows_what_lies_in_the_box() -> None:
    ramp = torch.arange(8.0).expand(1, 1, 8, 8)  # every column holds its number

    cropped = crop(ramp, torch.tensor([[[0.25, 0.0, 0.75, 1.0]]]), 3, 4)

    torch.testing.assert_close(cropped, torch.tensor([2.0, 3.0, 4.0, 5.0]).expand(1, 1, 3, 4))


def test_scores_for_training_are_those_of_speaking() -> None:
    network = tiny_network(speaking_layers=2)
    seen = network.see(torch.rand(2, 3, 64, 64), torch.rand(2, 6, 4).sort(-1)[0], torch.ones(2, 6, dtype=torch.bool))
    understood = network.read(seen, torch.tensor([[9, 10, 11], [9, 12, PAD], [13, 5, 6], [14, PAD, PAD]]))
    words = torch.tensor([[START, 20, 5, 21], [START, 22, PAD, PAD], [START, 6, 7, PAD], [START, PAD, PAD, PAD]])

    at_once = network.score(understood, words, words != PAD)

    torch.testing.assert_close(at_once, network.speak(understood, words)[words != PAD])
