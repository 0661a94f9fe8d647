"""What the canvas records is what it paints."""

from collections.abc import Callable

import numpy as np
import pytest

from training.scenes.canvas import Canvas, Extent
from training.scenes.cast import draw_person
from training.scenes.colours import PAINTS
from training.scenes.graph import AGES, FEELINGS, PROFESSIONS, Profession
from training.scenes.occlusion import Outline, visible_shares
from training.scenes.people import paint_person
from training.scenes.poses import POSES
from training.scenes.situations import Role
from training.scenes.stories import STORIES
from training.scenes.things import THINGS
from training.scenes.world import scene_generator

ATTIRES = {role.attire for story in STORIES.values() for role in story.cast.values() if role.attire}

NIGHT = (20, 20, 50)  # the paint of shadows, which are no part of a box: on this ground they cannot be seen
TOLERANCE = 1.6  # units of a picture 256 wide: edges are smoothed, and round joints of lines are counted whole


@pytest.mark.parametrize("mirrored", [False, True], ids=["facing right", "mirrored"])
@pytest.mark.parametrize("name", THINGS)
def test_the_box_of_a_thing_is_the_part_of_the_picture_it_changes(name: str, mirrored: bool) -> None:
    thing = THINGS[name]
    paint = PAINTS[thing.colours[0] if thing.colours else "red"]

    recorded, changed = _drawn(lambda canvas: thing.paint(canvas, paint), mirrored=mirrored)

    assert recorded == pytest.approx(changed, abs=TOLERANCE)


@pytest.mark.parametrize("pose", POSES)
def test_the_box_of_a_person_is_the_part_of_the_picture_they_change(pose: str) -> None:
    for seed in range(4):
        _assert_box_of_a_person(Role((AGES[seed],), FEELINGS, (pose,)), seed)


@pytest.mark.parametrize("attire", [None, *sorted(ATTIRES)])
def test_the_box_of_a_dressed_person_is_the_part_of_the_picture_they_change(attire: str | None) -> None:
    for seed in range(8):
        _assert_box_of_a_person(Role((AGES[seed % 4],), FEELINGS, ("stand", "reach"), attire=attire), seed)


@pytest.mark.parametrize("profession", PROFESSIONS)
def test_the_box_of_somebody_at_work_is_the_part_of_the_picture_they_change(profession: Profession) -> None:
    for seed in range(3):
        _assert_box_of_a_person(Role(("adult",), FEELINGS, ("stand", "point"), profession), seed)


def test_a_drawing_on_top_leaves_less_of_the_box_below_visible() -> None:
    whole, half, aside = Outline(), Outline(), Outline()
    whole.add(10, 10, 50, 50)
    half.add(30, 10, 70, 40)
    aside.add(100, 100, 120, 120)

    assert visible_shares([whole, half, aside]) == [1 - 20 * 30 / 1600, 1, 1]
    assert visible_shares([half, whole]) == [1 - 20 * 30 / 1200, 1]


def test_bands_cover_all_shapes_and_do_not_overlap() -> None:
    outline = Outline()
    outline.add(0, 0, 10, 60)
    outline.add(-20, 50, 30, 60)

    bands = outline.bands()

    assert [(x0, x1) for x0, _, x1, _ in bands] == [(0, 10)] * 5 + [(-20, 30)]
    assert [y1 for _, _, _, y1 in bands] == pytest.approx([10, 20, 30, 40, 50, 60])


def test_an_arc_is_measured_by_its_rim_and_not_by_its_whole_ellipse() -> None:
    canvas = Canvas(None)

    with canvas.extent() as extent:
        canvas.arc(100, 100, 20, 10, 0, 90, (255, 255, 255), 1)

    assert _sides(extent) == pytest.approx((100, 100, 120, 110))


def test_arcs_and_pies_turn_with_a_mirrored_frame() -> None:
    canvas = Canvas(None)

    with canvas.frame(100, 100, mirrored=True):
        with canvas.extent() as arc:
            canvas.arc(0, 0, 20, 10, 0, 90, (255, 255, 255), 1)
        with canvas.extent() as pie:
            canvas.pie(0, 0, 20, 10, 270, 360, (255, 255, 255))

    assert _sides(arc) == pytest.approx((80, 100, 100, 110))
    assert _sides(pie) == pytest.approx((80, 90, 100, 100))


def test_a_frame_inside_a_mirrored_frame_is_mirrored_with_it() -> None:
    canvas = Canvas(None)

    with canvas.extent() as extent, canvas.frame(100, 50, 2, mirrored=True), canvas.frame(10, 0, 3):
        canvas.rectangle(0, 0, 1, 2, (255, 255, 255))

    assert _sides(extent) == pytest.approx((74, 50, 80, 62))


def _assert_box_of_a_person(role: Role, seed: int) -> None:
    person = draw_person(role, scene_generator(seed, "user"))

    recorded, changed = _drawn(lambda canvas: paint_person(canvas, person), mirrored=seed % 2 == 1)

    assert recorded == pytest.approx(changed, abs=TOLERANCE), person


def _drawn(paint: Callable[[Canvas], None], *, mirrored: bool) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the recorded sides and those of the changed pixels, both in units."""
    canvas = Canvas(512, supersample=1)
    canvas.rectangle(0, 0, 256, 256, NIGHT)
    with canvas.extent() as extent, canvas.frame(128, 180, 1.5, mirrored=mirrored):
        paint(canvas)
    rows, columns = np.nonzero((np.asarray(canvas.finish()) != NIGHT).any(axis=2))
    changed = (columns.min() / 2, rows.min() / 2, (columns.max() + 1) / 2, (rows.max() + 1) / 2)
    return _sides(extent), changed


def _sides(extent: Extent) -> tuple[float, float, float, float]:
    return extent.x0, extent.y0, extent.x1, extent.y1
