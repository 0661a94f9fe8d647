"""The pictures of a card's failures: small, with the regions drawn in."""

from training.benchmarks.items import ItemSet
from training.cards.failures import Draw
from training.pages.pictures import marked_picture


def draw_from(items: ItemSet) -> Draw:
    """Return what makes the data address of a reply's picture, opened by its items."""
    return lambda reply: marked_picture(items.open(reply.item.picture), reply.item.regions)
