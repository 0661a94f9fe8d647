"""An export holds what its critic lets through, says what it left out, and is the same bytes every time."""

import hashlib
import json
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from models.corpus import Entry
from models.errors import BadSetting
from models.records import QAR
from tests.training.corpus.made_entries import CRITIC, made_entries, made_picture
from training.corpus.export.choice import ExportSettings
from training.corpus.export.manifest import Manifest, Provenance
from training.corpus.export.write import export
from training.corpus.import_entries import import_entries, import_pictures

EVERY = ("jsonl", "lskd", "conversations", "llava", "parquet")
SETTINGS = ExportSettings(formats=EVERY, critic=CRITIC, threshold=0.5, shares={"train": 0.6, "test": 0.4}, per_file=20)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read_back(path: Path) -> list[Entry]:
    found = list(import_entries(path))
    assert all(isinstance(each, Entry) for each in found), found
    return [each for each in found if isinstance(each, Entry)]


def test_the_cut_is_made_at_the_threshold_and_every_entry_is_accounted_for(tmp_path: Path) -> None:
    entries = list(made_entries(200))
    entries[0] = scored(entries[0], {CRITIC: 0.5})
    entries[1] = scored(entries[1], {"another": 1.0})
    kept = [each for each in entries if not each.set_aside and each.candidate.scores.get(CRITIC, 0) >= 0.5]
    aside = [each for each in entries if each.set_aside]

    manifest = export(entries, tmp_path / "out", ExportSettings(critic=CRITIC, threshold=0.5))

    assert [each.candidate.id for each in read_back(tmp_path / "out")] == [each.candidate.id for each in kept]
    assert kept[0] == entries[0]
    assert manifest.exported == len(kept)
    assert manifest.left_out == {
        f"score of {CRITIC} below 0.5": 200 - len(kept) - len(aside) - 1,
        "set aside: no id in a text by ids": len(aside),
        f"no score of {CRITIC}": 1,
    }
    assert manifest.marks == {"speculation": sum("speculation" in each.marks for each in kept)}


def scored(entry: Entry, scores: dict[str, float]) -> Entry:
    candidate = entry.candidate.model_copy(update={"scores": scores})
    return entry.model_copy(update={"candidate": candidate})


def test_without_a_critic_nothing_is_cut_and_a_mark_may_leave_entries_out(tmp_path: Path) -> None:
    entries = list(made_entries(80))

    manifest = export(entries, tmp_path / "out", ExportSettings(without_marks=("speculation",)))

    # Every tenth is set aside and every eighth marked; the fortieth is both, and counted once.
    assert manifest.left_out == {"set aside: no id in a text by ids": 8, "marked: speculation": 8}
    assert manifest.exported == 64
    assert manifest.marks == {}


def test_every_layout_gives_back_what_went_in_and_the_same_bytes_again(tmp_path: Path) -> None:
    entries = list(made_entries(150))
    export(entries, tmp_path / "out", SETTINGS)
    wanted = read_back(tmp_path / "out")
    assert len(wanted) > 50

    for form in EVERY:
        files = sorted((tmp_path / "out" / form).iterdir())
        found = [each for file in files for each in read_back(file)]
        if form in ("conversations", "llava"):
            assert sorted(each.candidate.id for each in found) == sorted(each.candidate.id for each in wanted)
        assert sorted(found, key=by_id) == sorted(wanted, key=by_id), form
        again = export(found, tmp_path / form, SETTINGS.model_copy(update={"shares": {"train": 1.0}}))
        for file in files:
            assert (tmp_path / form / form / file.name).read_bytes() == file.read_bytes()
        assert again.exported == len(wanted)


def by_id(entry: Entry) -> str:
    return entry.candidate.id


def test_records_and_their_json_give_the_same_export(tmp_path: Path) -> None:
    entries = list(made_entries(60))

    export(entries, tmp_path / "records", SETTINGS)
    export((each.model_dump_json() for each in entries), tmp_path / "texts", SETTINGS)
    export((each.model_dump_json(exclude_defaults=True).encode() for each in entries), tmp_path / "short", SETTINGS)

    assert bytes_of(tmp_path / "records") == bytes_of(tmp_path / "texts") == bytes_of(tmp_path / "short")


def test_our_own_lines_are_what_the_records_say_of_themselves(tmp_path: Path) -> None:
    entries = list(made_entries(40, seed=3))

    export(entries, tmp_path / "out")

    lines = (tmp_path / "out/jsonl/train-00000-of-00001.jsonl").read_text("utf-8")
    kept = [each for each in entries if not each.set_aside]
    assert lines == "".join(f"{each.model_dump_json(exclude_defaults=True)}\n" for each in kept)


def test_the_same_entries_give_the_same_bytes_whatever_the_process_hashes(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from training.corpus.export.write import export;"
        "from tests.training.corpus.export.test_write import *; from tests.training.corpus.made_entries import *;"
        "export(made_entries(120), Path(sys.argv[1]), SETTINGS, pictures=map(made_picture, range(20)))"
    )
    for name in ("first", "second"):
        subprocess.run([sys.executable, "-c", program, str(tmp_path / name)], check=True, cwd=Path(__file__).parents[4])

    first = bytes_of(tmp_path / "first")
    assert first == bytes_of(tmp_path / "second")
    assert not [name for name, content in first.items() if str(tmp_path).encode() in content]


def test_a_picture_is_in_one_split_and_the_shares_are_met(tmp_path: Path) -> None:
    settings = ExportSettings(shares={"train": 0.8, "validation": 0.1, "test": 0.1}, seed=5)

    manifest = export(made_entries(6000), tmp_path / "out", settings)

    splits: dict[str, set[str]] = {}
    for entry in read_back(tmp_path / "out"):
        splits.setdefault(entry.candidate.image_id, set()).add(entry.split)
    assert {len(each) for each in splits.values()} == {1}
    assert manifest.pictures == Counter(next(iter(each)) for each in splits.values())
    assert sum(manifest.pictures.values()) == 1000
    assert 750 < manifest.pictures["train"] < 850
    assert 70 < manifest.pictures["test"] < 130


def test_a_picture_with_a_split_of_its_own_keeps_it_and_never_gets_a_second(tmp_path: Path) -> None:
    entries = list(made_entries(12))
    entries[:3] = [each.model_copy(update={"split": "val"}) for each in entries[:3]]
    entries[7] = entries[7].model_copy(update={"split": "../up"})

    manifest = export(entries, tmp_path / "out")

    assert manifest.splits == {"val": 3, "train": 4}
    assert manifest.left_out == {
        "its picture is in another split": 3,
        "its split is no name for a file": 1,
        "set aside: no id in a text by ids": 1,
    }


def test_large_exports_come_in_parts_whose_hashes_the_manifest_has(tmp_path: Path) -> None:
    manifest = export(made_entries(100), tmp_path / "out", SETTINGS.model_copy(update={"shares": {"train": 1.0}}))

    names = [each.path for each in manifest.files if each.path.startswith("llava/")]
    assert names == [f"llava/train-{number:05d}-of-00003.json" for number in range(3)]
    found = bytes_of(tmp_path / "out")
    assert {each.path: each.sha256 for each in manifest.files} == {
        name: hashlib.sha256(content).hexdigest() for name, content in found.items() if name != "manifest.json"
    }
    assert {each.path: each.bytes for each in manifest.files} == {
        name: len(content) for name, content in found.items() if name != "manifest.json"
    }
    assert [each.entries for each in manifest.files if each.path.startswith("lskd/")] == [
        20,
        20,
        manifest.exported - 40,
    ]
    assert Manifest.model_validate(json.loads(found["manifest.json"])) == manifest


def test_pictures_of_exported_entries_are_listed_with_their_licences(tmp_path: Path) -> None:
    provenance = Provenance(prompts={"regions-1": "ab"}, versions={"teacher": "2"}, notes=("ask the owner",))

    manifest = export(
        made_entries(30),
        tmp_path / "out",
        pictures=[made_picture(number) for number in (9, 3, 0, 1, 3)],
        provenance=provenance,
    )

    assert [each.path for each in import_pictures(tmp_path / "out")] == ["made/3.jpg", "made/0.jpg", "made/1.jpg"]
    assert {each.licence: each.pictures for each in manifest.licences} == {"CC0-1.0": 2, "": 1}
    assert (manifest.pictures, manifest.pictures_unknown) == ({"train": 5}, 2)
    assert (manifest.prompts, manifest.notes) == ({"regions-1": "ab"}, ("ask the owner",))
    assert manifest.versions["teacher"] == "2"
    assert "deixis" in manifest.versions


def test_what_is_no_unicode_is_left_out_and_counted(tmp_path: Path) -> None:
    entry = next(made_entries(1))
    qar = QAR(question="Why \ud800?", answer="a", rationale="b")
    broken = entry.model_copy(update={"candidate": entry.candidate.model_copy(update={"qar": qar, "id": "broken"})})

    manifest = export([broken, entry], tmp_path / "out")

    assert (manifest.read, manifest.exported) == (2, 1)
    assert manifest.left_out == {"it cannot be written as UTF-8": 1}


def test_a_folder_that_holds_something_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "work.txt").write_text("dear to me")
    export(made_entries(3), tmp_path / "out")
    before = bytes_of(tmp_path / "out")

    with pytest.raises(BadSetting, match=r"mine exists and has no manifest\.json"):
        export(made_entries(3), tmp_path / "mine", overwrite=True)
    with pytest.raises(BadSetting, match="out is there already; write over it with --overwrite"):
        export(made_entries(9), tmp_path / "out")

    assert bytes_of(tmp_path / "mine") == {"work.txt": b"dear to me"}
    assert bytes_of(tmp_path / "out") == before
    assert export(made_entries(9), tmp_path / "out", overwrite=True).exported == 9
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "out"]


def test_what_breaks_off_leaves_the_older_export_and_nothing_beside_it(tmp_path: Path) -> None:
    export(made_entries(3), tmp_path / "out")
    before = bytes_of(tmp_path / "out")

    def broken() -> None:
        def entries():
            yield from made_entries(50)
            raise KeyboardInterrupt

        export(entries(), tmp_path / "out", SETTINGS, overwrite=True)

    with pytest.raises(KeyboardInterrupt):
        broken()

    assert bytes_of(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_killed_export_leaves_the_older_one_and_the_next_clears_up(tmp_path: Path) -> None:
    export(made_entries(3), tmp_path / "out")
    before = bytes_of(tmp_path / "out")
    program = (
        "import os, signal, sys; from pathlib import Path; from training.corpus.export.write import export\n"
        "from tests.training.corpus.export.test_write import SETTINGS\n"
        "from tests.training.corpus.made_entries import made_entries\n"
        "def entries():\n"
        "    yield from made_entries(500)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "export(entries(), Path(sys.argv[1]), SETTINGS, overwrite=True)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "out")], check=False, cwd=Path(__file__).parents[4]
    )

    assert ran.returncode == -signal.SIGKILL
    assert bytes_of(tmp_path / "out") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.unfinished", "out"]
    assert export(made_entries(9), tmp_path / "out", overwrite=True).exported == 9
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_is_told_in_a_sentence_and_leaves_no_half_export(tmp_path: Path) -> None:
    # A limit on the size of files stands for a full disk: the system refuses the write in the same way.
    program = (
        "import resource, sys; from pathlib import Path; from models.errors import BadSetting\n"
        "from training.corpus.export.write import export\n"
        "from tests.training.corpus.export.test_write import SETTINGS\n"
        "from tests.training.corpus.made_entries import made_entries\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "settings = SETTINGS.model_copy(update={'formats': (sys.argv[2],), 'per_file': 9999})\n"
        "try: export(made_entries(3000), Path(sys.argv[1]), settings)\n"
        "except BadSetting as problem: print(problem)\n"
    )
    for form in ("jsonl", "parquet"):
        ran = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "out"), form],
            check=True,
            cwd=Path(__file__).parents[4],
            capture_output=True,
            text=True,
        )

        assert "cannot be written: File too large." in ran.stdout, ran.stderr
        assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(BadSetting, match=r"file/out cannot be written: Not a directory\.$"):
        export(made_entries(3), tmp_path / "file" / "out")


@pytest.mark.parametrize("shares", [{"train": 0.5}, {"train": 1.5, "test": -0.5}, {"../a": 1.0}, {}])
def test_shares_that_are_no_whole_are_refused(shares: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"the shares of the splits|cannot be part of a file's name"):
        ExportSettings(shares=shares)
