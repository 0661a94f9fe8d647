"""The detector takes what is usual for known and what is unusual for foreign."""

import pytest
import torch
from PIL import Image

from models.embedded.domain import DomainDetector, describe, fit_detector
from tests.fakes.tiny_student import noise, tiny_network


def rows(count: int, seed: int) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    mixed = torch.randn(count, 6, generator=generator) @ torch.diag(torch.tensor([1.0, 5.0, 0.1, 2.0, 1.0, 3.0]))
    return mixed + torch.arange(6)


def test_the_threshold_lets_the_wanted_share_of_known_rows_pass() -> None:
    detector = fit_detector(rows(2000, 0), rows(1000, 1), quantile=0.95)

    passing = sum(detector.distance(row) <= detector.threshold for row in rows(1000, 2)) / 1000

    assert passing == pytest.approx(0.95, abs=0.03)


def test_distances_are_measured_in_deviations_of_each_direction() -> None:
    detector = fit_detector(rows(5000, 0), rows(10, 1), quantile=0.5, shrinkage=0.0)

    step = torch.zeros(6)
    step[1] = 10.0  # two deviations in a direction whose deviation is 5

    assert detector.distance(torch.arange(6) + step) == pytest.approx(4 / 6, rel=0.1)


def test_numbers_kept_in_tensors_give_the_same_detector() -> None:
    detector = fit_detector(rows(200, 0), rows(100, 1), quantile=0.9)

    again = DomainDetector.from_tensors(detector.tensors())

    row = rows(1, 9)[0]
    assert again.distance(row) == detector.distance(row)
    assert again.threshold == pytest.approx(detector.threshold)


def test_flat_pictures_and_noise_are_described_differently() -> None:
    network = tiny_network()

    flat = describe(network, Image.new("RGB", (50, 50), "orange"))[-4:]
    rough = describe(network, noise())[-4:]

    assert flat.tolist() == [1.0, 1.0, 0.0, 0.0]
    assert rough[0] < 0.2
    assert rough[2] > 5
