"""Train the critic of the paper on people's labels: BLIP-2's first stage, its vision encoder included."""

from pathlib import Path

from training.blip2.critic_run import NAME, train_blip2_critic
from training.blip2.progress import Blip2Progress
from training.blip2.settings import CriticSettings
from training.critics.order import Order
from training.loop.running import choose_settings, choose_start


def train_paper(order: Order, preset: CriticSettings) -> Path | None:
    """Train, or go on training, and return the folder of the critic; None where it was stopped before its end.

    Raises BadSetting where what it is to begin with is no first stage of BLIP-2, nor such a critic.
    """
    begun = choose_start(order.init, order.folders, resume=order.resume) or order.init
    settings = choose_settings(preset, order.folders, resume=order.resume, seed=order.seed, steps=order.steps)
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
    return order.folders.run / NAME if trainer.step == trainer.settings.steps else None


def _figures_of(at: Blip2Progress) -> dict[str, float]:
    return {**at.losses, "statements/s": at.samples, "GB": at.gigabytes}
