"""Pandoc on the same HTML: to EPUB by itself, to PDF through Typst."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks import rivals
from benchmarks.rivals import typst_command

LOOK = ("-V", "papersize=a5", "-V", "mainfont=Spectral", "-V", "fontsize=10pt", "--toc")


def program() -> str | None:
    """Where it is installed: in the system, or by the package pypandoc-binary."""
    if found := shutil.which("pandoc"):
        return found
    spec = importlib.util.find_spec("pypandoc")
    bundled = Path(spec.origin).parent / "files" / "pandoc" if spec and spec.origin else None
    return str(bundled) if bundled and bundled.exists() else None


def main() -> None:
    """Convert the pages."""
    command = program() or sys.exit("pandoc is not installed")
    order = rivals.order()
    for page, target in order.documents("pages", ".html"):
        if order.suffix == ".epub":
            subprocess.run([command, page.name, "-o", target], cwd=page.parent, check=True, capture_output=True)
        else:
            call = [command, page.name, "--to", "typst", "--standalone", *LOOK]
            markup = subprocess.run(call, cwd=page.parent, check=True, capture_output=True).stdout
            typst_command.run(markup, page.parent, target)


if __name__ == "__main__":
    main()
