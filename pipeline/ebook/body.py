"""A chapter's body and notes made ready for an EPUB: its virtual addresses become files of the book.

`x-thread:ID` leads to the other chapter's file (or to the original, where that thread is not in this book),
`x-notes:ID` to the notes on a thread, `x-picture:NAME` to the picture's file. Markup is as typesetting has written it:
tags in pairs or closed by " />", attributes in double quotes, "<" and ">" escaped in them. So a tag is known by a
pattern, and nothing is parsed again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from pipeline.ebook import address
from pipeline.errors import PublishError
from pipeline.model import Chapter, NoteKind, Thread

IMAGES = "images"
"""The folder of the book that holds its pictures."""
_ANCHOR = re.compile(r"<a( [^>]*)?>(.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r' ([\w:.-]+)="([^"]*)"')
_IMAGE_SOURCE = re.compile(r'(<img [^>]*?\bsrc=")([^"]*)')
_IN_LANGUAGE = re.compile(r'(<\w(?:(?! xml:lang=)[^<>])*?)( lang="[^"]*")((?:(?! xml:lang=)[^<>])*>)')
_EMPTY = re.compile(r"<(?!(?:br|col|hr|img|wbr)\b)(\w+)([^<>]*+)(?<= /)>")


class Body(Struct, frozen=True, kw_only=True):
    """The body of a chapter, with addresses of files in the book."""

    file: str
    """Name of its file in the book."""
    thread: Thread
    markup: str
    """The `<article>` element."""
    notes: str = ""
    """The notes on its text."""


def file_name(chapter: Chapter) -> str:
    """Name of the chapter's file in the book: stable between runs, for it comes from the thread alone.

    It is ASCII, as reading systems want it: where the slug is not, the thread's id stands for it.
    """
    slug = chapter.thread.slug
    return f"thread-{slug if slug.isascii() else chapter.thread.id}.xhtml"


def settle(chapter: Chapter, files: Mapping[str, str], notes_file: str, kinds: Iterable[NoteKind]) -> Body:
    """The chapter's body and notes with addresses that hold in the book.

    files: the file name of each chapter of the book, by its thread's id. notes_file: that of its notes.
    kinds: what of the chapter is shown behind its text.
    Raises PublishError where the theme put in a picture that the chapter does not have.
    """
    thread = chapter.thread
    links = {f"x-thread:{id}": name for id, name in files.items()}
    if chapter.notes:
        links[f"x-notes:{thread.id}"] = f"{notes_file}#notes-{thread.id}"
    notes = "".join(getattr(chapter, kind) for kind in kinds)
    body, notes = (_settled(markup, chapter, links) for markup in (chapter.body, notes))
    return Body(file=files[thread.id], thread=thread, markup=body, notes=notes)


def _settled(markup: str, chapter: Chapter, links: Mapping[str, str]) -> str:
    """The markup with addresses that hold in the book. links: those of threads and notes, by virtual address."""
    addresses = {f"x-picture:{picture.name}": f"{IMAGES}/{picture.name}" for picture in chapter.pictures}
    markup = _ANCHOR.sub(lambda anchor: _anchor(anchor, links), markup)
    markup = _IMAGE_SOURCE.sub(lambda image: image[1] + _source(image[2], addresses, chapter.thread), markup)
    # Some readers take the file for HTML, where only a few elements may close themselves.
    markup = _EMPTY.sub(lambda tag: f"<{tag[1]}{tag[2][:-2]}></{tag[1]}>", markup)
    return with_xml_lang(markup)


def with_xml_lang(markup: str) -> str:
    """The markup with each `lang` stated as `xml:lang` too, for readers of XHTML that know no other."""
    return _IN_LANGUAGE.sub(lambda tag: f"{tag[1]}{tag[2]} xml:{tag[2][1:]}{tag[3]}", markup)


def _anchor(anchor: re.Match[str], links: Mapping[str, str]) -> str:
    attributes = dict(_ATTRIBUTE.findall(anchor[1] or ""))
    original = html.unescape(attributes.pop("data-href", ""))
    href = html.unescape(attributes.get("href", ""))
    if href.startswith(("x-thread:", "x-notes:")):
        href = links.get(href) or address.legal(original)
    elif not href.startswith("#"):
        href = address.legal(href)
    if href:
        attributes["href"] = html.escape(href)
        name = "a"
    else:
        # A span reads the same and promises nothing.
        attributes.pop("href", None)
        name = "span"
    opening = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{opening}>{anchor[2]}</{name}>"


def _source(source: str, addresses: Mapping[str, str], thread: Thread) -> str:
    if source not in addresses:
        raise PublishError(
            f"the theme shows a picture that the thread does not have: {source!r}",
            path=thread.source.name,
            hint="Let the theme's thread.md.j2 show only pictures of the thread's posts.",
        )
    return addresses[source]
