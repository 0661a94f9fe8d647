"""How long an endpoint asks to wait is read from whatever form it says it in."""

from datetime import UTC, datetime

import pytest

from models.endpoint_errors import quote, wait_in

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("7", 7.0),
        (" 0.5 ", 0.5),
        ("0", 0.0),
        ("Sun, 01 Mar 2026 12:01:30 GMT", 90.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", None),
        ("Sun, 01 Mar 2026 12:01:30", 90.0),
        ("-3", None),
        ("1e9", None),
        ("inf", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_wait_is_read_as_seconds_or_as_a_date(said: str, seconds: float | None) -> None:
    assert wait_in({"retry-after": said}, now=NOW) == seconds


def test_no_header_is_no_wait() -> None:
    assert wait_in({}) is None


def test_a_quote_is_one_short_line_without_secrets() -> None:
    said = quote("no\x1b[31m\nkey mykey123 Bearer abcdefg " + "x" * 300, "mykey123")

    assert said.startswith("no [31m key *** *** xxx")
    assert len(said) == 204
