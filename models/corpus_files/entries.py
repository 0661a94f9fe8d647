"""Our own lines: an entry of a corpus (`models.corpus.Entry`) as JSON, without what is left at its default.

Layouts work on the fields of an entry, not on the record: a plain dict with the names of `Found`, taken from the JSON
that a stage kept. Checking a million records again would take most of the time of an export, and they were checked
when they were made.
"""

from typing import Any

import orjson

SHOWN = "shown"  # a field beside those of `Found`: where the picture lies in the export that has it


def is_entry(value: dict[str, Any]) -> bool:
    return "candidate" in value


def fields_of(text: bytes | str) -> dict[str, Any]:
    """Return the fields of an entry, given its JSON, in one flat dict: all of them, its regions without defaults.

    The JSON is taken on trust.
    """
    value = orjson.loads(text)
    fields = value["candidate"]
    fields.setdefault("origin", {})
    fields.setdefault("scores", {})
    for region in fields.setdefault("regions", []):
        if len(region) > 2:
            _strip(region)
    fields["image"] = value["path"]
    fields["split"] = value.get("split", "train")
    fields["set_aside"] = value.get("set_aside", "")
    fields["marks"] = value.get("marks", [])
    return fields


def _strip(region: dict[str, Any]) -> None:
    """Take out of a region what it says when nothing is said; a loop over the names takes a third longer."""
    if region.get("kind") == "box":
        del region["kind"]
    if region.get("polygon", ()) is None:
        del region["polygon"]
    if region.get("label") == "":
        del region["label"]
    if region.get("description") == "":
        del region["description"]
    if region.get("gesture", ()) is None:
        del region["gesture"]


def show_entry(fields: dict[str, Any], _critic: str = "") -> dict[str, Any]:
    """Return the JSON of the entry that has these fields: what `Entry.model_dump_json(exclude_defaults=True)` says."""
    candidate = {"id": fields["id"], "image_id": fields["image_id"]}
    if fields["regions"]:
        candidate["regions"] = fields["regions"]
    candidate["qar"] = fields["qar"]
    if fields["origin"]:
        candidate["origin"] = fields["origin"]
    if fields["scores"]:
        candidate["scores"] = fields["scores"]
    value = {"candidate": candidate, "path": fields["image"]}
    if fields["split"] != "train":
        value["split"] = fields["split"]
    if fields["set_aside"]:
        value["set_aside"] = fields["set_aside"]
    if fields["marks"]:
        value["marks"] = fields["marks"]
    return value


def read_entry(value: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that stand in a line. Raises ValueError with the reason when it is no entry's."""
    unknown = sorted(value.keys() - {"candidate", "path", "split", "set_aside", "marks"})
    if unknown:
        raise ValueError(f"its field {unknown[0]!r} is none of an entry")
    candidate = value["candidate"]
    if not isinstance(candidate, dict):
        raise ValueError('its "candidate" is no object')
    beside = {name: value[name] for name in ("split", "set_aside", "marks") if name in value}
    # The picture is named by the entry; a candidate's field of that name would be another.
    return {**candidate, **beside, "image": value.get("path", "")}
