"""Conversations to take along: JSON lines for programs, a marked PNG with its words for people."""

import io
import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from models.choices import choices_of, nature_in, ranked
from models.marks import colour_of, draw_regions, ink_on
from models.pictures import DISPLAY_SIDE
from models.records import Answer, Conversation, Region, Turn
from models.regions import scale

PAPER, INK, QUIET = "#ffffff", "#16181d", "#5b6270"
NARROWEST = 640  # pixels; a small picture gets white beside it, so that its words can be read
MOST_LINES = 400
_MENTION = re.compile(r"(\[\d{1,4}\])")
# Pillow's own font has Latin, Greek and Cyrillic letters only; one of these usually stands by for the rest.
_WIDE_FONTS = ("NotoSansCJK-Regular.ttc", "Arial Unicode.ttf", "msyh.ttc", "DejaVuSans.ttf")

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def conversation_lines(conversation: Conversation) -> Iterator[str]:
    """Yield a JSON line per turn: picture, question with its regions and choices, answers with their models, times."""
    image = conversation.image.model_dump(mode="json")
    for turn in conversation.turns:
        line = {"conversation": conversation.id, "image": image, **turn.model_dump(mode="json")}
        yield json.dumps(line, ensure_ascii=False) + "\n"


def marked_png(image: Image.Image, turn: Turn) -> bytes:
    """Return a PNG: the picture with the question's regions, at most 2048 pixels a side, and the words below it."""
    picture = _with_marks(image, turn.question.regions)
    width = max(picture.width, NARROWEST)
    panel = _panel(turn, width)
    sheet = Image.new("RGB", (width, picture.height + panel.height), PAPER)
    sheet.paste(picture, ((width - picture.width) // 2, 0))
    sheet.paste(panel, (0, picture.height))
    file = io.BytesIO()
    sheet.save(file, "PNG")
    return file.getvalue()


def _with_marks(image: Image.Image, regions: Sequence[Region]) -> Image.Image:
    share = min(1.0, DISPLAY_SIDE / max(image.size))
    if share < 1:
        size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
        x, y = size[0] / image.width, size[1] / image.height
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        regions = [region.model_copy(update={"box": scale(region.box, x, y)}) for region in regions]
    return draw_regions(image, regions)


class _Paragraph(NamedTuple):
    text: str
    size: int
    colour: str
    known: frozenset[int]


def _panel(turn: Turn, width: int) -> Image.Image:
    size = max(16, width // 48)
    paragraphs = list(_paragraphs(turn, size))
    margin = size
    # Measured on a sheet of no height first, drawn on one that fits.
    height = _write(ImageDraw.Draw(Image.new("RGB", (width, 1))), paragraphs, width, margin)
    panel = Image.new("RGB", (width, height), PAPER)
    _write(ImageDraw.Draw(panel), paragraphs, width, margin)
    return panel


def _paragraphs(turn: Turn, size: int) -> Iterator[_Paragraph]:
    known = frozenset(region.id for region in turn.question.regions)
    choices = ranked(choices_of(turn))
    yield _Paragraph(turn.question.text, round(size * 1.25), INK, known)
    for choice in choices:
        share = "" if choice.share is None else f"{100 * choice.share:.0f} %: "
        yield _Paragraph(share + choice.text, size, INK, known)
    for answer in turn.answers:
        who = "" if len(turn.answers) == 1 else f"{answer.role.capitalize()}: "
        said = answer.error if choices else answer.text or answer.error or "no answer"
        if said:
            yield _Paragraph(who + said, size, INK, known)
        if answer.rationale:
            yield _Paragraph(f"Why: {answer.rationale}", size, INK, known)
        yield _Paragraph(_small_print(answer), round(size * 0.75), QUIET, frozenset())


def _small_print(answer: Answer) -> str:
    nature = nature_in(answer)
    scored = f"shares by {nature}" if nature else ""
    return " · ".join(part for part in (answer.model, scored, answer.note) if part)


def _write(pen: ImageDraw.ImageDraw, paragraphs: Sequence[_Paragraph], width: int, margin: int) -> int:
    """Write the paragraphs below each other; return the height they take."""
    top = margin
    for paragraph in paragraphs:
        font = _font(paragraph.text, paragraph.size)
        for line in _wrapped(pen, paragraph.text, font, width - 2 * margin)[:MOST_LINES]:
            _write_line(pen, line, (margin, top), font, paragraph)
            top += round(paragraph.size * 1.45)
        top += round(paragraph.size * 0.5)
    return top + margin // 2


def _write_line(
    pen: ImageDraw.ImageDraw, line: str, at: tuple[float, float], font: Font, paragraph: _Paragraph
) -> None:
    """Write a line; a region's number stands on the region's colour."""
    left, top = at
    for piece in _MENTION.split(line):
        length = pen.textlength(piece, font=font)
        number = int(piece[1:-1]) if _MENTION.fullmatch(piece) else None
        ink = paragraph.colour
        if number in paragraph.known and number is not None:
            colour = colour_of(number)
            pen.rounded_rectangle((left, top, left + length, top + paragraph.size * 1.25), paragraph.size // 5, colour)
            ink = ink_on(colour)
        pen.text((left, top), piece, font=font, fill=ink)
        left += length


def _wrapped(pen: ImageDraw.ImageDraw, text: str, font: Font, width: float) -> list[str]:
    """Break a text into lines that fit; a word that does not fit alone is cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if pen.textlength(longer, font=font) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if lines[-1] and pen.textlength(lines[-1] + character, font=font) > width:
                lines.append("")
            lines[-1] += character
    return lines


def _font(text: str, size: int) -> Font:
    if max(text, default="") >= "\u0530":
        for name in _WIDE_FONTS:
            try:
                return ImageFont.truetype(name, size)
            except OSError:
                continue
    return ImageFont.load_default(size=size)
