"""EPUBs and mails that break a rule each, by the rules."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pipeline.bundles.preflight.judgement import WHOLE
from tests.bundles.preflight import sound_files as sound
from tests.bundles.preflight.sound_files import Epub

Files = dict[str, bytes]
Case = tuple[str, Callable[[], Files], str]
"""What is broken, the files, and what is said of them."""


def changed(change: Callable[[Epub], object]) -> Files:
    """The sound EPUB with a change."""
    book = sound.epub()
    change(book)
    return {"book.epub": book.data()}


def word(name: str, old: str, new: str) -> Files:
    """The sound EPUB with other words in a file."""
    return changed(lambda book: book.change(name, old, new))


def file(name: str, data: bytes) -> Files:
    """The sound EPUB with another file in a file's place, or beside the others."""
    return changed(lambda book: book.files.update({name: data}))


def style(css: str) -> Files:
    """The sound EPUB with more of a style sheet."""
    return file("EPUB/style.css", sound.STYLE + css.encode())


def cover(size: tuple[int, int] = (700, 1120), form: str = "JPEG", mode: str = "RGB", **options: bool) -> Files:
    """The sound EPUB with another cover."""
    return file("EPUB/cover.jpg", sound.picture(size, form, mode, **options))


BROKEN: dict[str, list[Case]] = {
    WHOLE: [
        ("a comment", lambda: changed(lambda book: setattr(book, "comment", b"made by")), "comment"),
        ("packed mimetype", lambda: changed(lambda book: setattr(book, "compressed", True)), "compressed"),
        ("extra field", lambda: changed(lambda book: setattr(book, "extra", b"\1\0\2\0ab")), "extra field"),
        ("mimetype later", lambda: changed(lambda b: b.files.update(mimetype=b.files.pop("mimetype"))), "first file"),
        ("other mimetype", lambda: file("mimetype", b"application/zip"), "mimetype"),
        ("no XML", lambda: word("text.xhtml", "</p>", ""), "no XML: EPUB/text.xhtml"),
        ("no declaration", lambda: word("toc.ncx", '<?xml version="1.0" encoding="utf-8"?>', ""), "EPUB/toc.ncx"),
        ("no title", lambda: word("package.opf", "Walls", " "), "no title"),
        ("two titles", lambda: word("package.opf", "subtitle", "main"), "2 main titles"),
        ("no language", lambda: word("package.opf", "dc:language", "dc:type"), "no language"),
        ("false language", lambda: word("package.opf", "pt-BR", "Brazilian"), "'Brazilian'"),
        ("no ZIP", lambda: {"book.epub": b"PK"}, "no ZIP"),
        ("no package document", lambda: word("package.opf", "</package>", ""), "no XML"),
    ],
    "file-size": [
        ("EPUB", lambda: file("EPUB/film.bin", bytes(2_100_000)), "2.1 MB; 2 are taken"),
    ],
    "mail-size": [("one large file", lambda: {"1.eml": sound.mail(1, 90_000)}, "0.1 MB; 0.1 are taken")],
    "mail-files": [("three", lambda: {"1.eml": sound.mail(3)}, "3 attachments; 2 are taken")],
    "text-size": [("long", lambda: word("text.xhtml", "A wall", "A wall " * 2000), "up to 28 kB; 10 are taken")],
    "picture-pixels": [("many", lambda: cover((1000, 1001)), "1.0 million pixels; 1 are taken: EPUB/cover.jpg")],
    "picture-side": [("high", lambda: cover((700, 1201)), "up to 1201 pixels; 1200 are taken: EPUB/cover.jpg")],
    "picture-types": [
        ("GIF called PNG", lambda: file("EPUB/picture.png", sound.picture((9, 9), "GIF")), "gif: EPUB/picture.png"),
        ("WebP", lambda: file("EPUB/picture.png", sound.picture((9, 9), "WEBP")), "webp"),
        ("SVG", lambda: file("EPUB/picture.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'), "svg"),
        ("SVG in a page", lambda: word("text.xhtml", "</p>", '<svg xmlns="http://www.w3.org/2000/svg"/></p>'), "svg"),
        ("damaged", lambda: file("EPUB/picture.png", b"\x89PNG"), "none that is known"),
    ],
    "picture-baseline": [("progressive", lambda: cover(progressive=True), "progressive JPEG pictures: EPUB/cover.jpg")],
    "picture-opaque": [
        ("alpha", lambda: file("EPUB/picture.png", sound.picture((9, 9), "PNG", "RGBA")), "EPUB/picture.png"),
        ("palette", lambda: file("EPUB/picture.png", sound.picture((9, 9), "PNG", "L", transparency=120)), "picture"),
    ],
    "cover-picture": [
        ("small", lambda: cover((639, 1000)), "639 by 1000 pixels; 640 at least"),
        ("PNG", lambda: cover(form="PNG"), "no JPEG"),
        ("none", lambda: word("package.opf", "cover-image", "svg"), "no cover"),
    ],
    "plain-style": [
        *(
            (css, partial(style, css), said)
            for css, said in {
                "p { width: calc(1px + 1em) }": "calc()",
                "p { margin: 0 MIN(1em, 2%) }": "min()",
                "p { color: var(--ink) }": "var()",
                "@supports (width: max(1em, 1%)) { p { margin: 0 } }": "max()",
                "@media print { p { margin: -webkit-foo(env(x)) } }": "env()",
                "@media print { }": "an empty @media",
                "@supports (margin: 0) { /* none */ }": "an empty @supports",
                "p { height: 90vh }": "vh",
                "p { margin: 1rem }": "rem",
                "p { display: flex }": "display: flex",
                "p { display: inline-grid !important }": "display: inline-grid",
                "p:has(b) { margin: 0 }": ":has()",
                "@media print { :is(p, b) { margin: 0 } }": ":is()",
                "p { b:where(i) { margin: 0 } }": ":where()",
            }.items()
        ),
        ("attribute", lambda: word("text.xhtml", "color: #333", "width: clamp(1px, 2px, 3px)"), "EPUB/text.xhtml"),
        ("element", lambda: word("text.xhtml", "</head>", "<style>p { width: 9vw }</style></head>"), "vw"),
    ],
    "levels": [
        ("nav", lambda: word("nav.xhtml", "Dry ones</a>", "Dry ones</a><ol><li><a href='#toc'>x</a></li></ol>"), "3"),
        (
            "NCX",
            lambda: word("toc.ncx", '#dry"/>', "#dry\"/><navPoint id='n3'><content src='text.xhtml'/></navPoint>"),
            "contents of 3 levels; 2 are shown",
        ),
    ],
    "sound-links": [
        ("page", lambda: word("text.xhtml", 'href="#dry"', 'href="#wet"'), "#wet in EPUB/text.xhtml"),
        ("nav", lambda: word("nav.xhtml", "text.xhtml#dry", "text.xhtml#wet"), "text.xhtml#wet in EPUB/nav.xhtml"),
        ("NCX", lambda: word("toc.ncx", "text.xhtml#dry", "next.xhtml"), "next.xhtml in EPUB/toc.ncx"),
        ("guide", lambda: word("package.opf", "nav.xhtml#toc", "nav.xhtml#top"), "nav.xhtml#top in EPUB/package.opf"),
        ("picture", lambda: word("text.xhtml", "picture.png", "no.png"), "no.png in EPUB/text.xhtml"),
    ],
    "ascii-names": [
        ("accent", lambda: file("EPUB/mañana.css", b""), "EPUB/mañana.css"),
        ("space", lambda: file("EPUB/a b.css", b""), "EPUB/a b.css"),
    ],
}
