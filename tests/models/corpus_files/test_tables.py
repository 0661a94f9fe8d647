"""Tables come in by their header; what spreadsheets would run goes out as text and comes in as it was."""

from pathlib import Path

import pytest

from models.corpus_files.formulas import bare, quoted
from models.corpus_files.lines import BadLine, Found
from models.corpus_files.reading import read_candidates
from models.errors import BadSetting
from models.records import QAR, Box

HEADER = "image,question,answer,rationale,regions,score:critic,origin:teacher"


def read(path: Path, text: str) -> list[Found | BadLine]:
    file = path / "corpus.csv"
    file.write_bytes(text.encode("utf-8-sig"))
    return list(read_candidates(file))


def test_a_row_gives_texts_regions_scores_and_origin(tmp_path: Path) -> None:
    row = 'a.png,"Why is [0]\nsad?",it fell,[1] is wet,"0:10,20,90,80; 1:1,2,3.5,4",0.7,gpt'

    (found,) = read(tmp_path, f"{HEADER}\r\n{row}\r\n")

    assert isinstance(found, Found)
    assert found.qar == QAR(question="Why is [0]\nsad?", answer="it fell", rationale="[1] is wet")
    assert [(each.id, each.box) for each in found.regions] == [(0, Box(10, 20, 90, 80)), (1, Box(1, 2, 3.5, 4))]
    assert (found.scores, found.origin) == ({"critic": 0.7}, {"teacher": "gpt"})


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    rows = 'a.png,"Why\n\nso?",b,c,,,\r\n,,,,,,\r\na.png,Why?,,c,,,\r\nshort,row\r\na.png,W?,b,c,"0:1,2",,\r\n'

    found = read(tmp_path, f"{HEADER}\r\n{rows}")

    assert [each.line for each in found] == [2, 6, 7, 8]
    assert [each.reason for each in found if isinstance(each, BadLine)] == [
        "it has no answer",
        "it has 2 cells, and the header 7",
        "its region '0:1,2' is not written as 0:10,20,90,80",
    ]


def test_known_answers_have_columns_of_their_own(tmp_path: Path) -> None:
    table = "image,question,answer,rationale,kind,gold_qa,gold_rationale,gold_why\na.png,W?,b,c,gold,reject,reject,no\n"

    (found,) = read(tmp_path, table)

    assert isinstance(found, Found)
    assert found.gold is not None
    assert (found.kind, found.gold.qa, found.gold.why) == ("gold", "reject", "no")


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("image,question,answer", "no column 'rationale'"),
        ("question,answer,rationale", "no column 'image'"),
        (f"{HEADER},colour", "column 'colour' that means nothing here; known are image, image_id"),
        (f"{HEADER},image", "two columns 'image'"),
        ("", "no column 'image'"),
    ],
)
def test_a_header_that_would_lose_something_is_refused(tmp_path: Path, header: str, said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        read(tmp_path, f"{header}\na.png,W?,b,c\n")


def test_a_table_in_another_encoding_or_with_a_loose_quote_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "corpus.csv"
    file.write_bytes(f"{HEADER}\nä.png,W?,b,c,,,\n".encode("latin-1"))
    with pytest.raises(BadSetting, match="is not UTF-8 text; save it as CSV UTF-8"):
        list(read_candidates(file))

    with pytest.raises(BadSetting, match=r"is not a CSV table: .*line 2"):
        read(tmp_path, f'{HEADER}\n"a"x.png,W?,b,c,,,\n')


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1 is less", "@SUM(A1)", "\t=1", "'=1", "''=1", "＝1", "\r=1", " =1", "\tx"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe_and_loses_it_again(text: str) -> None:
    assert quoted(text) == f"'{text}"
    assert bare(quoted(text)) == text


@pytest.mark.parametrize("text", ["why?", "", "'tis", "1-1", "a=b", "[0] is -1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert quoted(text) == text
    assert bare(text) == text
