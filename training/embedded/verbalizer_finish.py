"""After training: choose how sure a proposal must be, measure everything, write the card."""

from collections.abc import Callable, Sequence
from pathlib import Path

from models.embedded.folder import WEIGHTS
from models.embedded.verbalizer_weights import open_verbalizers, save_verbalizers
from models.embedded.verbalizers import EmbeddedVerbalizers
from models.records import Detection
from training.embedded.finish import write_measured
from training.embedded.verbalizer_card import write_verbalizer_card
from training.embedded.verbalizer_measures import VerbalizerEffort, VerbalizerMeasures, measure_verbalizers
from training.evaluation.captions import draw_pictures
from training.evaluation.recall import Truth, recall_at, truth_of
from training.evaluation.sampling import FITTED_SEED, PIXELS

_THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
_FITTED = 120
_BETA = 1.5  # a region that is missed costs somewhat more than one too many


def finish_verbalizers(
    folder: Path, *, effort: VerbalizerEffort, report: Callable[[str], None] = lambda _line: None
) -> VerbalizerMeasures:
    """Add threshold, figures and card to the verbalizers' folder and return the figures."""
    stored = open_verbalizers(folder)
    mebibytes = (folder / WEIGHTS).stat().st_size / 2**20
    report("choosing how sure a proposal must be")
    training = stored.settings.training
    save_verbalizers(folder, stored.network, stored.vocabulary, threshold=_THRESHOLDS[0], training=training)
    threshold = choose_threshold(EmbeddedVerbalizers(open_verbalizers(folder)), pictures=min(_FITTED, effort.searched))
    save_verbalizers(folder, stored.network, stored.vocabulary, threshold=threshold, training=training)
    verbalizers = EmbeddedVerbalizers(open_verbalizers(folder))
    measures = measure_verbalizers(verbalizers, effort, report=report)
    card = write_verbalizer_card(verbalizers.stored.settings, measures, mebibytes=mebibytes)
    write_measured(folder, card, measures)
    return measures


def choose_threshold(verbalizers: EmbeddedVerbalizers, *, pictures: int) -> float:
    """Return the least score of a proposal to be shown that serves best, by scenes of their own."""
    found: list[Sequence[Detection]] = []
    truth: list[Sequence[Truth]] = []
    for image, graph in draw_pictures(pictures, FITTED_SEED, "evaluate"):
        found.append(verbalizers.detect(image))
        truth.append(truth_of(graph, PIXELS))
    return max(_THRESHOLDS, key=lambda threshold: f_measure(found, truth, threshold))


def f_measure(found: Sequence[Sequence[Detection]], truth: Sequence[Sequence[Truth]], threshold: float) -> float:
    """Return van Rijsbergen's F of recall (which counts more) and precision at IoU 0.5 of proposals from a score on."""
    sure = [[each for each in detections if each.score >= threshold] for detections in found]
    recall = recall_at(sure, truth)
    shown = sum(len(detections) for detections in sure)
    if not recall.right:
        return 0.0
    precision = recall.right / shown
    return (1 + _BETA**2) * precision * recall.value / (_BETA**2 * precision + recall.value)
