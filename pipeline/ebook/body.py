"""A chapter's body made ready for an EPUB: its virtual addresses become files of the book.

`x-thread:ID` leads to the other chapter's file (or to the original, where that thread is not in this book),
`x-picture:NAME` to the picture's file. A body is as typesetting has written it: tags in pairs or closed by " />",
attributes in double quotes, "<" and ">" escaped in them. So a tag is known by a pattern, and nothing is parsed again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from msgspec import Struct

from pipeline.ebook import address
from pipeline.errors import PublishError
from pipeline.model import Chapter, Thread

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


def file_name(chapter: Chapter) -> str:
    """Name of the chapter's file in the book: stable between runs, for it comes from the thread alone.

    It is ASCII, as reading systems want it: where the slug is not, the thread's id stands for it.
    """
    slug = chapter.thread.slug
    return f"thread-{slug if slug.isascii() else chapter.thread.id}.xhtml"


def settle(chapter: Chapter, files: Mapping[str, str]) -> Body:
    """The chapter's body with addresses that hold in the book.

    files: the file name of each chapter of the book, by its thread's id.
    Raises PublishError where the theme put in a picture that the chapter does not have.
    """
    addresses = {f"x-picture:{picture.name}": f"{IMAGES}/{picture.name}" for picture in chapter.pictures}
    markup = _ANCHOR.sub(lambda anchor: _anchor(anchor, files), chapter.body)
    markup = _IMAGE_SOURCE.sub(lambda image: image[1] + _source(image[2], addresses, chapter.thread), markup)
    # Some readers take the file for HTML, where only a few elements may close themselves.
    markup = _EMPTY.sub(lambda tag: f"<{tag[1]}{tag[2][:-2]}></{tag[1]}>", markup)
    return Body(file=files[chapter.thread.id], thread=chapter.thread, markup=with_xml_lang(markup))


def with_xml_lang(markup: str) -> str:
    """The markup with each `lang` stated as `xml:lang` too, for readers of XHTML that know no other."""
    return _IN_LANGUAGE.sub(lambda tag: f"{tag[1]}{tag[2]} xml:{tag[2][1:]}{tag[3]}", markup)


def _anchor(anchor: re.Match[str], files: Mapping[str, str]) -> str:
    attributes = dict(_ATTRIBUTE.findall(anchor[1] or ""))
    original = html.unescape(attributes.pop("data-href", ""))
    href = html.unescape(attributes.get("href", ""))
    scheme, _, rest = href.partition(":")
    if scheme == "x-thread":
        href = files.get(rest) or address.legal(original)
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
