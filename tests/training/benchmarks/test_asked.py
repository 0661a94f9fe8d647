"""Whom a card asks: each kind of model chooses and answers as far as it can, and says why it cannot."""

import pytest
from pydantic import SecretStr

from models.embedded.likelihood import LikelihoodScorer
from models.errors import BadSetting, ModelUnavailable
from models.registry import ModelOptions
from training.benchmarks.asked import asked_critic, asked_model
from training.benchmarks.hearing import CriticScorer, Hearing

OPTIONS = ModelOptions(api_key=SecretStr("none"), base_url="http://127.0.0.1:9/v1")


def test_the_embedded_student_chooses_and_answers_without_lists() -> None:
    asked = asked_model("embedded", "auto", "auto", OPTIONS)

    assert (asked.name, asked.kind) == ("embedded:student", "student")
    assert isinstance(asked.ways["contrastive"].scorer, LikelihoodScorer)
    assert asked.ways["contrastive"].scored_by == "likelihood"
    assert isinstance(asked.ways["generative"].scorer, Hearing)
    assert not asked.ways["generative"].sees_choices
    assert asked_model("embedded", "auto", "listed", OPTIONS).ways["generative"].sees_choices


def test_a_model_behind_an_endpoint_only_answers_and_is_shown_lists() -> None:
    asked = asked_model("openai:some", "auto", "auto", OPTIONS)

    assert (asked.kind, asked.ways["generative"].sees_choices) == ("student", True)
    assert asked.ways["contrastive"].scorer is None
    assert "does not say how it rates" in asked.ways["contrastive"].why
    assert not asked_model("openai:some", "auto", "free", OPTIONS).ways["generative"].sees_choices


def test_a_teacher_is_called_so() -> None:
    asked = asked_model("teacher:openai:some", "auto", "auto", OPTIONS)

    assert (asked.kind, asked.ways["generative"].sees_choices) == ("teacher", True)
    assert asked.ways["contrastive"].scorer is None


def test_a_chooser_has_no_answers_and_the_reason_is_said() -> None:
    asked = asked_model("embedded:chooser", "auto", "auto", OPTIONS)

    assert asked.ways["contrastive"].scored_by == "itm"
    assert asked.ways["generative"].scorer is None
    assert "chooser" in asked.ways["generative"].why
    assert not asked.ways["generative"].why.endswith(".")  # it is told in a sentence


def test_a_critic_chooses_by_what_it_accepts() -> None:
    asked = asked_critic("embedded", OPTIONS)

    assert (asked.name, asked.kind) == ("embedded:critic", "critic")
    assert isinstance(asked.ways["contrastive"].scorer, CriticScorer)
    assert asked.ways["generative"].why == "a critic writes no answers"


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(BadSetting, match="cannot be asked to choose"):
        asked_model("openai:some", "itm", "auto", OPTIONS)
    with pytest.raises(ModelUnavailable, match='There is no model "nobody"'):
        asked_model("nobody", "auto", "auto", OPTIONS)
