"""Figures are means of what items are worth, with everything said that they hang on."""

import math

import pytest

from models.errors import BadSetting
from tests.training.benchmarks.made_items import Looking, Saying, item, items_of
from training.benchmarks.measure import figures_of, judge, measure
from training.benchmarks.predictions import predict

SHARES = {"c0": 0.5, "c1": 0.3, "c2": 0.2, "c3": 0.0}


def test_a_model_is_measured_on_what_it_chose() -> None:
    items = items_of(item("a", 0), item("b", 1, picture="b"), item("c", 0, picture="c"))

    found = measure(Saying(SHARES), items, scored_by="match")

    (figure,) = found.figures
    assert (figure.task, figure.metric, figure.n) == ("choice", "accuracy", 3)
    assert figure.value == pytest.approx(66.6667, abs=1e-3)
    assert figure.chance == 25
    assert figure.interval is not None
    assert figure.interval[0] <= figure.value <= figure.interval[1]
    assert (found.model, found.scored_by, found.pictures, found.unread) == ("saying", "match", 3, 0)
    assert found.value("choice") == figure.value


def test_answer_and_rationale_count_together_where_they_are_of_one_question() -> None:
    pair = [item("q1-a", 0, task="answer", group="q1"), item("q1-r", 0, task="rationale", group="q1")]
    half = [item("q2-a", 0, task="answer", group="q2"), item("q2-r", 1, task="rationale", group="q2")]
    alone = item("q3-a", 1, task="answer", group="q3")

    found = measure(Saying(SHARES), items_of(*pair, *half, alone))

    figures = {each.task: (each.value, each.chance, each.n) for each in found.figures}
    assert figures["Q->A"] == (pytest.approx(66.6667, abs=1e-3), 25, 3)
    assert figures["QA->R"] == (50, 25, 2)
    assert figures["Q->AR"] == (50, 6.25, 2)


def test_rankings_and_comparisons_have_metrics_of_their_own() -> None:
    ranking = item("a", grades=((1, 0, 1, 0),), task="ranking")
    graded = item("b", grades=((3, 2, 2, 1), (1, 2, 3, 3)), task="comparison")

    found = {each.task: each for each in measure(Saying(SHARES), items_of(ranking, graded)).figures}

    assert (found["ranking"].metric, found["ranking"].value, found["ranking"].chance) == ("Acc@50", 50, 50)
    assert found["comparison"].value == 0  # one judge is met wholly, the other one not at all
    assert found["comparison"].chance == 0


def test_types_are_counted_apart_where_there_are_several() -> None:
    both = items_of(item("a", 0, type="why"), item("b", 1, type="what"))

    found = measure(Saying(SHARES), both)

    assert {name: figures[0].value for name, figures in found.by_type.items()} == {"what": 0, "why": 100}
    assert measure(Saying(SHARES), items_of(item("a", type="why"))).by_type == {}


def test_what_cannot_be_read_is_counted_as_wrong_and_said() -> None:
    found = measure(Saying(SHARES), items_of(item("a"), item("b", question="unreadable")))

    assert found.unread == 1
    assert found.value("choice") == 50


def test_regions_and_question_are_withheld_on_demand() -> None:
    scorer, items = Saying(SHARES), items_of(item("a"))

    found = measure(scorer, items, regions=False, question=False)

    assert [(question.regions, question.text) for question, _ in scorer.asked] == [((), "")]
    assert (found.regions, found.question) == (False, False)


def test_a_benchmark_without_regions_says_that_none_were_given() -> None:
    assert not measure(Saying(SHARES), items_of(item("a", regions=()))).regions


def test_a_picture_is_looked_over_once() -> None:
    scorer = Looking(SHARES)

    said = predict(scorer, items_of(item("a"), item("b"), item("c", picture="b")), scored_by="match")

    assert scorer.looks == 2
    assert said.scores["a"] == said.scores["c"] == pytest.approx([math.log(each or 1e-300) for each in SHARES.values()])


def test_a_choice_that_stands_there_twice_is_scored_once() -> None:
    scorer = Saying({"c0": 0.7, "c1": 0.3})

    said = predict(scorer, items_of(item("a", choices=("c0", "c1", " C0 ", "c1"))), scored_by="match")

    assert scorer.asked[0][1] == ("c0", "c1")
    assert said.scores["a"][0] == said.scores["a"][2]


def test_how_far_it_is_is_told_after_every_picture() -> None:
    done: list[int] = []

    predict(
        Saying(SHARES), items_of(item("a"), item("b"), item("c", picture="b")), scored_by="match", report=done.append
    )

    assert done == [2, 3]


def test_withheld_labels_cannot_be_counted() -> None:
    items = items_of(item("a", grades=()))

    with pytest.raises(BadSetting, match="made up holds no item with labels, so nothing of made can be counted"):
        judge(items, predict(Saying(SHARES), items, scored_by="match"))


def test_figures_may_be_had_of_any_scores() -> None:
    (figure,) = figures_of([item("a", 1)], {"a": (0.0, 1.0, 0.0, 0.0)})

    assert figure.value == 100
    assert figure.interval is None  # one picture says nothing of others
