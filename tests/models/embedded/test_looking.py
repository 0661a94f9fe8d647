"""What was seen of a picture is seen once for every arrangement of its regions."""

from collections.abc import Mapping
from typing import Any, cast

from PIL import Image

from models.embedded.looking import Looking
from models.embedded.picture import fit
from models.embedded.student import Looked
from models.records import Box, Region

IMAGE = Image.new("RGB", (20, 20))
REGIONS = {0: Region(id=3, box=Box(1, 1, 9, 9)), 1: Region(id=5, box=Box(4, 4, 19, 19))}


def test_an_arrangement_is_looked_at_once() -> None:
    asked: list[Mapping[int, Region]] = []

    def look_at(_looked: Looked, regions: Mapping[int, Region]) -> Any:
        asked.append(regions)
        return len(asked)

    looking = Looking(Looked(IMAGE, fit(IMAGE, 32), cast("Any", None)), look_at)

    assert looking.image is IMAGE
    assert [looking.at(REGIONS), looking.at(dict(reversed(REGIONS.items()))), looking.at({})] == [1, 1, 2]
    exchanged = {0: REGIONS[1], 1: REGIONS[0]}
    assert looking.at(exchanged) == 3
    assert asked == [REGIONS, {}, exchanged]
