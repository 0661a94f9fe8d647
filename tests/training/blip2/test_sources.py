"""Where examples and their pictures come from."""

from pathlib import Path

import pytest

from models.errors import BadSetting
from tests.fakes.tiny_statements import leave_corpus
from training.blip2.sources import open_picture, open_sources
from training.data.corpus_source import Choice


def test_files_are_opened_with_the_pictures_beside_them(tmp_path: Path) -> None:
    file = leave_corpus(tmp_path / "corpus", 3)

    sources = open_sources([str(file), str(file)], [3.0, 1.0], Choice(), None)

    assert [len(source) for source in sources.examples] == [3, 3]
    assert (sources.names, sources.weights) == (("corpus.jsonl", "corpus.jsonl"), (3.0, 1.0))
    assert sources.open_image(sources.examples[0][2].image).size == (48, 40)
    assert sources.open_image("2").mode == "RGB"


@pytest.mark.parametrize("name", ["9.png", "../secret.png", ""])
def test_a_picture_that_is_not_in_the_folder_is_said(tmp_path: Path, name: str) -> None:
    leave_corpus(tmp_path / "corpus", 1)
    (tmp_path / "corpus" / "secret.png").write_bytes((tmp_path / "corpus" / "pictures" / "0.png").read_bytes())

    with pytest.raises(BadSetting, match="name the folder of the pictures with --pictures"):
        open_picture(tmp_path / "corpus" / "pictures", name)


@pytest.mark.parametrize(
    ("named", "weights", "reason"),
    [
        (["a.jsonl", "b.jsonl"], [1.0], "2 sources and 1 weights do not go together"),
        (["a.jsonl", "b.jsonl"], [1.0, 0.0], "nothing can be mixed: the weight 0 is not above 0"),
        (["a.jsonl", "b.jsonl"], [1.0, 1e-9], "nothing can be mixed: a source that gives less than one example"),
        (["refcoco:a.json"], [], "no source to learn from; name one as FILE, sherlock:FILE, visualcomet:FILE"),
        (["a.jsonl"], [], "a.jsonl cannot be read"),
    ],
)
def test_a_source_that_cannot_be_used_is_said(named: list[str], weights: list[float], reason: str) -> None:
    with pytest.raises(BadSetting, match=reason):
        open_sources(named, weights, Choice(), None)
