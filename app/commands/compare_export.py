"""`deixis compare export`: preference pairs with their pictures, for trainers that learn from what is preferred."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.commands.annotate_export import prepare_folder
from app.commands.annotate_place import Place, RoundName, excluded, opened, say
from app.commands.annotate_rounds import Everybody
from app.commands.compare_rounds import find_compare_round
from app.commands.db import AsJson, Database, DataDir
from models.errors import BadSetting

if TYPE_CHECKING:
    from annotation.preferences import PreferencePair

Criterion = Literal["correctness", "informativeness", "plausibility", "overall"]
Pictures = Literal["marked", "plain"]
PREFERENCES, PICTURES = "preferences", "pictures"


def export(
    name: RoundName,
    out: Annotated[Path, typer.Option(help="Folder to write into; it is made if it is missing.")],
    criterion: Annotated[Criterion, typer.Option(help="Whose majority decides what is chosen.")] = "overall",
    pictures: Annotated[
        Pictures, typer.Option(help="With the regions drawn in, as models are shown them, or as they came.")
    ] = "marked",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an export that is there.")] = False,
    everybody: Everybody = False,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Write the pairs whose majority is for one text as JSON lines: prompt, chosen, rejected, images, regions.

    Messages are in the conversational form of TRL, whose DPO trainer reads them with the pictures; paths of pictures
    begin at the folder. Ties and pairs without a majority teach nothing and are only counted. What each annotator said
    is exported by `deixis annotate export`.
    """
    with opened(db, data_dir, as_json=as_json) as place:
        from annotation.files_write import Table
        from annotation.preference_files import preference_line
        from annotation.preferences import preference_pairs
        from app.round_export import equal_lines, write_manifest, write_tables

        found = find_compare_round(place, name)
        prepare_folder(out, overwrite=overwrite)
        without = frozenset() if everybody else excluded(place.store)
        items, judged = place.store.judging.items(found.id), place.store.judging.judged(found.id)
        pairs = preference_pairs(items, judged, criterion=criterion, without=without)
        lines = [preference_line(each, _write_picture(place, each, out, pictures)) for each in pairs]
        table = Table(PREFERENCES, lines, lines, tuple(lines[0]) if lines else ())
        written = write_tables([table], out, "jsonl")[PREFERENCES]
        manifest = {
            "round": found.model_dump(mode="json"),
            "criterion": criterion,
            "pictures": pictures,
            "excluded": sorted(without),
            "pairs": len(items),
            "preferences": len(lines),
            "left_out_as_equal": equal_lines(place.store, found),
            **written,
        }
        write_manifest(manifest, out)
        sentence = f"Wrote {len(lines)} preferences of {len(items)} pairs to {out / written['file']}."
        say(manifest, sentence, as_json=as_json)


def _write_picture(place: Place, pair: "PreferencePair", out: Path, pictures: Pictures) -> str:
    """Write a pair's picture as a PNG; return its path from the folder."""
    from models.marks import draw_regions
    from models.pictures import read_picture

    path = Path(PICTURES) / f"{pair.item_id if pictures == 'marked' else pair.image_id}.png"
    try:
        image = read_picture(place.files.original(pair.image_id).read_bytes()).image
        (out / PICTURES).mkdir(exist_ok=True)
        (draw_regions(image, pair.regions) if pictures == "marked" else image).save(out / path, "PNG")
    except OSError as error:
        raise BadSetting(f"The picture {pair.image_id[:12]}... cannot be copied to {out}: {error}.") from None
    return path.as_posix()
