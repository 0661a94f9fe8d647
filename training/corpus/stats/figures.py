"""The charts of a corpus' figures, each by the name of its file."""

from PIL import Image

from training.corpus.stats.charts import Lines, Series, bars, lines
from training.corpus.stats.records import BINS, Stats
from training.corpus.stats.word_cloud import word_cloud


def figures_of(found: Stats) -> dict[str, Image.Image]:
    """Return the charts that there are numbers for, in the order of the page."""
    drawn = {"question-types": _types(found), "ids": _ids(found), "skills": _skills(found)}
    for part, words in found.words.items():
        if words:
            drawn[f"words-{part}"] = word_cloud(f"Words of the {part}s", words)
    if found.boxes.count:
        drawn["boxes"] = _boxes(found)
    if found.sweep:
        drawn["threshold"] = _sweep(found)
    if found.ratings:
        drawn["ratings"] = _ratings(found)
    if found.diversity:
        drawn["diversity"] = _diversity(found)
    return drawn


def _types(found: Stats) -> Image.Image:
    shown = [each for each in found.types if each.count]
    return bars(
        "Types of question",
        [each.type for each in shown],
        [Series("", [each.share for each in shown])],
        percent=True,
        below="share of the questions",
    )


def _ids(found: Stats) -> Image.Image:
    return bars(
        "Regions that a QAR names",
        list(found.ids),
        [Series("", list(found.ids.values()))],
        below="number of different ids",
    )


def _skills(found: Stats) -> Image.Image:
    return bars(
        "Skills that QARs supervise",
        [each.skill for each in found.skills],
        [Series("", [each.share for each in found.skills])],
        percent=True,
        below="share of the QARs; one may supervise several",
    )


def _boxes(found: Stats) -> Image.Image:
    sides = [Series(side, [each / found.boxes.count for each in getattr(found.boxes, side)]) for side in _SIDES]
    labels = [f"{number / BINS:g}" for number in range(BINS)]
    return bars("Sizes of named regions", labels, sides, percent=True, below="share of the picture, from ... up")


_SIDES = ("width", "height", "area")


def _sweep(found: Stats) -> Image.Image:
    rated = [each for each in found.sweep if each.accepted is not None]
    drawn = [Lines("kept", [(each.threshold, each.share) for each in found.sweep])]
    if rated:
        shares = [each.accepted for each in rated if each.accepted]
        drawn.append(
            Lines(
                "accepted by people, of the kept that are rated",
                [(each.threshold, share.value) for each, share in zip(rated, shares, strict=True)],
                [share.low for share in shares],
                [share.high for share in shares],
            )
        )
    return lines(f"What a threshold of {found.settings.critic} keeps", drawn, below="threshold")


def _ratings(found: Stats) -> Image.Image:
    groups = list(found.ratings.values())
    return bars(
        "Ratings by people, 0 to 3",
        [f"{name} ({each.rated:,} rated)" for name, each in found.ratings.items()],
        [
            Series("question and answer", [each.question_answer for each in groups]),
            Series("rationale", [each.rationale for each in groups]),
        ],
    )


def _diversity(found: Stats) -> Image.Image:
    groups = list(dict.fromkeys(each.group for each in found.diversity))
    after = {each.group: each.effective for each in found.diversity if each.kept}
    before = after | {each.group: each.effective for each in found.diversity if not each.kept}
    rows = [Series("before the cut", list(before.values())), Series("after", list(after.values()))]
    return bars(
        "Clusters of meaning, were they equally large",
        groups,
        rows if before != after else rows[:1],
        below="effective number, on samples of one size",
    )
