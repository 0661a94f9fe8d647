"""The corpora of a seed: who wrote them, what they may name, what is true of them, and their scores."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from models.corpus import Entry
from models.errors import BadSetting
from models.judging import Candidate
from tests.training.reproduction.made_looks import lab_in, with_looks
from training.reproduction.corpora import TASKS, Task, without_captions
from training.reproduction.looks import looks_of
from training.reproduction.material import corpus_of, graphs_of, judged_of, opener_of, scores_of
from training.reproduction.parts import Lab

PICTURES = 3


class Counting:
    """Likes long questions, and counts the pictures that it is shown."""

    name = "counting"

    def __init__(self) -> None:
        self.shown = 0

    def criticise(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        self.shown += 1
        assert image.size == (320, 320)
        return tuple(len(each.qar.question) / 100 for each in candidates)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return with_looks(lab_in(tmp_path_factory.mktemp("lab"), pictures=PICTURES))


def texts(entry: Entry) -> str:
    qar = entry.candidate.qar
    return f"{qar.question} {qar.answer} {qar.rationale}"


def ids_in(entry: Entry) -> set[int]:
    return {int(digits) for digits in re.findall(r"\[(\d+)\]", texts(entry))}


@pytest.mark.parametrize("kind", ["ours", "literal"])
def test_a_teacher_writes_by_regions_and_by_descriptions(lab: Lab, kind: str) -> None:
    entries = corpus_of(lab, 0, kind)  # type: ignore[arg-type]

    by_prompt = {each.candidate.origin["prompt"] for each in entries}
    assert by_prompt == {"regions", "descriptions"}
    for each in entries:
        assert bool(each.candidate.regions) == bool(ids_in(each)) == (each.candidate.origin["prompt"] == "regions")
        assert ids_in(each) <= {region.id for region in each.candidate.regions}
        assert not each.set_aside


def test_two_teachers_write_differently_about_the_same_pictures(lab: Lab) -> None:
    ours, literal = corpus_of(lab, 0), corpus_of(lab, 0, "literal")

    assert {each.candidate.image_id for each in ours} == {each.candidate.image_id for each in literal}
    assert not {texts(each) for each in ours} & {texts(each) for each in literal}


def test_what_is_written_in_llavas_way_names_no_region_and_knows_no_caption(lab: Lab) -> None:
    entries = corpus_of(lab, 0, "llava")

    assert {each.candidate.origin["source"] for each in entries} >= {"description", "conversation"}
    assert not any(each.candidate.regions or ids_in(each) for each in entries)
    told = looks_of(lab, 0)[0].told
    assert not any(region.description for region in without_captions(told).picture.regions)
    assert {region.label for region in without_captions(told).picture.regions} <= {"person", "animal", "object"}


@pytest.mark.parametrize("task", TASKS)
def test_hand_made_texts_are_about_other_scenes_and_name_regions_that_are_there(lab: Lab, task: Task) -> None:
    entries = corpus_of(lab, 0, task)

    assert entries
    assert not {each.candidate.image_id for each in entries} & set(graphs_of(lab, 0))
    for each in entries:
        assert ids_in(each) <= {region.id for region in each.candidate.regions}
        assert bool(each.candidate.qar.rationale) == (task == "sherlock")


def test_truth_and_labels_stand_beside_their_entries(lab: Lab) -> None:
    known = judged_of(lab, 0)

    assert [each.entry for each in known] == corpus_of(lab, 0)
    assert all(each.entry.candidate == each.judged.candidate for each in known)
    assert {each.right for each in known} >= {True, False}
    assert all((each.label is None) == (each.accepted is None) == (each.right is None) for each in known)
    assert any(each.accepted for each in known)


def test_of_what_is_made_of_the_truth_nothing_is_judged(lab: Lab) -> None:
    with pytest.raises(BadSetting, match="sherlock"):
        judged_of(lab, 0, "sherlock")


def test_every_corpus_can_be_scored_and_each_picture_is_looked_at_once(lab: Lab) -> None:
    critic = Counting()

    first = scores_of(lab, 0, "literal", critic)
    again = scores_of(lab, 0, "literal", critic)

    assert first == again
    assert first == {each.candidate.id: len(each.candidate.qar.question) / 100 for each in corpus_of(lab, 0, "literal")}
    assert critic.shown == PICTURES


def test_the_pictures_of_all_corpora_are_opened_alike_and_a_missing_one_is_named(lab: Lab) -> None:
    for kind in ("ours", "sherlock"):
        assert opener_of(lab, 0)(corpus_of(lab, 0, kind)[0].candidate.image_id).size == (320, 320)
    with pytest.raises(BadSetting, match="feed"):
        opener_of(lab, 0)("feed")


def test_the_same_is_made_again(lab: Lab, tmp_path: Path) -> None:
    other = with_looks(lab_in(tmp_path, pictures=1))

    for kind in ("ours", "llava", "visualcomet"):
        found = corpus_of(other, 0, kind)
        assert found == corpus_of(lab, 0, kind)[: len(found)]
