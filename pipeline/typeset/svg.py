"""Drawings in SVG: made harmless, and drawn as PNG in a process apart, for readers and printers that draw none.

What a drawing takes from elsewhere is left out, files of this machine above all; so are scripts. Its words are set in
our own faces. It is drawn as large as it says, at 300 dots an inch, and no larger than a page takes.
"""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from pipeline.assets import BadPictureError
from pipeline.model.limits import MAX_SVG_BYTES, MAX_SVG_ELEMENTS
from pipeline.typeset import apart

WIDTH, _HEIGHT = 1276, 20_000
"""Limits in pixels: a measure of 108 mm at 300 dpi; and what is cut into parts of a page."""
_SCALE: Final = 300 / 96
"""Pixels for each that CSS counts."""
_STARTS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s+svg\b[^\[>]*(?:\[[^\]]*\]\s*)?>)*<(?:\w+:)?svg\b",
    re.DOTALL,
)
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_DROPPED = ("script", "foreignObject", "handler")
_OWN = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif|webp);base64,)", re.IGNORECASE)
"""Beginnings of addresses that lead to a part of the drawing itself."""
_ELSEWHERE = re.compile(r"@import[^;]*;?|url\(\s*[\"']?(?!\s*[\"']?#)[^)]*\)?", re.IGNORECASE)
"""References of styles to something elsewhere."""
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.?))", re.IGNORECASE | re.DOTALL)
"""An escape, by which CSS could hide it."""
_LENGTH = re.compile(r"\s*\+?(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})(px|pt|pc|mm|cm|in|)\s*")
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
"""CSS pixels of a unit."""


def is_svg(data: bytes) -> bool:
    """Whether a file is a drawing in SVG, by its first bytes."""
    return bool(_STARTS.match(data[:4096]))


def drawn(data: bytes) -> bytes:
    """The drawing as a PNG. Raises BadPictureError where it is no sound SVG, or too large."""
    return apart.run("pipeline.typeset.svg_drawing", harmless(data))


def harmless(data: bytes) -> bytes:
    """The drawing without all that comes from elsewhere, with a size in pixels. Raises BadPictureError."""
    if len(data) > MAX_SVG_BYTES:
        raise BadPictureError(f"is a drawing of more than {MAX_SVG_BYTES >> 20} MB", "file-too-large")
    try:
        data.decode("utf-8")  # so that the next line finds what it looks for
        if b"<!ENTITY" in data:
            raise BadPictureError("is a drawing with entities of its own, which are not read")
        root = ElementTree.fromstring(data)
        if root.tag.removeprefix(_NAMESPACE) != "svg":
            raise BadPictureError("is not a drawing in SVG")
        if sum(1 for _ in root.iter()) > MAX_SVG_ELEMENTS:
            raise BadPictureError(f"is a drawing of more than {MAX_SVG_ELEMENTS:,} parts", "file-too-large")
        _clean(root)
        _measure(root)
        return ElementTree.tostring(root)
    except (ElementTree.ParseError, ValueError, RecursionError) as error:
        raise BadPictureError("is a damaged drawing", "file-damaged") from error


def _clean(root: Element) -> None:
    for element in root.iter():
        for child in [child for child in element if _local(child.tag) in _DROPPED]:
            element.remove(child)
        for name, value in list(element.attrib.items()):
            if _local(name) == "href":
                if not _OWN.match(value):
                    del element.attrib[name]
            else:
                element.set(name, _ELSEWHERE.sub("none", _plain(value)))
        if _local(element.tag) == "style":
            element.text = _ELSEWHERE.sub("", _plain(element.text or ""))


def _measure(root: Element) -> None:
    """State the size in pixels that the drawing shall have, and which part of its plane it shows."""
    box = [float(number) for number in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if number]
    has_box = len(box) == 4 and all(0 < side < 1e9 for side in box[2:])
    wide, high = (_pixels(root.get(name, "")) for name in ("width", "height"))
    if has_box:
        ratio = box[3] / box[2]
        wide = wide or (high / ratio if high else box[2])
        high = high or wide * ratio
    if not wide or not high:
        raise BadPictureError("is a drawing that does not say its size")
    if not has_box:
        root.set("viewBox", f"0 0 {wide} {high}")
    scale = min(_SCALE, WIDTH / wide, _HEIGHT / high)
    root.set("width", str(max(1, round(wide * scale))))
    root.set("height", str(max(1, round(high * scale))))


def _pixels(length: str) -> float:
    """CSS pixels of a length; 0 where it is none, or a share of a page that there is not."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _UNITS[match[2]] if match else 0


def _plain(style: str) -> str:
    """A style without escapes."""
    return _ESCAPE.sub(lambda sign: chr(int(sign[1], 16) % 0xD800) if sign[1] else sign[2], style)


def _local(name: object) -> str:
    return name.rpartition("}")[2] if isinstance(name, str) else ""
