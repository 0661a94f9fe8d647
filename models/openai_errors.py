"""Say in one sentence what went wrong with an OpenAI-compatible endpoint, and what to do; never with a secret in it."""

import json
import re

import openai

from models.errors import AnswerFailed, DeixisError, ModelUnavailable

_LONGEST_QUOTE = 200
_SECRETS = re.compile(r"(?i)\b(bearer\s+|sk-|key[-_=:]\s*)[\w*.~+/=-]{4,}")


def explain(error: Exception, *, name: str, host: str, key: str, begun: bool) -> DeixisError:
    """Turn an error of the client into one of ours.

    `begun` says that words had already come: then the answer failed, whatever the reason.
    """
    if isinstance(error, openai.APIStatusError):
        return _refused(error, name, host, key)
    if isinstance(error, openai.APITimeoutError):
        waited = "stopped in the middle of its answer" if begun else "did not answer in time"
        return AnswerFailed(f"{name}: {host} {waited}. Ask again, or allow a longer timeout.")
    if isinstance(error, openai.APIConnectionError):
        if begun:
            return AnswerFailed(
                f"{name}: the connection to {host} broke off before the answer was complete. Ask again."
            )
        return ModelUnavailable(
            f"{name}: {host} cannot be reached. Check that the server runs, the base URL and your network."
        )
    if isinstance(error, openai.APIError):
        return AnswerFailed(f'{name}: {host} reported an error: "{quote(error.message, key)}". Ask again later.')
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError):
        return AnswerFailed(f"{name}: {host} sent something that is not JSON. Check that the base URL is a chat API.")
    return AnswerFailed(
        f"{name}: the reply of {host} could not be read ({type(error).__name__}). "
        "Check that the base URL is an OpenAI-compatible chat API."
    )


def _refused(error: openai.APIStatusError, name: str, host: str, key: str) -> DeixisError:
    status = error.status_code
    said = quote(error.message, key)
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
            return AnswerFailed(_too_often(error, name, host))
        case _ if status >= 500:
            return AnswerFailed(f"{name}: {host} has trouble of its own ({status}). Ask again in a moment.")
        case _:
            return AnswerFailed(
                f'{name}: {host} refused the request ({status}): "{said}". Check that the model takes pictures.'
            )


def _too_often(error: openai.APIStatusError, name: str, host: str) -> str:
    if error.code == "insufficient_quota":
        return f"{name}: the account at {host} has no credit left (429). Top it up or use another model."
    wait = error.response.headers.get("retry-after", "")
    when = f"in {wait} seconds" if re.fullmatch(r"\d{1,5}", wait) else "in a moment"
    return f"{name}: {host} gets too many requests (429). Ask again {when}."


def quote(text: str, key: str) -> str:
    """Return foreign text fit to be shown: one line, short, without control characters and without secrets."""
    if key:
        text = text.replace(key, "***")
    text = _SECRETS.sub("***", text)
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + " ..."
