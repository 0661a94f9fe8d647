"""The pictures the domain detector is measured on are there, and are what they are said to be."""

import itertools

import torch

from models.embedded.domain import DomainDetector, describe
from tests.fakes.tiny_student import tiny_network
from training.evaluation.domain import fit_on_scenes, measure_detector, scene_pictures
from training.evaluation.foreign_pictures import draw_chart, drawings, photographs


def test_photographs_and_drawings_are_found_in_the_packages() -> None:
    photos, others = list(photographs()), list(drawings())

    assert len(photos) >= 15
    assert len(others) >= 35
    names = [foreign.name for foreign in (*photos, *others)]
    assert len(set(names)) == len(names)
    assert all(foreign.image.mode == "RGB" for foreign in (*photos, *others))


def test_charts_differ_from_each_other() -> None:
    assert len({draw_chart(seed).tobytes() for seed in range(8)}) == 8


def test_scenes_come_in_several_sizes() -> None:
    sizes = {image.size for image in itertools.islice(scene_pictures("evaluate", 0, 12), 12)}

    assert len(sizes) >= 3


def test_a_detector_that_never_doubts_is_right_about_scenes_and_wrong_about_all_else() -> None:
    network = tiny_network()
    row = describe(network, draw_chart(0))
    credulous = DomainDetector(row, torch.eye(len(row)), 1e9)

    report = measure_detector(credulous, network, scenes=3)

    assert (report.scenes.right, report.scenes.n) == (3, 3)
    assert (report.photographs.right, report.drawings.right) == (0, 0)
    assert len(report.missed) == report.photographs.n + report.drawings.n


def test_even_an_untaught_eye_tells_noise_from_scenes() -> None:
    network = tiny_network()

    detector = fit_on_scenes(network, fitted=30, held_out=10, quantile=1.0)

    noise = draw_chart(1).effect_spread(200).resize((64, 64))
    assert not detector.knows(describe(network, noise))
