"""The guards around everything the server answers, Gradio's own routes included."""

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from app.access import Access
from app.body_limits import BodyLimit
from app.headers import SafeHeaders
from app.last_resort import LastResort
from app.origins import OwnOrigin
from app.owner_cookie import OwnerCookie, owner_of
from app.people import People
from app.proxies import BehindProxies
from app.settings import Settings

__all__ = ["guard", "owner_of"]


def guard(app: FastAPI, settings: Settings, *, secret: bytes, people: People) -> None:
    """Put the guards around an app. What is added last sees a request first."""
    # No other origin is allowed anything. Gradio, which else lets any origin read with credentials, stands aside when
    # it finds this middleware in its parent app.
    app.add_middleware(CORSMiddleware, allow_origins=())
    app.add_middleware(OwnerCookie, secret=secret)
    app.add_middleware(BodyLimit)
    app.add_middleware(Access, people=people)
    app.add_middleware(OwnOrigin, hosts=settings.hosts)
    app.add_middleware(LastResort)
    app.add_middleware(SafeHeaders)
    app.add_middleware(BehindProxies, trusted=settings.forwarded_allow_ips, root_path=settings.root_path)
