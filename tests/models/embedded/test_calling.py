"""Regions are called what the verbalizers would say of them, by their own speaker."""

import pytest
import torch

from models.embedded.calling import UNLIKELY, readiness
from models.embedded.tensors import padded, place_boxes
from models.embedded.verbalizer_network import VerbalizerNetwork, caption_prompt
from models.embedded.vision import Seen
from models.embedded.vocabulary import START
from tests.fakes.tiny_verbalizers import tiny_network, tiny_words

WORDS = tiny_words()
BOXES = [(0.1, 0.1, 0.4, 0.9), (0.5, 0.1, 0.9, 0.9), (0.2, 0.2, 0.6, 0.6)]


@pytest.fixture(scope="module")
def network() -> VerbalizerNetwork:
    return tiny_network()


def look(network: VerbalizerNetwork, boxes: list[tuple[float, float, float, float]]) -> Seen:
    pixels = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(0)) * 2 - 1
    with torch.inference_mode():
        return network.look_at(network.look_over(pixels), *place_boxes([dict(enumerate(boxes))], 6))


def test_it_is_what_the_speaker_says_word_by_word(network: VerbalizerNetwork) -> None:
    seen = look(network, BOXES)

    (told,) = readiness(network.teller, WORDS, [seen], ["red ball"])

    pieces = WORDS.read_question("a red ball")
    with torch.inference_mode():
        for region in range(3):
            asked = torch.tensor([WORDS.read_question(caption_prompt(region))])
            understood = network.teller.read(seen, asked)
            logs = network.teller.speak(understood, torch.tensor([[START, *pieces[:-1]]])).log_softmax(-1)[0]
            alone = [float(logs[place + 1, piece]) for place, piece in enumerate(pieces[1:])]
            expected = [max(UNLIKELY, each) for each in alone[: told.shape[1]]]
            assert told[region].tolist() == pytest.approx(expected, abs=1e-4)


def test_mentions_and_groups_of_regions_do_not_disturb_each_other(network: VerbalizerNetwork) -> None:
    mentions = ["ball", "toddler with curly brown hair", "kite"]
    first, second = look(network, BOXES[:2]), look(network, BOXES[2:])

    together = readiness(network.teller, WORDS, [first, second], mentions)

    for mention, told in zip(mentions, together, strict=True):
        assert told.shape[0] == 3
        (alone,) = readiness(network.teller, WORDS, [second], [mention])
        torch.testing.assert_close(told[2:, : alone.shape[1]], alone[:, : told.shape[1]], atol=1e-4, rtol=1e-4)


def test_what_follows_an_unlikely_piece_is_left_out() -> None:
    from models.embedded.calling import _counted

    logs = torch.tensor([[-1.0, -9.0, -0.1], [-2.0, -8.0, -0.2]])

    assert _counted(logs).tolist() == [[-1.0, UNLIKELY], [-2.0, UNLIKELY]]
    assert padded([[1]]).shape == (1, 1)
