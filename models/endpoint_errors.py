"""Say in one sentence why an endpoint refused a request, and what to do; never with a secret in it."""

import email.utils
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from models.errors import AnswerFailed, DeixisError, ModelUnavailable

_LONGEST_QUOTE = 200
_SECRETS = re.compile(r"(?i)\b(bearer\s+|sk-|key[-_=:]\s*)[\w*.~+/=-]{4,}")


class Refusal(NamedTuple):
    """What an endpoint said instead of a reply. `wait` is its Retry-After in seconds, None if it gave none."""

    status: int
    message: str
    code: str = ""
    wait: float | None = None


def refused(refusal: Refusal, *, name: str, host: str, key: str, advice: str) -> DeixisError:
    """Turn a refusal into one of our errors. `advice` is for a request that the endpoint does not understand."""
    status = refusal.status
    match status:
        case 401:
            return ModelUnavailable(f"{name}: {host} does not accept the API key (401). Set a valid OPENAI_API_KEY.")
        case 403:
            return ModelUnavailable(
                f"{name}: this API key may not use the model at {host} (403). Use another key or another model."
            )
        case 404:
            return ModelUnavailable(
                f"{name}: {host} knows no such model or address (404). "
                "Check the model's name and the base URL, which usually ends in /v1."
            )
        case 413:
            return AnswerFailed(f"{name}: the picture is too large for {host} (413). Ask about a smaller one.")
        case 429:
            return AnswerFailed(_too_often(refusal, name, host))
        case _ if status >= 500:
            return AnswerFailed(f"{name}: {host} has trouble of its own ({status}). Ask again in a moment.")
        case _:
            said = quote(refusal.message, key)
            return AnswerFailed(f'{name}: {host} refused the request ({status}): "{said}". {advice}')


def _too_often(refusal: Refusal, name: str, host: str) -> str:
    if refusal.code == "insufficient_quota":
        return f"{name}: the account at {host} has no credit left (429). Top it up or use another model."
    when = "in a moment" if refusal.wait is None else f"in {refusal.wait:g} seconds"
    return f"{name}: {host} gets too many requests (429). Ask again {when}."


def wait_in(headers: Mapping[str, str], *, now: datetime | None = None) -> float | None:
    """Return the seconds that an endpoint asks to wait for, None if its headers do not say or make no sense.

    The headers' names must be found whatever their capitals; a date counts from `now`.
    """
    said = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", said):
        return float(said)
    try:
        at = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    left = (at - (now or datetime.now(UTC))).total_seconds()
    return left if left > 0 else None


def quote(text: str, key: str) -> str:
    """Return foreign text fit to be shown: one line, short, without control characters and without secrets."""
    if key:
        text = text.replace(key, "***")
    text = _SECRETS.sub("***", text)
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + " ..."
