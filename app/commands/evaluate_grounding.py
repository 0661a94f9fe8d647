"""`deixis evaluate grounding`: which of a picture's regions does an expression describe?"""

from pathlib import Path
from typing import Annotated, Literal

import typer

from app.commands.card_models import AnswersBy
from app.commands.evaluate_manners import STOPPED, ask_in_manners, tell_manners
from app.commands.evaluate_running import check_place, ending
from models.errors import BadSetting


def grounding(
    data: Annotated[
        list[str], typer.Option(help="refcoco:FILE or vg:FILE, as for `deixis train captioner`; or one of each.")
    ],
    pictures: Annotated[Path | None, typer.Option(help="Folder of the pictures; beside each file if left out.")] = None,
    split: Annotated[str, typer.Option(help="Of RefCOCO: val, testA, testB, test or train.")] = "val",
    model: Annotated[str, typer.Option(help="The model, as in `deixis ask --student`.")] = "embedded",
    by: Annotated[
        Literal["auto", "itc", "itm", "likelihood"], typer.Option(help="How it ranks, where it has several ways.")
    ] = "auto",
    answers: Annotated[
        AnswersBy,
        typer.Option(help="Let it answer with the choices listed by letter, or freely; auto: free for small students."),
    ] = "auto",
    count: Annotated[int | None, typer.Option(min=1, help="How many regions, of whole pictures drawn by seed.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Which pictures, expressions and other regions.")] = 0,
    out: Annotated[Path | None, typer.Option(help="Also write all figures and settings here.")] = None,
    name: Annotated[str, typer.Option(help="What to call the model in the results.")] = "",
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Ask everything anew, also what the same command scored before.")
    ] = False,
    base_url: Annotated[str | None, typer.Option(help="Endpoint of openai: models; else OPENAI_BASE_URL.")] = None,
    device: Annotated[str | None, typer.Option(help="Where hf: models run: auto, cpu, cuda, cuda:1, mps.")] = None,
    data_dir: Annotated[
        Path | None, typer.Option("--data-dir", help="Folder of own models; else DEIXIS_DATA_DIR, else ./data.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON value and nothing else.")] = False,
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
