"""Raw sockets, which calls are measured against: the same requests sent and as many bytes received, without care."""

import asyncio
import json
import selectors
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

GATHER = 0.003  # seconds that the plain loop leaves the sockets alone, so that most have something to say
END = b"\r\n\r\n"


def by_streams(url: str, prompts: Sequence[str], concurrency: int) -> Callable[[], None]:
    """Return what asks with the streams of asyncio; the requests are made beforehand."""
    head = _head(url)
    made = [_request(head, prompt) for prompt in prompts]
    return lambda: asyncio.run(_ask_all(url, iter(made), bytes, concurrency))


def reading_json(url: str, prompts: Sequence[str], concurrency: int) -> Callable[[], None]:
    """Return what asks so too, and writes the requests and reads the replies as JSON on the way."""

    def read(reply: bytes) -> object:
        said = json.loads(reply)["choices"][0]["message"]["content"]
        assert said
        return said

    head = _head(url)
    return lambda: asyncio.run(_ask_all(url, (_request(head, prompt) for prompt in prompts), read, concurrency))


def in_one_loop(url: str, prompts: Sequence[str], concurrency: int) -> Callable[[], None]:
    """Return what asks without asyncio, by one loop over all sockets; the requests are made beforehand."""
    head = _head(url)
    made = [_request(head, prompt) for prompt in prompts]

    def ask_all() -> None:
        place, left = urlsplit(url), iter(made)
        with selectors.DefaultSelector() as selector:
            for request in (next(left) for _ in range(min(concurrency, len(made)))):
                connected = socket.create_connection((place.hostname, place.port))
                connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                selector.register(connected, selectors.EVENT_READ, bytearray())
                connected.sendall(request)
            while selector.get_map():
                time.sleep(GATHER)
                for key, _ in selector.select():
                    connected = key.fileobj
                    assert isinstance(connected, socket.socket)
                    key.data.extend(connected.recv(65_536))
                    if not _is_whole(key.data):
                        continue
                    key.data.clear()
                    if (request := next(left, None)) is not None:
                        connected.sendall(request)
                    else:
                        selector.unregister(connected)
                        connected.close()

    return ask_all


async def _ask_all(url: str, requests: Iterator[bytes], read: Callable[[bytes], object], concurrency: int) -> None:
    place = urlsplit(url)

    async def ask() -> None:
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        for request in requests:
            writer.write(request)
            head = await reader.readuntil(END)
            read(await reader.readexactly(_length(head)))
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(ask() for _ in range(concurrency)))


def _is_whole(received: bytearray) -> bool:
    end = received.find(END)
    return end >= 0 and len(received) == end + len(END) + _length(received[: end + len(END)])


def _length(head: bytes | bytearray) -> int:
    return int(head.rpartition(b"content-length: ")[2])


def _head(url: str) -> str:
    place = urlsplit(url)
    return f"POST {place.path}/chat/completions HTTP/1.1\r\nhost: {place.netloc}\r\ncontent-length: "


def _request(head: str, prompt: str) -> bytes:
    body = json.dumps({"model": "fake", "messages": [{"role": "user", "content": prompt}], "max_tokens": 512})
    return f"{head}{len(body)}\r\n\r\n{body}".encode()
