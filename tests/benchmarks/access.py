"""Break into a server with accounts: `python -m tests.benchmarks.access --size 1000`.

Outsiders, people whose session ended, annotators and foreign pages try everything the server can answer, Gradio's
routes included (tests/benchmarks/access_attempts.py); `--size` is the number of attempts. Before and after, the
whole database, the pictures on the disk and what the models were asked are compared. The last line is JSON; anything
let through or changed ends the run with exit code 1.
"""

import argparse
import itertools
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from app.session_cookie import SESSION
from tests.app.servers import state_of
from tests.benchmarks.access_attempts import Attempt, attempts
from tests.benchmarks.access_house import House, opened


def try_it(house: House, attempt: Attempt) -> str:
    """Return what went wrong, or nothing."""
    cookie = {"cookie": f"{SESSION}={attempt.token}"} if attempt.token else {}
    headers = {**cookie, **attempt.options.get("headers", {})}
    browser = house.server.browser(follow_redirects=False)
    reply = browser.request(attempt.method, attempt.path, **{**attempt.options, "headers": headers})
    if reply.status_code not in attempt.refusals:
        return f"{attempt} got {reply.status_code}: {reply.text[:120]}"
    if SESSION in reply.cookies:
        return f"{attempt} got a session"
    return ""


def works_for_its_people(house: House) -> list[str]:
    """Return what those cannot do who may: a server that refuses everything would pass everything else."""
    may = [
        (house.admin, "GET", "/api/conversations"),
        (house.admin, "GET", "/api/models"),
        (house.admin, "GET", "/config"),
        (house.admin, "GET", "/"),
        (house.victim, "GET", "/api/rate/rounds"),
        (house.victim, "GET", "/rate/"),
        (house.victim, "GET", "/rate/config"),
        (house.victim, "GET", f"/rate/pictures/{house.leased['image']['id']}"),
        (house.other, "GET", "/api/rate/guidelines/current"),
    ]
    browser = house.server.browser(follow_redirects=False)
    codes = [browser.request(method, path, headers={"cookie": f"{SESSION}={token}"}) for token, method, path in may]
    return [
        f"{method} {path} got {reply.status_code}"
        for (_, method, path), reply in zip(may, codes, strict=True)
        if reply.status_code != 200
    ]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1000, help="attempts")
    size = parser.parse_args(arguments).size
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "data") as house:
        faults = works_for_its_people(house)
        chosen = list(itertools.islice(itertools.cycle(attempts(house)), size))
        before = state_of(house.server)
        faults += [fault for attempt in chosen if (fault := try_it(house, attempt))]
        changed = int(state_of(house.server) != before)
        faults += works_for_its_people(house)
    kinds = Counter(attempt.kind.partition(" (")[0] for attempt in chosen)
    figures = {"attempts": len(chosen), "faults": len(faults), "state_changes": changed, "kinds": dict(kinds)}
    sys.stdout.write("".join(f"{fault}\n" for fault in faults) + json.dumps(figures) + "\n")
    return 1 if faults or changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
