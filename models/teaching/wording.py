"""Write a verbalization down for a prompt (figure 10 of the paper): one function for each of its sections.

Regions stand as `[0] a child with a ball [(0.12, 0.40), (0.33, 0.91)]`, in shares of the picture's width and height; a
teacher that must speak in words gets them without their ids.
"""

from collections.abc import Iterable

from models.corpus import Exchange, Labels, PromptKind, Verbalization
from models.records import ImageRecord, Region
from models.teaching.cleaning import holds_orders, one_line

NOTHING = "(nothing)"
UNTOLD = "part of the scene"  # a region without a word
_LONGEST_NARRATIVE = 900  # characters
_LEADS = {"places": "The place may be", "objects": "Things that may be there", "concepts": "What comes to mind"}


def sections(verbalization: Verbalization, kind: PromptKind) -> dict[str, str]:
    """Return what fills the variables `labels`, `narratives`, `regions` and `exchanges` of a prompt."""
    return {
        "labels": labels_in_words(verbalization.labels),
        "narratives": narratives_in_words(verbalization.narratives),
        "regions": regions_in_words(verbalization, kind),
        "exchanges": exchanges_in_words(verbalization.exchanges),
    }


def labels_in_words(labels: Iterable[Labels]) -> str:
    lines = []
    for each in labels:
        lead = _LEADS.get(each.vocabulary, one_line(each.vocabulary).capitalize())
        lines.append(f"{lead}: {', '.join(one_line(tag.label) for tag in each.tags) or NOTHING}.")
    return "\n".join(lines) or NOTHING


def narratives_in_words(narratives: Iterable[str]) -> str:
    lines = [f"{number}. {one_line(text, _LONGEST_NARRATIVE)}" for number, text in enumerate(narratives, start=1)]
    return "\n".join(lines) or NOTHING


def regions_in_words(verbalization: Verbalization, kind: PromptKind) -> str:
    picture = verbalization.picture
    lines = [region_in_words(region, picture.image, kind) for region in picture.regions]
    return "\n".join(lines) or NOTHING


def region_in_words(region: Region, image: ImageRecord, kind: PromptKind) -> str:
    tag = f"[{region.id}]" if kind == "regions" else "-"
    return f"{tag} {caption_of(region)} {place_of(region, image)}"


def caption_of(region: Region) -> str:
    """Return what is said of a region: its description, else its label."""
    return one_line(region.description) or one_line(region.label) or UNTOLD


def place_of(region: Region, image: ImageRecord) -> str:
    """Return where a region is, as shares of the picture: `[(left, top), (right, bottom)]`."""
    box = region.box
    left, right = (min(max(x / image.width, 0.0), 1.0) for x in (box.x0, box.x1))
    top, bottom = (min(max(y / image.height, 0.0), 1.0) for y in (box.y0, box.y1))
    return f"[({left:.2f}, {top:.2f}), ({right:.2f}, {bottom:.2f})]"


def exchanges_in_words(exchanges: Iterable[Exchange]) -> str:
    """Return simple questions with their answers; no cleaned text holds the arrow between them."""
    lines = [f"- {one_line(each.question)} => {one_line(each.answer) or NOTHING}" for each in exchanges]
    return "\n".join(lines) or NOTHING


def outside_texts(verbalization: Verbalization) -> tuple[str, ...]:
    """Return every text of a verbalization that models or strangers wrote, as it came."""
    regions = verbalization.picture.regions
    return (
        *(tag.label for labels in verbalization.labels for tag in labels.tags),
        *verbalization.narratives,
        *(text for region in regions for text in (region.label, region.description)),
        *(text for each in verbalization.exchanges for text in (each.question, each.answer)),
    )


def gives_orders(verbalization: Verbalization) -> bool:
    """Return whether any text about the picture tries to give orders to whoever reads it."""
    return any(map(holds_orders, outside_texts(verbalization)))
