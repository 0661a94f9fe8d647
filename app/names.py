"""What runs, students and critics may be called: a name is also that of a folder in the data folder."""

import re

from models.errors import BadSetting

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")


def refuse_odd_name(what: str, name: str) -> None:
    """Raise BadSetting where a thing (`what`) cannot be called so."""
    if not _NAME.fullmatch(name):
        raise BadSetting(f"{what} cannot be called {name[:80]!r}; use letters, digits, dots, - and _.")
