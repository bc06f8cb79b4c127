"""A target with every rule that there is, and files held to it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.bindery.production import Output
from pipeline.bindery.store import Store
from pipeline.bundles.preflight import preflight
from pipeline.bundles.preflight.verdict import Finding
from pipeline.model import Bound
from pipeline.targets import Cover, Rule, Target
from pipeline.work.cache import Cache

LIMITS: Mapping[str, Any] = {
    "file-size": 2,
    "mail-size": 0.1,
    "mail-files": 2,
    "text-size": 10,
    "picture-pixels": 1,
    "picture-side": 1200,
    "picture-types": ["jpg", "png"],
    "picture-baseline": True,
    "picture-opaque": True,
    "cover-picture": 640,
    "plain-style": True,
    "levels": 2,
    "sound-links": True,
    "ascii-names": True,
    "trim": ["a5", "6x9in"],
    "least-pages": 24,
    "most-pages": 28,
    "even-pages": 4,
    "gutter": [[32, "10mm"], [300, "40mm"]],
    "margin": "6mm",
    "bleed": "3mm",
    "no-spine-bleed": True,
    "resolution": 300,
    "fonts-embedded": True,
    "no-annotations": True,
    "grey": True,
    "black-text": True,
    "standard": "x-4",
    "cover-size": True,
    "cover-text": "4mm",
}
"""A limit for every rule, which the sound files keep to, most of them closely."""


def target(**limits: Any) -> Target:
    """A target with these rules; with all of them where none is named."""
    chosen = limits or LIMITS
    return Target(
        name="shop",
        title="The shop",
        kind="shop",
        formats=("epub", "pdf"),
        paper="white",
        cover=Cover(bleed="3mm", spine={"white": "0.1mm"}, spine_text=24, spine_free="0.4mm"),
        rules={
            name.replace("_", "-"): Rule(limit=limit, source="The shop", sure="stated")
            for name, limit in chosen.items()
        },
    )


def found(files: Mapping[str, bytes], place: Target | None = None) -> list[Finding]:
    """What the preflight finds of files. A book has as many pages as its bytes have of them."""
    outputs = [Output.of(name, Bound(data=data, pages=data.count(b"/TrimBox") or None)) for name, data in files.items()]
    with TemporaryDirectory() as folder, closing(Cache(Path(folder))) as cache:
        return preflight.findings(place or target(), outputs, lambda output: files[output.name], Store(cache), {})
