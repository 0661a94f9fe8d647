"""The mark reader learns, is the same every time, and goes on after an interruption."""

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from models.embedded.mark_reader import Edges, ReaderSettings
from models.errors import BadSetting
from models.marks import MarkStyle
from training.embedded.mark_reader_run import TrainedReader, train_reader
from training.embedded.mark_reader_training import ReaderProgress, edge_loss
from training.embedded.mark_scenes import draw_mark_batch, draw_marked
from training.embedded.scene_cache import SceneCache, open_scenes
from training.embedded.settings import ReaderTraining
from training.loop.running import Watch

TINY = ReaderTraining(
    scenes=3, scene_pixels=96, steps=6, pictures=4, warm_up=2, reader=ReaderSettings(pixels=96, channels=6, maps=4)
)
STYLE = MarkStyle()


@pytest.fixture(scope="module")
def cache(scenes: Path) -> SceneCache:
    return open_scenes(scenes, count=TINY.scenes, pixels=TINY.scene_pixels)


def train(scenes: Path, folder: Path, *, steps: int = 6, stop: int = 99, resume: bool = False) -> TrainedReader:
    reports: list[ReaderProgress] = []
    watch = Watch(progress=reports.append, should_stop=lambda: len(reports) >= stop, every=1, keep_every=3)
    settings = TINY.model_copy(update={"steps": steps})
    return train_reader(settings, STYLE, watch, scenes=scenes, folder=folder, resume=resume)


def test_an_interrupted_stage_ends_with_the_same_weights(scenes: Path, tmp_path: Path) -> None:
    through = train(scenes, tmp_path / "a")

    first = train(scenes, tmp_path / "b", stop=4)
    second = train(scenes, tmp_path / "b", resume=True)

    assert (first.whole, first.stage.steps, second.whole, second.stage.steps) == (False, 4, True, 6)
    expected = through.reader.state_dict()
    assert all(torch.equal(value, expected[name]) for name, value in second.reader.state_dict().items())


def test_a_stage_that_is_over_is_taken_as_it_is_and_not_overwritten(scenes: Path, tmp_path: Path) -> None:
    train(scenes, tmp_path)

    assert train(scenes, tmp_path, resume=True).stage.steps == 6
    with pytest.raises(BadSetting, match="--resume"):
        train(scenes, tmp_path)


def test_the_edges_of_a_batch_are_where_the_colour_is(cache: SceneCache) -> None:
    batch = draw_mark_batch(cache, TINY, STYLE, 0)

    assert batch.present.any()
    assert not batch.present.all()
    inside = batch.edges[batch.present]
    assert (inside[:, 2:] > inside[:, :2]).all()
    assert inside.min() >= 0
    assert inside.max() <= 1


def test_marked_boxes_are_those_of_the_pixels(cache: SceneCache) -> None:
    black = cache._replace(pictures=np.zeros_like(cache.pictures))
    plain = STYLE.model_copy(update={"tag_height": 0.0})
    for seed in range(8):
        image, boxes = draw_marked(black, random.Random(seed), plain, bare=0.0)
        if len(boxes) != 1:
            continue
        rows, columns = np.nonzero(np.asarray(image).max(-1) > 60)
        box = next(iter(boxes.values()))
        assert (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1) == pytest.approx(tuple(box), abs=2)


def test_some_pictures_carry_no_mark(cache: SceneCache) -> None:
    assert draw_marked(cache, random.Random(0), STYLE, bare=1.0).boxes == {}


def test_the_edge_loss_shares_an_edge_between_two_bins() -> None:
    scores = torch.zeros(1, 2, 4)
    found = Edges(scores, scores, torch.zeros(1))

    loss = edge_loss(found, torch.tensor([[0.25, 0.25, 0.75, 0.75]]), torch.tensor([True]))

    assert loss.item() == pytest.approx(np.log(4), abs=1e-5)


def test_a_few_steps_make_it_better(scenes: Path, tmp_path: Path) -> None:
    reports: list[ReaderProgress] = []
    watch = Watch(progress=reports.append, every=6)

    train_reader(TINY.model_copy(update={"steps": 36, "pictures": 6}), STYLE, watch, scenes=scenes, folder=tmp_path)

    assert reports[-1].edges < 0.8 * reports[0].edges


def test_pictures_are_stacked_in_one_size(cache: SceneCache) -> None:
    batch = draw_mark_batch(cache, TINY, STYLE, 3)

    assert batch.pictures.shape == (4, 3, 96, 96)
