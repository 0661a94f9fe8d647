"""Many scenes at a glance."""

from collections.abc import Iterable, Sequence

from PIL import Image

from training.scenes.world import draw_scene

GAP = 6
PAPER = (250, 249, 246)


def lay_out(pictures: Sequence[Image.Image], *, columns: int) -> Image.Image:
    """Return the pictures, all of one size, in rows of `columns` on paper."""
    width, height = pictures[0].size
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), PAPER)
    for number, picture in enumerate(pictures):
        row, column = divmod(number, columns)
        sheet.paste(picture, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return sheet


def contact_sheet(seeds: Iterable[int], *, size: int, columns: int) -> Image.Image:
    """Draw the user's scenes of the seeds side by side."""
    return lay_out([draw_scene(seed, size=size).image for seed in seeds], columns=columns)
