"""Where the app lies: at the root of its host, or below a prefix that a proxy takes away before it asks us.

Routes, guards and the addresses in replies know no prefix: they begin at the root of the app. What a browser follows by
itself is named from the page it stands on, so it holds wherever the app lies; static/page/addresses.js does the rest.
"""

from datetime import timedelta

from starlette._utils import get_route_path  # the very function that routes are matched with: they cannot disagree
from starlette.types import Scope


def path_of(scope: Scope) -> str:
    """Return what a request asks for, from the root of the app or of what is mounted in it."""
    return get_route_path(scope)


def root_of(scope: Scope) -> str:
    """Return the prefix that the app lies below: "/deixis", say, and mostly ""."""
    return scope.get("app_root_path", scope.get("root_path", ""))


def up_from(path: str) -> str:
    """Return the way from one of our addresses to the root of the app."""
    return "../" * (path.count("/") - 1) or "./"


def cookie(scope: Scope, name: str, value: str, lasts: timedelta) -> str:
    """Return the header that hands out a cookie: for this app only, not for scripts, and never without TLS again."""
    place = f"Path={root_of(scope) or '/'}; Max-Age={int(lasts.total_seconds())}; HttpOnly; SameSite=Lax"
    return f"{name}={value}; {place}" + ("; Secure" if scope["scheme"] == "https" else "")
