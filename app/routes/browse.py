"""Looking through corpora by JSON, and sending some of what is found to be rated.

All of it is the admin's by the table of app/access.py, which gives an annotator none of these addresses.
"""

from functools import partial
from typing import Annotated

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from app.browsing import Browsing, CorpusSize, CorpusState, EntriesPage, Split
from app.people import identity_of
from app.routes.images import DECODERS, SHOWN
from app.routes.rate_replies import Name
from app.routes.replies import ErrorReply
from app.sending_entries import MOST, SentEntries
from models.records import Record
from training.corpus.browsing.origin import OriginCard
from training.corpus.browsing.search import Search

AT_ONCE, MOST_AT_ONCE = 20, 200  # entries of a page


class EntriesQuery(Search):
    """A search, and which of the entries that it finds are wanted."""

    start: int = Field(default=0, ge=0, le=100_000_000)
    limit: int = Field(default=AT_ONCE, ge=1, le=MOST_AT_ONCE)

    def search(self) -> Search:
        return Search(**self.model_dump(exclude={"start", "limit"}))


class SendEntriesBody(Record):
    """Which entries go into which round, by its id or its name; a round of a name that is new is made."""

    entries: tuple[Name, ...] = Field(min_length=1, max_length=MOST)
    round: str = Field(min_length=1, max_length=200)


def browse_routes(browsing: Browsing) -> APIRouter:
    """Return the routes of the Browse page."""
    router = APIRouter(
        prefix="/api/browse",
        tags=["browse"],
        responses={each: {"model": ErrorReply} for each in (400, 403, 404, 422, 503)},
    )
    decoders = CapacityLimiter(DECODERS)

    @router.get("/corpora")
    def corpora() -> tuple[str, ...]:
        """Return the names of the corpora, the one that was worked on last first."""
        return browsing.runs.names()

    @router.get("/corpora/{corpus}")
    def one(corpus: str) -> CorpusState:
        """Return what a corpus holds, by what its entries can be found by. One that is new is read for about a second;
        `left` says how many pictures are still to be read, and the next request goes on."""
        return browsing.state(corpus)

    @router.get("/corpora/{corpus}/size")
    def size(corpus: str) -> CorpusSize:
        """Return how much a corpus holds by now; a run may be at work on it."""
        return browsing.size(corpus)

    @router.get("/corpora/{corpus}/entries")
    def entries(corpus: str, query: Annotated[EntriesQuery, Query()]) -> EntriesPage:
        """Return the entries that a search finds, some at a time, with their regions and what people said of them."""
        return browsing.entries(corpus, query.search(), start=query.start, limit=query.limit)

    @router.get("/corpora/{corpus}/origin")
    def origin(corpus: str, entry: Annotated[str, Query(max_length=1000)]) -> OriginCard:
        """Return all that led to an entry, by its name: the words about its picture, the prompt, the reply."""
        return browsing.origin(corpus, entry)

    @router.get("/corpora/{corpus}/disagreements")
    def disagreements(
        corpus: str,
        critic: Annotated[str, Query(max_length=500)],
        threshold: Annotated[float, Query(allow_inf_nan=False)] = 0.8,
    ) -> Split:
        """Return where a critic that keeps what it scores at the threshold or above differs most from people."""
        return browsing.split(corpus, critic, threshold)

    @router.get("/corpora/{corpus}/picture", response_class=Response, responses={200: {"content": {"image/jpeg": {}}}})
    async def picture(corpus: str, image: Annotated[str, Query(max_length=1000)]) -> Response:
        """Return a picture of a corpus as a JPEG of at most 2048 pixels a side."""
        made = await anyio.to_thread.run_sync(partial(browsing.picture, corpus, image), limiter=decoders)
        return Response(made, media_type="image/jpeg", headers=SHOWN)

    @router.post("/corpora/{corpus}/send")
    def send(corpus: str, body: SendEntriesBody, request: Request) -> SentEntries:
        """Send entries to be rated; their pictures are kept for the round."""
        return browsing.send(corpus, body.entries, body.round, actor=identity_of(request).pseudonym)

    return router
