"""What an OpenAI-compatible endpoint turns out not to take: reasoning models name the length otherwise and have a
temperature of their own, small servers know neither nucleus nor seed.
"""

import re
from collections.abc import Iterable, Mapping

from models.records import Setting

# Who refuses the length by its old name says the new one; who refuses another parameter names it.
TOLD_BY = {"max_tokens": "max_completion_tokens", "temperature": "temperature", "top_p": "top_p", "seed": "seed"}


def refused_parameter(parameters: Mapping[str, Setting], refusal: str) -> str | None:
    """Return which of the parameters an endpoint's refusal speaks of, None if it is about something else."""
    words = set(re.findall(r"\w+", refusal))
    return next((name for name, word in TOLD_BY.items() if name in parameters and word in words), None)


def without(parameters: Mapping[str, Setting], refused: Iterable[str]) -> dict[str, Setting]:
    """Return the parameters without the refused ones; the length goes by its new name."""
    fewer = dict(parameters)
    for name in refused:
        value = fewer.pop(name, None)
        if name == "max_tokens" and value is not None:
            fewer["max_completion_tokens"] = value
    return fewer
