"""calibre's ebook-convert on the same HTML."""

from __future__ import annotations

import subprocess

from benchmarks import rivals

for page, target in rivals.order().documents("pages", ".html"):
    subprocess.run(["ebook-convert", page, target], check=True, capture_output=True)
