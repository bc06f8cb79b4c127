"""The cover: a drawing that the theme makes of a book's words, for the first page of a PDF and for an EPUB.

`design.drawn` has it as SVG, its letters as outlines; `raster.jpeg` has it in pixels; `own_picture.py` has a picture of
the editor's take its place. Neither WeasyPrint nor Pango is needed, and no font is looked for by what draws.
"""
