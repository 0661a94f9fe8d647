"""`deixis evaluate grounding`: which of a picture's regions does an expression describe?"""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.evaluate_manners import ask_in_manners, tell_manners
from app.commands.evaluate_options import (
    Answers,
    AsJson,
    BaseUrl,
    DataDir,
    Device,
    Fresh,
    Model,
    ModelName,
    Out,
    RanksBy,
)
from app.commands.evaluate_running import STOPPED, check_place, ending
from models.errors import BadSetting


def grounding(
    data: Annotated[
        list[str], typer.Option(help="refcoco:FILE or vg:FILE, as for `deixis train captioner`; or one of each.")
    ],
    pictures: Annotated[Path | None, typer.Option(help="Folder of the pictures; beside each file if left out.")] = None,
    split: Annotated[str, typer.Option(help="Of RefCOCO: val, testA, testB, test or train.")] = "val",
    model: Model = "embedded",
    by: RanksBy = "auto",
    answers: Answers = "auto",
    count: Annotated[int | None, typer.Option(min=1, help="How many regions, of whole pictures drawn by seed.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Which pictures, expressions and other regions.")] = 0,
    out: Out = None,
    name: ModelName = "",
    fresh: Fresh = False,
    base_url: BaseUrl = None,
    device: Device = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """RefCOCO and Visual Genome: find the region that is described, among others of its picture."""
    from app.settings import read_settings
    from training.benchmarks.official.benchmarks import some_of
    from training.benchmarks.official.grounding import NAME, read_grounding

    with ending(as_json=as_json, stopped=STOPPED):
        check_place(out, "--out")
        settings = read_settings(openai_base_url=base_url, device=device, data_dir=data_dir)
        kinds = [each.partition(":")[0] for each in data]
        if twice := next((kind for kind in kinds if kinds.count(kind) > 1), ""):
            raise BadSetting(f"Two files of {twice} are given; measure them one after the other, each with its --out.")
        read = {kind: read_grounding(each, pictures, split, seed=seed) for kind, each in zip(kinds, data, strict=True)}
        sets = {kind: items if count is None else some_of(items, count, seed) for kind, items in read.items()}
        asked, parts = ask_in_manners(
            sets, model, by=by, answers=answers, alone=False, settings=settings, name=name, fresh=fresh
        )
        given = {"asked_for": model, "by": by, "answers": answers, "data": data, "split": split}
        given |= {"count": count, "seed": seed, "name": name}
        tell_manners(NAME, sets, asked, parts, settings, given, out, as_json=as_json)
