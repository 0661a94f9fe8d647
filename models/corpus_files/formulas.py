"""Keep spreadsheets from running what a text of a table begins with.

A cell that begins with = + - @ (blanks before them or not), a tab or a line break may be run as a formula when a table
is opened (OWASP, "CSV Injection"); an apostrophe before it makes it a text. What already begins with apostrophes gets
one more, so that the way back is exact.
"""

import re

_RUN = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")


def quoted(text: str) -> str:
    """Return a text that no spreadsheet runs.

    >>> quoted("=1+1"), quoted("'=1"), quoted("why?")
    ("'=1+1", "''=1", 'why?')
    """
    return f"'{text}" if _RUN.match(text) else text


def bare(cell: str) -> str:
    """Return what `quoted` was given."""
    return cell[1:] if cell.startswith("'") and _RUN.match(cell[1:]) else cell
