"""Labels for a critic from where a person keeps them: the rounds of a database, or a file that was exported from one.

sqlite:///data/deixis.sqlite3      the rounds of that database; so does its path alone, or nothing for one's own
postgresql+psycopg://user@host/db
out/labels.jsonl                   what `deixis annotate export` wrote; its pictures in out/pictures
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from app.label_files import labels_of_file
from app.label_pictures import LabelPictures
from app.rated_labels import Rated, labels_of_rounds
from app.settings import Settings
from db.engine import database_url, shown, sqlite_file
from db.store import open_store
from models.critic_labels import RULE
from models.errors import BadSetting, NotFound
from training.critics.label_facts import LabelFacts
from training.embedded.critic_data import About, Labelled

PICTURES = "pictures"
NO_PICTURE = "their pictures are no longer on the disk"
_DATABASE = b"SQLite format 3\x00"  # how every such file begins


class Wanted(NamedTuple):
    """Where labels are, "" for the data folder's own database; of which rounds, by which rule, and where else their
    pictures are looked for."""

    labels: str = ""
    rounds: tuple[str, ...] = ()
    rule: str | None = None
    pictures: Path | None = None


class Gathered(NamedTuple):
    """Labels that can be learned from, what is known of them, and what a person should know, a sentence each."""

    data: Labelled
    facts: LabelFacts
    notes: tuple[str, ...]


def gather_labels(wanted: Wanted, settings: Settings) -> Gathered:
    """Return the labels. Raises NotFound, BadSetting or StoreProblem where they cannot be read."""
    if wanted.pictures is not None and not wanted.pictures.is_dir():
        raise NotFound(f"There is no folder {wanted.pictures} of pictures.")
    if _is_file(wanted.labels):
        path = Path(wanted.labels).expanduser()
        if wanted.rounds:
            raise BadSetting(f"{path} holds the labels of its rounds together; leave --round away.")
        rated, beside = labels_of_file(path, wanted.rule), path.parent / PICTURES
    else:
        rated, beside = _of_database(wanted, settings)
    folders = [*([wanted.pictures] if wanted.pictures else []), beside, settings.data_dir / PICTURES]
    return _with_pictures(rated, LabelPictures(folders))


def _is_file(labels: str) -> bool:
    """Say whether labels are a file of lines, not a database."""
    if not labels or "://" in labels:
        return False
    path = Path(labels).expanduser()
    if path.is_dir():
        raise BadSetting(f"{path} is a folder; name the labels.jsonl in it, or a database.")
    if not path.exists():
        raise NotFound(f"There is no file {path} of labels.")
    with path.open("rb") as file:
        return file.read(len(_DATABASE)) != _DATABASE


def _of_database(wanted: Wanted, settings: Settings) -> tuple[Rated, Path]:
    """Return the labels of a database and the folder of pictures beside it."""
    if wanted.rule not in (None, RULE):
        raise BadSetting(f'There is no rule "{wanted.rule}" to make labels by; rounds have labels by "{RULE}".')
    url = database_url(wanted.labels or settings.database)
    file = sqlite_file(url)
    if file is not None and not file.exists():
        # Opening it would make it.
        way = (
            "name another one" if wanted.labels else "`deixis annotate demo` makes a round to rate, or name another one"
        )
        raise NotFound(f"There is no database {shown(url)}; {way} with --labels.")
    with open_store(url.render_as_string(hide_password=False)) as store:
        return labels_of_rounds(store, wanted.rounds), (file.parent if file else settings.data_dir) / PICTURES


def _with_pictures(rated: Rated, pictures: LabelPictures) -> Gathered:
    there = {each.candidate.image_id for each in rated.labels}
    there = {each for each in there if pictures.has(each)}
    labels = tuple(each for each in rated.labels if each.candidate.image_id in there)
    lost = len(rated.labels) - len(labels)
    facts = rated.facts
    if lost:
        facts = facts.model_copy(update={"left_out": facts.left_out | {NO_PICTURE: lost}})
    about = About(supervision=facts.in_words, seeds=f"{len(there)} pictures")
    return Gathered(Labelled(labels, pictures.open, about, {}), facts, tuple(_notes(facts)))


def _notes(facts: LabelFacts) -> Iterator[str]:
    for reason, count in facts.left_out.items():
        yield f"{count} candidates are left out: {reason}."
    if facts.twice:
        yield f"{facts.twice} labels were joined with another one of the same text, where one rejection rejects."
    if len(facts.guidelines) > 1:
        listed = ", ".join(f"{count} by {name or 'none'}" for name, count in sorted(facts.guidelines.items()))
        yield f"Raters were told different things; judgements by version of the guidelines: {listed}."
