"""What the worker knows without LAVIS: which model a checkpoint is, by what it holds."""

from typing import NamedTuple

import pytest

from models.lavis.worker import Refused, told_by


class Shaped(NamedTuple):
    """All that is asked of a tensor here."""

    shape: tuple[int, ...]


def tensors(**shapes: tuple[int, ...]) -> dict[str, Shaped]:
    named = {name.replace("__", "."): Shaped(shape) for name, shape in shapes.items()}
    return {"query_tokens": Shaped((1, 32, 768)), "ln_vision.weight": Shaped((1408,)), **named}


@pytest.mark.parametrize(
    ("held", "name"),
    [
        (tensors(t5_proj__weight=(2048, 768)), "blip2_t5/pretrain_flant5xl"),
        (tensors(t5_proj__weight=(2048, 768), ln_vision__weight=(1024,)), "blip2_t5/pretrain_flant5xl_vitL"),
        (tensors(t5_proj__weight=(4096, 768)), "blip2_t5/pretrain_flant5xxl"),
        (tensors(opt_proj__weight=(2560, 768)), "blip2_opt/pretrain_opt2.7b"),
        (tensors(opt_proj__weight=(4096, 768)), "blip2_opt/pretrain_opt6.7b"),
        (tensors(itm_head__weight=(2, 768)), "blip2_image_text_matching/pretrain"),
        (tensors(itm_head__weight=(2, 768), qa_head__0__weight=(9, 9)), "blip2_image_text_matching/pretrain"),
        (
            tensors(itm_head__weight=(2, 768), ln_vision__weight=(1024,)),
            "blip2_image_text_matching/pretrain_vitL",
        ),
    ],
)
def test_a_checkpoint_tells_by_its_tensors_which_model_it_is(held: dict[str, Shaped], name: str) -> None:
    assert told_by(held) == name


@pytest.mark.parametrize(
    "held", [{}, tensors(), tensors(t5_proj__weight=(999, 768)), {"itm_head.weight": Shaped((2, 768))}]
)
def test_one_that_does_not_tell_is_refused(held: dict[str, Shaped]) -> None:
    with pytest.raises(Refused, match="holds no BLIP-2 of a published size"):
        told_by(held)
