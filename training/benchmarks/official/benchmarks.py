"""The six benchmarks by name: how the user's files are read, and how predictions are scored without any model."""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from models.errors import BadSetting
from training.benchmarks.items import ItemSet
from training.benchmarks.measure import Counted, Figure, Measured, judge, mean_figure
from training.benchmarks.metrics import soft_accuracy
from training.benchmarks.official import answers, aokvqa, reporting_bias, sherlock, snli_ve, vcr, visual7w, visualcomet
from training.benchmarks.official.sherlock_tasks import score_localization, score_retrieval

TASKS = ("comparison", "localization", "retrieval")  # of Sherlock


class Read(Protocol):
    """Reads a split of a benchmark from the folder of its files; see `read_vcr`."""

    def __call__(self, folder: Path, split: str, *, pictures: bool = True) -> ItemSet: ...


class Benchmark(NamedTuple):
    """A benchmark: the split that papers report, its reader, and what scores files of predictions."""

    split: str
    read: Read
    score: Callable[[Path, str, Sequence[Path]], Measured]


def score_files(benchmark: str, folder: Path, paths: Sequence[Path], split: str = "", task: str = "") -> Measured:
    """Score files of predictions, each benchmark's own; `split` is the one that papers report if it is left out.

    `task` is one of Sherlock's: "comparison", "localization" or "retrieval", or a skill of reporting bias. Raises
    BadSetting for an unknown benchmark or task, for files that do not fit, and for labels that are withheld.
    """
    if benchmark == reporting_bias.NAME:
        return reporting_bias.score_reporting_bias(folder, task, paths)
    found = benchmark_of(benchmark)
    split = split or found.split
    if task and (benchmark != sherlock.NAME or task not in TASKS):
        raise BadSetting(f"{benchmark} has no task {task!r}; {sherlock.NAME} has {', '.join(TASKS)}.")
    if task == "retrieval":
        return _of_task(split, paths, score_retrieval(folder, split, paths))
    most = 2 if benchmark == vcr.NAME else 1
    if not 1 <= len(paths) <= most:
        raise BadSetting(f"{benchmark} is scored from {'one or two files' if most > 1 else 'one file'} of predictions.")
    if task == "localization":
        return _of_task(split, paths, score_localization(folder, split, paths[0]))
    return found.score(folder, split, paths)


def _of_task(split: str, paths: Sequence[Path], figures: tuple[Figure, ...]) -> Measured:
    if not figures:
        raise BadSetting(f"There is nothing of {sherlock.NAME}'s split {split!r} to count.")
    return Measured(
        benchmark=sherlock.NAME,
        split=split,
        source=str(paths[0].parent),
        model=" ".join(each.name for each in paths),
        scored_by="file",
        regions=None,
        question=None,
        figures=figures,
        by_type={},
        n=figures[0].n,
        pictures=figures[0].n,
        unread=0,
    )


def read_items(
    benchmark: str, folder: Path, split: str = "", *, count: int | None = None, seed: int = 0, submitting: bool = False
) -> ItemSet:
    """Read the items of a benchmark with their pictures: all, or up to `count` of pictures drawn by `seed`.

    With `submitting` what only the leaderboard asks is asked, too. Raises BadSetting.
    """
    found = benchmark_of(benchmark)
    split = split or found.split
    if benchmark == vcr.NAME:
        items = vcr.read_vcr(folder, split, every_answer=submitting)
    elif benchmark == visualcomet.NAME:
        items = visualcomet.read_visualcomet(folder, split, seed=seed)
    else:
        items = found.read(folder, split)
    return some_of(items, count, seed) if count is not None else items


def some_of(items: ItemSet, count: int, seed: int) -> ItemSet:
    """Return the items of whole pictures, drawn by seed, until there are at least `count`."""
    pictures = list(items.pictures)
    random.Random(seed).shuffle(pictures)
    each = Counter(item.picture for item in items.items)
    kept, taken = set[str](), 0
    for picture in pictures:
        if taken >= count:
            break
        kept.add(picture)
        taken += each[picture]
    some = tuple(item for item in items.items if item.picture in kept)
    return items._replace(items=some, source=f"{items.source}, {len(kept)} pictures by seed {seed}")


def benchmark_of(name: str) -> Benchmark:
    """Return a benchmark. Raises BadSetting that lists those there are."""
    if name not in BENCHMARKS:
        raise BadSetting(f"There is no benchmark {name!r}; there are {', '.join(BENCHMARKS)}.")
    return BENCHMARKS[name]


def _score_vcr(folder: Path, split: str, paths: Sequence[Path]) -> Measured:
    items = vcr.read_vcr(folder, split, pictures=False)
    said = answers.read_vcr_answers(items, paths, vcr.question_ids(folder, split))
    if paths[0].suffix.lower() == ".npy" and len(paths) == 1:
        items = items._replace(items=tuple(each for each in items.items if each.task == "answer"))
    return judge(items, said)


def _score_sherlock(folder: Path, split: str, paths: Sequence[Path]) -> Measured:
    items = sherlock.read_sherlock(folder, split, pictures=False)
    return judge(items, answers.read_sherlock_answers(items, paths[0]))


def _score_visualcomet(folder: Path, split: str, paths: Sequence[Path]) -> Measured:
    items = visualcomet.read_visualcomet(folder, split, pictures=False, pool=paths[0])
    return judge(items, answers.read_visualcomet_answers(items, paths[0]))


def _score_snli_ve(folder: Path, split: str, paths: Sequence[Path]) -> Measured:
    items = snli_ve.read_snli_ve(folder, split, pictures=False)
    return judge(items, answers.read_snli_ve_answers(items, paths[0]))


def _score_visual7w(folder: Path, split: str, paths: Sequence[Path]) -> Measured:
    items = visual7w.read_visual7w(folder, split, pictures=False)
    return judge(items, answers.read_visual7w_answers(items, paths[0]))


def _score_aokvqa(folder: Path, split: str, paths: Sequence[Path]) -> Measured:
    items = aokvqa.read_aokvqa(folder, split, pictures=False)
    entries = dict(answers.aokvqa_entries(paths[0]))
    direct: list[Figure] = []
    if any(each.has("direct_answer") for each in entries.values()):
        counted = []
        for each in aokvqa.read_direct(folder, split):
            entry = entries.get(each.question_id)
            said = entry.text("direct_answer") if entry and entry.has("direct_answer") else ""
            counted.append(Counted(each.picture, soft_accuracy(said, each.answers), 0.0))
        direct = [mean_figure("direct answer", "soft accuracy", counted)] if counted else []
    return judge(items, answers.read_aokvqa_answers(items, paths[0]), *direct)


BENCHMARKS: Mapping[str, Benchmark] = {
    vcr.NAME: Benchmark("val", vcr.read_vcr, _score_vcr),
    sherlock.NAME: Benchmark("val", sherlock.read_sherlock, _score_sherlock),
    visualcomet.NAME: Benchmark("val", visualcomet.read_visualcomet, _score_visualcomet),
    aokvqa.NAME: Benchmark("val", aokvqa.read_aokvqa, _score_aokvqa),
    snli_ve.NAME: Benchmark("test", snli_ve.read_snli_ve, _score_snli_ve),
    visual7w.NAME: Benchmark("test", visual7w.read_visual7w, _score_visual7w),
}
