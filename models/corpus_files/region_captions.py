"""Read captions of regions: what two captioners say of the same boxes is compared (appendix E of the paper).

    a line each      JSON with "image" (a path) or "image_id", "box" (left, top, right, bottom in pixels), "caption",
                     and "model" if wanted
    pictures.jsonl   of an exported corpus: every region that has a description, and "path" for the picture

Boxes are taken to whole pixels, so that what two programs wrote down of the same box is the same box.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models.corpus import Picture
from models.corpus_files.json_values import json_values
from models.corpus_files.lines import BadLine, Found
from models.records import QAR, Box, Region

_MOST_CHARACTERS = 4000


def read_region_captions(path: Path) -> Iterator[Found | BadLine]:
    """Yield each caption as the answer to a question that is not asked yet, its region being [0].

    Two captions of one box have the same id. Raises BadSetting when the file cannot be read.
    """
    for line, value in json_values(path):
        if isinstance(value, BadLine):
            yield value
            continue
        try:
            yield from _of_picture(line, value) if "regions" in value else (_of_line(line, value),)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            yield BadLine(line, f"{where}: {first['msg']}" if where else first["msg"])
        except ValueError as problem:
            yield BadLine(line, str(problem))


def _of_line(line: int, value: dict[str, Any]) -> Found:
    missing = [name for name in ("box", "caption") if not value.get(name)]
    if not value.get("image") and not value.get("image_id"):
        missing = ["image", *missing]
    if missing:
        raise ValueError(f'it has no "{missing[0]}"; a line has image, box and caption')
    region = Region(id=0, box=value["box"])
    model = {"model": value["model"]} if value.get("model") else {}
    return _found(line, value.get("image") or "", value.get("image_id") or "", region.box, str(value["caption"]), model)


def _of_picture(line: int, value: dict[str, Any]) -> Iterator[Found]:
    picture = Picture.model_validate(value)
    for region in picture.regions:
        if region.description.strip():
            yield _found(line, picture.path, picture.image.id, region.box, region.description, {})


def _found(line: int, image: str, image_id: str, box: Box, caption: str, origin: dict[str, str]) -> Found:
    if not caption.strip() or len(caption) > _MOST_CHARACTERS:
        raise ValueError(f"its caption has {len(caption):,} characters; 1 to {_MOST_CHARACTERS:,} can be shown")
    whole = Box(*map(round, box))
    whole = Box(whole.x0, whole.y0, max(whole.x1, whole.x0 + 1), max(whole.y1, whole.y0 + 1))
    return Found(
        line=line,
        id=f"{image_id or image} {', '.join(f'{side:g}' for side in whole)}"[-200:],
        image=image,
        image_id=image_id,
        regions=(Region(id=0, box=whole),),
        qar=QAR(question="", answer=caption, rationale=""),
        origin={**origin},
    )
