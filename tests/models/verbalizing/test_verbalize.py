"""A picture becomes words: who said what is kept, given regions stay as they are, batches say what singles say."""

from collections.abc import Sequence

import pytest
from PIL import Image

from models.corpus import Picture, Verbalization
from models.errors import BadQuestion, BadSetting
from models.records import Box, Detection, ImageRecord, Region, Tag
from models.verbalizing.registry import build_verbalizers
from models.verbalizing.thinning import ThinningSettings
from models.verbalizing.verbalize import (
    Opened,
    Verbalizers,
    VerbalizeSettings,
    gains_from_many,
    verbalize,
    verbalize_together,
    with_exchanges,
)
from models.verbalizing.vocabularies import Vocabulary
from tests.fakes.tiny_verbalizers import tiny_verbalizers

WORDS = (
    Vocabulary(name="places", labels=("park", "street", "kitchen"), taken=2),
    Vocabulary(name="objects", labels=("dog", "ball", "child"), taken=1),
)
IMAGE = Image.linear_gradient("L").resize((80, 60)).convert("RGB")
PLAIN = VerbalizeSettings(narratives=2)


class Told:
    """Says what it was given to see, and remembers it."""

    name = "told"

    def __init__(self, found: Sequence[Detection] = ()) -> None:
        self.found = tuple(found)
        self.captioned: list[int] = []
        self.seeds: list[int] = []
        self.detected = 0

    def tag(self, image: Image.Image, labels: Sequence[str], top: int) -> tuple[Tag, ...]:
        return tuple(Tag(label, float(image.width)) for label in labels[:top])

    def narrate(
        self, image: Image.Image, count: int = 5, *, temperature: float = 1.1, nucleus: float = 0.95, seed: int = 0
    ) -> tuple[str, ...]:
        self.seeds.append(seed)
        return tuple(f"{image.width} wide, {temperature} warm, {nucleus}" for _ in range(count))

    def caption(self, image: Image.Image, regions: Sequence[Region]) -> tuple[str, ...]:  # noqa: ARG002 - the Protocol's shape
        self.captioned += [region.id for region in regions]
        return tuple(f"what is at {region.box.x0:g}" for region in regions)

    def reply(self, image: Image.Image, questions: Sequence[str]) -> tuple[str, ...]:  # noqa: ARG002 - the Protocol's shape
        if any(len(question) > 20 for question in questions):
            raise BadQuestion("Ask it shorter.")
        return tuple("" if "nothing" in question else question.upper() for question in questions)

    def detect(self, image: Image.Image) -> tuple[Detection, ...]:  # noqa: ARG002 - the Protocol's shape
        self.detected += 1
        return self.found


class ManyAtOnce(Told):
    """Also takes many pictures at a time."""

    def __init__(self, found: Sequence[Detection] = ()) -> None:
        super().__init__(found)
        self.batches: list[int] = []

    def tag_all(self, images: Sequence[Image.Image], labels: Sequence[str], top: int) -> tuple[tuple[Tag, ...], ...]:
        self.batches.append(len(images))
        return tuple(self.tag(image, labels, top) for image in images)

    def detect_all(self, images: Sequence[Image.Image]) -> tuple[tuple[Detection, ...], ...]:
        self.batches.append(len(images))
        return tuple(self.detect(image) for image in images)


def by(told: Told) -> Verbalizers:
    return Verbalizers(told, told, told, told, WORDS, told)


def picture(*regions: Region, size: tuple[int, int] = (80, 60), number: int = 1) -> Picture:
    image = ImageRecord(id=f"{number:064x}", width=size[0], height=size[1])
    return Picture(image=image, path=f"{number}.png", regions=regions)


FOUND = (Detection(Box(10, 10, 40, 50), 0.9, "person"), Detection(Box(50, 10, 90, 50), 0.8, "ball"))


def test_a_picture_gets_labels_narratives_and_described_regions() -> None:
    words = verbalize(picture(), IMAGE, by(Told(FOUND)), PLAIN)

    assert [(each.vocabulary, [tag.label for tag in each.tags]) for each in words.labels] == [
        ("places", ["park", "street"]),
        ("objects", ["dog"]),
    ]
    assert words.narratives == ("80 wide, 1.1 warm, 0.95",) * 2
    assert [(region.id, region.label, region.description) for region in words.picture.regions] == [
        (0, "person", "what is at 10"),
        (1, "ball", "what is at 50"),
    ]
    assert words.picture.regions[1].box == Box(50, 10, 80, 50), "cut to the picture"
    assert words.exchanges == ()


def test_the_origin_names_every_model_and_setting() -> None:
    settings = VerbalizeSettings(narratives=3, seed=7, thinning=ThinningSettings(people=2, frequencies={"cup": 3}))

    origin = verbalize(picture(), IMAGE, by(Told(FOUND)), settings).origin

    assert {name: origin[name] for name in ("tagger", "captioner", "narrator", "detector")} == dict.fromkeys(
        ("tagger", "captioner", "narrator", "detector"), "told"
    )
    assert origin["vocabulary places"] == f"2 of 3, {WORDS[0].version}"
    assert (origin["narratives"], origin["temperature"], origin["nucleus"], origin["seed"]) == (3, 1.1, 0.95, 7)
    assert origin["thinning people"] == 2
    assert set(ThinningSettings.model_fields) - {"people_labels", "frequencies"} == {
        name.removeprefix("thinning ") for name in origin if name.startswith("thinning ")
    } - {"tables"}
    other = settings.model_copy(update={"thinning": ThinningSettings(people=2, frequencies={"cup": 4})})
    assert origin["thinning tables"] != verbalize(picture(), IMAGE, by(Told(FOUND)), other).origin["thinning tables"]


def test_given_regions_keep_their_ids_and_the_detector_is_not_asked() -> None:
    told = Told(FOUND)
    given = (Region(id=7, box=Box(1, 1, 30, 30), label="dog"), Region(id=3, box=Box(2, 2, 40, 40)))

    words = verbalize(picture(*given), IMAGE, by(told), PLAIN)

    assert [(region.id, region.description) for region in words.picture.regions] == [
        (7, "what is at 1"),
        (3, "what is at 2"),
    ]
    assert told.detected == 0
    assert words.origin["detector"] == "given"
    assert not any(name.startswith("thinning") for name in words.origin)


def test_who_described_a_region_is_not_corrected() -> None:
    told = Told()
    given = (Region(id=0, box=Box(1, 1, 30, 30), description="a clock"), Region(id=1, box=Box(2, 2, 40, 40)))

    words = verbalize(picture(*given), IMAGE, by(told), PLAIN)

    assert [region.description for region in words.picture.regions] == ["a clock", "what is at 2"]
    assert told.captioned == [1]


def test_of_too_many_given_regions_thinning_chooses_and_the_ids_stay() -> None:
    given = [Region(id=number, box=Box(number * 3, 5, number * 3 + 3, 50)) for number in range(26)]

    words = verbalize(picture(*given), IMAGE, by(Told()), VerbalizeSettings(most_given=5))

    ids = [region.id for region in words.picture.regions]
    assert len(ids) == 5
    assert ids == sorted(ids)
    assert all(given[region.id].box == region.box for region in words.picture.regions)
    assert words.origin["most_given"] == 5


def test_a_picture_without_regions_needs_a_detector() -> None:
    nobody = by(Told())._replace(detector=None)

    with pytest.raises(BadSetting, match=r"1\.png came without regions, and no detector was named"):
        verbalize(picture(), IMAGE, nobody, PLAIN)
    assert verbalize(picture(Region(id=0, box=Box(1, 1, 9, 9))), IMAGE, nobody, PLAIN).picture.regions


def test_no_narratives_are_asked_for_when_none_are_wanted() -> None:
    told = Told(FOUND)

    words = verbalize(picture(), IMAGE, by(told), VerbalizeSettings(narratives=0))

    assert (words.narratives, told.seeds) == ((), [])
    assert "narrator" not in words.origin


def test_every_picture_has_narratives_of_its_own_seed() -> None:
    told = Told(FOUND)

    for number, seed in ((1, 0), (2, 0), (1, 1), (1, 0)):
        verbalize(picture(number=number), IMAGE, by(told), VerbalizeSettings(seed=seed))

    assert len(set(told.seeds[:3])) == 3
    assert told.seeds[3] == told.seeds[0]


def test_models_that_take_many_pictures_get_them_together_and_say_the_same() -> None:
    sizes = [(80, 60), (40, 30), (20, 20)]
    opened = [
        Opened(picture(size=size, number=number), IMAGE.resize(size)) for number, size in enumerate(sizes, start=1)
    ]
    opened[1] = opened[1]._replace(picture=picture(Region(id=4, box=Box(1, 1, 9, 9)), size=(40, 30), number=2))
    together, single = ManyAtOnce(FOUND), Told(FOUND)

    words = verbalize_together(opened, by(together), PLAIN)

    assert words == tuple(verbalize(*each, by(single), PLAIN) for each in opened)
    assert together.batches == [3, 3, 2], "two vocabularies, and the pictures without regions"


def test_only_models_that_take_many_pictures_gain_from_many() -> None:
    one, many = Told(), ManyAtOnce()

    assert not gains_from_many(by(one))
    assert gains_from_many(by(one)._replace(tagger=many))
    assert gains_from_many(by(one)._replace(detector=many))


def test_questions_are_answered_and_the_answerer_is_named() -> None:
    words = verbalize(picture(), IMAGE, by(Told(FOUND)), PLAIN)

    asked = with_exchanges(words, ["who is it?", "who is it?", "where?", "  "], Told(), IMAGE)

    assert [(each.question, each.answer) for each in asked.exchanges] == [
        ("who is it?", "WHO IS IT?"),
        ("where?", "WHERE?"),
    ]
    assert asked.origin == {**words.origin, "answerer": "told"}


def test_a_question_that_cannot_be_asked_does_not_silence_the_others() -> None:
    words = verbalize(picture(), IMAGE, by(Told(FOUND)), PLAIN)

    asked = with_exchanges(words, ["who?", "why " * 9, "what of nothing?", "where?"], Told(), IMAGE)

    assert [each.question for each in asked.exchanges] == ["who?", "where?"]


def test_a_picture_is_encoded_once_by_the_embedded_verbalizers() -> None:
    tiny = tiny_verbalizers()
    looked: list[int] = []
    encode = tiny._encode
    tiny._encode = lambda fitted: looked.append(1) or encode(fitted)  # type: ignore[method-assign]

    words = verbalize(picture(), IMAGE, Verbalizers(tiny, tiny, tiny, tiny, WORDS, tiny), PLAIN)
    with_exchanges(words, ["what colour is the dog?"], tiny, IMAGE)

    assert looked == [1]
    assert words.picture.regions
    assert len(words.labels) == 2


def test_words_travel_as_json_and_come_back_equal() -> None:
    words = verbalize(picture(), IMAGE, by(Told(FOUND)), PLAIN)

    assert Verbalization.model_validate_json(words.model_dump_json()) == words


def test_the_shipped_verbalizers_put_a_drawn_scene_into_words() -> None:
    from training.corpus.demo.drawn_picture import draw_picture

    drawn = draw_picture(2_900_000_001)
    image = ImageRecord(id=drawn.image_id, width=640, height=640)

    words = verbalize(Picture(image=image, path="drawn.png"), drawn.image, build_verbalizers(), PLAIN)

    assert len(words.picture.regions) >= 2
    assert all(region.description for region in words.picture.regions)
    assert len(words.narratives) == 2
    assert [len(each.tags) for each in words.labels] == [2, 3, 3]
