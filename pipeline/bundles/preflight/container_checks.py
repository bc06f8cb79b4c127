"""Checks of an EPUB's container: that it is whole, and how its files are named and how large they are."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from pipeline.bundles.preflight.epub_container import DC, OPF, EpubContainer
from pipeline.bundles.preflight.subject import Subject
from pipeline.bundles.preflight.verdict import Fault, names
from pipeline.text import language_tags

_MIMETYPE = b"application/epub+zip"
_DECLARATION = re.compile(rb"<\?xml\s[^>]*encoding\s*=\s*[\"']utf-8[\"'][^>]*\?>", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"[A-Za-z0-9._/-]+")
_REPORT = "Please report it, with the file if you can."


def sound(subject: Subject, _: object) -> Iterator[Fault]:
    """The archive as OCF 3.3 wants it, XML that says that it is UTF-8, one title, and languages that there are."""
    for message in (*_archive(subject.epub.archive), *_texts(subject.epub), *_metadata(subject.epub)):
        yield Fault(message, f"E-readers may not open it, or take it for locked. {_REPORT}")


def _archive(archive: zipfile.ZipFile) -> Iterator[str]:
    """OCF ZIP container: https://www.w3.org/TR/epub-33/#sec-zip-container-zipreqs."""
    entries = archive.infolist()
    first = entries[0] if entries else None
    if first is None or first.filename != "mimetype":
        yield "its first file is not its mimetype"
    else:
        if first.compress_type != zipfile.ZIP_STORED:
            yield "its mimetype is compressed"
        if first.extra:
            yield "its mimetype has an extra field"
        if first.file_size != len(_MIMETYPE) or archive.read(first) != _MIMETYPE:
            yield "its mimetype is not an EPUB's"
    if archive.comment:
        yield "its archive has a comment"
    if damaged := archive.testzip():
        yield f"{damaged} in it is damaged"


def _texts(epub: EpubContainer) -> Iterator[str]:
    texts = [*epub.texts()]
    if broken := [path for path in texts if epub.tree(path) is None]:
        yield f"no XML: {names(broken)}"
    if silent := [path for path in texts if not _DECLARATION.match(epub.read(path))]:
        yield f"no declaration of XML in UTF-8: {names(silent)}"


def _metadata(epub: EpubContainer) -> Iterator[str]:
    metadata = epub.package.find(f"{OPF}metadata")
    titles = [] if metadata is None else metadata.findall(f"{DC}title")
    lesser = {
        each.get("refines", "")
        for each in epub.package.iterfind(f"{OPF}metadata/{OPF}meta")
        if each.get("property") == "title-type" and (each.text or "").strip() != "main"
    }
    main = [title for title in titles if f"#{title.get('id')}" not in lesser and (title.text or "").strip()]
    if len(main) != 1:
        yield f"{len(main)} main titles" if main else "no title"
    languages = [] if metadata is None else [(each.text or "").strip() for each in metadata.iterfind(f"{DC}language")]
    if not languages:
        yield "no language"
    if unknown := [tag for tag in languages if not language_tags.normal(tag)]:
        yield f"no tag of a language: {names(map(repr, unknown))}"


def text_size(subject: Subject, limit: float) -> Iterator[Fault]:
    """XHTML documents of so many kilobytes at most, as they are unpacked."""
    sizes = {path: len(subject.epub.read(path)) / 1000 for path in subject.epub.of_type("application/xhtml+xml")}
    if large := [path for path in sizes if sizes[path] > limit]:
        most = max(sizes.values())
        yield Fault(f"texts of up to {most:.0f} kB; {limit:g} are taken: {names(large)}", _REPORT)


def ascii_names(subject: Subject, _: object) -> Iterator[Fault]:
    """Names of letters without accents, digits, full stops, dashes and underscores, without spaces."""
    if other := [name for name in subject.epub.archive.namelist() if not _PLAIN_NAME.fullmatch(name)]:
        yield Fault(f"files with names that are not plain: {names(other)}", _REPORT)
