"""Which regions of an example are drawn, and under which numbers (section 3.1 of the paper, "ID augmentation").

A student must learn that `[2]` is the region that is marked so, and not "the person, mostly": numbers are dealt out
again every time an example is seen, and the mark follows the number. What the texts name is always drawn.
"""

import random

from models.records import Record
from training.data.example import Example


class NumberingSettings(Record):
    """How often only what is named is drawn (`named_only`), else so many of the others, too: all that fit, or by
    `some_others` a number drawn each time. At most `most` regions are drawn. `described` is how often the regions of a
    picture are drawn where the texts name none.

    The released code draws either what is named or all there is, half of the time each, and deals out the numbers
    from 0 on without gaps, as here.
    """

    named_only: float = 0.5
    some_others: bool = True
    most: int = 12
    described: float = 0.5


PAPER = NumberingSettings(some_others=False, most=50, described=0.0)


def renumber(example: Example, settings: NumberingSettings, rng: random.Random) -> Example:
    """Return the example with the regions that are to be drawn, numbered anew at random."""
    named, others = _named_and_others(example)
    drawn = named + rng.sample(others, _how_many_others(len(named), len(others), settings, rng))
    rng.shuffle(drawn)
    return example.renumbered({number: place for place, number in enumerate(drawn)})


def in_order(example: Example, most: int) -> Example:
    """Return the example as it is measured: what is named comes first, in the order of the regions, numbered from 0.

    Nothing is left to chance. Others follow as long as there are numbers left.
    """
    named, others = _named_and_others(example)
    return example.renumbered(
        {number: place for place, number in enumerate((*named, *others)[: max(most, len(named))])}
    )


def _named_and_others(example: Example) -> tuple[list[int], list[int]]:
    """Return the ids that the texts name and those that they do not, both in the order of the regions."""
    said, ids = set(example.mentioned), [region.id for region in example.regions]
    return [each for each in ids if each in said], [each for each in ids if each not in said]


def _how_many_others(named: int, others: int, settings: NumberingSettings, rng: random.Random) -> int:
    fitting = max(0, min(others, settings.most - named))
    without = settings.named_only if named else 1 - settings.described
    if rng.random() < without:
        return 0
    return rng.randint(min(1, fitting), fitting) if settings.some_others else fitting
