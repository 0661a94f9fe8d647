"""The benchmark of breaking in, a part of it; and that it finds what stands open."""

import json
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.access import TABLE, need_of
from tests.app.servers import state_of
from tests.benchmarks.access import main, try_it
from tests.benchmarks.access_attempts import ANNOTATORS, PUBLIC, Attempt, attempts
from tests.benchmarks.access_house import House, opened, routes_of


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("house") / "data") as built:
        yield built


def test_a_part_of_the_benchmark_gets_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--size", "150"])

    said = capsys.readouterr().out
    figures = json.loads(said.splitlines()[-1])
    assert code == 0, said
    assert (figures["attempts"], figures["faults"], figures["state_changes"]) == (150, 0, 0)
    assert len(figures["kinds"]) >= 11


def test_there_are_enough_different_attempts(house: House) -> None:
    assert len({(str(each.options), each[:4]) for each in attempts(house)}) >= 700


def test_what_is_let_through_is_a_fault_and_a_change_is_seen(house: House) -> None:
    before = state_of(house.server)

    fault = try_it(
        house,
        Attempt("control", "POST", "/api/rate/next", house.other, frozenset({403}), {"json": {"round": "a-round"}}),
    )

    assert "got 200" in fault
    assert state_of(house.server) != before


def test_every_address_of_the_server_needs_what_it_should(house: House) -> None:
    needs = {path: need_of(path) for _, path in routes_of(house.server.app)}

    assert len(needs) > 150
    for path, need in needs.items():
        expected = "anyone" if PUBLIC.fullmatch(path) else "annotator" if ANNOTATORS.fullmatch(path) else "admin"
        assert need == expected, path


@pytest.mark.parametrize(
    "path", ["", "/", "/nothing", "/api", "/api/rate", "/api/rate/candidates", "/api/rate/nextx", "/ratex", "/admin"]
)
def test_what_nobody_spoke_of_is_the_admins(path: str) -> None:
    assert path not in TABLE
    assert need_of(path) == "admin"


@pytest.mark.parametrize("path", ["/rate/../api/ask", "/static/./x", "//sign-in", "/join//x", "/rate/..", "/static/.."])
def test_an_address_that_may_be_read_in_two_ways_is_the_admins(path: str) -> None:
    assert need_of(path) == "admin"


def test_pages_lead_to_signing_in_and_back(house: House) -> None:
    stranger: TestClient = house.server.browser(follow_redirects=False)

    led = {path: stranger.get(path).headers["location"] for path in ("/", "/rate/", "/rate/?round=a%20b", "/rate")}

    assert led == {
        "/": "./sign-in",
        "/rate/": "../sign-in?next=rate%2F",
        "/rate/?round=a%20b": "../sign-in?next=rate%2F%3Fround%3Da%2520b",
        "/rate": "./sign-in?next=rate",
    }
