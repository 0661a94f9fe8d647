"""A corpus is measured rightly, streaming, and what is shown of it is one page that needs nothing else."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models.corpus import Entry
from models.critic_labels import CriticLabel
from models.errors import BadSetting
from models.judging import Candidate
from models.records import QAR, Box, Region
from tests.training.corpus.made_entries import CRITIC, made_entries, made_picture
from training.corpus.stats.measure import measure, stats
from training.corpus.stats.records import BINS, Stats, StatsSettings
from training.corpus.stats.sweep import STEPS

CUT = StatsSettings(critic=CRITIC, threshold=0.5, sample=60, bleu=30, clusters=12)
PICTURES = [made_picture(number) for number in range(100)]


def entry(number: int, question: str, answer: str, rationale: str, *, kind: str = "", score: float = 1.0) -> Entry:
    regions = (Region(id=0, box=Box(0, 0, 320, 48)), Region(id=1, box=Box(0, 0, 640, 480)))
    candidate = Candidate(
        id=f"e{number}",
        image_id=PICTURES[number % 2].image.id,
        regions=regions,
        qar=QAR(question=question, answer=answer, rationale=rationale),
        origin={"prompt": kind} if kind else {},
        scores={CRITIC: score},
    )
    return Entry(candidate=candidate, path="a.jpg")


def labelled(each: Entry, label: str, *, qa: float = 3, rationale: float = 2) -> CriticLabel:
    return CriticLabel.model_validate(
        {"rule": "any", "item_id": "i", "position": 0, "candidate": each.candidate, "label": label}
        | {"qa": qa, "rationale": rationale}
    )


def test_sizes_are_those_of_table_six() -> None:
    found = measure(
        [
            entry(0, "Why is [0] near [1]?", "It fell.", "[0], [1] fell down."),
            entry(1, "Why is it here?", "So it is.", "One two three four.", kind="descriptions"),
            entry(2, "Who is [1]?", "A man.", "Look at [1]."),
        ]
    )

    regions, descriptions, total = (found.sizes[each] for each in ("regions", "descriptions", "total"))
    # "Why is [0] near [1] ?" are six words, "Who is [1] ?" four.
    assert (regions.pictures, regions.qars, regions.per_picture) == (1, 2, 2.0)
    assert (regions.question_words, regions.answer_words, regions.rationale_words) == (5.0, 2.0, 3.5)
    assert (regions.ids, descriptions.ids, total.ids) == (1.5, 0.0, 1.0)
    assert (descriptions.question_words, total.question_words, total.pictures, total.qars) == (4.0, 4.67, 2, 3)


def test_types_ids_skills_and_words_are_counted() -> None:
    entries = [entry(number, f"Why is [{number % 2}] sad?", "Two toys fell.", "See the toys.") for number in range(3)]
    entries.append(entry(3, "What is under it?", "Nothing.", "It is bare."))

    found = measure(entries)

    assert [(each.type, each.count, each.share) for each in found.types if each.count] == [
        ("reason", 3, 0.75),
        ("others", 1, 0.25),
    ]
    assert found.types[0].examples == ("Why is [0] sad?", "Why is [1] sad?")
    assert found.types[-1].type == "others"
    assert found.ids == {"0": 1, "1": 3}
    assert {each.skill: each.count for each in found.skills} == {
        "spatial": 1,
        "counting": 3,
        "negation": 1,
        "temporal": 0,
    }
    assert found.words["answer"] == (("fell", 3), ("toys", 3), ("two", 3), ("nothing", 1))


def test_boxes_are_measured_by_their_picture_and_only_those_that_are_named() -> None:
    entries = [entry(0, "Why is [0] sad?", "So.", "So."), entry(1, "Who is [1]?", "He.", "So.")]

    found = measure(entries, pictures=PICTURES[:1]).boxes

    # Half as wide, a tenth as high, a twentieth of the area; the other picture's size is not known.
    assert (found.count, found.unknown) == (1, 1)
    assert [each.index(1) for each in (found.width, found.height, found.area)] == [10, 2, 1]
    assert sum(found.width) == 1
    assert len(found.area) == BINS


def test_a_box_as_large_as_its_picture_is_in_the_last_bin() -> None:
    found = measure([entry(0, "Who is [1]?", "He.", "So.")], pictures=PICTURES).boxes

    assert (found.width[-1], found.height[-1], found.area[-1]) == (1, 1, 1)


def test_what_an_export_leaves_out_is_left_out_here() -> None:
    entries = list(made_entries(200))
    kept = [each for each in entries if not each.set_aside and each.candidate.scores[CRITIC] >= 0.5]

    found = measure(entries, CUT)

    assert (found.read, found.kept) == (200, len(kept))
    assert found.set_aside == {"set aside: no id in a text by ids": 20}
    assert found.left_out == {f"score of {CRITIC} below 0.5": 180 - len(kept)}
    assert sum(found.ids.values()) == len(kept)


def test_the_sweep_tells_what_every_threshold_keeps_and_what_people_accept_of_it() -> None:
    entries = [entry(number, "Why?", "So.", "So.", score=number / 10) for number in range(10)]
    labels = [
        labelled(each, "accept" if number > 5 else "reject", qa=number / 3) for number, each in enumerate(entries)
    ]

    found = measure(entries, StatsSettings(critic=CRITIC, threshold=0.62), labels=labels[::3])

    assert [each.threshold for each in found.sweep] == sorted({*STEPS, 0.62})
    at = {each.threshold: each for each in found.sweep}
    # Rated are those that scored 0, 0.3, 0.6 and 0.9; people accept the last two.
    assert (at[0.0].kept, at[0.0].share) == (10, 1.0)
    assert (at[0.6].kept, at[0.6].share) == (4, 0.4)
    assert [(cut.right, cut.n) for step in (0.0, 0.3, 0.6) if (cut := at[step].accepted)] == [(2, 4), (2, 3), (2, 2)]
    assert at[1.0].accepted is None
    assert (found.ratings["all"].rated, found.ratings["kept"].rated) == (4, 1)
    assert (found.ratings["all"].question_answer, found.ratings["kept"].question_answer) == (1.5, 3.0)


def test_a_critic_that_keeps_one_kind_of_text_takes_variety_away() -> None:
    entries = list(made_entries(600))
    lover_of_reasons = [
        each.model_copy(
            update={
                "candidate": each.candidate.model_copy(
                    update={"scores": {CRITIC: float(each.candidate.qar.question.startswith("Why"))}}
                )
            }
        )
        for each in entries
    ]

    fair, unfair = (measure(each, CUT).diversity for each in (entries, lover_of_reasons))

    for found, narrower in ((fair, False), (unfair, True)):
        before, after = (each for each in found if each.group == "all")
        assert (before.kept, after.kept) == (False, True)
        assert before.sampled == after.sampled
        assert (after.effective < 0.75 * before.effective) == narrower
        assert (after.distinct[0] < 0.75 * before.distinct[0]) == narrower
        assert (after.coverage < 0.75 * before.coverage) == narrower
    assert [each.group for each in fair[::2]] == [
        "all",
        "regions",
        "descriptions",
        "teacher teacher 0",
        "teacher teacher 1",
    ]


def test_the_order_of_entries_changes_nothing_that_is_measured() -> None:
    entries = list(made_entries(300))

    found = [measure(each, CUT, pictures=PICTURES).model_dump() for each in (entries, entries[::-1])]

    for each in found:
        for line in each["types"]:
            del line["examples"]  # the first that come
    assert {name: found[0][name] == found[1][name] for name in found[0]} == dict.fromkeys(found[0], True)


def test_entries_are_read_one_at_a_time() -> None:
    alive = 0

    def entries() -> Iterator[Entry]:
        nonlocal alive
        for each in made_entries(50):
            alive += 1
            yield each

    assert measure(iter(entries()), CUT).read == alive == 50


def test_a_folder_of_numbers_charts_and_one_page_is_written(tmp_path: Path) -> None:
    labels = [labelled(each, "accept") for each in made_entries(40)]

    found = stats(made_entries(120), tmp_path / "out", CUT, pictures=PICTURES, labels=labels)

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        *("boxes.png", "diversity.png", "ids.png", "question-types.png", "ratings.png", "skills.png", "stats.html"),
        *("stats.json", "threshold.png", "words-answer.png", "words-question.png", "words-rationale.png"),
    ]
    assert Stats.model_validate(json.loads((tmp_path / "out/stats.json").read_text("utf-8"))) == found
    page = (tmp_path / "out/stats.html").read_text("utf-8")
    assert len(re.findall(r'<img src="data:image/png;base64,', page)) == 10
    assert not re.search(r"<script|<link|//|@import|url\(", strip(page))
    for path in (tmp_path / "out").glob("*.png"):
        with Image.open(path) as chart:
            assert len(np.unique(np.asarray(chart.convert("L")))) > 5


def strip(page: str) -> str:
    """Return the page without its pictures, whose base64 may hold anything."""
    return re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "", page)


def test_the_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        stats(made_entries(60), tmp_path / name, CUT, pictures=PICTURES)

    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_texts_of_the_corpus_are_texts_on_the_page(tmp_path: Path) -> None:
    hostile = "Why <script>alert(1)</script> & <img src=x onerror=alert(1)> {{ 7 * 7 }}?"

    stats([entry(0, hostile, "a", "b")], tmp_path / "out")

    page = (tmp_path / "out/stats.html").read_text("utf-8")
    assert "Why &lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;img src=x onerror=alert(1)&gt; {{ 7 * 7 }}?" in page


@pytest.mark.parametrize("entries", [[], [entry(0, "?", "", "")]])
def test_next_to_nothing_is_measured_too(tmp_path: Path, entries: list[Entry]) -> None:
    found = stats(entries, tmp_path / "out", CUT)

    assert found.kept == len(entries)
    assert (tmp_path / "out" / "ids.png").is_file()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "work.txt").write_text("dear to me")

    with pytest.raises(BadSetting, match=r"exists and has no stats\.json"):
        stats([], tmp_path, overwrite=True)

    assert [path.name for path in tmp_path.iterdir()] == ["work.txt"]
