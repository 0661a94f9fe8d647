"""Skill cards over HTTP: those of the data folder and the shipped one, and that nobody but the admin sees them."""

import os
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.skill_cards import FOLDER, SkillCards
from models.errors import BadSetting, NotFound
from tests.app.people import add, signed_in
from tests.app.servers import Server
from tests.training.cards.made_cards import HOSTILE, card_of
from training.cards.files import FIGURES, write_card

PATH = "/api/skills/cards"


@pytest.fixture
def cards(server: Server) -> Path:
    """The server's folder of cards with one, of hostile texts."""
    home = server.folder / FOLDER
    write_card(home / "mine", card_of(HOSTILE, said=HOSTILE))
    return home


def test_cards_are_listed_and_shown(browser: TestClient, cards: Path) -> None:
    listed = {each["name"]: each for each in browser.get(PATH).json()}

    assert not listed["mine"]["shipped"]
    assert (listed["mine"]["contrastive"], listed["mine"]["generative"], listed["mine"]["chance"]) == (None, 0.0, 50.0)
    shown = browser.get(f"{PATH}/mine").json()
    assert shown["model"] == HOSTILE
    assert shown["failures"][0]["said"] == HOSTILE


def test_a_card_can_be_kept_as_a_page_in_which_texts_stay_texts(browser: TestClient, cards: Path) -> None:
    reply = browser.get(f"{PATH}/mine/page")

    assert reply.headers["content-disposition"] == 'attachment; filename="skills-mine.html"'
    assert "<script>window" not in reply.text
    assert "&lt;script&gt;window.hacked=1" in reply.text


@pytest.mark.parametrize("name", ["nobody", "..", "%2e%2e%2fmine", "mine%00"])
def test_a_card_that_is_not_there_is_not_found(browser: TestClient, cards: Path, name: str) -> None:
    reply = browser.get(f"{PATH}/{name}")

    assert reply.status_code in (403, 404), reply.text


def test_a_damaged_card_is_listed_with_what_is_wrong_and_a_repaired_one_is_read_anew(tmp_path: Path) -> None:
    cards = SkillCards(tmp_path)
    (tmp_path / "odd name!").mkdir()
    (tmp_path / "odd name!" / FIGURES).write_text("{}")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / FIGURES).write_text("{}")

    (line,) = (each for each in cards.lines() if not each.shipped)
    assert (line.name, line.model) == ("bad", "")
    assert "is no skill card: model" in line.problem
    with pytest.raises(BadSetting, match="is no skill card"):
        cards.card("bad")
    write_card(tmp_path / "bad", card_of("good"))
    assert cards.card("bad").model == "good"
    assert cards.card("bad") is cards.card("bad")
    os.utime(tmp_path / "bad" / FIGURES, (1, 1))
    assert cards.card("bad").model == "good"
    with pytest.raises(NotFound, match="There is no skill card of that name"):
        cards.card("odd name!")


def test_a_card_of_the_data_folder_stands_in_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    write_card(tmp_path / "embedded", card_of("retrained"))

    assert [each.model for each in SkillCards(tmp_path).lines() if each.name == "embedded"] == ["retrained"]


def test_annotators_see_no_cards(server: Server, cards: Path) -> None:
    admin, annotator = (signed_in(server, add(server, name, name)) for name in ("admin", "annotator"))

    assert [each.get(f"{PATH}/mine").status_code for each in (admin, annotator, server.browser())] == [200, 403, 401]
    assert annotator.get("/skills/", follow_redirects=False).headers["location"] == "../rate/"
