"""`deixis compare build`: a round of blind comparing from files, saved conversations or models that are asked now."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from app.commands.annotate_place import Place, opened, round_to_fill
from app.commands.db import AsJson, Database, DataDir
from app.commands.verbalizer_option import Verbalizer
from models.errors import BadSetting

if TYPE_CHECKING:
    from annotation.pairs import Asked
    from models.corpus_files.lines import BadLine

Kind = Literal["answers", "rationales", "captions"]
DRAWN = "drawn"
_PAIRS = 300
_PAIRS_OF_REGIONS, _ANNOTATORS_OF_REGIONS = 150, 5  # of appendix E


class _Wanted(NamedTuple):
    """Where pairs are to come from; exactly one of the first three is given."""

    files: list[Path]
    conversations: bool
    questions: str | None
    models: list[str]
    kind: Kind
    regions: bool
    images: Path | None
    seed: int
    pairs: int


class _Source(NamedTuple):
    """The questions in drawn order, the models whose answers they have, and the lines of files that are bad."""

    asked: "Iterable[Asked]"
    models: frozenset[str]
    bad: "Sequence[tuple[Path, BadLine]]" = ()


def build(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Two or more files of answers to the same questions.")
    ] = None,
    round_name: Annotated[str, typer.Option("--round", help="What the round is called, or is called already.")] = "",
    conversations: Annotated[
        bool,
        typer.Option(
            "--from-conversations",
            help="Take everybody's questions on the Ask page that student and teacher answered; annotators see them.",
        ),
    ] = False,
    questions: Annotated[
        str | None, typer.Option(help="Ask models now: 'drawn' for the drawn world, or a file of questions.")
    ] = None,
    a: Annotated[str | None, typer.Option("--a", help="With --questions: a model, as in `deixis ask`.")] = None,
    b: Annotated[str | None, typer.Option("--b", help="With --questions: its rival.")] = None,
    also: Annotated[list[str] | None, typer.Option(help="Another rival; every two are paired equally often.")] = None,
    kind: Annotated[
        Kind, typer.Option(help="Which texts are compared; an answer comes with its rationale, a caption is an answer.")
    ] = "answers",
    regions: Annotated[
        bool, typer.Option("--regions", help="The files are captions of regions: those of the same box are compared.")
    ] = False,
    images: Annotated[Path | None, typer.Option(help="The folder that the files' pictures are in.")] = None,
    count: Annotated[
        int | None,
        typer.Option(min=1, max=100_000, help="How many pairs, one for each picture; 300, with --regions 150."),
    ] = None,
    overlap: Annotated[
        int | None, typer.Option(min=1, max=20, help="How many annotators judge each pair; 3, with --regions 5.")
    ] = None,
    settings: Annotated[Path | None, typer.Option(help="JSON file with settings of the round.")] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, max=100, help="Draws the pictures, the questions and the pairs.")
    ] = None,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Take the good lines even if some are bad.")] = False,
    verbalizer: Verbalizer = None,
    base_url: Annotated[str | None, typer.Option(help="Endpoint of openai: models; else OPENAI_BASE_URL.")] = None,
    device: Annotated[str | None, typer.Option(help="Where hf: models run: auto, cpu, cuda, cuda:1, mps.")] = None,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Make a round of pairs of texts, which people compare on the Compare page without knowing who wrote which.

    Lines of files have id, image (a path below --images) or image_id, regions, question, answer, rationale and model;
    answers to the same question have the same id. With --regions they have image, box and caption, or they are the
    pictures.jsonl of exported corpora, and captions of the same box belong together. Without a model a line is by the
    name of its file. The same command again adds nothing, or goes on where it was interrupted; equal texts are listed,
    left out, and named in reports. A round whose name tells one of the models is refused, for annotators read it.
    """
    with opened(db, data_dir, as_json=as_json) as place:
        from app.commands.compare_filling import fill, tell

        if not round_name:
            raise BadSetting("Name the round with --round, such as --round 'First pilot'.")
        models = [name for name in (a, b, *(also or ())) if name]
        usual = {"overlap": _ANNOTATORS_OF_REGIONS} if regions else {}
        into = round_to_fill(place.store, round_name, "compare", settings, usual=usual, overlap=overlap, seed=seed)
        drawn, count = into.round.settings.seed, count or (_PAIRS_OF_REGIONS if regions else _PAIRS)
        kind = "captions" if regions else kind
        wanted = _Wanted(files or [], conversations, questions, models, kind, regions, images, drawn, count)
        _check(wanted)
        source = _source(place, wanted, verbalizers=verbalizer, openai_base_url=base_url, device=device)
        for file, line in source.bad:
            typer.echo(f"{file}, line {line.line}: {line.reason}", err=True)
        if source.bad and not skip_bad:
            many = "1 line is" if len(source.bad) == 1 else f"{len(source.bad)} lines are"
            raise BadSetting(f"{many} bad, so nothing is compared; mend them, or add --skip-bad.")
        filled = fill(place, into, source.asked, source.models, kind=kind, count=count)
        shown = [{"file": str(file), **line._asdict()} for file, line in source.bad]
        tell(into, filled, count=count, as_json=as_json, bad=shown)


def _check(wanted: _Wanted) -> None:
    """Raise BadSetting unless there is one source and all that belongs to it."""
    if sum(map(bool, (wanted.files, wanted.conversations, wanted.questions))) != 1:
        raise BadSetting("Say where the pairs come from: files of answers, --from-conversations, or --questions.")
    if wanted.files and len(wanted.files) < 2:
        raise BadSetting(f"{wanted.files[0]} is one file of answers; name another one to compare it with.")
    if wanted.regions and not wanted.files:
        raise BadSetting("Captions of regions come from files: deixis compare build --regions A.jsonl B.jsonl.")
    if wanted.models and not wanted.questions:
        raise BadSetting("Models are asked with --questions drawn or --questions FILE only.")
    if wanted.kind == "captions" and not wanted.files:
        raise BadSetting("Captions come from files of answers: deixis compare build A.jsonl B.jsonl --kind captions.")


def _source(place: Place, wanted: _Wanted, **flags: Any) -> _Source:  # Any: what a flag gives, if it is given
    from app.commands.compare_models import Rivals, build_rivals
    from app.commands.compare_sources import AnswerFiles, from_conversations, from_drawn_world
    from app.settings import read_settings

    if wanted.conversations:
        return _drawn_by_lot(from_conversations(place), wanted)
    reader = AnswerFiles(place, wanted.images, wanted.kind, of_regions=wanted.regions)
    if wanted.files:
        return _drawn_by_lot(reader.read(wanted.files), wanted, reader.bad)
    options = read_settings(**flags).model_options
    rivals = Rivals(build_rivals(wanted.models, options))
    if wanted.questions == DRAWN:
        drawn = from_drawn_world(place, rivals, seed=wanted.seed, pairs=wanted.pairs)
        return _Source(drawn, frozenset(rivals.names))
    return _drawn_by_lot(reader.questions(Path(wanted.questions or ""), rivals), wanted, reader.bad)


def _drawn_by_lot(asked: "Sequence[Asked]", wanted: _Wanted, bad: "Sequence[tuple[Path, BadLine]]" = ()) -> _Source:
    from annotation.pairs import by_lot

    models = frozenset(name for each in asked for name in each.models)
    return _Source(by_lot(asked, seed=wanted.seed), models, bad)
