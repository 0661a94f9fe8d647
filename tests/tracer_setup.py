"""Find strace for the test of what is synced, or install it. `make tracer` runs this file.

Where neither is possible the test says so and is skipped; nothing else needs it.
"""

import os
import shutil
import subprocess

if __name__ == "__main__":
    if shutil.which("strace") is None and shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing strace for a test", flush=True)
        subprocess.run(["sh", "-c", "apt-get update -qq && apt-get install -y -qq strace"], check=False)
