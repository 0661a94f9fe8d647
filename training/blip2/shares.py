"""Which positions of a batch a process learns from, and in which parts."""

from models.errors import BadSetting
from training.blip2.settings import Blip2Settings
from training.loop.processes import Processes


def refuse_uneven(settings: Blip2Settings, processes: Processes) -> None:
    """Raise BadSetting where the parts of a batch would not be of one size."""
    if settings.batch % (settings.parts * processes.count):
        raise BadSetting(
            f"A batch of {settings.batch} cannot be dealt out evenly to {processes.count} processes in "
            f"{settings.parts} parts each; choose another batch, or other parts."
        )


def parts_of(step: int, settings: Blip2Settings, processes: Processes) -> list[range]:
    """Return the positions of each part of this process's share of a step."""
    size = settings.batch // (settings.parts * processes.count)
    first = step * settings.batch + processes.rank * settings.parts * size
    return [range(first + part * size, first + (part + 1) * size) for part in range(settings.parts)]
