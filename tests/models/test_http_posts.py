"""Replies are read whole however a server frames them, and a connection is used again only when that is safe."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import trustme

from models.http_posts import HttpPosts, PostAddress
from models.http_replies import BrokenOff, HttpReply, TooLate, TooLong, Unreachable
from tests.fakes.http_server import OK, Server, broken, done_for, endless, framed

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None] | None]


@asynccontextmanager
async def posting(server: Serve, *, most_bytes: int = 1000, seconds: float = 60) -> AsyncIterator[HttpPosts]:
    async with await asyncio.start_server(server, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        address = PostAddress.of(f"http://127.0.0.1:{port}/v1/chat", {"x-name": "value"})
        posts = HttpPosts(address, most_bytes=most_bytes, seconds=seconds)
        try:
            yield posts
        finally:
            await posts.close()


def post(server: Server, *bodies: bytes, most_bytes: int = 1000) -> list[HttpReply]:
    async def go() -> list[HttpReply]:
        try:
            async with posting(server, most_bytes=most_bytes) as posts:
                return [await posts.post(body) for body in bodies or (b"{}",)]
        finally:
            await asyncio.gather(*server.at_work)

    return asyncio.run(go())


def test_a_request_is_a_whole_post() -> None:
    server = Server(OK + b"Content-Length: 2\r\nX-Kind: a\r\n\r\nhi")

    (reply,) = post(server, b'{"a": 1}')

    assert (reply.status, reply.headers, reply.body) == (200, {"content-length": "2", "x-kind": "a"}, b"hi")
    (received,) = server.received
    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /v1/chat HTTP/1.1\r\nhost: 127.0.0.1:")
    assert b"\r\nx-name: value\r\n" in head
    assert body == b'{"a": 1}'


@pytest.mark.parametrize("kind", framed())
def test_a_body_is_read_to_its_end(kind: str) -> None:
    (reply,) = post(framed()[kind])

    assert (reply.status, reply.body) == (200, b"hello")


def test_a_connection_serves_one_post_after_the_other() -> None:
    server = Server(OK + b"content-length: 2\r\n\r\nhi")

    assert [reply.body for reply in post(server, b"1", b"2", b"3")] == [b"hi"] * 3
    assert server.connections == 1


@pytest.mark.parametrize("kind", done_for())
def test_a_connection_that_is_done_for_is_not_used_again(kind: str) -> None:
    server = done_for()[kind]

    assert [reply.body for reply in post(server, b"1", b"2")] == [b"hi"] * 2
    assert server.connections == 2


@pytest.mark.parametrize("kind", broken())
def test_what_is_no_whole_reply_broke_off(kind: str) -> None:
    with pytest.raises(BrokenOff):
        post(broken()[kind])


@pytest.mark.parametrize("kind", endless())
def test_a_reply_without_measure_is_given_up(kind: str) -> None:
    with pytest.raises(TooLong):
        post(endless()[kind])


def test_nobody_there_is_unreachable() -> None:
    async def go() -> None:
        async with await asyncio.start_server(Server(), "127.0.0.1", 0) as listening:
            port = listening.sockets[0].getsockname()[1]
        await HttpPosts(PostAddress.of(f"http://127.0.0.1:{port}/v1", {}), most_bytes=1, seconds=60).post(b"")

    with pytest.raises(Unreachable):
        asyncio.run(go())


def test_a_post_that_was_given_up_leaves_its_reply_to_nobody() -> None:
    asked = 0

    async def slow_at_first(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1
        number = asked
        await reader.readuntil(b"\r\n\r\n")
        if number == 1:
            await reader.read()  # until the client leaves
        writer.write(OK + b"content-length: 1\r\n\r\n%d" % number)
        writer.close()

    async def go() -> HttpReply:
        async with posting(slow_at_first) as posts:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await posts.post(b"")
            return await posts.post(b"")

    assert asyncio.run(go()).body == b"2"


def test_a_post_ends_in_time_also_on_a_connection_that_was_used_before() -> None:
    async def silent_at_last(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for number in (b"1", b"2"):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(OK + b"content-length: 1\r\n\r\n" + number)
        await reader.read()  # until the client leaves
        writer.close()
        left.set()

    async def go() -> None:
        async with posting(silent_at_last, seconds=0.1) as posts:
            assert [(await posts.post(b"")).body for _ in range(2)] == [b"1", b"2"]
            before = asyncio.get_running_loop().time()
            with pytest.raises(TooLate):
                await posts.post(b"")
            assert asyncio.get_running_loop().time() - before >= 0.1, "the alarm of an earlier post is not its own"
            await left.wait()

    left = asyncio.Event()
    asyncio.run(go())


def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)

    async def go() -> None:
        async with await asyncio.start_server(Server(), "127.0.0.1", 0, ssl=context) as listening:
            port = listening.sockets[0].getsockname()[1]
            await HttpPosts(PostAddress.of(f"https://127.0.0.1:{port}/v1", {}), most_bytes=1, seconds=60).post(b"")

    with pytest.raises(Unreachable):
        asyncio.run(go())
