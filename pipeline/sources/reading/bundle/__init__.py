"""Bundles: archives read alike, whether they come as a folder, a zip or a tar.gz."""

from __future__ import annotations

from pipeline.assets.gunzip import MAGIC
from pipeline.sources.reading.bundle.base import Bundle
from pipeline.sources.reading.bundle.folder import FolderBundle
from pipeline.sources.reading.bundle.tar_bundle import TarBundle
from pipeline.sources.reading.bundle.zip_bundle import ZIP_STARTS, ZipBundle
from pipeline.sources.reading.files import Input

__all__ = ["ZIP_STARTS", "Bundle", "FolderBundle", "open_bundle"]


def open_bundle(source: Input) -> Bundle:
    """The bundle of an input, to be used in a `with` statement. Raises PublishError for a damaged or unsafe archive."""
    if source.path.is_dir():
        return FolderBundle(source)
    return TarBundle(source) if source.head.startswith(MAGIC) else ZipBundle(source)
