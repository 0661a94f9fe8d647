"""`deixis annotate demo`: a round to try judging with, made of drawn scenes."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.annotate_place import ACTOR, Place, opened, round_to_fill, say
from app.commands.db import AsJson, Database, DataDir

if TYPE_CHECKING:
    from models.judging import Item

SCORE, SURE = "confidence", 0.5


def demo(
    pictures: Annotated[int, typer.Option(min=1, max=10_000, help="How many pictures are judged.")] = 40,
    round_name: Annotated[str, typer.Option("--round", help="What the round is called.")] = "Demo",
    overlap: Annotated[int | None, typer.Option(min=1, max=20, help="How many annotators judge each picture.")] = None,
    settings: Annotated[Path | None, typer.Option(help="JSON file with settings of the round.")] = None,
    seed: Annotated[int, typer.Option(min=0, max=100, help="Another seed draws other pictures.")] = 0,
    temperature: Annotated[float, typer.Option(help="How freely the student draws its words, 0 for not at all.")] = 1.1,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Make a round of drawn pictures about which the embedded student has said five things each, mistakes included.

    Beside these there are two pictures to qualify with, and hidden gold: true statements, and some that are true of
    another region only. The same name, number and seed make the same round, which is then there only once.
    """
    with opened(db, data_dir, as_json=as_json) as place:
        # Who tries it goes on whatever they say of the pictures to qualify with.
        usual = {"pass_mark": 0.0}
        wanted, there = round_to_fill(
            place.store, round_name, "rate", settings, usual=usual, overlap=overlap, seed=seed
        )
        items = _draw(place, wanted.id, pictures, seed=seed, temperature=temperature)

        from annotation.priorities import prioritised

        queue = prioritised(items, score=SCORE, threshold=SURE, seed=seed)
        place.store.judging.start_round(wanted, queue, actor=ACTOR)
        new = sum(item.id not in there for item in items)
        kinds = {kind: sum(item.kind == kind for item in items) for kind in ("item", "qualification", "gold")}
        text = (
            f'Round "{wanted.name}" has {kinds["item"]} pictures of five texts, {kinds["qualification"]} to qualify '
            f"with and {kinds['gold']} of hidden gold; {new} are new.\n"
            "Rate them: run `deixis app` and open http://127.0.0.1:7860/rate"
        )
        say({"round": wanted.id, "name": wanted.name, "new": new, **kinds}, text, as_json=as_json)


def _draw(place: Place, round_id: str, count: int, *, seed: int, temperature: float) -> "list[Item]":
    """Draw the pictures, keep them for everybody, and return what is judged about them."""
    from db.keeping import keep_picture
    from models.embedded.student import load_student
    from models.pictures import display_jpeg, read_picture
    from training.corpus.demo.rounds import demo_length, demo_pictures
    from training.corpus.demo.student import sampled_answers
    from training.corpus.embedding import PieceEmbedder

    answer_all = sampled_answers(load_student(), temperature=temperature, seed=seed)
    drawn = demo_pictures(count, round_id=round_id, answer_all=answer_all, embed=PieceEmbedder(), seed=seed)
    items = []
    with typer.progressbar(drawn, length=demo_length(count), label="Drawing", file=sys.stderr) as bar:
        for each in bar:
            picture = read_picture(each.png, source="drawn scene")
            display = display_jpeg(picture.image)
            keep_picture(place.store, place.files, picture.record, original=each.png, display=display, owner=None)
            items.append(each.item)
    return items
