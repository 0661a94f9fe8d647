"""What failed in a corpus run, and why, as a person is told of it when a command ends."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from training.corpus.corpus_run import CorpusRun

_REASONS = 3  # of a stage


def failed_in(run: "CorpusRun") -> dict[str, int]:
    """Return how much failed, by stage; stages where nothing did are not among them."""
    from training.corpus.corpus_run import STAGES

    return {stage: failed for stage in STAGES if (failed := run.counts(stage).failed)}


def failures_in_words(run: "CorpusRun") -> list[str]:
    """Return a few lines on what failed, with the most frequent reasons."""
    lines: list[str] = []
    failed = failed_in(run)
    for stage, count in failed.items():
        reasons = run.reasons(stage, _REASONS)
        lines.append(f"{count} failed in {stage}:")
        lines += [f"  {reason}{f' ({often} times)' if often > 1 else ''}" for reason, often in reasons.items()]
        if (others := count - sum(reasons.values())) > 0:
            lines.append(f"  and {others} more")
    if failed.keys() - {"list"}:
        lines.append("What failed stays so until it is tried again with --retry-failed.")
    return lines
