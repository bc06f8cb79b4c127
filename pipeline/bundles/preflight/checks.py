"""The table of checks: what judges files by each rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pipeline.bundles.preflight import (
    container_checks,
    cover_checks,
    epub_picture_checks,
    exchange_checks,
    link_checks,
    mail_checks,
    page_checks,
    press_checks,
    style_checks,
)
from pipeline.bundles.preflight.scope import About
from pipeline.bundles.preflight.subject import Subject
from pipeline.bundles.preflight.verdict import Fault

Judge = Callable[[Subject, Any], Iterator[Fault]]
"""Yields the faults of a file by the limit of a rule."""


def _file_size(subject: Subject, limit: float) -> Iterator[Fault]:
    if (size := subject.output.size / 1e6) > limit:
        yield Fault(f"{size:.1f} MB; {limit:g} are taken", "Divide the book by --split-by, or leave pictures out.")


SOUND: Mapping[About, Judge] = {
    "epub": container_checks.sound,
    "interior": press_checks.sound,
    "cover": press_checks.sound,
}
"""What judges whether files are whole, which no target has to ask for."""
CHECKS: Mapping[str, Judge] = {
    "file-size": _file_size,
    "mail-size": mail_checks.size,
    "mail-files": mail_checks.files,
    "text-size": container_checks.text_size,
    "picture-pixels": epub_picture_checks.pixels,
    "picture-side": epub_picture_checks.side,
    "picture-types": epub_picture_checks.types,
    "picture-baseline": epub_picture_checks.baseline,
    "picture-opaque": epub_picture_checks.opaque,
    "cover-picture": epub_picture_checks.cover,
    "plain-style": style_checks.plain_style,
    "levels": link_checks.levels,
    "sound-links": link_checks.sound_links,
    "ascii-names": container_checks.ascii_names,
    "trim": page_checks.trim,
    "least-pages": page_checks.least,
    "most-pages": page_checks.most,
    "even-pages": page_checks.even,
    "gutter": page_checks.gutter,
    "margin": page_checks.margin,
    "bleed": page_checks.bleed,
    "no-spine-bleed": page_checks.no_spine_bleed,
    "resolution": press_checks.resolution,
    "fonts-embedded": press_checks.fonts_embedded,
    "no-annotations": press_checks.no_annotations,
    "grey": press_checks.grey,
    "black-text": press_checks.black_text,
    "standard": exchange_checks.standard,
    "cover-size": cover_checks.size,
    "cover-text": cover_checks.text,
}
"""What judges by each rule in `RULES`."""
