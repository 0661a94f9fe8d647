"""`deixis corpus import`: a run from texts that were written elsewhere, or exported before."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.corpus_progress import StageLine
from app.commands.corpus_work import check_models, ending, folder_of, say
from app.commands.db import AsJson, DataDir
from models.errors import BadSetting

if TYPE_CHECKING:
    from training.corpus.import_run import Bad, Imported, Pictures
    from training.corpus.run_settings import CorpusSettings

_SHOWN = 5  # bad lines, in the text; --json lists all


def import_corpus(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Our JSON lines, the LSKD corpus, conversations, LLaVA, CSV, Parquet; or an export's folder."
        ),
    ],
    name: Annotated[str, typer.Option(help="What the run is called, or is called already.")],
    images: Annotated[
        Path | None, typer.Option(help="Folder that the pictures are in; else those in the export.")
    ] = None,
    scenes: Annotated[int | None, typer.Option(min=1, help="How many drawn scenes the texts are about.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Which scenes these are.")] = None,
    critic: Annotated[str, typer.Option(help="Who scores the texts, with `deixis corpus critique`.")] = "",
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Take the good lines even if there are bad ones.")
    ] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Bring a corpus into a run, to be selected from, scored, exported, measured and browsed.

    Exit code 1 if a line is bad. The same import may be made again, and others into the same run.
    """
    line = StageLine(quiet=as_json)
    with ending(as_json=as_json, line=line):
        from app.settings import read_settings
        from training.corpus.import_run import import_run
        from training.corpus.journal.progress import Progress

        settings = _settings(images or _pictures_of(files, scenes), scenes, seed, critic)
        imported = import_run(
            folder_of(name, read_settings(data_dir=data_dir).data_dir),
            settings,
            files,
            _pictures(settings),
            skip_bad=skip_bad,
            tell=lambda lines: line.tell("import", Progress(done=lines)),
        )
        line.end()
        _say(name, imported, skip_bad=skip_bad, as_json=as_json)


def _pictures_of(files: list[Path], scenes: int | None) -> Path | None:
    """Return the folder of pictures that an export brings along, if it is the only one of the files."""
    from training.corpus.export.picture_files import PLAIN

    return files[0] / PLAIN if not scenes and len(files) == 1 and (files[0] / PLAIN).is_dir() else None


def _settings(images: Path | None, scenes: int | None, seed: int | None, critic: str) -> "CorpusSettings":
    from training.corpus.run_settings import read_corpus_settings

    if bool(images) == bool(scenes):
        raise BadSetting(
            "Name the folder of the pictures with --images, or how many drawn ones there are with --scenes."
        )
    given = {
        "pictures.images": str(images.absolute()) if images else None,
        "pictures.scenes": scenes,
        "pictures.seed": seed,
    }
    settings = read_corpus_settings(
        None, {"critic": critic, **{key: value for key, value in given.items() if value is not None}}
    )
    check_models(settings)
    return settings


def _pictures(settings: "CorpusSettings") -> "Pictures":
    from training.corpus.pictures.drawn import DrawnScenes
    from training.corpus.pictures.folder import Folder

    pictures = settings.pictures
    if pictures.scenes:
        return DrawnScenes(pictures.scenes, seed=pictures.seed)
    if not Path(pictures.images).is_dir():
        raise BadSetting(f"{pictures.images} is not a folder; name the folder that holds the pictures.")
    return Folder(Path(pictures.images))


def _say(name: str, imported: "Imported", *, skip_bad: bool, as_json: bool) -> None:
    """Tell what came of it; with bad lines that are not to be skipped, or with no good ones, that is exit code 1."""
    bad = imported.bad
    if not as_json:
        for each in bad[:_SHOWN]:
            typer.echo(f"{each.file}, line {each.line}: {each.reason}.", err=True)
        if len(bad) > _SHOWN:
            typer.echo(f"{len(bad) - _SHOWN} more lines are bad; --json lists all.", err=True)
    if (bad and not skip_bad) or not (imported.new or imported.known):
        _refuse(bad, as_json=as_json)
    value = imported._asdict() | {"bad": [each._asdict() for each in bad]}
    known = f" {imported.known} were there already." if imported.known else ""
    skipped = f" {_counted(bad)} bad and left out." if bad else ""
    new = f"{imported.new} questions, answers and rationales about {imported.pictures} pictures are imported."
    say({"run": name, **value}, f'Run "{name}": {new}{known}{skipped}', as_json=as_json)


def _refuse(bad: "tuple[Bad, ...]", *, as_json: bool) -> None:
    sentence = f"{_counted(bad)} bad, so nothing is imported; mend it, or add --skip-bad."
    if not bad:
        sentence = "There is nothing in these files to import; name others."
    error: dict[str, Any] = {"error": sentence, "bad": [each._asdict() for each in bad]}
    typer.echo(json.dumps(error, ensure_ascii=False) if as_json else sentence, err=not as_json)
    raise typer.Exit(1)


def _counted(bad: "tuple[Bad, ...]") -> str:
    return "1 line is" if len(bad) == 1 else f"{len(bad)} lines are"
