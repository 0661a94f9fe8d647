"""Pictures that stand in a page itself: small, with the regions drawn in, as data addresses."""

import base64
import io
from collections.abc import Iterable

from PIL import Image

from models.marks import draw_regions
from models.records import Region

LONGEST = 320  # pixels of the longer side
_QUALITY = 80


def marked_picture(image: Image.Image, regions: Iterable[Region], *, longest: int = LONGEST) -> str:
    """Return a picture with its regions drawn in as a data address (JPEG), at most so many pixels on a side.

    `image` has the pixels that the regions' boxes count; they are drawn after it was made smaller, so that lines and
    numbers stay as large as on any other picture.
    """
    scale = min(1.0, longest / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    small = image.convert("RGB").resize(size, Image.Resampling.LANCZOS) if scale < 1 else image
    moved = [each.model_copy(update={"box": type(each.box)(*(side * scale for side in each.box))}) for each in regions]
    file = io.BytesIO()
    draw_regions(small, moved).save(file, "JPEG", quality=_QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode()}"
