"""docs/skill-card.md tells the truth: its commands exist, and its tables name the skills and their chance."""

import re
import shlex
from pathlib import Path

from typer.main import get_command

from app.cli import root
from app.skill_cards import SHIPPED, SkillCards
from training.cards.files import read_card
from training.cards.items import ASKS
from training.cards.page import page_of
from training.cards.records import SKILLS

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "skill-card.md").read_text("utf-8")


def test_every_command_of_the_page_exists_with_its_options() -> None:
    command = get_command(root).commands["evaluate"].commands["card"]
    options = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
    written = re.findall(r"^    deixis evaluate card (.*)$", PAGE, re.MULTILINE)

    assert len(written) >= 4
    assert {word for line in written for word in shlex.split(line) if word.startswith("--")} <= options
    assert set(re.findall(r"`(--[a-z-]+)", PAGE)) <= options


def test_the_shipped_card_is_of_the_embedded_student_and_tells_of_every_skill(tmp_path: Path) -> None:
    card = read_card(SHIPPED / "embedded.json")

    assert SkillCards(tmp_path).lines()[0].shipped
    assert (card.model, card.kind) == ("embedded:student", "student")
    assert {row.skill: row.asks for row in card.rows} == ASKS
    assert tuple(row.skill for row in card.rows) == SKILLS
    assert len(card.failures) == 20
    assert all(row.n >= 50 for row in card.rows)


def test_the_figures_of_the_page_are_those_of_the_shipped_card() -> None:
    card = read_card(SHIPPED / "embedded.json")
    lines = dict(re.findall(r"^\| ([a-z/-]+) \| ([\d. |–]+) \|$", PAGE, re.MULTILINE))

    assert tuple(lines) == SKILLS
    for row in card.rows:
        cells = [row.contrastive.right, row.contrastive.grey, row.contrastive.no_regions, row.contrastive.swapped]
        cells += [row.generative.right]
        said = ["–" if each.value is None else f"{each.value:.0f}" for each in cells]
        assert lines[row.skill].split(" | ") == [f"{row.chance:.0f}", *said]


def test_the_page_of_the_shipped_card_is_the_one_in_the_docs() -> None:
    card = read_card(SHIPPED / "embedded.json")

    assert (DOCS / "cards" / "embedded.html").read_text("utf-8") == page_of(card)
