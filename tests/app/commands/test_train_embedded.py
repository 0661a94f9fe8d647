"""`deixis train embedded` makes one model or all, each in its place, and refuses in a sentence what cannot be done."""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
import typer
from typer.testing import CliRunner

from app.commands.train import train_commands
from app.commands.train_embedded import Asked, Place, make_all, train_to_the_end
from models.embedded.folder import HOME, WEIGHTS
from models.embedded.mark_reader import ReaderSettings
from models.embedded.settings import StudentSettings
from models.embedded.verbalizer_network import VerbalizerSettings
from models.embedded.weights import save_student
from models.marks import MarkStyle
from tests.fakes.tiny_critic import TINY_CRITIC, leave_labelled, leave_verbalizers
from tests.fakes.tiny_runs import SPEAKER, TINY_CHOOSER, TINY_STUDENT
from tests.fakes.tiny_student import tiny_network, tiny_vocabulary
from training.embedded.finish import FIGURES
from training.embedded.mark_reader_run import train_reader
from training.embedded.mark_reader_training import ReaderProgress
from training.embedded.settings import ReaderTraining, RunSettings
from training.embedded.stages import READER
from training.embedded.verbalizer_settings import VerbalizerTraining
from training.loop.running import CHECKPOINT, RunFolders, Watch, keep_settings

ASKED = Asked(
    steps=None,
    minutes=None,
    reader_minutes=None,
    seed=None,
    scenes=None,
    init=None,
    labels=None,
    threads=1,
    device="cpu",
    quick=False,
    resume=False,
)


TELLER = StudentSettings(**SPEAKER, answer_words=112)
TINY = {
    # Who has learned nothing goes on speaking until there is no more room.
    "student": TINY_STUDENT.model_copy(
        update={"scenes": 2, "pictures": 2, "student": StudentSettings(**SPEAKER, answer_words=24)}
    ),
    "chooser": TINY_CHOOSER.model_copy(update={"scenes": 2, "pictures": 2}),
    "verbalizers": VerbalizerTraining(
        scenes=2, scene_pixels=64, pictures=2, network=VerbalizerSettings(teller=TELLER, contrast=16)
    ),
}


TINY_READER = ReaderTraining(
    scenes=2, scene_pixels=96, steps=2, pictures=2, warm_up=1, reader=ReaderSettings(pixels=96, channels=6, maps=4)
)


class Workshop:
    """Makes nothing, and remembers what it was asked to make."""

    def __init__(self) -> None:
        self.made: list[tuple[Asked, Place]] = []

    def make(self, asked: Asked, place: Place) -> None:
        self.made.append((asked, place))


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(train_commands, ["embedded", *map(str, arguments)])
    return result.exit_code, result.output


def leave_a_run(folder: Path, name: str, *, measured: bool) -> None:
    """Leave what a run leaves: a checkpoint, and figures after it or from before."""
    (folder / name).mkdir(parents=True)
    figures, checkpoint = folder / name / FIGURES, folder / CHECKPOINT
    figures.touch()
    checkpoint.touch()
    os.utime(checkpoint, (1000, 1000))
    os.utime(figures, (1001, 1001) if measured else (999, 999))


def begin_a_reader(scenes: Path, folder: Path) -> None:
    """Leave the first of two steps of a reader of marks: whoever goes on has its size."""
    reports: list[ReaderProgress] = []
    first = Watch(progress=reports.append, should_stop=lambda: bool(reports), every=1)
    assert train_reader(TINY_READER, MarkStyle(), first, scenes=scenes, folder=folder).stage.steps == 1


def test_all_are_made_in_turn_and_the_chooser_starts_from_the_new_student(tmp_path: Path) -> None:
    shop = Workshop()

    makers = {"student": shop.make, "chooser": shop.make}
    make_all(ASKED, home=tmp_path, work=None, out=tmp_path / "out", makers=makers)

    assert [(place.name, place.folders.run, place.target, asked.init) for asked, place in shop.made] == [
        ("student", tmp_path / "student", tmp_path / "out/student", None),
        ("chooser", tmp_path / "chooser", tmp_path / "out/chooser", tmp_path / "out/student"),
    ]


def test_without_out_all_go_to_where_the_models_ship_from(tmp_path: Path) -> None:
    shop = Workshop()

    make_all(ASKED, home=tmp_path, work=None, out=None, makers={"student": shop.make})

    assert shop.made[0][1].target == HOME / "student"


@pytest.mark.parametrize(("resume", "made"), [(True, ["chooser"]), (False, ["student", "chooser"])])
def test_what_is_done_is_not_made_again_when_a_row_is_resumed(tmp_path: Path, resume: bool, made: list[str]) -> None:
    shop = Workshop()
    leave_a_run(tmp_path / "student", "student", measured=True)
    leave_a_run(tmp_path / "chooser", "chooser", measured=False)

    makers = {"student": shop.make, "chooser": shop.make}
    make_all(ASKED._replace(resume=resume), home=tmp_path, work=None, out=tmp_path, makers=makers)

    assert [place.name for _, place in shop.made] == made


def test_what_is_done_but_lies_elsewhere_is_installed_when_a_row_is_resumed(tmp_path: Path) -> None:
    shop = Workshop()
    leave_a_run(tmp_path / "student", "student", measured=True)
    (tmp_path / "student/student" / WEIGHTS).write_bytes(b"of this run")
    (tmp_path / "out/student").mkdir(parents=True)
    (tmp_path / "out/student" / WEIGHTS).write_bytes(b"of an older run")

    resumed = ASKED._replace(resume=True)
    make_all(resumed, home=tmp_path, work=None, out=tmp_path / "out", makers={"student": shop.make})

    assert shop.made == []
    assert (tmp_path / "out/student" / WEIGHTS).read_bytes() == b"of this run"
    assert (tmp_path / "out/student" / FIGURES).exists()


@pytest.mark.parametrize("name", ["student", "chooser", "verbalizers"])
def test_a_start_that_was_named_is_not_forgotten_before_the_first_checkpoint(tmp_path: Path, name: str) -> None:
    """The run ends at once, for the folder it is to start from does not hold anything."""
    folders = ("--data-dir", tmp_path, "--work", tmp_path / "run", "--out", tmp_path / "made")
    first, told_first = run("--only", name, "--device", "cpu", "--init", tmp_path / "nothing", *folders)

    again, told_again = run("--only", name, "--device", "cpu", "--resume", *folders)

    assert (first, again) == (2, 2)
    assert str(tmp_path / "nothing") in " ".join(told_first.split())
    assert str(tmp_path / "nothing") in " ".join(told_again.split())


@pytest.mark.parametrize("name", ["student", "chooser", "verbalizers"])
def test_a_training_ends_with_a_model_its_figures_and_its_card(tmp_path: Path, name: str) -> None:
    out, work, student = tmp_path / "made", tmp_path / "run", tmp_path / "student"
    keep_settings(RunFolders(tmp_path, work), TINY[name])  # a run that is resumed has the sizes it began with
    begin_a_reader(tmp_path, work / "reader")
    save_student(student, tiny_network(), tiny_vocabulary())
    init = ("--init", student) if name == "chooser" else ()

    code, said = run(
        *("--only", name, "--resume", "--steps", "1", "--quick", "--device", "cpu", *init),
        *("--data-dir", tmp_path, "--work", work, "--out", out),
    )

    assert code == 0, said
    assert f"embedded:{name} is in {out}" in said
    assert {path.name for path in out.iterdir()} == {
        "model.safetensors",
        "tokenizer.json",
        "settings.json",
        "card.md",
        "figures.json",
    }
    chain = json.loads((out / "settings.json").read_text("utf-8"))["training"]["chain"]
    assert (chain[-1]["name"], chain[-1]["steps"]) == (name, 1)
    assert [stage["steps"] for stage in chain if stage["name"] == READER] == ([2] if name == "student" else [])
    assert "--steps 1" in (out / "card.md").read_text("utf-8")


def test_a_training_that_was_stopped_says_how_to_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked: dict[str, object] = {}

    def stop(settings: RunSettings, _folders: RunFolders, _watch: Watch[float], **how: object) -> SimpleNamespace:
        asked.update(how)
        return SimpleNamespace(step=settings.steps - 1, settings=settings)

    folders = RunFolders(tmp_path / "scenes", tmp_path / "run")
    with pytest.raises(typer.Exit) as ended:
        train_to_the_end(stop, RunSettings(steps=9), ASKED._replace(minutes=2.0), folders, Watch(), init=None)  # type: ignore[reportArgumentType]  # all that is asked of a trainer

    assert ended.value.exit_code == 130
    assert f"{folders.run}. Go on with --resume" in capsys.readouterr().err
    assert asked == {"minutes": 2.0, "resume": False, "threads": 1, "device": "cpu", "init": None}


@pytest.mark.skipif(torch.cuda.is_available(), reason="needs a machine without a CUDA device")
@pytest.mark.parametrize("device", ["cuda", "cuda:3"])
def test_a_gpu_that_is_not_there_is_said_so(tmp_path: Path, device: str) -> None:
    code, said = run("--only", "student", "--device", device, "--data-dir", tmp_path)

    assert code == 2
    assert f"There is no {device} to train on" in said
    assert "--device cpu" in said
    assert list(tmp_path.iterdir()) == []


def test_a_device_that_means_nothing_is_refused(tmp_path: Path) -> None:
    code, said = run("--only", "student", "--device", "tpu", "--data-dir", tmp_path)

    assert code == 2
    assert '"tpu" is no device' in said


def test_a_start_for_all_of_them_is_refused(tmp_path: Path) -> None:
    code, said = run("--init", tmp_path, "--data-dir", tmp_path)

    assert code == 2
    assert "--only" in said


def test_a_critic_needs_labels(tmp_path: Path) -> None:
    code, said = run("--only", "critic", "--device", "cpu", "--data-dir", tmp_path)

    assert code == 2
    assert "--labels" in said


def test_a_critic_ends_with_its_figures_its_controls_and_the_chain_of_its_verbalizers(tmp_path: Path) -> None:
    out, work = tmp_path / "made", tmp_path / "run"
    for part in ("learned", "measured"):
        leave_labelled(tmp_path / "labels" / part, truths=part == "measured")
    keep_settings(RunFolders(tmp_path, work), TINY_CRITIC)
    init = leave_verbalizers(tmp_path / "verbalizers")

    code, said = run(
        *("--only", "critic", "--labels", tmp_path / "labels", "--init", init, "--resume", "--steps", "1", "--quick"),
        *("--controls", "--device", "cpu", "--data-dir", tmp_path, "--work", work, "--out", out),
    )

    assert code == 0, said
    card = (out / "card.md").read_text("utf-8")
    for shown in ("grey", "another picture", "no regions"):
        assert f"| trained on {shown} |" in card
    training = json.loads((out / "settings.json").read_text("utf-8"))["training"]
    assert (training["chain"][-1]["name"], training["steps"]) == ("critic", 1)
