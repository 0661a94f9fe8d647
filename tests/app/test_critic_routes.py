"""The critics over HTTP: which there are, which is in use, who chose it, and that nobody else comes near."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.settings import CRITICS
from tests.app.people import add, close, signed_in
from tests.app.rated_pictures import leave_tiny_critic
from tests.app.servers import Server, state_of
from tests.db.judging_examples import audited
from training.critics.figures import Compared, HeldOut
from training.critics.label_facts import LabelFacts
from training.critics.report import CriticReport, Side, write_report
from training.evaluation.critics import critic_figures

PATH = "/api/admin/critics"


def report_of(name: str) -> CriticReport:
    """Return the figures of a critic that is always right."""
    figures = critic_figures([0.9, 0.1], [True, False], None, pictures=["a", "b"])
    held_out = HeldOut(
        critic=name, figures=figures, between=dict.fromkeys(("precision", "recall", "f1", "ece")), bins=()
    )
    side = Side(labels=2, accepted=1, pictures=2)
    return CriticReport(
        name=name,
        preset="smoke",
        began_with="own:tiny",
        labels=LabelFacts(source="the file labels.jsonl", rule="lskd-1", raters=2, judgements=4),
        learned=side,
        held_out=side,
        compared=Compared(new=held_out),
    )


@pytest.fixture
def critic(server: Server) -> str:
    """A critic in the server's data folder, with its figures."""
    name = leave_tiny_critic(server.folder, "people-1")
    write_report(server.folder / CRITICS / "people-1", report_of(name))
    return name


def told(browser: TestClient) -> Any:
    reply = browser.get(PATH)
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_without_any_the_shipped_one_is_in_use(browser: TestClient) -> None:
    found = told(browser)

    assert found["in_use"] == {"critic": "embedded:critic", "actor": "", "at": None}
    assert (found["critics"], found["job"]["state"]) == ([], "none")


def test_a_critic_is_shown_with_its_figures_and_put_in_use_by_somebody(
    server: Server, browser: TestClient, critic: str
) -> None:
    before = told(browser)

    chosen = browser.post(f"{PATH}/use", json={"critic": critic})

    (own,) = before["critics"]
    assert CriticReport.model_validate(own["report"]) == report_of(critic)
    assert own["verdict"] == f"{critic} was compared with no other critic."
    assert (chosen.status_code, told(browser)["in_use"]) == (200, chosen.json())
    assert chosen.json()["actor"].startswith("local-")
    assert audited(server.asking.store, "critic put in use") == [
        (chosen.json()["actor"], {"critic": critic, "before": "embedded:critic"})
    ]


def test_the_shipped_one_can_be_put_in_use_again(browser: TestClient, critic: str) -> None:
    browser.post(f"{PATH}/use", json={"critic": critic})

    browser.post(f"{PATH}/use", json={"critic": "embedded"})

    assert told(browser)["in_use"]["critic"] == "embedded:critic"


@pytest.mark.parametrize(
    ("what", "body", "status", "said"),
    [
        ("use", {"critic": "own:nobody"}, 503, 'There is no critic "own:nobody"'),
        ("use", {"critic": "nobody"}, 503, 'There is no model "nobody"'),
        ("use", {"critic": "folder:/somewhere"}, 400, "lies outside of the data folder"),
        ("stop", {}, 400, "No critic is being trained."),
        ("continue", {}, 400, "No training was left unfinished"),
        ("train", {"preset": "other"}, 422, "preset"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    server: Server, browser: TestClient, what: str, body: dict[str, str], status: int, said: str
) -> None:
    before = state_of(server)

    reply = browser.post(f"{PATH}/{what}", json=body)

    assert (reply.status_code, said in reply.json()["error"]) == (status, True), reply.text
    assert state_of(server) == before


def test_a_critic_without_its_figures_is_told_and_a_damaged_choice_too(browser: TestClient, server: Server) -> None:
    leave_tiny_critic(server.folder, "bare")
    (bare,) = told(browser)["critics"]
    shutil.rmtree(server.folder / CRITICS)
    (server.folder / CRITICS).mkdir()
    (server.folder / CRITICS / "in-use.json").write_text("{", "utf-8")

    damaged = browser.get(PATH)

    assert bare == {"critic": "own:bare", "report": None, "verdict": ""}
    assert (damaged.status_code, "delete it, then choose one again" in damaged.json()["error"]) == (503, True)


def test_only_an_admin_comes_near(server: Server, tmp_path: Path) -> None:
    close(server)
    annotator = signed_in(server, add(server, "Ann"))

    refused = [annotator.get(PATH), *(annotator.post(f"{PATH}/{what}", json={}) for what in ("train", "stop", "use"))]

    assert {reply.status_code for reply in refused} == {403}
