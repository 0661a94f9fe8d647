"""The parts of the reproduction by name, in the order in which they are measured and told."""

import importlib
from collections.abc import Mapping, Sequence

from models.errors import BadSetting
from training.reproduction.parts import Part

MODULES: Mapping[str, str] = {
    "table-1": "table_1",
    "figure-2": "figure_2",
    "figure-3": "figure_3",
    "table-2": "table_2",
    "figure-4": "figure_4",
    "above-0.8": "above_08",
    "table-3": "table_3",
    "table-4": "table_4",
    "table-5": "table_5",
    "two-teachers": "two_teachers",
    "noise": "noise",
}


def parts_of(names: Sequence[str] = ()) -> list[Part]:
    """Return the parts of these names, all of them for none. Raises BadSetting for one that is not known."""
    unknown = [name for name in names if name not in MODULES]
    if unknown:
        raise BadSetting(f'There is no part "{unknown[0]}"; the parts are {", ".join(MODULES)}.')
    chosen = [name for name in MODULES if not names or name in names]
    return [importlib.import_module(f"training.reproduction.{MODULES[name]}").PART for name in chosen]
