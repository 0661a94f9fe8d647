"""The weights of a network that learn, and those that do not, by name: what a checkpoint keeps, and what it relies on.

A billion frozen weights are neither averaged nor kept: they are where the run began. Their fingerprint is kept, so that
a run does not go on with others.
"""

import hashlib
from collections.abc import Mapping

import torch
from torch import Tensor, nn

_FIRST = 64


def learned_of(module: nn.Module) -> dict[str, Tensor]:
    """Return what learning changes, and what else is a number (running means); the tensors themselves."""
    frozen = {name for name, each in module.named_parameters(remove_duplicate=False) if not each.requires_grad}
    return {
        name: value.detach()
        for name, value in module.state_dict().items()
        if name not in frozen and value.is_floating_point()
    }


def put_into(own: Mapping[str, Tensor], given: Mapping[str, Tensor]) -> None:
    """Copy tensors by name. Raises KeyError where the names are not the same."""
    if other := own.keys() ^ given.keys():
        raise KeyError(sorted(other)[0])
    for name, value in own.items():
        value.copy_(given[name])


def fingerprint(module: nn.Module) -> str:
    """Return what tells the frozen weights from others: the first numbers of each, exactly."""
    digest = hashlib.sha256()
    for name, parameter in module.named_parameters():
        if not parameter.requires_grad:
            first = parameter.detach().flatten()[:_FIRST].float().cpu()
            digest.update(repr((name, tuple(parameter.shape), first.tolist())).encode())
    return digest.hexdigest()


def moments_of(optimizer: torch.optim.Optimizer, module: nn.Module) -> dict[str, Tensor]:
    """Return what an optimizer knows of each parameter: `<name of the parameter>:<what it is>`."""
    return {
        f"{name}:{kind}": value
        for name, parameter in module.named_parameters()
        for kind, value in optimizer.state.get(parameter, {}).items()
    }


def put_moments(optimizer: torch.optim.Optimizer, module: nn.Module, moments: Mapping[str, Tensor]) -> None:
    """Let an optimizer know what another one of the same parameters knew. Raises KeyError for one it has not."""
    of: dict[str, dict[str, Tensor]] = {}
    for label, value in moments.items():
        name, _, kind = label.rpartition(":")
        of.setdefault(name, {})[kind] = value
    named = dict(module.named_parameters())
    numbers = {id(each): number for number, each in enumerate(_parameters(optimizer))}
    state = {numbers[id(named[name])]: kinds for name, kinds in of.items()}
    optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})


def _parameters(optimizer: torch.optim.Optimizer) -> list[Tensor]:
    return [parameter for group in optimizer.param_groups for parameter in group["params"]]
