"""Posts without tasks end as those over asyncio do, and no name is ever given the reply to another."""

import asyncio
import selectors
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from models.http_lane import HttpLane, NotRead
from models.http_posts import PostAddress
from models.http_replies import BrokenOff, HttpFailure, HttpReply, TooLate, TooLong, Unreachable
from tests.fakes.http_server import OK, Server, broken, done_for, endless, framed

HI = OK + b"content-length: 2\r\n\r\nhi"


@asynccontextmanager
async def laid(server: Server, **more: Callable[[], float]) -> AsyncIterator[HttpLane]:
    """Serve, and yield a lane to the server; in the end everybody has hung up."""
    async with await asyncio.start_server(server, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        address = PostAddress.of(f"http://127.0.0.1:{port}/v1/chat", {"x-name": "value"})
        lane = HttpLane(address, most_bytes=1000, seconds=60, **more)
        try:
            yield lane
        finally:
            lane.close()
            await asyncio.gather(*server.at_work)


async def end(lane: HttpLane, count: int = 1) -> dict[str, HttpReply | HttpFailure]:
    """Wait until so many posts are over."""
    found: dict[str, HttpReply | HttpFailure] = {}
    async with asyncio.timeout(20):
        while len(found) < count:
            await asyncio.sleep(0.001)
            found.update(lane.over())
    return found


def post_one(server: Server) -> HttpReply | HttpFailure:
    async def go() -> HttpReply | HttpFailure:
        async with laid(server) as lane:
            await lane.connect()
            lane.post("a", b"{}")
            return (await end(lane))["a"]

    return asyncio.run(go())


def test_a_request_is_a_whole_post() -> None:
    server = Server(OK + b"Content-Length: 2\r\nX-Kind: a\r\n\r\nhi")

    reply = post_one(server)

    assert isinstance(reply, HttpReply)
    assert (reply.status, reply.headers, reply.body) == (200, {"content-length": "2", "x-kind": "a"}, b"hi")
    (received,) = server.received
    assert received.startswith(b"POST /v1/chat HTTP/1.1\r\nhost: 127.0.0.1:")
    assert received.endswith(b"\r\nx-name: value\r\ncontent-length: 2\r\n\r\n{}")


@pytest.mark.parametrize("kind", framed())
def test_a_body_is_read_to_its_end(kind: str) -> None:
    reply = post_one(framed()[kind])

    assert isinstance(reply, HttpReply)
    assert (reply.status, reply.body) == (200, b"hello")


@pytest.mark.parametrize("kind", broken())
def test_what_is_no_whole_reply_broke_off(kind: str) -> None:
    failure = post_one(broken()[kind])

    assert type(failure) is BrokenOff


@pytest.mark.parametrize("kind", endless())
def test_a_reply_without_measure_is_given_up(kind: str) -> None:
    assert isinstance(post_one(endless()[kind]), TooLong)


@pytest.mark.parametrize("kind", done_for())
def test_a_connection_that_is_done_for_is_free_for_nobody(kind: str) -> None:
    server = done_for()[kind]

    async def go() -> None:
        async with laid(server) as lane:
            await lane.connect()
            lane.post("a", b"1")
            assert isinstance((await end(lane))["a"], HttpReply)
            async with asyncio.timeout(20):
                while lane.is_free:
                    await asyncio.sleep(0.001)
                    assert lane.over() == []

    asyncio.run(go())


def test_many_are_under_way_and_each_gets_its_own_reply_over_connections_that_stay() -> None:
    class Echo(Server):
        async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            for _ in range(3):
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(int(head.rpartition(b"content-length: ")[2]))
                await asyncio.sleep(0.001 * (int(body) % 5))
                writer.write(OK + b"content-length: %d\r\n\r\n" % len(body) + body)
            writer.close()

    server = Echo()

    async def go() -> dict[str, bytes]:
        said: dict[str, bytes] = {}
        async with laid(server) as lane:
            for _ in range(8):
                await lane.connect()
            for turn in range(3):
                for number in range(8):
                    lane.post(str(turn * 8 + number), b"%d" % (turn * 8 + number))
                assert not lane.is_free
                said |= {name: reply.body for name, reply in (await end(lane, 8)).items()}  # type: ignore[union-attr]
        return said

    assert asyncio.run(go()) == {str(number): b"%d" % number for number in range(24)}
    assert server.connections == 8


def test_a_post_that_the_server_did_not_read_since_it_had_hung_up_is_told_apart() -> None:
    async def go() -> None:
        server = Server(HI, hang_up=1)
        async with laid(server) as lane:
            await lane.connect()
            lane.post("first", b"1")
            assert isinstance((await end(lane))["first"], HttpReply)
            await asyncio.gather(*server.at_work)  # it has hung up, and nobody has looked since
            lane.post("second", b"2")
            assert isinstance((await end(lane))["second"], NotRead)

    asyncio.run(go())


def test_a_post_ends_in_time_and_says_when_that_is() -> None:
    async def go() -> None:
        now = 100.0
        async with laid(Server(), clock=lambda: now) as lane:
            await lane.connect()
            assert lane.due is None
            lane.post("a", b"1")
            assert lane.due == 160.0
            await asyncio.sleep(0.01)
            assert lane.over() == []
            now = 160.0
            ((name, failure),) = lane.over()
            assert (name, type(failure), lane.due, lane.is_free) == ("a", TooLate, None, False)

    asyncio.run(go())


def test_what_does_not_go_at_once_is_sent_when_there_is_room_and_keeps_nobody_waiting() -> None:
    body = bytes(range(256)) * 80_000  # 20 MB: more than a connection takes at once
    server = Server(HI)

    async def go() -> None:
        async with laid(server) as lane:
            for _ in range(2):
                await lane.connect()
            lane.post("large", body)
            lane.post("small", b"1")
            assert list(await end(lane)) == ["small"]
            assert list(await end(lane)) == ["large"]
            lane.post("again", b"2")
            lane.post("too", b"3")
            assert len(await end(lane, 2)) == 2

    asyncio.run(go())
    assert max(server.received, key=len).endswith(body)
    assert server.connections == 2


def test_it_can_be_waited_for() -> None:
    async def go() -> None:
        async with laid(Server(HI)) as lane:
            await lane.connect()
            lane.post("a", b"1")
            with selectors.DefaultSelector() as waiting:
                waiting.register(lane.fileno(), selectors.EVENT_READ)
                assert waiting.select(0) == []
                async with asyncio.timeout(20):
                    while not waiting.select(0):
                        await asyncio.sleep(0.001)
            assert len(lane.over()) == 1

    asyncio.run(go())


def test_nobody_there_is_unreachable() -> None:
    async def go() -> None:
        async with laid(Server()) as lane:
            pass
        with pytest.raises(Unreachable):
            await lane.connect()

    asyncio.run(go())
