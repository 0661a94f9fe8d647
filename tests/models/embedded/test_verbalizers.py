"""Five ways to put a picture into words, one encoding, and a folder that says what is wrong with it."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch
from PIL import Image

from models.base import Captioner, Narrator, QuestionAnswerer, RegionDetector, Tagger
from models.embedded.folder import SETTINGS, TOKENIZER, WEIGHTS
from models.embedded.picture import within
from models.embedded.verbalizer_weights import open_verbalizers, save_verbalizers
from models.embedded.verbalizers import EmbeddedVerbalizers, load_verbalizers
from models.errors import BadQuestion, BadSetting, ModelUnavailable
from models.records import Box, Region
from tests.fakes.tiny_student import noise
from tests.fakes.tiny_verbalizers import tiny_network, tiny_verbalizers, tiny_words


@pytest.fixture(scope="module")
def verbalizers() -> EmbeddedVerbalizers:
    return tiny_verbalizers()


def regions(*corners: float) -> list[Region]:
    return [Region(id=number, box=Box(at, at, at + 30, at + 40)) for number, at in enumerate(corners)]


def test_one_object_does_it_all(verbalizers: EmbeddedVerbalizers) -> None:
    captioner: Captioner = verbalizers
    narrator: Narrator = verbalizers
    tagger: Tagger = verbalizers
    answerer: QuestionAnswerer = verbalizers
    detector: RegionDetector = verbalizers
    image = noise()

    assert len(captioner.caption(image, regions(5, 20))) == 2
    assert len(narrator.narrate(image, 3)) == 3
    assert len(tagger.tag(image, ("park", "ball", "dog"), 2)) == 2
    assert len(answerer.reply(image, ("what colour is the dog?",))) == 1
    assert all(0 <= found.score <= 1 for found in detector.detect(image))


def test_a_caption_belongs_to_its_region_however_many_there_are(verbalizers: EmbeddedVerbalizers) -> None:
    image, many = noise(), regions(0, 5, 10, 15, 20, 25, 30, 40)

    captions = verbalizers.caption(image, many)

    assert len(captions) == 8
    assert captions[6:] == verbalizers.caption(image, many[6:])
    assert verbalizers.caption(image, ()) == ()


def test_texts_name_no_ids(verbalizers: EmbeddedVerbalizers) -> None:
    image = noise()

    texts = [*verbalizers.narrate(image, 20, temperature=4.0, nucleus=1.0), *verbalizers.caption(image, regions(3, 9))]

    assert any(texts)
    assert not any(re.search(r"\[|\]|<", text) for text in texts)


def test_narratives_are_the_same_for_the_same_seed(verbalizers: EmbeddedVerbalizers) -> None:
    image = noise()

    first, again, other = (verbalizers.narrate(image, 4, seed=seed) for seed in (1, 1, 2))

    assert first == again
    assert first != other
    assert len(set(first)) > 1
    assert len(set(verbalizers.narrate(image, 3, temperature=0))) == 1
    assert verbalizers.narrate(image, 0) == ()


def test_a_temperature_that_means_nothing_is_refused(verbalizers: EmbeddedVerbalizers) -> None:
    with pytest.raises(BadSetting, match="temperature of -1"):
        verbalizers.narrate(noise(), 1, temperature=-1)


def test_a_picture_is_encoded_once_for_all_calls() -> None:
    verbalizers = tiny_verbalizers()
    looks: list[tuple[int, ...]] = []
    stem = verbalizers.stored.network.teller.eye.stem
    handle = stem.register_forward_hook(lambda _module, given, _maps: looks.append(given[0].shape))
    image = noise(seed=1)

    verbalizers.caption(image, regions(5))
    verbalizers.narrate(image, 1)
    verbalizers.tag(image.copy(), ("park",), 1)
    verbalizers.reply(image, ("what colour is the dog?",))
    verbalizers.detect(image)

    assert len(looks) == 1
    verbalizers.detect(noise(seed=2))
    assert len(looks) == 2
    handle.remove()


def test_only_the_last_pictures_are_kept() -> None:
    verbalizers = tiny_verbalizers()
    looks: list[int] = []
    verbalizers.stored.network.teller.eye.stem.register_forward_hook(lambda *_: looks.append(1))

    for seed in (*range(12), 11, 0):
        verbalizers.detect(noise(seed=seed))

    assert len(looks) == 13  # the last one was still known, the first one no more


def test_a_picture_is_not_encoded_again_to_answer_questions_about_it_much_later() -> None:
    verbalizers = tiny_verbalizers()
    looks: list[int] = []
    verbalizers.stored.network.teller.eye.stem.register_forward_hook(lambda *_: looks.append(1))
    told = [verbalizers.reply(noise(seed=seed), ("what colour is the dog?",)) for seed in range(12)]

    again = [verbalizers.reply(noise(seed=seed), ("what colour is the dog?",)) for seed in range(12)]

    assert again == told
    assert len(looks) == 12


def test_threads_get_what_one_alone_gets(verbalizers: EmbeddedVerbalizers) -> None:
    images = [noise(seed=seed) for seed in range(6)]

    def describe(image: Image.Image) -> tuple[object, ...]:
        return verbalizers.caption(image, regions(5, 30)), verbalizers.narrate(image, 2), verbalizers.detect(image)

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(describe, images * 2))

    assert together == [describe(image) for image in images] * 2


def test_boxes_that_are_found_lie_in_the_picture(verbalizers: EmbeddedVerbalizers) -> None:
    found = verbalizers.detect(noise(200, 100))

    assert found
    assert {each.label for each in found} <= {"person", "animal", "object"}
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    # The square that the eye sees reaches beyond a wide picture, above and below.
    assert all(-1 <= each.box.x0 < each.box.x1 <= 201 for each in found)


def test_only_proposals_of_the_threshold_are_shown() -> None:
    image = noise()
    shown = tiny_verbalizers().detect(image)
    threshold = shown[len(shown) // 2].score

    surer = tiny_verbalizers(threshold=threshold).detect(image)

    assert surer == tuple(each for each in shown if each.score >= threshold)


@pytest.mark.parametrize(("question", "words"), [("  ", "no words"), ("the dog " * 20, "Ask it shorter")])
def test_questions_that_cannot_be_read_are_refused(verbalizers: EmbeddedVerbalizers, question: str, words: str) -> None:
    with pytest.raises(BadQuestion, match=words):
        verbalizers.reply(noise(), ("what colour is the dog?", question))


def test_a_region_at_the_edge_keeps_some_width() -> None:
    assert within((-0.5, 0.2, -0.1, 0.4)) == pytest.approx((0.0, 0.2, 0.01, 0.4))
    assert within((0.2, 0.3, 1.4, 1.2)) == pytest.approx((0.2, 0.3, 1.0, 1.0))
    assert within((1.2, 0.3, 1.4, 1.2)) == pytest.approx((0.99, 0.3, 1.0, 1.0))


def test_a_folder_gives_back_what_was_saved(tmp_path: Path) -> None:
    network = tiny_network()
    save_verbalizers(tmp_path, network, tiny_words(), threshold=0.25, training={"seed": 3})

    stored = open_verbalizers(tmp_path)

    assert stored.settings.threshold == 0.25
    assert stored.settings.training["seed"] == 3
    for name, value in stored.network.state_dict().items():
        torch.testing.assert_close(value, network.state_dict()[name].half().float(), rtol=0, atol=0)
    assert load_verbalizers(tmp_path).name == "embedded:verbalizers"


@pytest.mark.parametrize("name", [WEIGHTS, TOKENIZER, SETTINGS])
def test_a_damaged_folder_says_which_file_and_what_to_do(tmp_path: Path, name: str) -> None:
    save_verbalizers(tmp_path, tiny_network(), tiny_words())
    (tmp_path / name).write_bytes(b"{")

    with pytest.raises(ModelUnavailable, match=rf"{re.escape(name)}.*--only verbalizers"):
        load_verbalizers(tmp_path)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ModelUnavailable, match='no embedded verbalizers "nobody"'):
        load_verbalizers(name="nobody")
