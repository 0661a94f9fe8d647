"""The line of a TOML file that sets something."""

import pytest

from training.corpus.toml_lines import line_of

TEXT = """teacher = "a"
verbalize.narratives = 2

[generate]   # how
calls = 1
  "each" = 3
more = { counting = 5 }

[[vocabularies]]
file = "places.txt"
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (["teacher"], 1),
        (["verbalize", "narratives"], 2),
        (["generate"], 4),
        (["generate", "calls"], 5),
        (["generate", "each"], 6),
        (["generate", "more", "counting"], 7),
        (["generate", "kinds"], 4),
        (["calls"], 0),
        (["vocabularies"], 9),
        (["pictures", "images"], 0),
    ],
)
def test_a_setting_stands_in_its_line_or_in_the_nearest_that_holds_it(place: list[str], line: int) -> None:
    assert line_of(TEXT, place) == line
