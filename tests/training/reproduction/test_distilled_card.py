"""The part of a card that tells what the distilled student is worth."""

import json
from pathlib import Path

from training.reproduction.distilled_card import FIGURES, add_to_card
from training.reproduction.worth import MAIN, Chose, Said, Worth


def worth(answer: float) -> Worth:
    said = Said(n=7, pictures=3, answer=answer, between=(0.25, 0.75), rationale=0.4, both=0.3, unread=0.1)
    chose = {name: Chose(values={main: 55.5}, between=None, chance=25.0, n=9) for name, main in MAIN.items()}
    return Worth(texts=0, pictures=0, said=said, chose=chose)


def test_a_card_gets_one_row_for_every_figure_however_often_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "card.md").write_text("# folder:/a/machine\n\nWhat it is.\n", "utf-8")

    add_to_card(tmp_path, {"distilled": worth(0.1), "before": worth(0.1)}, "train 7 to 9")
    add_to_card(tmp_path, {"distilled": worth(0.512), "before": worth(0.1)}, "train 7 to 9")

    card = (tmp_path / "card.md").read_text("utf-8")
    assert card.startswith("# The distilled student\n\nWhat it is.\n\n## Figures\n")
    assert card.count("## Figures") == 1
    assert "| **answer right** | 51.2 (25.0 to 75.0) | 10.0 (25.0 to 75.0) |  |" in card
    assert "| Sherlock (9) | 55.5 | 55.5 | 25.0 |" in card
    assert "The 7 questions" in card
    assert "other scenes: train 7 to 9." in card
    assert json.loads((tmp_path / FIGURES).read_text())["distilled"]["said"]["answer"] == 0.512
