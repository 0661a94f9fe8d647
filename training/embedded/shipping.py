"""How large the weights of a model may be that ships with the repository; said before a training, not after it."""

from torch import nn

from models.errors import BadSetting

MOST_MEBIBYTES = 16
_SPARE = 0.75  # MiB, for what is fitted only after the training: the student's domain detector
_BYTES = 2  # of a float16
_HEADER = 160  # bytes in which safetensors names a tensor, its shape and its place


def mebibytes_of(*networks: nn.Module) -> float:
    """Return how large the file of weights of these networks will be, slightly too large rather than too small."""
    tensors = [tensor for network in networks for tensor in network.state_dict().values()]
    return sum(_BYTES * tensor.numel() + _HEADER for tensor in tensors) / 2**20


def refuse_too_large(*networks: nn.Module) -> None:
    """Raise BadSetting for networks whose weights together are larger than what may ship."""
    size, most = mebibytes_of(*networks), MOST_MEBIBYTES - _SPARE
    if size > most:
        raise BadSetting(
            f"The weights to be trained would have {size:.2f} MiB, and those of a model that ships may have {most} MiB "
            f"(of {MOST_MEBIBYTES}, the rest is for what is fitted afterwards). Make the network smaller in the "
            "settings of the run: its width, its layers or its vocabulary."
        )
