import re

import pytest

from annotation.guidelines import Guidelines, current_guidelines, editions, guidelines_of, version_of
from models.errors import NotFound
from models.judging import RoundKind

# An edition that was in use is never edited: what annotators were told must stay what their ratings say they were told.
PUBLISHED = {
    ("compare", 1): "abd471718a21",
    ("compare", 2): "872dbf3b3845",
    ("rate", 1): "88c30dc22400",
    ("rate", 2): "6f2f38d0c764",
}


@pytest.mark.parametrize("kind", ["rate", "compare"])
def test_the_current_edition_is_the_one_of_the_highest_number(kind: RoundKind) -> None:
    own = [each for each in editions() if each.kind == kind]

    assert current_guidelines(kind) == own[-1]
    assert [each.edition for each in own] == list(range(1, len(own) + 1))


def test_an_edition_is_found_by_its_version() -> None:
    for each in editions():
        assert guidelines_of(each.version) == each


def test_a_version_that_never_was_is_an_error_that_lists_those_that_were() -> None:
    with pytest.raises(NotFound, match=f"'beef'.*{current_guidelines('rate').version}"):
        guidelines_of("beef")


def test_a_version_is_that_of_the_text_and_not_of_its_line_ends() -> None:
    assert version_of("# Rate\n\nLook.\n") == version_of("# Rate\r\n\r\nLook.\r\n\r\n")
    assert version_of("# Rate\n\nLook.\n") != version_of("# Rate\n\nLook!\n")
    assert re.fullmatch("[0-9a-f]{12}", version_of(""))


def test_every_edition_is_the_one_that_was_published() -> None:
    assert {(each.kind, each.edition): each.version for each in editions()} == PUBLISHED


@pytest.mark.parametrize("kind", ["rate", "compare"])
def test_no_region_of_an_example_has_a_colour_that_is_not_the_one_of_its_frame(kind: RoundKind) -> None:
    examples = current_guidelines(kind).markdown.partition("## Examples")[2]

    assert "[0]" in examples
    assert re.findall(r"\], (?:framed )?in \w+", examples) == []


@pytest.mark.parametrize("each", editions(), ids=lambda each: f"{each.kind}-{each.edition}")
def test_guidelines_are_written_in_the_simple_kind_of_markdown_that_the_page_shows(each: Guidelines) -> None:
    for line in each.markdown.splitlines():
        assert re.match(r"(#{1,2} \S|- \S|  \S|[^\s#\-|>`!*]|\*\*\S|$)", line), line
        assert line.count("**") % 2 == 0, line
        assert not re.search(r"[<>`_]|\]\(", line), line


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("rate", ("Accept", "Maybe", "Reject")),
        ("compare", ("Correctness", "Informativeness", "Plausibility", "Overall")),
    ],
)
def test_every_choice_is_explained_and_shown_by_examples(kind: RoundKind, words: tuple[str, ...]) -> None:
    markdown = current_guidelines(kind).markdown

    for word in words:
        assert len(re.findall(word, markdown)) >= 2
    assert markdown.count("**Question: ") >= 4
