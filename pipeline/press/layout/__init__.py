"""Layout: chapters and front matter become sheets, by WeasyPrint, which nothing else imports.

The door is `printing.py`. `document.py` makes the HTML, `engine.py` has it laid out (`pagination.py`) and drawn
(`impression.py`), some pages at a time, and `objects.py` makes the sheet of what was drawn.
"""
