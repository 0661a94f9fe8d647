"""The embedded critic keeps the Critic's promises, whatever its weights say."""

from pathlib import Path

import pytest
import torch
from PIL import Image

from models.base import Critic
from models.embedded.critic import EmbeddedCritic, load_critic
from models.embedded.critic_network import FROZEN, CriticNetwork
from models.embedded.critic_sight import Reading, gather_texts, look, read
from models.embedded.critic_weights import save_critic
from models.errors import ModelUnavailable
from models.records import QAR, Box, Region
from models.registry import build_critic
from tests.fakes.tiny_critic import REGIONS, SAYS, candidate, tiny_critic

IN_WORDS = QAR(question="Why is the toddler crying?", answer="It fell.", rationale="There is a red ball.")


@pytest.fixture
def critic(tmp_path: Path) -> EmbeddedCritic:
    return tiny_critic(tmp_path)


def picture(seed: int = 0, size: tuple[int, int] = (80, 64)) -> Image.Image:
    pixels = torch.randint(0, 255, (size[1], size[0], 3), generator=torch.Generator().manual_seed(seed))
    return Image.fromarray(pixels.to(torch.uint8).numpy())


def counted(network: CriticNetwork) -> list[int]:
    """Count the pictures that the eye looks over from now on."""
    looked: list[int] = []
    network.eye.stem.register_forward_pre_hook(lambda _module, arguments: looked.append(len(arguments[0])))
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

    for other in (score(seed=1), score(regions=moved), score(qar=turned), score(qar=IN_WORDS)):
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
    network = critic.stored.network
    many = tuple(Region(id=number, box=Box(number * 4, 2, number * 4 + 8, 50)) for number in range(15))

    (sight,) = look(network, picture(), [many], threshold=0.0)
    reading = read(critic.stored.vocabulary, candidate("a", SAYS, many), slots=6, longest=64)
    texts = gather_texts(network, [reading], [sight], [0])

    assert len(sight.given) == 15
    assert reading.slots == (3, 7)
    torch.testing.assert_close(texts.named[0, 1], sight.given[7])
    assert texts.present.tolist() == [[True, True, False, False, False, False]]


def test_text_beyond_the_limit_counts_as_not_written(critic: EmbeddedCritic) -> None:
    long = IN_WORDS.model_copy(update={"rationale": "a red ball " * 40})
    longer = IN_WORDS.model_copy(update={"rationale": "a red ball " * 40 + "on the left"})

    first, second = critic.criticise(picture(), [candidate("a", long), candidate("b", longer)])

    assert first == pytest.approx(second, abs=1e-6)


def test_only_what_lies_on_the_eye_and_the_words_learns(critic: EmbeddedCritic) -> None:
    network = CriticNetwork(critic.stored.network.settings)

    learns = {name.split(".")[0] for name, each in network.named_parameters() if each.requires_grad}

    assert learns.isdisjoint(FROZEN)
    assert {"layers", "queries", "accept_head", "qa_head", "rationale_head", "meanings"} <= learns


def test_a_region_that_is_not_given_says_nothing_of_itself(critic: EmbeddedCritic) -> None:
    network = critic.stored.network
    (sight,) = look(network, picture(), [REGIONS], threshold=0.0)

    texts = gather_texts(network, [Reading([1, 5], (None, 1))], [sight], [0])

    assert texts.named[0, 0].abs().sum() == 0
    assert texts.present[0].tolist()[:3] == [False, True, False]


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
