"""A corpus comes from files into a run whole, and goes out of it as it came in."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from models.corpus import Entry, Picture
from models.errors import BadPicture, BadSetting
from models.judging import Candidate
from tests.training.corpus.made_entries import CRITIC, made_entries, made_picture
from training.corpus.corpus_run import CorpusRun
from training.corpus.export.choice import ExportSettings
from training.corpus.export.manifest import Provenance
from training.corpus.export.provenance import PICTURES_NOTE
from training.corpus.export.write import export
from training.corpus.import_run import Imported, import_run
from training.corpus.journal.journal import Done
from training.corpus.pictures.drawn import DrawnScenes
from training.corpus.run_folder import SETTINGS, open_run
from training.corpus.run_settings import CorpusSettings, PictureSettings

RUN = CorpusSettings(pictures=PictureSettings(images="photos"))
EVERY = ("jsonl", "lskd", "conversations", "unpaired", "llava", "parquet")
MADE = Provenance(
    prompts={"prompt regions-1": "ab"}, versions={"teacher": "openai:gpt"}, notes=(PICTURES_NOTE, "As terms allow.")
)


class Made:
    """The pictures that entries are made of, but for those that are `missing`."""

    def __init__(self, *missing: str) -> None:
        self._missing = missing
        self.looked_for: list[str] = []

    def picture(self, path: str, /) -> Picture:
        self.looked_for.append(path)
        if path in self._missing:
            raise BadPicture(f"There is no picture {path}.")
        return made_picture(int(path.removeprefix("made/").removesuffix(".jpg")))


def sorted_entries(count: int) -> list[Entry]:
    """Return entries as a run has them: picture by picture in the order of the pictures' ids."""
    return sorted(made_entries(count), key=lambda each: each.candidate.image_id)


def lines_of(path: Path, entries: list[Entry]) -> Path:
    path.write_text("".join(f"{each.model_dump_json(exclude_defaults=True)}\n" for each in entries), "utf-8")
    return path


def entries_of(folder: Path) -> list[Entry]:
    with open_run(folder) as opened:
        run = CorpusRun(opened.settings, opened.journal, DrawnScenes(0), tell=lambda *_: None)
        return [Entry.model_validate_json(each) for each in run.records.entries()]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def exported(folder: Path, out: Path, settings: ExportSettings) -> None:
    with open_run(folder) as opened:
        run = CorpusRun(opened.settings, opened.journal, DrawnScenes(0), tell=lambda *_: None)
        export(run.records.entries(), out, settings, pictures=run.records.pictures(), provenance=run.provenance())


def test_nothing_is_lost_on_the_way_from_a_file_to_a_run(tmp_path: Path) -> None:
    entries = sorted_entries(40)  # some with marks, some set aside, all with a score

    imported = import_run(tmp_path / "run", RUN, [lines_of(tmp_path / "a.jsonl", entries)], Made())

    assert imported == Imported(new=40, known=0, pictures=7, bad=())
    assert entries_of(tmp_path / "run") == entries


@pytest.mark.parametrize("form", EVERY)
def test_an_export_of_any_layout_comes_out_of_a_run_as_it_went_in(tmp_path: Path, form: str) -> None:
    entries = [each for each in sorted_entries(40) if not each.set_aside]
    settings = ExportSettings.model_validate({"formats": (form,), "critic": CRITIC, "threshold": 0.0})
    pictures = sorted((made_picture(number) for number in range(7)), key=lambda each: each.image.id)
    export(entries, tmp_path / "first", settings, pictures=pictures, provenance=MADE)
    own = [path for path in (tmp_path / "first" / form).iterdir() if path.is_file()]

    import_run(tmp_path / "whole", RUN, [tmp_path / "first"], Made())
    import_run(tmp_path / "files", RUN, own, Made())

    exported(tmp_path / "whole", tmp_path / "again", settings)
    assert bytes_of(tmp_path / "again") == bytes_of(tmp_path / "first")
    assert entries_of(tmp_path / "files") == entries_of(tmp_path / "whole") == entries


def test_a_published_line_goes_out_as_it_came_in(tmp_path: Path) -> None:
    published = {
        "image": "made/0.jpg",
        "source": "chatgpt_regions",
        "split": "val",
        "index": 7,
        "region": [1, 0],
        "region_all": [0, 1],
        "references": [
            {
                "name": str(each),
                "boxes": [[9.5, 8.0, 77.0, 66.25]],
                "segms": None,
                "obj_guess": "person",
                "tag": "region",
            }
            for each in (1, 0)
        ],
        "question": ["Why", "is", [1], "giving", [0], "a", "cup?"],
        "answer": ["She", "is", "kind."],
        "rationale": [[1], "smiles", "at", [0]],
        "prediction": 0.93,
    }
    (tmp_path / "val.jsonl").write_text(json.dumps(published), "utf-8")

    import_run(tmp_path / "run", RUN, [tmp_path / "val.jsonl"], Made())

    exported(tmp_path / "run", tmp_path / "out", ExportSettings(formats=("lskd",), critic="critic", threshold=0.9))
    (line,) = (tmp_path / "out/lskd/val-00000-of-00001.jsonl").read_text("utf-8").splitlines()
    found = json.loads(line)
    assert {name: found[name] for name in published} == published | {"index": "7"}


def test_texts_get_the_ids_of_their_pictures_and_each_is_opened_once(tmp_path: Path) -> None:
    nameless = [
        each.model_copy(update={"candidate": each.candidate.model_copy(update={"image_id": ""})})
        for each in made_entries(12)
    ]
    lines, pictures = [json.loads(each.model_dump_json()) for each in nameless], Made()
    for line in lines:
        del line["candidate"]["image_id"]
    (tmp_path / "a.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")

    import_run(tmp_path / "run", RUN, [tmp_path / "a.jsonl"], pictures)

    assert entries_of(tmp_path / "run") == sorted_entries(12)
    assert pictures.looked_for == ["made/0.jpg", "made/1.jpg"]


def test_bad_lines_are_told_and_nothing_is_brought_unless_they_are_to_be_skipped(tmp_path: Path) -> None:
    entries = sorted_entries(6)
    other = entries[2].candidate.model_copy(update={"origin": {"teacher": "another"}})
    outside = made_entries(60, seed=1)
    (far,) = [each for number, each in enumerate(outside) if number == 59]
    lines_of(tmp_path / "a.jsonl", entries)
    text = (tmp_path / "a.jsonl").read_text("utf-8")
    (tmp_path / "a.jsonl").write_text(f"{text}no JSON\n{far.model_dump_json()}\n", "utf-8")
    lines_of(tmp_path / "b.jsonl", [entries[2].model_copy(update={"candidate": other})])
    files = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]

    refused = import_run(tmp_path / "run", RUN, files, Made(far.path))
    there = (tmp_path / "run").exists()
    taken = import_run(tmp_path / "run", RUN, files, Made(far.path), skip_bad=True)

    assert not there
    assert refused[:3] == (0, 0, 0)
    assert [(each.file, each.line) for each in refused.bad] == [("a.jsonl", 7), ("a.jsonl", 8), ("b.jsonl", 1)]
    assert refused.bad[0].reason.startswith("it is not JSON")
    assert refused.bad[1].reason == f"There is no picture {far.path}"
    assert refused.bad[2].reason == f"its id {other.id!r} is that of another text about the same picture"
    assert taken == Imported(6, 0, 1, refused.bad)
    assert entries_of(tmp_path / "run") == entries


def test_another_picture_of_that_name_is_refused_and_a_box_outside_of_it(tmp_path: Path) -> None:
    entry = next(made_entries(1))
    elsewhere = entry.candidate.model_copy(update={"image_id": "0" * 64})
    region = entry.candidate.regions[0]
    far = region.model_copy(update={"box": region.box._replace(x0=2000, x1=2100)})
    outside = entry.candidate.model_copy(update={"regions": (far, *entry.candidate.regions[1:]), "id": "outside"})
    lines = [entry.model_copy(update={"candidate": each}) for each in (elsewhere, outside)]

    imported = import_run(tmp_path / "run", RUN, [lines_of(tmp_path / "a.jsonl", lines)], Made())

    assert [each.reason for each in imported.bad] == [
        "the picture made/0.jpg is another than the one that this was written about",
        f"box ({far.box.x0:g}, {far.box.y0:g}, {far.box.x1:g}, {far.box.y1:g}) lies outside the picture of "
        "640 x 480 pixels",
    ]


def test_an_import_may_be_made_again_and_more_put_to_it(tmp_path: Path) -> None:
    entries = sorted_entries(40)
    first, all_of_them = lines_of(tmp_path / "a.jsonl", entries[:20]), lines_of(tmp_path / "b.jsonl", entries)
    import_run(tmp_path / "run", RUN, [first], Made())

    again = import_run(tmp_path / "run", RUN, [first], Made())
    more = import_run(tmp_path / "run", RUN, [all_of_them], Made())

    assert (again.new, again.known) == (0, 20)
    assert (more.new, more.known) == (20, 20)
    assert entries_of(tmp_path / "run") == entries


def test_what_was_scored_and_picked_of_a_picture_is_done_again_when_it_gets_more(tmp_path: Path) -> None:
    entries = sorted_entries(12)
    changed, kept = entries[0].candidate.image_id, entries[-1].candidate.image_id
    import_run(tmp_path / "run", RUN, [lines_of(tmp_path / "a.jsonl", entries[1:])], Made())
    with open_run(tmp_path / "run") as opened:
        for stage in ("select", "critique"):
            opened.journal.keep(stage, [Done(changed, "ok", value="{}"), Done(kept, "ok", value="{}")])

    import_run(tmp_path / "run", RUN, [lines_of(tmp_path / "b.jsonl", entries[:1])], Made())

    with open_run(tmp_path / "run") as opened:
        assert [opened.journal.keys(stage) for stage in ("select", "critique")] == [{kept}, {kept}]


class Length:
    """Scores by the length of the answer."""

    name = "length"

    def criticise(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        assert image.mode == "RGB"
        return tuple(len(each.qar.answer) / 100 for each in candidates)


def test_what_is_imported_can_be_scored_and_what_comes_later_too(tmp_path: Path) -> None:
    scenes = DrawnScenes(1)
    (scene,) = (found for found in scenes.pictures() if isinstance(found, Picture))
    drawn = CorpusSettings(pictures=PictureSettings(scenes=1))
    entries = [
        each.model_copy(
            update={
                "path": scene.path,
                "candidate": each.candidate.model_copy(update={"image_id": scene.image.id, "regions": ()}),
            }
        )
        for each in made_entries(12)
        if each.candidate.origin["prompt"] == "descriptions" and not each.set_aside
    ]

    for name, some in (("a", entries[:2]), ("b", entries)):
        import_run(tmp_path / "run", drawn, [lines_of(tmp_path / f"{name}.jsonl", some)], scenes)
        with open_run(tmp_path / "run") as opened:
            run = CorpusRun(drawn, opened.journal, scenes, tell=lambda *_: None)
            run.critique(Length)
            scored = [json.loads(each)["candidate"] for each in run.records.entries(run.scored_by())]
        assert [each["scores"]["length"] for each in scored] == [len(each["qar"]["answer"]) / 100 for each in scored]

    assert len(scored) == len(entries) > 2


def test_a_run_that_makes_its_own_texts_takes_none_from_files(tmp_path: Path) -> None:
    with open_run(tmp_path / "run", RUN) as opened:
        opened.journal.keep("look", [Done("a", "ok", value="{}")])

    with pytest.raises(BadSetting, match="makes its own texts; give the import another name"):
        import_run(tmp_path / "run", RUN, [lines_of(tmp_path / "a.jsonl", sorted_entries(3))], Made())

    assert (tmp_path / "run" / SETTINGS).exists()


def test_a_file_that_is_not_there_leaves_no_run(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="cannot be read"):
        import_run(tmp_path / "run", RUN, [tmp_path / "nowhere.jsonl"], Made())

    assert not (tmp_path / "run").exists()


def test_where_a_corpus_comes_from_is_told(tmp_path: Path) -> None:
    export(sorted_entries(6), tmp_path / "out", provenance=MADE)
    import_run(tmp_path / "whole", RUN, [tmp_path / "out"], Made())
    import_run(tmp_path / "file", RUN, [lines_of(tmp_path / "a.jsonl", sorted_entries(6))], Made())

    told = []
    for name in ("whole", "file"):
        with open_run(tmp_path / name) as opened:
            told.append(CorpusRun(RUN, opened.journal, DrawnScenes(0), tell=lambda *_: None).provenance())

    assert told[0].prompts == MADE.prompts
    assert told[0].versions == MADE.versions
    assert told[0].notes[0] == MADE.notes[0]
    assert told[1].notes[0].startswith("Imported from a.jsonl, whose sha256 is ")
