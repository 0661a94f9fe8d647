"""The process of a retraining that the Admin page began (app/critic_jobs.py): python -m app.critic_job < settings.json

It gets the settings of the server by its input, for they may hold a password. What is asked for and what it tells lies
in its folder, so it needs nobody to listen, and goes on when the server ends.
"""

import contextlib
import logging
import os
import sys

from app.critic_job_folder import Ended, JobFolder, Now
from app.critic_jobs import folder_of
from app.report_process import GIVES_WAY
from app.retraining import retrain
from app.settings import Settings
from db.store import utc_now
from models.errors import DeixisError
from training.critics.order import At, Following

log = logging.getLogger(__name__)


class StopAsked(Exception):
    """Somebody wants it to stop, and there is nothing to be kept yet."""


def work(job: JobFolder, settings: Settings) -> Ended:
    """Retrain as the folder says, and return how it ended."""
    asked = job.asked()
    if asked is None:
        raise AssertionError(f"nothing is asked for in {job.path}")
    try:
        made = retrain(asked, settings, following(job))
    except StopAsked:
        made = None
    except DeixisError as error:
        return Ended(how="failed", sentence=str(error), at=utc_now())
    except Exception:
        log.exception("retraining failed")
        return Ended(
            how="failed", sentence="Something went wrong that nobody expected; the log says what.", at=utc_now()
        )
    if made is None:
        return Ended(how="stopped", at=utc_now())
    return Ended(how="done", sentence=made.report.compared.verdict, at=utc_now())


def following(job: JobFolder) -> Following:
    """Tell the folder where a retraining is, and look there whether it is to stop."""

    def say(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
        if not line.startswith("{"):  # its settings are for the log alone
            job.tell(Now(doing=f"{line[:1].upper()}{line[1:]}"))
        stop_if_asked()

    def looked(count: int) -> None:
        job.tell(Now(doing=f"Looking at the pictures, {count} so far"))
        stop_if_asked()

    def at(where: At) -> None:
        left = (where.steps - where.step) * where.seconds / where.step
        told = Now(doing="Training", step=where.step, steps=where.steps, seconds_left=left, figures=dict(where.figures))
        job.tell(told)
        figures = ", ".join(f"{name} {value:.3f}" for name, value in where.figures.items())
        sys.stdout.write(f"step {where.step} of {where.steps}: {figures}\n")
        sys.stdout.flush()

    def stop_if_asked() -> None:
        if job.is_to_stop():
            raise StopAsked

    return Following(say=say, looked=looked, at=at, should_stop=job.is_to_stop)


def main() -> None:
    """Do the work of this process."""
    settings = Settings.model_validate_json(sys.stdin.read())
    logging.basicConfig(stream=sys.stdout)
    with contextlib.suppress(AttributeError):  # Windows knows no nice
        os.nice(GIVES_WAY)
    job = JobFolder(folder_of(settings))
    job.end(work(job, settings))


if __name__ == "__main__":
    main()
