"""Say in one sentence what the openai client ran into, and what to do; never with a secret in it."""

import json

import openai

from models.endpoint_errors import Refusal, quote, refused, wait_in
from models.errors import AnswerFailed, DeixisError, ModelUnavailable


def explain(error: Exception, *, name: str, host: str, key: str, begun: bool) -> DeixisError:
    """Turn an error of the client into one of ours.

    `begun` says that words had already come: then the answer failed, whatever the reason.
    """
    if isinstance(error, openai.APIStatusError):
        advice = "Check that the model takes pictures."
        refusal = Refusal(error.status_code, error.message, error.code or "", wait_in(error.response.headers))
        return refused(refusal, name=name, host=host, key=key, advice=advice)
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
