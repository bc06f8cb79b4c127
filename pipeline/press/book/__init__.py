"""The book: sheets are bound into a PDF, without WeasyPrint.

The door is `binding.bind`; `volume.py` adds sheets to the file one by one. Each of the other modules makes one part of
the PDF: pages, fonts, pictures, structure, bookmarks, links, page numbers, metadata.
"""
