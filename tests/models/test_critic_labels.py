"""Labels of several rounds become one, and a file of them is read line by line."""

from pathlib import Path

import pytest

from models.critic_labels import CriticLabel, joined, read_labels
from models.errors import BadSetting
from tests.fakes.tiny_critic import candidate


def label(name: str, value: str, qa: float, *submissions: str) -> CriticLabel:
    said = {"rule": "lskd-1", "item_id": "item", "position": 0, "label": value, "qa": qa, "rationale": qa}
    return CriticLabel.model_validate({**said, "candidate": candidate(name), "submissions": submissions})


def test_a_candidate_has_one_label_of_all_judgements() -> None:
    (first, second) = joined(
        [label("a", "accept", 3, "1", "2"), label("b", "accept", 2), label("a", "accept", 2.25, "3", "4", "5", "6")]
    )

    assert (first.candidate.id, first.label, first.qa, first.submissions) == ("a", "accept", 2.5, tuple("123456"))
    assert second == label("b", "accept", 2)


def test_one_rejection_rejects_as_within_a_round() -> None:
    (only,) = joined([label("a", "accept", 3, "1"), label("a", "reject", 0, "2")])

    assert (only.label, only.qa, only.rationale) == ("reject", 0, 0)


def test_the_same_text_about_another_picture_is_another_candidate() -> None:
    other = label("a", "reject", 0).model_copy(update={"candidate": candidate("a", image_id="1" * 64)})

    assert len(joined([label("a", "accept", 3), other])) == 2


def test_a_file_is_read_and_empty_lines_are_none(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(f"{label('a', 'accept', 3).model_dump_json()}\n\n", "utf-8")

    assert read_labels(path) == (label("a", "accept", 3),)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no json", "line 2, is no label"),
        ('{"rule": "lskd-1", "item_id": "a"}', r"line 2, .* \(position\): Field required"),
    ],
)
def test_a_line_that_is_no_label_is_named_with_what_is_wrong(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(f"{label('a', 'accept', 3).model_dump_json()}\n{line}\n", "utf-8")

    with pytest.raises(BadSetting, match=said):
        read_labels(path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_bytes(b"\xff\xfe")

    with pytest.raises(BadSetting, match="not UTF-8"):
        read_labels(path)
