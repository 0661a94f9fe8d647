"""Measure a corpus, and show it: `stats.json`, a chart for every figure, and one page with all of it.

Entries are read once and one at a time; what is kept of them are counts, scores and samples.
"""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from models.corpus import Entry, Picture
from models.critic_labels import CriticLabel
from training.corpus.embedding import Embedder, PieceEmbedder
from training.corpus.export.choice import Rule, why_left_out
from training.corpus.export.whole_folder import whole_folder, writing
from training.corpus.stats.figures import figures_of
from training.corpus.stats.page import page_of
from training.corpus.stats.records import Stats, StatsSettings
from training.corpus.stats.samples import Samples
from training.corpus.stats.sweep import Sweep
from training.corpus.stats.tallies import Sizes, Tallies

NUMBERS = "stats.json"


def stats(
    entries: Iterable[Entry],
    out: Path,
    settings: StatsSettings | None = None,
    *,
    pictures: Iterable[Picture] = (),
    labels: Iterable[CriticLabel] = (),
    embed: Embedder | None = None,
    overwrite: bool = False,
) -> Stats:
    """Measure entries and write what was found into a new folder: numbers, charts and a page.

    `labels` are what people said of some of them. Raises BadSetting when the folder cannot be written.
    """
    with whole_folder(out, known_by=NUMBERS, overwrite=overwrite) as folder:
        found = measure(entries, settings, pictures=pictures, labels=labels, embed=embed)
        drawn = figures_of(found)
        with writing(out):
            for name, image in drawn.items():
                image.save(folder / f"{name}.png", "PNG")
            text = json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=1)
            (folder / NUMBERS).write_text(f"{text}\n", "utf-8")
            (folder / "stats.html").write_text(page_of(found, drawn), "utf-8")
    return found


def measure(
    entries: Iterable[Entry],
    settings: StatsSettings | None = None,
    *,
    pictures: Iterable[Picture] = (),
    labels: Iterable[CriticLabel] = (),
    embed: Embedder | None = None,
) -> Stats:
    """Return what is measured of entries; `pictures` give the sizes that boxes are measured by."""
    settings, embed = settings or StatsSettings(), embed or PieceEmbedder()
    cut = Rule(settings.critic, settings.threshold, settings.without_marks)
    sizes: Sizes = {each.image.id: (each.image.width, each.image.height) for each in pictures}
    tallies, samples, sweep = Tallies(sizes), Samples(settings), Sweep(labels)
    set_aside: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    for entry in entries:
        reason = why_left_out(_decisive(entry), cut)
        (set_aside if entry.set_aside else left_out)[reason] += 1
        if entry.set_aside:
            continue
        if (score := entry.candidate.scores.get(settings.critic)) is not None:
            sweep.add(entry.candidate.id, score)
        samples.add(entry, kept=not reason)
        if not reason:
            tallies.add(entry)
    del left_out[""]
    return Stats(
        settings=settings,
        read=set_aside.total() + left_out.total() + tallies.kept,
        set_aside=dict(set_aside.most_common()),
        left_out=dict(left_out.most_common()),
        kept=tallies.kept,
        sizes=tallies.sizes(),
        types=tallies.types(),
        ids=tallies.ids(),
        words=tallies.words(settings.words),
        boxes=tallies.boxes(),
        skills=tallies.skills(),
        marks=dict(tallies.marks.most_common()),
        sweep=sweep.cuts(settings.threshold),
        ratings=sweep.ratings(settings.threshold),
        diversity=samples.diversity(embed),
        embedder=embed.name,
    )


def _decisive(entry: Entry) -> dict[str, object]:
    """Return the fields of an entry that decide whether it is exported."""
    return {
        "set_aside": entry.set_aside,
        "marks": entry.marks,
        "scores": entry.candidate.scores,
        "split": entry.split,
    }
