"""QARs as chats of two turns, for trainers of chat models: a person asks about a picture, the model answers.

    conversations   {"images": [path], "messages": [...]}, each content a list of parts, every part with the keys `type`
                    and `text`: https://huggingface.co/docs/trl/dataset_formats (language modeling, vision)
    unpaired        {"images": [path], "prompt": [...], "completion": [...], "label": true}, the two turns likewise, and
                    whether the reply is a good one (unpaired preference, vision)
    LLaVA           {"image": path, "conversations": [{"from": "human", "value": "<image>\\nWhy ..."}, ...]}:
                    https://github.com/haotian-liu/LLaVA/blob/main/docs/Finetune_Custom_Data.md

The reply is two labelled lines, as `models.prompting` asks for. Regions stand beside the turns, for a trainer to draw.
A path is that in the folder of the pictures or, if the export holds these itself, that in the export.
"""

import re
from typing import Any

from models.corpus_files.entries import SHOWN

_REPLY = re.compile(r"Answer: (.*?)\nRationale: (.*)", re.DOTALL)
_PICTURE = "<image>"


def is_conversation(line: dict[str, Any]) -> bool:
    return "messages" in line


def is_llava(line: dict[str, Any]) -> bool:
    return "conversations" in line


def is_unpaired(line: dict[str, Any]) -> bool:
    return "completion" in line


def show_conversation(fields: dict[str, Any], _critic: str) -> dict[str, Any]:
    return {
        "id": fields["id"],
        "images": [_path(fields)],
        "messages": [_asked(fields), _answered(fields)],
        "regions": _regions(fields["regions"]),
    }


def read_conversation(line: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a chat with one question and one reply. Raises ValueError with the reason."""
    return _turns(line, _objects(line, "messages"))


def show_unpaired(fields: dict[str, Any], _critic: str) -> dict[str, Any]:
    """Return the line without its label, which no entry has."""
    return {
        "id": fields["id"],
        "images": [_path(fields)],
        "prompt": [_asked(fields)],
        "completion": [_answered(fields)],
        "regions": _regions(fields["regions"]),
    }


def read_unpaired(line: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a prompt and its completion, the label as a score. Raises ValueError with the reason."""
    fields = _turns(line, [*_objects(line, "prompt"), *_objects(line, "completion")])
    label = line.get("label")
    if label is not None and not isinstance(label, bool):
        raise ValueError(f'its "label" is {str(label)[:40]!r}, neither true nor false')
    return fields if label is None else {**fields, "scores": {"label": float(label)}}


def show_llava(fields: dict[str, Any], _critic: str) -> dict[str, Any]:
    return {
        "id": fields["id"],
        "image": _path(fields),
        "conversations": [
            {"from": "human", "value": f"{_PICTURE}\n{fields['qar']['question']}"},
            {"from": "gpt", "value": _reply(fields["qar"])},
        ],
        "regions": _regions(fields["regions"]),
    }


def read_llava(line: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a chat with one question and one reply. Raises ValueError with the reason."""
    turns = _objects(line, "conversations")
    said = [_text(each.get("value")) for each in turns]
    said[:1] = [text.replace(_PICTURE, "").strip("\n") for text in said[:1]]
    return _fields(line, str(line.get("image") or ""), said, [each.get("from") for each in turns], ["human", "gpt"])


def _turns(line: dict[str, Any], messages: list[dict[str, Any]]) -> dict[str, Any]:
    images = line.get("images")
    if not isinstance(images, list) or len(images) != 1 or not isinstance(images[0], str):
        raise ValueError('its "images" are not a list of one path')
    turns = [(each.get("role"), _text(each.get("content"))) for each in messages if each.get("role") != "system"]
    return _fields(line, images[0], [text for _, text in turns], [role for role, _ in turns], ["user", "assistant"])


def _fields(
    line: dict[str, Any], image: str, said: list[str], speakers: list[object], wanted: list[str]
) -> dict[str, Any]:
    if speakers != wanted:
        raise ValueError(f"its turns are those of {speakers}; a line holds one question and one reply: {wanted}")
    reply = _REPLY.fullmatch(said[1])
    if reply is None:
        raise ValueError('its reply is not written as "Answer: ...", and on a new line "Rationale: ..."')
    fields = {"image": image, "qar": {"question": said[0], "answer": reply[1], "rationale": reply[2]}}
    fields["regions"] = [
        {name: each for name, each in region.items() if each} | {"id": region.get("id")}
        for region in _objects(line, "regions")
    ]
    return fields | ({"id": str(line["id"])} if line.get("id") not in (None, "") else {})


def _objects(line: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = line.get(name) or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ValueError(f'its "{name}" are not a list of objects')
    return found


def _text(content: object) -> str:
    if isinstance(content, list):
        return "".join(str(part.get("text") or "") for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _path(fields: dict[str, Any]) -> str:
    return fields.get(SHOWN) or fields["image"]


def _asked(fields: dict[str, Any]) -> dict[str, Any]:
    return {"role": "user", "content": [{"type": "image", "text": None}, _said(fields["qar"]["question"])]}


def _answered(fields: dict[str, Any]) -> dict[str, Any]:
    return {"role": "assistant", "content": [_said(_reply(fields["qar"]))]}


def _said(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def _reply(qar: dict[str, str]) -> str:
    return f"Answer: {qar['answer']}\nRationale: {qar['rationale']}"


def _regions(regions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return regions that all have the same keys."""
    return [
        {
            "id": each["id"],
            "box": each["box"],
            "label": each.get("label", ""),
            "description": each.get("description", ""),
        }
        for each in regions
    ]
