"""Files that were given as pictures and cannot be read, by what they are: a person can then convert them."""

from __future__ import annotations

from pipeline.assets import BadPictureError

_KNOWN = (
    (0, b"\xff\x0a", "a JPEG XL picture", "JPEG XL"),
    (4, b"JXL ", "a JPEG XL picture", "JPEG XL"),
    (4, b"jP  ", "a JPEG 2000 picture", "JPEG 2000"),
    (0, b"8BPS", "a Photoshop document", "PSD"),
    (0, b"%PDF", "a PDF", "PDF"),
    (0, b"%!PS", "a PostScript drawing", "PostScript"),
    (0, b"II*\0", "a TIFF of a rare kind or a camera's raw picture", "TIFF"),
    (0, b"MM\0*", "a TIFF of a rare kind or a camera's raw picture", "TIFF"),
    (4, b"ftypcrx", "a camera's raw picture", "CR3"),
    (4, b"ftyp", "a video", "MP4"),
    (0, b"\x1aE\xdf\xa3", "a video", "Matroska"),
    (0, b"gimp xcf", "a GIMP document", "XCF"),
    (0, b"\x1f\x8b", "a compressed file", "gzip"),
    (0, b"PK\x03\x04", "a zip", "ZIP"),
    (0, b"\0\0\1\0", "an icon", "ICO"),
)
"""Signatures, where they stand, what begins so, and its name in any language."""
_WEB_PAGE = ("a web page", "HTML")


def error(data: bytes) -> BadPictureError:
    """The error that says why the file in these bytes is not shown: "is a PDF, which is not read as a picture"."""
    kind, name = next(
        ((kind, name) for at, signature, kind, name in _KNOWN if data.startswith(signature, at)), ("", "")
    )
    if not kind and data[:1024].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        kind, name = _WEB_PAGE
    if kind:
        return BadPictureError(f"is {kind}, which is not read as a picture", "file-of-kind", kind=name)
    return BadPictureError("is not a picture of a known format")
