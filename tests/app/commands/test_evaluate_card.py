"""`deixis evaluate card`: files in the data folder, everything as JSON, and refusals in one sentence."""

from pathlib import Path

import pytest

from app.commands.evaluate_card import folder_name
from tests.app.commands.evaluating import run
from tests.training.cards.made_cards import stats_of
from training.cards.files import FIGURES, PAGE, read_card
from training.cards.records import SKILLS


def test_the_shipped_critic_gets_a_card(tmp_path: Path) -> None:
    stats = tmp_path / "stats.json"
    stats.write_text(stats_of(("Why is [0] sad?", "[1] left."), ("Who is [0]?", "A chef.")).model_dump_json())
    found = run("card",
        "--critic", "embedded", "--count", 5, "--no-controls", "--seed", 3, "--data-dir", tmp_path, "--corpus", stats
    )  # fmt: skip

    assert (found["model"], found["kind"]) == ("embedded:critic", "critic")
    assert [row["skill"] for row in found["rows"]] == list(SKILLS)
    assert all(row["n"] == row["contrastive"]["right"]["n"] == 5 for row in found["rows"])
    assert found["rows"][0]["generative"]["right"]["why"] == "a critic writes no answers"
    assert found["checkpoint"]["files"]
    assert found["corpus"]["qars"] == 2
    folder = tmp_path / "cards" / "embedded"
    assert Path(found["folder"]) == folder
    card = read_card(folder / FIGURES)
    assert (card.items, len(card.failures)) == (found["items"], len(found["failures"]))
    assert (folder / PAGE).read_text("utf-8").count("data:image/jpeg") == len(card.failures) > 0
    assert list((tmp_path / "evaluations").iterdir()) == []  # what was said is kept until the card is whole


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Name whom the card is about"),
        (("--model", "embedded", "--critic", "embedded"), "Name whom the card is about"),
        (("--model", "nobody"), 'There is no model "nobody"'),
        (("--model", "openai:x", "--by", "itm"), "cannot be asked to choose"),
        (("--model", "embedded", "--results", "nowhere.json"), "nowhere.json cannot be read"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_drawn(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    assert said in run("card", *arguments, "--data-dir", tmp_path, code=2)["error"]


def test_a_corpus_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "stats.json").write_text("{}")

    missing = run("card", "--model", "embedded", "--corpus", "nowhere/corpus", "--data-dir", tmp_path, code=1)
    damaged = run("card", "--model", "embedded", "--corpus", tmp_path / "stats.json", "--data-dir", tmp_path, code=2)

    assert "no file or folder nowhere/corpus" in missing["error"]
    assert "is no stats.json of `deixis corpus stats`: settings" in damaged["error"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "card").write_text("mine")

    assert "is a file; name a folder" in run("card", "--model", "embedded", "--out", tmp_path / "card", code=2)["error"]


def test_names_of_models_become_names_of_folders() -> None:
    assert folder_name("hf:a/../b c") == "hf-a-..-b-c"
    assert folder_name("../..") == "model"
