"""Train the critic of the paper on people's labels: BLIP-2's first stage, its vision encoder included."""

import math
from pathlib import Path

from training.blip2.changes import shown_as
from training.blip2.critic_run import NAME, train_blip2_critic
from training.blip2.progress import Blip2Progress
from training.blip2.settings import CriticSettings
from training.critics.order import Order
from training.loop.running import choose_settings, choose_start
from training.loop.settings import rising_in_time

_EPOCHS = 10  # at most, as the paper


def train_paper(order: Order, preset: CriticSettings) -> Path | None:
    """Train, or go on training, and return the folder of the critic; None where it was stopped before its end.

    There are as many steps as go ten times through the labels, but for those that are named. Raises BadSetting where
    what it is to begin with is no first stage of BLIP-2, nor such a critic.
    """
    begun = choose_start(order.init, order.folders, resume=order.resume) or order.init
    changes = order.changes.model_copy(update={"seed": order.seed, "steps": order.steps})
    usual = paced(shown_as(preset, begun), len(order.data.labels), batch=changes.batch, steps=order.steps)
    settings = changes.put_into(choose_settings(usual, order.folders, resume=order.resume))
    trainer = train_blip2_critic(
        settings,
        order.folders,
        order.following.watch(_figures_of),
        data=order.data,
        init=begun,
        resume=order.resume,
        threads=order.threads,
        device=order.device,
    )
    trainer.processes.leave()
    return order.folders.run / NAME if trainer.step == trainer.settings.steps else None


def paced(preset: CriticSettings, labels: int, *, batch: int | None, steps: int | None) -> CriticSettings:
    """Return the preset with so many `steps`, else as many as go ten times through the labels, at most its own; the
    rate rises in a tenth of them."""
    epochs = math.ceil(_EPOCHS * labels / (batch or preset.batch))
    return rising_in_time(preset, steps or min(preset.steps, epochs))


def _figures_of(at: Blip2Progress) -> dict[str, float]:
    return {**at.losses, "statements/s": at.samples, "GB": at.gigabytes}
