"""People in the store: what they may do, what is left of them, and what the audit says."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from db.store import Store, open_store
from models.errors import BadSetting, DeixisError, NotAllowed, NotFound
from models.judging import Round
from models.people import Errand, Newcomer, Person, PersonRole
from tests.db.examples import NOON

DAY = timedelta(days=1)


def add(store: Store, name: str = "Ada", role: PersonRole = "annotator") -> Person:
    return store.people.add(Newcomer(name=name, password="kept", role=role), actor="a test")


def begin_round(store: Store, round_id: str = "first") -> None:
    store.judging.start_round(Round(id=round_id, name=round_id, created_at=NOON), ())


def invite(store: Store, token: str = "token", *, round_id: str | None = None, uses: int = 1, days: int = 1) -> str:
    lasts = timedelta(days=days)
    return store.people.invite(token, "join", round_id=round_id, uses=uses, lasts=lasts, actor="a test").id


def audit(store: Store) -> list[tuple[str, str]]:
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT actor, what FROM audit ORDER BY id"))]


def test_the_first_admin_closes_the_house(store: Store) -> None:
    before = store.people.has_admin()
    add(store, "an annotator")
    between = store.people.has_admin()
    add(store, "an admin", "admin")

    assert (before, between, store.people.has_admin()) == (False, False, True)


@pytest.mark.parametrize(
    "name", ["ADA", "ada", "\uff21da", "a-3f9c2e", "local-1", "", " Ada", "A\nda", "x" * 65, "<b>"]
)
def test_a_name_that_is_taken_or_none_is_refused(store: Store, name: str) -> None:
    add(store)

    with pytest.raises(BadSetting):
        add(store, name)

    assert len(store.people.everybody()) == 1


def test_a_session_holds_until_it_ends_expires_or_its_person_goes(store: Store) -> None:
    ada, bob, eve = (add(store, name) for name in ("Ada", "Bob", "Eve"))
    errand = Errand(round_id="first", assignment="7")
    store.people.begin_session(ada.id, "ended", lasts=DAY)
    store.people.begin_session(bob.id, "erased", lasts=DAY)
    store.people.begin_session(eve.id, "password", lasts=DAY)
    store.people.begin_session(ada.id, "expired", lasts=timedelta(0))
    kept = store.people.begin_session(ada.id, "kept", lasts=DAY, errand=errand)

    store.people.end_session("ended")
    store.people.end_session("never was")
    store.people.erase("Bob", actor="a test")
    store.people.set_password("Eve", "another", actor="a test")

    assert store.people.session("kept") == kept
    assert (kept.person, kept.errand) == (ada, errand)
    assert [store.people.session(token) for token in ("ended", "erased", "password", "expired", "x")] == [None] * 5


def test_a_new_session_takes_the_place_of_the_old_one(store: Store) -> None:
    ada = add(store)
    store.people.begin_session(ada.id, "old", lasts=DAY)

    store.people.begin_session(ada.id, "new", lasts=DAY, instead_of="old")

    assert store.people.session("old") is None
    assert store.people.session("new") is not None


def test_nobody_signs_in_who_was_erased_or_got_another_password_meanwhile(store: Store) -> None:
    ada = add(store)
    store.people.set_password("Ada", "another", actor="a test")
    with pytest.raises(NotAllowed):
        store.people.begin_session(ada.id, "token", lasts=DAY, password="kept")
    store.people.erase("Ada", actor="a test")
    with pytest.raises(NotAllowed):
        store.people.begin_session(ada.id, "token", lasts=DAY)

    assert store.people.session("token") is None


def test_erasing_leaves_the_pseudonym_and_nothing_else(store: Store) -> None:
    ada = store.people.add(Newcomer(name="Ada Lovelace", password="kept", worker="hashed"), actor="a test")
    store.people.erase(ada.pseudonym, actor="a test")

    (left,) = store.people.everybody()
    assert (left.pseudonym, left.name, left.erased_at is not None) == (ada.pseudonym, None, True)
    assert store.people.login("Ada Lovelace") is None
    assert store.people.worker("hashed") is None
    with store.engine.connect() as connection:
        rows = [*connection.execute(text("SELECT * FROM people")), *connection.execute(text("SELECT * FROM audit"))]
    for secret in ("Lovelace", "lovelace", "kept", "hashed"):
        assert secret not in str(rows)
    assert add(store, "Ada Lovelace").pseudonym != ada.pseudonym


def test_no_file_of_the_database_holds_a_byte_of_who_was_erased(tmp_path: Path, new_database: Path) -> None:
    file = shutil.copy(new_database, tmp_path / "deixis.sqlite3")
    secrets = (b"Lovelace", b"lovelace", b"kept-hash", b"worker-hash")
    with open_store(file) as store:
        store.people.add(Newcomer(name="Ada Lovelace", password="kept-hash", worker="worker-hash"), actor="a test")
        before = b"".join(path.read_bytes() for path in tmp_path.iterdir())

        store.people.erase("Ada Lovelace", actor="a test")

        after = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [secret in before for secret in secrets] == [True] * 4
    assert [secret in after for secret in secrets] == [False] * 4


def test_one_admin_is_always_left_even_when_two_erase_each_other(store: Store) -> None:
    add(store, "one", "admin")
    add(store, "two", "admin")

    def erase(name: str) -> bool:
        try:
            store.people.erase(name, actor="a test")
        except NotAllowed:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        erased = list(threads.map(erase, ("one", "two")))

    assert sorted(erased) == [False, True]
    assert store.people.has_admin()


def test_an_annotator_is_excluded_and_readmitted_an_admin_is_not(store: Store) -> None:
    add(store)
    add(store, "Root", "admin")

    assert store.people.exclude("Ada", True, actor="Root").excluded
    assert not store.people.exclude("Ada", False, actor="Root").excluded
    with pytest.raises(NotAllowed, match="only annotators"):
        store.people.exclude("Root", True, actor="Root")


def test_an_invite_lets_in_so_many_and_no_more_at_once(store: Store) -> None:
    invite(store, uses=3)

    def come(number: int) -> bool:
        try:
            store.people.accept("token", "join", Newcomer(name=f"guest {number}", role="admin"))
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        came = list(threads.map(come, range(8)))

    assert sum(came) == 3
    assert [person.role for person in store.people.everybody()] == ["annotator"] * 3
    assert store.people.invites()[0].uses_left == 0


def revoked(store: Store) -> None:
    store.people.revoke_invite(invite(store), actor="a test")


def expired(store: Store) -> None:
    invite(store, days=0)


def of_another_purpose(store: Store) -> None:
    store.people.invite("token", "start", round_id=None, uses=1, lasts=DAY, actor="a test")


@pytest.mark.parametrize("make", [revoked, expired, of_another_purpose, lambda _store: None])
def test_a_link_that_does_not_hold_lets_nobody_in(store: Store, make: Callable[[Store], None]) -> None:
    ada = add(store)
    make(store)
    before = audit(store)

    for come in (
        lambda: store.people.open_invite("token", "join"),
        lambda: store.people.accept("token", "join", Newcomer(name="guest")),
        lambda: store.people.accept_again("token", ada.pseudonym),
    ):
        with pytest.raises(NotFound):
            come()

    assert (store.people.everybody(), audit(store)) == ((ada,), before)


def test_who_comes_by_a_rounds_link_may_judge_there_only_until_admitted_elsewhere(store: Store) -> None:
    begin_round(store, "first")
    begin_round(store, "second")
    invite(store, "one", round_id="first", uses=2)
    invite(store, "two", round_id="second")
    invite(store, "all")

    guest = store.people.accept("one", "join", Newcomer(name="guest"))
    again = store.people.accept_again("one", guest.pseudonym)
    both = store.people.accept_again("two", guest.pseudonym)
    everywhere = store.people.accept_again("all", guest.pseudonym)

    assert [person.rounds for person in (guest, again, both, everywhere)] == [
        ("first",),
        ("first",),
        ("first", "second"),
        None,
    ]
    assert [each.uses_left for each in store.people.invites()] == [1, 0, 0]


def test_a_worker_comes_back_as_the_same_person_even_when_the_code_is_used_up(store: Store) -> None:
    begin_round(store)
    store.people.invite("code", "start", round_id="first", uses=1, lasts=DAY, actor="a test")
    worker = Newcomer(worker="hashed", entry="prolific")

    first = store.people.accept("code", "start", worker)
    second = store.people.accept("code", "start", worker)
    with pytest.raises(NotFound):
        store.people.accept("code", "start", Newcomer(worker="another", entry="prolific"))

    assert second == first
    assert len(store.people.everybody()) == 1


def test_consent_is_kept_once_with_the_text_that_was_agreed_to(store: Store) -> None:
    begin_round(store)

    for version in ("v1", "v1", "v2"):
        store.people.agree("A-1", "first", version, text=f"text of {version}")

    assert [(each.annotator, each.version) for each in store.people.consents("first")] == [("A-1", "v1"), ("A-1", "v2")]
    assert store.people.has_agreed("A-1", "first", "v2")
    assert not store.people.has_agreed("A-2", "first", "v2")
    with store.engine.connect() as connection:
        texts = connection.execute(text("SELECT version, text FROM consent_texts ORDER BY version")).all()
    assert [tuple(row) for row in texts] == [("v1", "text of v1"), ("v2", "text of v2")]


def test_every_change_has_its_row_in_the_audit_under_pseudonyms(store: Store) -> None:
    begin_round(store)
    before = len(audit(store))
    ada = add(store)
    made = invite(store, "one", round_id="first")
    guest = store.people.accept("one", "join", Newcomer(name="guest"))
    store.people.begin_session(ada.id, "token", lasts=DAY)
    store.people.end_session("token")
    store.people.agree(guest.pseudonym, "first", "v1", text="text")
    store.people.revoke_invite(made, actor="Root")
    store.people.set_password("Ada", "another", actor="Root")
    store.people.exclude("Ada", True, actor="Root")
    store.people.erase("Ada", actor="Root")

    assert audit(store)[before:] == [
        ("a test", "person added"),
        ("a test", "invite made"),
        (guest.pseudonym, "came in"),
        (ada.pseudonym, "signed in"),
        (ada.pseudonym, "signed out"),
        (guest.pseudonym, "agreed"),
        ("Root", "invite revoked"),
        ("Root", "password changed"),
        ("Root", "person excluded"),
        ("Root", "person erased"),
    ]


def test_what_is_refused_leaves_no_row(store: Store) -> None:
    add(store, "Root", "admin")
    before = audit(store)

    for refused in (
        lambda: store.people.erase("Root", actor="x"),
        lambda: store.people.exclude("nobody", True, actor="x"),
        lambda: store.people.set_password("nobody", "x", actor="x"),
        lambda: store.people.revoke_invite("nothing", actor="x"),
        lambda: add(store, "root"),
    ):
        with pytest.raises(DeixisError):
            refused()

    assert audit(store) == before
