"""`deixis evaluate import-lmms` and `export-lmms`: results to and from lmms-eval."""

import json
from pathlib import Path
from typing import Annotated

import typer

from app.commands.evaluate_options import AsJson
from app.commands.evaluate_running import check_place, ending, print_value, write_value
from models.errors import BadSetting

_RESULT = "_results.json"  # how lmms-eval's files end


def import_lmms(
    results: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files ..._results.json of lmms-eval.")],
    out: Annotated[
        Path | None,
        typer.Option(help="A folder; of one file also the file to write, ....json. Beside each if left out."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring results of lmms-eval into files that `evaluate table` joins, marked as lmms-eval's."""
    from training.benchmarks.lmms_eval import read_lmms

    with ending(as_json=as_json, stopped="nothing was written"):
        written = []
        for path, place in zip(results, _places(results, out), strict=True):
            value = read_lmms(path)
            check_place(place, "--out")
            write_value(place, value)
            written.append({"file": str(place), "model": value["model"], "figures": value["figures"]})
        lines = [f"{each['file']} holds {len(each['figures'])} figures of {each['model']}." for each in written]
        print_value({"imported": written}, lines, as_json=as_json)


def export_lmms(
    result: Annotated[Path, typer.Argument(help="What `deixis evaluate captions --json` printed.")],
    task: Annotated[str, typer.Option(help="The task's name there, such as refcoco_bbox_testA.")],
    out: Annotated[Path, typer.Option(help="The file to write, ..._results.json.")],
    as_json: AsJson = False,
) -> None:
    """Write a result as lmms-eval does, of a task that it has, too."""
    from models.whole_file import write_whole
    from training.benchmarks.lmms_eval import write_lmms

    with ending(as_json=as_json, stopped="nothing was written"):
        check_place(out, "--out")
        value = write_lmms(result, task)
        write_whole(out, (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())
        print_value(value, [f"{out} holds {task} of {value['model_name']}."], as_json=as_json)


def _places(results: list[Path], out: Path | None) -> list[Path]:
    """Return where each file's figures go: never the file itself."""
    if out is None:
        places = [
            path.with_name(f"{path.name.removesuffix(_RESULT).removesuffix('.json')}_imported.json") for path in results
        ]
    elif len(results) == 1 and not out.is_dir() and (out.suffix.lower() == ".json" or out.exists()):
        places = [out]
    else:
        if out.exists() and not out.is_dir():
            raise BadSetting(f"{out} is a file; name a folder for {len(results)} files with --out.")
        out.mkdir(parents=True, exist_ok=True)
        places = [out / f"{number}-{path.name}" for number, path in enumerate(results)]
    clash = next((place for place in places if place in results), None)
    if clash is not None:
        raise BadSetting(f"{clash} would be written over; name another file with --out.")
    return places
