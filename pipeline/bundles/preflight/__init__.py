"""Preflight: finished files held to a target's rules, in plain words, before the place refuses them.

    preflight.py             all rules over all files; what was found is kept
    judgement.py, checks.py  a file by each rule that is about it: the table of checks
    verdict.py, account.py   what is found, and `preflight.txt`
    subject.py               a file that is judged, opened again from its bytes
      epub_container.py        as an EPUB, by zipfile and ElementTree
      pdf_document.py          as a PDF, by pikepdf; its marks by PDFium (`marks.py`), its colours (`colour_use.py`)

A rule is a row in `pipeline.targets.target.RULES` and one in `checks.CHECKS`. No check knows how a file was made.
"""
