"""The cookie of somebody who has signed in: a random token that means nothing by itself."""

import hashlib
import secrets
from datetime import timedelta

from starlette.types import Scope

from app.addresses import cookie

SESSION = "deixis_session"
LIFETIME = timedelta(days=14)
MOST = 3  # cookies of that name that are looked at; browsers send one
TOKEN_BYTES = 32


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return what the store knows a token by. A token is random, so a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def tokens_in(headers: list[str]) -> list[str]:
    """Return the tokens that the Cookie headers of a request hold."""
    pairs = (part.partition("=") for header in headers for part in header.split(";"))
    found = [value.strip() for name, _, value in pairs if name.strip() == SESSION]
    return [token for token in found if token][:MOST]


def session_cookie(scope: Scope, token: str) -> str:
    """Return the header that hands out a token."""
    return cookie(scope, SESSION, token, LIFETIME)


def no_session_cookie(scope: Scope) -> str:
    """Return the header that makes a browser forget its token."""
    return cookie(scope, SESSION, "", timedelta(0))
