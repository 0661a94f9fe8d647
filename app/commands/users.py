"""`deixis annotate users`: who may come in. The only way to the first admin, since whoever types here has the machine.

Passwords are typed or read from standard input; command lines are readable by others.
"""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

import typer

from app.commands.annotate_place import ACTOR, Place, find_round, opened, say
from app.commands.db import AsJson, Database, DataDir
from models.errors import BadSetting, NotFound
from models.people import Invite, Newcomer, Person, PersonRole

HERE = "http://127.0.0.1:7860"
# What Prolific writes its own values over.
PROLIFIC = "PROLIFIC_PID={{%PROLIFIC_PID%}}&STUDY_ID={{%STUDY_ID%}}&SESSION_ID={{%SESSION_ID%}}"

users_commands = typer.Typer(no_args_is_help=True, help="Say who may come in, and who may not any more.")

Who = Annotated[str, typer.Argument(help="A pseudonym such as A-3f9c2e, or a name.")]
PasswordStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input instead of asking for it.")
]


@users_commands.command()
def add(
    name: Annotated[str, typer.Argument(help="The name to sign in with.")],
    role: Annotated[PersonRole, typer.Option(help="What they may do.")] = "annotator",
    password_stdin: PasswordStdin = False,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Make an account. The first admin closes the server, within a second, to everybody who has none."""
    with opened(db, data_dir, as_json=as_json) as place:
        from app.passwords import hash_password

        kept = hash_password(_typed_password(password_stdin))
        person = place.store.people.add(Newcomer(name=name, password=kept, role=role), actor=ACTOR)
        say(
            _shown(person),
            f"{name} can sign in as {person.role} and is {person.pseudonym} in all exports.",
            as_json=as_json,
        )


@users_commands.command()
def password(
    who: Who,
    password_stdin: PasswordStdin = False,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Give somebody another password, and sign them out everywhere."""
    with opened(db, data_dir, as_json=as_json) as place:
        from app.passwords import hash_password

        kept = hash_password(_typed_password(password_stdin))
        person = place.store.people.set_password(who, kept, actor=ACTOR)
        say(_shown(person), f"{person.pseudonym} has another password and must sign in again.", as_json=as_json)


@users_commands.command()
def invite(
    uses: Annotated[
        int | None,
        typer.Option(min=1, max=100_000, help="How many people it lets in: one unless said; needed with --platform."),
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=365, help="How long it holds.")] = 14,
    round_name: Annotated[
        str | None, typer.Option("--round", help="The only round it admits to, by id or name.")
    ] = None,
    platform: Annotated[
        Literal["prolific", "mturk"] | None, typer.Option(help="Make the address of a study there; needs --round.")
    ] = None,
    note: Annotated[str, typer.Option(help="Whom it is for; only `list` shows it.")] = "",
    url: Annotated[str, typer.Option(help="How people reach this server.")] = HERE,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Make a link that lets annotators in. It is shown once: what is kept of it is a hash."""
    with opened(db, data_dir, as_json=as_json) as place:
        from app.session_cookie import hash_of, new_token

        if platform and not round_name:
            raise BadSetting("The address of a study needs the round it is for: --round ID.")
        if platform and uses is None:
            raise BadSetting(
                "The address of a study lets in only so many people; say how many by --uses, a few more than the study "
                "has places, for those who leave it."
            )
        only = find_round(place.store, round_name).id if round_name else None
        token = new_token()
        made = place.store.people.invite(
            hash_of(token), "start" if platform else "join",
            round_id=only, uses=uses or 1, lasts=timedelta(days=days), text=note, actor=ACTOR,
        )  # fmt: skip
        link = f"{url.rstrip('/')}/{_address(token, platform, only)}"
        say(
            {**_shown(made), "link": link},
            f"{link}\n(invite {made.id}, {_people(made.uses_left)} until {made.expires_at:%Y-%m-%d})",
            as_json=as_json,
        )


@users_commands.command(name="list")
def list_all(db: Database = None, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """List people and invites."""
    with opened(db, data_dir, as_json=as_json) as place:
        everybody, invites = place.store.people.everybody(), place.store.people.invites()
        lines = [*map(_person_line, everybody), *map(_invite_line, invites)]
        found = {"people": [_shown(each) for each in everybody], "invites": [_shown(each) for each in invites]}
        say(found, "\n".join(lines) or "Nobody yet.", as_json=as_json)


@users_commands.command()
def revoke(
    invite_id: Annotated[str, typer.Argument(metavar="INVITE", help="The invite's id, from `list`.")],
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Withdraw an invite. Those who came in by it stay."""
    with opened(db, data_dir, as_json=as_json) as place:
        revoked = place.store.people.revoke_invite(invite_id, actor=ACTOR)
        say(_shown(revoked), f"Invite {revoked.id} lets nobody in any more.", as_json=as_json)


@users_commands.command()
def exclude(
    who: Who,
    undo: Annotated[bool, typer.Option("--undo", help="Show them screens again.")] = False,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Show an annotator no more screens, as if all were done. Nothing says that they were excluded."""
    with opened(db, data_dir, as_json=as_json) as place:
        person = place.store.people.exclude(who, not undo, actor=ACTOR)
        say(
            _shown(person),
            f"{person.pseudonym} is shown {'screens again' if undo else 'nothing more'}.",
            as_json=as_json,
        )


@users_commands.command()
def erase(
    who: Annotated[str | None, typer.Argument(help="A pseudonym such as A-3f9c2e, or a name.")] = None,
    worker: Annotated[
        str | None, typer.Option(help="Find them by worker id instead, as prolific:ID or mturk:ID.")
    ] = None,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Remove name, password and worker id for good. What was judged stays, under the pseudonym."""
    with opened(db, data_dir, as_json=as_json) as place:
        if (who is None) == (worker is None):
            raise BadSetting("Say who is to be erased: a pseudonym, a name, or --worker.")
        erased = place.store.people.erase(who or _pseudonym_of(place, str(worker), data_dir), actor=ACTOR)
        say(
            _shown(erased),
            f"Nothing but the pseudonym {erased.pseudonym} is left, and what it judged.",
            as_json=as_json,
        )


def _typed_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)


def _address(token: str, platform: str | None, round_id: str | None) -> str:
    if platform is None:
        return f"join/{token}"
    start = f"start?round={round_id}&code={token}"
    return f"{start}&{PROLIFIC}" if platform == "prolific" else start


def _pseudonym_of(place: Place, worker: str, data_dir: Path | None) -> str:
    from app.crowd import worker_hash
    from app.data_folder import cookie_secret
    from app.settings import read_settings

    platform, _, worker_id = worker.partition(":")
    if platform not in ("prolific", "mturk") or not worker_id:
        raise BadSetting(f"--worker cannot be {worker!r}; write prolific:ID or mturk:ID.")
    secret = cookie_secret(read_settings(data_dir=data_dir).data_dir)
    found = place.store.people.worker(worker_hash(secret, platform, worker_id))
    if found is None:
        raise NotFound("Nobody with this worker id is known here.")
    return found.pseudonym


def _person_line(person: Person) -> str:
    remarks = [person.name or "-", person.role, person.entry]
    if person.rounds is not None:
        remarks.append(f"rounds {', '.join(person.rounds)}")
    if person.excluded:
        remarks.append("excluded")
    if person.erased_at:
        remarks.append(f"erased {person.erased_at:%Y-%m-%d}")
    return f"{person.pseudonym}  {'  '.join(remarks)}"


def _people(count: int) -> str:
    return "for 1 person" if count == 1 else f"for {count} people"


def _invite_line(invite: Invite) -> str:
    what = "revoked" if invite.revoked_at else f"{invite.uses_left} left until {invite.expires_at:%Y-%m-%d}"
    return f"invite {invite.id}  to {invite.purpose} {invite.round_id or 'all rounds'}  {what}  {invite.note}".rstrip()


def _shown(record: Person | Invite) -> dict[str, object]:
    return record.model_dump(mode="json", exclude={"id"} if isinstance(record, Person) else None)
