"""Bundles: what goes to a target, together. The books made as its place wants them, and what goes beside them.

    bundle.py         a bundle, from books to the archive of it all
    fitting.py        what is changed about books until they keep to the target's rules
    gutters.py        … by wider margins
    sizes.py          … by smaller pictures, and by volumes
    preflight/        what the place would refuse, found before it does
    readme.py         how to get it there
    cover_picture.py  the picture of its cover
    outbox.py         mails with the books, which wait to be sent
    archive.py        the same files as one ZIP

Everything is put on the shelf below `for/NAME/`. The door: `order`, `make`.
"""

from __future__ import annotations

from pipeline.bundles.bundle import Order, Workshop, make, order

__all__ = ["Order", "Workshop", "make", "order"]
