"""Students that compare and students that write learn from the same texts about regions."""

from pathlib import Path
from typing import Any

import pytest

from models.marks_lskd import LSKD_MARKS
from tests.fakes.tiny_statements import SIDE, leave_corpus
from training.blip2.around import Around, begin
from training.blip2.presets import STUDENTS
from training.blip2.region_texts import region_sights, region_texts, shown_of
from training.blip2.settings import RegionTextSettings
from training.data.corpus_source import Choice
from training.data.sources import Sources, open_sources
from training.generative.presets import WRITERS
from training.loop.running import RunFolders, Watch


def around(home: Path, said: list[str] | None = None) -> Around:
    watch = Watch[Any](noted=said.append) if said is not None else Watch[Any]()
    return begin(RunFolders(home / "sights", home / "run"), watch, "cpu", resume=False, threads=None)


@pytest.mark.parametrize("preset", [STUDENTS["paper"], WRITERS["paper"]])
def test_pictures_are_varied_and_marked_as_the_settings_have_it(
    preset: RegionTextSettings, sources: Sources, tmp_path: Path
) -> None:
    still = preset.model_copy(update={"varied": False, "side": SIDE})

    samples, same = (region_texts(each, sources, around(tmp_path)) for each in (preset, still))

    assert samples.settings.marks == same.settings.marks == LSKD_MARKS
    assert same[5].pixels.shape == (3, SIDE, SIDE)
    placed = [same.view(position) for position in range(6)]
    opened = [sources.open_image(each.example.image) for each in placed]
    assert all(each.image.tobytes() == image.tobytes() for each, image in zip(placed, opened, strict=True))
    assert any(samples.view(at).image.tobytes() != image.tobytes() for at, image in enumerate(opened))
    assert {shown_of(each.example)[0] for each in placed} == {f"{number}.png" for number in range(6)}


def test_damaged_pictures_are_noted(tmp_path: Path) -> None:
    file = leave_corpus(tmp_path / "corpus", 2)
    (file.parent / "pictures" / "1.png").write_bytes(b"damaged")
    said: list[str] = []
    sources = open_sources([str(file)], [], Choice(), None)

    dataset = region_texts(STUDENTS["smoke"], sources, around(tmp_path, said))

    assert {dataset[position].example.image for position in range(4)} == {"0.png"}
    assert len(said) == 1


def test_nothing_that_is_seen_is_kept_unless_a_run_is_to(sources: Sources, tmp_path: Path) -> None:
    looker: Any = None  # is not asked

    assert region_sights(STUDENTS["smoke"], sources, looker, around(tmp_path)) is None
    assert not (tmp_path / "sights").exists()
