"""`deixis evaluate card`: on one page what a student, a teacher or a critic can do."""

import contextlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from app.commands.corpus_progress import StageLine
from app.commands.evaluate_options import Answers, AsJson, BaseUrl, DataDir, Device, RanksBy
from app.commands.evaluate_running import Terms, ending, kept_for, shared, what_computes
from models.errors import BadSetting

if TYPE_CHECKING:
    from app.settings import Settings
    from training.benchmarks.kept import Kept
    from training.benchmarks.manners import Asked, Manner
    from training.benchmarks.sharing import Ranks
    from training.cards.items import SkillItems
    from training.cards.make import Findings
    from training.cards.records import Corpus, SkillCard
    from training.corpus.stats.records import Stats

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def card(
    model: Annotated[str, typer.Option(help="The student or teacher, as in `deixis ask --student`.")] = "",
    critic: Annotated[str, typer.Option(help="A critic in its place, as in `deixis corpus run --critic`.")] = "",
    count: Annotated[int, typer.Option(min=5, help="How many items of each skill.")] = 60,
    seed: Annotated[int | None, typer.Option(min=0, help="Which unseen scenes; never training scenes.")] = None,
    split: Annotated[
        Literal["evaluate", "heldout"],
        typer.Option(help="Unseen scenes like the training's, or combinations that no trainer sees."),
    ] = "evaluate",
    by: RanksBy = "auto",
    answers: Answers = "auto",
    controls: Annotated[
        bool, typer.Option("--controls/--no-controls", help="Also grey pictures, no regions, exchanged boxes.")
    ] = True,
    results: Annotated[
        list[Path] | None, typer.Option(help="A file that `deixis evaluate ... --out` wrote, as further rows.")
    ] = None,
    corpus: Annotated[
        str, typer.Option(help="A stats.json, a run or an export: which skills it supervises stands beside.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option(help="Folder for card.html and card.json; in the data folder if left out.")
    ] = None,
    base_url: BaseUrl = None,
    device: Device = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Measure every skill in the drawn world, beside every way to be right by luck, and write one page about it."""
    from app.settings import read_settings
    from app.skill_cards import FOLDER
    from training.benchmarks.asked import asked_critic, asked_model
    from training.benchmarks.drawn.world import SEED, World
    from training.cards.files import PAGE, write_card
    from training.cards.further import read_further
    from training.cards.items import draw_skills
    from training.cards.make import Origin, make_card
    from training.cards.pictures import draw_from
    from training.cards.summary import as_lines

    with ending(as_json=as_json, stopped="the same command goes on where it was"):
        settings = read_settings(openai_base_url=base_url, device=device, data_dir=data_dir)
        named = _named(model, critic)
        folder = out or settings.data_dir / FOLDER / folder_name(named)
        if folder.exists() and not folder.is_dir():
            raise BadSetting(f"{folder} is a file; name a folder with --out.")
        further = [each for path in results or () for each in read_further(path)]
        supervised = _corpus(corpus, data_dir, as_json=as_json) if corpus else None
        world = World(SEED if seed is None else seed, split)
        with shared(settings) as (ranks, own):
            options = own.model_options
            asked = asked_critic(critic, options) if critic else asked_model(model, by, answers, options)
            computes = _what_computes(asked, named, settings)
            drawn = draw_skills(count, world, exchange=controls)
            kept = _kept(asked, named, f"{by}, {answers}", computes, settings.evaluations, ranks)
            found = _find(asked, drawn, kept, ranks, controls=controls)
        given = {"asked_for": named, "by": by, "answers": answers, "controls": controls, "corpus": corpus}
        origin = Origin(
            split=split,
            seed=world.seed,
            count=count,
            settings=given | {"device": settings.device, "dtype": settings.dtype},
            checkpoint=computes["checkpoint"],
            versions=computes["versions"],
        )
        made = make_card(asked, drawn, found, origin, draw_from, further=further, corpus=supervised)
        write_card(folder, made)
        for each in kept.values():
            each.remove()
    lines = [*as_lines(made), "", f"{folder / PAGE} shows it with {len(made.failures)} failures."]
    typer.echo(_as_value(made, folder) if as_json else "\n".join(lines))


def folder_name(model: str) -> str:
    """Return a model's name as that of a folder.

    >>> folder_name("hf:llava-hf/llava-1.5-7b-hf")
    'hf-llava-hf-llava-1.5-7b-hf'
    """
    return _UNSAFE.sub("-", model).strip("-.") or "model"


def _named(model: str, critic: str) -> str:
    if bool(model) == bool(critic):
        raise BadSetting("Name whom the card is about: a student or teacher with --model, or a critic with --critic.")
    return model or critic


def _what_computes(asked: "Asked", named: str, settings: "Settings") -> dict[str, Any]:
    options = settings.model_options
    if asked.kind != "critic":
        return what_computes(named, options)
    return what_computes(asked.name, options.model_copy(update={"students": options.critics}))


def _kept(
    asked: "Asked", named: str, by: str, computes: dict[str, Any], kept_in: Path, ranks: "Ranks"
) -> "dict[Manner, Kept]":
    """Return what keeps what is said in each manner until the card is whole."""
    return {
        manner: kept_for(
            way.scorer,
            way.scored_by,
            Terms(asked_for=named, by=f"card, {manner}: {by}"),
            computes,
            kept_in,
            ranks=ranks,
        )
        for manner, way in asked.ways.items()
        if way.scorer is not None
    }


def _find(
    asked: "Asked",
    drawn: "Sequence[SkillItems]",
    kept: "Mapping[Manner, Kept]",
    ranks: "Ranks",
    *,
    controls: bool,
) -> "Findings":
    """Ask about all items, and tell how far it is."""
    from training.cards.make import measure_skills

    line = StageLine(quiet=ranks.rank > 0)
    tell = _telling(line, asked.name)
    try:
        with contextlib.ExitStack() as opened:
            for each in kept.values():
                opened.enter_context(each)
            found = measure_skills(asked, drawn, controls=controls, kept=kept, ranks=ranks, report=tell)
    finally:
        line.end()
    ranks.gather(None)  # so that nobody has open what the first process removes when the card is whole
    return found


def _telling(line: StageLine, name: str) -> Callable[[int, int], None]:
    """Return what shows how many of how many are done, at what rate, and how long it will go on."""
    from training.corpus.journal.progress import Meter

    meter: Meter | None = None
    before = 0

    def tell(done: int, whole: int) -> None:
        nonlocal meter, before
        meter = meter or Meter(0, 0, whole, lambda at: line.tell(name, at))
        meter.count(done - before, 0)
        before = done
        meter.tell()
        if done == whole:
            line.tell(name, meter.now())

    return tell


def _corpus(source: str, data_dir: Path | None, *, as_json: bool) -> "Corpus":
    from pydantic import ValidationError

    from training.cards.supervision import supervised_by
    from training.corpus.stats.measure import NUMBERS
    from training.corpus.stats.records import Stats

    path = Path(source)
    written = path / NUMBERS if path.is_dir() else path
    if written.suffix == ".json" and written.is_file():
        try:
            return supervised_by(source, Stats.model_validate_json(written.read_bytes()))
        except ValidationError as error:
            where = ".".join(map(str, error.errors()[0]["loc"])) or "the file"
            raise BadSetting(f"{written} is no stats.json of `deixis corpus stats`: {where} cannot be read.") from None
        except OSError as error:
            raise BadSetting(f"{written} cannot be read: {error.strerror}.") from None
    return supervised_by(source, _measured(source, data_dir, as_json=as_json))


def _measured(source: str, data_dir: Path | None, *, as_json: bool) -> "Stats":
    """Count what a run or an export holds; its diversity is not wanted here."""
    from app.commands.corpus_export import threshold_of
    from app.commands.corpus_means import Means
    from app.commands.corpus_reading import reading
    from models.corpus import Entry
    from training.corpus.stats.measure import measure
    from training.corpus.stats.records import StatsSettings

    with reading(source, "", Means(data_dir=data_dir), as_json=as_json) as corpus:
        kept = StatsSettings(
            critic=corpus.critic, threshold=threshold_of(None, corpus.critic), sample=2, bleu=1, clusters=1, words=1
        )
        entries = (Entry.model_validate_json(each) if isinstance(each, bytes) else each for each in corpus.entries())
        return measure(entries, kept)


def _as_value(made: "SkillCard", folder: Path) -> str:
    """Return everything but the pictures, which card.json has."""
    value = made.model_dump(mode="json")
    for each in value["failures"]:
        del each["picture"]
    return json.dumps({**value, "folder": str(folder)}, ensure_ascii=False)
