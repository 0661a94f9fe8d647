"""Turn the pixels of any mode that a readable format can hold into RGB as the picture was meant to look.

Sixteen-bit grey is scaled by its full range, colour profiles are applied, transparent parts are laid on white. What has
no agreed black and white (floats, 32-bit numbers) is refused instead of guessed. A picture of 50 million pixels takes
200 MB in most modes, so each step lets go of what it no longer needs: never more than two such copies at a time.
"""

import io
import logging
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageChops, ImageCms

from models.errors import BadPicture

BAD_PROFILE = "its colour profile is damaged or does not fit and was left out, so colours may differ a little"
TRANSPARENT = "its transparent parts are shown on white"

_log = logging.getLogger(__name__)

_SIXTEEN_BIT = frozenset({"I;16", "I;16L", "I;16B", "I;16N"})
_GREY = frozenset({"1", "L", "LA", "La"})
_COLOUR = frozenset({"P", "PA", "RGB", "RGBX", "RGBA", "RGBa", "CMYK", "YCbCr", "LAB"})
# Which colour space an ICC profile must describe to fit the pixels.
_PROFILE_SPACES = {"L": "GRAY", "RGB": "RGB", "RGBA": "RGB", "CMYK": "CMYK"}
_TIFF_BITS, _TIFF_PHOTOMETRIC, _WHITE_IS_ZERO = 258, 262, 0
_STRIP_PIXELS = 4_000_000


class _Layers(NamedTuple):
    """Colours (L, RGB, RGBA, CMYK or LAB) and, for grey pictures, how opaque they are (L)."""

    colours: Image.Image
    alpha: Image.Image | None = None


def to_rgb(image: Image.Image, notes: list[str]) -> Image.Image:
    """Return an RGB picture and close the given one; remarks for the reader are added to `notes`.

    Raises BadPicture with the bare reason when the pixels have no agreed meaning.
    """
    profile = image.info.get("icc_profile")
    if image.mode in _SIXTEEN_BIT:
        colours, alpha = _from_sixteen_bit(image)
    elif image.mode in _GREY:
        colours, alpha = _from_grey(image)
    elif image.mode in _COLOUR:
        colours, alpha = _from_colour(image), None
    else:
        kind = "floating-point numbers" if image.mode == "F" else "32-bit or signed numbers"
        raise BadPicture(f"its pixels are {kind} without an agreed black and white; save it as an 8-bit or 16-bit PNG")
    if profile:
        colours = _in_srgb(colours, profile, notes)
    if colours.mode == "RGBA":
        return _rgba_on_white(colours, notes)
    rgb = colours if colours.mode == "RGB" else colours.convert("RGB")
    if alpha is not None and alpha.getextrema() != (255, 255):
        notes.append(TRANSPARENT)
        rgb.paste((255, 255, 255), mask=ImageChops.invert(alpha))
    return rgb


def _from_sixteen_bit(image: Image.Image) -> _Layers:
    """Scale 16-bit grey (12-bit in some TIFFs) to 8 bit by its full range, strip by strip."""
    tags = getattr(image, "tag_v2", {})
    largest = (1 << tags.get(_TIFF_BITS, (16,))[0]) - 1
    key = image.info.get("transparency")
    width, height = image.size
    grey = np.empty((height, width), dtype=np.uint8)
    alpha = np.full((height, width), 255, dtype=np.uint8) if isinstance(key, int) else None
    rows = max(1, _STRIP_PIXELS // width)
    for top in range(0, height, rows):
        strip = np.asarray(image.crop((0, top, width, min(top + rows, height)))).astype(np.uint32)
        grey[top : top + rows] = (strip * 255 + largest // 2) // largest
        if alpha is not None:
            alpha[top : top + rows][strip == key] = 0
    image.close()
    if tags.get(_TIFF_PHOTOMETRIC) == _WHITE_IS_ZERO:
        np.subtract(255, grey, out=grey)
    return _Layers(Image.fromarray(grey), None if alpha is None else Image.fromarray(alpha))


def _from_grey(image: Image.Image) -> _Layers:
    if not image.has_transparency_data:
        return _Layers(image.convert("L") if image.mode == "1" else image)
    both = image if image.mode == "LA" else image.convert("LA")
    layers = _Layers(both.getchannel("L"), both.getchannel("A"))
    image.close()
    return layers


def _from_colour(image: Image.Image) -> Image.Image:
    """Return RGB, RGBA (wherever anything is transparent), CMYK or LAB."""
    if image.mode in ("RGBA", "CMYK", "LAB") or (image.mode == "RGB" and not image.has_transparency_data):
        return image
    converted = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.close()
    return converted


def _in_srgb(image: Image.Image, profile: bytes, notes: list[str]) -> Image.Image:
    """Convert from the embedded colour profile to sRGB; a profile that cannot be used is left out with a note."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        # Pillow annotates `profile` as what the constructor takes, not as what it keeps.
        space = source.profile.xcolor_space.strip()  # pyright: ignore[reportAttributeAccessIssue]
        if space != _PROFILE_SPACES.get(image.mode):
            raise ImageCms.PyCMSError(f"a {space} profile on {image.mode} pixels")
        target = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        if image.mode not in ("RGB", "RGBA"):
            transform = ImageCms.buildTransform(source, target, image.mode, "RGB")
            return ImageCms.applyTransform(image, transform) or image
        if not _is_srgb(source, target):
            transform = ImageCms.buildTransform(source, target, image.mode, image.mode)
            ImageCms.applyTransform(image, transform, inPlace=True)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError) as problem:
        _log.info("colour profile left out: %s", problem)
        notes.append(BAD_PROFILE)
    return image


def _is_srgb(source: ImageCms.ImageCmsProfile, target: ImageCms.ImageCmsProfile) -> bool:
    """Say whether a profile moves no colour by more than one level, tried on a grid of 9 x 9 x 9 colours."""
    levels = np.linspace(0, 255, 9).astype(np.uint8)
    grid = np.stack(np.meshgrid(levels, levels, levels), axis=-1).reshape(27, 27, 3)
    colours = Image.fromarray(grid)
    ImageCms.applyTransform(colours, ImageCms.buildTransform(source, target, "RGB", "RGB"), inPlace=True)
    return int(np.abs(np.asarray(colours).astype(int) - grid).max()) <= 1


def _rgba_on_white(image: Image.Image, notes: list[str]) -> Image.Image:
    if image.getchannel("A").getextrema() == (255, 255):
        return image.convert("RGB")
    notes.append(TRANSPARENT)
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image)
    return white
