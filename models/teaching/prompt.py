"""Prompts are files: each edition is one in `prompts/`, `regions-1.md` being the first of that name.

What stands in braces, such as `{regions}`, is filled in. The hash of an edition's text travels in the origin of all
that was made with it, so an edition that was in use is never edited: the next one gets the next number.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from models.errors import BadSetting
from models.records import Record

_FOLDER = Path(__file__).with_name("prompts")
_VERSION_LENGTH = 12  # hex digits of the sha256
_VARIABLE = re.compile(r"\{([a-z_]+)\}")


class Prompt(Record):
    """One edition of a prompt; `version` is a hash of its text, the same whatever its line ends are."""

    name: str
    edition: int
    version: str
    text: str

    @property
    def label(self) -> str:
        """Return what an origin keeps: name, edition and version."""
        return f"{self.name}-{self.edition}@{self.version}"

    @property
    def variables(self) -> frozenset[str]:
        return frozenset(_VARIABLE.findall(self.text))

    def filled(self, **values: str | int) -> str:
        """Return the text with its variables filled in, once: braces in a value stay as they are.

        Raises BadSetting that lists the variables that are missing or that this prompt does not have.
        """
        missing, unknown = sorted(self.variables - values.keys()), sorted(values.keys() - self.variables)
        if missing or unknown:
            raise BadSetting(f"The prompt {self.name}-{self.edition} cannot be filled: {_wrong(missing, unknown)}.")
        return _VARIABLE.sub(lambda match: str(values[match[1]]), self.text)


def current_prompt(name: str) -> Prompt:
    """Return the newest edition of a prompt. Raises BadSetting for a name that is not known."""
    editions = [each for each in all_prompts() if each.name == name]
    if not editions:
        known = ", ".join(dict.fromkeys(each.name for each in all_prompts()))
        raise BadSetting(f"There is no prompt {name!r}; known are {known}.")
    return max(editions, key=lambda each: each.edition)


@cache
def all_prompts() -> tuple[Prompt, ...]:
    """Return every edition of every prompt, by name and edition."""
    found = [read_prompt(path) for path in _FOLDER.glob("*.md")]
    return tuple(sorted(found, key=lambda each: (each.name, each.edition)))


def read_prompt(path: Path) -> Prompt:
    """Read a file named such as `regions-1.md`. Raises BadSetting for another name."""
    name, _, edition = path.stem.rpartition("-")
    if not name or not edition.isdecimal():
        raise BadSetting(f"{path.name} cannot be a prompt; name the file such as regions-1.md.")
    text = "\n".join(path.read_text("utf-8").splitlines()).strip() + "\n"
    version = hashlib.sha256(text.encode()).hexdigest()[:_VERSION_LENGTH]
    return Prompt(name=name, edition=int(edition), version=version, text=text)


def _wrong(missing: list[str], unknown: list[str]) -> str:
    parts = []
    if missing:
        parts.append(f"nothing is given for {', '.join(missing)}")
    if unknown:
        parts.append(f"it has no variable {', '.join(unknown)}")
    return " and ".join(parts)
