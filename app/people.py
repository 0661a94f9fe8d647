"""Who is asking, and how people come in: the service behind sign-in, invite links and the links of platforms.

There are two modes. "open": nobody has an account, and whoever reaches this server may use all of it, under a pseudonym
made from the owner cookie. "accounts": as soon as there is an admin, nothing is shown to anybody who has not signed in.
"""

import hashlib
import time
from collections.abc import Callable, Iterable
from typing import Any, Literal, NamedTuple

from app.attempts import Attempts, address_key
from app.crowd import Worker, worker_hash
from app.owner_cookie import owner_of
from app.passwords import hash_password, is_password
from app.session_cookie import LIFETIME, hash_of, new_token
from db.people import PeopleStore
from models.errors import DeixisError, NotAllowed, NotFound
from models.judging import Round
from models.people import Errand, Invite, Newcomer, Person, PersonRole, name_key

Mode = Literal["open", "accounts"]
BELIEVED_OPEN = 1.0  # seconds for which the guard takes it that there still is no admin
WRONG = "The name or the password is wrong."


class Identity(NamedTuple):
    """Who sends a request. `rounds` are those they may judge in, None for all; an excluded person is shown no more."""

    mode: Mode
    person_id: str | None
    pseudonym: str
    role: PersonRole
    name: str = ""
    excluded: bool = False
    rounds: tuple[str, ...] | None = None
    errand: Errand = Errand()

    def may_enter(self, round_id: str) -> bool:
        """Say whether this person may judge in a round."""
        return self.rounds is None or round_id in self.rounds


class Ticket(NamedTuple):
    """A fresh session: the token for the cookie, and whose it is."""

    token: str
    person: Person


class TooManyTries(DeixisError):
    """Too many wrong passwords; `seconds` until the next try."""

    def __init__(self, seconds: float) -> None:
        self.seconds = int(seconds) + 1
        super().__init__(f"Too many wrong passwords. Try again in {self.seconds} seconds.")


def identity_of(request: Any) -> Identity:  # Any: starlette's request or Gradio's, which wraps the same state
    """Return who sends a request that the guard let through. Raises NotAllowed where nobody has signed in."""
    identity = request.state.identity
    if identity is None:
        raise NotAllowed("Sign in first.")
    if identity.mode == "open":
        return identity._replace(pseudonym=local_pseudonym(owner_of(request)))
    return identity


def local_pseudonym(owner: str) -> str:
    """Return the pseudonym of a browser where there are no accounts."""
    return f"local-{hashlib.sha256(owner.encode()).hexdigest()[:12]}"


class People:
    """Signs people in and out. Its methods block; call them from worker threads."""

    def __init__(
        self,
        store: PeopleStore,
        *,
        secret: bytes,
        round_of: Callable[[str], Round],
        attempts: Attempts | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.store = store
        self._secret = secret
        self.round_of = round_of
        self._attempts = attempts or Attempts()
        self._agreed: set[tuple[str, str, str]] = set()  # an agreement is never taken back
        self._clock = clock
        self._closed = False  # the last admin cannot go, so what has once been closed never opens again
        self._open_until = clock()  # after that, look again

    @property
    def mode(self) -> Mode:
        """Whether accounts are needed, by a look into the store while they are not."""
        if not self._closed:
            began = self._clock()
            self._closed = self.store.has_admin()
            self._open_until = began + BELIEVED_OPEN
        return "accounts" if self._closed else "open"

    def identify(self, tokens: Iterable[str]) -> Identity | None:
        """Return who holds the first good token; None for nobody. In open mode it is always somebody.

        To spare most requests a look into the store, an admin made by the command line closes a running server within
        a second, and at once when somebody signs in.
        """
        if (not self._closed and self._clock() < self._open_until) or self.mode == "open":
            return Identity("open", None, "local", "admin")
        for token in tokens:
            if signed := self.store.session(hash_of(token)):
                return _identity(signed.person, signed.errand)
        return None

    # -- sign in and out

    def sign_in(self, name: str, password: str, *, address: str, old: str | None = None) -> Ticket:
        """Begin a session, in place of the old one of this browser. Raises NotAllowed and TooManyTries."""
        self._need_accounts()
        keys = (f"name {hash_of(name_key(name))}", address_key(address))
        if wait := self._attempts.begin(*keys):
            raise TooManyTries(wait)
        login = self.store.login(name)
        if not is_password(password, login.password if login else None) or login is None:
            raise NotAllowed(WRONG)
        self._attempts.forgive(*keys)
        return self._begin(login.person, old=old, password=login.password)

    def sign_out(self, tokens: Iterable[str]) -> None:
        """End the sessions of these tokens; whoever kept a copy of one has nothing."""
        for token in tokens:
            self.store.end_session(hash_of(token))

    # -- invites and platforms

    def invited(self, token: str) -> Invite:
        """Return the invite of a link. Raises NotFound."""
        self._need_accounts()
        return self.store.open_invite(hash_of(token), "join")

    def join(self, token: str, name: str, password: str, *, old: str | None = None) -> Ticket:
        """Make an account by an invite link and sign in. Raises NotFound, BadSetting."""
        invite = self.invited(token)
        newcomer = Newcomer(name=name, password=hash_password(password), entry="invite")
        person = self.store.accept(hash_of(token), "join", newcomer)
        self._agree(person.pseudonym, invite.round_id)
        return self._begin(person, old=old)

    def join_again(self, token: str, identity: Identity) -> None:
        """Admit somebody who has signed in to the round of an invite link. Raises NotFound."""
        invite = self.invited(token)
        self.store.accept_again(hash_of(token), identity.pseudonym)
        self._agree(identity.pseudonym, invite.round_id)

    def round_of_code(self, code: str, round_id: str) -> Round:
        """Return the round that a platform's link is for. Raises NotFound unless the code is an invite to that round.

        A code that is used up still lets those in who came before.
        """
        self._need_accounts()
        invite = self.store.open_invite(hash_of(code), "start")
        if invite.round_id != round_id:
            raise NotFound("This link is not complete. Open the study again from where you found it.")
        return self.round_of(round_id)

    def start(self, code: str, worker: Worker, *, old: str | None = None) -> Ticket:
        """Let in a worker whom a platform sent, who has agreed to the round's text. Raises NotFound."""
        self.round_of_code(code, worker.errand.round_id)
        if worker.is_preview:
            raise NotAllowed("Accept the task first; this is a preview of it.")
        newcomer = Newcomer(worker=worker_hash(self._secret, worker.platform, worker.worker_id), entry=worker.platform)
        person = self.store.accept(hash_of(code), "start", newcomer)
        self._agree(person.pseudonym, worker.errand.round_id)
        return self._begin(person, old=old, errand=worker.errand)

    # -- consent

    def round(self, round_id: str, identity: Identity) -> Round:
        """Return a round that somebody may judge in. Raises NotFound."""
        if not identity.may_enter(round_id):
            raise NotFound(f"There is no round {round_id[:64]!r} for you.")
        return self.round_of(round_id)

    def needs_consent(self, identity: Identity, entered: Round) -> bool:
        """Say whether somebody must agree to a round's text before the first screen.

        Without accounts nobody must: the person at the keyboard is the one who wrote it.
        """
        text = entered.settings.consent
        if not text or identity.mode == "open":
            return False
        agreement = (identity.pseudonym, entered.id, text_version(text))
        if agreement not in self._agreed and self.store.has_agreed(*agreement):
            self._agreed.add(agreement)
        return agreement not in self._agreed

    def agree(self, identity: Identity, round_id: str, version: str) -> None:
        """Keep that somebody agreed to a round's text. Raises NotAllowed when it has changed since it was shown."""
        if version != text_version(self.round(round_id, identity).settings.consent):
            raise NotAllowed("The text was changed meanwhile. Read it again.")
        self._agree(identity.pseudonym, round_id)

    def check_entry(self, identity: Identity, round_id: str) -> Round:
        """Return a round that somebody may be shown screens of now. Raises NotFound, NotAllowed before consent."""
        entered = self.round(round_id, identity)
        if self.needs_consent(identity, entered):
            raise NotAllowed("Read and accept first what taking part in this round means: open /consent.")
        return entered

    # -- how it is done

    def _need_accounts(self) -> None:
        if self.mode == "open":
            raise NotFound(
                "This server has no accounts. `deixis annotate users add NAME --role admin` makes the first."
            )

    def _begin(
        self, person: Person, *, old: str | None, password: str | None = None, errand: Errand | None = None
    ) -> Ticket:
        token = new_token()
        before = hash_of(old) if old else None
        self.store.begin_session(
            person.id, hash_of(token), lasts=LIFETIME, instead_of=before, password=password, errand=errand
        )
        return Ticket(token, person)

    def _agree(self, pseudonym: str, round_id: str | None) -> None:
        text = self.round_of(round_id).settings.consent if round_id else ""
        if round_id and text:
            self.store.agree(pseudonym, round_id, text_version(text), text=text)


def text_version(text: str) -> str:
    """Return the version of a text: a short hash of it."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _identity(person: Person, errand: Errand) -> Identity:
    return Identity(
        "accounts",
        person.id,
        person.pseudonym,
        person.role,
        person.name or person.pseudonym,
        person.excluded,
        person.rounds,
        errand,
    )
