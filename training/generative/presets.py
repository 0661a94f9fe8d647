"""The settings of models that write by name: those of the paper, and a few steps to try a command.

docs/training.md has them as a table, with what the paper does not say.
"""

from collections.abc import Mapping

from models.blip2.manner import Manner
from models.marks_lskd import LSKD_MARKS
from training.blip2.presets import PresetName
from training.data.numbering import PAPER
from training.generative.settings import WRITING, GenerativeSettings

_MOST = 50  # regions of a picture in the released code
_SMOKE = GenerativeSettings(steps=4, batch=4, warm_up=1, rate=1e-4, side=64)

WRITERS: Mapping[PresetName, GenerativeSettings] = {
    "paper": GenerativeSettings(
        manner=Manner(mark_style=LSKD_MARKS, regions=_MOST, text=WRITING), numbering=PAPER, checkpointing=True
    ),
    "smoke": _SMOKE,
}
# Of captioner and narrator the paper says what they learn from, and not how long; a region has the house's own frame.
DESCRIBERS: Mapping[PresetName, GenerativeSettings] = {
    "paper": GenerativeSettings(varied=False, checkpointing=True),
    "smoke": _SMOKE.model_copy(update={"varied": False}),
}
