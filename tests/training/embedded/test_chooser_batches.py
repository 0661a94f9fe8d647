"""What a chooser's batch holds."""

import random

import pytest
import torch

from models.embedded.chooser import write_text
from models.embedded.vocabulary import BECAUSE, END, FIRST_SLOT, PAD, START, Vocabulary
from tests.fakes.tiny_student import tiny_vocabulary
from training.embedded.chooser_batches import (
    CHOICES,
    ChooserBatch,
    as_texts,
    draw_chooser_batch,
    renumbered,
    statement_weights,
)
from training.embedded.chooser_settings import ChooserTraining
from training.embedded.scene_cache import SceneCache, open_scenes
from training.embedded.word_list import learn_words
from training.scenes.questions import ask_about

SETTINGS = ChooserTraining(
    scenes=4, scene_pixels=64, pictures=3, questions=4, paired=2, adversarial=1.0, items=3, withheld=0.0
)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> SceneCache:
    return open_scenes(tmp_path_factory.mktemp("scenes"), count=4, pixels=64)


@pytest.fixture(scope="module")
def vocabulary(cache: SceneCache) -> Vocabulary:
    return learn_words(cache.graphs, size=900, slots=6)


@pytest.fixture(scope="module")
def batch(cache: SceneCache, vocabulary: Vocabulary) -> ChooserBatch:
    return draw_chooser_batch(cache, vocabulary, SETTINGS, 5)


def test_a_batch_depends_on_seed_and_step_only(cache: SceneCache, vocabulary: Vocabulary, batch: ChooserBatch) -> None:
    again = draw_chooser_batch(cache, vocabulary, SETTINGS, 5)
    other = draw_chooser_batch(cache, vocabulary, SETTINGS.model_copy(update={"seed": 1}), 5)

    assert torch.equal(batch.pictures, again.pictures)
    assert torch.equal(batch.told.words, again.told.words)
    assert torch.equal(batch.offered.words, again.offered.words)
    assert not torch.equal(batch.pictures, other.pictures)


def test_statements_and_choices_belong_to_their_pictures(batch: ChooserBatch) -> None:
    assert batch.told.of.tolist() == [0] * 4 + [1] * 4 + [2] * 4
    assert len(batch.offered.of) == CHOICES * len(batch.right) == CHOICES * 9
    assert all(0 <= place < CHOICES for place in batch.right.tolist())
    assert batch.cut == 0


def test_pairs_are_told_of_a_story_and_fit_the_pictures_that_show_it(batch: ChooserBatch) -> None:
    assert len(batch.paired.of) >= 2
    assert batch.fits.shape == (len(batch.paired.of), 3)
    assert batch.fits[torch.arange(len(batch.paired.of)), batch.paired.of].all()
    length = batch.paired.words.shape[1]
    told = {(of, *words[:length].tolist()) for of, words in zip(batch.told.of.tolist(), batch.told.words, strict=True)}
    pairs = zip(batch.paired.of.tolist(), batch.paired.words, strict=True)
    assert all((of, *words.tolist()) in told for of, words in pairs)


def test_the_choices_of_an_item_share_their_question(batch: ChooserBatch) -> None:
    for four in batch.offered.words.view(-1, CHOICES, batch.offered.words.shape[1]):
        questions = [row[: row.tolist().index(BECAUSE)].tolist() for row in four]
        assert questions == [questions[0]] * CHOICES
        assert len({tuple(row.tolist()) for row in four}) == CHOICES


def test_where_only_the_eye_learns_no_items_are_made(cache: SceneCache, vocabulary: Vocabulary) -> None:
    early = draw_chooser_batch(cache, vocabulary, SETTINGS.model_copy(update={"eye_first": 6}), 5)

    assert len(early.right) == 0


def test_a_blind_run_sees_no_regions(cache: SceneCache, vocabulary: Vocabulary) -> None:
    for blind, grey in (("no boxes", False), ("question", True)):
        batch = draw_chooser_batch(cache, vocabulary, SETTINGS.model_copy(update={"blind": blind}), 5)
        assert not batch.present.any()
        assert (batch.pictures.flatten(2).std(2).max() == 0) == grey


def test_half_of_a_text_is_given_and_the_rest_is_told(cache: SceneCache) -> None:
    question = ask_about(cache.graphs[0], {0: 0}, random.Random(0))[0]

    assert as_texts(question, rationale=False) == (question.qar.question, question.qar.answer)
    context, stated = as_texts(question, rationale=True)
    assert context == f"{question.qar.question} {question.qar.answer}."
    assert stated == question.qar.rationale


def test_a_text_has_its_parts_in_lower_case() -> None:
    vocabulary = tiny_vocabulary()

    text = write_text(vocabulary, "Why is [0] sad?", "The ice cream fell")

    assert text == write_text(vocabulary, "why is [0] sad?", "the ice cream fell")
    assert (text[0], text[-1], text.count(BECAUSE)) == (START, END, 1)


def test_only_the_statement_and_its_end_are_to_be_told() -> None:
    words = torch.tensor([[START, 20, 21, BECAUSE, 22, END, PAD]])

    assert statement_weights(words).tolist() == [[0, 0, 0, 1, 1, 0]]


def test_a_text_of_another_picture_names_only_regions_that_are_there() -> None:
    words = torch.tensor([[START, FIRST_SLOT + 1, 20, FIRST_SLOT + 3, FIRST_SLOT + 1]])
    present = torch.tensor([[True, False, False, True, False, False]])

    changed = renumbered(words, present, random.Random(0))

    assert changed.tolist() == [[START, FIRST_SLOT, 20, FIRST_SLOT + 3, FIRST_SLOT]]
    assert renumbered(words, torch.zeros(1, 6).bool(), random.Random(0)).tolist() == words.tolist()
