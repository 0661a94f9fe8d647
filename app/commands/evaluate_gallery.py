"""`deixis evaluate gallery`: the same pictures and questions, answered by several models, on one page."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.commands.evaluate_benchmarks import Name
from app.commands.evaluate_options import AsJson, BaseUrl, DataDir, Device
from app.commands.evaluate_running import check_place, ending, print_value
from models.errors import BadSetting, ModelUnavailable

if TYPE_CHECKING:
    from models.registry import ModelOptions
    from training.galleries.answering import Speaker
    from training.galleries.records import Part
    from training.galleries.sources import Pool
    from training.scenes.graph import Split

_POOL = 4  # questions asked for each one that is shown, where disagreement decides
_SEED = 1616


def gallery(
    model: Annotated[
        list[str] | None, typer.Option(help="A student, as in `deixis ask --student`; may be given several times.")
    ] = None,
    teacher: Annotated[list[str] | None, typer.Option(help="A teacher, as in `deixis ask --student`.")] = None,
    out: Annotated[Path, typer.Option(help="The page to write.")] = Path("gallery.html"),
    benchmark: Annotated[
        Name | None, typer.Option(help="Show questions of this benchmark: of its files, or in its style.")
    ] = None,
    data: Annotated[Path | None, typer.Option(help="The folder of the benchmark's official files.")] = None,
    corpus: Annotated[
        Path | None, typer.Option(help="Show questions of a corpus: an export's folder, or a file of one.")
    ] = None,
    images: Annotated[Path | None, typer.Option(help="The pictures of --corpus, if not in the export.")] = None,
    count: Annotated[int, typer.Option(min=1, max=500, help="How many pictures are shown.")] = 12,
    choose: Annotated[
        Literal["seed", "disagreement"],
        typer.Option(help="Which: drawn by the seed, or those on which the answers differ most."),
    ] = "seed",
    pool: Annotated[
        int | None, typer.Option(min=1, help="How many are asked before disagreement chooses; four times as many.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Which scenes, or which pictures.")] = _SEED,
    split: Annotated[str, typer.Option(help="Which part of the benchmark, or of the drawn world.")] = "",
    base_url: BaseUrl = None,
    device: Device = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Show pictures and questions with ground truth, teacher and any number of students side by side."""
    from app.settings import read_settings
    from models.whole_file import write_whole
    from training.galleries.answering import make_gallery
    from training.galleries.page import page_of

    with ending(as_json=as_json, stopped="no page was written"):
        check_place(out, "--out")
        asked = pool or count * _POOL if choose == "disagreement" else count
        found = _pool(benchmark, data, corpus, images, split, max(asked, count), seed)
        options = read_settings(openai_base_url=base_url, device=device, data_dir=data_dir).model_options
        speakers = [
            *_speakers(teacher or (), "teacher", options),
            *_speakers(_students(model, teacher), "student", options),
        ]
        made = make_gallery(found, speakers, count, seed=seed, chosen_by=choose, report=_tell(len(found.posed)))
        write_whole(out, page_of(made).encode())
        value = made.model_dump(mode="json", exclude={"shown": {"__all__": {"image"}}}) | {"page": str(out)}
        print_value(value, [f"{out} shows {len(made.shown)} of {made.asked} pictures."], as_json=as_json)


def _students(model: Sequence[str] | None, teacher: Sequence[str] | None) -> Sequence[str]:
    return model or (() if teacher else ("embedded",))


def _speakers(names: Sequence[str], part: "Part", options: "ModelOptions") -> Iterator["Speaker"]:
    """Load models that answer; one that only chooses is let choose where there are choices."""
    from models.registry import build_answerer, build_scorer, check_model, why_no_choice
    from training.galleries.answering import Speaker
    from training.galleries.records import Voice

    for name in dict.fromkeys(names):
        check_model(name)
        try:
            answerer = build_answerer(name, options)
        except ModelUnavailable:
            if why_no_choice(name):
                raise
            scorer = build_scorer(name, options)
            yield Speaker(Voice(name=scorer.name, part=part), scorer=scorer)
        else:
            yield Speaker(Voice(name=answerer.name, part=part), answerer)


def _pool(
    benchmark: Name | None,
    data: Path | None,
    corpus: Path | None,
    images: Path | None,
    split: str,
    count: int,
    seed: int,
) -> "Pool":
    from training.benchmarks.drawn.styles import draw_items
    from training.benchmarks.drawn.world import MEASURED, World
    from training.benchmarks.official.benchmarks import read_items
    from training.evaluation.sampling import PER_PICTURE
    from training.galleries.sources import from_corpus, from_drawn, from_items

    if corpus is not None:
        if benchmark is not None:
            raise BadSetting("--benchmark and --corpus are two sources of questions; give one of them.")
        return from_corpus(corpus, count, seed, images=images)
    if data is not None:
        if benchmark is None:
            raise BadSetting(f"--data is the folder of a benchmark; say of which with --benchmark: {', '.join(Name)}.")
        return from_items(read_items(benchmark.value, data, split), count, seed)
    drawn: list[Split] = [each for each in MEASURED if each == (split or MEASURED[0])]
    if not drawn:
        raise BadSetting(f"--split cannot be {split!r}; drawn scenes have the splits {' and '.join(MEASURED)}.")
    if benchmark is None:
        return from_drawn(count, seed, drawn[0])
    return from_items(draw_items(benchmark.value, count * PER_PICTURE, World(seed, drawn[0])), count, seed)


def _tell(whole: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if sys.stderr.isatty():
            typer.echo(f"\r\x1b[K{done} of {whole} pictures", nl=done == whole, file=sys.stderr)

    return tell
