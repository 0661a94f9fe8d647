"""Which entries an export holds, and in which split each is.

An entry that is set aside is in none; nor is one with a mark that is to be left out, nor one that the critic scored
below the threshold or did not score. What is left out is counted under the first of these reasons that holds.

Entries are split by their picture: one that comes with a split of its own, other than "train", keeps it; all others are
shared out by a hash of their picture, which so is in one split whatever entries of it there are and in which order.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from models.records import Record

Format = Literal["jsonl", "lskd", "conversations", "unpaired", "llava", "parquet"]
PicturesAs = Literal["none", "plain", "marked"]
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
_WHOLE = 1 << 64


class ExportSettings(Record):
    """What is exported and how. Our own JSON lines are always among the formats.

    `critic` names the score that decides, "" for none: then nothing is left out for its score. An entry is exported
    that scored `threshold` or more (0.8 in the paper, which keeps a fifth of its entries). `shares` of the pictures
    without a split of their own go to each split; together they are 1. A file holds at most `per_file` entries.
    `pictures` says how these come along, see `picture_files.py`.
    """

    formats: tuple[Format, ...] = ("jsonl",)
    critic: str = ""
    threshold: float = 0.8
    without_marks: tuple[str, ...] = ()
    shares: dict[str, float] = Field(default_factory=lambda: {"train": 1.0})
    seed: int = 0
    per_file: int = Field(default=250_000, gt=0)
    pictures: PicturesAs = "none"

    @model_validator(mode="after")
    def _shares_are_a_whole(self) -> Self:
        if any(share < 0 for share in self.shares.values()) or abs(sum(self.shares.values()) - 1) > 1e-9:
            raise ValueError(f"the shares of the splits, {self.shares}, are not parts of 1")
        bad = [name for name in self.shares if not _NAME.fullmatch(name)]
        if bad:
            raise ValueError(f"the split {bad[0]!r} cannot be part of a file's name; use letters, digits, - and _")
        return self


class Rule(NamedTuple):
    """What decides about an entry by itself, of the settings of those names."""

    critic: str
    threshold: float
    without_marks: tuple[str, ...]


class Choice:
    """Decides entry by entry, and counts. Of every picture it remembers 8 bytes of a hash and the split."""

    def __init__(self, settings: ExportSettings) -> None:
        self._seed = settings.seed
        self._rule = Rule(settings.critic, settings.threshold, settings.without_marks)
        self._borders = _borders(settings.shares)
        self._split_of: dict[int, str] = {}
        self._last = ("", "", "")  # the entries of a picture mostly follow each other
        self._last_split = ""
        self.left_out: Counter[str] = Counter()
        self.marks: Counter[str] = Counter()
        self.splits: Counter[str] = Counter()

    def take(self, fields: dict[str, Any]) -> dict[str, Any] | None:
        """Return the fields of an entry with the split it is exported in; None for one that is left out."""
        reason = why_left_out(fields, self._rule)
        if reason:
            self.left_out[reason] += 1
            return None
        picture = fields["image_id"], fields["image"], fields["split"]
        if picture != self._last:
            self._last, self._last_split = picture, self._split_of_picture(*picture)
        split = self._last_split
        if not split:
            self.left_out["its picture is in another split"] += 1
            return None
        self.splits[split] += 1
        for mark in fields["marks"]:
            self.marks[mark] += 1
        return fields if split == fields["split"] else {**fields, "split": split}

    def labelled(self, fields: dict[str, Any], people: Mapping[str, bool] | None) -> dict[str, Any] | None:
        """Return the fields of an entry that is good or bad, with that as its label, whatever its score; None for one
        of which that is not known, and for one that is left out for another reason.

        It is good or bad as `people` say, by its id; if nobody was asked, as its score is on this or that side.
        """
        score = fields["scores"].get(self._rule.critic)
        by_score = None if score is None else score >= self._rule.threshold
        label = by_score if people is None else people.get(fields["id"])
        if label is None or why_left_out(fields, self._rule._replace(critic="")):
            return None
        split = self._split_of_picture(fields["image_id"], fields["image"], fields["split"])
        return {**fields, "split": split, "label": label} if split else None

    def refuse(self, reason: str) -> None:
        """Count an entry that cannot even be looked at."""
        self.left_out[reason] += 1

    @property
    def read(self) -> int:
        """How many entries there were: each is exported, or left out for one reason."""
        return self.splits.total() + self.left_out.total()

    @property
    def pictures(self) -> Counter[str]:
        """How many pictures with exported entries each split has."""
        return Counter(self._split_of.values())

    def split_of(self, picture: int) -> str | None:
        """Return the split of an exported picture by its key; None for one of which nothing is exported."""
        return self._split_of.get(picture)

    def key_of(self, image_id: str, path: str) -> int:
        """Return the number that a picture is known by, and that shares it out."""
        hashed = hashlib.sha256(f"{self._seed}:{image_id or path}".encode("utf-8", "surrogatepass"))
        return int.from_bytes(hashed.digest()[:8], "big")

    def _split_of_picture(self, image_id: str, path: str, own: str) -> str:
        """Return the split of an entry, "" if its picture is already in another."""
        picture = self.key_of(image_id, path)
        split = own
        if own == "train":
            split = next((name for name, border in self._borders if picture < border), self._borders[-1][0])
        return split if self._split_of.setdefault(picture, split) == split else ""


def why_left_out(fields: Mapping[str, Any], rule: Rule) -> str:
    """Return why an entry is no part of an export, whatever the others are; "" for one that is."""
    critic, threshold, without_marks = rule
    if fields["set_aside"]:
        return f"set aside: {fields['set_aside'].partition(':')[0]}"
    if without_marks and (found := [mark for mark in without_marks if mark in fields["marks"]]):
        return f"marked: {found[0]}"
    if critic:
        score = fields["scores"].get(critic)
        if score is None:
            return f"no score of {critic}"
        if score < threshold:
            return f"score of {critic} below {threshold:g}"
    if fields["split"] != "train" and not _NAME.fullmatch(fields["split"]):
        return "its split is no name for a file"
    return ""


def _borders(shares: Mapping[str, float]) -> list[tuple[str, int]]:
    """Return the splits with shares, and the hash that each ends before."""
    borders, total = [], 0.0
    for name, share in shares.items():
        total += share
        if share:
            borders.append((name, round(total * _WHOLE)))
    return borders
