"""The embedded chooser keeps the Scorer's promises, whatever its weights say."""

import math
from pathlib import Path

import pytest
import torch

from models.base import Scorer
from models.embedded.chooser import EmbeddedChooser, load_chooser
from models.embedded.chooser_network import ChooserNetwork, StackSettings, joint_mask
from models.embedded.chooser_weights import save_chooser
from models.embedded.vision import Seen
from models.embedded.vocabulary import FIRST_SLOT, START
from models.errors import BadQuestion, ModelUnavailable
from tests.fakes.tiny_student import ask, noise, tiny_settings, tiny_vocabulary

CHOICES = ("the ice cream fell", "[42] is playing", "it's the turn of [7]")
WHY = ask("why is [42] sad near [7]?", 7, 42)
SHOWN = ("play", "yes")
STACK = StackSettings(queries=4, layers=2, contrast=16, text_words=48)


def tiny_chooser(seed: int = 0) -> ChooserNetwork:
    torch.manual_seed(seed)
    sorts = tiny_settings().model_copy(update={"concepts": {"doing": 2}, "labels": {"doing": SHOWN}})
    network = ChooserNetwork(sorts, STACK).eval()
    network.spell(tiny_vocabulary())
    return network


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_chooser(tmp_path, tiny_chooser(), tiny_vocabulary(), temperature=0.5, training={"seed": 3})
    return tmp_path


@pytest.fixture
def chooser(folder: Path) -> EmbeddedChooser:
    return load_chooser("tiny", folder)


def words(*numbers: int) -> torch.Tensor:
    return torch.tensor([[START, *numbers]])


def seen_by(network: ChooserNetwork, present: bool = True, seed: int = 1) -> Seen:
    pictures = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(seed)) * 2 - 1
    boxes = torch.tensor([0.1, 0.1, 0.6, 0.7]).expand(1, 6, 4)
    return network.see(pictures, boxes, torch.full((1, 6), present))


def test_every_choice_gets_its_share_of_belief(chooser: EmbeddedChooser) -> None:
    scorer: Scorer = chooser

    shares = scorer.score(noise(), WHY, CHOICES)

    assert len(shares) == 3
    assert all(0 < share < 1 for share in shares)
    assert math.fsum(shares) == pytest.approx(1)
    assert scorer.name == "embedded:tiny"


def test_the_order_of_the_choices_does_not_matter(chooser: EmbeddedChooser) -> None:
    shares = chooser.score(noise(), WHY, CHOICES)
    turned = chooser.score(noise(), WHY, CHOICES[::-1])

    assert turned[::-1] == pytest.approx(shares, abs=1e-5)


def test_the_temperature_divides_the_log_odds(chooser: EmbeddedChooser) -> None:
    odds = chooser.log_odds(noise(), WHY, CHOICES)

    assert chooser.score(noise(), WHY, CHOICES) == pytest.approx((odds.double() / 0.5).softmax(0).tolist())


def test_choosing_takes_notice_of_picture_regions_and_letters(chooser: EmbeddedChooser) -> None:
    shares = chooser.log_odds(noise(), WHY, CHOICES)
    elsewhere = tuple(region.model_copy(update={"box": type(region.box)(50, 40, 90, 90)}) for region in WHY.regions)

    assert not torch.allclose(shares, chooser.log_odds(noise(seed=5), WHY, CHOICES), atol=1e-6)
    moved = WHY.model_copy(update={"regions": elsewhere})
    assert not torch.allclose(shares, chooser.log_odds(noise(), moved, CHOICES), atol=1e-6)
    shouted = tuple(choice.upper() for choice in CHOICES)
    assert torch.allclose(shares, chooser.log_odds(noise(), WHY, shouted), atol=1e-6)


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (("it fell",), "1 choice given"),
        ((), "0 choice given"),
        (("it fell", " "), "no words"),
        (("it fell", "It  fell"), "given twice"),
        (("it fell", "fell " * 60), "up to 48 pieces"),
    ],
)
def test_choices_that_cannot_be_chosen_from_are_refused(
    chooser: EmbeddedChooser, choices: tuple[str, ...], said: str
) -> None:
    with pytest.raises(BadQuestion, match=said):
        chooser.score(noise(), WHY, choices)


def test_more_regions_than_it_tells_apart_are_no_trouble(chooser: EmbeddedChooser) -> None:
    shares = chooser.score(noise(), ask("why is [8] sad?", *range(9)), ("[8] fell", "[1] fell"))

    assert math.fsum(shares) == pytest.approx(1)


def test_masks_are_those_of_the_tasks() -> None:
    written = torch.tensor([[True, True, False]])

    matching, telling = (joint_mask(written, 1, task)[0, 0].int().tolist() for task in ("matching", "telling"))

    assert matching == [[1, 1, 1, 0]] * 4
    assert telling == [[1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 0]]


def test_telling_does_not_see_the_words_to_come() -> None:
    network = tiny_chooser()
    of = torch.zeros(1, dtype=torch.long)

    once, again = (network.tell(seen_by(network), of, words(20, 30, last)) for last in (40, 50))

    torch.testing.assert_close(once[:, :3], again[:, :3])
    assert not torch.allclose(once[:, 3], again[:, 3])


def test_a_text_is_compared_without_the_picture_and_matched_with_it() -> None:
    network = tiny_chooser()
    text, of = words(FIRST_SLOT + 2, 20), torch.zeros(1, dtype=torch.long)

    one, other = (network.match(seen_by(network, seed=seed), of, text) for seed in (1, 2))

    assert not torch.allclose(one, other, atol=1e-6)
    assert network.compare_texts(text).shape == (1, 16)
    lengths = network.compare_pictures(seen_by(network)).norm(dim=-1)
    torch.testing.assert_close(lengths, torch.ones(1, 4))


def test_the_token_of_a_region_is_laid_into_the_word_that_names_it() -> None:
    network = tiny_chooser()
    text, of = words(FIRST_SLOT + 2, 20), torch.zeros(1, dtype=torch.long)

    pointed = network._pointed_at(seen_by(network), of, text)
    withheld = network._pointed_at(seen_by(network, present=False), of, text)

    assert pointed[0, 1].abs().sum() > 0
    assert pointed[0, [0, 2]].abs().sum() == 0
    assert withheld.abs().sum() == 0


def test_a_word_is_told_whether_it_names_what_the_region_shows() -> None:
    network, vocabulary = tiny_chooser(), tiny_vocabulary()
    assert network.naming is not None
    torch.nn.init.ones_(network.naming.match.weight)
    text = [START, *vocabulary.read_question("is [2] play? yes"), START]
    seen = seen_by(network)._replace(regions=torch.zeros(1, 6, 32))
    torch.nn.init.zeros_(network.inject.bias)

    def told(shares: list[float]) -> dict[str | None, float]:
        shown = seen._replace(shares=torch.tensor(shares).expand(1, 6, 2))
        pointed = network._pointed_at(shown, torch.zeros(1, dtype=torch.long), torch.tensor([text]))
        return {vocabulary.word(piece): pointed[0, at, 0].item() for at, piece in enumerate(text)}

    assert told([1.0, 0.0])["play"] == 1
    assert told([0.25, 0.75])["play"] == 0.25
    assert told([1.0, 0.0])["is"] == 0


@pytest.mark.parametrize("name", ["nobody", "../student", "student", ""])
def test_an_unknown_name_lists_the_known_ones(name: str) -> None:
    with pytest.raises(ModelUnavailable, match=r"no embedded chooser"):
        load_chooser(name)
