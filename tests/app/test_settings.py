"""Flags come before the environment, the environment before defaults."""

import stat
from pathlib import Path

import pytest

from app.data_folder import cookie_secret, prepare_data_folder
from app.settings import read_settings
from models.errors import BadSetting, StoreProblem

ENVIRONMENT = {
    "DEIXIS_DATA_DIR": "/from/environment",
    "DEIXIS_DB": "postgresql+psycopg://host/name",
    "OPENAI_API_KEY": "sk-very-secret",
    "OPENAI_BASE_URL": "http://127.0.0.1:11434/v1",
}


def test_defaults_hold_where_nothing_is_said() -> None:
    settings = read_settings({})

    assert (settings.host, settings.port, settings.student, settings.teacher) == ("127.0.0.1", 7860, "embedded", "")
    assert settings.database == str(Path.cwd() / "data" / "deixis.sqlite3")
    assert settings.models == ("embedded", "embedded:distilled")


def test_the_environment_is_taken_and_a_flag_outdoes_it() -> None:
    settings = read_settings(ENVIRONMENT, data_dir=Path("/from/flag"), openai_base_url=None)

    assert settings.data_dir == Path("/from/flag")
    assert settings.database == "postgresql+psycopg://host/name"
    assert settings.model_options.base_url == "http://127.0.0.1:11434/v1"
    assert settings.model_options.api_key.get_secret_value() == "sk-very-secret"


def test_an_empty_variable_counts_as_not_set() -> None:
    assert read_settings({"DEIXIS_DB": ""}).db_url == ""


def test_the_key_is_never_printed() -> None:
    settings = read_settings(ENVIRONMENT)

    assert "sk-very-secret" not in f"{settings!r} {settings} {settings.model_dump_json()} {settings.model_options!r}"


def test_the_menu_names_each_model_once_with_the_student_first() -> None:
    settings = read_settings({}, student="hf:a", teacher="openai:b", more_models=["openai:b", "hf:c"])

    assert settings.models == ("hf:a", "openai:b", "hf:c", "embedded", "embedded:distilled")


@pytest.mark.parametrize(
    ("host", "allowed", "expected"),
    [
        ("127.0.0.1", (), ()),
        ("0.0.0.0", ("Deixis.Example",), ("deixis.example",)),  # noqa: S104 - nothing listens
        ("192.168.1.5", (), ("192.168.1.5",)),
        ("fd00::5", (), ("[fd00::5]",)),
    ],
)
def test_the_server_answers_to_this_machines_names_and_those_allowed(
    host: str, allowed: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    settings = read_settings({}, host=host, allowed_hosts=allowed)

    assert settings.hosts == ("127.0.0.1", "localhost", "[::1]", *expected)


def test_a_value_that_means_nothing_is_refused_in_one_sentence() -> None:
    with pytest.raises(BadSetting) as refusal:
        read_settings({}, port=70000)

    assert str(refusal.value) == "--port cannot be 70000; it should be less than or equal to 65535."


@pytest.mark.parametrize(
    ("path", "expected"), [("/deixis", "/deixis"), ("/a/b-c_d.e~1/", "/a/b-c_d.e~1"), ("/", ""), ("", "")]
)
def test_the_prefix_is_a_path_without_a_slash_at_its_end(path: str, expected: str) -> None:
    assert read_settings({}, root_path=path).root_path == expected


@pytest.mark.parametrize(
    "path", ["deixis", "//host", "/a//b", "/..", "/a/./b", "/a?b", "/a b", "/a;Secure", "/\u00e9", "/a\n"]
)
def test_a_prefix_that_is_no_plain_path_is_refused(path: str) -> None:
    with pytest.raises(BadSetting) as refusal:
        read_settings({}, root_path=path)

    assert str(refusal.value) == f"--root-path cannot be {path!r}; it should be a path such as /deixis."


def test_proxies_are_named_by_addresses_and_networks() -> None:
    settings = read_settings({}, forwarded_allow_ips="127.0.0.1, 10.0.0.0/8,::1")

    assert settings.forwarded_allow_ips == ("127.0.0.1/32", "10.0.0.0/8", "::1/128")
    assert read_settings({}).forwarded_allow_ips == ()


@pytest.mark.parametrize("names", ["*", "proxy.example", "10.0.0.7/8", "127.0.0.1;10.0.0.1"])
def test_everybody_and_names_are_no_proxies(names: str) -> None:
    with pytest.raises(BadSetting, match=r"it should be addresses or networks such as 127\.0\.0\.1,10\.0\.0\.0/8\.$"):
        read_settings({}, forwarded_allow_ips=names)


def test_data_folder_and_secret_are_for_their_owner_only_and_last(tmp_path: Path) -> None:
    folder = prepare_data_folder(tmp_path / "new" / "data")

    secret = cookie_secret(folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(secret) == 32
    assert cookie_secret(folder) == secret


def test_a_damaged_secret_and_a_file_in_the_folders_place_are_named(tmp_path: Path) -> None:
    (tmp_path / "cookie-secret").write_bytes(b"short")
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreProblem, match="damaged"):
        cookie_secret(tmp_path)
    with pytest.raises(StoreProblem, match="cannot be made"):
        prepare_data_folder(tmp_path / "file")
