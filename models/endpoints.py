"""Where a model listens: the address and the key of an endpoint, checked before anything is sent."""

import ipaddress
from typing import NamedTuple
from urllib.parse import urlsplit

from models.errors import ModelUnavailable

OPENAI_URL = "https://api.openai.com/v1"
LOCAL_URL = "http://127.0.0.1:8000/v1"


class Endpoint(NamedTuple):
    """An address that was checked; `host` is what messages may show."""

    url: str
    host: str
    local: bool


def check_endpoint(base_url: str, name: str, *, otherwise: str = OPENAI_URL) -> Endpoint:
    """Return the endpoint at the base URL, or at `otherwise` if that is empty. Raises ModelUnavailable."""
    url = base_url.strip().rstrip("/") or otherwise
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        raise ModelUnavailable(f"{name}: the base URL means nothing. Write it like http://127.0.0.1:11434/v1.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ModelUnavailable(
            f"{name}: the base URL of {host} may hold no user, password or query. Put the key into OPENAI_API_KEY."
        )
    return Endpoint(url, f"{host}:{port}" if port else host, _is_local(host))


def check_key(key: str, endpoint: Endpoint, name: str) -> str:
    """Return the key without blanks around it, "" where none is needed. Raises ModelUnavailable."""
    key = key.strip()
    if not key and not endpoint.local:
        raise ModelUnavailable(f"{name}: no API key is set for {endpoint.host}. Set OPENAI_API_KEY and start again.")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ModelUnavailable(f"{name}: the API key holds characters that no key has. Set OPENAI_API_KEY again.")
    return key


def _is_local(host: str) -> bool:
    """Tell whether a host is on this machine or its own network, where servers usually need no key."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith((".local", ".localhost", ".internal"))
    return address.is_loopback or address.is_private
