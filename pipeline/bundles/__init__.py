"""Bundles: what goes to a target, together. The books made as its place wants them, and what goes beside them.

    bundle.py     a bundle, from books to the archive of it all
    readme.py     how to get it there
    archive.py    the same files as one ZIP
    preflight/    what the place would refuse, found before it does

Everything is put on the shelf below `for/NAME/`. The door: `order`, `make`.
"""

from __future__ import annotations

from pipeline.bundles.bundle import Order, Workshop, make, order

__all__ = ["Order", "Workshop", "make", "order"]
