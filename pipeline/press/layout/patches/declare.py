"""Makes `declarations.py` for the WeasyPrint that is installed: `python -m pipeline.press.layout.patches.declare`."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import cffi

from pipeline.press.layout.patches import declared

_HEAD = f'''"""What WeasyPrint declares, as cffi writes it. Made by declare.py."""

from {declared.__name__} import Declared

'''


def table() -> str:
    """The source of `declarations.py`."""
    (declarations,) = re.findall(r"ffi\.cdef\('''(.*?)'''\)", declared.source(), re.DOTALL)
    read = cffi.FFI()
    read.cdef(declarations)
    read.set_source("declarations", None)
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "declarations.py"
        read.emit_python_code(str(written))
        _, _, written_ffi = written.read_text("ascii").partition("import _cffi_backend\n\n")
    return _HEAD + written_ffi.replace("_cffi_backend.FFI(", "Declared(")


if __name__ == "__main__":
    Path(__file__).with_name("declarations.py").write_text(table(), encoding="ascii")
    print(f"SOURCE of declared.py is to be {declared.digest()}")
