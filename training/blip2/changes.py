"""What a person wants otherwise than a preset of BLIP-2 has it, whatever is trained: students, critics, describers."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar

from models.blip2.manner import FILE, read_manner
from models.errors import BadSetting
from models.marks import MarkStyle
from models.marks_lskd import LSKD_MARKS
from models.records import Record
from training.blip2.settings import Blip2Settings

Marks = Literal["deixis", "lskd"]
MARKS: Mapping[Marks, MarkStyle] = {"deixis": MarkStyle(), "lskd": LSKD_MARKS}

_Settings = TypeVar("_Settings", bound=Blip2Settings)


class Changes(Record):
    """None leaves a setting of `Blip2Settings` as it is; `marks` are those that regions are shown by."""

    steps: int | None = None
    batch: int | None = None
    parts: int | None = None
    side: int | None = None
    seed: int | None = None
    rate: float | None = None
    warm_up: int | None = None
    weight_decay: float | None = None
    marks: Marks | None = None
    sees: bool | None = None
    kept_sights: bool | None = None
    checkpointing: bool | None = None
    compiled: bool | None = None

    def put_into(self, settings: _Settings) -> _Settings:
        """Return the settings with these in their place."""
        given: dict[str, Any] = self.model_dump(exclude_none=True, exclude={"marks"})  # Any: settings of many types
        shown = settings if self.marks is None else _shown(settings, MARKS[self.marks])
        return shown.model_copy(update=given)

    def refuse(self) -> None:
        """Raise BadSetting for the first of these, where a preset knows none of them."""
        for name in self.model_dump(exclude_none=True):
            option = "still" if name == "kept_sights" else name.replace("_", "-")
            raise BadSetting(f"--{option} is for BLIP-2; leave it away, or name --preset paper.")


class StudentChanges(Changes):
    """Of students also whether pictures and numbers vary, and what may be taken for wrong."""

    varied: bool | None = None
    same_picture: bool | None = None


def shown_as(settings: _Settings, init: Path) -> _Settings:
    """Return the settings with the marks that the model in a folder was shown regions by, if the folder says so.

    Raises ModelUnavailable where what it says cannot be read.
    """
    if not (init / FILE).exists():
        return settings
    return _shown(settings, read_manner(init, settings.manner.text).mark_style)


def _shown(settings: _Settings, style: MarkStyle) -> _Settings:
    return settings.model_copy(update={"manner": settings.manner.model_copy(update={"mark_style": style})})
