"""The gallery that ships in static/ is what the world draws, small, and asks what can be answered."""

import json
import random
from pathlib import Path

import pytest
from PIL import Image

import static
from training.scenes.asking import can_be_asked
from training.scenes.gallery import PICKED, SIZE, gallery_entry, write_gallery
from training.scenes.phrases import FEELING_WORDS
from training.scenes.questions import ask_about
from training.scenes.world import draw_scene

SHIPPED = Path(static.__path__[0]) / "gallery"


def test_the_shipped_list_is_what_the_world_draws_today() -> None:
    shipped = json.loads((SHIPPED / "gallery.json").read_text(encoding="utf-8"))

    drawn = [gallery_entry(draw_scene(seed, size=SIZE).graph, title, f"scene_{seed}.webp") for seed, title in PICKED]

    assert shipped == drawn


def test_the_shipped_pictures_are_large_enough_to_see_and_small_enough_to_load() -> None:
    for seed, _ in PICKED:
        path = SHIPPED / f"scene_{seed}.webp"
        assert path.stat().st_size < 80_000
        with Image.open(path) as picture:
            assert picture.size == (SIZE, SIZE)


def test_the_gallery_shows_many_places_and_only_regions_it_lists() -> None:
    places = {draw_scene(seed, size=32).graph.place for seed, _ in PICKED}
    assert len(places) >= 5

    for entry in json.loads((SHIPPED / "gallery.json").read_text(encoding="utf-8")):
        known = {region["id"] for region in entry["regions"]}
        assert len(entry["suggestions"]) >= 3
        for suggestion in entry["suggestions"]:
            assert set(suggestion["regions"]) <= known
            assert all(f"[{number}]" in suggestion["text"] for number in suggestion["regions"])


@pytest.mark.parametrize("seed", [seed for seed, _ in PICKED])
def test_a_suggested_why_names_a_feeling_that_the_person_has(seed: int) -> None:
    graph = draw_scene(seed, size=32).graph
    whys = [each for each in gallery_entry(graph, "", "")["suggestions"] if each["text"].startswith("Why is")]

    assert whys
    for why in whys:
        shown = [entity for entity in graph.entities if can_be_asked(entity)]
        asked = shown[why["regions"][0]]
        assert asked.feeling
        assert why["text"].endswith(f"{FEELING_WORDS[asked.feeling][0]}?")
        answers = ask_about(graph, {asked.index: 0}, random.Random(0))
        assert any(each.type == "why" for each in answers)


def test_writing_the_gallery_makes_its_pictures_and_list(tmp_path: Path) -> None:
    listing = write_gallery(tmp_path / "gallery")

    entries = json.loads(listing.read_text(encoding="utf-8"))

    assert [entry["id"] for entry in entries] == [f"scene-{seed}" for seed, _ in PICKED]
    assert all((listing.parent / entry["file"]).stat().st_size > 0 for entry in entries)
