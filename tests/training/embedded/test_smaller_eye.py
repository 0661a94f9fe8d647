"""Verbalizers get a smaller eye, and keep how they read and speak."""

import torch

from models.embedded.folder import HOME
from models.embedded.verbalizer_weights import StoredVerbalizers, VerbalizerFolder
from tests.fakes.tiny_verbalizers import tiny_network, tiny_words
from training.embedded.smaller_eye import eye_weights, smaller, with_smaller_eye
from training.embedded.verbalizer_sights import SIGHTS


def test_all_but_the_eye_is_taken_over() -> None:
    network = tiny_network(vision_layers=2)
    stored = StoredVerbalizers(network, tiny_words(), VerbalizerFolder(network=network.settings))

    small = with_smaller_eye(stored, narrowing=2, layers=1, seed=0)

    given, own = network.state_dict(), small.state_dict()
    same = {name for name, value in own.items() if name in given and torch.equal(value, given[name])}
    outside = {name for name in own if not name.startswith(("teller.eye.", "proposals."))}
    assert outside <= same
    assert not {name for name in same if name.startswith(("teller.eye.stem.", "teller.eye.layers."))} & {
        name for name in own if own[name].ndim > 1
    }
    assert (small.settings.teller.narrowing, small.settings.teller.vision_layers) == (2, 1)
    assert set(small.settings.teller.concepts) == set(SIGHTS)


def test_the_shipped_eye_has_four_times_the_weights_of_one_half_as_wide_with_two_layers() -> None:
    sizes = VerbalizerFolder.model_validate_json((HOME / "verbalizers" / "settings.json").read_bytes()).network

    full, small = eye_weights(sizes), eye_weights(smaller(sizes, narrowing=2, layers=2))

    assert (full, small) == (2_284_880, 540_688)
