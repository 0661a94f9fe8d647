"""What a student learns from, as a person names it: a run, an export, a file; for every preset alike."""

from pathlib import Path

import pytest

from app.commands.train_corpus import lessons_of
from app.commands.train_sources import Wanted, choice_of, open_wanted
from models.errors import BadPicture, BadSetting, NotFound
from models.records import QAR
from tests.fakes.tiny_statements import leave_corpus
from tests.fakes.written_runs import CRITIC, WrittenRun
from training.data.corpus_source import Choice


@pytest.fixture
def run(tmp_path: Path) -> WrittenRun:
    """A run in the data folder `tmp_path`: two pictures, three texts, of which a critic likes two."""
    written = WrittenRun(tmp_path / "corpus")
    sad = QAR(question="Why is [0] sad?", answer="Because of [1].", rationale="[1] barks.")
    happy = QAR(question="Is [1] happy?", answer="Yes.", rationale="[1] plays.")
    written.write([sad, happy], [sad])
    written.score([0.9, 0.8, 0.1])
    return written


def test_a_run_is_named_as_a_file_is_and_brings_its_pictures(run: WrittenRun, tmp_path: Path) -> None:
    file = leave_corpus(tmp_path / "file", 2)

    sources = open_wanted(Wanted(["written", str(file)], weights=(3.0, 1.0)), tmp_path)

    assert (sources.names, [len(each) for each in sources.examples]) == (("written", "corpus.jsonl"), [3, 2])
    assert [sources.open_image(each[0].image).size for each in sources.examples] == [(320, 240), (48, 40)]
    known = [sources.pictures.fingerprint(each.image) for each in sources.examples[0]]
    assert sorted(known) == sorted(each.candidate.image_id for each in run.entries)
    scored = open_wanted(Wanted(["written"], Choice(critic=CRITIC)), tmp_path)
    assert sorted(each.scores[CRITIC] for each in scored.each()) == [0.8, 0.9]


def test_a_folder_that_is_called_like_a_run_does_not_hide_it(
    run: WrittenRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("written", "other"):
        (tmp_path / "here" / name).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")

    assert open_wanted(Wanted(["written"]), tmp_path).names == ("written",)
    with pytest.raises(BadSetting, match=r"other holds no export: .* name a file instead"):
        open_wanted(Wanted(["other"]), tmp_path)
    (tmp_path / "here" / "written" / "manifest.json").touch()
    with pytest.raises(BadSetting, match="written holds no export"):
        open_wanted(Wanted(["written"]), tmp_path)


def test_pictures_of_a_run_that_are_gone_are_left_out(
    run: WrittenRun, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (run.pictures / "001.png").unlink()

    sources = open_wanted(Wanted(["written"]), tmp_path)

    assert (sources.total, sources.missing) == (2, 1)
    assert capsys.readouterr().err == "Pictures without a file: 1; what is said of them is left out.\n"
    elsewhere = open_wanted(Wanted(["written"], pictures=run.pictures), tmp_path)
    assert {each.image for each in elsewhere.each()} == {"000.png"}
    (run.pictures / "000.png").write_bytes(b"another")
    with pytest.raises(BadPicture, match="has changed since the run listed it"):
        sources.open_image(sources.examples[0][0].image)


def test_a_picture_is_known_by_its_bytes_to_a_student_on_a_laptop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [leave_corpus(tmp_path / name, 3) for name in ("a", "b")]
    for number, content in ((0, b"damaged"), (1, (files[0].parent / "pictures" / "2.png").read_bytes())):
        (files[1].parent / "pictures" / f"{number}.png").write_bytes(content)
    (files[1].parent / "pictures" / "2.png").unlink()

    lessons = lessons_of(Wanted([str(each) for each in files]), tmp_path)

    assert (len(lessons.examples), len(lessons.pictures)) == (4, 3)
    assert lessons.examples[3].image == lessons.examples[2].image
    said = capsys.readouterr().err
    assert "Pictures without a file: 1; what is said of them is left out." in said
    assert "Damaged pictures: 1; what is said of them is left out." in said


def test_what_is_no_source_is_said(run: WrittenRun, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"There is no run 'other'.*written"):
        open_wanted(Wanted(["other"]), tmp_path)
    with pytest.raises(BadSetting, match=r"none\.jsonl cannot be read"):
        open_wanted(Wanted(["none.jsonl"]), tmp_path)
    with pytest.raises(BadSetting, match=r"written holds nothing to learn from: .* that 'nobody' scored at least 0\.8"):
        open_wanted(Wanted(["written"], Choice(critic="nobody")), tmp_path)


def test_options_that_mean_nothing_together_are_refused() -> None:
    with pytest.raises(BadSetting, match="--threshold is the least score of a critic: name it with --critic"):
        choice_of("", 0.9, "both", None)
    with pytest.raises(BadSetting, match="--named mixes texts of both kinds, and --kind regions takes one"):
        choice_of("", None, "regions", 0.5)
    assert choice_of("embedded", None, "both", 0.5).threshold == 0.7
