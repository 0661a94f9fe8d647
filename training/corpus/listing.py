"""The first stage of a corpus run: its pictures are listed, and what is none is kept with the reason."""

from models.errors import BadSetting
from training.corpus.journal.journal import Done, Journal
from training.corpus.journal.stage import BATCH
from training.corpus.pictures.source import Found, PictureSource, Refused
from training.corpus.run_settings import PictureSettings

STAGE = "list"
_ENDED = "listed"  # a stage of one key, which says that the source was looked through to its end


def list_pictures(source: PictureSource, settings: PictureSettings, journal: Journal) -> None:
    """Look through the source once.

    Raises BadSetting when there is nothing that can be used; then it is looked through again the next time.
    """
    if journal.known(_ENDED, ["all"]):
        return
    rows: list[Done] = []
    for found in source.pictures():
        rows.append(_row(found))
        if len(rows) == BATCH:
            journal.keep(STAGE, rows)
            rows.clear()
    journal.keep(STAGE, rows)
    if not journal.count(STAGE).ok:
        refused = journal.reasons(STAGE, 1)
        journal.forget((STAGE,))
        raise BadSetting(_nothing_in(settings, next(iter(refused), "")))
    journal.keep(_ENDED, [Done("all", "ok")])


def _row(found: Found) -> Done:
    if isinstance(found, Refused):
        return Done(f"refused {found.place}", "failed", found.reason)
    return Done(found.image.id, "ok", value=found.model_dump_json())


def _nothing_in(settings: PictureSettings, refused: str) -> str:
    place = settings.regions or settings.images
    if refused:
        return f"Nothing in {place} is a picture that can be used; for one, {refused}"
    return f"There is no picture in {place}; name a folder of PNG or JPEG files, or a file that names some of them."
