"""One process by itself; two of them are in `tests/app/commands/test_evaluate_together.py`."""

import pytest
import torch.distributed as dist

from training.benchmarks.sharing import ALONE, Alone, join_ranks


def test_a_process_that_torchrun_did_not_start_is_alone() -> None:
    ranks = join_ranks({})

    assert ranks is join_ranks({"WORLD_SIZE": "1", "RANK": "0"}) is ALONE
    assert (ranks.rank, ranks.count, ranks.gather("x"), ranks.device("auto")) == (0, 1, ["x"], "auto")
    ranks.leave()


def test_who_is_left_alone_says_so_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_found: list[object], _value: object) -> None:
        raise RuntimeError("Connection closed by peer [127.0.0.1]:40123")

    monkeypatch.setattr(dist, "init_process_group", lambda *_, **__: None)
    monkeypatch.setattr(dist, "all_gather_object", closed)
    ranks = join_ranks({"WORLD_SIZE": "2", "RANK": "0"})

    with pytest.raises(Alone, match="Another process ended before its time"):
        ranks.gather("x")
