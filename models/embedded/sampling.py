"""Choose the next word by chance, from the likeliest words that together hold a share of the probability.

Nucleus sampling: Holtzman et al., "The Curious Case of Neural Text Degeneration", ICLR 2020, section 3.1.
"""

import torch
from torch import Tensor

from models.embedded.saying import Choose, likeliest
from models.embedded.vocabulary import END, FIRST_SLOT
from models.verbalizing.asking import check_sampling


def sampler(*, temperature: float, nucleus: float, seed: int) -> Choose:
    """Return a chooser of words; two of the same seed choose the same. A temperature of 0 takes the likeliest word.

    Raises BadSetting for a temperature that is below 0 or endless, and for a nucleus that is not above 0 and at most 1.
    """
    check_sampling(temperature, nucleus)
    if temperature == 0:
        return likeliest
    generator = torch.Generator().manual_seed(seed)

    def choose(logs: Tensor) -> Tensor:
        shares = nucleus_of((logs.float().cpu() / temperature).softmax(-1), nucleus)
        return torch.multinomial(shares, 1, generator=generator)[:, 0].to(logs.device)

    return choose


def nucleus_of(shares: Tensor, nucleus: float) -> Tensor:
    """Return probabilities [Q, V] in which only the likeliest words are left that together reach `nucleus`, summing to
    1: of 0.5, 0.3, 0.15 and 0.05 a nucleus of 0.7 keeps 0.625 and 0.375."""
    ranked, order = shares.sort(-1, descending=True)
    # A word is kept while those before it do not reach the nucleus: the likeliest always is.
    kept = ranked * (ranked.cumsum(-1) - ranked < nucleus)
    return torch.zeros_like(shares).scatter(-1, order, kept / kept.sum(-1, keepdim=True))


def without_ids(choose: Choose, regions: int) -> Choose:
    """Return a chooser that never says `[k]` or another sign that is no word; END may be said."""
    signs = [number for number in range(FIRST_SLOT + regions) if number != END]

    def chosen(logs: Tensor) -> Tensor:
        return choose(logs.index_fill(-1, torch.tensor(signs, device=logs.device), float("-inf")))

    return chosen
