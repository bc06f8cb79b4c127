"""Stands for the command `typst compile`, which no Python package brings: a process that compiles one document.

Markup comes from standard input: `python -m benchmarks.rivals.typst_command ROOT TARGET FILES`.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

FONT_PACKAGES = ("fontpkg_spectral", "fontpkg_ibm_plex_mono", "manimgx_fonts", "noto_cjk_sans_jp_regular")
"""What Threadbound sets the corpus in; Typst does not ask fontconfig."""


def font_folders() -> list[Path]:
    """The folders of those packages."""
    specs = filter(None, map(find_spec, FONT_PACKAGES))
    return [Path(place) for spec in specs for place in spec.submodule_search_locations or ()]


def run(markup: bytes, root: Path, target: Path, files: str = "[]") -> None:
    """Compile in a new process. root: where the document's files lie; files: what `sys.inputs.files` shall be."""
    command = [sys.executable, "-m", __name__, str(root), str(target), files]
    subprocess.run(command, input=markup, check=True)


def main() -> None:
    """Compile what is on standard input."""
    import typst

    root, target, files = sys.argv[1:]
    fonts = typst.Fonts(font_paths=font_folders())
    typst.compile(sys.stdin.buffer.read(), output=target, root=root, font_paths=fonts, sys_inputs={"files": files})


if __name__ == "__main__":
    main()
