"""What an item is under the presets of the paper's table."""

import pytest

from models.errors import BadSetting
from models.marks_lskd import LSKD_MARKS
from models.records import Box, Region
from tests.training.benchmarks.made_items import Saying, item, items_of
from training.benchmarks.presets import PRESETS, check_marks, preset_of, worded

MAN = Region(id=1, box=Box(1, 1, 5, 6), label="man ")
DOG = Region(id=2, box=Box(2, 1, 5, 6))
ASKED = {"question": "Why is [1] near [2] and [9]?", "regions": (MAN, DOG), "group": "a"}
ANSWER = item("a", task="answer", choices=("[1] likes [2].", "no"), grades=((1.0, 0.0),), **ASKED)
RATIONALE = item(
    "b",
    task="rationale",
    **{**ASKED, "question": "Why is [1] near [2] and [9]? [1] likes [2]."},
    choices=("[2] wags.", "[1] left."),
    grades=((1.0, 0.0),),
)
ITEMS = items_of(ANSWER, RATIONALE)


def test_baselines_are_asked_without_boxes_or_ids_as_the_paper_has_them() -> None:
    assert {name for name, preset in PRESETS.items() if preset.regions or preset.ids} == {"lskd"}
    assert {name for name, preset in PRESETS.items() if not preset.question} == {"clip", "siglip"}
    assert {name: preset.by for name, preset in PRESETS.items()} == {
        "clip": "itc", "siglip": "itc", "blip-itc": "itc", "blip-itm": "itm", "blip2-itc": "itc", "blip2-itm": "itm",
        "lskd": "itm",
    }  # fmt: skip
    assert all(preset.paper and preset.ours for preset in PRESETS.values())


def test_regions_are_called_by_their_names_where_there_are_no_ids() -> None:
    answer, rationale = worded(ITEMS, preset_of("blip2-itm")).items

    assert answer.question == "Why is man near this and this?"
    assert answer.choices == ("man likes this.", "no")
    assert rationale.question == "Why is man near this and this? man likes this."
    assert rationale.choices == ("this wags.", "man left.")
    assert (answer.regions, answer.grades) == (ANSWER.regions, ANSWER.grades)


def test_where_questions_are_left_out_rationales_have_their_answer() -> None:
    answer, rationale = worded(ITEMS, preset_of("clip")).items

    assert answer.choices == ("man likes this.", "no")
    assert rationale.choices == ("man likes this. this wags.", "man likes this. man left.")


def test_rationales_without_their_answer_s_item_stay() -> None:
    (rationale,) = worded(items_of(RATIONALE), preset_of("clip")).items

    assert rationale.choices == ("this wags.", "man left.")


def test_lskd_reads_items_as_they_are_and_knows_its_own_marks_alone() -> None:
    assert worded(ITEMS, preset_of("lskd")).items == worded(ITEMS, preset_of("")).items == ITEMS.items
    scorer = Saying({})

    check_marks(scorer, preset_of("clip"))
    with pytest.raises(BadSetting, match="is not shown the marks of LSKD's checkpoints"):
        check_marks(scorer, preset_of("lskd"))
    scorer.__dict__["mark_style"] = LSKD_MARKS
    check_marks(scorer, preset_of("lskd"))


def test_another_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(BadSetting, match='There is no preset "blip3"; there are clip, siglip, blip-itc'):
        preset_of("blip3")
