"""A card as a page and as files: all that it needs is in it, and texts stay texts."""

import re
from pathlib import Path

import pytest

from models.errors import BadSetting
from tests.training.cards.made_cards import HOSTILE, PICTURE, card_of
from training.cards.files import FIGURES, PAGE, read_card, write_card
from training.cards.further import read_further
from training.cards.page import means_of, page_of
from training.cards.records import Further

FURTHER = Further(
    benchmark="vcr", task="Q->AR", metric="accuracy", model=HOSTILE, scored_by="itm", value=12.5, interval=(10.0, 15.0),
    chance=6.25, n=40, file="0" * 64,
)  # fmt: skip


def test_the_page_shows_everything_and_fetches_nothing() -> None:
    page = page_of(card_of(further=[FURTHER]))

    assert "default-src 'none'" in page
    assert not re.findall(r"""(?:src|href|action)\s*=\s*["']?(?!data:)\w""", page)
    assert not re.findall(r"<script|@import|url\(", page)
    for words in ("cause", "it does not say", "75 % sure", PICTURE, "10.0 to 15.0", "questions", "1 failures"):
        assert words in page


def test_a_corpus_may_tell_of_fewer_skills_than_the_card() -> None:
    card = card_of()
    assert card.corpus is not None

    page = page_of(card.model_copy(update={"corpus": card.corpus.model_copy(update={"skills": ()})}))

    assert "What a corpus supervises" in page


def test_hostile_texts_stay_texts() -> None:
    page = page_of(card_of(HOSTILE, said=HOSTILE, further=[FURTHER]))

    assert "<script>window" not in page
    assert "<img src=//" not in page
    assert page.count("&lt;script&gt;window.hacked=1") >= 4
    assert '<span style="padding: 0 3px; border-radius: 4px; background: #e8308c; color: #000000">[0]</span>' in page


def test_means_are_over_skills_and_empty_without_figures() -> None:
    assert means_of(card_of()) == {"chance": 50.0, "contrastive": None, "generative": 0.0}


def test_files_are_written_whole_and_read_again(tmp_path: Path) -> None:
    card = card_of()
    write_card(tmp_path / "new" / "card", card)

    assert read_card(tmp_path / "new" / "card" / FIGURES) == card
    assert (tmp_path / "new" / "card" / PAGE).read_text("utf-8") == page_of(card)


def test_a_card_that_cannot_be_written_or_read_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadSetting, match="cannot be written into"):
        write_card(tmp_path / "file" / "card", card_of())
    with pytest.raises(BadSetting, match="cannot be read: No such file"):
        read_card(tmp_path / FIGURES)
    for text, said in (
        ("{", "the file"),
        ('{"format": "other"}', "format"),
        (hostile_picture(), r"failures\.0\.picture"),
    ):
        (tmp_path / FIGURES).write_text(text)
        with pytest.raises(BadSetting, match=f"is no skill card: {said}"):
            read_card(tmp_path / FIGURES)


def hostile_picture() -> str:
    return card_of().model_dump_json().replace(PICTURE, "data:image/svg+xml;base64,AAAA")


def test_results_of_other_commands_become_rows(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    figure = '{"task": "Q->A", "metric": "accuracy", "value": 50.0, "interval": [40, 60], "chance": 25.0, "n": 8}'
    path.write_text(f'{{"benchmark": "vcr", "model": "m", "scored_by": "itm", "figures": [{figure}]}}')

    (found,) = read_further(path)

    assert (found.benchmark, found.value, found.interval, found.n) == ("vcr", 50.0, (40.0, 60.0), 8)
    path.write_text(path.read_text().replace("[40, 60]", '[40, "60"]'))
    with pytest.raises(BadSetting, match=r'"figures"\[0\], "interval": its "high" is "60", not a finite number'):
        read_further(path)
