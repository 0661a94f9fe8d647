"""A reverse proxy as docs/serving.md wants it: TLS to the browser, plain HTTP to the app, which lies below a prefix."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx2
import trustme
from fastapi import FastAPI
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse

from tests.app.browser.running_server import RunningServer

METHODS = ["GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT", "PATCH"]
BETWEEN_TWO = (b"connection", b"keep-alive", b"transfer-encoding")  # said to the next machine only


class TlsProxy(NamedTuple):
    """Where the app is found, and what was asked for that is not the app's."""

    address: str
    outside: list[str]


@contextmanager
def tls_proxy(target: str, *, prefix: str, folder: Path) -> Iterator[TlsProxy]:
    """Serve what is at `target` below a prefix; the certificate, which nobody trusts, is kept in the folder."""
    certificate = folder / "certificate.pem"
    trustme.CA().issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(certificate)
    outside: list[str] = []
    with RunningServer(lambda: _proxy(target, prefix, outside), ssl_certfile=certificate) as address:
        yield TlsProxy(f"{address}{prefix}", outside)


def _proxy(target: str, prefix: str, outside: list[str]) -> FastAPI:
    # A connection for each request: one that was kept could be closed by the app just when it is used again.
    alone = httpx2.Limits(max_keepalive_connections=0)
    client = httpx2.AsyncClient(base_url=target, trust_env=False, timeout=None, limits=alone)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with client:
            yield

    app = FastAPI(lifespan=lifespan, openapi_url=None)

    @app.api_route("/{path:path}", methods=METHODS)
    async def forward(path: str, request: Request) -> Response:
        if f"/{path}" == prefix:
            return RedirectResponse(f"{prefix}/")
        if not f"/{path}".startswith(f"{prefix}/"):
            outside.append(f"{request.method} {request.url} from {request.headers.get('referer')}")
            return PlainTextResponse("This is not the app's.", status_code=404)
        asked = client.build_request(
            request.method,
            httpx2.URL(path=f"/{path}".removeprefix(prefix), query=request.url.query.encode()),
            headers=_for_the_app(request),
            content=await request.body(),
        )
        reply = await client.send(asked, stream=True)
        passed = StreamingResponse(reply.aiter_raw(), reply.status_code, background=BackgroundTask(reply.aclose))
        passed.raw_headers = [pair for pair in reply.headers.raw if pair[0].lower() not in BETWEEN_TWO]
        return passed

    return app


def _for_the_app(request: Request) -> list[tuple[bytes, bytes]]:
    assert request.client
    said = [(name, value) for name, value in request.headers.raw if name not in BETWEEN_TWO]
    return [*said, (b"x-forwarded-proto", b"https"), (b"x-forwarded-for", request.client.host.encode())]
