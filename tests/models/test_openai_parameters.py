"""What an endpoint says that it does not take is left out, and nothing else."""

import pytest

from models.openai_parameters import refused_parameter, without

ALL = {"max_tokens": 9, "temperature": 0.8, "top_p": 0.9, "seed": 1}


@pytest.mark.parametrize(
    ("refusal", "name"),
    [
        ("'max_tokens' is not supported, use 'max_completion_tokens' instead", "max_tokens"),
        ("temperature does not support 0.8 with this model", "temperature"),
        ("Unsupported parameter: top_p", "top_p"),
        ("unknown field `seed`", "seed"),
        ("max_tokens is too large: 9000", None),
        ("the parcel was seeded", None),
        ("this model takes no pictures", None),
    ],
)
def test_a_refusal_names_the_parameter(refusal: str, name: str | None) -> None:
    assert refused_parameter(ALL, refusal) == name


def test_a_parameter_that_was_not_sent_is_not_to_blame() -> None:
    assert refused_parameter({"max_completion_tokens": 9}, "temperature") is None


def test_the_length_goes_by_its_new_name() -> None:
    assert without(ALL, ["max_tokens", "seed", "unheard_of"]) == {
        "temperature": 0.8,
        "top_p": 0.9,
        "max_completion_tokens": 9,
    }
