"""Our own lines: an entry of a corpus (`models.corpus.Entry`) as JSON, without what is left at its default.

Layouts work on the fields of an entry, not on the record: a plain dict with the names of `Found`, taken from the JSON
that a stage kept. Checking a million records again would take most of the time of an export, and they were checked
when they were made.
"""

from functools import lru_cache
from typing import Any

import orjson

# Fields beside those of `Found`: where the picture lies in the export that has it, and the regions as JSON.
SHOWN, REGIONS_JSON = "shown", "regions_json"
# Around the regions of an entry, as its JSON is written. In a text it would stand as \", so it is found nowhere else.
_BEFORE, _AFTER = b'"regions":[', b'],"qar":'
_DEFAULTS: dict[str, Any] = {"kind": "box", "polygon": None, "label": "", "description": "", "gesture": None}


def is_entry(value: dict[str, Any]) -> bool:
    return "candidate" in value


def fields_of(text: bytes | str) -> dict[str, Any]:
    """Return the fields of an entry, given its JSON, in one flat dict: all of them, its regions without defaults.

    The JSON is taken on trust. Entries may share their regions, which nobody is to change.
    """
    before, _, rest = (text.encode() if isinstance(text, str) else text).partition(_BEFORE)
    regions, regions_end, after = rest.partition(_AFTER)
    if regions_end:
        value = orjson.loads(b'%s"qar":%s' % (before, after))
        fields = value["candidate"]
        fields["regions"], fields[REGIONS_JSON] = _regions_in(regions)
    else:  # it has none, or was written by somebody else
        value = orjson.loads(text)
        fields = value["candidate"]
        fields["regions"] = [_without_defaults(region) for region in fields.get("regions", ())]
    fields.setdefault("origin", {})
    fields.setdefault("scores", {})
    fields["image"] = value["path"]
    fields["split"] = value.get("split", "train")
    fields["set_aside"] = value.get("set_aside", "")
    fields["marks"] = value.get("marks", [])
    return fields


@lru_cache(maxsize=64)  # those of a picture come with each of its entries, and are a third of what is to be read
def _regions_in(items: bytes) -> tuple[list[dict[str, Any]], orjson.Fragment]:
    """Return regions without defaults, and the same as they are written."""
    regions = [_without_defaults(region) for region in orjson.loads(b"[%s]" % items)]
    return regions, orjson.Fragment(orjson.dumps(regions))


def _without_defaults(region: dict[str, Any]) -> dict[str, Any]:
    """Return a region without what it says when nothing is said."""
    return {name: each for name, each in region.items() if name not in _DEFAULTS or each != _DEFAULTS[name]}


def show_entry(fields: dict[str, Any], _critic: str = "") -> dict[str, Any]:
    """Return what orjson writes as the entry that has these fields: `Entry.model_dump_json(exclude_defaults=True)`."""
    candidate = {"id": fields["id"], "image_id": fields["image_id"]}
    if fields["regions"]:
        candidate["regions"] = fields.get(REGIONS_JSON) or fields["regions"]
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
