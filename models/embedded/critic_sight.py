"""What the critic's frozen eye sees of a picture: computed once, whatever is then said about it, and fit to be kept.

The eye tells a few regions apart at a time; more of them are looked at in groups, in the order in which they are given.
What a text names is then put into slots of its own, in which the reader knows the regions.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from PIL import Image
from torch import Tensor

from models.embedded.critic_network import CriticNetwork, Pictures, Texts
from models.embedded.picture import fit, inside, to_pixels
from models.embedded.proposals_head import decode
from models.embedded.slots import assign_slots
from models.embedded.tensors import padded, place_boxes
from models.embedded.verbalizers import within
from models.embedded.vision import Glance
from models.embedded.vocabulary import BECAUSE, END, START, Vocabulary
from models.judging import Candidate
from models.records import QAR, Region


class Sight(NamedTuple):
    """A picture as it was seen: tokens [P, D] of the picture, of the regions found in it [F, D] and of those given
    [R, D], with the scores [F, C] and [R, C] of their labels."""

    picture: Tensor
    found: Tensor
    found_scores: Tensor
    given: Tensor
    given_scores: Tensor


class Reading(NamedTuple):
    """A text as the critic reads it: its words, and in each slot the number of the region given, None for none."""

    words: list[int]
    slots: tuple[int | None, ...]


def look(
    network: CriticNetwork, image: Image.Image, groups: Sequence[tuple[Region, ...]], *, threshold: float
) -> list[Sight]:
    """Return what is seen of a picture with each of the groups of regions given; the picture is encoded once.

    A region that the eye proposes with a score of `threshold` counts as found.
    """
    side, count = network.settings.sight.pixels, network.settings.sight.regions
    fitted = fit(image, side)
    with torch.inference_mode():
        glance = network.eye.look_over(to_pixels([fitted.image]))
        proposed = decode(network.proposals(glance.maps), threshold=threshold)[0].boxes[:count].tolist()
        whole, found, found_scores = _look_at(network, glance, proposed)
        sights = []
        for regions in groups:
            boxes = [fitted.placement.place(inside(region.box, image), side) for region in regions]
            looks = [_look_at(network, glance, boxes[start : start + count]) for start in range(0, len(boxes), count)]
            given = torch.cat([each[1] for each in looks]) if looks else found[:0]
            scores = torch.cat([each[2] for each in looks]) if looks else found_scores[:0]
            sights.append(Sight(whole, found, found_scores, given, scores))
    return sights


def read(vocabulary: Vocabulary, candidate: Candidate, *, slots: int, longest: int) -> Reading:
    """Return START, question, END, answer, BECAUSE, rationale, END, with regions by slot; what is too long is cut."""
    qar = candidate.qar
    text = _whole(qar)
    named = [region for region in candidate.regions if f"[{region.id}]" in text]
    chosen = assign_slots(text, named, slots)
    numbers = {region.id: number for number, region in enumerate(candidate.regions)}
    parts = [vocabulary.read_question(chosen.to_slots(part)) for part in (qar.question, qar.answer, qar.rationale)]
    words = [START, *parts[0], END, *parts[1], BECAUSE, *parts[2], END]
    return Reading(words[:longest], tuple(numbers.get(region_id) for region_id in chosen.ids))


def gather_pictures(network: CriticNetwork, sights: Sequence[Sight]) -> Pictures:
    """Return what was seen of several pictures, found regions filled up with nothing."""
    count = network.settings.sight.regions
    tokens = torch.stack([torch.cat([each.picture, _filled(each.found, count)]) for each in sights])
    there = torch.ones(tokens.shape[:2], dtype=torch.bool)
    shares = torch.stack([_filled(network.shares(each.found_scores), count) for each in sights])
    for row, each in enumerate(sights):
        there[row, len(each.picture) + len(each.found) :] = False
    return Pictures(tokens, there, shares)


def gather_texts(
    network: CriticNetwork, readings: Sequence[Reading], sights: Sequence[Sight], of: Sequence[int]
) -> Texts:
    """Return texts with the tokens of the regions they name; `sights` are those of each text's picture and regions."""
    count = network.settings.sight.regions
    named, shares, present = [], [], torch.zeros(len(readings), count, dtype=torch.bool)
    for row, (reading, sight) in enumerate(zip(readings, sights, strict=True)):
        slots = [slot for slot, number in enumerate(reading.slots) if number is not None]
        numbers = [number for number in reading.slots if number is not None]
        present[row, slots] = True
        named.append(_placed(sight.given[numbers], slots, count))
        shares.append(_placed(network.shares(sight.given_scores[numbers]), slots, count))
    words = padded([reading.words for reading in readings])
    return Texts(words, torch.tensor(of, dtype=torch.long), torch.stack(named), torch.stack(shares), present)


def _whole(qar: QAR) -> str:
    return f"{qar.question} {qar.answer} {qar.rationale}"


def _look_at(network: CriticNetwork, glance: Glance, boxes: Sequence[Sequence[float]]) -> tuple[Tensor, Tensor, Tensor]:
    """Return the tokens of the picture, of these regions, and the scores of the labels of these regions."""
    placed = {slot: within(box) for slot, box in enumerate(boxes)}
    seen = network.eye.look_at(glance, *place_boxes([placed], network.settings.sight.regions), network.numbers)
    scores = seen.concepts[0, : len(boxes)] if seen.concepts is not None else seen.regions.new_zeros(len(boxes), 0)
    return seen.picture[0], seen.regions[0, : len(boxes)], scores


def _filled(rows: Tensor, count: int) -> Tensor:
    """Return rows [N, D] filled up with zeros to `count`."""
    return torch.cat([rows, rows.new_zeros(count - len(rows), rows.shape[1])])


def _placed(rows: Tensor, slots: Sequence[int], count: int) -> Tensor:
    """Return [count, D] with the rows in their slots."""
    placed = rows.new_zeros(count, rows.shape[1])
    placed[list(slots)] = rows
    return placed
