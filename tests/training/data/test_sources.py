"""Where examples and their pictures come from."""

import json
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from models.corpus import Entry
from models.errors import BadSetting
from models.judging import Candidate
from models.records import QAR, Box, Region
from tests.fakes.tiny_statements import leave_corpus
from tests.training.data.test_inferences import CLUE
from training.corpus.export.choice import ExportSettings
from training.corpus.export.write import export
from training.data.corpus_source import Choice
from training.data.mixture import Mixture
from training.data.sources import open_sources

ABOUT_BOX = {"question": "Why is [3] sad?", "answer": "It fell.", "rationale": "so"}
DESCRIBED = {"question": "Why is the man sad?", "answer": "He fell.", "rationale": "so"}


def leave_lines(folder: Path, *texts: dict[str, str], picture: str = "0.png", grey: int = 0) -> Path:
    """Write a corpus about one picture, which is all of one grey and lies beside it."""
    (folder / "pictures").mkdir(parents=True)
    Image.new("RGB", (8, 6), (grey, grey, grey)).save(folder / "pictures" / picture)
    common = {"image": picture, "regions": [{"id": 3, "box": [1, 1, 5, 5]}]}
    lines = [json.dumps({"id": str(number), **common, **each}) for number, each in enumerate(texts)]
    (folder / "corpus.jsonl").write_text("\n".join(lines), "utf-8")
    return folder / "corpus.jsonl"


def test_files_are_opened_with_the_pictures_beside_them(tmp_path: Path) -> None:
    file = leave_corpus(tmp_path / "corpus", 3)

    sources = open_sources([str(file), str(file)], [3.0, 1.0], Choice(), None)

    assert [len(source) for source in sources.examples] == [3, 3]
    assert (sources.weights, sources.missing) == ((3.0, 1.0), 0)
    assert sources.described == "corpus.jsonl (3), corpus.jsonl (1)"
    assert sources.open_image(sources.examples[0][2].image).size == (48, 40)
    assert sources.open_image("2").mode == "RGB"


def test_each_source_has_its_own_pictures_though_their_names_be_the_same(tmp_path: Path) -> None:
    files = [leave_lines(tmp_path / str(grey), ABOUT_BOX, grey=grey) for grey in (10, 200)]

    sources = open_sources([str(file) for file in files], [], Choice(), None)

    names = [source[0].image for source in sources.examples]
    assert [sources.open_image(name).getpixel((0, 0)) for name in names] == [(10,) * 3, (200,) * 3]
    assert len({sources.pictures.fingerprint(name) for name in names}) == 2
    together = open_sources([str(file) for file in files], [], Choice(), files[0].parent / "pictures")
    assert [source[0].image for source in together.examples] == ["0.png", "0.png"]


def test_a_source_in_the_folder_of_another_keeps_its_own_pictures(tmp_path: Path) -> None:
    outer, inner = (
        leave_lines(tmp_path / "far", ABOUT_BOX, grey=10),
        leave_lines(tmp_path / "near", ABOUT_BOX, grey=200),
    )
    (outer.parent / "pictures").rename(tmp_path / "pictures")
    inner.parent.rename(tmp_path / "pictures" / "inner")
    line = {**json.loads(outer.read_text()), "image": "x/0.png"}
    inner = tmp_path / "pictures" / "inner" / "corpus.jsonl"
    inner.write_text(json.dumps(line), "utf-8")
    outer = outer.rename(tmp_path / "corpus.jsonl")

    sources = open_sources([str(outer), str(inner)], [], Choice(), None)

    names = [source[0].image for source in sources.examples]
    assert [sources.open_image(name).getpixel((0, 0)) for name in names] == [(10,) * 3, (200,) * 3]


def test_pictures_that_are_not_there_are_left_out_and_counted(tmp_path: Path) -> None:
    file, other = leave_corpus(tmp_path / "corpus", 4), leave_lines(tmp_path / "other", ABOUT_BOX, ABOUT_BOX)
    (file.parent / "pictures" / "1.png").unlink()

    sources = open_sources([str(file), str(file), str(other)], [], Choice(), None)

    assert [len(source) for source in sources.examples] == [3, 3, 2]
    assert sources.missing == 1
    (other.parent / "pictures" / "0.png").unlink()
    with pytest.raises(BadSetting, match=r"corpus.jsonl holds nothing to learn from: none of its pictures is in"):
        open_sources([str(file), str(other)], [], Choice(), None)


@pytest.mark.parametrize("name", ["../secret.png", "9.png"])
def test_only_what_lies_in_the_folder_is_read(tmp_path: Path, name: str) -> None:
    file = leave_lines(tmp_path, ABOUT_BOX)
    (tmp_path / "secret.png").write_bytes((tmp_path / "pictures" / "0.png").read_bytes())
    sources = open_sources([str(file)], [], Choice(), None)

    with pytest.raises(BadSetting, match="name the folder of the pictures with --pictures"):
        sources.open_image(name)


def test_an_export_is_one_source_however_many_files_it_has(tmp_path: Path) -> None:
    leave_lines(tmp_path, ABOUT_BOX)
    regions = (Region(id=3, box=Box(1, 1, 5, 5)),)
    entries = [
        Entry(
            candidate=Candidate(id=str(number), image_id="", regions=regions, qar=QAR(**ABOUT_BOX)),
            path="0.png",
            split="val" if number == 4 else "train",
        )
        for number in range(5)
    ]
    out = tmp_path / "export"
    export(entries, out, ExportSettings(per_file=2), pictures=())

    (source,) = open_sources([str(out)], [], Choice(), tmp_path / "pictures").examples

    assert [each.id for each in source] == ["0", "1", "2", "3"]
    assert [source[number].id for number in (3, 0, 2)] == ["3", "0", "2"]


def test_texts_that_name_regions_get_their_share_whichever_source_has_them(tmp_path: Path) -> None:
    many = leave_lines(tmp_path / "many", *(9 * [DESCRIBED]), ABOUT_BOX)
    clues = tmp_path / "clues.json"
    clues.write_text(json.dumps([CLUE]))
    (tmp_path / "7.jpg").write_bytes((many.parent / "pictures" / "0.png").read_bytes())

    sources = open_sources([str(many), f"sherlock:{clues}"], [1.0, 3.0], Choice(), None, regions=0.25)

    assert sources.names == ("corpus.jsonl: regions", "clues.json: regions", "corpus.jsonl: descriptions")
    assert sources.weights == pytest.approx((0.0625, 0.1875, 0.75))
    mixture = Mixture([len(each) for each in sources.examples], sources.weights, seed=0)
    places = [mixture.place(position) for position in range(1000)]
    kinds = Counter(sources.examples[place.source][place.number].kind for place in places)
    assert kinds == {"regions": 250, "descriptions": 750}
    assert len(open_sources([f"sherlock:{clues}"], [], Choice(kind="regions"), None).examples[0]) == 1


def test_what_is_learned_from_is_told_from_all_else(tmp_path: Path) -> None:
    file, same = (leave_lines(tmp_path / name, ABOUT_BOX, DESCRIBED) for name in ("a", "b"))
    other = leave_lines(tmp_path / "c", {**ABOUT_BOX, "answer": "It slept."}, DESCRIBED)

    def digest(*files: Path, weights: tuple[float, ...] = (), choice: Choice = Choice()) -> str:
        return open_sources([str(each) for each in files], weights, choice, None).digest

    assert digest(file) == digest(same) == digest(file, weights=(2.0,))
    assert digest(file, other, weights=(1, 2)) == digest(same, other, weights=(2, 4))
    others = [digest(other), digest(file, choice=Choice(kind="regions")), digest(file, other), digest(other, file)]
    assert len({digest(file), *others, digest(file, other, weights=(1, 2))}) == 6


@pytest.mark.parametrize(
    ("named", "weights", "reason"),
    [
        (["a.jsonl", "b.jsonl"], [1.0], "2 sources and 1 weights do not go together"),
        (["a.jsonl", "b.jsonl"], [1.0, 0.0], "nothing can be mixed: the weight 0 is not above 0"),
        (["a.jsonl", "b.jsonl"], [1.0, 1e-9], "nothing can be mixed: a source that gives less than one example"),
        (["refcoco:a.json"], [], "no source to learn from; name one as FILE, FOLDER of an export, sherlock:FILE"),
        (["a.jsonl"], [], "a.jsonl cannot be read"),
        ([str(Path(__file__).parent)], [], "holds no export"),
    ],
)
def test_a_source_that_cannot_be_used_is_said(named: list[str], weights: list[float], reason: str) -> None:
    with pytest.raises(BadSetting, match=reason):
        open_sources(named, weights, Choice(), None)


def test_a_kind_that_nobody_has_cannot_have_a_share(tmp_path: Path) -> None:
    file = leave_lines(tmp_path, ABOUT_BOX)
    clues = tmp_path / "clues.json"
    clues.write_text(json.dumps([CLUE]))
    (tmp_path / "7.jpg").write_bytes((tmp_path / "pictures" / "0.png").read_bytes())

    with pytest.raises(BadSetting, match=r"kind 'descriptions' is there to be learned from, and 0\.5 of all texts"):
        open_sources([str(file)], [], Choice(), None, regions=0.5)
    with pytest.raises(BadSetting, match="no example of the kind 'descriptions'"):
        open_sources([f"sherlock:{clues}"], [], Choice(kind="descriptions"), tmp_path)
