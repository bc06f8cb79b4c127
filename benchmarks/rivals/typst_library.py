"""The same Typst template, compiled in one process that loads the fonts once: the least that Typst can take."""

from __future__ import annotations

import typst

from benchmarks import rivals
from benchmarks.rivals.typst_command import font_folders
from benchmarks.rivals.typst_template import TEMPLATE, documents

order = rivals.order()
fonts = typst.Fonts(font_paths=font_folders())
for files, target in documents(order):
    typst.compile(
        TEMPLATE.read_bytes(), output=target, root=order.place / "corpus", font_paths=fonts, sys_inputs={"files": files}
    )
