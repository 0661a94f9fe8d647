"""How threads share one SQLite connection: in turn, and what goes wrong is told in one sentence."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator

from models.errors import StoreProblem


class Turns:
    """`sentence` makes one of what SQLite or the system says of a failure."""

    def __init__(self, sentence: Callable[[str], str]) -> None:
        self._sentence = sentence
        self._turn = threading.Lock()

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for one's turn and keep it. Raises StoreProblem."""
        with self._turn, self.told():
            yield

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """Raise StoreProblem where something goes wrong."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreProblem(self._sentence(str(error))) from None


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all of it or nothing; for a connection in autocommit."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
