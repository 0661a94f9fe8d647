"""Labels are compared with the parts of a picture; whole vocabularies are tagged with vectors that are kept."""

from collections.abc import Sequence

import pytest
import torch
from torch import Tensor, nn

from models.embedded.label_cache import LabelCache, best_tags
from models.embedded.tag_head import TagHead
from models.embedded.vision import Seen
from models.embedded.vocabulary import PAD, Vocabulary, learn_vocabulary
from models.errors import BadQuestion

WIDTH = 20
LABELS = ("park", "dropped ice cream", "crying", "broken vase", "yellow hat")


def tiny_head() -> TagHead:
    torch.manual_seed(0)
    return TagHead(WIDTH, 12).eval()


def seen(seed: int = 1, regions: int = 2) -> Seen:
    generator = torch.Generator().manual_seed(seed)
    present = torch.arange(3) < regions
    return Seen(
        torch.randn(1, 9, WIDTH, generator=generator),
        torch.randn(1, 3, WIDTH, generator=generator),
        present[None],
        torch.zeros(1, 3, 4),
    )


class Reader:
    """Reads labels with a tokenizer of its own, and remembers which."""

    def __init__(self, head: TagHead) -> None:
        self.head = head
        self.read: list[str] = []
        self.vocabulary: Vocabulary = learn_vocabulary(LABELS, size=120, slots=2)
        torch.manual_seed(3)
        self.words = nn.Embedding(len(self.vocabulary), WIDTH)

    def __call__(self, labels: Sequence[str]) -> Tensor:
        self.read += labels
        rows = [torch.tensor(self.vocabulary.read_question(label)) for label in labels]
        words = nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=PAD)
        return self.head.labels(self.words(words), words != PAD)


def scores(head: TagHead, what: Seen, labels: Tensor) -> Tensor:
    return head.picture_scores(head.pictures(what.picture, what.regions, what.present), labels)


def test_every_vector_has_length_one() -> None:
    head = tiny_head()
    parts = head.pictures(*seen()[:3])

    assert parts.vectors.shape == (1, 12, 12)
    assert torch.allclose(parts.vectors.norm(dim=-1), torch.ones(1, 12), atol=1e-5)
    assert torch.allclose(Reader(head)(LABELS).norm(dim=-1), torch.ones(5), atol=1e-5)


def test_a_label_is_read_the_same_beside_longer_ones() -> None:
    reader = Reader(tiny_head())

    together, alone = reader(LABELS), torch.cat([reader([label]) for label in LABELS])

    assert torch.allclose(together, alone, atol=1e-5)
    assert not torch.allclose(together[0], together[2], atol=0.01)


def test_a_part_that_bears_a_label_is_found_among_many_that_do_not() -> None:
    head = tiny_head()
    label = Reader(head)(LABELS[1:2])
    vectors = torch.randn(1, 60, 12, generator=torch.Generator().manual_seed(5))
    vectors -= (vectors @ label.T) * label  # like the label in nothing
    parts = head.pictures(*seen()[:3])._replace(
        vectors=nn.functional.normalize(vectors, dim=-1), there=torch.ones(1, 60, dtype=torch.bool)
    )
    bearing = parts.vectors.clone()
    bearing[0, 17] = label[0]

    without, with_one = head.picture_scores(parts, label), head.picture_scores(parts._replace(vectors=bearing), label)

    assert without.item() == pytest.approx(head.bias.item(), abs=1e-4)
    assert with_one.item() == pytest.approx(head.temperature.item(), rel=0.01)


def test_regions_that_are_not_given_do_not_count_and_those_given_do() -> None:
    head = tiny_head()
    labels, what = Reader(head)(LABELS), seen(regions=2)
    moved = what.regions.clone()
    moved[0, 2] = 7.0
    given = what.regions.clone()
    given[0, 1] = moved[0, 2].flip(0) * torch.linspace(-1, 1, WIDTH)

    assert torch.equal(scores(head, what, labels), scores(head, what._replace(regions=moved), labels))
    assert not torch.allclose(scores(head, what, labels), scores(head, what._replace(regions=given), labels), atol=1e-3)


def test_the_score_of_a_region_is_the_likeness_of_its_vector_and_the_label() -> None:
    head = tiny_head()
    labels = Reader(head)(LABELS)
    regions = head.regions(seen().regions)

    found = head.region_scores(regions, labels)

    assert found.shape == (1, 3, 5)
    expected = 20.0 * (regions[0, 1] * labels[3]).sum().item()
    assert found[0, 1, 3].item() == pytest.approx(expected, abs=1e-4)


def test_a_head_learns_which_labels_fit_and_gradients_reach_the_words() -> None:
    head = tiny_head().train()
    reader = Reader(head)
    tokens = torch.randn(4, 6, WIDTH, generator=torch.Generator().manual_seed(2))
    truth = torch.eye(4, 5)
    truth[:, 4] = torch.tensor([1.0, 1.0, 0.0, 0.0])
    learned = [*head.parameters(), *reader.words.parameters()]
    nothing = torch.zeros(4, 1, dtype=torch.bool)
    for _ in range(60):
        parts = head.pictures(tokens, tokens[:, :1], nothing)
        loss = nn.functional.binary_cross_entropy_with_logits(head.picture_scores(parts, reader(LABELS)), truth)
        gradients = torch.autograd.grad(loss, learned, allow_unused=True)
        with torch.no_grad():
            for parameter, gradient in zip(learned, gradients, strict=True):
                if gradient is not None:
                    parameter -= 0.05 * gradient

    found = head.picture_scores(head.pictures(tokens, tokens[:, :1], nothing), reader(LABELS))

    assert torch.equal(found > 0, truth.bool())
    assert not torch.equal(reader.words.weight, Reader(tiny_head()).words.weight)


def test_a_vocabulary_is_read_once_and_only_what_is_new_is_read_later() -> None:
    head = tiny_head()
    reader = Reader(head)
    cache = LabelCache(reader)
    best_tags(head, seen(), cache, LABELS[:3], 3)

    best_tags(head, seen(seed=9), cache, LABELS, 3)

    assert reader.read == [*LABELS]


def test_tags_are_the_best_first_and_agree_with_the_scores() -> None:
    head = tiny_head()
    reader = Reader(head)
    expected = scores(head, seen(), reader(LABELS))[0]

    tags = best_tags(head, seen(), LabelCache(reader), [*LABELS, LABELS[0]], 3)

    assert [tag.label for tag in tags] == [LABELS[number] for number in expected.argsort(descending=True)[:3]]
    assert [tag.score for tag in tags] == pytest.approx(expected.sort(descending=True).values[:3].tolist(), abs=1e-4)
    assert best_tags(head, seen(), LabelCache(reader), LABELS, 0) == ()
    assert best_tags(head, seen(), LabelCache(reader), (), 3) == ()


def test_a_full_cache_forgets_what_was_used_longest_ago() -> None:
    reader = Reader(tiny_head())
    cache = LabelCache(reader, most=2)

    for label in ("park", "crying", "park", "yellow hat"):
        cache.vectors([label])
    reader.read.clear()
    cache.vectors(["park", "yellow hat", "crying"])

    assert reader.read == ["crying"]


def test_a_label_without_words_is_refused_by_name() -> None:
    with pytest.raises(BadQuestion, match=r'The label "\.\.\." has no words'):
        LabelCache(Reader(tiny_head())).vectors(["park", "..."])
