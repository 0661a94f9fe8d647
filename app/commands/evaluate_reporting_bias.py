"""`deixis evaluate reporting-bias`: where, how many, what not, when; by ranking captions and by answering."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

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

if TYPE_CHECKING:
    from training.benchmarks.items import ItemSet
    from training.benchmarks.manners import Part

Skill = Literal["spatial", "counting", "negation", "temporal", "all"]
Form = Literal["regions", "captions"]
_SKILLS: tuple[Skill, ...] = ("spatial", "counting", "negation", "temporal")
_DRAWN = 100  # items of each skill


def reporting_bias(
    data: Annotated[
        Path | None, typer.Option(help="The folder of the official files; the drawn world if left out.")
    ] = None,
    skill: Annotated[Skill, typer.Option(help="Which of the four sets.")] = "all",
    model: Model = "embedded",
    form: Annotated[
        Form, typer.Option(help="Of the drawn world: statements about regions, or captions as the files have them.")
    ] = "regions",
    split: Annotated[Literal["evaluate", "heldout"], typer.Option(help="Which part of the drawn world.")] = "evaluate",
    by: RanksBy = "auto",
    answers: Answers = "auto",
    count: Annotated[
        int | None, typer.Option(min=1, help="Items of each skill: 100 drawn ones, all of the files' if left out.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Which drawn scenes, or which of the files' pictures.")
    ] = None,
    save: Annotated[
        Path | None, typer.Option(help="Also write what was chosen to this folder, a file for each skill and manner.")
    ] = None,
    out: Out = None,
    name: ModelName = "",
    fresh: Fresh = False,
    base_url: BaseUrl = None,
    device: Device = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Reporting bias: what captions seldom say (where, how many, what not, when), ranked and answered."""
    from app.settings import read_settings

    with ending(as_json=as_json, stopped=STOPPED):
        check_place(out, "--out")
        settings = read_settings(openai_base_url=base_url, device=device, data_dir=data_dir)
        sets = {each: _items(each, data, form, split, count, seed) for each in _SKILLS if skill in (each, "all")}
        # Captions are ranked alone, as the released scripts do; what is said of regions answers a question.
        alone = data is not None or form == "captions"
        asked, parts = ask_in_manners(
            sets, model, by=by, answers=answers, alone=alone, settings=settings, name=name, fresh=fresh
        )
        for path, value in _written(parts, save):
            typer.echo(f"{path} holds {value}.", err=True)
        given = {"asked_for": model, "by": by, "answers": answers, "form": "captions" if data else form, "skill": skill}
        given |= {"count": count, "seed": seed, "name": name, "data": data and str(data.absolute())}
        benchmark = "reporting-bias" if data is not None else "drawn-reporting-bias"
        tell_manners(benchmark, sets, asked, parts, settings, given, out, as_json=as_json)


def _items(skill: str, data: Path | None, form: Form, split: Any, count: int | None, seed: int | None) -> "ItemSet":
    from training.benchmarks.drawn.reporting_bias import draw_bias_items
    from training.benchmarks.drawn.world import SEED, World
    from training.benchmarks.official.benchmarks import some_of
    from training.benchmarks.official.reporting_bias import read_reporting_bias

    if data is None:
        return draw_bias_items(skill, count or _DRAWN, World(SEED if seed is None else seed, split), form=form)
    items = read_reporting_bias(data, skill)
    return items if count is None else some_of(items, count, seed or 0)


def _written(parts: list["Part"], folder: Path | None) -> Iterator[tuple[Path, str]]:
    """Write what was chosen as `deixis evaluate score reporting-bias` reads it, a list in the order of the rows."""
    from models.whole_file import write_whole
    from training.benchmarks.official.reporting_bias import answers_of

    if folder is None:
        return
    if folder.exists() and not folder.is_dir():
        raise BadSetting(f"{folder} is a file; name a folder with --save.")
    folder.mkdir(parents=True, exist_ok=True)
    for part in parts:
        path = folder / f"{part.skill}_{part.manner}.json"
        write_whole(path, (json.dumps(answers_of(part.items, part.said), ensure_ascii=False, indent=0) + "\n").encode())
        yield path, f"{len(part.items.items)} choices"
