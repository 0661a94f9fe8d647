"""The likelihood scorer keeps the Scorer's promises and its own formula; names find the right kind of scorer."""

import math
from pathlib import Path

import pytest
import torch

from models.base import Scorer
from models.choosing import nature_of
from models.embedded.chooser import EmbeddedChooser
from models.embedded.chooser_network import ChooserNetwork, StackSettings
from models.embedded.chooser_weights import save_chooser
from models.embedded.likelihood import UNFITTED_TEMPERATURE, LikelihoodScorer, load_likelihood
from models.embedded.scorers import load_scorer, share_student
from models.embedded.slots import assign_slots
from models.embedded.student import EmbeddedStudent, load_student
from models.embedded.vocabulary import BECAUSE
from models.embedded.weights import save_student
from models.errors import BadQuestion, ModelUnavailable
from tests.fakes.tiny_student import ask, noise, tiny_network, tiny_settings, tiny_vocabulary

CHOICES = ("the ice cream fell", "[42] is playing", "it's the turn of [7]")
WHY = ask("why is [42] sad near [7]?", 7, 42)


def save_a_student(folder: Path) -> Path:
    save_student(folder, tiny_network(), tiny_vocabulary())
    return folder


def save_a_chooser(folder: Path) -> Path:
    torch.manual_seed(0)
    stack = StackSettings(queries=4, layers=1, contrast=16, text_words=48)
    save_chooser(folder, ChooserNetwork(tiny_settings(), stack).eval(), tiny_vocabulary())
    return folder


@pytest.fixture
def scorer(tmp_path: Path) -> LikelihoodScorer:
    return load_likelihood("tiny", save_a_student(tmp_path))


def test_every_choice_gets_its_share_of_belief(scorer: LikelihoodScorer) -> None:
    as_scorer: Scorer = scorer

    shares = as_scorer.score(noise(), WHY, CHOICES)

    assert len(shares) == 3
    assert all(0 < share < 1 for share in shares)
    assert math.fsum(shares) == pytest.approx(1)
    assert (as_scorer.name, nature_of(as_scorer)) == ("embedded:tiny", "likelihood")


def test_shares_are_the_softmax_of_mean_log_likelihoods_over_the_temperature(scorer: LikelihoodScorer) -> None:
    logs = scorer.log_likelihoods(noise(), WHY, CHOICES)

    shares = (logs.double() / UNFITTED_TEMPERATURE).softmax(0)
    assert scorer.score(noise(), WHY, CHOICES) == pytest.approx(shares.tolist())


def test_the_temperature_is_that_of_the_folder(tmp_path: Path) -> None:
    save_student(tmp_path, tiny_network(), tiny_vocabulary(), choosing_temperature=1.5)
    scorer = load_likelihood("tiny", tmp_path)

    shares = scorer.score(noise(), WHY, CHOICES)

    assert shares == pytest.approx((scorer.log_likelihoods(noise(), WHY, CHOICES).double() / 1.5).softmax(0).tolist())


def test_a_log_likelihood_is_the_mean_over_the_pieces_and_the_end_of_the_answer(scorer: LikelihoodScorer) -> None:
    """Said word by word, with caches, as the student speaks."""
    network, vocabulary = scorer.stored.network, tiny_vocabulary()
    slots = assign_slots(" ".join((WHY.text, *CHOICES)), WHY.regions, 6)
    questions = torch.tensor([vocabulary.read_question(slots.to_slots(WHY.text))])
    pieces = [*vocabulary.read_question(slots.to_slots(CHOICES[1])), BECAUSE]
    seen = scorer._look_at(scorer._look_over(noise()), slots.regions)
    understood = network.read(seen, questions)

    logs, said = [], [1]  # START
    for piece in pieces:
        following = network.speak(understood, torch.tensor([said]))[0, -1].log_softmax(-1)
        logs.append(float(following[piece]))
        said.append(piece)

    found = scorer.log_likelihoods(noise(), WHY, CHOICES)
    assert float(found[1]) == pytest.approx(math.fsum(logs) / len(pieces), abs=1e-4)


def test_length_alone_decides_nothing(scorer: LikelihoodScorer) -> None:
    """A network that finds every piece equally likely finds every choice equally likely."""
    with torch.no_grad():
        scorer.stored.network.words.weight.zero_()
        scorer.stored.network.point.weight.zero_()
        scorer.stored.network.point.bias.zero_()

    shares = scorer.score(noise(), ask("why?"), ("the ice cream fell on the ground", "melting"))

    assert shares == pytest.approx((0.5, 0.5), abs=1e-5)


def test_the_order_capitals_and_full_stops_of_choices_do_not_matter(scorer: LikelihoodScorer) -> None:
    shares = scorer.score(noise(), WHY, CHOICES)

    turned = scorer.score(noise(), WHY, [f"{choice.capitalize()}." for choice in CHOICES[::-1]])

    assert turned[::-1] == pytest.approx(shares, abs=1e-5)


def test_choosing_takes_notice_of_picture_and_regions(scorer: LikelihoodScorer) -> None:
    logs = scorer.log_likelihoods(noise(), WHY, CHOICES)
    elsewhere = tuple(region.model_copy(update={"box": type(region.box)(50, 40, 90, 90)}) for region in WHY.regions)

    moved = WHY.model_copy(update={"regions": elsewhere})

    assert not torch.allclose(logs, scorer.log_likelihoods(noise(seed=5), WHY, CHOICES), atol=1e-6)
    assert not torch.allclose(logs, scorer.log_likelihoods(noise(), moved, CHOICES), atol=1e-6)


def test_a_choice_may_be_a_region_and_nothing_else(scorer: LikelihoodScorer) -> None:
    shares = scorer.score(noise(), ask("who is sad?", 3, 9), ("[3]", "[9]"))

    assert math.fsum(shares) == pytest.approx(1)
    assert shares[0] != shares[1]


@pytest.mark.parametrize(
    ("question", "choices", "said"),
    [
        ("why?", ("it fell",), "1 choice given"),
        ("why?", ("it fell", "It  fell"), "given twice"),
        (
            "why?",
            ("it fell", "fell " * 60),
            r'Choice 2 \("fell fell .* \.\.\."\) has 120 pieces .* up to 22',
        ),
        ("why " * 80, ("it fell", "it is sad"), "The question has 160 pieces of words, and .* up to 64"),
    ],
)
def test_what_cannot_be_chosen_from_is_refused(
    scorer: LikelihoodScorer, question: str, choices: tuple[str, ...], said: str
) -> None:
    with pytest.raises(BadQuestion, match=said):
        scorer.score(noise(), ask(question), choices)


def test_a_students_folder_is_scored_by_likelihood_and_a_choosers_by_matching(tmp_path: Path) -> None:
    save_a_student(tmp_path / "student")
    save_a_chooser(tmp_path / "picker")

    student, chooser = load_scorer("student", tmp_path), load_scorer("picker", tmp_path)

    assert (type(student), student.name, nature_of(student)) == (LikelihoodScorer, "embedded:student", "likelihood")
    assert (type(chooser), chooser.name, nature_of(chooser)) == (EmbeddedChooser, "embedded:picker", "itm")


def test_without_a_name_the_student_is_taken(tmp_path: Path) -> None:
    save_a_student(tmp_path / "student")
    save_a_chooser(tmp_path / "chooser")

    assert load_scorer("", tmp_path).name == "embedded:student"


def test_a_student_that_is_loaded_already_is_not_loaded_again(tmp_path: Path) -> None:
    student = load_student("student", save_a_student(tmp_path / "student"))

    named, unnamed = (share_student(name, lambda: student, tmp_path) for name in ("student", ""))

    assert named is not None
    assert unnamed is not None
    assert named.stored is unnamed.stored is student.stored
    assert named.name == "embedded:student"


def test_what_is_no_student_needs_none_to_be_loaded(tmp_path: Path) -> None:
    save_a_student(tmp_path / "student")
    save_a_chooser(tmp_path / "chooser")

    def load() -> EmbeddedStudent:
        raise AssertionError("nothing is to be loaded")

    assert [share_student(name, load, tmp_path) for name in ("chooser", "nobody")] == [None, None]


@pytest.mark.parametrize("name", ["nobody", "../student"])
def test_an_unknown_name_lists_the_known_ones(tmp_path: Path, name: str) -> None:
    save_a_student(tmp_path / "home" / "student")

    with pytest.raises(ModelUnavailable, match=r"no embedded scorer .*there is: embedded:student\."):
        load_scorer(name, tmp_path / "home")
