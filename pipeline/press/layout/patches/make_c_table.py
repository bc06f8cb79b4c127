"""The generator of `c_table.py`, for the WeasyPrint that is installed.

Run it by `python -m pipeline.press.layout.patches.make_c_table`.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import cffi

from pipeline.press.layout.patches import c_declarations

_HEAD = f'''"""The declarations of WeasyPrint as a table, as cffi writes it. Made by make_c_table.py."""

from {c_declarations.__name__} import TableFFI

'''


def table() -> str:
    """Source of `c_table.py`."""
    (declarations,) = re.findall(r"ffi\.cdef\('''(.*?)'''\)", c_declarations.source(), re.DOTALL)
    read = cffi.FFI()
    read.cdef(declarations)
    read.set_source("c_table", None)
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "c_table.py"
        read.emit_python_code(str(written))
        _, _, written_ffi = written.read_text("ascii").partition("import _cffi_backend\n\n")
    return _HEAD + written_ffi.replace("_cffi_backend.FFI(", "TableFFI(")


if __name__ == "__main__":
    Path(__file__).with_name("c_table.py").write_text(table(), encoding="ascii")
    print(f"SOURCE of c_declarations.py is to be {c_declarations.digest()}")
