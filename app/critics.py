"""The critics of a data folder: those that were made of its labels, and which of all is in use.

The one in use scores a corpus where neither the command nor the run names another, and orders what is rated where
several could. What is in use is said by a file beside the critics; who chose it stands in the audit.
"""

from datetime import datetime
from pathlib import Path

from db.store import Store, utc_now
from models.critic_folders import find_own, own_critics
from models.errors import BadSetting, StoreProblem
from models.records import Record
from models.registry import CRITICS, kind_of
from models.whole_file import write_whole
from training.critics.report import CriticReport, read_report

SHIPPED = "embedded:critic"  # in use until another one is chosen; its scores are called so
IN_USE = "in-use.json"


class InUse(Record):
    """The critic in use, and who chose it when; nobody did as long as it is the one that ships."""

    critic: str = SHIPPED
    actor: str = ""
    at: datetime | None = None


class OwnCritic(Record):
    """A critic that was made here, with what was measured of it, if that is known, and what this comes to in a
    sentence."""

    critic: str
    report: CriticReport | None
    verdict: str = ""


def in_use(home: Path) -> InUse:
    """Return which critic is in use, by the folder of the critics. Raises StoreProblem for a damaged file."""
    path = home / IN_USE
    try:
        return InUse.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return InUse()
    except (OSError, ValueError):
        raise StoreProblem(f"{path} does not tell which critic is in use; delete it, then choose one again.") from None


def chosen_critic(home: Path) -> str:
    """Return the critic that was chosen, "" where nobody did."""
    found = in_use(home)
    return found.critic if found.at else ""


def use(critic: str, home: Path, store: Store, *, actor: str) -> InUse:
    """Put a critic in use, and note in the audit who did. Raises ModelUnavailable for one that there is not, and
    BadSetting for one that lies outside of the data folder."""
    kind_of(critic, CRITICS)
    kind, _, name = critic.partition(":")
    if kind == "folder":
        raise BadSetting(f"{critic} lies outside of the data folder; one that is in use must be own:NAME or embedded.")
    if kind == "own":
        find_own(name, home)
    critic = critic if name else SHIPPED
    chosen = InUse(critic=critic, actor=actor, at=utc_now())
    store.note("critic put in use", actor=actor, critic=critic, before=in_use(home).critic)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(home / IN_USE, f"{chosen.model_dump_json(indent=1)}\n".encode())
    return chosen


def own(home: Path) -> tuple[OwnCritic, ...]:
    """Return the critics that were made here, the newest first."""
    folders = sorted((home / name for name in own_critics(home)), key=lambda each: each.stat().st_mtime, reverse=True)
    return tuple(_own(folder) for folder in folders)


def _own(folder: Path) -> OwnCritic:
    report = read_report(folder)
    verdict = report.compared.verdict if report else ""
    return OwnCritic(critic=f"own:{folder.name}", report=report, verdict=verdict)
