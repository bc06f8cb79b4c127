"""Archives read alike, whatever they come in: a folder, a zip or a tar.gz."""

from __future__ import annotations

from pipeline.gunzip import MAGIC
from pipeline.sources.bundle.base import Bundle
from pipeline.sources.bundle.folder import FolderBundle
from pipeline.sources.bundle.tarred import TarBundle
from pipeline.sources.bundle.zipped import ZipBundle
from pipeline.sources.files import Input

__all__ = ["Bundle", "FolderBundle", "open_bundle"]


def open_bundle(source: Input) -> Bundle:
    """The input as a bundle, to be used in a `with` statement. Raises PublishError for a damaged or unsafe archive."""
    if source.path.is_dir():
        return FolderBundle(source)
    return TarBundle(source) if source.head.startswith(MAGIC) else ZipBundle(source)
