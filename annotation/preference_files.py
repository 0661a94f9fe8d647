"""Preference pairs in the form that preference trainers read: TRL's conversational preference data with pictures.

A line has `images` (paths beside the file), `prompt`, `chosen` and `rejected`, each a list of messages whose content is
a list of parts (https://huggingface.co/docs/trl/dataset_formats). Every part has the keys `type` and `text`, so that
all lines have one schema. What else is known of the pair stands beside these and is left alone by trainers.
"""

from collections.abc import Mapping
from typing import Any

from annotation.preferences import PreferencePair

_OWN = ("regions", "image_id", "item_id", "criterion", "votes", "of", "chosen_model", "rejected_model", "submissions")


def preference_line(pair: PreferencePair, picture: str) -> Mapping[str, Any]:
    """Return the line of a pair whose picture is the file of that path."""
    known = pair.model_dump(mode="json", include=set(_OWN))
    return {
        "images": [picture],
        "prompt": [{"role": "user", "content": [{"type": "image", "text": None}, _said(pair.prompt)]}],
        "chosen": [{"role": "assistant", "content": [_said(pair.chosen)]}],
        "rejected": [{"role": "assistant", "content": [_said(pair.rejected)]}],
        **{name: known[name] for name in _OWN},
    }


def _said(text: str) -> dict[str, str]:
    return {"type": "text", "text": text}
