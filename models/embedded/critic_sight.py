"""What the critic's frozen verbalizers see of a picture, and what candidates say about it, as plain numbers.

Regions are those that are given and those that the eye finds beside them. The eye tells a few apart at a time; more of
them are looked at in groups. Of every region it is known what it shows and where it lies, and of everything that a text
mentions how readily the verbalizers would call some region so (`calling.py`): so it is known which region is meant
where no number says it, and whether there is such a thing at all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import torch
from PIL import Image
from torch import Tensor

from models.embedded.belonging import LIES, gaps, lie
from models.embedded.calling import UNLIKELY, readiness
from models.embedded.critic_network import MEANT, PAIRED, CriticNetwork, Texts
from models.embedded.mentions import Mention, mentions_of
from models.embedded.picture import fit, inside, to_pixels, within
from models.embedded.proposals_head import decode
from models.embedded.tensors import padded, place_boxes
from models.embedded.vision import Glance, Seen
from models.embedded.vocabulary import BECAUSE, END, PAD, START, Vocabulary
from models.judging import Candidate
from models.records import Box, Region
from models.regions import iou

MOST = 12  # regions that are looked at, unless more are given
_SAME = 0.6  # from this overlap (IoU) on a region that is found is one of those known
_BESIDE = 0.4  # widths: so far off half as much counts of what is around a region
_AS_LIKELY = 1.5  # in log-likelihood: of regions that may be meant, one that was spoken of before is
_ALIKE = 2.5  # and these are alike, so that their side decides
_EVERY, _MOST_AROUND = 4.0, 6.0  # sums of shares are made small
_NUMBER = re.compile(r"\[\d+\]")

Place = tuple[float, float, float, float]  # a box, as shares of the square picture


class Sight(NamedTuple):
    """A picture as it was seen with a list of regions, which come before the others that were found: `shares` [R, C]
    how surely each shows what a label says, `people` [R] a person, `boxes` [R, 4] in shares of the square picture;
    `said` is what `readiness` returns of every mention in words."""

    shares: Tensor
    people: Tensor
    boxes: Tensor
    said: dict[str, Tensor]


class Reading(NamedTuple):
    """A text as the critic reads it: its words, the regions it means in the order of mention and how likely each is to
    be called so, and the pieces of all mentions in words with their likelihood of the region that is called so best."""

    words: list[int]
    meant: list[int]
    fits: list[float]
    spoken: list[int]
    likely: list[float]


def texts_of(
    network: CriticNetwork,
    vocabulary: Vocabulary,
    image: Image.Image,
    candidates: Sequence[Candidate],
    *,
    threshold: float,
) -> Texts:
    """Return candidates about a picture as the network takes them; the picture is encoded once.

    A region that the eye proposes with a score of `threshold` counts as found.
    """
    sights = look(network, vocabulary, image, candidates, threshold=threshold)
    own = [sights[each.regions] for each in candidates]
    return gather(network, [read(vocabulary, *pair) for pair in zip(candidates, own, strict=True)], own)


def look(
    network: CriticNetwork,
    vocabulary: Vocabulary,
    image: Image.Image,
    candidates: Iterable[Candidate],
    *,
    threshold: float,
) -> dict[tuple[Region, ...], Sight]:
    """Return what is seen of a picture, by the lists of regions of the candidates; see `texts_of`."""
    groups: dict[tuple[Region, ...], dict[str, None]] = {}
    for each in candidates:
        words = (mention.words for mention in _mentions(each) if mention.id is None)
        groups.setdefault(each.regions, {}).update(dict.fromkeys(words))
    side = network.verbalizers.settings.teller.pixels
    fitted = fit(image, side)
    with torch.inference_mode():
        glance = network.verbalizers.look_over(to_pixels([fitted.image]))
        proposed = decode(network.verbalizers.propose(glance), threshold=threshold)[0].boxes.tolist()
        sights = {}
        for regions, mentions in groups.items():
            given = [within(fitted.placement.place(inside(region.box, image), side)) for region in regions]
            boxes = _with_found(given, [within(box) for box in proposed])
            sights[regions] = _look_at(network, vocabulary, glance, boxes, list(mentions))
    return sights


def _look_at(
    network: CriticNetwork, vocabulary: Vocabulary, glance: Glance, boxes: list[Place], mentions: list[str]
) -> Sight:
    count = network.verbalizers.settings.teller.regions
    looks = [
        network.verbalizers.look_at(glance, *place_boxes([dict(enumerate(boxes[start : start + count]))], count))
        for start in range(0, len(boxes), count)
    ]
    if not looks:
        return Sight(torch.zeros(0, network.settings.count), torch.zeros(0), torch.zeros(0, 4), {})
    shares = network.shares(torch.cat([_scores(each) for each in looks]))
    said = readiness(network.verbalizers.teller, vocabulary, looks, mentions)
    return Sight(
        shares=shares,
        people=network.people(shares),
        boxes=torch.tensor(boxes),
        said=dict(zip(mentions, said, strict=True)),
    )


def read(vocabulary: Vocabulary, candidate: Candidate, sight: Sight) -> Reading:
    """Return START, question, END, answer, BECAUSE, rationale, END and what is meant.

    Which number a region has tells nothing: all of them are written `[0]`. A number without a region means none.
    """
    qar = candidate.qar
    parts = [vocabulary.read_question(_NUMBER.sub("[0]", part)) for part in (qar.question, qar.answer, qar.rationale)]
    reading = Reading([START, *parts[0], END, *parts[1], BECAUSE, *parts[2], END], [], [], [], [])
    numbers = {region.id: number for number, region in enumerate(candidate.regions)}
    for mention in _mentions(candidate):
        if mention.id is not None:
            _mean(reading, numbers.get(mention.id), 0.0)
        elif mention.words in sight.said:
            logs = sight.said[mention.words]
            reading.spoken.extend(vocabulary.read_question(mention.words)[: logs.shape[1]])
            reading.likely.extend(logs.amax(0).tolist())
            _mean(reading, _called(mention, logs, sight, reading.meant), float(logs.sum(1).max()))
    return reading


def _mean(reading: Reading, region: int | None, fits: float) -> None:
    if region is not None and region not in reading.meant:
        reading.meant.append(region)
        reading.fits.append(fits)


def _called(mention: Mention, logs: Tensor, sight: Sight, before: Sequence[int]) -> int | None:
    """Return the region that is called so: of those as likely one that was spoken of before, and of those that are
    alike the one on the side that is told; None where even the first piece is unlikely of all."""
    if logs[:, 0].max() <= UNLIKELY:
        return None
    sums = logs.sum(1)
    best = float(sums.max())
    if mention.side:
        alike = (sums > best - _ALIKE).nonzero()[:, 0].tolist()
        choose = min if mention.side == "left" else max
        return choose(alike, key=lambda region: float(sight.boxes[region, ::2].sum()))
    known = [region for region in before if sums[region] > best - _AS_LIKELY]
    return known[0] if known else int(sums.argmax())


def gather(network: CriticNetwork, readings: Sequence[Reading], sights: Sequence[Sight]) -> Texts:
    """Return texts as tensors, what is too long cut; `sights` are those of each text's picture and regions."""
    told = [tuple(_about(network, reading, sight)) for reading, sight in zip(readings, sights, strict=True)]
    words, spoken = padded([each.words for each in readings]), padded([each.spoken or [PAD] for each in readings])
    likely = torch.stack([_rows(torch.tensor(each.likely), spoken.shape[1]) for each in readings])
    longest, most = network.settings.text_words, network.settings.spoken
    return Texts(
        words[:, :longest], spoken[:, :most], likely[:, :most], *(torch.stack(part) for part in zip(*told, strict=True))
    )


def _about(network: CriticNetwork, reading: Reading, sight: Sight) -> Iterator[Tensor]:
    """Yield what `Texts` has of one text after its words: of the regions it means, of how they lie, and of the rest."""
    meant = reading.meant[:MEANT]
    yield _rows(sight.shares[meant], MEANT)
    yield _rows(sight.boxes[meant], MEANT)
    yield _rows(torch.tensor(reading.fits[:MEANT]), MEANT)
    yield torch.arange(MEANT) < len(meant)
    lies = [
        lie(sight.boxes, sight.people, meant[one], meant[other]) if other < len(meant) else torch.zeros(LIES)
        for one, other in PAIRED
    ]
    yield torch.stack(lies)
    every = sight.shares.sum(0) if len(sight.shares) else torch.zeros(network.settings.count)
    yield _around(sight, meant[0]) if meant else torch.zeros_like(every)
    yield every / _EVERY


def _around(sight: Sight, region: int) -> Tensor:
    """Return the shares of what is beside a region, the nearer the more."""
    weights = (-gaps(sight.boxes)[region].clamp(min=-0.5) / _BESIDE).exp()
    weights[region] = 0
    return (weights @ sight.shares).clamp(max=_MOST_AROUND) / 2


def _mentions(candidate: Candidate) -> tuple[Mention, ...]:
    qar = candidate.qar
    return mentions_of(f"{qar.question} . {qar.answer} . {qar.rationale}")


def _with_found(given: list[Place], found: list[Place]) -> list[Place]:
    """Return the boxes given, and of those found the others, until there are `MOST`."""
    boxes = list(given)
    for box in found:
        if len(boxes) < MOST and all(iou(Box(*box), Box(*each)) < _SAME for each in boxes):
            boxes.append(box)
    return boxes


def _scores(seen: Seen) -> Tensor:
    """Return the scores of the labels [R, C] of the regions that there are."""
    there = seen.present[0]
    return seen.concepts[0, there] if seen.concepts is not None else torch.zeros(int(there.sum()), 1)


def _rows(values: Tensor, count: int) -> Tensor:
    """Return rows [N, ...] filled up with zeros to `count`."""
    return torch.cat([values, values.new_zeros(count - len(values), *values.shape[1:])])
