"""`deixis annotate import`: a round from generated texts in a file and a folder of pictures."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.annotate_pictures import PictureFolder
from app.commands.annotate_place import ACTOR, opened, round_to_fill, say
from app.commands.db import AsJson, Database, DataDir
from models.errors import BadPicture, BadSetting

if TYPE_CHECKING:
    from annotation.files_items import Pick, Placed
    from models.corpus_files.lines import BadLine


def import_candidates(
    file: Annotated[Path, typer.Argument(help="JSON lines of ours, JSON lines of the LSKD corpus, or CSV.")],
    round_name: Annotated[str, typer.Option("--round", help="What the round is called, or is called already.")],
    images: Annotated[Path | None, typer.Option(help="The folder that the file's pictures are in.")] = None,
    overlap: Annotated[int | None, typer.Option(min=1, max=20, help="How many annotators judge each picture.")] = None,
    settings: Annotated[Path | None, typer.Option(help="JSON file with settings of the round.")] = None,
    score: Annotated[
        str | None, typer.Option(help="The score that orders the queue; the only one there is if left out.")
    ] = None,
    threshold: Annotated[float, typer.Option(help="Texts whose score is near to this come first.")] = 0.8,
    every: Annotated[
        bool, typer.Option("--every", help="Judge all texts of a picture, instead of five that differ.")
    ] = False,
    embedder: Annotated[
        Path | None, typer.Option(help="Folder of a model of sentences that tells which texts differ.")
    ] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Take the good lines even if there are bad ones.")
    ] = False,
    seed: Annotated[int | None, typer.Option(help="Draws the random part of the queue.")] = None,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Make a round, or add to one, from texts that a file holds. Exit code 1 if a line is bad.

    JSON lines of ours have id, image (a path below --images), regions, qar, origin and scores, as `deixis annotate
    export` writes them. CSV needs the columns image, question, answer and rationale; regions are written
    "0:10,20,90,80; 1:15,5,60,70" in pixels, and score:NAME and origin:NAME hold what is known of a text. For screens
    with known answers there are kind (gold or qualification), gold_qa, gold_rationale and gold_why.

    Of more than five texts about a picture, five that differ are judged: one from each cluster of their embeddings.
    """
    with opened(db, data_dir, as_json=as_json) as place:
        wanted, there = round_to_fill(place.store, round_name, "rate", settings, overlap=overlap, seed=seed)
        pictures = PictureFolder(place, images)
        placed, bad = _read(file, pictures)
        for line in bad:
            typer.echo(f"{file}, line {line.line}: {line.reason}", err=True)
        if bad and not skip_bad:
            _refuse(file, bad, as_json=as_json)
        if not placed:
            raise BadSetting(f"{file} holds no text that could be judged.")

        from annotation.files_items import group
        from annotation.priorities import prioritised, score_of

        grouped = group(placed, round_id=wanted.id, pick=None if every else _pick(embedder))
        with typer.progressbar(
            {item.image_id for item in grouped.items}, label="Keeping pictures", file=sys.stderr
        ) as needed:
            for image_id in needed:
                pictures.keep(image_id)
        order = score or score_of(grouped.items)
        queue = prioritised(grouped.items, score=order, threshold=threshold, seed=wanted.settings.seed)
        place.store.judging.start_round(wanted, queue, actor=ACTOR)
        new = sum(item.id not in there for item in queue)
        texts = sum(len(item.candidates) for item in queue)
        scored = sum(any(order in each.scores for each in item.candidates) for item in queue)
        value = {
            "round": wanted.id,
            "screens": len(queue),
            "new": new,
            "texts": texts,
            "scored": scored,
            "passed_over": grouped.passed_over,
            "bad": [line._asdict() for line in bad],
        }
        text = (
            f'Round "{wanted.name}" has {texts} texts of {file} on {len(queue)} screens; {new} are new. '
            f"{grouped.passed_over} texts were passed over for others of their picture, {len(bad)} lines were bad. "
            + (f"{scored} screens have a score {order!r} that orders them." if scored else "Their order is random.")
        )
        say(value, text, as_json=as_json)


def _read(file: Path, pictures: PictureFolder) -> "tuple[list[Placed], list[BadLine]]":
    """Return the candidates with their pictures, and what cannot be used."""
    from annotation.files_items import place
    from models.corpus_files.lines import BadLine
    from models.corpus_files.reading import read_candidates

    placed: list[Placed] = []
    bad: list[BadLine] = []
    for found in read_candidates(file):
        if isinstance(found, BadLine):
            bad.append(found)
            continue
        try:
            placed.append(place(found, pictures.find(found)))
        except (BadPicture, ValueError) as problem:
            bad.append(BadLine(found.line, str(problem).rstrip(".")))
    return placed, bad


def _refuse(file: Path, bad: "list[BadLine]", *, as_json: bool) -> None:
    counted, be = ("1 line", "is") if len(bad) == 1 else (f"{len(bad)} lines", "are")
    sentence = f"{counted} of {file} {be} bad, so nothing is imported; mend it, or add --skip-bad."
    if as_json:
        typer.echo(json.dumps({"error": sentence, "bad": [line._asdict() for line in bad]}, ensure_ascii=False))
    else:
        typer.echo(sentence, err=True)
    raise typer.Exit(1)


def _pick(embedder: Path | None) -> "Pick":
    from training.corpus.select import select

    if embedder is None:
        from training.corpus.embedding import PieceEmbedder

        embed = PieceEmbedder()
    else:
        from training.corpus.sentence_model import load_sentence_model

        embed = load_sentence_model(embedder)
    return lambda texts: select(texts, 5, embed=embed)
