"""The embedded critic keeps the Critic's promises, whatever its weights say."""

from pathlib import Path

import pytest
import torch
from PIL import Image

from models.base import Critic
from models.embedded.critic import EmbeddedCritic, load_critic
from models.embedded.critic_network import FROZEN, CriticNetwork
from models.embedded.critic_sight import MOST, Sight, look, read, texts_of
from models.embedded.critic_weights import save_critic
from models.errors import ModelUnavailable
from models.records import QAR, Box, Region
from models.registry import build_critic
from tests.fakes.tiny_critic import REGIONS, SAYS, candidate, tiny_critic

IN_WORDS = QAR(question="Why is the toddler crying?", answer="It fell.", rationale="There is a red ball.")


@pytest.fixture(scope="module")
def critic(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedCritic:
    return tiny_critic(tmp_path_factory.mktemp("critic"))


def picture(seed: int = 0, size: tuple[int, int] = (80, 64)) -> Image.Image:
    pixels = torch.randint(0, 255, (size[1], size[0], 3), generator=torch.Generator().manual_seed(seed))
    return Image.fromarray(pixels.to(torch.uint8).numpy())


def counted(network: CriticNetwork) -> list[int]:
    """Count the pictures that the eye looks over from now on."""
    looked: list[int] = []
    network.verbalizers.teller.eye.stem.register_forward_pre_hook(
        lambda _module, arguments: looked.append(len(arguments[0]))
    )
    return looked


def test_every_candidate_gets_a_chance_and_two_ratings(critic: EmbeddedCritic) -> None:
    judge: Critic = critic
    some = [candidate("a"), candidate("b", IN_WORDS, regions=())]

    scores, opinions = judge.criticise(picture(), some), critic.judge(picture(), some)

    assert all(0 < score < 1 for score in scores)
    assert scores == tuple(each.accept for each in opinions)
    assert all(0 <= rating <= 3 for each in opinions for rating in (each.qa, each.rationale))
    assert judge.name == "embedded:tiny"
    assert judge.criticise(picture(), []) == ()


def test_a_picture_is_encoded_once_for_all_its_candidates(critic: EmbeddedCritic) -> None:
    looked = counted(critic.stored.network)
    some = [candidate(str(number), IN_WORDS if number % 2 else SAYS) for number in range(70)]

    scores = critic.criticise(picture(), some)

    assert looked == [1]
    assert len(scores) == 70


def test_a_score_does_not_depend_on_the_company(critic: EmbeddedCritic) -> None:
    long = QAR(question="What is that?", answer="A ball " * 9, rationale="It is red.")
    company = [candidate("a"), candidate("b", IN_WORDS, regions=()), candidate("c", long, regions=REGIONS[:1])]

    together = critic.criticise(picture(), company)

    alone = [critic.criticise(picture(), [each])[0] for each in company]
    assert together == pytest.approx(alone, abs=1e-5)


def test_picture_regions_and_words_count(critic: EmbeddedCritic) -> None:
    moved = tuple(region.model_copy(update={"box": Box(2, 2, 70, 20)}) for region in REGIONS)
    turned = SAYS.model_copy(update={"question": "Why is [7] crying?"})

    def score(seed: int = 0, qar: QAR = SAYS, regions: tuple[Region, ...] = REGIONS) -> float:
        return critic.criticise(picture(seed), [candidate("a", qar, regions)])[0]

    assert abs(score(seed=1, qar=IN_WORDS) - score(qar=IN_WORDS)) > 1e-7
    for other in (score(regions=moved), score(qar=turned), score(qar=IN_WORDS)):
        assert abs(other - score()) > 1e-7


def test_ids_are_names_and_their_numbers_do_not_matter(critic: EmbeddedCritic) -> None:
    renamed = tuple(region.model_copy(update={"id": region.id + 30}) for region in REGIONS)
    text = QAR.model_validate_json(SAYS.model_dump_json().replace("[3]", "[33]").replace("[7]", "[37]"))

    scores = critic.criticise(picture(), [candidate("a"), candidate("b", text, renamed)])

    assert scores[0] == pytest.approx(scores[1], abs=1e-6)


def test_more_regions_than_slots_and_ids_without_a_region_are_no_trouble(critic: EmbeddedCritic) -> None:
    many = tuple(Region(id=number, box=Box(number * 4, 2, number * 4 + 8, 50)) for number in range(15))
    late = SAYS.model_copy(update={"answer": "Because of [14], [13], [12], [11], [10], [9], [8] and [99]."})

    (score,) = critic.criticise(picture(), [candidate("a", late, many)])
    (without,) = critic.criticise(picture(), [candidate("a", late, many[:10])])

    assert 0 < score < 1
    assert score != without


def test_regions_beyond_the_slots_are_looked_at_in_groups(critic: EmbeddedCritic) -> None:
    network, vocabulary, _ = critic.stored
    many = tuple(Region(id=number, box=Box(number * 4, 2, number * 4 + 8, 50)) for number in range(15))

    sight = look(network, vocabulary, picture(), [candidate("a", SAYS, many)], threshold=0.0)[many]
    reading = read(vocabulary, candidate("a", SAYS, many), sight)

    assert len(sight.boxes) == len(sight.shares) == 15
    assert reading.meant == [3, 7]


def test_regions_that_nobody_gives_are_found(critic: EmbeddedCritic) -> None:
    network, vocabulary, _ = critic.stored

    sight = look(network, vocabulary, picture(), [candidate("a", IN_WORDS, ())], threshold=0.0)[()]

    assert 0 < len(sight.boxes) <= MOST
    assert set(sight.said) == {"toddler crying"}
    assert sight.said["toddler crying"].shape[0] == len(sight.boxes)


def test_words_beyond_the_limit_count_as_not_written(critic: EmbeddedCritic) -> None:
    long = IN_WORDS.model_copy(update={"rationale": "a red ball " * 40})
    longer = IN_WORDS.model_copy(update={"rationale": "a red ball " * 40 + "is there"})

    first, second = critic.criticise(picture(), [candidate("a", long), candidate("b", longer)])

    assert first == pytest.approx(second, abs=1e-6)


def test_only_what_lies_on_the_verbalizers_learns(critic: EmbeddedCritic) -> None:
    network = CriticNetwork(critic.stored.network.settings)

    learns = {name.split(".")[0] for name, each in network.named_parameters() if each.requires_grad}

    assert learns.isdisjoint(FROZEN)
    assert {"impression", "gist", "mentioned", "shown", "about", "first", "second", "last"} <= learns


def test_a_region_that_is_not_given_means_nobody(critic: EmbeddedCritic) -> None:
    network, vocabulary, settings = critic.stored

    texts = texts_of(network, vocabulary, picture(), [candidate("a", SAYS, REGIONS[1:])], threshold=settings.threshold)

    assert texts.present.tolist() == [[True, False, False]]
    assert texts.lie.abs().sum() == 0


SEEN = Sight(
    shares=torch.eye(3),
    people=torch.tensor([1.0, 1.0, 0.0]),
    boxes=torch.tensor([[0.0, 0.2, 0.2, 0.9], [0.5, 0.2, 0.7, 0.9], [0.25, 0.5, 0.35, 0.6]]),
    said={
        "child": torch.tensor([[-1.0], [-1.5], [-7.0]]),
        "ball": torch.tensor([[-7.0], [-7.0], [-0.5]]),
        "dragon": torch.tensor([[-7.0], [-7.0], [-7.0]]),
    },
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Who has the ball?", [2]),
        ("Does the child have the ball?", [0, 2]),
        ("Does the child on the right have the ball?", [1, 2]),
        ("Does [5] have the ball? Yes, the child does.", [1, 2]),
        ("Does the dragon have the ball?", [2]),
        ("Do [5] and [9] play?", [1]),
    ],
)
def test_what_is_meant_is_what_would_be_called_so(critic: EmbeddedCritic, text: str, meant: list[int]) -> None:
    given = tuple(Region(id=number, box=Box(0, 0, 9, 9)) for number in (4, 5))
    said = candidate("a", QAR(question=text, answer="", rationale=""), given)

    assert read(critic.stored.vocabulary, said, SEEN).meant == meant


def test_what_nobody_would_say_of_any_region_is_told_the_network(critic: EmbeddedCritic) -> None:
    said = candidate("a", QAR(question="Does the dragon have the ball?", answer="", rationale=""), ())

    reading = read(critic.stored.vocabulary, said, SEEN)

    assert sorted({round(each, 1) for each in reading.likely}) == [-7.0, -0.5]
    assert len(reading.spoken) >= len(reading.likely) > 0


def test_a_picture_in_which_nothing_is_found_is_no_trouble(critic: EmbeddedCritic) -> None:
    network, vocabulary, _ = critic.stored
    labels = {"kind": ("person", "animal"), "face": ("happy", "sad", "calm")}
    sorting = CriticNetwork(network.settings.model_copy(update={"labels": labels})).eval()
    said = [candidate("a", IN_WORDS, ())]

    texts = texts_of(sorting, vocabulary, picture(), said, threshold=1.0)

    assert texts.present.tolist() == [[False, False, False]]
    assert torch.isfinite(sorting(texts).odds).all()


def test_a_folder_gives_the_same_critic_again(critic: EmbeddedCritic, tmp_path: Path) -> None:
    save_critic(tmp_path / "critic", critic.stored)

    again = load_critic("other", tmp_path / "critic")

    assert again.criticise(picture(), [candidate()]) == pytest.approx(
        critic.criticise(picture(), [candidate()]), abs=2e-3
    )
    assert again.name == "embedded:other"


@pytest.mark.parametrize("name", ["embedded:nobody", "embedded:../student", "embedded:student"])
def test_an_unknown_critic_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(ModelUnavailable, match="no embedded critic"):
        build_critic(name)


@pytest.mark.parametrize("name", ["openai:gpt", "", "critic"])
def test_another_kind_of_critic_is_refused_with_the_known_forms(name: str) -> None:
    with pytest.raises(ModelUnavailable, match="embedded, embedded:NAME"):
        build_critic(name)
