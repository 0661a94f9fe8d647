"""Critics in folders are found by name, loaded by path, and refused in a sentence."""

import shutil
from pathlib import Path

import pytest

from models.critic_folders import own_critics
from models.embedded.critic_weights import save_critic
from models.embedded.folder import HOME
from models.errors import ModelUnavailable
from models.registry import ModelOptions, build_critic
from tests.fakes.tiny_critic import tiny_critic


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of critics with one, and with what is none."""
    home = tmp_path_factory.mktemp("critics")
    save_critic(home / "one", tiny_critic(home / "made").stored)
    (home / "none").mkdir()
    shutil.copytree(home / "one", home / ".two.part")  # what a kill left
    return home


def test_only_critics_are_listed(home: Path) -> None:
    assert own_critics(home) == ("one",)
    assert own_critics(home / "nowhere") == ()


@pytest.mark.parametrize(
    ("critic", "said"),
    [
        ("own:two", 'no critic "own:two" in .* There is: own:one.'),
        ("own:../one", "There is: own:one."),
        ("own:none", "There is: own:one."),
        ("own", "A model is written as one of: .*own:NAME, folder:PATH"),
        (f"folder:{HOME / 'student'}", r'another kind \("deixis-student-1"\), and no critic'),
        ("folder:nowhere", "holds no settings.json that can be read"),
    ],
)
def test_what_is_no_critic_is_refused(home: Path, critic: str, said: str) -> None:
    with pytest.raises(ModelUnavailable, match=said):
        build_critic(critic, ModelOptions(critics=str(home)))
