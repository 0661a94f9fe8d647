"""What the commands of `deixis annotate` share: the store they work on, the round that is meant, how they end."""

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from models.errors import BadSetting, DeixisError, NotFound

if TYPE_CHECKING:
    from db.image_files import ImageFiles
    from db.store import Store
    from models.judging import Round, RoundKind, RoundSettings

ACTOR = "command line"
_NO_ID = re.compile(r"[^A-Za-z0-9_]+")
_LONGEST_ID = 64
_USUAL: "Mapping[RoundKind, dict[str, Any]]" = {"rate": {}, "compare": {"overlap": 3}}

RoundName = Annotated[str, typer.Argument(metavar="ROUND", help="The round, by its id or its name.")]


class Place(NamedTuple):
    """An opened store and the files of its pictures."""

    store: "Store"
    files: "ImageFiles"


class Filling(NamedTuple):
    """A round to put items into, and the ids of those that it has already."""

    round: "Round"
    there: frozenset[str]


@contextlib.contextmanager
def opened(db: str | None, data_dir: Path | None, *, as_json: bool) -> Iterator[Place]:
    """Open the store; end the command with exit code 1 and one sentence when something is wrong."""
    try:
        from app.data_folder import prepare_data_folder
        from app.settings import read_settings
        from db.image_files import ImageFiles
        from db.store import open_store

        settings = read_settings(db_url=db, data_dir=data_dir)
        folder = prepare_data_folder(settings.data_dir)
        with open_store(settings.database) as store:
            yield Place(store, ImageFiles(folder / "pictures"))
    except DeixisError as error:
        typer.echo(json.dumps({"error": str(error)}) if as_json else str(error), err=not as_json)
        raise typer.Exit(1) from None


def say(value: Mapping[str, Any], text: str, *, as_json: bool) -> None:
    """Print one JSON value or the text."""
    typer.echo(json.dumps(value, ensure_ascii=False) if as_json else text)


def find_round(store: "Store", name: str) -> "Round":
    """Return a round by its id or its name. Raises NotFound, which lists those that there are."""
    rounds = store.judging.rounds()
    found = [each for each in rounds if each.id == name] or [each for each in rounds if each.name == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(
            f"{len(found)} rounds are called {name!r}; name one by its id: {', '.join(r.id for r in found)}."
        )
    known = ", ".join(f"{each.id} ({each.name})" for each in rounds)
    raise NotFound(f"There is no round {name!r}. There {'are: ' + known if known else 'is none yet'}.")


def state_of(found: "Round") -> str:
    """Say whether screens of a round are handed out."""
    return "open" if found.open else "being filled" if found.filling else "closed"


def round_to_fill(
    store: "Store",
    name: str,
    kind: "RoundKind",
    settings: Path | None,
    *,
    usual: "Mapping[str, Any] | None" = None,
    **flags: Any,
) -> Filling:
    """Return the round of that id or name if there is one, else a new one, not yet in the store, with today's
    guidelines. Settings come from a JSON file, over which flags win that are not None; what neither gives is `usual`.

    Raises BadSetting for a name without a letter, for settings that mean nothing, and for others than a round has that
    is there already.
    """
    given = _given(settings) | {key: value for key, value in flags.items() if value is not None}
    there = next((each for each in store.judging.rounds() if name in (each.id, each.name)), None)
    if there is None:
        return Filling(_new_round(name, kind, _checked(_USUAL[kind] | dict(usual or {}) | given)), frozenset())
    wanted = _checked(there.settings.model_dump() | given)
    if (there.kind, there.settings) != (kind, wanted):
        raise BadSetting(
            f"There is a round {name!r} already, of kind {there.kind!r} and with other settings; give the new one "
            "another --round."
        )
    return Filling(there, frozenset(item.id for item in store.judging.items(there.id)))


def _new_round(name: str, kind: "RoundKind", settings: "RoundSettings") -> "Round":
    from annotation.guidelines import current_guidelines
    from db.store import utc_now
    from models.judging import Round

    round_id = _NO_ID.sub("-", name).strip("-").lower()[:_LONGEST_ID]
    if not round_id:
        raise BadSetting(f"A round cannot be called {name!r}; give it a name with letters or digits.")
    if not settings.guidelines:
        settings = settings.model_copy(update={"guidelines": current_guidelines(kind).version})
    return Round(id=round_id, name=name, kind=kind, settings=settings, created_at=utc_now())


def _given(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        given = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise BadSetting(f"{path} is not JSON: {error}.") from None
    if not isinstance(given, dict):
        raise BadSetting(f"{path} is not a JSON object of settings.")
    return given


def _checked(given: dict[str, Any]) -> "RoundSettings":
    from pydantic import ValidationError

    from models.judging import RoundSettings

    try:
        return RoundSettings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        known = ", ".join(RoundSettings.model_fields)
        raise BadSetting(
            f"The setting {'.'.join(map(str, first['loc']))} cannot be {first['input']!r}: {first['msg']}. "
            f"Settings are {known}."
        ) from None


def excluded(store: "Store") -> frozenset[str]:
    """Return the pseudonyms of excluded annotators, whose judgements are kept and not counted."""
    return frozenset(person.pseudonym for person in store.people.everybody() if person.excluded)
