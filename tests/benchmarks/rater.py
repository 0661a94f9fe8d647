"""An annotator's browser, without the browser: one connection that is kept, cookies, and what the Rate page asks for.

It is the standard library's, since client and server share the cores that are measured.
"""

import json
import uuid
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from app.session_cookie import SESSION

TIMEOUT = 60


class Refused(Exception):
    """The server said no."""


class Client:
    """One kept connection to a server, and the cookies that came over it."""

    def __init__(self, address: str, cookies: dict[str, str] | None = None) -> None:
        self._address = address
        self._connection = HTTPConnection(urlsplit(address).netloc, timeout=TIMEOUT)
        self._cookies = dict(cookies or {})

    def close(self) -> None:
        self._connection.close()

    def get(self, path: str) -> bytes:
        return self._send("GET", path, None, {})

    def post(self, path: str, body: bytes, kind: str, headers: dict[str, str] | None = None) -> bytes:
        own = {"Origin": self._address, "Sec-Fetch-Site": "same-origin", "Content-Type": kind}
        return self._send("POST", path, body, own | (headers or {}))

    def post_json(self, path: str, body: object, headers: dict[str, str] | None = None) -> bytes:
        return self.post(path, json.dumps(body).encode(), "application/json", headers)

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._connection.request(method, path, body, {**headers, "Cookie": cookies})
        reply = self._connection.getresponse()
        content = reply.read()
        if reply.status >= 400:
            raise Refused(f"{method} {path} got {reply.status}: {content[:200].decode(errors='replace')}")
        self._keep_cookies(reply)
        return content

    def _keep_cookies(self, reply: HTTPResponse) -> None:
        for header in reply.headers.get_all("set-cookie", ()):
            name, _, value = header.partition(";")[0].partition("=")
            self._cookies[name] = value


class Rater(Client):
    """Somebody who is signed in and judges."""

    def __init__(self, address: str, token: str) -> None:
        super().__init__(address, {SESSION: token})
        self._ahead = ""

    def next(self, round_id: str) -> dict[str, Any] | None:
        """Return the next screen, None when there is nothing left."""
        return json.loads(self.post_json("/api/rate/next", {"round": round_id}))["screen"]

    def look_at(self, screen: dict[str, Any]) -> None:
        """Fetch the picture, and the one that is likely to come next, as the page does; the latter is then at hand."""
        shown, ahead = screen["image"]["id"], screen["next_image_id"]
        for wanted in dict.fromkeys(image for image in (shown, ahead) if image and image != self._ahead):
            content = self.get(f"/rate/pictures/{wanted}")
            if not content.endswith(b"\xff\xd9"):
                raise Refused(f"the picture {wanted[:12]} came without its end")
        self._ahead = ahead or ""

    def keep_draft(self, screen: dict[str, Any]) -> None:
        held = {"item": screen["item_id"], "token": screen["lease"]["token"]}
        self.post_json("/api/rate/draft", {**held, "draft": {"ratings": ratings_of(screen)}})

    def submit(self, submission: dict[str, Any]) -> None:
        reply = json.loads(self.post_json("/api/rate/submit", submission))
        if not reply["saved"]:
            raise Refused(f"the submission {submission['id']} was not saved: {reply}")


def submission_of(screen: dict[str, Any]) -> dict[str, Any]:
    """Accept everything on a screen, under an id of its own."""
    held = {"item_id": screen["item_id"], "token": screen["lease"]["token"]}
    return {"id": uuid.uuid4().hex, **held, "ratings": ratings_of(screen), "seconds": 20}


def ratings_of(screen: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"position": shown["position"], "criterion": criterion, "value": "accept"}
        for shown in screen["shown"]
        for criterion in ("qa", "rationale")
    ]
