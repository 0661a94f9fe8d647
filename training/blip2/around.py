"""What a run of BLIP-2, or of another model that writes, has around it: folders, who watches, device and processes."""

from typing import NamedTuple

import torch

from training.blip2.progress import Blip2Progress
from training.loop.processes import Processes, join_processes
from training.loop.running import RunFolders, Watch, refuse_second_run, set_threads


class Around(NamedTuple):
    """All that is no choice of a run: what it learns hangs on none of it."""

    folders: RunFolders
    watch: Watch[Blip2Progress]
    device: torch.device
    processes: Processes


def begin(
    folders: RunFolders, watch: Watch[Blip2Progress], device: str, *, resume: bool, threads: int | None
) -> Around:
    """Join the other processes, if there are any, to compute with so many threads; the first one speaks for all.

    Raises BadSetting for a folder that holds a run which is not to be resumed.
    """
    set_threads(threads)
    refuse_second_run(folders, resume=resume)
    processes, on = join_processes(device)
    return Around(folders, watch if processes.rank == 0 else watch.silenced(), on, processes)
