"""A run of the critic learns from labels on a frozen eye, goes on after an interruption, and is measured."""

import json
import shutil
from pathlib import Path

import pytest
import torch

from models.embedded.critic import load_critic
from models.embedded.critic_weights import open_critic
from models.embedded.folder import CARD
from models.embedded.verbalizer_weights import open_verbalizers
from models.errors import BadSetting, ModelUnavailable
from tests.fakes.tiny_critic import TINY_CRITIC, leave_labelled, leave_verbalizers
from training.embedded.critic_data import LABELS, read_labelled
from training.embedded.critic_finish import best_temperature, finish_critic
from training.embedded.critic_measures import MAJORITY, WORDS, CriticMeasures, measure_critic
from training.embedded.critic_run import learned_from, left_aside, train_critic
from training.embedded.critic_settings import CONTROLS
from training.embedded.critic_shown import shown_as
from training.embedded.critic_start import start_from
from training.embedded.critic_trainer import CriticProgress, CriticTrainer
from training.embedded.finish import FIGURES
from training.loop.running import RunFolders, Watch


class Bench:
    """Folders with tiny verbalizers and labels to train on."""

    def __init__(self, home: Path, pictures: int = 8) -> None:
        self.home = home
        self.init = leave_verbalizers(home / "verbalizers")
        self.data = read_labelled(leave_labelled(home / "labels", pictures, truths=True))

    def train(
        self, run: str, watch: Watch[CriticProgress] | None = None, *, resume: bool = False, **changes: object
    ) -> CriticTrainer:
        folders = RunFolders(self.home / "sights", self.home / run)
        settings = TINY_CRITIC.model_copy(update=changes)
        return train_critic(settings, folders, watch or Watch(), data=self.data, init=self.init, resume=resume)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))


@pytest.fixture(scope="module")
def through(bench: Bench) -> CriticTrainer:
    return bench.train("through")


def stop_after(steps: int) -> Watch[CriticProgress]:
    reports: list[CriticProgress] = []
    return Watch(progress=reports.append, should_stop=lambda: len(reports) >= steps, every=1, keep_every=2)


def test_an_interrupted_run_ends_with_the_same_weights(bench: Bench, through: CriticTrainer) -> None:
    first = bench.train("broken off", stop_after(3))
    second = bench.train("broken off", resume=True)

    assert (first.step, second.step) == (3, 6)
    for name, value in second.averaged.items():
        assert torch.equal(value, through.averaged[name])


def test_what_comes_from_the_verbalizers_stays_as_it_was(bench: Bench, through: CriticTrainer) -> None:
    own, theirs = through.averaged_network().state_dict(), open_verbalizers(bench.init).network.state_dict()
    new = start_from(bench.init, TINY_CRITIC).network.state_dict()

    for name, value in theirs.items():
        assert torch.equal(own[f"verbalizers.{name}"], value), name
    assert not torch.equal(own["last.weight"], new["last.weight"])


def test_a_rating_without_weight_is_not_learned(bench: Bench, through: CriticTrainer) -> None:
    bare = bench.train("no heads", qa_weight=0.0, rationale_weight=0.0)

    for trainer, learned in ((through, [True, True, True]), (bare, [True, False, False])):
        assert trainer.averaged["last.bias"].ne(0).any(0).tolist() == learned


def test_labels_that_hang_on_the_region_are_learned_and_not_without_it(bench: Bench) -> None:
    reports: list[CriticProgress] = []
    watch = Watch(progress=reports.append, every=20)
    changes = {"steps": 160, "rate": 5e-3, "decay_from": 1.0, "pictures": 4}

    bench.train("by heart", watch, **changes)
    seeing = reports[-1].right

    assert reports[-1].accept < reports[0].accept
    assert seeing > 0.9
    assert reports[-1].qa < reports[0].qa


def test_one_picture_in_ten_is_left_aside_whatever_else_there_is(tmp_path: Path) -> None:
    whole = read_labelled(leave_labelled(tmp_path / "labels", 30))

    learned, aside = learned_from(whole), left_aside(whole)

    assert set(learned.pictures) | set(aside.pictures) == set(whole.pictures)
    assert not set(learned.pictures) & set(aside.pictures)
    assert len(aside.pictures) < 10
    some = whole.only(whole.pictures[:7])
    assert set(left_aside(some).pictures) == set(aside.pictures) & set(some.pictures)


def test_the_chain_begins_with_the_verbalizers_and_tells_the_labels(bench: Bench, tmp_path: Path) -> None:
    shutil.copytree(bench.init, tmp_path / "verbalizers")
    settings = json.loads((tmp_path / "verbalizers/settings.json").read_text("utf-8"))
    stage = {
        "name": "verbalizers",
        "seed": 1,
        "steps": 2,
        "minutes": 3.0,
        "scenes": 4,
        "supervision": "x",
        "seeds": "y",
    }
    settings["training"]["chain"] = [stage]
    (tmp_path / "verbalizers/settings.json").write_text(json.dumps(settings), "utf-8")
    folders = RunFolders(tmp_path / "sights", tmp_path / "run")

    train_critic(TINY_CRITIC, folders, Watch(), data=bench.data, init=tmp_path / "verbalizers")

    kept = open_critic(tmp_path / "run/critic").settings
    assert [each.name for each in kept.chain] == ["verbalizers", "critic"]
    assert (kept.chain[-1].supervision, kept.chain[-1].seeds) == ("an example", "none")
    assert kept.training["rule"] == "lskd-1"


def test_other_labels_under_the_same_settings_are_another_run(bench: Bench, tmp_path: Path) -> None:
    folders = RunFolders(tmp_path / "sights", tmp_path / "run")
    train_critic(TINY_CRITIC, folders, stop_after(2), data=bench.data, init=bench.init)
    fewer = bench.data._replace(labels=bench.data.labels[:-1])

    with pytest.raises(BadSetting, match="other labels"):
        train_critic(TINY_CRITIC, folders, Watch(), data=fewer, init=bench.init, resume=True)


def test_what_are_no_verbalizers_is_no_start(bench: Bench, tmp_path: Path) -> None:
    folders = RunFolders(tmp_path / "sights", tmp_path / "run")

    with pytest.raises(ModelUnavailable, match="verbalizers"):
        train_critic(TINY_CRITIC, folders, Watch(), data=bench.data, init=tmp_path / "nothing")


@pytest.mark.parametrize("shown", CONTROLS)
def test_a_control_is_shown_something_else_and_learns_all_the_same(bench: Bench, shown: str) -> None:
    trainer = bench.train(shown, shown=shown)

    assert trainer.step == TINY_CRITIC.steps
    assert open_critic(bench.home / shown / "critic").settings.training["shown"] == shown


def test_pictures_are_looked_at_once_for_all_runs(bench: Bench, through: CriticTrainer, tmp_path: Path) -> None:
    assert through.step == 6
    moved = Bench.__new__(Bench)
    moved.home, moved.init = bench.home, bench.init
    moved.data = bench.data._replace(open_image=lambda image_id: pytest.fail(f"{image_id} was opened again"))

    assert moved.train("again").step == 6


def test_finishing_fits_measures_and_writes_the_card(bench: Bench, through: CriticTrainer, tmp_path: Path) -> None:
    assert through.step == 6
    folder = shutil.copytree(bench.home / "through/critic", tmp_path / "critic")
    bench.train("for the card", shown="grey")

    measures = finish_critic(
        folder,
        name="embedded:tiny",
        learned=bench.data,
        measured=bench.data,
        controls={"grey": bench.home / "for the card/critic"},
    )

    card = (folder / CARD).read_text("utf-8")
    for heading in ("How it was made", "Figures", "What it owes to the picture", "By threshold", "Limits"):
        assert f"# {heading}\n" in card
    assert "--only critic --labels FOLDER --seed 0 --steps 6" in card
    assert "| trained on grey |" in card
    assert CriticMeasures.model_validate_json((folder / FIGURES).read_text("utf-8")) == measures
    assert measures.pictures.n == len(bench.data.labels)
    assert measures.simple[MAJORITY].figures.auc == 0.5
    assert set(measures.shown) == set(CONTROLS)
    assert measures.pictures.right == measures.pictures.accepted == 0.5
    assert load_critic("tiny", folder).stored.settings.temperature != 1.0


def test_controls_are_measured_as_they_were_trained(bench: Bench, through: CriticTrainer) -> None:
    assert through.step == 6
    bench.train("blind", shown="no regions")
    critic, blind = (load_critic(name, bench.home / name / "critic") for name in ("through", "blind"))

    measures = measure_critic(critic, bench.data, learned=bench.data, trained={"no regions": blind})

    other = measure_critic(blind, shown_as("no regions", bench.data))
    assert measures.trained["no regions"].figures == other.pictures
    assert measures.shown["no regions"].figures != measures.pictures
    assert measures.simple[WORDS].figures.n == len(bench.data.labels)


def test_without_truths_nothing_is_said_of_them(bench: Bench, through: CriticTrainer) -> None:
    assert through.step == 6

    measures = measure_critic(load_critic("tiny", bench.home / "through/critic"), bench.data._replace(truths={}))

    assert measures.pictures.auc_right is None
    assert measures.pictures.sweep[0].right is None


def test_a_temperature_makes_the_labels_likeliest() -> None:
    odds = torch.tensor([4.0, 4.0, 4.0, 4.0, -4.0, -4.0, -4.0, -4.0])
    labels = torch.tensor([1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0])  # three in four: odds of log 3

    assert best_temperature(odds, labels) == pytest.approx(4 / 1.0986, rel=0.05)


@pytest.mark.parametrize(
    ("line", "said"),
    [('{"rule": "lskd-1"}', "Line 17 .* is no CriticLabel"), ("no json", "Line 17 .* is no CriticLabel")],
)
def test_a_label_that_cannot_be_read_is_named_by_its_line(tmp_path: Path, line: str, said: str) -> None:
    folder = leave_labelled(tmp_path / "labels")
    with (folder / LABELS).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")

    with pytest.raises(BadSetting, match=said):
        read_labelled(folder)


def test_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="--labels"):
        read_labelled(tmp_path)
