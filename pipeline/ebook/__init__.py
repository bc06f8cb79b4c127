"""The e-book: chapters become an EPUB.

`bind` is the one door: a book of one chapter becomes the thread's own EPUB, a book of several the collection. Nothing
here reads a clock, a file of the user's or the network: the same book and theme give the same bytes.
"""

from __future__ import annotations

from pipeline.ebook.publication import bind

__all__ = ["bind"]
