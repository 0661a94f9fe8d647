"""Put a picture into words: labels of the whole, narratives, and a description of every region.

These are the global and local descriptors of section 2.1 of "Localized Symbolic Knowledge Distillation for Visual
Commonsense Models" (Park et al., NeurIPS 2023). What a teacher then asks about the picture is answered by
`with_exchanges` (the dynamic ones).
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PIL import Image
from pydantic import Field

from models.base import BatchDetector, BatchTagger, Captioner, Narrator, QuestionAnswerer, RegionDetector, Tagger
from models.corpus import Exchange, Labels, Picture, Verbalization
from models.errors import BadQuestion, BadSetting
from models.records import Detection, Record, Region, Setting, Tag
from models.references import MAX_REGIONS
from models.verbalizing.thinning import ThinningSettings, chosen, thin
from models.verbalizing.vocabularies import Vocabulary

_LONGEST_DESCRIPTION = 2000  # of a region


class Verbalizers(NamedTuple):
    """Who puts a picture into words. One object may do it all; a detector is needed for pictures without regions."""

    tagger: Tagger
    narrator: Narrator
    captioner: Captioner
    answerer: QuestionAnswerer
    vocabularies: tuple[Vocabulary, ...]
    detector: RegionDetector | None = None


class VerbalizeSettings(Record):
    """What is told of a picture. Of 0 narratives none are asked for.

    Of more than `most_given` regions that came with a picture so many are kept, which thinning chooses; by default as
    many as a person may ask about. (A picture of Visual Genome has about 250: take fewer, such as 15.)
    Every picture's narratives are drawn with a seed of its own, made of `seed` and the picture's id.
    """

    narratives: int = Field(default=5, ge=0, le=100)
    temperature: float = Field(default=1.1, ge=0)
    nucleus: float = Field(default=0.95, gt=0, le=1)
    seed: int = 0
    most_given: int = Field(default=MAX_REGIONS, gt=0, le=100)
    thinning: ThinningSettings = ThinningSettings()


class Opened(NamedTuple):
    """A picture and its pixels: RGB, upright, as large as its record says."""

    picture: Picture
    image: Image.Image


class _Ahead(NamedTuple):
    """What models that take many pictures at once have said of one: the tags of every vocabulary, and regions."""

    tags: dict[str, tuple[Tag, ...]]
    found: tuple[Detection, ...] | None


def verbalize(picture: Picture, image: Image.Image, by: Verbalizers, settings: VerbalizeSettings) -> Verbalization:
    """Return the picture in words. Regions that came with it keep their ids and descriptions; without any, the
    detector's are thinned. Raises what the models raise, and BadSetting when a detector is needed and not there."""
    return verbalize_together([Opened(picture, image)], by, settings)[0]


def verbalize_together(
    opened: Sequence[Opened], by: Verbalizers, settings: VerbalizeSettings
) -> tuple[Verbalization, ...]:
    """Return the verbalizations of several pictures: models that look at many at once get them all, the others one
    picture after the other."""
    tags, found = _tag_together(opened, by), _detect_together(opened, by)
    return tuple(
        _verbalize(each, by, settings, _Ahead({name: row[place] for name, row in tags.items()}, found.get(place)))
        for place, each in enumerate(opened)
    )


def gains_from_many(by: Verbalizers) -> bool:
    """Say whether `verbalize_together` is faster with these than one picture after the other."""
    return isinstance(by.tagger, BatchTagger) or isinstance(by.detector, BatchDetector)


def with_exchanges(
    verbalization: Verbalization, questions: Sequence[str], answerer: QuestionAnswerer, image: Image.Image
) -> Verbalization:
    """Return the verbalization with the answers to questions about the picture. A question that the answerer cannot
    be asked (too long, no words), and one that it has no answer to, is left out."""
    asked = list(dict.fromkeys(question for question in questions if question.strip()))
    answers = _replies(asked, answerer, image)
    exchanges = tuple(Exchange(question=question, answer=answer) for question, answer in answers if answer.strip())
    origin = {**verbalization.origin, "answerer": answerer.name}
    return verbalization.model_copy(update={"exchanges": exchanges, "origin": origin})


def _verbalize(opened: Opened, by: Verbalizers, settings: VerbalizeSettings, ahead: _Ahead) -> Verbalization:
    picture, image = opened
    regions = _kept(picture, settings) or thin(_found(opened, by, ahead), *image.size, settings.thinning)
    return Verbalization(
        picture=picture.model_copy(update={"regions": _captioned(image, regions, by.captioner)}),
        labels=tuple(Labels(vocabulary=each.name, tags=_tags(each, image, by, ahead)) for each in by.vocabularies),
        narratives=_narratives(opened, by.narrator, settings),
        origin=origin_of(picture, by, settings),
    )


def _kept(picture: Picture, settings: VerbalizeSettings) -> tuple[Region, ...]:
    """Return the regions that came with a picture, or as many of them as are kept."""
    if len(picture.regions) <= settings.most_given:
        return picture.regions
    found = [Detection(region.box, 1.0, region.label) for region in picture.regions]
    thinning = settings.thinning.model_copy(update={"regions": settings.most_given})
    kept = set(chosen(found, picture.image.width, picture.image.height, thinning))
    return tuple(region for place, region in enumerate(picture.regions) if place in kept)


def _tags(vocabulary: Vocabulary, image: Image.Image, by: Verbalizers, ahead: _Ahead) -> tuple[Tag, ...]:
    if vocabulary.name in ahead.tags:
        return ahead.tags[vocabulary.name]
    return by.tagger.tag(image, vocabulary.labels, vocabulary.taken)


def _found(opened: Opened, by: Verbalizers, ahead: _Ahead) -> tuple[Detection, ...]:
    return _detector(opened.picture, by).detect(opened.image) if ahead.found is None else ahead.found


def _detector(picture: Picture, by: Verbalizers) -> RegionDetector:
    if by.detector is None:
        raise BadSetting(f"The picture {picture.path} came without regions, and no detector was named; name one.")
    return by.detector


def _captioned(image: Image.Image, regions: Sequence[Region], captioner: Captioner) -> tuple[Region, ...]:
    """Return the regions, each with a description; one that has a description already keeps it."""
    plain = [region for region in regions if not region.description]
    said = dict(zip((region.id for region in plain), captioner.caption(image, plain) if plain else (), strict=True))
    return tuple(
        region.model_copy(update={"description": said[region.id][:_LONGEST_DESCRIPTION]})
        if region.id in said
        else region
        for region in regions
    )


def _narratives(opened: Opened, narrator: Narrator, settings: VerbalizeSettings) -> tuple[str, ...]:
    if not settings.narratives:
        return ()
    told = narrator.narrate(
        opened.image,
        settings.narratives,
        temperature=settings.temperature,
        nucleus=settings.nucleus,
        seed=_seed_of(opened.picture, settings.seed),
    )
    return tuple(text for text in told if text.strip())


def _seed_of(picture: Picture, seed: int) -> int:
    return int.from_bytes(hashlib.sha256(f"narratives {seed} {picture.image.id}".encode()).digest()[:4])


def _tag_together(opened: Sequence[Opened], by: Verbalizers) -> Mapping[str, Sequence[tuple[Tag, ...]]]:
    if not isinstance(by.tagger, BatchTagger):
        return {}
    images = [each.image for each in opened]
    return {each.name: by.tagger.tag_all(images, each.labels, each.taken) for each in by.vocabularies}


def _detect_together(opened: Sequence[Opened], by: Verbalizers) -> Mapping[int, tuple[Detection, ...]]:
    """Return what was found in the pictures that came without regions, by their place."""
    bare = [place for place, each in enumerate(opened) if not each.picture.regions]
    if not isinstance(by.detector, BatchDetector) or not bare:
        return {}
    return dict(zip(bare, by.detector.detect_all([opened[place].image for place in bare]), strict=True))


def _replies(questions: Sequence[str], answerer: QuestionAnswerer, image: Image.Image) -> Sequence[tuple[str, str]]:
    if not questions:
        return ()
    try:
        return tuple(zip(questions, answerer.reply(image, questions), strict=True))
    except BadQuestion:
        # One of several cannot be asked, which says nothing about the others.
        if len(questions) == 1:
            return ()
        return [pair for question in questions for pair in _replies([question], answerer, image)]


def origin_of(picture: Picture, by: Verbalizers, settings: VerbalizeSettings) -> dict[str, Setting]:
    """Return who put a picture into words, and how: models by what they did, vocabularies by their hash, settings."""
    origin: dict[str, Setting] = {
        "tagger": by.tagger.name,
        "captioner": by.captioner.name,
        "detector": "given" if picture.regions else by.detector.name if by.detector else "",
    }
    for each in by.vocabularies:
        origin[f"vocabulary {each.name}"] = f"{each.taken} of {len(each.labels)}, {each.version}"
    if settings.narratives:
        drawn = settings.model_dump(include={"narratives", "temperature", "nucleus", "seed"})
        origin |= {"narrator": by.narrator.name, **drawn}
    if len(picture.regions) > settings.most_given:
        origin["most_given"] = settings.most_given
    if not 0 < len(picture.regions) <= settings.most_given:
        origin |= _written(settings.thinning)
    return origin


def _written(thinning: ThinningSettings) -> dict[str, Setting]:
    """Return the settings of thinning; tables among them by a hash, unless they are the house's own."""
    tables = {"people_labels", "frequencies"}
    origin: dict[str, Setting] = {
        f"thinning {name}": value for name, value in thinning.model_dump(exclude=tables).items()
    }
    own = thinning.model_dump_json(include=tables)
    if own != ThinningSettings().model_dump_json(include=tables):
        origin["thinning tables"] = hashlib.sha256(own.encode()).hexdigest()[:12]
    return origin
