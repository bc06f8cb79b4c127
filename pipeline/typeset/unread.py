"""Files that were given as pictures and cannot be read, by what they are: a person can then convert them."""

from __future__ import annotations

_KNOWN = (
    (0, b"\xff\x0a", "a JPEG XL picture"),
    (4, b"JXL ", "a JPEG XL picture"),
    (4, b"jP  ", "a JPEG 2000 picture"),
    (0, b"8BPS", "a Photoshop document"),
    (0, b"%PDF", "a PDF"),
    (0, b"%!PS", "a PostScript drawing"),
    (0, b"II*\0", "a TIFF of a rare kind or a camera's raw picture"),
    (0, b"MM\0*", "a TIFF of a rare kind or a camera's raw picture"),
    (4, b"ftypcrx", "a camera's raw picture"),
    (4, b"ftyp", "a video"),
    (0, b"\x1aE\xdf\xa3", "a video"),
    (0, b"gimp xcf", "a GIMP document"),
    (0, b"\x1f\x8b", "a compressed file"),
    (0, b"PK\x03\x04", "a zip"),
    (0, b"\0\0\1\0", "an icon"),
)
"""Signatures, where they stand, and what begins so."""


def reason(data: bytes) -> str:
    """Why the file in these bytes is not shown, for a placeholder: "is a PDF, which is not read as a picture"."""
    kind = next((kind for at, signature, kind in _KNOWN if data.startswith(signature, at)), "")
    if not kind and data[:1024].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        kind = "a web page"
    return f"is {kind}, which is not read as a picture" if kind else "is not a picture of a known format"
