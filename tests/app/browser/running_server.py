"""A server for tests and screenshots."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import uvicorn
from fastapi import FastAPI

from app.server import server_of


class RunningServer:
    """A uvicorn server in a thread of its own, on a free port.

    The app is built inside the thread's event loop, since Gradio else makes loops that nobody closes.
    """

    def __init__(self, build: Callable[[], FastAPI], **options: Any) -> None:
        self._build = build
        self._options = options  # of uvicorn
        self._server: uvicorn.Server | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True, name="server")

    def __enter__(self) -> str:
        self._thread.start()
        while not (self._server and self._server.started):
            assert self._thread.is_alive(), "the server did not start"
            self._thread.join(timeout=0.02)
        host, port = self._server.servers[0].sockets[0].getsockname()
        return f"{'https' if 'ssl_certfile' in self._options else 'http'}://{host}:{port}"

    def __exit__(self, *_: object) -> None:
        if self._server:
            self._server.should_exit = True
        self._thread.join(timeout=10)

    async def _serve(self) -> None:
        self._server = server_of(self._build(), shutdown_seconds=1, port=0, **self._options)
        await self._server.serve()
