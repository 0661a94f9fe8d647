"""What a kind of thing or animal is: what it is called, what it is for, how it is drawn."""

from collections.abc import Callable
from typing import NamedTuple

from training.scenes.canvas import Canvas
from training.scenes.colours import Rgb
from training.scenes.graph import Kind

Painter = Callable[[Canvas, Rgb], None]

BRIGHT = ("red", "blue", "green", "yellow", "purple", "orange", "pink")
SCOOPS = ("pink", "white", "yellow", "green")


class Thing(NamedTuple):
    """A kind of thing: its plain `noun` and its `purpose` (animals have none); no `colours` means one look only."""

    noun: str
    purpose: str
    paint: Painter
    colours: tuple[str, ...] = BRIGHT
    kind: Kind = "object"
