"""What trainings of a tiny first stage begin with and learn from."""

from pathlib import Path

import pytest

from tests.fakes.tiny_critic import leave_labelled
from tests.fakes.tiny_first_stage import blip2_itm
from tests.fakes.tiny_statements import tiny_sources
from training.data.sources import Sources
from training.embedded.critic_data import Labelled, read_labelled


@pytest.fixture(scope="session")
def init(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return blip2_itm(tmp_path_factory.mktemp("first-stage"))


@pytest.fixture(scope="session")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Labelled:
    return read_labelled(leave_labelled(tmp_path_factory.mktemp("labels") / "labels", 3))


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    return tiny_sources(tmp_path_factory.mktemp("corpus") / "corpus")
