"""The container of an EPUB, read again: its files, its package document and its pages, as any e-reader finds them."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from msgspec import Struct

from pipeline.bundles.preflight.verdict import UnreadableError

OPF = "{http://www.idpf.org/2007/opf}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
DC = "{http://purl.org/dc/elements/1.1/}"
OPS = "{http://www.idpf.org/2007/ops}"
_CONTAINER = "META-INF/container.xml"
_ROOT_FILE = ".//{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, KeyError)
"""Whatever zipfile says of an archive that is damaged, locked or packed as none is in an EPUB."""


class Item(Struct, frozen=True):
    """A file that the package document lists."""

    path: str
    """In the archive."""
    media_type: str
    properties: tuple[str, ...]


class EpubContainer:
    """An EPUB's archive. Raises UnreadableError where it is no archive, or has no package document."""

    def __init__(self, data: bytes) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise UnreadableError("it is no ZIP archive, or a damaged one") from error
        self._trees: dict[str, Element | None] = {}
        roots = [each.get("full-path", "") for each in self._top(_CONTAINER).iterfind(_ROOT_FILE)]
        if not roots:
            raise UnreadableError(f"{_CONTAINER} names no package document")
        self.package_path = roots[0]
        self.package = self._top(self.package_path)

    def read(self, path: str) -> bytes:
        """The bytes of a file in the archive. Raises UnreadableError where it is damaged, or not there."""
        try:
            return self.archive.read(path)
        except _DAMAGE as error:
            raise UnreadableError(f"{path} in it is damaged, or not there") from error

    def tree(self, path: str) -> Element | None:
        """The root element of a file; None where that is no XML."""
        if path not in self._trees:
            try:
                self._trees[path] = ElementTree.fromstring(self.read(path))
            except (ElementTree.ParseError, ValueError, LookupError):  # LookupError: of an encoding
                self._trees[path] = None
        return self._trees[path]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The files that the package document lists, in its order."""
        return tuple(
            Item(self.place(self.package_path, each.get("href", "")), each.get("media-type", ""), _words(each))
            for each in self.package.iterfind(f"{OPF}manifest/{OPF}item")
        )

    def of_type(self, *media_types: str) -> list[str]:
        """Paths of the files of these types that are there."""
        there = set(self.archive.namelist())
        return [item.path for item in self.items if item.media_type in media_types and item.path in there]

    @cached_property
    def pages(self) -> Mapping[str, Element]:
        """The XHTML documents that are XML, by path."""
        trees = {path: self.tree(path) for path in self.of_type("application/xhtml+xml")}
        return {path: tree for path, tree in trees.items() if tree is not None}

    @cached_property
    def navigation(self) -> tuple[str, ...]:
        """Paths of the navigation document."""
        return tuple(item.path for item in self.items if "nav" in item.properties)

    @cached_property
    def pictures(self) -> Mapping[str, bytes]:
        """The pictures, by path."""
        types = {item.media_type for item in self.items if item.media_type.startswith("image/")}
        return {path: self.read(path) for path in self.of_type(*types)}

    def texts(self) -> Iterator[str]:
        """Paths of all that is XML: the package document, its pages, the NCX."""
        yield self.package_path
        yield from self.of_type("application/xhtml+xml", "application/x-dtbncx+xml")

    @staticmethod
    def place(base: str, href: str) -> str:
        """The path that an address without a fragment leads to, from the file at the path base."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href)))

    def _top(self, path: str) -> Element:
        if (tree := self.tree(path)) is None:
            raise UnreadableError(f"{path} in it is no XML")
        return tree


def _words(item: Element) -> tuple[str, ...]:
    return tuple(item.get("properties", "").split())
