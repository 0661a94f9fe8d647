"""How a training of a critic is followed, whichever kind of critic it is."""

from typing import NamedTuple

from training.critics.order import At, Following
from training.loop.running import KEEP_EVERY


class Told(NamedTuple):
    step: int
    steps: int
    seconds: float
    loss: float


def loss_of(told: Told) -> dict[str, float]:
    return {"loss": told.loss}


def test_whoever_follows_a_training_hears_where_it_is_and_can_stop_it() -> None:
    said: list[str] = []
    looked: list[int] = []
    at: list[At] = []
    following = Following(said.append, looked.append, at.append, should_stop=lambda: bool(at), keep_every=40)

    watch = following.watch(loss_of)
    before = watch.should_stop()
    watch.begun("begins")
    if watch.drawn and watch.progress:
        watch.drawn(3)
        watch.progress(Told(step=5, steps=8, seconds=1.5, loss=0.25))

    assert (said, looked, at) == (["begins"], [3], [At(5, 8, 1.5, {"loss": 0.25})])
    assert (before, watch.should_stop()) == (False, True)
    assert (watch.keep_every, Following().watch(loss_of).keep_every) == (40, KEEP_EVERY)
