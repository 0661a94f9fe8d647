"""`deixis compare demo`: a round to try comparing with: the embedded student against itself, sampled."""

from typing import Annotated

import typer

from app.commands.annotate_place import opened, round_to_fill
from app.commands.db import AsJson, Database, DataDir


def demo(
    pictures: Annotated[int, typer.Option(min=1, max=10_000, help="How many pairs, one for each picture.")] = 20,
    round_name: Annotated[str, typer.Option("--round", help="What the round is called.")] = "Compare demo",
    overlap: Annotated[int | None, typer.Option(min=1, max=20, help="How many annotators judge each pair.")] = None,
    seed: Annotated[int, typer.Option(min=0, max=100, help="Another seed draws other pictures.")] = 0,
    temperature: Annotated[float, typer.Option(help="How freely the rival draws its words, above 0.")] = 1.2,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Make a round of drawn pictures on which the embedded student is compared with itself drawing its words.

    The same name, number and seed make the same round, which is then there only once.
    """
    with opened(db, data_dir, as_json=as_json) as place:
        from app.commands.compare_filling import fill, tell
        from app.commands.compare_models import Rivals
        from app.commands.compare_sources import from_drawn_world
        from models.embedded.student import load_student
        from training.corpus.demo.sampled_student import SampledStudent

        into = round_to_fill(place.store, round_name, "compare", None, overlap=overlap, seed=seed)
        student = load_student()
        rivals = Rivals([student, SampledStudent(student, temperature=temperature, seed=seed)])
        source = from_drawn_world(place, rivals, seed=seed, pairs=pictures)
        filled = fill(place, into, source, rivals.names, kind="answers", count=pictures)
        tell(into, filled, count=pictures, as_json=as_json)
