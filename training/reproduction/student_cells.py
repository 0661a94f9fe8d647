"""What all parts about students share: an arm is taught and measured, and its figures become rows of a table."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from models.corpus import Entry
from training.corpus.stats.charts import Series
from training.embedded.corpus_settings import CorpusTraining
from training.reproduction.gain import GainScorer
from training.reproduction.material import opener_of
from training.reproduction.pages import does_it_appear, table
from training.reproduction.parts import Figures, Lab
from training.reproduction.plots import draw_bars
from training.reproduction.spread import Over, difference, over_seeds, percent
from training.reproduction.students import VERBALIZERS, settings_of, taught, untaught
from training.reproduction.worth import MAIN, Worth, worth_of

Value = Callable[[Worth], float]
Cells = Mapping[str, Mapping[int, Worth]]

NAMES = {
    "vcr": "VCR Q→A",
    "sherlock": "Sherlock",
    "visualcomet": "VisualCOMET",
    "aokvqa": "A-OKVQA",
    "snli-ve": "SNLI-VE",
    "visual7w": "Visual7W",
}
# What the mean of benchmarks is of: those with four choices, or two to fifty; Sherlock's scale is another one.
_AVERAGED = ("vcr", "visualcomet", "aokvqa", "snli-ve", "visual7w")


def teach_and_measure(
    lab: Lab,
    seed: int,
    entries: Sequence[Entry],
    *,
    about: str,
    settings: CorpusTraining | None = None,
    init: Path = VERBALIZERS,
) -> Figures:
    """Return the figures of the student that learns from entries, with `init` to begin with; where there are none, it
    stays as it was. Raises Stopped."""
    own = settings or settings_of(lab, seed)
    if not entries:
        return measured(lab, seed, untaught(lab, own, init=init))
    student = taught(lab, entries, opener_of(lab, seed), own, about=about, init=init)
    return measured(lab, seed, student, entries)


def measured(lab: Lab, seed: int, student: GainScorer, entries: Sequence[Entry] = ()) -> Figures:
    """Return the figures of a student that learned from entries, or from nothing. Raises Stopped."""
    pictures = {each.candidate.image_id for each in entries}
    return worth_of(lab, seed, student, texts=len(entries), pictures=len(pictures)).figures


def answered(worth: Worth) -> float:
    """Return the share of answers that are right, of those that the judge can read."""
    return worth.said.answer


def answered_of_all(worth: Worth) -> float:
    """Return the share of questions with a right answer; what the judge cannot read is counted as not right."""
    return worth.said.answer * read(worth)


def read(worth: Worth) -> float:
    """Return the share of answers that the judge can read."""
    return 1 - worth.said.unread


def reasoned(worth: Worth) -> float:
    """Return the share of questions with answer and rationale right."""
    return worth.said.both


def chosen(worth: Worth) -> float:
    """Return the mean of the benchmarks that count what is chosen rightly, as a share."""
    known = [worth.chose[name].values[MAIN[name]] for name in _AVERAGED]
    return sum(known) / len(known) / 100


def benchmark(name: str, task: str = "") -> Value:
    """Return what reads a benchmark's figure, as a share (of Sherlock's scale: a hundredth)."""
    return lambda worth: worth.chose[name].values[task or MAIN[name]] / 100


def over(cells: Mapping[int, Worth], value: Value) -> Over | None:
    """Return mean and interval over the seeds, None where there is none."""
    return over_seeds([value(each) for each in cells.values()]) if cells else None


def by_seed(cells: Mapping[int, Worth], value: Value) -> dict[int, float]:
    """Return a figure by seed."""
    return {seed: value(each) for seed, each in cells.items()}


def compared(claim: str, one: Mapping[int, Worth], other: Mapping[int, Worth], value: Value) -> str:
    """Return a sentence: is the one arm worth more than the other, by this figure, seed by seed?"""
    return does_it_appear(naming(claim, value), difference(by_seed(one, value), by_seed(other, value)))


def naming(claim: str, value: Value) -> str:
    """Return a claim with the figure in brackets that it is about."""
    return f"{claim} ({_FIGURES[value]})" if value in _FIGURES else claim


def worth_table(cells: Cells, named: Mapping[str, str]) -> str:
    """Return a row for each arm that is named: texts, answers judged by truth, and the benchmarks, in percent."""
    columns: list[tuple[str, Value, float]] = [
        ("answers read", read, 0.0),
        ("of these right", answered, 0.0),
        ("rationale, too", reasoned, 0.0),
        *((NAMES[name], benchmark(name), _LEAST.get(name, 0.0)) for name in NAMES),
    ]
    rows = [
        [
            said,
            _range([each.texts for each in own.values()]),
            *(_cell(over(own, value), least) for _, value, least in columns),
        ]
        for arm, said in named.items()
        if (own := cells.get(arm))
    ]
    return table(("", "texts", *(name for name, *_ in columns)), rows)


def _range(counts: Sequence[int]) -> str:
    least, most = min(counts), max(counts)
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def drawn_bars(cells: Cells, named: Mapping[str, str], file: Path, title: str, *, quick: bool) -> str:
    """Draw the benchmarks of each arm that is named, and return the Markdown that shows them; Sherlock's from 0."""
    arms = [arm for arm in named if cells.get(arm)]
    series = [
        Series(named[arm], [max(0.0, over_seeds([value(w) for w in cells[arm].values()]).mean) for value in _SHOWN])
        for arm in arms
    ]
    return draw_bars(file, title, ["answers", *NAMES.values()], series, quick=quick)


def chances(cells: Cells) -> str:
    """Return in a sentence what chance gives in the benchmarks."""
    some = next((each for own in cells.values() for each in own.values()), None)
    if some is None:
        return ""
    told = ", ".join(f"{NAMES[name]} {some.chose[name].chance:.1f}" for name in NAMES)
    return f"Chance: {told}."


_LEAST = {"sherlock": -1.0}  # all else is counted from 0
_SHOWN: tuple[Value, ...] = (answered, *(benchmark(name) for name in NAMES))
_FIGURES: Mapping[Value, str] = {
    answered: "answers",
    answered_of_all: "answers, unread ones not being right",
    reasoned: "answers with their rationales",
    chosen: "benchmarks",
}


def _cell(value: Over | None, least: float) -> str:
    return percent(value, least=least) if value else ""
