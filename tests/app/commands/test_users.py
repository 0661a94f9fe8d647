"""`deixis annotate users`, and the app that wants an admin before it lets other machines in."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import root
from app.crowd import worker_hash
from app.data_folder import cookie_secret
from app.passwords import is_password
from app.session_cookie import hash_of
from db.store import Store, open_store
from models.judging import Round
from models.people import Newcomer

PASSWORD = "correct horse battery"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the data is to be; passwords cost nothing there."""
    monkeypatch.setattr("app.passwords.COST", 2)
    return tmp_path / "data"


def users(folder: Path, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(root, ["annotate", "users", *words, "--data-dir", str(folder)], input=typed)


def store_in(folder: Path) -> Store:
    return open_store(folder / "deixis.sqlite3")


def add_round(folder: Path) -> None:
    with store_in(folder) as store:
        store.judging.start_round(Round(id="first", name="The first", created_at=datetime.now(UTC)), ())


def app_on(host: str, folder: Path, *words: str) -> Result:
    command = ["app", "--host", host, "--port", "0", "--no-open", "--data-dir", str(folder), *words]
    return CliRunner().invoke(root, command)


def test_an_account_is_made_with_a_password_that_is_kept_as_a_hash(folder: Path) -> None:
    done = users(folder, "add", "Ada", "--role", "admin", typed=f"{PASSWORD}\n{PASSWORD}\n")

    with store_in(folder) as store:
        login = store.people.login("ada")
        assert login is not None
        assert store.people.has_admin()
    assert done.exit_code == 0, done.output
    assert done.stdout.endswith(f"Ada can sign in as admin and is {login.person.pseudonym} in all exports.\n")
    assert login.password.startswith("scrypt$2$8$3$")
    assert is_password(PASSWORD, login.password)
    assert PASSWORD.encode() not in (folder / "deixis.sqlite3").read_bytes()


def test_a_password_may_come_from_standard_input_and_be_replaced(folder: Path) -> None:
    users(folder, "add", "Ada", "--password-stdin", typed=f"{PASSWORD}\n")

    done = users(folder, "password", "ADA", "--password-stdin", "--json", typed="another password\r\n")

    with store_in(folder) as store:
        login = store.people.login("Ada")
    assert login is not None
    assert json.loads(done.stdout)["name"] == "Ada"
    assert (is_password("another password", login.password), is_password(PASSWORD, login.password)) == (True, False)


@pytest.mark.parametrize(
    ("words", "typed", "sentence"),
    [
        (("add", "Ada", "--password-stdin"), "short\n", "The password has 5 characters; take 10 to 1000."),
        (("add", "A/da", "--password-stdin"), f"{PASSWORD}\n", "The name 'A/da' cannot be taken"),
        (("add", "A-3f9c2e", "--password-stdin"), f"{PASSWORD}\n", "The name 'A-3f9c2e' is taken; choose another."),
        (("exclude", "nobody"), "", "There is nobody called 'nobody'"),
        (("erase", "nobody"), "", "There is nobody called 'nobody'"),
        (("erase",), "", "Say who is to be erased"),
        (("erase", "--worker", "abc"), "", "write prolific:ID or mturk:ID"),
        (("erase", "--worker", "prolific:abc"), "", "Nobody with this worker id is known here."),
        (("revoke", "nothing"), "", "There is no invite 'nothing'"),
        (("invite", "--round", "nothing"), "", "There is no round 'nothing'"),
        (("invite", "--platform", "mturk"), "", "needs the round it is for"),
        (("invite", "--platform", "mturk", "--round", "first"), "", "say how many by --uses"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(folder: Path, words: tuple[str, ...], typed: str, sentence: str) -> None:
    plain, as_json = users(folder, *words, typed=typed), users(folder, *words, "--json", typed=typed)

    assert (plain.exit_code, plain.stdout) == (1, "")
    assert sentence in plain.stderr
    assert as_json.exit_code == 1
    assert sentence in json.loads(as_json.stdout)["error"]


def test_a_name_is_taken_however_it_is_written(folder: Path) -> None:
    users(folder, "add", "Ada", "--password-stdin", typed=f"{PASSWORD}\n")

    done = users(folder, "add", "ａＤＡ", "--password-stdin", typed=f"{PASSWORD}\n")

    assert (done.exit_code, "is taken" in done.stderr) == (1, True)


def test_an_invite_shows_its_link_once_and_keeps_a_hash(folder: Path) -> None:
    done = users(folder, "invite", "--uses", "3", "--url", "https://deixis.example/", "--note", "team", "--json")

    made = json.loads(done.stdout)
    token = made["link"].removeprefix("https://deixis.example/join/")
    with store_in(folder) as store:
        assert store.people.open_invite(hash_of(token), "join").uses_left == 3
    listed = users(folder, "list").stdout
    assert (token in listed, "team" in listed, "3 left" in listed) == (False, True, True)
    assert token.encode() not in (folder / "deixis.sqlite3").read_bytes()


@pytest.mark.parametrize(("platform", "end"), [("prolific", "&SESSION_ID={{%SESSION_ID%}}"), ("mturk", "")])
def test_the_address_of_a_study_names_round_and_code(folder: Path, platform: str, end: str) -> None:
    users(folder, "list")
    add_round(folder)

    words = ("invite", "--round", "The first", "--platform", platform, "--uses", "300")
    made = json.loads(users(folder, *words, "--json").stdout)

    assert made["link"].startswith("http://127.0.0.1:7860/start?round=first&code=")
    assert made["link"].endswith(end)
    assert made["uses_left"] == 300
    assert ", for 300 people until " in users(folder, *words).stdout


def test_a_revoked_invite_and_an_excluded_annotator_are_listed_as_such(folder: Path) -> None:
    users(folder, "add", "Ada", "--password-stdin", typed=f"{PASSWORD}\n")
    made = json.loads(users(folder, "invite", "--json").stdout)

    users(folder, "revoke", made["id"])
    users(folder, "exclude", "Ada")

    shown = users(folder, "list").stdout
    assert ("revoked" in shown, "excluded" in shown) == (True, True)
    assert users(folder, "exclude", "Ada", "--undo").stdout.endswith("is shown screens again.\n")


def test_erasing_by_worker_id_leaves_the_pseudonym_only(folder: Path) -> None:
    users(folder, "list")
    worker = worker_hash(cookie_secret(folder), "prolific", "abc123")
    with store_in(folder) as store:
        person = store.people.add(Newcomer(worker=worker, entry="prolific"), actor="a test")

    done = users(folder, "erase", "--worker", "prolific:abc123", "--json")

    erased = json.loads(done.stdout)
    assert (erased["pseudonym"], erased["name"]) == (person.pseudonym, None)
    assert users(folder, "erase", "--worker", "prolific:abc123").exit_code == 1


def test_the_only_admin_stays(folder: Path) -> None:
    users(folder, "add", "Ada", "--role", "admin", "--password-stdin", typed=f"{PASSWORD}\n")

    assert "is the only admin" in users(folder, "erase", "Ada").stderr
    assert "only annotators can be excluded" in users(folder, "exclude", "Ada").stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "a-name"])  # noqa: S104 - refused before listening
def test_other_machines_are_let_in_only_where_there_is_an_admin(folder: Path, host: str) -> None:
    refused = app_on(host, folder)
    before = folder.exists()
    users(folder, "add", "Ada", "--password-stdin", typed=f"{PASSWORD}\n")
    still = app_on(host, folder)

    assert (refused.exit_code, still.exit_code, before) == (2, 2, False)
    assert refused.stderr == still.stderr
    assert "`deixis annotate users add NAME --role admin`" in refused.stderr
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("proxied", [("--root-path", "/deixis"), ("--forwarded-allow-ips", "127.0.0.1")])
def test_a_proxy_lets_others_in_so_it_needs_an_admin_too(folder: Path, proxied: tuple[str, str]) -> None:
    refused = app_on("127.0.0.1", folder, *proxied)
    users(folder, "add", "Ada", "--role", "admin", "--password-stdin", typed=f"{PASSWORD}\n")

    goes_on = app_on("127.0.0.1", folder, *proxied, "--student", "nonsense")

    assert refused.exit_code == 2
    assert "Other machines can reach a proxy" in refused.stderr
    assert "no admin account" not in goes_on.stderr


def test_with_an_admin_the_app_goes_on_to_listen(folder: Path) -> None:
    users(folder, "add", "Ada", "--role", "admin", "--password-stdin", typed=f"{PASSWORD}\n")

    done = app_on("192.0.2.1", folder)  # an address of documentation, which no machine has

    assert (done.exit_code, "Cannot listen on 192.0.2.1" in done.stderr) == (2, True)
