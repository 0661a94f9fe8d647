"""A card as files: `card.json` with everything, and `card.html`, the same as a page that needs nothing else."""

from pathlib import Path

from pydantic import ValidationError

from models.errors import BadSetting
from models.whole_file import write_whole
from training.cards.records import SkillCard

FIGURES, PAGE = "card.json", "card.html"
_MOST_BYTES = 16 << 20


def write_card(folder: Path, card: SkillCard) -> None:
    """Write both files into a folder, which is made if it is missing. Raises BadSetting where it cannot be written."""
    from training.cards.page import page_of

    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / FIGURES, f"{card.model_dump_json(indent=1)}\n".encode())
        write_whole(folder / PAGE, page_of(card).encode())
    except OSError as error:
        raise BadSetting(f"The card cannot be written into {folder}: {error.strerror}.") from None


def read_card(path: Path) -> SkillCard:
    """Return the card of a `card.json`. Raises BadSetting, with the field, where it is none."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadSetting(f"{path} is larger than {_MOST_BYTES >> 20} MB, so it is no skill card.")
        return SkillCard.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise BadSetting(f"{path} is no skill card: {where}: {first['msg']}.") from None
