"""The part of the store that knows people: accounts, invites, sessions and consent; records in, records out.

    store.people.add(Newcomer(name="Ada", password=..., role="admin"), actor="command line")

Secrets come here as hashes only. Every change leaves a row in the audit that names people by their pseudonyms.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.orm import Session

from db import invites, person_rows
from db.audit import note
from db.people_tables import ConsentRow, ConsentTextRow, InviteRow, PersonRow, SessionRow
from models.errors import NotAllowed
from models.people import Consent, Errand, Invite, Login, Newcomer, Person, Purpose, Signed

Transaction = Callable[[], AbstractContextManager[Session]]

_AN_ADMIN = select(exists().where(PersonRow.role == "admin", PersonRow.erased_at.is_(None)))


class PeopleStore:
    """Remembers people. It shares the transactions and the clock of the store that it is part of.

    `forgetting` takes from the database's files what is left in them of rows that are no more.
    """

    def __init__(
        self,
        *,
        reading: Transaction,
        writing: Transaction,
        forgetting: Callable[[], object],
        clock: Callable[[], datetime],
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._forgetting = forgetting
        self._clock = clock

    # -- people

    def has_admin(self) -> bool:
        """Say whether accounts are needed: they are as soon as there is an admin."""
        with self._reading() as session:
            return bool(session.execute(_AN_ADMIN).scalar_one())

    def add(self, newcomer: Newcomer, *, actor: str) -> Person:
        """Make a person who may judge in every round. Raises BadSetting when the name is taken."""
        with self._writing() as session:
            row = person_rows.add(session, newcomer, rounds=None, now=self._clock())
            self._note(session, actor, "person added", person=row.pseudonym, role=row.role, entry=row.entry)
            return person_rows.person(row)

    def everybody(self) -> tuple[Person, ...]:
        """Return all people, erased ones included, oldest first."""
        with self._reading() as session:
            rows = session.scalars(select(PersonRow).order_by(PersonRow.created_at, PersonRow.id))
            return tuple(person_rows.person(row) for row in rows)

    def find(self, who: str) -> Person:
        """Return the person of that pseudonym or name. Raises NotFound."""
        with self._reading() as session:
            return person_rows.person(person_rows.find(session, who))

    def worker(self, worker: str) -> Person | None:
        """Return the person whose worker id hashes to this."""
        with self._reading() as session:
            row = person_rows.of_worker(session, worker)
            return person_rows.person(row) if row else None

    def login(self, name: str) -> Login | None:
        """Return who signs in under a name and what their password must hash to."""
        with self._reading() as session:
            row = person_rows.named(session, name)
            return Login(person_rows.person(row), row.password) if row and row.password else None

    def set_password(self, who: str, password: str, *, actor: str) -> Person:
        """Replace the hash of somebody's password and sign them out everywhere. Raises NotFound."""
        with self._writing() as session:
            row = person_rows.find(session, who, hold=True)
            if row.name is None:
                raise NotAllowed(f"{row.pseudonym} has no name to sign in with, so a password would be of no use.")
            row.password = password
            session.execute(delete(SessionRow).where(SessionRow.person_id == row.id))
            self._note(session, actor, "password changed", person=row.pseudonym)
            return person_rows.person(row)

    def exclude(self, who: str, excluded: bool, *, actor: str) -> Person:
        """Show an annotator nothing more, or again. Raises NotFound, and NotAllowed for an admin."""
        with self._writing() as session:
            row = person_rows.find(session, who, hold=True)
            if row.role == "admin":
                raise NotAllowed(f"{row.pseudonym} is an admin; only annotators can be excluded.")
            row.excluded = excluded
            self._note(session, actor, "person excluded" if excluded else "person readmitted", person=row.pseudonym)
            return person_rows.person(row)

    def erase(self, who: str, *, actor: str) -> Person:
        """Remove name, password, worker id and sessions; what was judged stays under the pseudonym.

        Raises NotFound, and NotAllowed for the last admin, without whom the server would be open to everybody.
        """
        with self._writing() as session:
            admins = person_rows.hold_admins(session)
            row = person_rows.find(session, who, hold=True)
            if admins == [row.id]:
                raise NotAllowed(f"{row.pseudonym} is the only admin. Add another admin before you erase this one.")
            row.name = row.name_key = row.password = row.worker = None
            row.erased_at = self._clock()
            session.execute(delete(SessionRow).where(SessionRow.person_id == row.id))
            self._note(session, actor, "person erased", person=row.pseudonym)
            erased = person_rows.person(row)
        self._forgetting()
        return erased

    # -- sessions

    def begin_session(
        self,
        person_id: str,
        token_hash: str,
        *,
        lasts: timedelta,
        instead_of: str | None = None,
        password: str | None = None,
        errand: Errand | None = None,
    ) -> Signed:
        """Sign a person in; the session `instead_of` ends. Raises NotAllowed when they cannot sign in any more.

        `password` is the hash that was checked; it must still be the person's.
        """
        errand = errand or Errand()
        with self._writing() as session:
            now = self._clock()
            row = session.get(PersonRow, person_id, with_for_update=True)
            if row is None or row.erased_at is not None or (password is not None and row.password != password):
                raise NotAllowed("This account was changed while you signed in. Try again.")
            session.execute(delete(SessionRow).where(SessionRow.expires_at <= now))
            if instead_of is not None:
                session.execute(delete(SessionRow).where(SessionRow.token_hash == instead_of))
            values = {"person_id": person_id, "errand": errand.model_dump(), "created_at": now}
            session.execute(insert(SessionRow).values(token_hash=token_hash, expires_at=now + lasts, **values))
            self._note(session, row.pseudonym, "signed in")
            return Signed(person_rows.person(row), errand)

    def session(self, token_hash: str) -> Signed | None:
        """Return who is signed in under a token; None when nobody is, or not any more."""
        with self._reading() as session:
            query = (
                select(PersonRow, SessionRow.errand)
                .join(SessionRow, SessionRow.person_id == PersonRow.id)
                .where(
                    SessionRow.token_hash == token_hash,
                    SessionRow.expires_at > self._clock(),
                    PersonRow.erased_at.is_(None),
                )
            )
            found = session.execute(query).one_or_none()
            return Signed(person_rows.person(found[0]), Errand.model_validate(found[1])) if found else None

    def end_session(self, token_hash: str) -> None:
        """Sign out. A token that is none changes nothing."""
        with self._writing() as session:
            row = session.get(SessionRow, token_hash, with_for_update=True)
            if row is not None:
                pseudonym = session.scalar(select(PersonRow.pseudonym).where(PersonRow.id == row.person_id))
                session.delete(row)
                self._note(session, str(pseudonym), "signed out")

    # -- invites

    def invite(
        self,
        token_hash: str,
        purpose: Purpose,
        *,
        round_id: str | None,
        uses: int,
        lasts: timedelta,
        text: str = "",
        actor: str,
    ) -> Invite:
        """Make a link that lets so many annotators in."""
        with self._writing() as session:
            now = self._clock()
            until = now + lasts
            row = invites.add(
                session, token_hash, purpose, round_id=round_id, uses=uses, until=until, text=text, now=now
            )
            self._note(session, actor, "invite made", invite=row.id, purpose=purpose, round=round_id, uses=uses)
            return invites.invite(row)

    def invites(self) -> tuple[Invite, ...]:
        """Return every invite, oldest first."""
        with self._reading() as session:
            rows = session.scalars(select(InviteRow).order_by(InviteRow.created_at, InviteRow.id))
            return tuple(map(invites.invite, rows))

    def revoke_invite(self, invite_id: str, *, actor: str) -> Invite:
        """Close a link for good. Raises NotFound."""
        with self._writing() as session:
            row = invites.row_of(session, invite_id)
            row.revoked_at = row.revoked_at or self._clock()
            self._note(session, actor, "invite revoked", invite=row.id)
            return invites.invite(row)

    def open_invite(self, token_hash: str, purpose: Purpose) -> Invite:
        """Return the invite of a link, one to "start" also when it is used up. Raises NotFound."""
        with self._reading() as session:
            return invites.invite(invites.usable(session, token_hash, purpose, now=self._clock()))

    def accept(self, token_hash: str, purpose: Purpose, newcomer: Newcomer) -> Person:
        """Let a newcomer in by a link, as an annotator; a worker who came before takes no further use of it.

        Raises NotFound when the link cannot be used, BadSetting when the name is taken.
        """
        with self._writing() as session:
            now = self._clock()
            row = invites.usable(session, token_hash, purpose, now=now, hold=True)
            there = person_rows.of_worker(session, newcomer.worker) if newcomer.worker else None
            if there is not None:
                return self._admit(session, there, row)
            invites.take_one(row)
            rounds = None if row.round_id is None else [row.round_id]
            made = person_rows.add(session, newcomer.model_copy(update={"role": "annotator"}), rounds=rounds, now=now)
            self._note(session, made.pseudonym, "came in", invite=row.id, round=row.round_id, entry=made.entry)
            return person_rows.person(made)

    def accept_again(self, token_hash: str, pseudonym: str) -> Person:
        """Admit somebody who has an account to the round of a link. Raises NotFound when the link cannot be used."""
        with self._writing() as session:
            row = invites.usable(session, token_hash, "join", now=self._clock(), hold=True)
            there = person_rows.find(session, pseudonym, hold=True)
            if not _may_enter(there, row.round_id):
                invites.take_one(row)
            return self._admit(session, there, row)

    def _admit(self, session: Session, person: PersonRow, invite: InviteRow) -> Person:
        if not _may_enter(person, invite.round_id):
            person.rounds = None if invite.round_id is None else [*(person.rounds or ()), invite.round_id]
            self._note(session, person.pseudonym, "admitted", invite=invite.id, round=invite.round_id)
        return person_rows.person(person)

    # -- consent

    def agree(self, annotator: str, round_id: str, version: str, *, text: str) -> None:
        """Keep that an annotator agreed to a text, and the text itself. Agreeing twice changes nothing."""
        with self._writing() as session:
            if session.get(ConsentRow, (annotator, round_id, version)) is not None:
                return
            session.merge(ConsentTextRow(version=version, text=text))
            session.flush()
            agreed = {"annotator": annotator, "round_id": round_id, "version": version, "agreed_at": self._clock()}
            session.execute(insert(ConsentRow).values(agreed))
            self._note(session, annotator, "agreed", round=round_id, version=version)

    def has_agreed(self, annotator: str, round_id: str, version: str) -> bool:
        """Say whether an annotator agreed to this version of a round's text."""
        with self._reading() as session:
            return session.get(ConsentRow, (annotator, round_id, version)) is not None

    def consents(self, round_id: str) -> tuple[Consent, ...]:
        """Return who agreed to what in a round, in the order of agreeing."""
        with self._reading() as session:
            rows = session.scalars(
                select(ConsentRow).where(ConsentRow.round_id == round_id).order_by(ConsentRow.agreed_at)
            )
            return tuple(
                Consent(annotator=row.annotator, round_id=row.round_id, version=row.version, agreed_at=row.agreed_at)
                for row in rows
            )

    def _note(self, session: Session, actor: str, what: str, **detail: Any) -> None:
        note(session, at=self._clock(), actor=actor, what=what, detail=detail)


def _may_enter(person: PersonRow, round_id: str | None) -> bool:
    return person.rounds is None or round_id in person.rounds
