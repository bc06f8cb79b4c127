"""WeasyPrint as its documentation has it: a document after the other in one process, tagged like ours."""

from __future__ import annotations

import weasyprint

from benchmarks import rivals

for page, target in rivals.order().documents("pages", ".html"):
    weasyprint.HTML(filename=page).write_pdf(target, pdf_variant="pdf/ua-1")
