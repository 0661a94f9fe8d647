"""A program that ends in the middle of many transactions."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, event

from db.store import Store


class BrokenOff(BaseException):
    """The program ended."""


@contextmanager
def ending_after(store: Store, commits: int) -> Iterator[None]:
    """Let the program end just before its next commit after so many."""
    left = commits

    def count(connection: Connection) -> None:
        nonlocal left
        if connection.get_execution_options().get("begin") != "IMMEDIATE":
            return
        left -= 1
        if left < 0:
            raise BrokenOff

    event.listen(store.engine, "commit", count)
    try:
        with pytest.raises(BrokenOff):
            yield
    finally:
        event.remove(store.engine, "commit", count)
