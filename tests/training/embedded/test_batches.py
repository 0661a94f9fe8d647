"""What the student is taught is what the pictures show."""

import random
from pathlib import Path

import pytest
import torch
from PIL import Image

from models.embedded.settings import Blind, StudentSettings
from models.embedded.vision import Seen
from models.embedded.vocabulary import BECAUSE, END, PAD
from training.embedded.augment import jitter, vary
from training.embedded.batches import Batch, choose_questions, draw_batch
from training.embedded.pointing import point_at_some
from training.embedded.scene_cache import SceneCache, open_scenes, refuse_held_out
from training.embedded.settings import TrainingSettings
from training.embedded.side_tasks import NOTHING, SideLabels, SideTasks
from training.embedded.word_list import learn_words
from training.scenes.questions import ask_about
from training.scenes.tags import TAG_SETS
from training.scenes.world import draw_scene


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> SceneCache:
    return open_scenes(tmp_path_factory.mktemp("scenes"), count=6, pixels=64)


@pytest.fixture(scope="module")
def batch(cache: SceneCache) -> Batch:
    settings = TrainingSettings(pictures=12, questions=5, withheld=0.4)
    return draw_batch(cache, learn_words(cache.graphs, size=900, slots=6), settings, 0)


def test_pictures_boxes_and_questions_go_together(batch: Batch) -> None:
    side = TrainingSettings().student.pixels
    assert batch.pictures.shape == (12, 3, side, side)
    assert batch.boxes.shape == (12, 6, 4)
    assert len(batch.questions) == len(batch.answers) == 60
    given = batch.boxes[batch.present]
    assert (given[:, 2:] > given[:, :2]).all()
    assert given.min() >= 0
    assert given.max() <= 1.01


def test_no_answer_names_a_region_that_is_neither_given_nor_asked_about(batch: Batch) -> None:
    for row, (question, answer) in enumerate(zip(batch.questions, batch.answers, strict=True)):
        slots = {word - 5 for word in answer.tolist() if 5 <= word < 11}
        asked = {word - 5 for word in question.tolist() if 5 <= word < 11}
        given = {slot for slot in range(6) if batch.present[row // 5, slot]}
        assert slots <= given | asked


def test_some_pictures_have_their_regions_withheld(batch: Batch) -> None:
    withheld = ~batch.present.any(1)

    assert 0 < withheld.sum() < 12
    assert (batch.labels.tags[withheld] == NOTHING).all()


def test_the_answer_counts_in_full_and_the_rationale_by_half(batch: Batch) -> None:
    words, weights = batch.answers[0, 1:].tolist(), batch.weights[0].tolist()
    cut = words.index(BECAUSE)

    assert weights[: cut + 1] == [1.0] * (cut + 1)
    assert weights[cut + 1 : words.index(END) + 1] == [0.5] * (words.index(END) - cut)
    assert all(weight == 0 for word, weight in zip(words, weights, strict=True) if word == PAD)


@pytest.mark.parametrize("blind", ["question", "no boxes"])
def test_a_blind_run_asks_the_same_and_shows_less(cache: SceneCache, blind: Blind) -> None:
    settings = TrainingSettings(pictures=6, questions=5, marked=0.0, withheld=0.0)
    words = learn_words(cache.graphs, size=900, slots=6)

    seeing = draw_batch(cache, words, settings, 0)
    blinded = draw_batch(cache, words, settings.model_copy(update={"blind": blind}), 0)

    assert not blinded.present.any()
    assert (blinded.labels.tags == NOTHING).all()
    assert torch.equal(blinded.questions, seeing.questions)
    assert torch.equal(blinded.answers, seeing.answers)
    assert (blinded.pictures.std() < 0.01) == (blind == "question")


def test_no_text_of_the_world_is_cut(tmp_path: Path) -> None:
    # The world's longest texts name five regions; the network must hold all of them.
    cache = open_scenes(tmp_path, count=60, pixels=32)
    settings = TrainingSettings(pictures=60, questions=12)
    words = learn_words(cache.graphs, size=2000, slots=6)

    assert draw_batch(cache, words, settings, 0).cut == 0


def test_texts_that_are_too_long_are_counted(cache: SceneCache) -> None:
    short = TrainingSettings(pictures=4, questions=3, student=StudentSettings(question_words=3, answer_words=4))

    batch = draw_batch(cache, learn_words(cache.graphs, size=900, slots=6), short, 0)

    assert batch.cut > 12
    assert batch.questions.shape[1] == 3
    assert batch.answers.shape[1] == 5


def test_a_cache_with_a_held_out_combination_is_refused() -> None:
    scene = draw_scene(0, split="heldout", size=32)

    with pytest.raises(AssertionError, match="held-out combinations"):
        refuse_held_out([scene.graph])


def test_training_scenes_show_no_held_out_combination() -> None:
    refuse_held_out(draw_scene(seed, split="train", size=32).graph for seed in range(60))


def test_types_are_asked_by_their_weight_however_many_questions_they_have() -> None:
    graph = draw_scene(3, split="user", size=64).graph
    rng = random.Random(0)
    asked = ask_about(graph, point_at_some(graph, rng, slots=6), rng)

    drawn = [question.type for question in choose_questions(asked, 20_000, rng)]

    assert drawn.count("emotion") / drawn.count("role") == pytest.approx(1.0, rel=0.2)
    assert drawn.count("why") / drawn.count("role") == pytest.approx(3.5 / 0.4, rel=0.2)


def test_at_least_one_person_is_pointed_at_and_never_more_than_the_slots() -> None:
    graphs = [draw_scene(seed, split="user", size=64).graph for seed in range(12)]

    for graph in graphs:
        ids = point_at_some(graph, random.Random(1), slots=3)
        assert 1 <= len(ids) <= 3
        assert len(set(ids.values())) == len(ids)
        assert any(graph.entities[entity].kind == "person" for entity in ids)


def test_jitter_moves_edges_by_the_share_of_the_size() -> None:
    rng = random.Random(0)

    moved = [jitter((0.4, 0.3, 0.6, 0.7), 0.05, rng) for _ in range(4000)]

    deviations = torch.tensor(moved).std(0)
    torch.testing.assert_close(deviations, torch.tensor([0.01, 0.02, 0.01, 0.02]), rtol=0.1, atol=0)


def test_without_jitter_a_box_stays() -> None:
    assert jitter((0.1, 0.2, 0.3, 0.4), 0.0, random.Random(0)) == (0.1, 0.2, 0.3, 0.4)


def test_varied_pictures_stay_square_and_boxes_stay_inside() -> None:
    picture = Image.new("RGB", (192, 192), "red")

    for seed in range(20):
        fitted = vary(picture, 64, random.Random(seed))
        assert fitted.image.size == (64, 64)
        scale_x, scale_y, left, top = fitted.placement
        assert left + 192 * scale_x <= 64.01
        assert top + 192 * scale_y <= 64.01


def test_side_tasks_without_labels_cost_only_the_place() -> None:
    torch.manual_seed(0)
    side = SideTasks(8)
    concepts = torch.randn(2, 6, sum(len(labels) for labels in TAG_SETS.values()))
    seen = Seen(
        torch.randn(2, 4, 8), torch.randn(2, 6, 8), torch.zeros(2, 6, dtype=torch.bool), torch.zeros(2, 6, 4), concepts
    )
    nothing = SideLabels(torch.full((2, 6, len(TAG_SETS)), NOTHING), torch.full((2, 6), NOTHING), torch.tensor([0, 5]))

    losses = side(seen, nothing)

    expected = 0.3 * torch.nn.functional.cross_entropy(side.place(seen.picture.mean(1)), nothing.places)
    assert losses.loss.item() == pytest.approx(expected.item())


def test_side_tasks_need_a_network_that_knows_concepts() -> None:
    seen = Seen(torch.randn(1, 4, 8), torch.randn(1, 6, 8), torch.ones(1, 6, dtype=torch.bool), torch.zeros(1, 6, 4))
    labels = SideLabels(torch.zeros(1, 6, len(TAG_SETS), dtype=torch.long), torch.zeros(1, 6), torch.tensor([0]))

    with pytest.raises(ValueError, match="with_concepts"):
        SideTasks(8)(seen, labels)
