"""Packs the sample X archive: `python docs/samples/pack.py`.

Needs what draw.py needs; the same versions pack the same bytes.
"""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import signals

FOLDER = Path(__file__).parent / "twitter-archive"
ARCHIVE = Path(__file__).parents[2] / "inputs" / "twitter-2024-archive.zip"
EXPORTED = (2024, 3, 2, 8, 11, 54)
MEDIA = {
    "data/tweets_media/1186249572670796680-EHZ4mWqXkAEbR2u.png": signals.semaphore,
    "data/tweets_media/1758789804000040912-GGiXw1bWAAAe5kZ.png": signals.beaufort,
}


def pack() -> None:
    """Write the archive, each member with the date of the export."""
    members = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    members |= {name: drawing().encoded(".png") for name, drawing in MEDIA.items()}
    with ZipFile(ARCHIVE, "w") as archive:
        for name, data in sorted(members.items()):
            entry = ZipInfo(name, EXPORTED)
            entry.compress_type = ZIP_STORED if name.endswith(".png") else ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)


if __name__ == "__main__":
    pack()
