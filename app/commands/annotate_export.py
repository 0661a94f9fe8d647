"""`deixis annotate export`: all that was judged, and the labels derived from it, as files with a manifest."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.commands.annotate_place import Place, RoundName, excluded, find_round, opened, say
from app.commands.db import AsJson, Database, DataDir
from models.errors import BadSetting

if TYPE_CHECKING:
    from models.judging import Round

MANIFEST = "manifest.json"  # app/round_export.py, which is not imported before a command needs it


def export(
    name: RoundName,
    out: Annotated[Path, typer.Option(help="Folder to write into; it is made if it is missing.")],
    form: Annotated[
        Literal["jsonl", "csv", "parquet"], typer.Option("--format", help="How tables are written.")
    ] = "jsonl",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an export that is there.")] = False,
    everybody: Annotated[bool, typer.Option("--everybody", help="Count excluded annotators in labels, too.")] = False,
    with_pictures: Annotated[
        bool, typer.Option("--pictures", help="Copy the pictures too, for import into another store.")
    ] = False,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Write candidates, judgements, skips and critic labels, and a manifest that says how the labels came about.

    Annotators are pseudonyms. Every label names the judgements it is derived from and the rule.
    """
    with opened(db, data_dir, as_json=as_json) as place:
        from annotation.files_write import check_format
        from app.round_export import tables_of, write_manifest, write_tables

        check_format(form)
        found = find_round(place.store, name)
        prepare_folder(out, overwrite=overwrite)
        without = frozenset() if everybody else excluded(place.store)
        tables, manifest = tables_of(place.store, found, without)
        manifest["files"] = write_tables(tables, out, form)
        if with_pictures:
            _copy_pictures(place, found, out / "pictures")
        write_manifest(manifest, out)
        counts = ", ".join(f"{len(table.lines)} {table.name}" for table in tables)
        say(manifest, f"Wrote {counts} to {out}.", as_json=as_json)


def prepare_folder(out: Path, *, overwrite: bool) -> None:
    """Make a folder to export into. Raises BadSetting when it holds anything but an export to be replaced."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        if any(out.iterdir()) and not (overwrite and (out / MANIFEST).exists()):
            way = "add --overwrite" if (out / MANIFEST).exists() else "name an empty folder"
            raise BadSetting(f"{out} is not empty; {way} or name another folder with --out.")
        (out / MANIFEST).unlink(missing_ok=True)
    except OSError as error:
        raise BadSetting(f"{out} cannot be written to: {error.strerror}.") from None


def _copy_pictures(place: Place, found: "Round", folder: Path) -> None:
    """Write the originals under their ids, where `deixis annotate import --images` finds them."""
    from PIL import Image

    for image_id in {item.image_id for item in place.store.judging.items(found.id)}:
        original = place.files.original(image_id)
        try:
            folder.mkdir(exist_ok=True)
            with Image.open(original) as image:
                name = f"{image_id}.{(image.format or 'picture').lower()}"
            (folder / name).write_bytes(original.read_bytes())
        except OSError as error:
            raise BadSetting(f"The picture {image_id[:12]}... cannot be copied to {folder}: {error}.") from None
