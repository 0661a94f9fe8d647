"""A seed's critic learns from ratings of its own scenes; who stops goes on, and what is done is not done again."""

from pathlib import Path

import pytest

from training.embedded.seed_ranges import CRITICS
from training.experiments.critic_data import MEASURED
from training.reproduction import critics
from training.reproduction.parts import Lab, Stopped, full, miniature

SCALE = miniature().model_copy(update={"critic_pictures": 2, "measured_pictures": 1})


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """A laboratory in which the first scene was made when somebody asked to stop."""
    lab = Lab(SCALE, tmp_path_factory.mktemp("work"))
    with pytest.raises(Stopped):
        critics.learned_of(lab._replace(should_stop=lambda: True), 0)
    return lab


def test_who_stops_goes_on_from_there(lab: Lab) -> None:
    first = list((lab.work / "critics/seed-0/learned/pictures").iterdir())

    data = critics.learned_of(lab, 0)

    assert len(first) == 1
    assert len(data.pictures) == 2
    assert data.about.seeds == f"train {CRITICS[50_000]} to {CRITICS[50_001]}"


def test_the_truth_is_there_for_measuring_alone(lab: Lab) -> None:
    learned, measured = critics.learned_of(lab, 0), critics.measured_of(lab, 0)

    assert learned.truths == {}
    assert set(measured.truths) == {each.candidate.id for each in measured.labels}
    assert measured.open_image(measured.pictures[0]).size == (320, 320)


def test_a_critic_is_trained_once_and_not_where_somebody_stops(lab: Lab) -> None:
    with pytest.raises(Stopped):
        critics.critic_of(lab._replace(should_stop=lambda: True), 0)
    said: list[str] = []
    first = critics.critic_of(lab._replace(say=said.append), 0)
    again = critics.critic_of(lab._replace(say=said.append), 0)

    opinions = [critics.opinions(lab, each, critics.measured_of(lab, 0)) for each in (first, again)]

    assert said == ["training the critic both-heads-2x2.0"]
    assert opinions[0] == opinions[1]
    assert all(0 <= each.accept <= 1 and 0 <= each.qa <= 3 for each in opinions[0])
    assert len(opinions[0]) == len(critics.measured_of(lab, 0).labels)
    # Who has hardly learned is hardly sure: a miniature's filter must leave its students something all the same.
    assert all(each.accept >= SCALE.thresholds[-1] for each in opinions[0])


def test_no_scene_belongs_to_two_seeds_or_to_the_critic_that_ships() -> None:
    lab = Lab(full(10), Path("unused"))
    learned = [set(critics.part_of(lab, seed, "learned").seeds) for seed in lab.scale.seeds]
    measured = [set(critics.part_of(lab, seed, "measured").seeds) for seed in lab.scale.seeds]

    for scenes, count in ((learned, full().critic_pictures), (measured, full().measured_pictures)):
        assert len(set[int]().union(*scenes)) == 10 * count
    assert not set[int]().union(*learned) & set(CRITICS[:1_400])
    assert not set[int]().union(*measured) & set(MEASURED[:200])
