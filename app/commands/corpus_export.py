"""What `deixis corpus` writes: an export, statistics, and a file for people to rate."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast, get_args

import typer

from app.commands.corpus_reading import Corpus
from models.errors import BadSetting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.corpus import Entry
    from models.critic_labels import CriticLabel
    from training.corpus.export.choice import ExportSettings
    from training.corpus.export.manifest import Manifest
    from training.corpus.stats.records import Stats

Out = Annotated[Path, typer.Option(help="Folder that the export is written into; it must be new or empty.")]
Formats = Annotated[
    str,
    typer.Option("--formats", help="Beside our JSON lines: lskd, conversations, unpaired, llava, parquet; by commas."),
]
Threshold = Annotated[
    float | None,
    typer.Option(
        help="Least score of the critic, 0.8 if left out and 0.7 of the embedded one; without a critic all are kept."
    ),
]
WithoutMarks = Annotated[str, typer.Option(help="Leave out entries with any of these marks; by commas.")]
Splits = Annotated[str, typer.Option(help="Shares of the pictures by split, such as train=0.9,val=0.1.")]
Source = Annotated[
    str, typer.Argument(metavar="RUN", help="A run by its name or corpus.toml, or a corpus by its file or folder.")
]
ScoredBy = Annotated[str, typer.Option("--critic", help="Whose scores count; the run's critic if left out.")]
Labels = Annotated[Path | None, typer.Option(help="Critic labels of people, as `deixis annotate export` writes them.")]
Pictures = Annotated[
    Literal["none", "plain", "marked"],
    typer.Option(help="Copy the pictures, too: as they are, or with the regions drawn in that a text is about."),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Write over an earlier export.")]
_PAPER, _EMBEDDED = 0.8, 0.7  # thresholds


def threshold_of(given: float | None, critic: str) -> float:
    """Return the least score that is kept: what is given, or what keeps about a fifth, as the paper's 0.8 does."""
    return given if given is not None else _EMBEDDED if critic.partition(":")[0] == "embedded" else _PAPER


def export_settings(
    formats: str, threshold: float | None, without_marks: str, splits: str, pictures: Pictures
) -> "ExportSettings":
    """Return what is to be exported. Raises BadSetting for what means nothing; the critic is set by `write_export`."""
    from pydantic import ValidationError

    from training.corpus.export.choice import ExportSettings, Format

    unknown = [name for name in _listed(formats) if name not in get_args(Format)]
    if unknown:
        raise BadSetting(f"There is no format {unknown[0]!r}; formats are {', '.join(get_args(Format))}.")
    try:
        return ExportSettings(
            formats=cast(Any, tuple(_listed(formats))),  # checked above
            **cast(Any, {} if threshold is None else {"threshold": threshold}),
            without_marks=tuple(_listed(without_marks)),
            shares=_shares(splits) or {"train": 1.0},
            pictures=pictures,
        )
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise BadSetting(f"The export cannot be written so: {reason}.") from None


def check_export(out: Path, settings: "ExportSettings", *, overwrite: bool) -> None:
    """Raise BadSetting for an export that could not be written, before the work that comes first."""
    from models.corpus_files.parquet import check_pyarrow
    from training.corpus.export.labels import check_labels
    from training.corpus.export.manifest import MANIFEST
    from training.corpus.export.whole_folder import check_free, check_writable

    check_free(out, known_by=MANIFEST, overwrite=overwrite)
    check_writable(out)
    check_labels(settings, None)
    if "parquet" in settings.formats:
        check_pyarrow()


def write_export(
    corpus: Corpus, out: Path, settings: "ExportSettings", *, overwrite: bool, labels: Path | None = None
) -> "Manifest":
    """Write a corpus as far as it has come. Raises BadSetting for one that is to be scored first."""
    from training.corpus.export.write import export

    if corpus.unscored:
        raise BadSetting(corpus.unscored)
    if settings.pictures != "none" and corpus.read_picture is None:
        raise BadSetting(
            f"The pictures of {corpus.name} are not at hand; `deixis corpus import` with their folder makes a run that "
            "has them, or leave --pictures away."
        )
    given = settings.threshold if "threshold" in settings.model_fields_set else None
    return export(
        corpus.entries(),
        out,
        settings.model_copy(update={"critic": corpus.critic, "threshold": threshold_of(given, corpus.critic)}),
        pictures=corpus.pictures(),
        provenance=corpus.provenance(),
        labels={each.candidate.id: each.label == "accept" for each in _labels(labels)} if labels else None,
        read_picture=corpus.read_picture,
        overwrite=overwrite,
    )


def write_stats(
    corpus: Corpus,
    out: Path,
    threshold: float | None,
    without_marks: str,
    labels: Path | None,
    *,
    sample: int,
    seed: int,
    overwrite: bool,
) -> "Stats":
    """Measure a corpus, with what people said of some of it."""
    from training.corpus.stats.measure import stats
    from training.corpus.stats.records import StatsSettings

    settings = StatsSettings(
        critic=corpus.critic,
        threshold=threshold_of(threshold, corpus.critic),
        without_marks=tuple(_listed(without_marks)),
        sample=sample,
        seed=seed,
    )
    given = _labels(labels) if labels else ()
    entries = _records(corpus.entries())
    return stats(entries, out, settings, pictures=corpus.pictures(), labels=given, overwrite=overwrite)


def exported(name: str, out: Path, manifest: "Manifest") -> dict[str, Any]:
    """Return what a program may want to know of an export."""
    return {"run": name, "out": str(out), "exported": manifest.exported, "left_out": manifest.left_out}


def exported_in_words(manifest: "Manifest", out: Path) -> str:
    """Return a few lines on what was exported and what was not."""
    left_out = [f"  {count} left out: {reason}" for reason, count in manifest.left_out.items()]
    head = f"{manifest.exported} of {manifest.read} questions, answers and rationales about "
    return "\n".join((f"{head}{sum(manifest.pictures.values())} pictures are in {out}.", *left_out))


def pairs(text: str, *, what: str) -> dict[str, float]:
    """Return numbers by name, written "counting,negation=500" or "train=0.9,val=0.1": names without a number take that
    of the next. Raises BadSetting."""
    found: dict[str, float] = {}
    waiting: list[str] = []
    for part in _listed(text):
        name, sign, number = part.partition("=")
        waiting.append(name.strip())
        if sign:
            try:
                found |= dict.fromkeys(waiting, float(number))
            except ValueError:
                raise BadSetting(f"{what} {part!r} has no number behind the sign; write it like name=5.") from None
            waiting = []
    if waiting:
        raise BadSetting(f"{what} {waiting[0]!r} has no number; write it like {waiting[0]}=5.")
    return found


def _records(entries: "Iterable[Entry | bytes]") -> "Iterator[Entry]":
    from models.corpus import Entry

    return (Entry.model_validate_json(each) if isinstance(each, bytes) else each for each in entries)


def _labels(path: Path) -> "list[CriticLabel]":
    from pydantic import ValidationError

    from models.critic_labels import CriticLabel

    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path} cannot be read: {error}.") from None
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(CriticLabel.model_validate_json(line))
        except ValidationError as error:
            raise BadSetting(f"{path}, line {number}, is no label: {error.errors()[0]['msg']}.") from None
    return found


def _shares(text: str) -> dict[str, float]:
    return pairs(text, what="The split")


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
