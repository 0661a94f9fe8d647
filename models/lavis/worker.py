"""Serve a model of salesforce-lavis 1.0.2 over stdin and stdout: `.lavis/bin/python -I models/lavis/worker.py`.

It runs in LAVIS's own environment (`make lavis`), where nothing of Deixis can be imported; `client.py` begins it. A
line is a request in JSON, and a line its reply, under the same id; pictures are files in base64:

    {"id": 1, "do": "load", "model": "blip2_t5/pretrain_flant5xl", "checkpoint": "", "device": "auto", "pieces": 128}
    {"id": 1, "model": "blip2_t5/pretrain_flant5xl", "side": 224, "device": "cpu", "does": ["say", "likelihood"]}
    {"id": 2, "do": "say", "picture": "...", "prompt": "Question: why? Answer:", "most": 40, "temperature": 0}
    {"id": 2, "text": "because it rains"}
    {"id": 3, "do": "match", "picture": "...", "texts": ["it rains", "it snows"], "whole": true}
    {"id": 3, "scores": [2.5, -0.1]}

"match" gives log-odds, "likelihood" the mean log-probability of a piece of a word; for "likelihood" there is a prompt,
too. What fails is replied with an "error". {"stop": 2} ends request 2 between two layers. The end of stdin ends the
process, whatever it is at: it does not outlive who began it.
"""

import base64
import functools
import io
import json
import math
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple, TextIO

Does = Callable[[Mapping[str, Any]], Mapping[str, Any]]
Tensors = Mapping[str, Any]  # Any: torch is there only where LAVIS is


class Refused(Exception):
    """What is asked for cannot be had; the text is a sentence for people."""


class Stopped(Exception):
    """Nobody waits for the reply any more."""


class StopSign:
    """Which request is at work, and which one is to end."""

    def __init__(self) -> None:
        self.at_work, self.stopped = 0, -1

    def look(self, *_: object) -> None:
        """Raise Stopped if the request at work is to end."""
        if self.at_work == self.stopped:
            raise Stopped


class Served(NamedTuple):
    """A loaded model: what it tells of itself, and what it does by name."""

    about: Mapping[str, Any]
    does: Mapping[str, Does]


Load = Callable[[Mapping[str, Any], StopSign], Served]


def serve(load: Load) -> None:
    """Reply to requests until stdin ends."""
    replies = _take_stdout()
    requests: queue.SimpleQueue[Mapping[str, Any]] = queue.SimpleQueue()
    sign = StopSign()
    threading.Thread(target=_listen, args=(requests, sign), daemon=True).start()
    does: dict[str, Does] = {}

    def begin(request: Mapping[str, Any]) -> Mapping[str, Any]:
        served = load(request, sign)
        does.update(served.does)
        return {**served.about, "does": sorted(served.does)}

    does["load"] = begin
    while True:
        request = requests.get()
        sign.at_work = request["id"]
        reply = _reply(does[request["do"]], request)
        sign.at_work = 0
        replies.write(json.dumps({"id": request["id"], **reply}) + "\n")
        replies.flush()


def _take_stdout() -> TextIO:
    """Return stdout for replies alone; what LAVIS prints there goes to stderr from now on."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    return replies


def _listen(requests: "queue.SimpleQueue[Mapping[str, Any]]", sign: StopSign) -> None:
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if "stop" in request:
            sign.stopped = request["stop"]
        else:
            requests.put(request)
    os._exit(0)  # what is at work would go on for as long as it takes


def _reply(do: Does, request: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        return do(request)
    except Stopped:
        return {"stopped": True}
    except Refused as refusal:
        return {"error": str(refusal)}
    except Exception as error:  # whatever LAVIS raises is for the client to tell
        traceback.print_exc()
        first = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
        return {"error": f"{type(error).__name__}: {first[:300]}"}


# -- LAVIS

# What each architecture of BLIP-2 is asked.
_DOES = {"blip2_t5": ("say", "likelihood"), "blip2_opt": ("say",), "blip2_image_text_matching": ("match",)}
_FIRST_STAGE = "blip2_image_text_matching"  # how LAVIS calls a first stage ("blip2") that is asked and not trained
_KEPT = ("image_size", "num_query_token", "vit_model")  # settings of a training that make another model
_PATCH = 14  # pixels, of every vision encoder of a BLIP-2


def load_lavis(request: Mapping[str, Any], sign: StopSign) -> Served:
    """Load a published model by its name, or a checkpoint, which may tell its name itself."""
    stored = _read(request["checkpoint"]) if request["checkpoint"] else {}
    tensors, trained = stored.get("model", stored), stored.get("config", {}).get("model", {})
    name, _, kind = (request["model"] or _named(trained) or told_by(tensors)).partition("/")
    name = _FIRST_STAGE if name == "blip2" else name
    if name not in _DOES:
        raise Refused(f"LAVIS is asked here for {', '.join(_DOES)}, and {name} is none of them.")
    settings, model = _build(name, kind, tensors, {key: trained[key] for key in _KEPT if key in trained})
    device = _device(request["device"])
    model = (model.float() if device == "cpu" else model).to(device).eval()
    model.max_txt_len = request["pieces"]
    asked = _Asked(model, settings, sign)
    about = {"model": f"{name}/{kind}", "side": settings.model.image_size, "device": device}
    return Served(about, {each: getattr(asked, each) for each in _DOES[name]})


def _read(checkpoint: str) -> Mapping[str, Any]:
    import torch

    try:
        stored = torch.load(checkpoint, map_location="cpu", weights_only=True)  # runs no code that is in it
    except Exception as error:
        raise Refused(f"{checkpoint} cannot be read as a checkpoint: {str(error).splitlines()[0]}") from error
    if not isinstance(stored, dict) or not isinstance(stored.get("model", stored), dict):
        raise Refused(f"{checkpoint} is no checkpoint of LAVIS: it holds no tensors by name.")
    return stored


def _named(trained: Mapping[str, Any]) -> str:
    """Return the name that the settings of a training tell; "" for none, and for one that only a fork of LAVIS has."""
    name, kind = trained.get("arch", ""), trained.get("model_type", "")
    return f"{name}/{kind}" if kind and name in (*_DOES, "blip2") else ""


def told_by(tensors: Tensors) -> str:
    """Return the name of a BLIP-2 by what it holds: its language model, if any, and which vision encoder it sees by."""
    large = "_vitL" if _width(tensors, "ln_vision.weight", 0) == 1024 else ""
    names = {
        ("t5_proj.weight", 2048): f"blip2_t5/pretrain_flant5xl{large}",
        ("t5_proj.weight", 4096): "blip2_t5/pretrain_flant5xxl",
        ("opt_proj.weight", 2560): "blip2_opt/pretrain_opt2.7b",
        ("opt_proj.weight", 4096): "blip2_opt/pretrain_opt6.7b",
        ("itm_head.weight", 2): f"{_FIRST_STAGE}/pretrain{large}",
    }
    for (tensor, rows), name in names.items():
        if "query_tokens" in tensors and _width(tensors, tensor, 0) == rows:
            return name
    raise Refused("The checkpoint does not tell which model of LAVIS it is: it holds no BLIP-2 of a published size.")


def _width(tensors: Tensors, name: str, axis: int) -> int:
    return tensors[name].shape[axis] if name in tensors else 0


def _build(name: str, kind: str, tensors: Tensors, trained: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return settings and model of that name, with a checkpoint's tensors in the place of the published ones."""
    published = _registry().get_model_class(name)
    kinds = list(published.PRETRAINED_MODEL_CONFIG_DICT)
    if kind not in kinds:
        raise Refused(f"LAVIS has no {name}/{kind}; it has {', '.join(f'{name}/{each}' for each in kinds)}.")
    settings = import_module("omegaconf").OmegaConf.load(published.default_config_path(kind))
    settings.model.update(trained)
    if places := _width(tensors, "visual_encoder.pos_embed", 1):
        settings.model.image_size = _PATCH * math.isqrt(places - 1)
    if not tensors:
        return settings, published.from_config(settings.model)

    class Given(published):
        """The published model before its own checkpoint is fetched."""

        def load_checkpoint_from_config(self, _config: Any, **_: Any) -> None:
            _fill(self, tensors)

    return settings, Given.from_config(settings.model)


def _fill(model: Any, tensors: Tensors) -> None:
    """Put tensors into a model; only what LAVIS does not train, and so does not save, may be missing."""
    learned = {name for name, parameter in model.named_parameters() if parameter.requires_grad}
    if missing := sorted(learned - tensors.keys()):
        raise Refused(f"The checkpoint lacks {len(missing)} tensors that were trained, such as {missing[0]}.")
    model.load_state_dict(tensors, strict=False)


def _registry() -> Any:
    """Return what LAVIS finds its models by."""
    import_torchvision()
    import_module("lavis.models")  # makes them known
    return import_module("lavis.common.registry").registry


@functools.cache  # keeps what is declared
def import_torchvision() -> Any:
    """Import it, also beside a torch that it was not built for: LAVIS resizes pictures by it, and uses no operators."""
    try:
        return import_module("torchvision")
    except RuntimeError:
        library = import_module("torch").library.Library("torchvision", "DEF")
        for operator in ("nms", "qnms"):
            library.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        import_module("torchvision")
        return library


def _device(wanted: str) -> str:
    import torch

    if wanted == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if wanted != "cpu" and not (wanted.startswith("cuda") and torch.cuda.is_available()):
        raise Refused(f"{wanted} is not there for LAVIS's own torch ({torch.__version__}); use cpu.")
    return wanted


class _Asked:
    """A model and how its kind is asked."""

    def __init__(self, model: Any, settings: Any, sign: StopSign) -> None:
        processor = settings.preprocess.vis_processor.eval
        processor.image_size = settings.model.image_size
        self._model = model
        self._see = _registry().get_processor_class(processor.name).from_config(processor)
        for part in model.modules():
            part.register_forward_pre_hook(sign.look)
        # A picture is looked at once for all that is said of it; a tensor is a key by its identity.
        model.visual_encoder.forward = functools.lru_cache(1)(model.visual_encoder.forward)
        self._pixels = functools.lru_cache(1)(self._decoded)

    def say(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Go on after a prompt, by LAVIS's own beams, or by chance where there is a temperature."""
        warmth = request["temperature"]
        by_chance = {"use_nucleus_sampling": True, "temperature": warmth, "num_beams": 1} if warmth else {}
        given = {"image": self._pixels(request["picture"]), "prompt": request["prompt"]}
        return {"text": self._model.generate(given, max_length=request["most"], **by_chance)[0]}

    def match(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Tell of every text how much more it belongs to the picture than not."""
        scores = []
        for text in request["texts"]:
            self._refuse_long(self._model.tokenizer, text, request)
            no, yes = self._compute({"image": self._pixels(request["picture"]), "text_input": [text]})[0].tolist()
            scores.append(yes - no)
        return {"scores": scores}

    def likelihood(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Tell of every text how likely it would be said after the prompt."""
        scores = []
        for text in request["texts"]:
            self._refuse_long(self._model.t5_tokenizer, text, request)
            given = {"text_input": [request["prompt"]], "text_output": [text]}
            scores.append(-self._compute({"image": self._pixels(request["picture"]), **given})["loss"].item())
        return {"scores": scores}

    def _compute(self, samples: Mapping[str, Any]) -> Any:
        with import_module("torch").inference_mode():
            return self._model(samples)

    def _refuse_long(self, tokenizer: Any, text: str, request: Mapping[str, Any]) -> None:
        count, most = len(tokenizer(text).input_ids), self._model.max_txt_len
        if request["whole"] and count > most:
            raise Refused(f'"{text[:40]}..." has {count} pieces of words; at most {most} are read. Write it shorter.')

    def _decoded(self, picture: str) -> Any:
        from PIL import Image

        with Image.open(io.BytesIO(base64.b64decode(picture))) as image:
            return self._see(image.convert("RGB"))[None].to(self._model.device)


if __name__ == "__main__":
    serve(load_lavis)
