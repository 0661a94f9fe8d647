"""The mark reader learns to find marks, reads pixels of any picture, and is stored with the student."""

from pathlib import Path

import pytest
import torch
from PIL import Image

from models.embedded.mark_reader import Edges, MarkReader, ReaderSettings, mean_edges
from models.embedded.student import EmbeddedStudent
from models.embedded.weights import open_student, save_student
from models.marks import MarkStyle, draw_regions
from models.records import Box, Region
from tests.fakes.tiny_student import ask, noise, tiny_network, tiny_vocabulary

TINY = ReaderSettings(pixels=64, channels=4, maps=2, width=8)


class _Knowing(MarkReader):
    """A reader that finds id 3 in the same place everywhere."""

    def forward(self, _pictures: torch.Tensor, _rows: torch.Tensor, ids: torch.Tensor) -> Edges:
        across = torch.zeros(len(ids), 2, 32)
        across[:, 0, 8], across[:, 1, 23] = 20, 20
        return Edges(across, across, torch.where(ids == 3, 10.0, -10.0))


@pytest.fixture
def knowing() -> MarkReader:
    return _Knowing(TINY, MarkStyle())


def student(reader: MarkReader | None, folder: Path) -> EmbeddedStudent:
    save_student(folder, tiny_network(seed=2), tiny_vocabulary())
    return EmbeddedStudent(open_student(folder)._replace(reader=reader), "embedded:tiny")


def test_an_edge_lies_at_the_mean_of_the_bins_around_the_likeliest() -> None:
    scores = torch.full((2, 10), -50.0)
    scores[0, 3] = scores[0, 4] = 0.0
    scores[1, 9] = 0.0

    assert mean_edges(scores).tolist() == pytest.approx([0.4, 0.95])


def test_boxes_are_told_in_pixels_of_the_picture(knowing: MarkReader) -> None:
    found = knowing.find(Image.new("RGB", (200, 100)), range(12))

    # Bins 8 and 23 of 32 are 17/64 and 47/64 of the square; the picture fills its middle half.
    assert list(found) == [3]
    assert list(found[3]) == pytest.approx(
        [200 * 17 / 64, 100 * (2 * 17 / 64 - 0.5), 200 * 47 / 64, 100 * 62 / 64], abs=0.1
    )


def test_ids_beyond_the_palette_are_not_looked_for(knowing: MarkReader) -> None:
    assert knowing.find(noise(), [12, 15, 9999]) == {}


def test_a_region_that_is_only_drawn_is_used_and_said(knowing: MarkReader, tmp_path: Path) -> None:
    reading, blind = student(knowing, tmp_path / "a"), student(None, tmp_path / "b")
    box = knowing.find(noise(), [3])[3]

    read = reading.answer_all(noise(), [ask("why is [3] sad?")])[0]

    given = ask("why is [3] sad?").model_copy(update={"regions": (Region(id=3, box=box),)})
    assert (read.text, read.rationale) == tuple(
        getattr(blind.answer_all(noise(), [given])[0], n) for n in ("text", "rationale")
    )
    assert read.note == "The box of [3] was read from marks drawn into the picture."


def test_coordinates_win_over_marks(knowing: MarkReader, tmp_path: Path) -> None:
    reading, plain = student(knowing, tmp_path / "a"), student(None, tmp_path / "b")
    question = ask("why is [3] sad?", 3)

    answers = [each.answer_all(noise(), [question])[0] for each in (reading, plain)]

    assert [(each.text, each.note) for each in answers] == [(answers[1].text, "")] * 2


def test_a_streamed_answer_reads_marks_too(knowing: MarkReader, tmp_path: Path) -> None:
    answer = list(student(knowing, tmp_path).answer(noise(), ask("why is [3] sad near [4]?")))[-1]

    assert "[3]" in answer.note
    assert "[4]" not in answer.note


def test_a_reader_is_stored_with_the_student(tmp_path: Path) -> None:
    torch.manual_seed(0)
    reader = MarkReader(TINY, MarkStyle()).eval()
    save_student(tmp_path, tiny_network(), tiny_vocabulary(), reader=reader)

    stored = open_student(tmp_path)

    assert stored.settings.reader == TINY
    assert stored.reader is not None
    for name, value in reader.state_dict().items():
        torch.testing.assert_close(stored.reader.state_dict()[name], value.half().float(), rtol=0, atol=0)


def test_what_the_reader_sees_is_the_likeness_of_colours() -> None:
    style = MarkStyle()
    reader = MarkReader(ReaderSettings(pixels=64), style)
    marked = draw_regions(Image.new("RGB", (64, 64), "white"), [Region(id=5, box=Box(10, 20, 40, 60))], style)

    pixels = torch.tensor(list(marked.tobytes())).view(64, 64, 3).permute(2, 0, 1)[None] / 127.5 - 1
    likeness = reader._likeness(pixels, torch.tensor([0, 0]), torch.tensor([5, 6]))

    outline = (slice(30, 50), 10)
    assert likeness[0, 0][outline].min() > 0.99  # 5's own colour
    assert likeness[1, 2][outline].min() > 0.99  # another one, seen from 6
    assert likeness[1, 0][outline].max() < 0.01
    assert likeness[0, 0][30:50, 25].max() < 0.01
