"""The verbalizers' network: one eye, and what describes, tags and proposes from it.

Its eye, reader and speaker are those of the student's network, with weights of their own: the student knows causes, the
verbalizers must not. A caption is what it says when asked to describe `[k]`, a narrative when asked to describe the
picture; a question is answered as it is. Tags and proposals are heads on the same eye.
"""

from torch import Tensor, nn

from models.embedded.network import StudentNetwork
from models.embedded.proposals_head import ProposalHead, Proposed
from models.embedded.settings import StudentSettings
from models.embedded.stem import narrowed
from models.embedded.tag_head import TagHead
from models.embedded.vision import Glance, Seen
from models.embedded.vocabulary import PAD
from models.records import Record

NARRATIVE_PROMPT = "describe the picture"


class VerbalizerSettings(Record):
    """Sizes: those of the eye, the words, the reader and the speaker, and the width in which labels are compared."""

    teller: StudentSettings = StudentSettings(
        reading_layers=2, speaking_layers=3, vocabulary=1600, question_words=40, answer_words=112
    )
    contrast: int = 96


class VerbalizerNetwork(nn.Module):
    """Look over a picture once, then look at regions, speak, tag and propose."""

    def __init__(self, settings: VerbalizerSettings) -> None:
        super().__init__()
        self.settings = settings
        width, narrowing = settings.teller.width, settings.teller.narrowing
        self.teller = StudentNetwork(settings.teller)
        self.tags = TagHead(width, settings.contrast, heads=settings.teller.heads)
        self.proposals = ProposalHead(narrowed(width, narrowing), narrowing=narrowing)

    def look_over(self, pictures: Tensor) -> Glance:
        """`pictures` [B, 3, S, S] in -1..1: the maps that all else works on."""
        return self.teller.eye.look_over(pictures)

    def propose(self, glance: Glance) -> Proposed:
        """Return where things may be."""
        return self.proposals(glance.maps)

    def look_at(self, glance: Glance, boxes: Tensor, present: Tensor) -> Seen:
        """`boxes` [B, K, 4] in 0..1 xyxy and `present` [B, K]: the tokens of the picture and of these regions."""
        return self.teller.look_at(glance, boxes, present)

    def label_vectors(self, labels: Tensor) -> Tensor:
        """Return [L, E] of length 1 for labels written as words [L, N]."""
        return self.tags.labels(self.teller.words(labels), labels != PAD)


def caption_prompt(slot: int) -> str:
    """Return what is asked for a caption of the region in a slot."""
    return f"describe [{slot}]"
