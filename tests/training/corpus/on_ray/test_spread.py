"""What is said where there is no Ray, and what needs none."""

import importlib.util
from pathlib import Path

import pytest

from models.errors import BadSetting
from training.corpus.journal.journal import Done
from training.corpus.journal.stage import here
from training.corpus.on_ray.cluster import Cluster
from training.corpus.on_ray.engine import spread


class Nobody:
    """A cluster that must not be begun."""

    def workers(self, *, seeing: bool) -> None:
        raise AssertionError(f"workers were asked for, seeing is {seeing}")


def test_a_little_work_without_pictures_is_done_sooner_than_workers_are_begun() -> None:
    engine = spread(here, cluster=Nobody(), seeing=False)  # type: ignore[arg-type]  # no cluster

    done = list(engine(abs, [("a", -1), ("b", -2)]))

    assert done == [Done("a", "ok", value="1"), Done("b", "ok", value="2")]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("head", "write HOST:PORT"),
        ("head:x", "write HOST:PORT"),
        ("127.0.0.1:1", "cannot be reached"),
    ],
)
def test_a_cluster_that_is_not_there_is_named_at_once(tmp_path: Path, address: str, said: str) -> None:
    with pytest.raises(BadSetting, match=f"The Ray cluster '?{address}'? .*{said}"):
        Cluster(tmp_path, address=address)


@pytest.mark.skipif(importlib.util.find_spec("ray") is not None, reason="Ray is installed")
def test_without_ray_a_sentence_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"pip install 'deixis\[ray\]' brings it"):
        Cluster(tmp_path)
