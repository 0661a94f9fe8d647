"""Find a Chromium for the browser tests, or install one. `make browser` runs this file.

Order: the CHROMIUM variable, a system browser, Playwright's own download, and last the system's package manager.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# First the one without a window, which Playwright prefers, too: a page takes half of the processor time there.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    # Without a graphics card one is imitated else, which takes as much time as all of the page's own work.
    "--disable-gpu",
    "--disable-gpu-compositing",
    "--disable-software-rasterizer",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)


def find_chromium() -> str | None:
    """Return the path of a browser Playwright can drive, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    system = next((path for path in map(shutil.which, NAMES) if path), None)
    return system or _playwright_chromium()


def _playwright_chromium() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_chromium() -> str | None:
    """Try the ways to get a browser, quickest first, and return its path."""
    attempts = [[sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        # A machine that reaches only its package registry has no other way, and Playwright's download hangs there.
        attempts[:0] = [
            ["sh", "-c", "apt-get update -qq && apt-get install -y -qq chromium-headless-shell fonts-liberation"],
            ["apt-get", "install", "-y", "-qq", "chromium"],
        ]
    for command in attempts:
        print("Installing a browser for the tests:", " ".join(command), flush=True)
        if subprocess.run(command, check=False).returncode == 0 and (found := find_chromium()):
            return found
    return None


if __name__ == "__main__":
    if not (find_chromium() or install_chromium()):
        sys.exit("No Chromium was found or could be installed. Install one, or set CHROMIUM to its path.")
