"""Memory for time: what the backward pass needs of a model's layers is computed again, not remembered."""

from typing import Any


def recompute(model: Any) -> None:  # Any: whichever one transformers has
    """Compute what the layers of a model of transformers say a second time for their gradients."""
    # The first is its newer name; with the older one alone transformers 5.20 is content.
    enable = getattr(model, "activation_checkpointing_enable", None) or model.gradient_checkpointing_enable
    enable({"use_reentrant": False})
