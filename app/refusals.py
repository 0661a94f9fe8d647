"""How a request is refused before it reaches a route: a status and one sentence as JSON."""

from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send


async def refuse(scope: Scope, receive: Receive, send: Send, *, status: int, sentence: str) -> None:
    """Answer with {"error": sentence} and close the connection, since the rest of a body may still be on its way."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": sentence[:100]})
        return
    response = JSONResponse({"error": sentence}, status_code=status, headers={"Connection": "close"})
    await response(scope, receive, send)
