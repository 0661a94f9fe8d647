"""The command line: quick to help, plain in its refusals, one JSON value where asked for."""

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from app.cli import root
from tests.app.servers import picture_file
from tests.fakes.openai_server import FakeOpenAI, fails, streams

ROOT = Path(__file__).parents[2]
DEIXIS = (sys.executable, "-m", "app")
HEAVY = ("torch", "gradio", "transformers", "sqlalchemy", "pandas", "fastapi", "PIL", "numpy", "openai")
COMMANDS = ("app", "ask", "doctor", "scenes", "train", "evaluate", "db")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "picture.png"
    file.write_bytes(picture_file(320, 240))
    return file


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeOpenAI]:
    with FakeOpenAI() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
        server.script = [streams("Answer: [0] fell.", "\nRationale: [0] lies ", "on the grass.")]
        yield server


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(root, [str(argument) for argument in arguments])


def ask(picture: Path, *arguments: str | Path, question: str = "why is [0] sad?") -> Result:
    return run("ask", picture, "--question", question, "--student", "openai:fake", *arguments)


def test_help_lists_every_command_without_importing_anything_heavy() -> None:
    script = (
        "import sys\n"
        "from app.__main__ import main\n"
        "sys.argv = ['deixis', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('HEAVY', [name for name in " + repr(HEAVY) + " if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert "HEAVY []" in done.stdout
    for command in COMMANDS:
        assert re.search(rf"^\W+{command} ", done.stdout, re.MULTILINE), command


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    done = run(command, "--help")

    assert done.exit_code == 0
    assert "Usage" in done.stdout


def test_json_answer_is_one_value_with_the_regions_it_speaks_of(picture: Path, endpoint: FakeOpenAI) -> None:
    done = ask(picture, "--box", "10,20,110,220", "--box", "200,20,300,220", "--json")

    reply = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (0, "")
    assert (reply["answer"], reply["rationale"]) == ("[0] fell.", "[0] lies on the grass.")
    assert (reply["model"], reply["note"]) == ("openai:fake", "")
    assert [(region["id"], region["box"]) for region in reply["regions"]] == [
        (0, [10, 20, 110, 220]),
        (1, [200, 20, 300, 220]),
    ]
    assert reply["seconds"] > 0
    assert len(endpoint.requests) == 1


def test_without_json_the_words_go_to_stdout_and_remarks_to_stderr(picture: Path, endpoint: FakeOpenAI) -> None:
    done = ask(picture, "--box", "10,20,110,220")

    assert done.exit_code == 0
    assert done.stdout == "[0] fell.\nWhy: [0] lies on the grass.\n"
    assert done.stderr.startswith("openai:fake, ")


def test_words_that_would_steer_a_terminal_are_not_printed(picture: Path, endpoint: FakeOpenAI) -> None:
    endpoint.script = [streams("Answer: \x1b[2Jgone\x07\nRationale: \x9bnothing")]

    done = ask(picture, question="what is this?")

    assert done.stdout == "[2Jgone\nWhy: nothing\n"


def test_a_point_becomes_a_region_after_the_boxes(picture: Path, endpoint: FakeOpenAI) -> None:
    done = ask(picture, "--box", "10,20,110,220", "--point", "250,120", "--json", question="who is [1]?")

    reply = json.loads(done.stdout)
    assert [region["kind"] for region in reply["regions"]] == ["box", "point"]
    x0, y0, x1, y1 = reply["regions"][1]["box"]
    assert x0 <= 250 <= x1
    assert y0 <= 120 <= y1


def test_the_only_region_is_what_this_means(picture: Path, endpoint: FakeOpenAI) -> None:
    done = ask(picture, "--box", "10,20,110,220", "--json", question="why is [this person] sad?")

    assert json.loads(done.stdout)["question"] == "why is [0] sad?"


def test_the_picture_with_its_answer_can_be_drawn(picture: Path, endpoint: FakeOpenAI, tmp_path: Path) -> None:
    done = ask(picture, "--box", "10,20,110,220", "--json", "--draw", tmp_path / "out.png")

    with Image.open(tmp_path / "out.png") as image:
        assert (done.exit_code, image.width, image.format) == (0, 640, "PNG")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--box", "1,2,3"), "--box 1,2,3 cannot be read; write left, top, right, bottom"),
        (("--box", "a,b,c,d"), "cannot be read"),
        (("--box", "nan,0,9,9"), "not a number"),
        (("--box", "100,20,10,220"), "inside out"),
        (("--box", "900,900,950,950"), "outside the picture"),
        (("--point", "5"), "write x and y"),
        (("--point", "500,5"), "outside the picture of 320 x 240 pixels"),
        (("--box", "1,2,30,40", "--draw", "/nowhere/at/all.png"), "no folder /nowhere/at"),
        ((), "no region [0]"),
    ],
)
def test_bad_input_is_one_sentence_on_stderr_and_exit_code_two(
    picture: Path, endpoint: FakeOpenAI, arguments: tuple[str, ...], words: str
) -> None:
    plain, with_json = ask(picture, *arguments), ask(picture, *arguments, "--json")

    assert (plain.exit_code, plain.stdout) == (2, "")
    assert words in plain.stderr
    assert plain.stderr.count("\n") == 1
    assert (with_json.exit_code, json.loads(with_json.stdout)) == (2, {"error": plain.stderr.strip()})
    assert endpoint.requests == []


@pytest.mark.parametrize(
    ("name", "content", "words"), [("missing.png", None, "No such file"), ("letter.png", b"Dear Sir", "not a picture")]
)
def test_a_picture_that_is_none_is_bad_input(
    tmp_path: Path, endpoint: FakeOpenAI, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    done = ask(tmp_path / name, question="what is this?")

    assert (done.exit_code, done.stdout) == (2, "")
    assert name in done.stderr
    assert words in done.stderr


def test_a_model_that_fails_is_exit_code_one_and_the_key_stays_secret(picture: Path, endpoint: FakeOpenAI) -> None:
    endpoint.script = [fails(401)]

    done = ask(picture, "--json", question="what is this?")

    assert done.exit_code == 1
    assert list(json.loads(done.stdout)) == ["error"]
    assert "sk-secret" not in done.output


def test_an_unknown_model_lists_the_known_forms(picture: Path) -> None:
    done = run("ask", picture, "--question", "what is this?", "--student", "magic:8ball")

    assert done.exit_code == 1
    assert "embedded" in done.stderr


def test_doctor_says_what_is_ready_and_never_the_key(tmp_path: Path, endpoint: FakeOpenAI) -> None:
    done = run("doctor", "--json", "--data-dir", tmp_path / "data")

    report = json.loads(done.stdout)
    checks = {check["name"]: check for check in report["checks"]}
    assert set(checks) >= {"python", "memory", "processor", "torch", "embedded student", "database", "data folder"}
    assert (checks["database"]["state"], checks["data folder"]["state"]) == ("ok", "ok")
    assert checks["openai endpoint"]["state"] == "ok"
    assert "sk-secret" not in done.output
    assert endpoint.requests == []
    assert not (tmp_path / "data").exists()
    assert done.exit_code == (0 if report["ok"] else 1)


def test_doctor_names_a_database_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "letter.sqlite3").write_text("Dear Sir, this is not a database at all. " * 40)

    done = run("doctor", "--data-dir", tmp_path, "--db", tmp_path / "letter.sqlite3")

    assert done.exit_code == 1
    assert re.search(r"PROBLEM database .*not an SQLite database", done.stdout)


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        done = run("app", "--port", str(port), "--no-open", "--data-dir", tmp_path)

    assert (done.exit_code, done.stdout) == (2, "")
    assert f"port {port}" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_setting_that_means_nothing_ends_the_app_at_once() -> None:
    done = run("app", "--port", "70000")

    assert done.exit_code == 2
    assert done.stderr == "--port cannot be 70000; it should be less than or equal to 65535.\n"


def test_a_model_that_is_none_ends_the_app_at_once(tmp_path: Path) -> None:
    done = run("app", "--port", "0", "--no-open", "--student", "nonsense", "--data-dir", tmp_path)

    assert done.exit_code == 2
    assert 'There is no model "nonsense"' in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    done = run("app", "--port", "0", "--no-open", "--data-dir", tmp_path / "file")

    assert done.exit_code == 1
    assert "cannot be made" in done.stderr


@pytest.mark.parametrize(
    ("module", "said"),
    [("typer", "Stopped.\n"), ("training.corpus.corpus_run", "Stopped; what is finished is kept, and the same")],
)
def test_ctrl_c_ends_a_run_in_a_sentence_also_while_it_is_being_loaded(module: str, said: str, tmp_path: Path) -> None:
    pressing = (
        "import signal, sys\n"
        # A shell that runs the tests in the background has children ignore Ctrl-C.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Finger:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {module!r}: signal.raise_signal(signal.SIGINT)\n"
        "from app.__main__ import main\n"
        "sys.meta_path.insert(0, Finger())\n"
        "main()"
    )
    run = ["corpus", "run", "--scenes", "1", "--out", str(tmp_path / "out"), "--data-dir", str(tmp_path / "data")]

    done = subprocess.run([sys.executable, "-c", pressing, *run], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1


def test_the_app_serves_the_page_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    command = [*DEIXIS, "app", "--port", "0", "--no-open", "--data-dir", str(tmp_path / "data")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as app:
        assert app.stdout is not None
        announced = re.search(r"http://127\.0\.0\.1:\d+", app.stdout.readline())
        assert announced
        with httpx2.Client(base_url=announced[0], trust_env=False, timeout=30) as client:
            page = client.get("/")
            menu = client.get("/api/models").json()
        app.send_signal(signal.SIGINT)
        out, err = app.communicate(timeout=30)

    assert page.status_code == 200
    assert "server" not in page.headers
    assert menu["student"] == "embedded"
    assert (app.returncode, out) == (0, "")
    assert "Traceback" not in err
