"""The worker itself, with LAVIS made tiny: `.lavis/bin/python -I tests/models/lavis/reference/tiny_worker.py`."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[3] / "models" / "lavis")]

import torch  # noqa: E402 - by the paths above
import worker  # noqa: E402 - by the paths above
from tiny import make_tiny, make_tiny_language_models  # noqa: E402


def load(request: dict, sign: worker.StopSign) -> worker.Served:
    worker.import_torchvision()
    make_tiny()
    make_tiny_language_models()
    torch.manual_seed(3)  # with these random weights all of them say something
    return worker.load_lavis(request, sign)


if __name__ == "__main__":
    worker.serve(load)
