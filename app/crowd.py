"""Whom a platform for crowd work sends: what the addresses of Prolific and Mechanical Turk say.

Prolific fills in PROLIFIC_PID, STUDY_ID and SESSION_ID; Mechanical Turk adds workerId, assignmentId, hitId and
turkSubmitTo, and shows a preview without a worker. `round` and `code` are ours: the code is an invite to that round.
"""

import hashlib
import hmac
import re
from typing import Literal

from pydantic import ConfigDict, Field

from models.errors import BadSetting
from models.people import Errand
from models.records import Record

Platform = Literal["prolific", "mturk"]
NAMES: dict[Platform, str] = {"prolific": "Prolific", "mturk": "Mechanical Turk"}
PREVIEW = "ASSIGNMENT_ID_NOT_AVAILABLE"
WORKER = re.compile(r"[A-Za-z0-9_-]{1,100}")
# Where finished work is handed in. Nobody is sent anywhere else, whatever an address says.
SUBMIT_TO = ("https://www.mturk.com", "https://workersandbox.mturk.com")


class StartAddress(Record):
    """What stands in the address that a platform opens."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    round: str = Field(default="", max_length=64)
    code: str = Field(default="", max_length=200)
    prolific_pid: str = Field(default="", alias="PROLIFIC_PID", max_length=200)
    study_id: str = Field(default="", alias="STUDY_ID", max_length=200)
    session_id: str = Field(default="", alias="SESSION_ID", max_length=200)
    worker_id: str = Field(default="", alias="workerId", max_length=200)
    assignment_id: str = Field(default="", alias="assignmentId", max_length=200)
    hit_id: str = Field(default="", alias="hitId", max_length=200)
    turk_submit_to: str = Field(default="", alias="turkSubmitTo", max_length=200)

    @property
    def given(self) -> dict[str, str]:
        """What the address says, under the names it has there."""
        return {name: value for name, value in self.model_dump(by_alias=True).items() if value}


class Worker(Record):
    """Somebody whom a platform sends; a preview has nobody yet. The id goes no further than into a keyed hash."""

    platform: Platform
    worker_id: str = Field(repr=False)
    errand: Errand

    @property
    def is_preview(self) -> bool:
        return self.errand.assignment == PREVIEW


def worker_in(address: StartAddress) -> Worker:
    """Return whom an address names. Raises BadSetting when it is nobody, or somewhere else is to be paid."""
    platform: Platform = "prolific" if address.prolific_pid else "mturk"
    worker_id = address.prolific_pid or address.worker_id
    errand = Errand(round_id=address.round, submit_to=address.turk_submit_to.rstrip("/"))
    if platform == "mturk":
        errand = errand.model_copy(update={"assignment": address.assignment_id})
    worker = Worker(platform=platform, worker_id=worker_id, errand=errand)
    if not (WORKER.fullmatch(worker_id) or (worker.is_preview and not worker_id)):
        raise BadSetting("The platform did not say who you are. Open the study again from where you found it.")
    if errand.submit_to and errand.submit_to not in SUBMIT_TO:
        raise BadSetting(f'Work is not handed in at "{errand.submit_to[:80]}", but at {" or ".join(SUBMIT_TO)}.')
    return worker


def worker_hash(secret: bytes, platform: str, worker_id: str) -> str:
    """Return what is kept of a worker id: nobody without this server's secret can tell whether it is somebody's."""
    return hmac.new(secret, f"worker {platform} {worker_id}".encode(), hashlib.sha256).hexdigest()
