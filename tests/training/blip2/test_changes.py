"""What a person wants otherwise than a preset has it."""

from pathlib import Path

import pytest

from models.blip2.manner import Manner, write_manner
from models.errors import BadSetting
from models.marks import MarkStyle
from models.marks_lskd import LSKD_MARKS
from training.blip2.changes import Changes, StudentChanges, shown_as
from training.blip2.presets import CRITICS, STUDENTS


def test_what_is_named_takes_the_place_of_the_preset_and_nothing_else_does() -> None:
    preset = CRITICS["paper"]

    same = Changes().put_into(preset)
    changed = Changes(batch=32, rate=2e-5, weight_decay=0.0, checkpointing=False, marks="deixis").put_into(preset)

    assert same == preset
    expected = preset.model_copy(
        update={
            "batch": 32,
            "rate": 2e-5,
            "weight_decay": 0.0,
            "checkpointing": False,
            "manner": preset.manner.model_copy(update={"mark_style": MarkStyle()}),
        }
    )
    assert changed == expected
    assert StudentChanges(marks="lskd", varied=False).put_into(STUDENTS["smoke"]).manner.mark_style == LSKD_MARKS


@pytest.mark.parametrize(
    ("changes", "option"),
    [(Changes(warm_up=3), "--warm-up"), (Changes(kept_sights=True), "--still"), (Changes(sees=False), "--sees")],
)
def test_who_knows_none_of_them_refuses_the_first_by_its_option(changes: Changes, option: str) -> None:
    with pytest.raises(BadSetting, match=f"^{option} is for BLIP-2; leave it away, or name --preset paper"):
        changes.refuse()

    Changes().refuse()


def test_a_model_goes_on_with_the_marks_that_it_was_shown(tmp_path: Path) -> None:
    thick = MarkStyle(line_pixels=5)
    write_manner(tmp_path, Manner(mark_style=thick, regions=3))

    manner = shown_as(CRITICS["paper"], tmp_path).manner

    assert manner == CRITICS["paper"].manner.model_copy(update={"mark_style": thick})
    assert shown_as(CRITICS["paper"], tmp_path / "converted") == CRITICS["paper"]
