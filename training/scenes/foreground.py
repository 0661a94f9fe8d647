"""Draw small pieces that stand nearer than the people and hide a little of what is behind them.

Every piece stands with the middle of its foot at the origin, is 25 to 70 units wide and at most 34 high. The same
generator state draws the same piece, so a piece can be measured first and painted later.
"""

import random
from collections.abc import Callable

from training.scenes import foreground_outdoors as outdoors
from training.scenes import foreground_rooms as rooms
from training.scenes.canvas import Canvas
from training.scenes.graph import Place
from training.scenes.sky import Air

FOREGROUND: dict[Place, tuple[str, ...]] = {
    "park": ("bush", "flower bed", "bench back", "rocks"),
    "street": ("flower tub", "bollards", "bench back"),
    "beach": ("dune grass", "rocks", "wind screen"),
    "playground": ("bush", "picket fence", "tyres"),
    "farm": ("hay bale", "rail fence", "sunflowers", "milk churns"),
    "campsite": ("log pile", "fern", "rocks"),
    "station": ("flower tub", "railing", "bench back"),
    "kitchen": ("vegetable crate", "chair back", "stools"),
    "classroom": ("desk", "chair back", "storage bins"),
    "living room": ("house plant", "footstool", "armchair back"),
    "hospital": ("house plant", "waiting chairs", "low screen"),
    "restaurant": ("laid table", "chair back", "house plant"),
}


def paint_foreground(canvas: Canvas, name: str, air: Air, rng: random.Random) -> None:
    """Draw a piece by its name with the middle of its foot at the origin."""
    _PAINTERS[name](canvas, air, rng)


_PAINTERS: dict[str, Callable[[Canvas, Air, random.Random], None]] = {
    "bush": outdoors.bush,
    "flower bed": outdoors.flower_bed,
    "bench back": outdoors.bench_back,
    "rocks": outdoors.rocks,
    "flower tub": outdoors.flower_tub,
    "bollards": outdoors.bollards,
    "dune grass": outdoors.dune_grass,
    "wind screen": outdoors.wind_screen,
    "picket fence": outdoors.picket_fence,
    "tyres": outdoors.tyres,
    "hay bale": outdoors.hay_bale,
    "rail fence": outdoors.rail_fence,
    "sunflowers": outdoors.sunflowers,
    "milk churns": outdoors.milk_churns,
    "log pile": outdoors.log_pile,
    "fern": outdoors.fern,
    "railing": outdoors.railing,
    "vegetable crate": rooms.vegetable_crate,
    "chair back": rooms.chair_back,
    "stools": rooms.stools,
    "desk": rooms.desk,
    "storage bins": rooms.storage_bins,
    "house plant": rooms.house_plant,
    "footstool": rooms.footstool,
    "armchair back": rooms.armchair_back,
    "waiting chairs": rooms.waiting_chairs,
    "low screen": rooms.low_screen,
    "laid table": rooms.laid_table,
}
