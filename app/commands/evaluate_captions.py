"""`deixis evaluate captions`: how good descriptions of regions and of pictures are, given the region and without it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.db import AsJson
from app.commands.evaluate_options import BaseUrl, Device

if TYPE_CHECKING:
    from models.registry import ModelOptions
    from training.evaluation.captions import CaptionReport
    from training.evaluation.region_captions import CaptionQuality, Measured, Told
    from training.generative.description_sources import DescriptionSources

_NARRATIVES = "narratives:"


def captions(
    model: Annotated[
        str, typer.Option(help="Who describes: embedded, hf:FOLDER, openai:MODEL; as in --verbalizer.")
    ] = "embedded",
    data: Annotated[
        list[str] | None,
        typer.Option(help="vg:FILE, refcoco:FILE or sherlock:FILE for regions, narratives:FILE for whole pictures."),
    ] = None,
    pictures: Annotated[
        Path | None, typer.Option(help="Folder of the pictures; `pictures` beside the first file if left out.")
    ] = None,
    scenes: Annotated[
        int | None, typer.Option(min=1, help="In the place of --data: so many unseen drawn scenes, fact by fact.")
    ] = None,
    split: Annotated[
        str, typer.Option(help="Of refcoco: another split of it: val, testA, testB or test, all of it held out.")
    ] = "train",
    count: Annotated[int, typer.Option(min=1, help="How many held-out pictures, drawn by the seed.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="Which pictures.")] = 0,
    everything: Annotated[
        bool, typer.Option("--all", help="Also pictures that the model learned from, or that are not held out.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="Write the captions here, for `deixis compare build --regions`.")
    ] = None,
    base_url: BaseUrl = None,
    device: Device = None,
    as_json: AsJson = False,
) -> None:
    """Measure captions by what people wrote of the same regions (CIDEr), with two controls: the region withheld, and
    the words for another region; on drawn scenes by the share of facts that are true. Narratives have one control."""
    from app.commands.train_watch import said_plainly, say
    from app.settings import read_settings
    from models.errors import BadSetting

    with said_plainly(as_json=as_json):
        if (data is None) == (scenes is None):
            raise BadSetting("Say what to measure on: files with --data, or so many drawn scenes with --scenes.")
        options = read_settings(openai_base_url=base_url, device=device).model_options
        if scenes is not None:
            given, withheld = _on_scenes(model, scenes, options)
            both = {"given": given.model_dump(), "withheld": withheld.model_dump()}
            typer.echo(json.dumps(both) if as_json else _in_facts(given, withheld))
            return
        told, quality = _on_files(
            model, data or [], pictures, count=count, seed=seed, everything=everything, split=split, options=options
        )
        quality = quality.model_copy(update={"split": split})
        if out is not None:
            _write(out, told, quality.model)
            say(f"{len(told)} captions are in {out}.")
    typer.echo(quality.model_dump_json() if as_json else in_words(quality))


def _on_files(
    model: str,
    data: list[str],
    pictures: Path | None,
    *,
    count: int,
    seed: int,
    everything: bool,
    split: str,
    options: "ModelOptions",
) -> "tuple[Sequence[Told], CaptionQuality]":
    from itertools import chain

    from app.commands.train_watch import looked
    from models.errors import BadSetting
    from models.registry import kind_of
    from models.verbalizing.registry import CAPTIONERS, NARRATORS
    from training.evaluation.region_captions import caption_regions, narrate_pictures, quality_of
    from training.generative.description_sources import open_descriptions

    narrates = data[0].startswith(_NARRATIVES)
    part = "all" if everything else "held out"
    sources = open_descriptions("narrator" if narrates else "captioner", data, [], pictures, part=part, split=split)
    learned = _learned(model, sources)
    left_out = frozenset[str]() if learned is None or everything else learned
    if left_out.issuperset(sources.images):
        raise BadSetting(f"{model} learned from every picture of {sources.described}; --all measures on them anyway.")
    rows = (each for each in chain.from_iterable(sources.descriptions) if each.image not in left_out)
    if narrates:
        kind, rest = kind_of(model, NARRATORS)
        narrator = kind.build(rest, options)
        told = narrate_pictures(narrator, rows, sources.open_image, pictures=count, seed=seed, report=looked)
        name = narrator.name
    else:
        kind, rest = kind_of(model, CAPTIONERS)
        captioner = kind.build(rest, options)
        told = caption_regions(captioner, rows, sources.open_image, pictures=count, seed=seed, report=looked)
        name = captioner.name
    quality = quality_of(told, model=name, data=sources.described)
    if learned is not None:
        among = len(learned & {each.image for each in told})
        quality = quality.model_copy(update={"learned": among, "left_out": len(left_out)})
    return told, quality


def _learned(model: str, sources: "DescriptionSources") -> frozenset[str] | None:
    """Return which of the pictures a model of our own learned from; None for one that does not say."""
    from training.data.learned_pictures import read_learned

    kind, _, folder = model.strip().partition(":")
    learned = read_learned(Path(folder), sources.ids) if kind == "hf" and folder else None
    return None if learned is None else frozenset(image for image in sources.images if image in learned)


def _on_scenes(model: str, scenes: int, options: "ModelOptions") -> "tuple[CaptionReport, CaptionReport]":
    from models.registry import kind_of
    from models.verbalizing.registry import CAPTIONERS
    from training.evaluation.captions import evaluate_captions
    from training.evaluation.region_captions import Withheld

    kind, rest = kind_of(model, CAPTIONERS)
    captioner = kind.build(rest, options)
    return (
        evaluate_captions(captioner, pictures=scenes),
        evaluate_captions(Withheld(captioner), pictures=scenes),
    )


def _write(out: Path, told: "Sequence[Told]", model: str) -> None:
    from models.whole_file import write_whole

    lines = [
        json.dumps({"image": each.image, "box": list(each.box), "caption": each.caption, "model": model})
        for each in told
        if each.box is not None
    ]
    write_whole(out, "".join(f"{line}\n" for line in lines).encode())


def in_words(quality: "CaptionQuality") -> str:
    """Return what a person reads of captions and their controls."""
    rows = (
        ("given the region" if quality.of_regions else "of the picture", quality.cider),
        ("control: region withheld", quality.withheld),
        ("control: the words for another one", quality.swapped),
    )
    lines = [
        f"{quality.model}: {quality.captions} descriptions of {quality.pictures} pictures of {quality.data}, "
        f"{quality.different} different",
        "CIDEr, from 0 to 10, with its interval (95 %) over pictures:",
    ]
    if quality.of_regions and not quality.withheld.n:
        lines.insert(1, "No picture has two regions that are described, so there is nothing to hold this against.")
    if quality.left_out:
        lines.insert(
            1, f"Left out are {quality.left_out} pictures, from which it learned; --all measures on them, too."
        )
    if quality.learned:
        lines.insert(1, f"It learned from {quality.learned} of these pictures.")
    return "\n".join([*lines, *(f"  {name}: {_figure(measured)}" for name, measured in rows if measured.n)])


def _figure(measured: "Measured") -> str:
    between = f" ({measured.interval[0]:.2f} to {measured.interval[1]:.2f})" if measured.interval else ""
    return f"{measured.value:.2f}{between}, n = {measured.n}"


def _in_facts(given: "CaptionReport", withheld: "CaptionReport") -> str:
    from training.evaluation.table import percent

    figures = given.all_facts
    return "\n".join(
        [
            f"{given.model}: {given.captions} captions of {given.pictures} unseen drawn scenes, "
            f"{given.different} different; facts that are true, in percent:",
            f"  given the region: {percent(figures.told.value)} of {figures.told.n} facts told",
            f"  control: region withheld: {percent(withheld.all_facts.told.value)} of {withheld.all_facts.told.n}",
            f"  control: held against another region: {percent(figures.of_another.value)} of {figures.of_another.n}",
        ]
    )
