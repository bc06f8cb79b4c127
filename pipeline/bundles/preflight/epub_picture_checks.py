"""Checks of the pictures in an EPUB, by their bytes: what they are called counts for nothing."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from PIL import Image

from pipeline.bundles.preflight.subject import Subject
from pipeline.bundles.preflight.verdict import Fault, names

_SVG = "svg"
_UNKNOWN = "none that is known"
_SAME = {"jpg": "jpeg", "tif": "tiff"}
"""Endings for names of formats."""
_INLINE = "{http://www.w3.org/2000/svg}svg"
_FEWER = "Publish with a lower --set ebook_pixels=… or ebook_picture_side=…."
_PLAIN = "Publish with --set ebook_pictures=plain."


def types(subject: Subject, limit: list[str]) -> Iterator[Fault]:
    """Formats of pictures, by their endings; drawings in the pages are SVG, too."""
    taken = {_SAME.get(each.lower().lstrip("."), each.lower().lstrip(".")) for each in limit}
    kinds = {path: _SVG if _is_svg(data) else _format(data) for path, data in subject.epub.pictures.items()}
    kinds |= {path: _SVG for path, page in subject.epub.pages.items() if page.find(f".//{_INLINE}") is not None}
    for kind in sorted({*kinds.values()} - taken):
        which = names(path for path in kinds if kinds[path] == kind)
        hint = "Publish with --set ebook_emoji=png and ebook_pictures=plain." if kind == _SVG else _PLAIN
        yield Fault(f"pictures in a format that is not shown, {kind}: {which}", hint)


def pixels(subject: Subject, limit: float) -> Iterator[Fault]:
    """Pictures of so many millions of pixels at most."""
    sizes = {path: picture.width * picture.height / 1e6 for path, picture in _opened(subject)}
    if large := [path for path in sizes if sizes[path] > limit]:
        most = max(sizes.values())
        yield Fault(f"pictures of up to {most:.1f} million pixels; {limit:g} are taken: {names(large)}", _FEWER)


def side(subject: Subject, limit: float) -> Iterator[Fault]:
    """Pictures whose longer side has so many pixels at most."""
    sides = {path: max(picture.size) for path, picture in _opened(subject)}
    if large := [path for path in sides if sides[path] > limit]:
        yield Fault(f"pictures of up to {max(sides.values())} pixels; {limit:g} are taken: {names(large)}", _FEWER)


def baseline(subject: Subject, _: object) -> Iterator[Fault]:
    """JPEG pictures that are drawn from top to bottom, and not progressively."""
    if found := _those(subject, lambda picture: "progressive" in picture.info):
        yield Fault(f"progressive JPEG pictures: {names(found)}", f"They may stay blank there. {_PLAIN}")


def opaque(subject: Subject, _: object) -> Iterator[Fault]:
    """Pictures that nothing can be seen through."""
    if found := _those(subject, _is_transparent):
        yield Fault(f"pictures with transparent parts: {names(found)}", f"These may turn black there. {_PLAIN}")


def cover(subject: Subject, limit: float) -> Iterator[Fault]:
    """A cover picture in JPEG whose shorter side has so many pixels at least."""
    paths = [item.path for item in subject.epub.items if "cover-image" in item.properties]
    covers = {path: picture for path, picture in _opened(subject) if path in paths}
    if not covers:
        yield Fault("no cover picture", "The shelf there shows the book without one.", refused=False)
    for path, picture in covers.items():
        if picture.format != "JPEG":
            yield Fault(f"its cover {path} is no JPEG", "Give --cover a JPEG.")
        if min(picture.size) < limit:
            size = f"{picture.width} by {picture.height} pixels"
            hint = "Give --cover a larger picture."
            yield Fault(f"its cover is {size}; {limit:g} at least are taken on the shorter side", hint)


def _those(subject: Subject, has_it: Callable[[Image.Image], bool]) -> list[str]:
    return [path for path, picture in _opened(subject) if has_it(picture)]


def _opened(subject: Subject) -> Iterator[tuple[str, Image.Image]]:
    """The pictures of pixels, with their paths: those that are damaged are told of by their format."""
    for path, data in subject.epub.pictures.items():
        if not _is_svg(data) and (picture := _picture(data)):
            yield path, picture


def _picture(data: bytes) -> Image.Image | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # nothing is decoded here
        try:
            return Image.open(io.BytesIO(data))
        except Exception:  # Pillow's plugins raise many kinds of error at damaged pictures
            return None


def _format(data: bytes) -> str:
    picture = _picture(data)
    return (picture.format or _UNKNOWN).lower() if picture else _UNKNOWN


def _is_svg(data: bytes) -> bool:
    return b"<svg" in data[:2000]


def _is_transparent(picture: Image.Image) -> bool:
    if not picture.has_transparency_data:
        return False
    try:
        least: Any = picture.convert("RGBA").getchannel("A").getextrema()[0]
    except Exception:  # as above
        return False
    return bool(least < 255)
