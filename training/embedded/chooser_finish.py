"""After training: fit the temperature, measure everything, write the card."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from models.embedded.chooser import EmbeddedChooser
from models.embedded.chooser_weights import open_chooser, save_chooser
from models.embedded.folder import WEIGHTS
from models.records import Record
from training.embedded.calibration import Reliability
from training.embedded.chooser_card import write_chooser_card
from training.embedded.chooser_temperature import reliability_of, temperature_of
from training.embedded.finish import write_measured
from training.evaluation.choices import ChoiceReport, evaluate_choices
from training.evaluation.sampling import FITTED_SEED, MEASURED_SEED


class ChooserEffort(NamedTuple):
    """Answer items that are chosen from, in unseen scenes and in held-out ones (`combined`), and that the temperature
    is fitted on (`judged`)."""

    items: int = 1000
    combined: int = 600
    judged: int = 600


# For trying the commands out; the figures mean nothing.
QUICK_CHOOSER = ChooserEffort(6, 6, 6)


class ChooserMeasures(Record):
    """Everything that the card shows."""

    scenes: ChoiceReport
    heldout: ChoiceReport
    reliability: Reliability


def finish_chooser(
    folder: Path, *, name: str, effort: ChooserEffort, report: Callable[[str], None] = lambda _line: None
) -> ChooserMeasures:
    """Add temperature, figures and card to a chooser's folder and return the figures."""
    stored = open_chooser(folder)
    report("fitting the temperature")
    temperature = temperature_of(EmbeddedChooser(stored, name), count=effort.judged, seed=FITTED_SEED)
    save_chooser(folder, stored.network, stored.vocabulary, temperature=temperature, training=stored.settings.training)
    chooser = EmbeddedChooser(open_chooser(folder), name)
    measures = measure_chooser(chooser, effort, report=report)
    mebibytes = (folder / WEIGHTS).stat().st_size / 2**20
    card = write_chooser_card(
        chooser.stored.settings, measures.scenes, measures.heldout, measures.reliability, mebibytes
    )
    write_measured(folder, card, measures)
    return measures


def measure_chooser(
    chooser: EmbeddedChooser, effort: ChooserEffort, *, report: Callable[[str], None] = lambda _line: None
) -> ChooserMeasures:
    """Measure a finished chooser on unseen and on held-out scenes."""
    examined = evaluate_choices(chooser, count=effort.items, seed=MEASURED_SEED, report=report)
    report("choosing about held-out combinations")
    heldout = evaluate_choices(chooser, count=effort.combined, seed=MEASURED_SEED, split="heldout")
    chosen = [each for pair in examined.pairs for each in pair if each is not None]
    return ChooserMeasures(
        scenes=examined.report,
        heldout=heldout.report,
        reliability=reliability_of(chosen, fitted_on=2 * effort.judged),
    )
