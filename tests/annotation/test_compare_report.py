"""The report of a round of comparing holds what its parts say, as a record and as a text."""

import pytest

from annotation.compare_report import CompareReport, compare_report
from annotation.compare_text import as_text
from annotation.comparing import pair_tables
from annotation.position_bias import position_bias
from models.errors import BadSetting
from models.judging import EqualPair
from tests.annotation.examples import item
from tests.annotation.pairs import a_round, pair, votes


def test_a_report_of_two_models_has_their_tables_and_no_strengths() -> None:
    items, judged = a_round(1, ("student", "teacher"))

    report = compare_report(items, judged, resamples=100)

    assert (report.pairs, report.judgements, report.models) == (60, len(judged), ("student", "teacher"))
    assert report.tables == pair_tables(items, judged, resamples=100)
    assert report.position_bias == position_bias(items, judged, resamples=100)
    assert {each.slice for each in report.by_question_type} == {"why"}
    assert report.strengths == ()
    assert CompareReport.model_validate_json(report.model_dump_json()) == report


def test_three_models_get_strengths_in_the_order_in_which_they_win() -> None:
    items, judged = a_round(2, ("best", "middle", "worst"), pairs=120, favour=0.8)

    report = compare_report(items, judged, resamples=100)

    overall = [each.model for each in report.strengths if each.criterion == "overall"]
    assert overall == ["best", "middle", "worst"]
    assert "overall: Bradley-Terry strength" in as_text(report)


def test_a_small_round_can_be_counted_by_hand() -> None:
    report = compare_report([pair("p")], votes("p", "00t"), resamples=100)

    (overall,) = [table for table in report.tables if table.criterion == "overall"]
    assert (overall.first, overall.second, overall.wins, overall.ties) == ("student", "teacher", 1, 0)
    assert [(each.slice, each.wins) for each in report.by_question_type] == [("why", 1)]
    assert len(report.position_bias) == 4


def test_a_text_that_does_not_tell_its_model_is_named() -> None:
    with pytest.raises(BadSetting, match="c0"):
        compare_report([item("p", count=2)], [])


def test_who_is_excluded_counts_nowhere() -> None:
    items, judged = [pair("i")], votes("i", "001")

    report = compare_report(items, judged, without=["p2"], resamples=100)

    assert report.judgements == 2
    assert {(each.wins, each.losses) for each in report.tables} == {(1, 0)}
    assert sum(each.left + each.right for each in report.position_bias) == 2


def test_the_text_shows_shares_with_intervals_and_what_has_no_majority() -> None:
    items = [pair(f"i{number}", picture_number=number) for number in range(5)]
    judged = [
        each
        for name, word in zip("01234", ("000", "010", "001", "110", "0t1"), strict=True)
        for each in votes(f"i{name}", word)
    ]

    lines = as_text(compare_report(items, judged, resamples=200)).splitlines()

    assert lines[0] == "5 pairs, 15 judgements that count"
    assert lines[2] == "student  against  teacher"
    row = next(line for line in lines if line.startswith("overall "))
    assert row.split()[1] == "75.0"
    assert "20.0 (0.0-60.0)" in row
    assert row.endswith("p = 0.625")
    assert any(line.startswith("  why (5)") for line in lines)
    assert lines[-1].startswith("overall") or any("left," in line for line in lines[-4:])


def test_questions_with_equal_texts_are_counted_by_their_models() -> None:
    names = (("student", "teacher"), ("best", "student"), ("student", "teacher"))
    equal = [EqualPair(question_id=f"q{number}", first=one, second=two) for number, (one, two) in enumerate(names)]

    report = compare_report([pair("i")], [], equal=equal)

    assert [tuple(each.model_dump().values()) for each in report.left_out_as_equal] == [
        ("best", "student", 1),
        ("student", "teacher", 2),
    ]
    assert "2 questions left out, to which student and teacher say the same" in as_text(report)


def test_a_round_nobody_judged_says_so() -> None:
    text = as_text(compare_report([pair("i")], []))

    assert text == "1 pairs, 0 judgements that count\nNo pair has two judgements yet."
