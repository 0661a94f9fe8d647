"""`deixis evaluate sizes`: how a result goes with the size of the regions that are asked about, as a picture."""

import io
from pathlib import Path
from typing import Annotated

import typer

from app.commands.evaluate_options import AsJson
from app.commands.evaluate_running import check_place, ending, print_value


def sizes(
    result: Annotated[Path, typer.Argument(help="What `deixis evaluate ... --out` wrote.")],
    out: Annotated[Path, typer.Option(help="The PNG to write.")],
    as_json: AsJson = False,
) -> None:
    """Draw a result against area, width and height of the regions, with correlations (appendix B of the paper)."""
    from models.whole_file import write_whole
    from training.benchmarks.size_plot import read_sizes, size_plot

    with ending(as_json=as_json, stopped="nothing was written"):
        check_place(out, "--out")
        named, figures = read_sizes(result)
        drawn = io.BytesIO()
        size_plot(named, figures).save(drawn, "PNG", optimize=True)
        write_whole(out, drawn.getvalue())
        lines = [f"{each.task} by {each.side}: Spearman {each.spearman:.2f} of {each.n} items" for each in figures]
        value = {"file": str(out), "by_size": [each.model_dump(mode="json") for each in figures]}
        print_value(value, [*lines, f"{out} shows it."], as_json=as_json)
