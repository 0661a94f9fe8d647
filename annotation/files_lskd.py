"""Read a line of the published LSKD corpus (Park et al. 2023, the filtered file of a million QARs).

Texts are lists of tokens, a region being a list of ids: ["What", "is", [2], "giving", [1, 0], "?"]. `references` give
name and boxes (pixels, xyxy) of regions, of which the first box counts; `region_all` lists those that may be drawn,
`region` those that are named; `prediction` is the critic's score. Ids and names come as numbers and as text. Older
files have `qa`, one text, or `qar` with three, in place of the token lists.
"""

import re
from collections.abc import Iterable
from typing import Any

from models.references import mentioned

_PARTS = ("question", "answer", "rationale")
_QA = re.compile(r"Question:(.*?)Answer:(.*?)(?:Rationale:(.*))?", re.DOTALL)
_BEFORE_SIGN = re.compile(r"\s+([.,?!;:])")
_LABEL = 80


def is_lskd(value: dict[str, Any]) -> bool:
    """Tell by its keys whether a line comes from the corpus or from a file like it."""
    return "references" in value


def read_lskd(value: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of `annotation.files.Found`. Raises ValueError with the reason."""
    qar = _qar(value)
    named = mentioned(" ".join(qar.values()))
    boxes = dict(_boxes(value["references"]))
    drawn = {_number(each) for each in value.get("region_all") or boxes} | set(named)
    score = value.get("prediction")
    fields: dict[str, Any] = {
        "image": str(value.get("image", "")),
        "qar": qar,
        "regions": [{"id": each, **boxes[each]} for each in sorted(drawn) if each in boxes],
        "origin": {
            "prompt": "regions" if named else "descriptions",
            **{name: value[name] for name in ("source", "split") if isinstance(value.get(name), str)},
        },
        "scores": {"critic": score} if isinstance(score, int | float) else {},
    }
    return fields | ({"id": str(value["index"])} if value.get("index") not in (None, "") else {})


def _qar(value: dict[str, Any]) -> dict[str, str]:
    if isinstance(value.get("qar"), dict):
        value = value["qar"]
    elif isinstance(value.get("qa"), str):
        match = _QA.fullmatch(value["qa"].strip())
        if match is None:
            raise ValueError('its "qa" is not written as Question: ... Answer: ... Rationale: ...')
        value = dict(zip(_PARTS, match.groups(), strict=True))
    return {part: _text(value.get(part) or "") for part in _PARTS}


def _text(tokens: object) -> str:
    """Return tokens as a text. A list inside names regions: [1, 0] becomes "[1], [0]"."""
    if isinstance(tokens, str):
        return tokens.strip()
    if not isinstance(tokens, list):
        raise ValueError(f"a text of it is {type(tokens).__name__}, neither a list of words nor a text")
    words = (
        ", ".join(f"[{_number(each)}]" for each in token) if isinstance(token, list) else str(token) for token in tokens
    )
    return _BEFORE_SIGN.sub(r"\1", " ".join(words)).strip()


def _boxes(references: object) -> Iterable[tuple[int, dict[str, Any]]]:
    """Yield each region's id with its box and label. References come as a list, or as an object by name."""
    if isinstance(references, dict):
        references = [{"name": name, **each} for name, each in references.items()]
    if not isinstance(references, list):
        raise ValueError('its "references" are no list')
    for each in references:
        boxes = each.get("boxes") if isinstance(each, dict) else None
        if not boxes:
            raise ValueError('one of its "references" has no "boxes"')
        # A fifth number is a detector's score.
        yield _number(each.get("name")), {"box": boxes[0][:4], "label": str(each.get("obj_guess") or "")[:_LABEL]}


def _number(name: object) -> int:
    """Return a region's id, whether it is a number or a text."""
    try:
        return int(str(name))
    except ValueError:
        raise ValueError(f"{str(name)[:40]!r} is not the number of a region") from None
