"""A process that speaks as `models/lavis/worker.py` does, with no model behind it: `python lavis_worker.py LOG`.

The model is fake/KIND, and does what its kind is named for: says, matches or tells. It also obeys the last
word of what it is asked: die, fail, wait (until it is stopped), hang (whatever it is told). LOG gets every request.
"""

import json
import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from models.lavis.worker import Refused, Served, StopSign, serve

DOES = {"says": ("say",), "matches": ("match",), "tells": ("say", "likelihood")}
LOG = Path(sys.argv[1])
SIDE = 32


def load(request: Mapping[str, Any], sign: StopSign) -> Served:
    print("a library that talks while it loads")
    note(request)
    kind = request["model"].partition("/")[2] or "matches"
    if kind not in DOES:
        raise Refused(f"LAVIS has no fake/{kind}; it has fake/says.")
    models = {"say": say, "match": score, "likelihood": score}

    def asked(do: Any) -> Any:
        def it(request: Mapping[str, Any]) -> Mapping[str, Any]:
            print("and while it works")
            note(request)
            obey(request.get("prompt", "").removesuffix(" Answer:").rpartition(" ")[2], sign)
            return do(request)

        return it

    about = {"model": f"fake/{kind}", "side": SIDE, "device": "cpu"}
    return Served(about, {name: asked(models[name]) for name in DOES[kind]})


def note(request: Mapping[str, Any]) -> None:
    with LOG.open("a", encoding="utf-8") as log:
        log.write(json.dumps(request) + "\n")


def obey(word: str, sign: StopSign) -> None:
    if word == "die":
        sys.stderr.write("first\nTerribleError: the weights are on fire\n")
        sys.stderr.flush()
        os._exit(3)
    if word == "fail":
        raise ValueError("the words are too strange\nand more")
    while word in ("wait", "hang"):
        threading.Event().wait(0.01)
        if word == "wait":
            sign.look()


def say(request: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"text": "[0] lies there." if "How can you tell" in request["prompt"] else "[0] fell"}


def score(request: Mapping[str, Any]) -> Mapping[str, Any]:
    """The longer the better; a text of "nothing" has no score."""
    return {"scores": [float("nan") if "nothing" in text else len(text) / 10 for text in request["texts"]]}


if __name__ == "__main__":
    serve(load)
