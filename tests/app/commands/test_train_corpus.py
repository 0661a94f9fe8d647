"""`deixis train student --preset embedded`: from a corpus to a student that is asked by its name."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import root
from app.commands.train_corpus import start_folder
from app.settings import read_settings
from models.embedded.folder import HOME, WEIGHTS
from models.errors import ModelUnavailable
from models.records import QAR
from models.registry import ModelOptions, build_answerer, build_scorer, share_scorer, why_no_choice
from tests.fakes.tiny_corpus import leave_tiny_verbalizers
from tests.fakes.tiny_statements import leave_corpus
from tests.fakes.written_runs import CRITIC, WrittenRun


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with tiny verbalizers, a corpus file, and a data folder with a run that a critic scored."""
    folder = tmp_path_factory.mktemp("home")
    leave_tiny_verbalizers(folder / "verbalizers")
    leave_corpus(folder / "corpus", 4)
    run = WrittenRun(folder / "data" / "corpus")
    run.write(
        [QAR(question="Why is [0] sad?", answer="Because of [1].", rationale="[1] barks.")],
        [QAR(question="Is [1] happy?", answer="Yes.", rationale="[1] plays.")],
    )
    run.score([0.9, 0.1])
    return folder


def train(home: Path, *more: str) -> Result:
    where = ("--init", str(home / "verbalizers"), "--data-dir", str(home / "data"), "--steps", "2", "--batch", "2")
    return CliRunner().invoke(root, ["train", "student", "--preset", "embedded", *where, *more])


@pytest.fixture(scope="module")
def made(home: Path) -> dict[str, object]:
    done = train(home, "--corpus", str(home / "corpus" / "corpus.jsonl"), "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_what_the_command_makes_of_a_file_is_asked_by_its_name(home: Path, made: dict[str, object]) -> None:
    assert made == {
        "student": "own:corpus-1",
        "folder": str(home / "data/students/corpus-1"),
        "steps": 2,
        "minutes": made["minutes"],
        "texts": 4,
        "pictures": 4,
    }
    picture = home / "corpus/pictures/0.png"
    asked = [
        "ask",
        str(picture),
        "--question",
        "why is [0] sad?",
        "--box",
        "2,4,16,36",
        "--data-dir",
        str(home / "data"),
    ]

    answered = CliRunner().invoke(root, [*asked, "--student", "own:corpus-1", "--json"])
    chosen = CliRunner().invoke(
        root, [*asked, "--student", "own:corpus-1", "--choice", "a dog", "--choice", "no", "--json"]
    )

    assert answered.exit_code == 0, answered.output
    assert json.loads(answered.stdout)["model"] == "own:corpus-1"
    assert chosen.exit_code == 0, chosen.output
    assert sum(each["share"] for each in json.loads(chosen.stdout)["ranking"]) == pytest.approx(1)


def test_a_run_is_learned_from_as_far_as_its_critic_let_it(home: Path) -> None:
    done = train(home, "--corpus", "written", "--critic", CRITIC, "--name", "of-a-run")

    assert done.exit_code == 0, done.output
    assert "The student is own:of-a-run" in done.stdout
    assert "step 2/2, 0 min left, words" in done.stderr
    settings = json.loads((home / "data/students/of-a-run/settings.json").read_text("utf-8"))
    assert settings["training"]["texts"] == 1
    assert settings["training"]["chain"][-1]["supervision"] == f"the texts of written that {CRITIC} scored 0.8 or more"
    assert (home / "data/students/of-a-run/card.md").exists()


def test_what_cannot_be_begun_is_said_in_a_sentence(home: Path, made: dict[str, object]) -> None:
    assert made["student"] == "own:corpus-1"
    corpus = str(home / "corpus" / "corpus.jsonl")

    for arguments, said in (
        (("--corpus", corpus, "--name", "corpus-1"), "There is a student own:corpus-1 already"),
        (("--corpus", corpus, "--name", "../up"), "A student cannot be called '../up'"),
        (("--corpus", corpus, "--resume"), "Say with --name which training is to go on"),
        (("--corpus", corpus, "--resume", "--name", "never"), "There is no training in"),
        (("--corpus", corpus, "--still"), "--still is for BLIP-2"),
        (("--corpus", corpus, "--weight-decay", "0"), "--weight-decay is for BLIP-2"),
        (("--corpus", corpus, "--init", "own:none"), 'no own student "none"'),
        (("--corpus", corpus, "--critic", "nobody"), "that 'nobody' scored at least 0.8 is in it"),
        (("--corpus", corpus, "--threshold", "0.5"), "--threshold is the least score of a critic"),
        (("--corpus", str(home / "none.jsonl")), "none.jsonl"),
        (("--corpus", corpus, "--init", str(home)), "a student begins with verbalizers or with another student"),
    ):
        done = train(home, *arguments)
        assert done.exit_code == 2, done.output
        assert said in done.output
    assert not (home / "data/training/students/corpus-2").exists(), "what is refused leaves no run"


def test_a_run_that_was_killed_while_its_student_was_put_in_its_place_goes_on_with_that(home: Path) -> None:
    words = ("--corpus", str(home / "corpus" / "corpus.jsonl"), "--name", "half", "--keep-every", "1")
    first = train(home, *words)
    weights = home / "data/students/half" / WEIGHTS
    before = weights.read_bytes()
    weights.unlink()

    again = train(home, *words, "--resume")
    of_another = train(home, *words, "--resume", "--work", str(home / "data/training/students/half"))

    assert (first.exit_code, again.exit_code) == (0, 0), again.output
    assert weights.read_bytes() == before
    assert "There is a student own:half already" in of_another.stderr


def test_a_student_is_begun_with_by_its_name_or_its_folder(home: Path, made: dict[str, object]) -> None:
    settings = read_settings(data_dir=home / "data")
    own = Path(str(made["folder"]))

    assert start_folder(Path("own:corpus-1"), settings) == own
    assert start_folder(Path(f"folder:{own}"), settings) == start_folder(own, settings) == own
    assert start_folder(Path("embedded:distilled"), settings) == HOME / "distilled"
    assert start_folder(None, settings) is None


def test_an_own_student_answers_and_chooses_wherever_models_are_named(home: Path, made: dict[str, object]) -> None:
    assert made["student"] == "own:corpus-1"
    options = ModelOptions(students=str(home / "data/students"))
    folder = f"folder:{home / 'data/students/corpus-1'}"

    student = build_answerer("own:corpus-1", options)

    assert (student.name, build_scorer("own:corpus-1", options).name) == ("own:corpus-1", "own:corpus-1")
    assert build_answerer(folder, options).name == "folder:corpus-1"
    assert why_no_choice("own:corpus-1") == why_no_choice(folder) == ""
    shared = share_scorer("own:corpus-1", lambda: student)
    assert shared is not None
    assert shared.name == "own:corpus-1"
    with pytest.raises(ModelUnavailable, match=r'no own student "other".* own:corpus-1'):
        build_answerer("own:other", options)
    with pytest.raises(ModelUnavailable, match="no own student"):
        build_answerer("own:../corpus-1", options)
