"""Lines of the published LSKD corpus (Park et al. 2023, the filtered file of a million QARs), read and written.

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
# Signs stand alone in the published file; words do not end before them, nor "[2]" before its genitive.
_BEFORE_SIGN = re.compile(r"\s+([.,?!;:)]|(?<=\]\s)['’]s\b)")
_AFTER_SIGN = re.compile(r"\(\s+")
_MENTIONS = re.compile(r"(\[[0-9]{1,4}\](?:, \[[0-9]{1,4}\])*)")
_LABEL = 80


def is_lskd(value: dict[str, Any]) -> bool:
    """Tell by its keys whether a line comes from the corpus or from a file like it."""
    return "references" in value


def show_lskd(fields: dict[str, Any], critic: str) -> dict[str, Any]:
    """Return the line of an entry with these fields, the critic's score of that name as `prediction`."""
    qar, regions = fields["qar"], fields["regions"]
    named = mentioned(f"{qar['question']} {qar['answer']} {qar['rationale']}")
    score = fields["scores"].get(critic)
    return {
        "image": fields["image"],
        "source": _source(fields["origin"]),
        "split": fields["split"],
        "index": fields["id"],
        "region": list(named),
        "region_all": [each["id"] for each in regions],
        "references": [_reference(each) for each in sorted(regions, key=lambda each: _place(each, named))],
        **{part: tokens(qar[part]) for part in _PARTS},
        **({} if score is None else {"prediction": score}),
    }


def read_lskd(value: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of `models.corpus_files.lines.Found`. Raises ValueError with the reason."""
    qar = _qar(value)
    named = mentioned(" ".join(qar.values()))
    boxes = dict(_boxes(value["references"]))
    listed = value.get("region_all") or list(boxes)
    if not isinstance(listed, list):
        raise ValueError('its "region_all" is no list')
    drawn = {_number(each) for each in listed} | set(named)
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
        "split": value["split"] if isinstance(value.get("split"), str) else "train",
    }
    return fields | ({"id": str(value["index"])} if value.get("index") not in (None, "") else {})


def tokens(text: str) -> list[str | list[int]]:
    """Return the words of a text, and the regions it names as lists of ids.

    >>> tokens("What is [2] giving [1], [0]?")
    ['What', 'is', [2], 'giving', [1, 0], '?']
    """
    found: list[str | list[int]] = []
    for number, piece in enumerate(_MENTIONS.split(text)):
        if number % 2:
            found.append(list(map(int, re.findall("[0-9]+", piece))))
        else:
            found += piece.split()
    return found


def _source(origin: dict[str, Any]) -> str:
    """Return what the batch is called: as the origin has it, else the teacher and the kind of its prompt."""
    return str(origin.get("source") or "_".join(str(origin[each]) for each in ("teacher", "prompt") if each in origin))


def _place(region: dict[str, Any], named: tuple[int, ...]) -> tuple[int, int]:
    """Regions that the texts name come first, in the order of their mention."""
    return (named.index(region["id"]), 0) if region["id"] in named else (len(named), region["id"])


def _reference(region: dict[str, Any]) -> dict[str, Any]:
    shown = {
        "name": str(region["id"]),
        "boxes": [region["box"]],
        "segms": None,
        "obj_guess": region.get("label", ""),
        "tag": "region",
    }
    return shown | ({"description": region["description"]} if region.get("description") else {})


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
    return _AFTER_SIGN.sub("(", _BEFORE_SIGN.sub(r"\1", " ".join(words))).strip()


def _boxes(references: object) -> Iterable[tuple[int, dict[str, Any]]]:
    """Yield each region's id with its box and words. References come as a list, or as an object by name."""
    if isinstance(references, dict):
        references = [{"name": name, **each} if isinstance(each, dict) else each for name, each in references.items()]
    if not isinstance(references, list):
        raise ValueError('its "references" are no list')
    for each in references:
        boxes = each.get("boxes") if isinstance(each, dict) else None
        if not isinstance(boxes, list) or not boxes or not isinstance(boxes[0], list):
            raise ValueError('one of its "references" has no "boxes"')
        # A fifth number is a detector's score.
        words = {"label": str(each.get("obj_guess") or "")[:_LABEL], "description": str(each.get("description") or "")}
        yield _number(each.get("name")), {"box": boxes[0][:4], **{name: said for name, said in words.items() if said}}


def _number(name: object) -> int:
    """Return a region's id, whether it is a number or a text."""
    try:
        return int(str(name))
    except ValueError:
        raise ValueError(f"{str(name)[:40]!r} is not the number of a region") from None
