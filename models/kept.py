"""Values that take long to make, of which those asked for last are kept."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """The last `most` values by their keys; threads may share them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, keys: Sequence[Key], make: Callable[[Sequence[Key]], Sequence[Value]]) -> list[Value]:
        """Return a value for every key; those that are not kept are made together."""
        with self._lock:
            there = {key: self._values[key] for key in keys if key in self._values}
        missing = [key for key in dict.fromkeys(keys) if key not in there]
        # Not under the lock: two threads may both make a value, and make the same.
        there.update(zip(missing, make(missing) if missing else (), strict=True))
        with self._lock:
            for key in keys:
                self._values[key] = there[key]
                self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return [there[key] for key in keys]
