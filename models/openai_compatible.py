"""Ask a vision model behind an OpenAI-compatible endpoint: OpenAI itself, vLLM, Ollama and others.

The regions are drawn into the picture, which travels as a JPEG inside the request, and are listed in the text as well.
"""

import base64
import io
import logging
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import openai
from PIL import Image

from models.base import Answerer
from models.endpoint_errors import quote
from models.endpoints import Endpoint, check_endpoint, check_key
from models.errors import AnswerFailed, DeixisError
from models.openai_errors import explain
from models.openai_parameters import refused_parameter, without
from models.openai_reply import MAX_REPLY_CHARACTERS, Piece, read_body, read_chunk, reported_error
from models.prompting import pose
from models.records import Answer, Question, Setting
from models.registry import ModelOptions
from models.streaming import Patience, growing_answers

log = logging.getLogger(__name__)


def connect_openai(model: str, options: ModelOptions) -> Answerer:
    """Prepare to ask `model`; nothing is sent yet. Raises ModelUnavailable for a base URL or key that cannot work."""
    name = f"openai:{model}"
    endpoint = check_endpoint(options.base_url, name)
    key = check_key(options.api_key.get_secret_value(), endpoint, name)
    client = openai.OpenAI(
        api_key=key or "none",
        base_url=endpoint.url,
        timeout=options.timeout,
        max_retries=options.retries,
        # A proxy from the environment cannot reach this machine's own servers.
        http_client=openai.DefaultHttpxClient(trust_env=not endpoint.local),
    )
    return OpenAIAnswerer(client, model, endpoint, options)


class OpenAIAnswerer:
    """A student or teacher behind an endpoint. Safe to use from several threads."""

    def __init__(self, client: openai.OpenAI, model: str, endpoint: Endpoint, options: ModelOptions) -> None:
        self.name = f"openai:{model}"
        self._client = client
        self._model = model
        self._endpoint = endpoint
        self._key = options.api_key.get_secret_value().strip()
        self._patience = Patience(silence=options.timeout, ending=1.0)
        # What the model turns out not to take is left out from then on.
        self.parameters: Mapping[str, Setting] = {"max_tokens": options.max_tokens, "temperature": options.temperature}

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:
        """Yield the growing answer; see base.Answerer. Raises ModelUnavailable when the endpoint will never answer."""
        posed = pose(image, question)
        content = [
            {"type": "image_url", "image_url": {"url": _data_url(posed.picture)}},
            {"type": "text", "text": posed.prompt},
        ]
        speech = _Speech(self, [{"role": "user", "content": content}])
        yield from growing_answers(speech, name=self.name, patience=self._patience)

    @property
    def host(self) -> str:
        """The endpoint as messages and settings may show it."""
        return self._endpoint.host

    def explain(self, error: Exception, *, begun: bool) -> DeixisError:
        """Turn an error of the client into one sentence for the user."""
        return explain(error, name=self.name, host=self.host, key=self._key, begun=begun)

    def quote(self, text: str) -> str:
        """Return the endpoint's own words, fit to be shown."""
        return quote(text, self._key)

    def open_stream(self, messages: list[dict[str, Any]]) -> openai.Stream[Any]:
        """Send the request, again without a parameter that the model says it does not take."""
        while True:
            parameters = self.parameters
            request = {"model": self._model, "messages": messages, "stream": True, **parameters}
            try:
                return self._client.chat.completions.create(**request)  # type: ignore[call-overload]  # a checked dict
            except openai.BadRequestError as error:
                refused = refused_parameter(parameters, f"{error.param} {error.message}")
                if refused is None:
                    raise
                self.parameters = without(parameters, [refused])
                log.info("%s takes other parameters: %s", self.name, sorted(self.parameters))


def _data_url(picture: Image.Image) -> str:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=90)
    return "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode("ascii")


class _Speech:
    """One reply of the endpoint; see streaming.Speech."""

    def __init__(self, answerer: OpenAIAnswerer, messages: list[dict[str, Any]]) -> None:
        self._answerer = answerer
        self._messages = messages
        self._stopped = threading.Event()
        self._stream: openai.Stream[Any] | None = None
        self._said = 0
        self._refusal = ""

    @property
    def settings(self) -> Mapping[str, Setting]:
        return {"endpoint": self._answerer.host, **self._answerer.parameters}

    def run(self, say: Callable[[str], None]) -> str:
        try:
            self._stream = self._answerer.open_stream(self._messages)
            with self._stream:
                say("")
                finish = "" if self._stopped.is_set() else self._read(self._stream, say)
        except DeixisError:
            raise
        except Exception as error:
            # `from None`: the client's error may quote the key, and would be logged with ours.
            raise self._answerer.explain(error, begun=self._stream is not None) from None
        return self._verdict(finish)

    def stop(self) -> None:
        self._stopped.set()
        if self._stream is not None:
            _hang_up(self._stream)

    def _read(self, stream: openai.Stream[Any], say: Callable[[str], None]) -> str:
        """Say the words as they come and return why the endpoint ended, "" when it did not say."""
        kind = stream.response.headers.get("content-type", "")
        if "json" in kind:
            body = read_body(stream.response.iter_bytes())
            if error := reported_error(body):
                quoted = self._answerer.quote(error)
                raise AnswerFailed(f'{self._answerer.name}: {self._answerer.host} reported an error: "{quoted}".')
            return self._hear(read_chunk(body), say)
        if "html" in kind:
            raise AnswerFailed(
                f"{self._answerer.name}: {self._answerer.host} answered with a web page. "
                "Check the base URL, which usually ends in /v1."
            )
        finish = ""
        for chunk in stream:
            finish = self._hear(read_chunk(chunk), say) or finish
            if self._stopped.is_set() or finish == "cut":
                break
        return finish

    def _hear(self, piece: Piece, say: Callable[[str], None]) -> str:
        self._refusal += piece.refusal
        text = piece.text[: MAX_REPLY_CHARACTERS - self._said]
        self._said += len(text)
        say(text)
        return "cut" if len(text) < len(piece.text) else piece.finish

    def _verdict(self, finish: str) -> str:
        """Return the note for the reader. Raises AnswerFailed when this end is not an end."""
        name = self._answerer.name
        if self._stopped.is_set():
            return ""
        if finish == "cut":
            return f"The reply was cut off after {MAX_REPLY_CHARACTERS} characters."
        if self._refusal:
            raise AnswerFailed(f'{name} declined to answer: "{self._answerer.quote(self._refusal)}"')
        if finish == "content_filter":
            raise AnswerFailed(f"{name}: the endpoint's content filter stopped the answer. Ask in other words.")
        if finish == "length":
            return "The reply was cut off at the length limit; allow more tokens for a whole one."
        if self._said == 0:
            raise AnswerFailed(f"{name}: {self._answerer.host} sent an empty reply. Ask again, or try another model.")
        if not finish:
            raise AnswerFailed(f"{name}: {self._answerer.host} broke off before the answer was complete. Ask again.")
        return ""


def _hang_up(stream: openai.Stream[Any]) -> None:
    """End a read that may be going on in the speech's thread, which closing the response would not."""
    connection = stream.response.extensions.get("network_stream")
    raw = connection.get_extra_info("socket") if connection is not None else None
    if raw is None:
        return
    try:
        raw.shutdown(socket.SHUT_RDWR)
    except OSError:
        log.debug("the connection had already ended")
