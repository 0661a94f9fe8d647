"""Folders and drawn scenes list pictures one by one; what is none is refused with a reason and nothing else stops."""

import hashlib
import os
import pickle
from itertools import pairwise
from pathlib import Path

import pytest

from models.corpus import Picture
from models.errors import BadPicture, BadSetting
from tests.benchmarks.bad_pictures import Bad, bad_pictures
from tests.fakes.picture_files import picture_bytes, put
from training.corpus.demo import questions as drawn_questions
from training.corpus.demo import rounds as demo
from training.corpus.demo.drawn_picture import draw_picture
from training.corpus.pictures import drawn as pictures_drawn
from training.corpus.pictures.drawn import DrawnScenes
from training.corpus.pictures.folder import Folder
from training.corpus.pictures.source import Found, PictureSource, Refused, open_picture


def listed(source: PictureSource) -> tuple[list[Picture], list[Refused]]:
    found: list[Found] = list(source.pictures())
    return [each for each in found if isinstance(each, Picture)], [each for each in found if isinstance(each, Refused)]


def test_the_pictures_of_a_folder_and_below_are_listed_by_name(tmp_path: Path) -> None:
    for name in ("b.png", "a.jpg", "sub/c.PNG", "sub/deep/d.webp"):
        put(tmp_path, name)

    pictures, refused = listed(Folder(tmp_path))

    assert [each.path for each in pictures] == ["a.jpg", "b.png", "sub/c.PNG", "sub/deep/d.webp"]
    assert refused == []
    assert pictures[0].image.id == hashlib.sha256((tmp_path / "a.jpg").read_bytes()).hexdigest()
    assert [each.path for each in listed(Folder(tmp_path))[0]] == [each.path for each in pictures]


def test_the_pixels_are_opened_upright_and_as_large_as_the_record_says(tmp_path: Path) -> None:
    put(tmp_path, "turned.jpg", picture_bytes(64, 32, kind="JPEG", orientation=6))
    source = Folder(tmp_path)
    (picture,), _ = listed(source)

    image = open_picture(source, picture)

    assert (picture.image.width, picture.image.height) == image.size == (32, 64)
    assert image.mode == "RGB"


def test_what_is_not_called_like_a_picture_is_passed_over(tmp_path: Path) -> None:
    for name in ("notes.txt", "a.json", ".hidden.png", ".folder/x.png", "README", "c.png.part"):
        put(tmp_path, name)

    assert listed(Folder(tmp_path)) == ([], [])


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_hostile_files_are_refused_one_by_one_and_the_others_are_listed(tmp_path: Path) -> None:
    cases: list[Bad] = bad_pictures()
    for number, case in enumerate(cases):
        put(tmp_path, f"{number:03}.png", case.data)
    put(tmp_path, "zz.png")
    source = Folder(tmp_path)

    pictures, refused = listed(source)

    assert pictures[-1].path == "zz.png"
    assert len(pictures) + len(refused) == len(cases) + 1
    assert len(refused) > len(cases) / 2
    assert all(each.place in each.reason and "cannot be used" in each.reason for each in refused)
    for picture in pictures[:-1]:
        with pytest.raises(BadPicture, match="cannot be used"):
            open_picture(source, picture)


def test_links_that_lead_out_and_things_that_are_no_files_are_refused(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/secret.png")
    inside = tmp_path / "inside"
    put(inside, "a.png")
    (inside / "link.png").symlink_to(tmp_path / "elsewhere" / "secret.png")
    (inside / "gone.png").symlink_to(tmp_path / "nothing.png")
    (inside / "loop.png").symlink_to(inside / "loop.png")
    (inside / "folder").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(inside / "pipe.png")

    pictures, refused = listed(Folder(inside))

    assert [each.path for each in pictures] == ["a.png"]
    assert [each.place for each in refused] == ["gone.png", "link.png", "loop.png", "pipe.png"]
    assert "lies outside of" in refused[1].reason


def test_a_file_whose_name_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.png")).write_bytes(picture_bytes())

    pictures, (refused,) = listed(Folder(tmp_path))

    assert pictures == []
    assert f"{refused.place} {refused.reason}".isascii()
    assert "its name leads nowhere" in refused.reason


@pytest.mark.parametrize(
    "path", ["../secret.png", "/etc/passwd", "a/../../secret.png", "nul\0.png", "missing.png", "."]
)
def test_a_path_that_somebody_wrote_never_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    put(tmp_path, "secret.png")
    source = Folder(tmp_path / "inside")
    put(tmp_path / "inside", "a.png")
    (picture,), _ = listed(source)

    with pytest.raises(BadPicture):
        source.read(picture.model_copy(update={"path": path}))
    assert not source.holds(path)


def test_a_picture_that_changed_since_it_was_listed_is_not_taken_for_itself(tmp_path: Path) -> None:
    source = Folder(tmp_path)
    put(tmp_path, "a.png")
    (picture,), _ = listed(source)
    put(tmp_path, "a.png", picture_bytes(shade=7))

    with pytest.raises(BadPicture, match=r"a\.png has changed since it was listed"):
        open_picture(source, picture)


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="nowhere is not a folder"):
        list(Folder(tmp_path / "nowhere").pictures())


def test_drawn_scenes_are_the_same_each_time_and_open_to_what_was_drawn() -> None:
    source = DrawnScenes(2, seed=4)

    pictures, refused = listed(source)

    assert refused == []
    assert listed(DrawnScenes(2, seed=4))[0] == pictures
    assert pictures[0].image.id != pictures[1].image.id
    drawn = draw_picture(pictures_drawn.FIRST_SEED + 4 * pictures_drawn.SEEDS_APART)
    assert pictures[0].image.id == drawn.image_id
    assert open_picture(DrawnScenes(2, seed=4), pictures[0]).tobytes() == drawn.image.tobytes()
    assert pictures[0].regions == (), "what is in it is for the detector to find"


def test_scenes_are_drawn_once_as_long_as_there_is_room_and_anew_in_another_process() -> None:
    source, without_room = DrawnScenes(2), DrawnScenes(2, kept=0)
    pictures, _ = listed(source)

    assert [source.read(each) is source.read(each) for each in pictures] == [True, True]
    assert without_room.read(pictures[0]) is not without_room.read(pictures[0])
    assert without_room.read(pictures[0]) == source.read(pictures[0])
    sent = pickle.dumps(source)
    assert len(sent) < 1000
    assert pickle.loads(sent).read(pictures[1]) == source.read(pictures[1])  # noqa: S301 - our own


def test_no_seed_of_the_corpus_draws_a_scene_of_another_use() -> None:
    uses = [
        (demo.FIRST_SEED, demo.SEEDS_APART),
        (drawn_questions.FIRST_SEED, drawn_questions.SEEDS_APART),
        (pictures_drawn.FIRST_SEED, pictures_drawn.SEEDS_APART),
    ]

    reach = sorted((first, first + 100 * apart) for first, apart in uses)

    assert all(before[1] <= after[0] for before, after in pairwise(reach))
    assert reach[-1][0] == pictures_drawn.FIRST_SEED, "the last one may go on for ever"


@pytest.mark.parametrize("path", ["scene_1.png", "scene_x.png", "scene_²0.png", "../a.png"])
def test_a_scene_that_is_not_of_this_seed_is_refused(path: str) -> None:
    source = DrawnScenes(1)
    (picture,), _ = listed(source)

    with pytest.raises(BadPicture, match="not one of the 1 scenes"):
        source.read(picture.model_copy(update={"path": path}))


@pytest.mark.parametrize(("count", "seed"), [(-1, 0), (10**9, 0), (1, -1)])
def test_a_count_or_seed_that_means_nothing_is_refused(count: int, seed: int) -> None:
    with pytest.raises(BadSetting):
        DrawnScenes(count, seed=seed)
