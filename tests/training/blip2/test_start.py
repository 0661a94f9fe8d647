"""How a first stage is made ready to learn."""

from pathlib import Path

import pytest
from torch import nn

from tests.fakes.tiny_first_stage import blip2_itm
from training.blip2.presets import STUDENTS
from training.blip2.start import make_ready, start_from


def test_the_q_former_is_compiled_layer_by_layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = list[nn.Module]()
    # Tracing takes six seconds of a processor; that it goes through was seen by hand.
    monkeypatch.setattr(nn.Module, "compile", lambda module: compiled.append(module))
    settings = STUDENTS["smoke"].model_copy(update={"side": 32, "compiled": True})
    stage = start_from(blip2_itm(tmp_path / "itm"), settings).stage

    make_ready(stage, settings, without=())

    # As a whole it is refused by torch: the mask of its queries is then as long as queries and text.
    qformer = stage.model.qformer
    assert compiled == [stage.model.vision_model, *qformer.encoder.layer]
    assert qformer not in compiled
