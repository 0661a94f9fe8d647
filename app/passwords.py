"""Passwords as they are kept: scrypt with a salt of their own, and the costs beside them so that they can be raised.

A kept password reads scrypt$n$r$p$salt$hash, salt and hash in hexadecimal.
"""

import hashlib
import hmac
import secrets
from functools import cache

from models.errors import BadSetting

# One of the settings that OWASP's password storage cheat sheet holds equal: 32 MiB and about a quarter of a second.
COST, BLOCK, LANES = 2**15, 8, 3
SALT_BYTES = 16
MAX_MEMORY = 96 * 2**20
LEAST, MOST = 10, 1000  # characters


def hash_password(password: str) -> str:
    """Return what is kept of a password. Raises BadSetting when it is too short or too long."""
    if not LEAST <= len(password) <= MOST:
        raise BadSetting(f"The password has {len(password)} characters; take {LEAST} to {MOST}.")
    salt = secrets.token_bytes(SALT_BYTES)
    made = _scrypt(password, salt, COST, BLOCK, LANES)
    return f"scrypt${COST}${BLOCK}${LANES}${salt.hex()}${made.hex()}"


def is_password(password: str, kept: str | None) -> bool:
    """Say whether a password is the kept one. Where none is kept it takes as long to say no."""
    _, cost, block, lanes, salt, made = (kept or _nobodys()).split("$")
    found = _scrypt(password, bytes.fromhex(salt), int(cost), int(block), int(lanes))
    return hmac.compare_digest(found, bytes.fromhex(made)) and kept is not None


@cache
def _nobodys() -> str:
    return hash_password(secrets.token_urlsafe())


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    # A browser may send lone surrogates, which cannot be encoded strictly.
    typed = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(typed, salt=salt, n=cost, r=block, p=lanes, maxmem=MAX_MEMORY, dklen=32)
