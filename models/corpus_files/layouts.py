"""The layouts of a line of JSON that are known: ours, the published corpus', and those of trainers of chat models."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from models.corpus_files.chats import (
    is_conversation,
    is_llava,
    is_unpaired,
    read_conversation,
    read_llava,
    read_unpaired,
    show_conversation,
    show_llava,
    show_unpaired,
)
from models.corpus_files.entries import is_entry, read_entry, show_entry
from models.corpus_files.lskd import is_lskd, read_lskd, show_lskd
from models.corpus_files.rest import read_with_rest, with_rest

LayoutName = Literal["jsonl", "lskd", "conversations", "unpaired", "llava"]


class Layout(NamedTuple):
    """How an entry is written as an object of JSON and read again; what is read are fields of `Found`.

    `suffix` is that of its files: a JSON array for ".json", a line each for ".jsonl".
    """

    suffix: str
    knows: Callable[[dict[str, Any]], bool]
    show: Callable[[dict[str, Any], str], dict[str, Any]]
    read: Callable[[dict[str, Any]], dict[str, Any]]


LAYOUTS: dict[LayoutName, Layout] = {
    "jsonl": Layout(".jsonl", is_entry, show_entry, read_entry),
    "lskd": Layout(
        ".jsonl",
        is_lskd,
        lambda fields, critic: with_rest(fields, critic, show=show_lskd, read=read_lskd),
        lambda line: read_with_rest(line, show=show_lskd, read=read_lskd),
    ),
    "conversations": Layout(
        ".jsonl",
        is_conversation,
        lambda fields, critic: with_rest(fields, critic, show=show_conversation, read=read_conversation),
        lambda line: read_with_rest(line, show=show_conversation, read=read_conversation),
    ),
    "unpaired": Layout(
        ".jsonl",
        is_unpaired,
        lambda fields, critic: (
            with_rest(fields, critic, show=show_unpaired, read=read_unpaired)
            | ({"label": fields["label"]} if "label" in fields else {})
        ),
        lambda line: read_with_rest(line, show=show_unpaired, read=read_unpaired),
    ),
    "llava": Layout(
        ".json",
        is_llava,
        lambda fields, critic: with_rest(fields, critic, show=show_llava, read=read_llava),
        lambda line: read_with_rest(line, show=show_llava, read=read_llava),
    ),
}


def layout_of(line: dict[str, Any]) -> Layout | None:
    """Return the layout of a line, told by its keys; None for a flat line with the fields themselves."""
    return next((layout for layout in LAYOUTS.values() if layout.knows(line)), None)
