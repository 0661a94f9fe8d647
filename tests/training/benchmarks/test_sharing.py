"""One process by itself; two of them are in `tests/app/commands/test_evaluate_together.py`."""

from training.benchmarks.sharing import ALONE, join_ranks


def test_a_process_that_torchrun_did_not_start_is_alone() -> None:
    ranks = join_ranks({})

    assert ranks is join_ranks({"WORLD_SIZE": "1", "RANK": "0"}) is ALONE
    assert (ranks.rank, ranks.count, ranks.gather("x"), ranks.device("auto")) == (0, 1, ["x"], "auto")
    ranks.leave()
