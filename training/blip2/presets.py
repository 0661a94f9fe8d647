"""The settings of BLIP-2's first stage by name: those of the paper, and a few steps to try a command.

docs/training.md has them as a table, with the places where the released code differs from the paper.
"""

from collections.abc import Mapping
from typing import Literal

from models.blip2.manner import Manner
from models.marks_lskd import LSKD_MARKS
from models.statements import CRITIC, STUDENT
from training.blip2.settings import CriticSettings, StudentSettings
from training.data.numbering import PAPER

PresetName = Literal["paper", "smoke"]
_MOST = 50  # regions of a picture in the released code

CRITICS: Mapping[PresetName, CriticSettings] = {
    "paper": CriticSettings(manner=Manner(mark_style=LSKD_MARKS, regions=5, text=CRITIC), checkpointing=True),
    "smoke": CriticSettings(steps=4, batch=4, warm_up=1, rate=1e-4, side=64, sees=False, kept_sights=True),
}
STUDENTS: Mapping[PresetName, StudentSettings] = {
    "paper": StudentSettings(manner=Manner(mark_style=LSKD_MARKS, regions=_MOST, text=STUDENT), numbering=PAPER),
    "smoke": StudentSettings(steps=4, batch=4, warm_up=1, rate=1e-4, side=64),
}
