"""Let a person stop an answer from the tab that asked for it."""

import threading


class StopSwitches:
    """One switch for each browser tab. A new question of a tab stops what the tab still waits for."""

    def __init__(self) -> None:
        self._switches: dict[str, threading.Event] = {}
        self._lock = threading.Lock()

    def new(self, tab: str) -> threading.Event:
        """Return a fresh switch for a tab and throw the one before."""
        switch = threading.Event()
        with self._lock:
            before, self._switches[tab] = self._switches.get(tab), switch
        if before:
            before.set()
        return switch

    def throw(self, tab: str) -> None:
        """Stop what the tab waits for, if anything."""
        with self._lock:
            switch = self._switches.get(tab)
        if switch:
            switch.set()

    def forget(self, tab: str, switch: threading.Event) -> None:
        """Forget a switch that is no longer needed, unless the tab has a newer one."""
        with self._lock:
            if self._switches.get(tab) is switch:
                del self._switches[tab]
