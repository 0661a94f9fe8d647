"""Too few labels are refused with how many there are and how many it takes."""

import pytest

from models.errors import BadSetting
from tests.fakes.tiny_critic import leave_labelled
from training.critics.enough import Enough, refuse_too_few
from training.critics.held_out import Parted
from training.embedded.critic_data import Labelled, read_labelled


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Labelled:
    """Eight pictures with a label of each kind."""
    return read_labelled(leave_labelled(tmp_path_factory.mktemp("labels")))


def parted(data: Labelled, held_out: int) -> Parted:
    return Parted(data.only(data.pictures[held_out:]), data.only(data.pictures[:held_out]))


def test_enough_is_enough(labelled: Labelled) -> None:
    refuse_too_few(parted(labelled, 2), Enough(learned=12, each=6, measured=2))


@pytest.mark.parametrize(
    "enough",
    [
        Enough(learned=13, each=6, measured=2),
        Enough(learned=12, each=7, measured=2),
        Enough(learned=12, each=6, measured=3),
    ],
)
def test_one_less_is_too_few_and_the_sentence_has_all_numbers(labelled: Labelled, enough: Enough) -> None:
    with pytest.raises(BadSetting) as refused:
        refuse_too_few(parted(labelled, 2), enough, more="Rate on.")

    said = str(refused.value)
    assert f"needs {enough.learned} labels to learn from, {enough.each} accepted and {enough.each} rejected" in said
    assert f"and {enough.measured} held-out pictures" in said
    assert "there are 12 (6 accepted, 6 rejected, of 6 pictures) to learn from" in said
    assert said.endswith("held out 4 (2 accepted, 2 rejected, of 2 pictures). Rate on.")


def test_labels_of_one_kind_cannot_measure(labelled: Labelled) -> None:
    learned, held_out = parted(labelled, 2)
    accepted = held_out._replace(labels=tuple(each for each in held_out.labels if each.label == "accept"))

    with pytest.raises(BadSetting, match="with labels of both kinds"):
        refuse_too_few(Parted(learned, accepted), Enough(learned=12, each=6, measured=2))
