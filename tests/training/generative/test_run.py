"""Models that write learn from texts, can be interrupted, and answer as they were trained to."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from models.errors import BadPicture, BadSetting
from models.records import Box, Question, Region
from models.registry import ModelOptions, build_answerer
from models.verbalizing.registry import CAPTIONERS
from tests.fakes.tiny_statements import SIDE
from training.blip2.around import begin
from training.blip2.progress import Blip2Progress
from training.data.descriptions import Description, Descriptions
from training.data.learned_pictures import FILE as LEARNED
from training.data.passing_over import PassedOver
from training.data.picture_ids import PictureIds
from training.data.sources import Sources
from training.generative.description_sources import DescriptionSources
from training.generative.presets import DESCRIBERS, WRITERS
from training.generative.run import DescriptionLessons, Lessons, StudentLessons, train_writer
from training.generative.trainer import GenerativeTrainer
from training.generative.turns import DescriptionTurns, Turn
from training.loop.running import RunFolders, Watch

TINY = WRITERS["smoke"].model_copy(update={"side": SIDE, "steps": 3, "rate": 1e-3, "bfloat16": False})
ASKED = Question(image_id="0" * 64, text="why is [3] sad ?", regions=(Region(id=3, box=Box(2, 4, 16, 36)),))


def learn(
    home: Path, lessons: Lessons, init: Path, *, resume: bool = False, watch: Watch[Any] | None = None, **changed: Any
) -> GenerativeTrainer:
    """Train in a folder; `changed` are settings of any kind."""
    settings = TINY.model_copy(update=changed)
    folders = RunFolders(home / "sights", home / "run")
    return train_writer(settings, folders, watch or Watch(), lessons=lessons, init=init, resume=resume)


def same(one: GenerativeTrainer, other: GenerativeTrainer, *, within: float = 0.0) -> bool:
    own, theirs = one.state().tensors, other.state().tensors
    return own.keys() == theirs.keys() and all(
        torch.allclose(value, theirs[name], rtol=0, atol=within) for name, value in own.items()
    )


@pytest.fixture(scope="module")
def lessons(sources: Sources) -> StudentLessons:
    return StudentLessons(sources)


def test_it_learns_what_is_said_about_pictures(
    lessons: StudentLessons, init: Callable[[str], Path], tmp_path: Path
) -> None:
    pytest.importorskip("peft")
    told: list[Blip2Progress] = []
    watch = Watch(progress=told.append, every=12)

    learn(tmp_path, lessons, init("llava"), watch=watch, steps=24, rate=1e-2, learns="lora", decay_from=0.9)

    first, last = (report.losses for report in told)
    assert last["words"] < first["words"] / 2
    assert last["right"] > 0.5


@pytest.mark.parametrize(("kind", "learns"), [("blip2", "connector"), ("llava", "lora")])
def test_an_interrupted_run_ends_with_the_same_weights_and_is_kept_whole(
    lessons: StudentLessons, init: Callable[[str], Path], tmp_path: Path, kind: str, learns: str
) -> None:
    if learns == "lora":
        pytest.importorskip("peft")
    told: list[Blip2Progress] = []
    stop = Watch(progress=told.append, should_stop=lambda: bool(told), every=1)
    through = learn(tmp_path / "through", lessons, init(kind), learns=learns)

    first = learn(tmp_path, lessons, init(kind), watch=stop, learns=learns)
    second = learn(tmp_path, lessons, init(kind), resume=True, learns=learns)

    assert (first.step, second.step) == (1, 3)
    assert same(second, through)
    student = build_answerer(f"hf:{tmp_path / 'run' / 'student'}", ModelOptions(device="cpu", max_tokens=4))
    kept = dict(student.model.named_parameters())  # type: ignore[reportAttributeAccessIssue]  # of every hf: answerer
    began = dict(build_answerer(f"hf:{init(kind)}", ModelOptions(device="cpu")).model.named_parameters())  # type: ignore[reportAttributeAccessIssue]
    assert kept.keys() == began.keys()
    changed = {name for name, value in kept.items() if not value.equal(began[name])}
    assert changed
    assert not any("vision" in name for name in changed)
    assert any("language_model" in name for name in changed) == (learns == "lora")
    *_, answer = student.answer(lessons._sources.open_image("0.png"), ASKED)
    assert answer.complete
    assert not answer.error


def test_what_did_not_learn_is_kept_as_it_was_however_short_it_was_held(
    lessons: StudentLessons, init: Callable[[str], Path], tmp_path: Path
) -> None:
    trainer = learn(tmp_path, lessons, init("blip2_opt"), steps=1, bfloat16=True)

    kept, began = (
        load_file(folder / "model.safetensors") for folder in (tmp_path / "run" / "student", init("blip2_opt"))
    )

    frozen = {name for name, each in trainer.network.named_parameters() if not each.requires_grad} & kept.keys()
    assert len(frozen) > 50
    assert all(kept[name].equal(began[name]) for name in frozen)
    assert not kept["language_projection.weight"].equal(began["language_projection.weight"])


def test_a_batch_in_parts_teaches_what_the_whole_teaches(
    lessons: StudentLessons, init: Callable[[str], Path], tmp_path: Path
) -> None:
    whole, parted = (learn(tmp_path / str(parts), lessons, init("llava"), steps=1, parts=parts) for parts in (1, 2))

    assert same(whole, parted, within=1e-5)


def test_pictures_that_always_look_the_same_may_be_looked_at_once(
    lessons: StudentLessons, init: Callable[[str], Path], tmp_path: Path
) -> None:
    kept, looking = (
        learn(tmp_path / str(each), lessons, init("blip2_opt"), varied=False, kept_sights=each)
        for each in (True, False)
    )

    assert len(list((tmp_path / "True").rglob("sights-*/*.safetensors"))) == 6
    assert same(kept, looking, within=1e-5)


def test_what_a_chat_model_sees_is_not_kept(
    lessons: StudentLessons, init: Callable[[str], Path], tmp_path: Path
) -> None:
    with pytest.raises(BadSetting, match="can only be kept for BLIP-2"):
        learn(tmp_path, lessons, init("llava"), varied=False, kept_sights=True)


@pytest.fixture(scope="module")
def described(sources: Sources) -> DescriptionSources:
    rows = [
        Description(f"{number}.png", "a sad man" if left else "a happy dog", Box(1, 2, 8, 18) if left else None)
        for number in range(6)
        for left in (True, False)
    ]
    open_ = sources.open_image
    return DescriptionSources("captioner", ("made up",), (Descriptions(rows),), (1.0,), open_, 0, 0, PictureIds())


@pytest.mark.parametrize("kind", ["blip2", "llava"])
def test_what_learned_from_descriptions_serves_as_captioner_and_is_asked_alike(
    described: DescriptionSources, init: Callable[[str], Path], tmp_path: Path, kind: str
) -> None:
    lessons = DescriptionLessons(described)
    settings = DESCRIBERS["smoke"].model_copy(update={"side": SIDE, "bfloat16": False, "steps": 1})

    trainer = train_writer(settings, RunFolders(tmp_path, tmp_path / "run"), Watch(), lessons=lessons, init=init(kind))

    folder = tmp_path / "run" / "captioner"
    captioner: Any = CAPTIONERS["hf"].build(str(folder), ModelOptions(device="cpu", max_tokens=3))
    image = described.open_image("0.png")
    region = Region(id=0, box=Box(1, 2, 8, 18))
    asked = {trainer._turns(position).asked for position in range(12)}
    assert asked == {captioner.way.about_region(image, region).text, captioner.way.about_picture(image).text}
    assert len(captioner.caption(image, (region,))) == 1
    assert len(captioner.narrate(image, 2)) == 2
    assert (folder / LEARNED).read_text("utf-8").split() == [f"{number}.png" for number in range(6)]
    others = DescriptionLessons(described._replace(descriptions=(Descriptions(list(described.descriptions[0])[1:]),)))
    with pytest.raises(BadSetting, match="learned from other texts than these"):
        train_writer(
            settings, RunFolders(tmp_path, tmp_path / "run"), Watch(), lessons=others, init=init(kind), resume=True
        )


def test_a_damaged_list_of_pictures_is_met_before_anything_is_learned(
    described: DescriptionSources, tmp_path: Path
) -> None:
    (tmp_path / LEARNED).write_bytes(b"\xff\xfe")
    start: Any = SimpleNamespace(folder=tmp_path, family=None)
    around = begin(RunFolders(tmp_path, tmp_path / "run"), Watch(), "cpu", resume=False, threads=None)

    with pytest.raises(BadSetting, match="nobody knows what the model learned from"):
        DescriptionLessons(described).turns(start, DESCRIBERS["smoke"], around)


def test_a_damaged_picture_is_passed_over_when_descriptions_are_learned(described: DescriptionSources) -> None:
    class Asking:
        """Describes nothing, and says what it would."""

        def describing(self, image: Image.Image, region: Region | None, said: str) -> Turn:
            return Turn(image, str(region), said)

    def open_image(name: str) -> Image.Image:
        if name == "1.png":
            raise BadPicture('"1.png" is damaged.')
        opened.append(name)
        return described.open_image(name)

    opened: list[str] = []
    said: list[str] = []
    asking: Any = Asking()
    turns = DescriptionTurns(
        described.descriptions, described.weights, open_image, asking, seed=0, passed=PassedOver(said.append)
    )

    assert len([turns(position).said for position in range(24)]) == 24
    assert set(opened) == {f"{number}.png" for number in (0, 2, 3, 4, 5)}
    assert len(said) == 1


def test_a_region_is_shown_in_pixels_of_the_picture_as_it_is(described: DescriptionSources) -> None:
    from training.generative.turns import region_in

    image = described.open_image("0.png")  # 48 x 40
    found = region_in(image, Description("0.png", "a dog", Box(10, 10, 20, 30), (96, 80)))

    assert found is not None
    assert found.box == Box(5, 5, 10, 15)
    assert region_in(image, Description("0.png", "a dog")) is None
