"""A critic is trained as what it begins with is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.tiny_critic import leave_verbalizers
from tests.fakes.tiny_first_stage import blip2_itm
from training.critics.presets import usual_preset


@pytest.mark.parametrize(("leave", "preset"), [(blip2_itm, "paper"), (leave_verbalizers, "embedded")])
def test_the_usual_preset_is_that_of_what_it_begins_with(
    leave: Callable[[Path], Path], preset: str, tmp_path: Path
) -> None:
    assert usual_preset(leave(tmp_path / "start")) == preset
