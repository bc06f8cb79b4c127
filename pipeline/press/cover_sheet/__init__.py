"""The cover sheet: back, spine and front of a printed book on one page, as printers want it.

`sheet.py` is the page and its file, `inked_form.py` its inks. What is drawn is `typeset/cover/`'s.
"""
