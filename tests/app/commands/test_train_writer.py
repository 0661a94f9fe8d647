"""Models that write, trained and asked by commands: a student, a captioner, a narrator."""

import json
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from app.cli import root
from tests.fakes.tiny_first_stage import blip2_itm
from tests.fakes.tiny_models import blip2_opt, llava
from tests.fakes.tiny_statements import leave_corpus
from training.data.held_out import is_held_out
from training.data.learned_pictures import FILE

HELD, ALSO_HELD, LEARNED = 5, 35, 1  # pictures by number
SMOKE = ("--preset", "smoke", "--side", "32", "--steps", "2", "--batch", "2")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(root, [str(each) for each in arguments])


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return blip2_opt(tmp_path_factory.mktemp("init") / "writer")


@pytest.fixture(scope="module")
def regions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Described regions of three pictures, two of which are held out, and of one without a file."""
    folder = tmp_path_factory.mktemp("vg")
    assert [is_held_out(f"{each}.jpg") for each in (HELD, ALSO_HELD, LEARNED)] == [True, True, False]
    numbers = (LEARNED, HELD, ALSO_HELD, 7)
    (folder / "image_data.json").write_text(
        json.dumps([{"image_id": n, "url": f"x/VG_100K/{n}.jpg", "width": 48, "height": 40} for n in numbers])
    )
    shapes = ({"x": 2, "y": 4, "phrase": "a sad man"}, {"x": 20, "y": 4, "phrase": "the dog"})
    (folder / "regions.json").write_text(
        json.dumps([{"id": n, "regions": [{**each, "width": 14, "height": 30} for each in shapes]} for n in numbers])
    )
    (folder / "pictures" / "VG_100K").mkdir(parents=True)
    for number in (LEARNED, HELD, ALSO_HELD):
        Image.effect_noise((48, 40), 60).convert("RGB").save(folder / "pictures" / "VG_100K" / f"{number}.jpg")
    return folder / "regions.json"


def test_a_captioner_is_trained_measured_and_compared_by_commands(writer: Path, regions: Path, tmp_path: Path) -> None:
    out, written = tmp_path / "captioner", tmp_path / "captions.jsonl"
    named = ("--data", f"vg:{regions}")

    own = ("--weight-decay", "0.1", "--data-dir", tmp_path, "--out", out)

    done = run("train", "captioner", "--init", writer, *named, *SMOKE, *own, "--json")

    assert done.exit_code == 0, done.output
    assert json.loads((tmp_path / "training" / "captioner" / "settings.json").read_text())["weight_decay"] == 0.1
    made = json.loads(done.stdout)
    assert (made["folder"], made["steps"]) == (str(out), 2)
    assert "Pictures without a file: 1" in done.stderr
    assert json.loads((out / "settings.json").read_text())["format"] == "deixis-captioner-1"
    assert json.loads((out / "settings.json").read_text())["training"]["examples"] == 2
    assert (out / FILE).read_text() == f"{LEARNED}.jpg\n"
    with (out / FILE).open("a") as listed:
        listed.write(f"{ALSO_HELD}.jpg\n")  # as if it had been learned from under another name
    measured = run("evaluate", "captions", "--model", f"hf:{out}", *named, "--out", written, "--json")
    assert measured.exit_code == 0, measured.output
    quality = json.loads(measured.stdout)
    assert (quality["captions"], quality["pictures"], quality["cider"]["n"]) == (2, 1, 2)
    assert quality["swapped"]["n"] == quality["withheld"]["n"] == 2
    lines = [json.loads(line) for line in written.read_text().splitlines()]
    assert [(line["image"], line["box"]) for line in lines] == [
        (f"VG_100K/{HELD}.jpg", [2, 4, 16, 34]),
        (f"VG_100K/{HELD}.jpg", [20, 4, 34, 34]),
    ]
    assert (quality["learned"], quality["left_out"]) == (0, 1)


def test_a_narrator_is_trained_and_measured_by_commands(writer: Path, tmp_path: Path) -> None:
    for number in (LEARNED, HELD):
        Image.effect_noise((48, 40), 60).save(tmp_path / f"{number}.jpg")
    lines = [{"dataset_id": "flickr30k", "image_id": str(each), "caption": "a dog"} for each in (LEARNED, HELD)]
    file = tmp_path / "told.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)))
    named = ("--data", f"narratives:{file}")

    done = run("train", "narrator", "--init", writer, *named, *SMOKE, "--data-dir", tmp_path / "data")
    folder = tmp_path / "data" / "training" / "narrator" / "narrator"
    measured = run("evaluate", "captions", "--model", f"hf:{folder}", *named, "--all")

    assert done.exit_code == 0, done.output
    assert f"The narrator is in {folder}." in done.stdout
    assert measured.exit_code == 0, measured.output
    assert "It learned from 2 of these pictures." in measured.stdout
    assert "2 descriptions of 2 pictures of told.jsonl (2)" in measured.stdout
    assert "the words for another one" in measured.stdout
    assert "withheld" not in measured.stdout


def test_a_student_that_writes_is_trained_with_lora_and_asked(tmp_path: Path) -> None:
    pytest.importorskip("peft")
    corpus, init, out = leave_corpus(tmp_path / "corpus", 3), llava(tmp_path / "init"), tmp_path / "student"
    where = ("--init", init, "--data", corpus, "--data-dir", tmp_path / "data", "--out", out)

    refused = run("train", "student", *where, *SMOKE)
    done = run("train", "student", *where, "--preset", "smoke", "--steps", "2", "--batch", "2", "--lora", "2", "--json")
    asked = run(
        "ask", corpus.parent / "pictures" / "0.png", "--question", "why is [0] sad?", "--box", "2,4,16,36",
        "--student", f"hf:{out}", "--json",
    )  # fmt: skip

    assert refused.exit_code == 2
    assert "--side and --split are for BLIP-2" in refused.stderr
    assert done.exit_code == 0, done.output
    assert "step 2/2, 0 min left, words" in done.stderr
    training = json.loads((out / "settings.json").read_text())["training"]
    assert (training["learns"], training["examples"]) == ("lora", 3)
    assert asked.exit_code == 0, asked.output
    assert json.loads(asked.stdout)["model"] == f"hf:{out}"


def test_what_is_said_of_the_other_kind_of_model_is_refused(writer: Path, tmp_path: Path) -> None:
    corpus = leave_corpus(tmp_path / "corpus", 2)
    compares = blip2_itm(tmp_path / "compares")
    where = ("--data", corpus, "--data-dir", tmp_path, *SMOKE)

    same = run("train", "student", "--init", writer, *where, "--same-picture")
    lora = run("train", "student", "--init", compares, *where, "--lora", "2")

    assert (same.exit_code, lora.exit_code) == (2, 2)
    assert "--same-picture is for models that compare" in same.stderr
    assert "--lora and --split are for models that write" in lora.stderr


def test_who_learned_from_every_picture_is_not_measured(regions: Path, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(f"{HELD}.jpg\n{ALSO_HELD}.jpg\n")

    refused = run("evaluate", "captions", "--model", f"hf:{tmp_path}", "--data", f"vg:{regions}")

    assert refused.exit_code == 2, refused.output
    assert "learned from every picture of regions.json (4); --all measures on them anyway." in refused.stderr


def test_what_is_to_be_measured_must_be_said(regions: Path) -> None:
    neither = run("evaluate", "captions", "--json")
    both = run("evaluate", "captions", "--data", f"vg:{regions}", "--scenes", "2")
    unknown = run("evaluate", "captions", "--data", "files:x", "--json")

    assert [each.exit_code for each in (neither, both, unknown)] == [2, 2, 2]
    assert "files with --data, or so many drawn scenes with --scenes" in json.loads(neither.stdout)["error"]
    assert "so many drawn scenes" in both.stderr
    assert "vg:FILE, refcoco:FILE, sherlock:FILE" in json.loads(unknown.stdout)["error"]


def test_drawn_scenes_tell_which_facts_are_true() -> None:
    done = run("evaluate", "captions", "--scenes", "1", "--json")

    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["given"]["captions"] == found["withheld"]["captions"] > 1
    assert "withheld" in found["withheld"]["model"]
