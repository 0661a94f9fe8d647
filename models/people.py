"""Who judges: people with an account, people who were invited, and workers whom a platform sends.

Ratings carry a person's pseudonym and nothing else of them. Names, password hashes and worker ids are kept beside it
only as long as the person is not erased; a worker id is never kept but as a keyed hash.
"""

import unicodedata
from datetime import datetime
from typing import Literal, NamedTuple

from pydantic import Field

from models.records import Record

PersonRole = Literal["admin", "annotator"]
# How somebody came in: made by the admin, by an invite link, or sent by a platform for crowd work.
Purpose = Literal["join", "start"]
Entry = Literal["account", "invite", "prolific", "mturk"]


class Person(Record):
    """Somebody with a role. `rounds` are those they may judge in, None for all of them.

    `excluded` people are shown nothing more, as if everything were done. An erased person has no name left.
    """

    id: str
    name: str | None
    role: PersonRole
    pseudonym: str
    entry: Entry
    rounds: tuple[str, ...] | None = None
    excluded: bool = False
    created_at: datetime
    erased_at: datetime | None = None


class Errand(Record):
    """What a platform said when it sent a worker for one sitting, and needs to hear when the work is done."""

    round_id: str = ""
    assignment: str = Field(default="", max_length=200)
    submit_to: str = Field(default="", max_length=300)


class Signed(NamedTuple):
    """Who is signed in under a session, and the errand of that session."""

    person: Person
    errand: Errand


class Login(NamedTuple):
    """A person and what their password must hash to."""

    person: Person
    password: str


class Invite(Record):
    """A link by which annotators let themselves in, so many (`uses_left`) until it expires or is revoked.

    With a round it admits to that round only. One to "join" makes accounts; one to "start" is the code in the address
    that a platform opens. Neither can be taken for the other: with the code, which every worker sees, one worker could
    else make several accounts.
    """

    id: str
    purpose: Purpose
    round_id: str | None
    note: str = ""
    uses_left: int
    expires_at: datetime
    revoked_at: datetime | None = None
    created_at: datetime


class Newcomer(Record):
    """What is needed to make a person: a name with a password's hash, or the hash of a worker id."""

    name: str | None = None
    password: str | None = None
    worker: str | None = None
    role: PersonRole = "annotator"
    entry: Entry = "account"


class Consent(Record):
    """The text that somebody agreed to before the first screen of a round; `version` is a hash of it."""

    annotator: str
    round_id: str
    version: str
    agreed_at: datetime


def name_key(name: str) -> str:
    """Return a name as it is looked up, so that nobody takes one that looks the same."""
    return unicodedata.normalize("NFKC", name).casefold().strip()[:200]
