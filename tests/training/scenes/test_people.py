"""People: whom a part may be played by, and what their drawing keeps in sight."""

import random
from collections import Counter

import numpy as np
import pytest

from training.scenes.canvas import Canvas
from training.scenes.cast import draw_person
from training.scenes.clothes import paint_clothes, paint_legs
from training.scenes.colours import PAINTS, SKINS
from training.scenes.faces import VARIANTS, face_paint, paint_features
from training.scenes.graph import AGES, COLOURS, FEELINGS, PROFESSIONS, Age, Feeling, Profession
from training.scenes.heads import brow_paint
from training.scenes.held_out import is_held_out_look
from training.scenes.people import Person, paint_person
from training.scenes.poses import AT_THE_HEAD, POSES
from training.scenes.situations import Role
from training.scenes.uniforms import UNIFORMED

NIGHT = (20, 20, 50)
TOLERANCE = 1.6
ATTIRES = ("wet", "scraped", "warm", "party", "muddy", "bandaged", "swim", "backpack", "costume")
DRAWN = 40
TOUCHED = 90  # pixels of cheeks and tears, of some 900 of a face, that hands at the head may lie on


@pytest.mark.parametrize("attire", ATTIRES)
@pytest.mark.parametrize("age", AGES)
def test_the_box_of_a_person_in_an_attire_is_what_they_change(age: Age, attire: str) -> None:
    for person in _people(Role((age,), FEELINGS, POSES, attire=attire), 5):
        assert _boxes(person)[0] == pytest.approx(_boxes(person)[1], abs=TOLERANCE), person


@pytest.mark.parametrize("profession", PROFESSIONS)
def test_the_box_of_a_profession_is_what_they_change(profession: Profession) -> None:
    for person in _people(Role(("adult", "senior"), FEELINGS, POSES, profession), 6):
        assert _boxes(person)[0] == pytest.approx(_boxes(person)[1], abs=TOLERANCE), person


@pytest.mark.parametrize("aid", ["cane", "wheelchair", "hearing aid"])
def test_the_box_of_a_person_with_an_aid_is_what_they_change(aid: str) -> None:
    for person in _people(Role(("child", "adult", "senior"), FEELINGS, ("stand", "wave")), 6):
        recorded, changed = _boxes(person._replace(aid=aid))

        assert recorded == pytest.approx(changed, abs=TOLERANCE)


@pytest.mark.parametrize("pose", POSES)
def test_hair_hats_beards_and_arms_never_hide_the_features(pose: str) -> None:
    for person in _people(Role(AGES, FEELINGS, (pose,)), DRAWN):
        seen = _face(person, again=False)
        bare = _face(person, again=True)

        assert (seen != bare).any(axis=2).sum() <= (TOUCHED if pose in AT_THE_HEAD else 0), person


def test_every_feeling_has_faces_of_its_own() -> None:
    faces = {(feeling, n): _features(feeling, n) for feeling in FEELINGS for n in range(VARIANTS)}

    assert len({face.tobytes() for face in faces.values()}) == len(FEELINGS) * VARIANTS


def test_a_person_is_only_drawn_with_a_look_that_may_be() -> None:
    role = Role(AGES, FEELINGS, ("stand",))

    for seed in range(DRAWN):
        person = draw_person(role, random.Random(seed), may=lambda feeling, look: is_held_out_look(feeling, look))

        assert is_held_out_look(person.feeling, person.look)


def test_what_may_be_does_not_change_how_often_a_feeling_is_drawn() -> None:
    role = Role(("adult",), FEELINGS, ("stand",))

    free = [draw_person(role, random.Random(seed)).feeling for seed in range(DRAWN)]
    bound = [
        draw_person(role, random.Random(seed), may=lambda _f, look: "red" in look).feeling for seed in range(DRAWN)
    ]

    assert bound == free


def test_a_part_that_nobody_may_play_is_a_mistake_and_says_so() -> None:
    with pytest.raises(AssertionError, match=r"no look of .*adult.* may be calm"):
        draw_person(Role(("adult",), ("calm",), ("stand",)), random.Random(1), may=lambda _feeling, _look: False)


@pytest.mark.parametrize("age", AGES)
def test_every_age_keeps_looks_for_training_with_every_feeling(age: Age) -> None:
    looks = {person.look for person in _people(Role((age,), ("calm",), ("stand",)), 300)}

    for feeling in FEELINGS:
        assert sum(not is_held_out_look(feeling, look) for look in looks) >= 3


def test_a_look_names_age_and_hair_or_what_is_on_the_head_instead() -> None:
    looks = {person.look for person in _people(Role(AGES, FEELINGS, POSES), 600)}

    assert {"toddler with blond hair", "child with red hair", "bald adult", "bald senior"} <= looks
    assert {"senior with white hair", "adult with a headscarf", "senior with a turban"} <= looks


def test_toddlers_have_nothing_of_grown_people() -> None:
    for person in _people(Role(("toddler",), FEELINGS, POSES), 200):
        grown = (person.beard, person.glasses, person.profession, person.aid)
        assert grown == (None, None, None, None)
        assert not person.earrings


def test_the_same_generator_draws_the_same_person() -> None:
    role = Role(AGES, FEELINGS, POSES)

    assert [draw_person(role, random.Random(4)) for _ in range(2)] == [draw_person(role, random.Random(4))] * 2


@pytest.mark.parametrize("colour", COLOURS)
def test_most_of_what_somebody_wears_has_one_colour(colour: str) -> None:
    for attire in (None, "swim", "scraped", "warm"):
        for person in _people(Role(AGES, ("calm",), ("stand", "hold", "run"), attire=attire), DRAWN // 4):
            if person.profession in UNIFORMED:
                continue
            worn = _paints_of_clothes(person._replace(top=colour))
            del worn[SKINS[person.skin]]
            assert worn.most_common(1)[0][0] == PAINTS[colour], person


def _people(role: Role, count: int) -> list[Person]:
    rng = random.Random(7)
    return [draw_person(role, rng) for _ in range(count)]


def _boxes(person: Person) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the recorded sides and those of the changed pixels, both in units."""
    canvas = Canvas(512, supersample=1)
    canvas.rectangle(0, 0, 256, 256, NIGHT)
    with canvas.extent() as extent, canvas.frame(128, 200, 1.4, mirrored=person.gaze > 0):
        paint_person(canvas, person)
    rows, columns = np.nonzero((np.asarray(canvas.finish()) != NIGHT).any(axis=2))
    changed = (columns.min() / 2, rows.min() / 2, (columns.max() + 1) / 2, (rows.max() + 1) / 2)
    return (extent.x0, extent.y0, extent.x1, extent.y1), changed


def _face(person: Person, *, again: bool) -> np.ndarray:
    """Return the picture of a person without glasses; `again` draws the features once more, on top of all."""
    canvas = Canvas(256, supersample=1)
    person = person._replace(glasses=None)
    body = person.body
    with canvas.frame(128, 220, 1.5):
        paint_person(canvas, person)
        if again:
            skin = face_paint(person.feeling, SKINS[person.skin])
            with canvas.frame(body.head[0], body.head[1] + 2):
                brow = brow_paint(person)
                paint_features(canvas, person.feeling, person.variant, skin, brow, body.head_radius, person.gaze)
    return np.asarray(canvas.finish())


def _features(feeling: Feeling, variant: int) -> np.ndarray:
    canvas = Canvas(128, supersample=2)
    with canvas.frame(128, 128, 5):
        paint_features(canvas, feeling, variant, SKINS[0], (60, 40, 30), 17, 0)
    return np.asarray(canvas.finish())


def _paints_of_clothes(person: Person) -> Counter[tuple[int, int, int]]:
    canvas = Canvas(128, supersample=1)
    canvas.rectangle(0, 0, 256, 256, (1, 2, 3))
    with canvas.frame(128, 220, 1.6):
        paint_legs(canvas, person, person.body)
        paint_clothes(canvas, person, person.body)
    colours = canvas.finish().getcolors(128 * 128) or []
    worn = Counter({paint: count for count, paint in colours if isinstance(paint, tuple) and len(paint) == 3})
    del worn[1, 2, 3]
    return worn
