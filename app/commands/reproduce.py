"""`deixis reproduce`: the closed loop in the drawn world, measured: the paper's tables and figures again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.db import DataDir

if TYPE_CHECKING:
    from training.reproduction.parts import Scale

HOME = Path("docs/reproduction")  # the committed figures
WORK = "reproduction"  # the folder in the data folder


def reproduce_command(
    only: Annotated[
        list[str] | None, typer.Option(help="A part, such as table-1, also several times; all if left out.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of figures, plots and page.  [docs/reproduction; not with --quick]")
    ] = None,
    seeds: Annotated[int | None, typer.Option(min=1, help="How many seeds.  [3; 1 with --quick]")] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="A quarter of an hour that shows that all works; no evidence.")
    ] = False,
    miniature: Annotated[
        bool, typer.Option("--miniature", help="Two minutes that show that the parts fit together; nothing is learned.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many processes share the work, a core each.")] = 1,
    data_dir: DataDir = None,
) -> None:
    """Measure the paper's tables and figures in the drawn world and write them with plots as one page.

    What is finished is kept and not measured again: stop with Ctrl-C, and the same command goes on.
    """
    from app.commands.reproduce_workers import Work, others, work_on
    from app.commands.train_watch import said_plainly, say, stoppable
    from app.settings import read_settings
    from training.reproduction.cells import Cells
    from training.reproduction.known import parts_of
    from training.reproduction.pages import write_page

    with said_plainly():
        home = read_settings(data_dir=data_dir).data_dir / WORK
        scale = _scale(quick=quick, miniature=miniature, seeds=seeds)
        folder = _folder(out, scale, home)
        cells, work = Cells(folder), Work(tuple(only or ()), scale, home, folder, workers)
        parts_of(work.parts)  # before others begin with one that there is not
        cells.begin(scale)

        def write() -> None:
            write_page(folder, parts_of(), cells, cells.scale() or scale)

        with stoppable() as stopped, others(work):
            done = work_on(work, stopped, after_part=write)
    if not done:
        say("Stopped; what is finished is kept. The same command goes on.")
        raise typer.Exit(130)
    typer.echo(str(folder / "README.md"))


def _scale(*, quick: bool, miniature: bool, seeds: int | None) -> "Scale":
    from models.errors import BadSetting
    from training.reproduction import parts

    if quick and miniature:
        raise BadSetting("Choose one of --quick and --miniature.")
    scale = parts.quick() if quick else parts.miniature() if miniature else parts.full()
    return scale if seeds is None else scale.model_copy(update={"seeds": parts.seeds_of(seeds)})


def _folder(out: Path | None, scale: "Scale", work: Path) -> Path:
    """Return where figures go. Raises BadSetting for what is no evidence in the place of what is."""
    from models.errors import BadSetting

    if out is None:
        return work / f"{scale.name}-page" if scale.quick else HOME
    if scale.quick and out.resolve() == HOME.resolve():
        raise BadSetting(f"{out} is for figures that are evidence; name another --out with --{scale.name}.")
    return out
