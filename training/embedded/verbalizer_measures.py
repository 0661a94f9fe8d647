"""What is measured of finished verbalizers, and on how much: on unseen scenes, and on combinations that none learned.

The scenes are of the splits "evaluate" and "heldout", whose seeds no training draws from.
"""

from collections.abc import Callable
from typing import NamedTuple

from models.base import RegionDetector
from models.embedded.verbalizers import EmbeddedVerbalizers
from models.records import Record
from training.evaluation.captions import CaptionReport, draw_pictures, evaluate_captions
from training.evaluation.narratives import NarrativeReport, evaluate_narratives
from training.evaluation.recall import RecallReport, report_recall, truth_of
from training.evaluation.replies import LEARNING_SCENES, ReplyReport, evaluate_replies
from training.evaluation.sampling import MEASURED_SEED, PIXELS
from training.evaluation.tagging import TaggingReport, evaluate_tagger
from training.scenes.graph import Split


class VerbalizerEffort(NamedTuple):
    """How many unseen pictures are captioned, `narrated`, asked about, tagged and searched for regions; `combined`
    is how many of held-out combinations for each of these; from `learning` scenes the majority answers are learned."""

    captioned: int = 250
    narrated: int = 120
    asked: int = 250
    tagged: int = 300
    searched: int = 300
    combined: int = 120
    learning: int = LEARNING_SCENES

    def of_combinations(self) -> "VerbalizerEffort":
        """Return the effort for held-out combinations: as many for everything."""
        most = self.combined
        return self._replace(captioned=most, narrated=most, asked=most, tagged=most, searched=most)


# For trying the commands out; the figures mean nothing.
QUICK_VERBALIZERS = VerbalizerEffort(combined=2, learning=4).of_combinations()


class VerbalizerFigures(Record):
    """The figures of all five, of one split."""

    captions: CaptionReport
    narratives: NarrativeReport
    replies: ReplyReport
    tags: TaggingReport
    regions: RecallReport


class VerbalizerMeasures(Record):
    """Everything that the card shows."""

    scenes: VerbalizerFigures
    heldout: VerbalizerFigures


def measure_verbalizers(
    verbalizers: EmbeddedVerbalizers,
    effort: VerbalizerEffort,
    *,
    seed: int = MEASURED_SEED,
    report: Callable[[str], None] = lambda _line: None,
) -> VerbalizerMeasures:
    """Measure finished verbalizers on unseen and on held-out scenes."""
    scenes = _figures(verbalizers, effort, seed, "evaluate", report)
    heldout = _figures(verbalizers, effort.of_combinations(), seed, "heldout", report)
    return VerbalizerMeasures(scenes=scenes, heldout=heldout)


def find_regions(detector: RegionDetector, *, pictures: int, seed: int, split: Split) -> RecallReport:
    """Search unseen scenes for people, animals and things."""
    drawn = list(draw_pictures(pictures, seed, split))
    found = [detector.detect(image) for image, _ in drawn]
    return report_recall(found, [truth_of(graph, PIXELS) for _, graph in drawn])


def _figures(
    verbalizers: EmbeddedVerbalizers, effort: VerbalizerEffort, seed: int, split: Split, report: Callable[[str], None]
) -> VerbalizerFigures:
    scenes = "unseen scenes" if split == "evaluate" else "held-out combinations"
    report(f"captions of {scenes}")
    captions = evaluate_captions(verbalizers, pictures=effort.captioned, seed=seed, split=split)
    report(f"narratives of {scenes}")
    narratives = evaluate_narratives(verbalizers, pictures=effort.narrated, seed=seed, split=split)
    report(f"answers about {scenes}")
    replies = evaluate_replies(
        verbalizers, pictures=effort.asked, seed=seed, split=split, learning_scenes=effort.learning
    )
    report(f"tags and regions of {scenes}")
    return VerbalizerFigures(
        captions=captions,
        narratives=narratives,
        replies=replies,
        tags=evaluate_tagger(verbalizers, pictures=effort.tagged, seed=seed, split=split),
        regions=find_regions(verbalizers, pictures=effort.searched, seed=seed, split=split),
    )
