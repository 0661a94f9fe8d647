"""Train the embedded critic on people's labels: on from a critic's own weights, or anew from the verbalizers."""

import math
from pathlib import Path

from models.embedded.critic_weights import CRITIC_FORMAT, open_critic, save_critic
from models.model_format import format_of
from training.critics.blending import blend
from training.critics.order import Order
from training.embedded.critic_data import Labelled
from training.embedded.critic_run import NAME, learned_from, left_aside, train_critic
from training.embedded.critic_settings import CriticTraining
from training.embedded.critic_trainer import CriticProgress
from training.loop.running import choose_settings, choose_start

_EPOCHS = 12  # over the pictures; a few hundred labels are learned by heart soon after
_FINISHED = "finished"  # the folder in a run
_FEWEST, _MOST = 30, 400  # steps


def train_embedded(order: Order, preset: CriticTraining, *, steps: int | None = None) -> Path | None:
    """Train, or go on training, and return the folder of the critic; None where it was stopped before its end.

    Without `steps`, of the order or the preset, there are as many as the pictures are worth. Raises BadSetting for
    changes, which are of BLIP-2.
    """
    order.changes.refuse()
    wanted = order.steps or steps or steps_for(order.data, preset)
    begun = choose_start(order.init, order.folders, resume=order.resume) or order.init
    settings = choose_settings(
        preset.model_copy(update={"steps": wanted, **_sizes_of(begun)}),
        order.folders,
        resume=order.resume,
        seed=order.seed,
        steps=order.steps,
    )
    trainer = train_critic(
        settings,
        order.folders,
        order.following.watch(_figures_of),
        data=order.data,
        init=begun,
        resume=order.resume,
        threads=order.threads,
        device=order.device,
    )
    if trainer.step < trainer.settings.steps:
        return None
    return _finish(order, begun)


def steps_for(data: Labelled, preset: CriticTraining) -> int:
    """Return how many steps go so often through the pictures that are learned from, within bounds."""
    pictures = len(learned_from(data).pictures)
    return min(_MOST, max(_FEWEST, math.ceil(_EPOCHS * pictures / preset.pictures)))


def _sizes_of(init: Path) -> dict[str, int]:
    """Return the sizes that a run has from the critic it begins with; from verbalizers it has none."""
    if format_of(init) != CRITIC_FORMAT:
        return {}
    network = open_critic(init).network.settings
    return {"voters": network.voters, "hidden": network.hidden, "text_words": network.text_words}


def _finish(order: Order, init: Path) -> Path:
    """Write the critic, as far from the one it began with as labels that were left aside ask for, with its temperature.

    What was learned stays beside it: a run that was broken off here goes on from that.
    """
    aside, say = left_aside(order.data), order.following.say
    say(f"weighing old against new on {len(aside.labels)} labels that were left aside")
    old = open_critic(init) if format_of(init) == CRITIC_FORMAT else None
    stored, share = blend(old, open_critic(order.folders.run / NAME), aside)
    say(f"{share:.0%} of what was learned is taken over")
    training = {**stored.settings.training, "share": share}
    finished = order.folders.run / _FINISHED
    save_critic(finished, stored._replace(settings=stored.settings.model_copy(update={"training": training})))
    return finished


def _figures_of(at: CriticProgress) -> dict[str, float]:
    return {"accept": at.accept, "qa": at.qa, "rationale": at.rationale, "right": at.right}
