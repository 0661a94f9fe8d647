"""The same calls by distilabel, whose processes are all counted: what one more call costs it.

    python3 -m venv ELSEWHERE && ELSEWHERE/bin/pip install 'distilabel[openai]' requests
    make bench-calls DISTILABEL=ELSEWHERE/bin/python

Its pipeline is the shortest that its documentation has: prompts, a task that writes a text for each, nothing parsed. It
is run twice and the shorter run is taken from the longer, so that neither its imports nor its beginning count.
"""

import contextlib
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

ABSENT = "no Python that has distilabel was named"
BATCH = 64
PIPELINE = """
import sys
from distilabel.models import OpenAILLM
from distilabel.pipeline import Pipeline
from distilabel.steps import LoadDataFromDicts
from distilabel.steps.tasks import TextGeneration

if __name__ == "__main__":
    url, words, calls, batch = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    with Pipeline() as pipeline:
        model = OpenAILLM(model="fake", base_url=url, api_key="none", generation_kwargs={"max_new_tokens": 512})
        prompts = LoadDataFromDicts(data=[{"instruction": f"{n} {words}"} for n in range(calls)], batch_size=batch)
        prompts >> TextGeneration(llm=model, input_batch_size=batch)
    rows = pipeline.run(use_cache=False)["default"]["train"]
    assert len(rows) == calls and all(rows["generation"]), "distilabel lost some"
"""


def has_distilabel(python: Path) -> bool:
    """Say whether a Python can be run and has the package."""
    words = [str(python.absolute()), "-c", "import distilabel.pipeline"]
    with contextlib.suppress(OSError):
        return subprocess.run(words, capture_output=True, check=False, cwd=tempfile.gettempdir()).returncode == 0
    return False


def measure(python: Path, url: str, words: str, calls: int) -> dict[str, Any]:
    """Return how many calls distilabel makes in a second of processor time, and the seconds it takes before them."""
    with tempfile.TemporaryDirectory() as home:
        program = Path(home) / "pipeline.py"
        program.write_text(PIPELINE, "utf-8")
        short, long = (_cpu_of(python, program, url, words, count) for count in (calls, 2 * calls))
    return {
        "calls": calls,
        "per_cpu_second": round(calls / (long - short), 1),
        "cpu_seconds_before": round(2 * short - long, 1),
    }


def _cpu_of(python: Path, program: Path, url: str, words: str, calls: int) -> float:
    command = [str(python.absolute()), str(program), url, words, str(calls), str(BATCH)]
    # What it caches, logs and fetches belongs to this run alone, and nothing is fetched.
    own = {"HOME": str(program.parent), "HF_HUB_OFFLINE": "1"}
    with (
        (program.parent / "log").open("wb") as log,
        subprocess.Popen(command, cwd=program.parent, env=os.environ | own, stdout=log, stderr=log) as process,
    ):
        _, status, used = os.wait4(process.pid, 0)  # of its own children as well, which it waited for
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = (program.parent / "log").read_text("utf-8", "replace")[-800:]
        raise RuntimeError(f"distilabel ended with exit code {process.returncode}: {said}")
    return used.ru_utime + used.ru_stime
