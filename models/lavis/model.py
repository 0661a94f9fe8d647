"""A model that LAVIS itself computes, as a student, a scorer or a critic: `lavis:NAME`.

NAME is one of LAVIS's own, such as blip2_t5/pretrain_flant5xl, or a checkpoint: a file, or a folder with one. What
answers, matches or tells likelihoods is asked that alone; whatever else is wanted of it is refused in a sentence.
"""

import base64
import io
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image

from models.base import Answerer
from models.blip2.manner import FILE, Manner, read_manner
from models.blip2.telling import Placed, place, place_candidate, told
from models.blip2_prompts import ASK, ask_why
from models.choices import Nature
from models.choosing import check_choices
from models.errors import AnswerFailed, ModelUnavailable
from models.judging import Candidate
from models.lavis.client import PYTHON, Worker
from models.marks_lskd import LSKD_MARKS
from models.records import QAR, Answer, Question, Region, Setting
from models.references import renamed
from models.registry import ModelOptions
from models.squares import as_image, marked_square
from models.statements import CRITIC, STUDENT, TextSettings, written
from models.streaming import growing_answers

WORKER = Path(__file__).with_name("worker.py")
_NAME = re.compile(r"\w+/[\w.]+")


class Wanted(NamedTuple):
    """What is to be loaded: a name of LAVIS's, or a checkpoint; one of them is ""."""

    model: str
    checkpoint: str


def load_lavis(what: str, options: ModelOptions, *, python: Path = PYTHON, command: Sequence[str] = ()) -> "LavisModel":
    """Begin a process of LAVIS's own environment and load the model there. Raises ModelUnavailable.

    Another `command` may speak in LAVIS's stead.
    """
    name = f"lavis:{what}"
    wanted = _wanted(what, name)
    if not command and not python.exists():
        raise ModelUnavailable(f"{name} needs LAVIS in an environment of its own, .lavis; `make lavis` builds it.")
    manner = _manner(wanted, STUDENT)
    load = {**wanted._asdict(), "device": options.device, "pieces": manner.pieces}
    worker = Worker(name, command or (str(python), "-I", str(WORKER)), load)
    return LavisModel(name, worker, manner, _manner(wanted, CRITIC).text, options)


def share_lavis(load: Callable[[], Answerer]) -> "LavisModel | None":
    """Return the scorer that the student itself is, so that one process does both."""
    student = load()
    return student if isinstance(student, LavisModel) else None


def _wanted(what: str, name: str) -> Wanted:
    path = Path(what).expanduser()
    if path.is_file():
        return Wanted("", str(path.absolute()))
    if path.is_dir():
        found = sorted(path.glob("*.pth"))
        if len(found) != 1:
            raise ModelUnavailable(f"{name}: the folder holds {len(found)} checkpoints (*.pth); name the file.")
        return Wanted("", str(found[0].absolute()))
    if _NAME.fullmatch(what):
        return Wanted(what, "")
    raise ModelUnavailable(
        f"{name} is neither a checkpoint that is there nor written as one of LAVIS's own models, such as "
        "lavis:blip2_t5/pretrain_flant5xl."
    )


def _manner(wanted: Wanted, text: TextSettings) -> Manner:
    """Return how a model knows regions: a checkpoint as its folder says, else as LSKD's do, like `deixis convert`."""
    if not wanted.checkpoint:
        return Manner(text=text)
    folder = Path(wanted.checkpoint).parent
    if not (folder / FILE).exists():
        return Manner(text=text, mark_style=LSKD_MARKS)
    return read_manner(folder, text)


class LavisModel:
    """A loaded model; see `Answerer`, `Scorer` and `Critic`. Threads may share it, and are served one by one."""

    def __init__(self, name: str, worker: Worker, manner: Manner, judged: TextSettings, options: ModelOptions) -> None:
        self.name = name
        self.mark_style = manner.mark_style
        self._worker = worker
        self._manner = manner
        self._judged = judged
        self._options = options
        self._does: frozenset[str] = frozenset(worker.about["does"])

    @property
    def nature(self) -> Nature:
        """What the shares of a choice are made of."""
        return "itm" if "match" in self._does else "likelihood"

    def doubts(self, _image: Image.Image) -> tuple[str, ...]:
        """Return nothing: LAVIS's models say of no picture that they do not know its like."""
        return ()

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:
        """Yield the growing answer: the answer whole, then its reason whole."""
        if "say" not in self._does:
            raise AnswerFailed(f"{self.name} only tells how well texts fit a picture; give it answers to choose from.")
        placed = place(question.text, question.regions, self._manner.regions)
        yield from growing_answers(_Speech(self, self._shown(image, placed.regions), question, placed), name=self.name)

    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:
        """Return the share of belief of every choice: softmax of log-odds, or of the mean log-probability of a piece.

        Raises BadQuestion for fewer than two choices and for equal ones, AnswerFailed for text that is too long.
        """
        check_choices(choices)
        placed = place(" ".join((question.text, *choices)), question.regions, self._manner.regions)
        asked, said = renamed(question.text, placed.names), [renamed(each, placed.names) for each in choices]
        picture = self._shown(image, placed.regions)
        if self.nature == "itm":
            qars = [QAR(question=asked, answer=each, rationale="") for each in said]
            texts = [written(each, self._whole, rationale=False) for each in qars]
            scores = self._scores({"do": "match", "picture": picture, "texts": texts, "whole": True})
        else:
            about = {"picture": picture, "prompt": ASK.format(question=asked), "texts": said, "whole": True}
            scores = self._scores({"do": "likelihood", **about})
        powers = np.exp(scores - scores.max())
        return tuple((powers / powers.sum()).tolist())

    def criticise(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        """Return the chance of acceptance of every candidate, that of the matching head. A picture is encoded once for
        each list of regions that is drawn into it; text beyond what the model reads counts as not written."""
        placed = [place_candidate(each, self._manner.regions) for each in candidates]
        texts = [
            written(told(each.qar, names), self._judged, rationale=True)
            for each, names in zip(candidates, placed, strict=True)
        ]
        chances = np.zeros(len(candidates))
        for regions in dict.fromkeys(each.regions for each in placed):
            rows = [row for row, each in enumerate(placed) if each.regions == regions]
            asked = {"do": "match", "picture": self._shown(image, regions), "texts": [texts[row] for row in rows]}
            chances[rows] = 1 / (1 + np.exp(-self._scores({**asked, "whole": False})))
        return tuple(chances.tolist())

    @property
    def settings(self) -> Mapping[str, Setting]:
        """Return what an answer says about how it was made."""
        about = self._worker.about
        chosen = {"temperature": self._options.temperature, "max_tokens": self._options.max_tokens}
        return {"lavis": about["model"], "device": about["device"], **chosen}

    def say(self, picture: str, prompt: str, stopped: threading.Event) -> str:
        """Return what the model says after a prompt; "" once the reader has left."""
        most, warmth = self._options.max_tokens, self._options.temperature
        asked = {"do": "say", "picture": picture, "prompt": prompt, "most": most, "temperature": warmth}
        return self._worker.ask(asked, stopped).get("text", "")

    @property
    def _whole(self) -> TextSettings:
        return self._manner.text.model_copy(update={"words": 10**6})

    def _scores(self, asked: Mapping[str, object]) -> np.ndarray:
        if asked["do"] not in self._does:
            raise AnswerFailed(f"{self.name} writes answers, and does not tell how well a given one fits.")
        scores = np.array(self._worker.ask(asked)["scores"])
        if not np.isfinite(scores).all():
            raise AnswerFailed(f"{self.name} gives scores that are no numbers; its weights are damaged.")
        return scores

    def _shown(self, image: Image.Image, regions: Sequence[Region]) -> str:
        """Return a PNG in base64 of the square that the model takes, with the regions drawn."""
        style, side, first = self._manner.mark_style, self._worker.about["side"], self._manner.mark_first
        file = io.BytesIO()
        as_image(marked_square(image, regions, style, side, mark_first=first)).save(file, "PNG", compress_level=1)
        return base64.b64encode(file.getvalue()).decode("ascii")


class _Speech:
    """One reply; see streaming.Speech."""

    def __init__(self, model: LavisModel, picture: str, question: Question, placed: Placed) -> None:
        self._model = model
        self._picture = picture
        self._text = renamed(question.text, placed.names)
        self._ids = {number: region_id for region_id, number in placed.names.items()}
        self._stopped = threading.Event()
        self.settings: Mapping[str, Setting] = model.settings

    def run(self, say: Callable[[str], None]) -> str:
        reply = self._ask(ASK.format(question=self._text))
        say(renamed(reply, self._ids))
        if (why := ask_why(self._text, reply)) and not self._stopped.is_set():
            say("\nRationale: ")
            say(renamed(self._ask(why), self._ids))
        return ""

    def stop(self) -> None:
        self._stopped.set()

    def _ask(self, prompt: str) -> str:
        return self._model.say(self._picture, prompt, self._stopped)
