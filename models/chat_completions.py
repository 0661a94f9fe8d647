"""A chat request and its reply as OpenAI-compatible endpoints write them; nothing in a reply is taken for granted."""

import base64
import json
import logging
from typing import Any, NamedTuple

import orjson

from models.corpus import ChatReply, ChatRequest, Message
from models.endpoint_errors import Refusal, quote, refused
from models.errors import CallFailed, CallPostponed, DeixisError, ModelUnavailable
from models.openai_parameters import refused_parameter, without
from models.openai_reply import read_chunk, reported_error
from models.records import Setting, without_surrogates

log = logging.getLogger(__name__)

MAX_BYTES = 512 * 1024  # of a reply: far beyond what any number of tokens in use can fill
NO_TOKENS = (0, 0)
BUSY_SECONDS = 1.0  # what a server that is asked too often, and does not say for how long, is left alone
GIVE_UP_SECONDS = 600.0  # nobody waits longer for a server; a quota of the day is told at once
TRY_AGAIN = frozenset({408, 409, 425, 429})


class _Said(NamedTuple):
    text: str
    finish: str
    prompt_tokens: int
    reply_tokens: int


class Talk:
    """One endpoint's name, address and key, as the sentences about its replies need them."""

    def __init__(self, name: str, host: str, key: str) -> None:
        self.name = name
        self.host = host
        self._key = key
        self._reached = False
        self._untaken: tuple[str, ...] = ()

    def parameters(self, request: ChatRequest) -> dict[str, Setting]:
        """Return what to ask for besides the messages, as far as the endpoint is known to take it."""
        return without(parameters_of(request), self._untaken)

    def learn(self, refusal: Refusal, parameters: dict[str, Setting]) -> None:
        """Remember which of the parameters is not taken. Raises what a refusal means that is about something else."""
        untaken = refused_parameter(parameters, refusal.message) if refusal.status == 400 else None
        if untaken is None:
            raise self.refusal(refusal)
        self._untaken = (*self._untaken, untaken)
        log.info("%s takes no %s", self.name, untaken)

    def read(self, body: bytes) -> ChatReply:
        """Return the reply in a body. Raises CallFailed for what will not change, CallPostponed for a broken one."""
        self._reached = True
        whole = self._parsed(body)
        text, finish, prompt, reply = _as_documented(whole) or self._examined(whole)
        return ChatReply(
            text=without_surrogates(text), model=self.name, finish=finish, prompt_tokens=prompt, reply_tokens=reply
        )

    def refusal(self, refusal: Refusal) -> DeixisError:
        """Turn a bad status into ModelUnavailable, CallPostponed or CallFailed; nothing was spent."""
        self._reached = True
        advice = "Check that the model takes messages of this kind and length."
        error = refused(refusal, name=self.name, host=self.host, key=self._key, advice=advice)
        status, wait = refusal.status, refusal.wait
        if isinstance(error, ModelUnavailable) or refusal.code == "insufficient_quota" or status == 402:
            return ModelUnavailable(str(error))
        if status not in TRY_AGAIN and status < 500:
            return CallFailed(str(error), tokens=NO_TOKENS)
        if wait is not None and wait > GIVE_UP_SECONDS:
            return ModelUnavailable(f"{self.name}: {self.host} wants no call for {wait:.0f} seconds. Run again then.")
        after = BUSY_SECONDS if wait is None and status == 429 else wait
        return CallPostponed(str(error), after=after, tokens=NO_TOKENS)

    def unreached(self) -> DeixisError:
        """Say that no connection came about: a server that answered before may be starting again."""
        said = f"{self.name}: {self.host} cannot be reached. Check that the server runs, the base URL and your network."
        return CallPostponed(said, tokens=NO_TOKENS) if self._reached else ModelUnavailable(said)

    def late(self, seconds: float) -> CallPostponed:
        """Say that a call took too long."""
        return CallPostponed(
            f"{self.name}: {self.host} did not finish a reply in {seconds:g} seconds; allow a longer timeout."
        )

    def broken(self) -> CallPostponed:
        """Say that the connection broke."""
        return CallPostponed(f"{self.name}: the connection to {self.host} broke off before the reply was complete.")

    def too_long(self) -> CallPostponed:
        """Say that a body is larger than is read."""
        return CallPostponed(
            f"{self.name}: the reply of {self.host} is longer than {MAX_BYTES // 1024} KiB, so it was given up."
        )

    def quote(self, text: str) -> str:
        """Return the endpoint's own words, fit to be shown."""
        return quote(text, self._key)

    def _examined(self, whole: object) -> _Said:
        """Return what a reply says about which nothing is known, or why there is none."""
        if error := reported_error(whole):
            raise CallPostponed(f'{self.name}: {self.host} reported an error: "{self.quote(error)}".')
        if not isinstance(whole, dict) or not isinstance(choices := whole.get("choices"), list):
            raise CallPostponed(
                f"{self.name}: {self.host} sent JSON that is no chat completion. "
                "Check the base URL, which usually ends in /v1."
            )
        tokens = _tokens(whole.get("usage"))
        if not choices:
            raise CallPostponed(f"{self.name}: {self.host} sent a reply without choices.", tokens=tokens)
        text, refusal, finish = read_chunk(whole)
        if refusal:
            raise CallFailed(f'{self.name} declined to reply: "{self.quote(refusal)}"', tokens=tokens)
        if finish == "content_filter":
            raise CallFailed(f"{self.name}: the content filter of {self.host} stopped the reply.", tokens=tokens)
        if not text.strip():
            raise self._silence(finish, tokens)
        return _Said(text, finish, *(tokens or NO_TOKENS))

    def _parsed(self, body: bytes) -> object:
        try:
            return orjson.loads(body)
        except ValueError:
            pass
        try:
            return json.loads(body)  # takes half characters, which models that cut their words send
        except (ValueError, RecursionError):
            raise CallPostponed(f"{self.name}: {self.host} sent something that is not JSON, or a part of it.") from None

    def _silence(self, finish: str, tokens: tuple[int, int] | None) -> CallFailed:
        if finish == "length":
            said = f"{self.name} used up its tokens before it said a word; allow more."
            return CallFailed(said, tokens=tokens)
        return CallPostponed(f"{self.name}: {self.host} sent an empty reply.", tokens=tokens)


def parameters_of(request: ChatRequest) -> dict[str, Setting]:
    """Return what a request asks for besides its messages; what is not asked for is left out."""
    parameters: dict[str, Setting] = {"max_tokens": request.max_tokens, "temperature": request.temperature}
    if request.nucleus < 1:
        parameters["top_p"] = request.nucleus
    if request.seed is not None:
        parameters["seed"] = request.seed + request.sample
    return parameters


def messages_of(request: ChatRequest) -> list[dict[str, Any]]:
    """Return the messages; one with pictures is a list of parts, the pictures first, as data URLs."""
    return [{"role": message.speaker, "content": _content(message)} for message in request.messages]


def _content(message: Message) -> str | list[dict[str, Any]]:
    text = without_surrogates(message.text)
    if not message.jpegs:
        return text
    urls = ["data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii") for jpeg in message.jpegs]
    return [*({"type": "image_url", "image_url": {"url": url}} for url in urls), {"type": "text", "text": text}]


def refusal_in(status: int, body: bytes, wait: float | None) -> Refusal:
    """Read the body of a bad status, which may be in OpenAI's form, in vLLM's, a bare sentence or a web page."""
    try:
        whole = orjson.loads(body)
    except ValueError:
        return Refusal(status, body[:1000].decode("utf-8", "replace"), "", wait)
    error = whole.get("error", whole) if isinstance(whole, dict) else {}
    if not isinstance(error, dict):
        return Refusal(status, str(error), "", wait)
    said = " ".join(str(error[name]) for name in ("message", "detail", "param") if error.get(name))
    return Refusal(status, said, str(error.get("code") or ""), wait)


def _as_documented(whole: Any) -> _Said | None:  # whatever JSON there is
    """Read a reply in which all is as OpenAI writes it, sooner than it can be examined; None where anything is not."""
    try:
        choice, usage = whole["choices"][0], whole["usage"]
        message, finish = choice["message"], choice["finish_reason"]
        text, prompt, reply = message["content"], usage["prompt_tokens"], usage["completion_tokens"]
        amiss = message.get("refusal") or whole.get("error") or finish == "content_filter"
    except (TypeError, KeyError, IndexError, AttributeError):
        return None
    if amiss or not type(text) is type(finish) is str or not type(prompt) is type(reply) is int:
        return None
    return _Said(text, finish, prompt, reply) if prompt >= 0 and reply >= 0 and text.strip() else None


def _tokens(usage: object) -> tuple[int, int] | None:
    if not isinstance(usage, dict):
        return None
    prompt, reply = usage.get("prompt_tokens"), usage.get("completion_tokens")
    if not isinstance(prompt, int) or not isinstance(reply, int):
        return None
    return max(prompt, 0), max(reply, 0)
