"""What the verbalizers are taught is what the pictures show: never why, what for, before or after."""

import ast
import random
import re
from pathlib import Path

import pytest
import torch

import training.embedded
import training.scenes
from models.embedded.settings import StudentSettings
from models.embedded.verbalizer_network import NARRATIVE_PROMPT, VerbalizerSettings
from models.embedded.vocabulary import END, FIRST_SLOT, PAD, START, Vocabulary
from training.embedded.label_sets import NOTHING
from training.embedded.scene_cache import SceneCache, open_scenes
from training.embedded.seed_ranges import VERBALIZERS
from training.embedded.verbalizer_batches import (
    KINDS,
    Texts,
    VerbalizerBatch,
    draw_verbalizer_batch,
    learn_verbalizer_words,
    training_labels,
)
from training.embedded.verbalizer_settings import VerbalizerTraining
from training.embedded.verbalizer_sights import SIGHTS, sight_losses, sights_of, with_sights
from training.scenes.describing import KINDS as SIMPLE_KINDS
from training.scenes.describing import SimpleQuestion, is_held_out_label, simple_questions
from training.scenes.graph import SceneGraph
from training.scenes.situations import WITNESS_TOLD
from training.scenes.stories import STORIES
from training.scenes.tags import TAG_SETS

SETTINGS = VerbalizerTraining(
    pictures=10,
    captions=4,
    questions=3,
    withheld=0.3,
    few=0.3,
    stray=1.0,
    network=VerbalizerSettings(teller=StudentSettings(pixels=64, glance=64, answer_words=112, question_words=40)),
)
# What tells the stories of the drawn world, their questions and what is made of these, by how the modules' names begin.
STORY_MODULES = (
    "about_",
    "questions",
    "telling",
    "choice_values",
    "choices",
    "clues",
    "distractors",
    "skills",
    "temporal",
    "phrases_causes",
)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> SceneCache:
    return open_scenes(tmp_path_factory.mktemp("scenes"), count=8, pixels=64, among=VERBALIZERS)


@pytest.fixture(scope="module")
def words(cache: SceneCache) -> Vocabulary:
    return learn_verbalizer_words(cache.graphs, size=900, slots=6)


@pytest.fixture(scope="module")
def batch(cache: SceneCache, words: Vocabulary) -> VerbalizerBatch:
    return draw_verbalizer_batch(cache, words, SETTINGS, 0)


def read(words: Vocabulary, rows: torch.Tensor) -> list[str]:
    return [words.read_answer(row.tolist())[0] for row in rows]


def plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", text.lower()))


def test_every_picture_has_as_many_short_texts_and_one_long_one(batch: VerbalizerBatch) -> None:
    assert len(batch.short.words) == len(batch.short.prompts) == 10 * 7
    assert len(batch.long.words) == 10
    assert batch.pictures.shape == (10, 3, 64, 64)
    assert batch.cut == 0
    captions = (batch.short.kinds == KINDS.index("caption")).view(10, 7).sum(1)
    assert set(captions.tolist()) == {0, 4}  # none where no region is shown


def test_captions_are_asked_of_regions_that_are_shown_and_labelled(batch: VerbalizerBatch) -> None:
    slots = batch.short.prompts - FIRST_SLOT
    for row in (batch.short.kinds == KINDS.index("caption")).nonzero()[:, 0].tolist():
        asked = [slot for slot in slots[row].tolist() if 0 <= slot < 6]
        assert len(asked) == 1
        assert batch.present[row // 7, asked[0]]
        assert (batch.sights[row // 7, asked[0]] != NOTHING).any()


def test_a_box_around_nothing_has_no_label(batch: VerbalizerBatch) -> None:
    labelled = (batch.sights != NOTHING).any(-1)
    stray = batch.present & ~labelled

    assert stray.any()
    assert not batch.labels.regions[stray].any()
    assert batch.labels.regions[labelled].any(-1).all()
    assert (labelled <= batch.present).all()


def test_texts_begin_and_end_and_padding_weighs_nothing(batch: VerbalizerBatch) -> None:
    for texts in (batch.short, batch.long):
        assert (texts.words[:, 0] == START).all()
        assert ((texts.words == END).sum(1) == 1).all()
        assert torch.equal(texts.weights > 0, texts.words[:, 1:] != PAD)
    answers = batch.short.kinds == KINDS.index("answer")
    assert batch.short.weights[answers].max() == SETTINGS.answer_weight
    assert batch.short.weights[~answers].max() == 1


def test_labels_of_regions_are_true_of_their_picture_and_never_held_out(batch: VerbalizerBatch) -> None:
    assert not any(map(is_held_out_label, training_labels()))
    assert batch.labels.pictures.any(1).all()
    of_regions = batch.labels.regions.any(1)
    # Regions show single entities; of those hardly seen the picture's labels say nothing.
    assert (of_regions & ~batch.labels.pictures).float().mean() < 0.01


def test_boxes_and_proposals_lie_in_the_picture(batch: VerbalizerBatch) -> None:
    given = batch.boxes[batch.present]
    assert (given[:, 2:] > given[:, :2]).all()
    assert given.min() >= 0
    assert given.max() <= 1.01
    assert batch.proposals.centres.shape == (10, 3, 8, 8)
    assert (batch.proposals.centres.flatten(1).max(1).values == 1).all()


def test_a_step_is_the_same_every_time_and_another_one_is_not(
    cache: SceneCache, words: Vocabulary, batch: VerbalizerBatch
) -> None:
    again, other = (draw_verbalizer_batch(cache, words, SETTINGS, step) for step in (0, 1))

    assert torch.equal(again.pictures, batch.pictures)
    assert torch.equal(again.short.words, batch.short.words)
    assert torch.equal(again.labels.regions, batch.labels.regions)
    assert not torch.equal(other.pictures, batch.pictures)


def test_words_read_back_are_those_of_the_describing_texts(
    cache: SceneCache, words: Vocabulary, batch: VerbalizerBatch
) -> None:
    answers = batch.short.kinds == KINDS.index("answer")
    known = {plain(asked.answer) for graph in cache.graphs for asked in _asked_often(graph)}

    assert {plain(text) for text in read(words, batch.short.words[answers])} <= known
    assert {words.read_answer(row.tolist())[0] for row in batch.long.prompts} == {NARRATIVE_PROMPT}
    assert not any("[" in piece for piece in words.pieces[FIRST_SLOT + 6 :])  # so that no id can be spelt


def _asked_often(graph: SceneGraph) -> list[SimpleQuestion]:

    return [asked for seed in range(40) for asked in simple_questions(graph, random.Random(seed))]


def test_no_text_tells_what_a_story_tells(cache: SceneCache, words: Vocabulary) -> None:
    """Causes, intentions and what was or comes is told in `told`; none of it is in any text of many batches."""
    told = [each for story in STORIES.values() for each in story.told.values()]
    secrets = {
        plain(re.sub(r"\{\w\}", "|", phrase).strip("| "))
        for each in (*told, WITNESS_TOLD)
        for phrases in (each.why, each.before, each.after, each.wants)
        for phrase in phrases
        if "{" not in phrase.strip("{STOPW} ") and len(plain(phrase).split()) >= 4
    }
    texts = []
    for step in range(4):
        batch = draw_verbalizer_batch(cache, words, SETTINGS, step)
        texts += [plain(text) for each in (batch.short, batch.long) for text in _all_texts(words, each)]

    assert len(secrets) > 100
    assert len(set(texts)) > 150
    assert [text for text in texts if any(secret in text for secret in secrets)] == []
    assert not any(re.search(r"\b(because|why|wants|will|intends|hopes)\b", text) for text in texts)


def _all_texts(words: Vocabulary, texts: Texts) -> list[str]:
    return [*read(words, texts.words), *read(words, texts.prompts)]


def test_kinds_of_questions_are_not_those_that_ask_for_causes() -> None:
    causal = {"why", "before", "after", "intent", "inference", "relationship", "focus", "temporal", "emotion"}

    assert causal.isdisjoint(SIMPLE_KINDS)


@pytest.mark.parametrize("prefix", STORY_MODULES)
def test_what_tells_stories_is_still_called_so(prefix: str) -> None:
    assert list(Path(training.scenes.__path__[0]).glob(f"{prefix}*.py"))


def test_no_module_of_the_verbalizers_takes_from_those_that_tell_stories() -> None:
    """Neither does any that these import, as far as training/embedded goes."""
    waiting = {path.stem for path in Path(training.embedded.__path__[0]).glob("verbalizer_*.py")}
    seen: dict[str, list[str]] = {}
    while waiting:
        name = waiting.pop()
        seen[name] = _imported_by(name)
        within = {each.split(".")[2] for each in seen[name] if each.startswith("training.embedded.")}
        waiting |= within - seen.keys()

    assert {"verbalizer_run", "verbalizer_trainer", "stages"} <= seen.keys()
    assert seen.keys().isdisjoint({"batches", "chooser_batches", "side_tasks", "word_list"})
    stories = tuple(f"training.scenes.{prefix}" for prefix in STORY_MODULES)
    assert [(name, each) for name, all_of in seen.items() for each in all_of if each.startswith(stories)] == []


def _imported_by(name: str) -> list[str]:
    """Return the modules, and what is taken from them ("a.b.c" for `from a.b import c`), that a trainer imports."""
    tree = ast.parse((Path(training.embedded.__path__[0]) / f"{name}.py").read_text("utf-8"))
    found = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def test_sights_name_nothing_but_looks(cache: SceneCache) -> None:
    names = {label for labels in SIGHTS.values() for label in labels}

    assert "situation_role" in TAG_SETS  # what the students' eye is taught besides
    assert names.isdisjoint(TAG_SETS["situation_role"])
    assert not any("/" in name for name in names)
    entity = next(each for graph in cache.graphs for each in graph.entities if each.kind == "person")
    told = {name: labels[at] for (name, labels), at in zip(SIGHTS.items(), sights_of(entity), strict=True) if at >= 0}
    assert told["noun"] == entity.noun
    assert told["face"] == entity.feeling
    assert told["garment"] == entity.garment


def test_sorting_rightly_costs_little_and_unknown_sets_nothing() -> None:
    sizes = with_sights(VerbalizerSettings()).teller.concepts
    labels = torch.full((1, 1, len(SIGHTS)), NOTHING)
    labels[0, 0, 0] = 2
    right, wrong = torch.zeros(1, 1, sum(sizes.values())), torch.zeros(1, 1, sum(sizes.values()))
    right[..., 2], wrong[..., 1] = 9, 9

    assert sight_losses(right, labels).mean < 0.01
    assert sight_losses(wrong, labels).mean > 8
    assert sight_losses(right, labels).right[0] == 1.0
    assert sight_losses(wrong, torch.full_like(labels, NOTHING)).mean == 0
