"""The corpus that the distilled student learns from: what the teacher said, with the critic's scores and pictures."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from models.corpus import Entry
from models.judging import Candidate
from tests.training.reproduction.made_looks import lab_in, with_looks
from training.reproduction.distilled import CORPUS, PICTURES, write_distilled
from training.reproduction.material import corpus_of


class Halving:
    """Scores every other text above the cut."""

    name = "halving"

    def criticise(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        assert image.size == (320, 320)
        return tuple(0.9 if place % 2 else 0.1 for place in range(len(candidates)))


def test_entries_lie_beside_their_pictures_with_their_scores(tmp_path: Path) -> None:
    lab = with_looks(lab_in(tmp_path / "lab", pictures=1))

    counts = write_distilled(lab, tmp_path / "out", Halving())

    entries = [Entry.model_validate_json(line) for line in (tmp_path / "out" / CORPUS).read_text().splitlines()]
    assert [each.candidate.qar for each in entries] == [each.candidate.qar for each in corpus_of(lab, 0)]
    assert counts == {"pictures": 1, "entries": len(entries), "taken": len(entries) // 2}
    assert [each.candidate.scores["halving"] for each in entries][:2] == [0.1, 0.9]
    (path,) = {each.path for each in entries}
    with Image.open(tmp_path / "out" / PICTURES / path) as image:
        assert image.size == (320, 320)
    # Again: nothing is doubled.
    assert write_distilled(lab, tmp_path / "out", Halving()) == counts
