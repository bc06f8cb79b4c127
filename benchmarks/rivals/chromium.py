"""Chromium's printing, started for each document as a shell would."""

from __future__ import annotations

import shutil
import subprocess
import sys

from benchmarks import rivals

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--generate-pdf-document-outline")


def program() -> str | None:
    """Where it is installed, if it is."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def main() -> None:
    """Print the pages."""
    command = program() or sys.exit("Chromium is not installed")
    for page, target in rivals.order().documents("pages", ".html"):
        subprocess.run([command, *OPTIONS, f"--print-to-pdf={target}", page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    main()
