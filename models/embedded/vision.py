"""The student's eye: picture tokens, and one token for every region that is pointed at.

It glances at the whole picture at a smaller size, and looks closely at what is pointed at: every box is cut out of the
picture at full size, so that a small face is seen as well as a large one. A region's token is made of that crop, of
what lies around it (a 6x6 crop of twice the box in the glance's middle map, and a close look at a wider crop if the
settings say so), where it is, by itself and from the other regions, and which number it has.
Marks drawn into the pixels are not read here (`mark_reader.py` turns them into boxes): the eye only learns not to be
disturbed by them.
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.embedded.blocks import Layer, downscale, silent
from models.embedded.concepts import Concepts
from models.embedded.noticing import Noticed, notice
from models.embedded.proposals_head import ProposalHead, Proposed
from models.embedded.settings import StudentSettings
from models.embedded.stem import CLOSEST, MIDDLE, Maps, Stem, close_look, narrowed

CLOSE = (64, 48)  # rows and columns of a close look: tall, because people are and their faces are small
WIDE = (64, 64)  # of a look at the surroundings, which are so many times as large as the box:
SURROUNDINGS = 2.4
STRIDE = 16  # pixels of the glance that a token of the picture stands for, across and down
RELATIONS = 8  # numbers that tell where another region is


class Glance(NamedTuple):
    """Pictures [B, 3, S, S], the maps of their smaller copies, and what the eye proposes, if it is one that does."""

    pictures: Tensor
    maps: Maps
    proposed: Proposed | None = None


class Things(NamedTuple):
    """What was looked at closely: tokens [B, N, D], which of the N places hold one [B, N], and `boxes` [B, N, 4];
    `concepts` [B, N, C] are the scores of the labels of each, if the eye sorts them, and `shares` how sure it is of
    each, if they are named."""

    tokens: Tensor
    present: Tensor
    boxes: Tensor
    concepts: Tensor | None = None
    shares: Tensor | None = None

    def among(self, places: slice) -> "Things":
        """Return those in some of the places."""
        concepts, shares = (None if each is None else each[:, places] for each in (self.concepts, self.shares))
        return Things(self.tokens[:, places], self.present[:, places], self.boxes[:, places], concepts, shares)

    def of(self, pictures: Tensor) -> "Things":
        """Return those of some of the pictures, by their numbers, which may be named several times."""
        concepts, shares = (None if each is None else each.index_select(0, pictures) for each in self[3:])
        tokens, present, boxes = (each.index_select(0, pictures) for each in self[:3])
        return Things(tokens, present, boxes, concepts, shares)


class Looks(NamedTuple):
    """What convolutions saw of pictures, before anything knows of anything else: `patches` [B, P, D], and of the things
    looked at closely, the K regions and then the N noticed, `things` [B, K + N, D], `boxes` and which are `present`.

    This hangs neither on the numbers of the regions nor on which of them are shown together, so it can be kept.
    """

    patches: Tensor
    things: Tensor
    boxes: Tensor
    present: Tensor


class Seen(NamedTuple):
    """What the eye hands on: `picture` [B, P, D], the regions as `Things` has them, by slot, and `others` that it
    noticed by itself."""

    picture: Tensor
    regions: Tensor
    present: Tensor
    boxes: Tensor
    concepts: Tensor | None = None
    shares: Tensor | None = None
    others: Things | None = None

    def of(self, pictures: Tensor) -> "Seen":
        """Return it for some of the pictures, by their numbers, which may be named several times."""
        regions = Things(self.regions, self.present, self.boxes, self.concepts, self.shares).of(pictures)
        others = None if self.others is None else self.others.of(pictures)
        return Seen(self.picture.index_select(0, pictures), *regions, others=others)

    @property
    def tokens(self) -> Tensor:
        tokens = [self.picture, self.regions]
        return torch.cat(tokens if self.others is None else [*tokens, self.others.tokens], 1)

    @property
    def known(self) -> Tensor | None:
        """Return which of the `tokens` there are [B, 1, 1, P + K + N], None where that is all of them."""
        if self.others is None:
            return None
        always = self.present.new_ones(len(self.picture), self.picture.shape[1] + self.regions.shape[1])
        return torch.cat([always, self.others.present], 1)[:, None, None, :]


def crop(maps: Tensor, boxes: Tensor, rows: int, columns: int) -> Tensor:
    """Sample boxes [B, K, 4] (0..1, xyxy) of maps or pictures [B, C, H, W] at rows x columns points.

    Returns [B*K, C, rows, columns].
    """
    batch, count, _ = boxes.shape
    rightwards = (torch.arange(columns, device=boxes.device) + 0.5) / columns
    downwards = (torch.arange(rows, device=boxes.device) + 0.5) / rows
    across = boxes[..., None, 0] + (boxes[..., 2] - boxes[..., 0])[..., None] * rightwards
    down = boxes[..., None, 1] + (boxes[..., 3] - boxes[..., 1])[..., None] * downwards
    grid = torch.stack(
        [across[:, :, None, :].expand(-1, -1, rows, -1), down[:, :, :, None].expand(-1, -1, -1, columns)], -1
    )
    points = grid.reshape(batch, count * rows, columns, 2) * 2 - 1
    sampled = F.grid_sample(maps.float(), points.float(), align_corners=False)
    return sampled.view(batch, -1, count, rows, columns).transpose(1, 2).flatten(0, 1)


def enlarge(boxes: Tensor, factor: float) -> Tensor:
    """Grow boxes [..., 4] around their centres."""
    middle = (boxes[..., :2] + boxes[..., 2:]) / 2
    half = (boxes[..., 2:] - boxes[..., :2]) * factor / 2
    return torch.cat([middle - half, middle + half], -1)


def relations(boxes: Tensor, present: Tensor) -> Tensor:
    """Tell of every region where each of the others is: boxes [B, K, 4] in 0..1 xyxy, `present` [B, K].

    Returns [B, K, 8 K]: for every other region that is present a one, how far it lies to the right, lower, and lower
    with its feet; the signs of the first two; the distance; and the logarithm of how many times as large it is.
    """
    middle = (boxes[..., :2] + boxes[..., 2:]) / 2
    apart = middle[:, None, :, :] - middle[:, :, None, :]
    feet = boxes[:, None, :, 3] - boxes[:, :, None, 3]
    size = (boxes[..., 2:] - boxes[..., :2]).clamp(min=1e-3).log().sum(-1)
    larger = size[:, None, :] - size[:, :, None]
    told = torch.stack(
        [
            torch.ones_like(feet),
            apart[..., 0],
            apart[..., 1],
            feet,
            *apart.sign().unbind(-1),
            apart.norm(dim=-1),
            larger,
        ],
        -1,
    )
    others = present[:, None, :] & ~torch.eye(boxes.shape[1], dtype=torch.bool, device=boxes.device)
    return (told * others[..., None]).flatten(2)


class RegionEncoder(nn.Module):
    """One token per box from a close look at it, what is around it, its place and its number."""

    def __init__(self, settings: StudentSettings) -> None:
        super().__init__()
        narrowing = settings.narrowing
        width, middle, wide, closest = (narrowed(each, narrowing) for each in (settings.width, MIDDLE, 64, CLOSEST))
        self.look = close_look(narrowing)
        self.from_look = nn.Linear(closest * (CLOSE[0] // 16) * (CLOSE[1] // 16), width)
        self.around = downscale(middle, wide, 3, 2, 1)
        self.from_around = nn.Linear(wide * 9, width)
        self.from_place = nn.Linear(8, width)
        self.absent = nn.Parameter(torch.randn(settings.regions, width) * 0.02)
        around = closest * (WIDE[0] // 16) * (WIDE[1] // 16)
        self.from_surroundings = silent(around, width) if settings.surroundings else None
        self.from_relations = silent(RELATIONS * settings.regions, width) if settings.relations else None
        self.unnumbered = nn.Parameter(torch.zeros(1, width)) if settings.notices else None
        self.from_number = nn.Linear(settings.width, width, bias=False) if narrowing > 1 else None

    def forward(self, seen: Glance, boxes: Tensor, present: Tensor, numbers: Tensor) -> Tensor:
        """`numbers` [K, D] are the id vectors of the first K of the boxes; further ones have none."""
        return self.numbered(self.looks(seen, boxes, present), boxes, present, numbers)

    def looks(self, seen: Glance, boxes: Tensor, present: Tensor) -> Tensor:
        """Return what is seen of each box and around it [B, N, D], whatever its number."""
        around = self.from_around(self.around(crop(seen.maps.middle, enlarge(boxes, 2.0), 6, 6)).flatten(1))
        looks = self._look_closely(seen.pictures, boxes, present, CLOSE, self.from_look)
        if self.from_surroundings is not None:
            wide = enlarge(boxes, SURROUNDINGS)
            looks = looks + self._look_closely(seen.pictures, wide, present, WIDE, self.from_surroundings)
        return (looks + around).view(*boxes.shape[:2], -1)

    def numbered(self, looks: Tensor, boxes: Tensor, present: Tensor, numbers: Tensor) -> Tensor:
        """Return the tokens [B, N, D] of what was seen of the boxes; see `forward`."""
        batch, count, _ = boxes.shape
        slots = len(numbers)
        absent = self.absent
        if self.from_number is not None:
            numbers = self.from_number(numbers)
        if self.unnumbered is not None:
            without = self.unnumbered.expand(count - slots, -1)
            numbers, absent = torch.cat([numbers, without]), torch.cat([absent, without])
        size = boxes[..., 2:] - boxes[..., :2]
        place = self.from_place(torch.cat([boxes, size, (boxes[..., :2] + boxes[..., 2:]) / 2], -1))
        if self.from_relations is not None:
            told = relations(boxes, present).view(batch, count, count, -1)[:, :, :slots].flatten(2)
            place = place + self.from_relations(told.to(place.dtype))
        tokens = looks + place + numbers
        return torch.where(present[..., None], tokens, absent.to(tokens.dtype))

    def _look_closely(
        self, pictures: Tensor, boxes: Tensor, present: Tensor, size: tuple[int, int], told: nn.Linear
    ) -> Tensor:
        """Return a vector for every box [B*K, D], zeros where no region is: looking is what takes time."""
        given = present.flatten()
        looks = told(self.look(crop(pictures, boxes, *size)[given]).flatten(1))
        empty = torch.zeros(len(given), looks.shape[1], dtype=looks.dtype, device=looks.device)
        return empty.index_put((given.nonzero()[:, 0],), looks)


class Eye(nn.Module):
    """Picture and boxes to tokens that know of each other."""

    def __init__(self, settings: StudentSettings) -> None:
        super().__init__()
        self.glance = settings.glance
        self.seen_at = settings.seen_at
        self.notices = settings.notices
        side, narrowing = settings.glance // STRIDE, settings.narrowing
        width = narrowed(settings.width, narrowing)
        self.stem = Stem(width, narrowing)
        self.place = nn.Parameter(torch.randn(1, side * side, width) * 0.02)
        self.region = RegionEncoder(settings)
        self.layers = nn.ModuleList([Layer(width, settings.heads) for _ in range(settings.vision_layers)])
        self.norm = nn.LayerNorm(width)
        self.widen = nn.Linear(width, settings.width) if narrowing > 1 else None
        self.concepts = Concepts(settings.width, settings.concepts) if settings.concepts else None
        self.proposer = ProposalHead(width, narrowing=narrowing) if settings.notices else None

    def look_over(self, pictures: Tensor) -> Glance:
        """Look at the whole picture at the size of a glance."""
        if self.seen_at is not None:
            small = F.interpolate(pictures, size=(self.seen_at, self.seen_at), mode="area")
            pictures = F.interpolate(small, size=pictures.shape[-2:], mode="bilinear")
        maps = self.stem(F.interpolate(pictures, size=(self.glance, self.glance), mode="area"))
        return Glance(pictures, maps, self.proposer(maps) if self.proposer is not None else None)

    def forward(self, pictures: Tensor, boxes: Tensor, present: Tensor, numbers: Tensor) -> Seen:
        """`pictures` [B, 3, S, S] in -1..1; `boxes` [B, K, 4] in 0..1; `numbers` [K, D] are the id vectors."""
        return self.look_at(self.look_over(pictures), boxes, present, numbers)

    def look_at(
        self, glance: Glance, boxes: Tensor, present: Tensor, numbers: Tensor, noticed: Noticed | None = None
    ) -> Seen:
        """As `forward`, for pictures that were looked over. What else is there is told by `noticed`, or else chosen
        from what the eye proposes."""
        if noticed is None and glance.proposed is not None:
            noticed = notice(glance.proposed, boxes, present, self.notices)
        if noticed is not None:
            boxes, present = torch.cat([boxes, noticed.boxes], 1), torch.cat([present, noticed.present], 1)
        return self.put_together(self.look_closely(glance, boxes, present), numbers)

    def look_closely(self, glance: Glance, boxes: Tensor, present: Tensor) -> Looks:
        """Return what is seen of pictures and of boxes [B, N, 4] in them, apart from each other."""
        patches = glance.maps.coarse.flatten(2).transpose(1, 2) + self.place
        return Looks(patches, self.region.looks(glance, boxes, present), boxes, present)

    def put_together(self, looks: Looks, numbers: Tensor) -> Seen:
        """Return what is seen, all of it knowing of all else; the first K things have the `numbers` [K, D]."""
        patches, looked, boxes, present = looks
        around, count = patches.shape[1], len(numbers)
        mask = None
        if boxes.shape[1] > count:
            always = present.new_ones(len(present), around + count)
            mask = torch.cat([always, present[:, count:]], 1)[:, None, None, :]
        things = self.region.numbered(looked, boxes, present, numbers)
        tokens = torch.cat([patches, things.to(patches.dtype)], 1)
        for layer in self.layers:
            tokens = layer(tokens, mask=mask)
        tokens = self.norm(tokens)
        if self.widen is not None:
            tokens = self.widen(tokens)
        known = self._sorted(Things(tokens[:, around:], present, boxes))
        return _seen(tokens[:, :around], known, count)

    def _sorted(self, things: Things) -> Things:
        if self.concepts is None:
            return things
        known, scores = self.concepts(things.tokens)
        return things._replace(tokens=known, concepts=scores)


def _seen(picture: Tensor, things: Things, regions: int) -> Seen:
    """Tell the regions, which come first, from what else was noticed."""
    others = things.among(slice(regions, None))
    return Seen(picture, *things.among(slice(regions)), others=others if others.tokens.shape[1] else None)
