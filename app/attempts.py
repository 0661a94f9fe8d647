"""How often something may go wrong: so many times a minute for each name and each address, then a wait."""

import ipaddress
import threading
import time
from collections import deque
from collections.abc import Callable

MOST = 10
PERIOD = 60.0  # seconds


class Attempts:
    """Counts what is tried under several keys at once. What turns out right is forgiven.

    A try counts from its beginning, so that a hundred at once are no way around.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tries: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def begin(self, *keys: str) -> float:
        """Count a try and return 0, or return how many seconds to wait before the next one is taken."""
        with self._lock:
            now = self._clock()
            self._forget_before(now - PERIOD)
            wait = max((self._wait(key, now) for key in keys), default=0.0)
            if wait == 0.0:
                for key in keys:
                    self._tries.setdefault(key, deque()).append(now)
            return wait

    def forgive(self, *keys: str) -> None:
        """Take back the latest try of each key."""
        with self._lock:
            for key in keys:
                if tries := self._tries.get(key):
                    tries.pop()

    def _wait(self, key: str, now: float) -> float:
        tries = self._tries.get(key)
        return tries[0] + PERIOD - now if tries and len(tries) >= MOST else 0.0

    def _forget_before(self, then: float) -> None:
        for key, tries in list(self._tries.items()):
            while tries and tries[0] <= then:
                tries.popleft()
            if not tries:
                del self._tries[key]


def address_key(host: str) -> str:
    """Return what counts as one address: of IPv6 the first half, since anybody has all of the second."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return f"address {host[:100]}"
    if address.version == 6:
        return f"address {ipaddress.ip_network((address, 64), strict=False)}"
    return f"address {address}"
