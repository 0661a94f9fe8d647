"""Send entries of a corpus to be rated: they become items of a round, with their pictures kept for it."""

from collections import Counter
from collections.abc import Sequence

from annotation.files_items import group, place
from annotation.priorities import prioritised
from app.browsing_runs import BrowsedRun, Found
from app.commands.annotate_place import round_to_fill
from db.image_files import ImageFiles
from db.keeping import keep_picture
from db.store import Store
from models.corpus_files.lines import Found as Line
from models.errors import BadPicture, BadQuestion, NotFound
from models.pictures import display_jpeg, read_picture
from models.records import ImageRecord, Record
from training.corpus.browsing.facts import name_of

MOST = 500  # at a time: every picture is read, and kept in two files
_MISSING = "not in the corpus"
_THERE = "in that round already"


class SentEntries(Record):
    """What was sent into a round: so many texts on so many screens; `left_out` counts the others by the reason."""

    round: str
    name: str
    sent: int
    screens: int
    left_out: dict[str, int]


def send_entries(
    store: Store, files: ImageFiles, run: BrowsedRun, names: Sequence[str], round_name: str, *, actor: str
) -> SentEntries:
    """Put entries into the round of that id or name, which is made if need be.

    Their pictures are kept as long as the round, and whoever rates it sees them. Entries that are set aside, or in that
    round already, are left out. Raises BadQuestion for a round that is no longer open or compares, and BadSetting for a
    name without a letter.
    """
    wanted, there = round_to_fill(store, round_name, "rate", None)
    if not wanted.open:
        raise BadQuestion(f'The round "{wanted.name}" is closed; reopen it on the Admin page, or name another one.')
    rated = _rated(store, wanted.id) if there else frozenset()
    left_out: Counter[str] = Counter()
    found = {each.hit.facts.name: each for each in run.named(names)}
    sent = []
    for name in dict.fromkeys(names):
        reason = _why_not(found.get(name), rated)
        if reason:
            left_out[reason] += 1
        else:
            sent.append(found[name])
    kept = _kept(store, files, run, sent, left_out)
    placed = [place(_line(each), kept[each.picture.image.id]) for each in sent if each.picture.image.id in kept]
    items = prioritised(
        group(placed, round_id=wanted.id, pick=None).items, score=run.critic(), seed=wanted.settings.seed
    )
    if items:
        store.judging.start_round(wanted, items, actor=actor)
    return SentEntries(round=wanted.id, name=wanted.name, sent=len(placed), screens=len(items), left_out=dict(left_out))


def _rated(store: Store, round_id: str) -> frozenset[str]:
    return frozenset(
        name_of(each.image_id, each.id) for item in store.judging.items(round_id) for each in item.candidates
    )


def _why_not(found: Found | None, rated: frozenset[str]) -> str:
    if found is None:
        return _MISSING
    if found.entry.set_aside:
        return "set aside"
    return _THERE if found.hit.facts.name in rated else ""


def _kept(
    store: Store, files: ImageFiles, run: BrowsedRun, sent: Sequence[Found], left_out: Counter[str]
) -> dict[str, ImageRecord]:
    """Keep the pictures, and return them by their ids; entries of one that cannot be kept are left out."""
    kept: dict[str, ImageRecord] = {}
    refused: set[str] = set()
    for each in sent:
        image = each.picture.image
        if image.id not in kept and image.id not in refused:
            try:
                kept[image.id] = _keep(store, files, run, image)
            except (BadPicture, NotFound):
                refused.add(image.id)
        if image.id in refused:
            left_out["without a picture that can be read"] += 1
    return kept


def _keep(store: Store, files: ImageFiles, run: BrowsedRun, image: ImageRecord) -> ImageRecord:
    data = run.picture_file(image.id)
    picture = read_picture(data, source=image.source)
    if picture.record.id != image.id:
        raise BadPicture(f"The picture {image.id[:12]} has changed since it was listed.")
    keep_picture(store, files, picture.record, original=data, display=display_jpeg(picture.image), owner=None)
    return picture.record


def _line(found: Found) -> Line:
    """Return an entry as files hold it, with all scores that are known."""
    candidate = found.entry.candidate
    return Line(
        line=0,
        id=candidate.id,
        image_id=candidate.image_id,
        regions=candidate.regions,
        qar=candidate.qar,
        origin=candidate.origin,
        scores={**candidate.scores, **found.hit.scores},
    )
