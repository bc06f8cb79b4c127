"""Layout: chapters and front matter become sheets, by WeasyPrint, which nothing else imports.

The door is `printing.py`. `document.py` makes the HTML, `engine.py` has WeasyPrint lay it out, `objects.py` makes the
sheet of what it has written.
"""
