"""EbookLib as its documentation has it: a chapter an item, the contents, the pictures."""

from __future__ import annotations

import re
from pathlib import Path

from ebooklib import epub

from benchmarks import rivals

_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_PICTURE = re.compile(r'src="(pictures/[^"]+)"')


def bind(pages: list[Path], target: Path) -> None:
    """An EPUB with a chapter for each page."""
    book = epub.EpubBook()
    book.set_identifier(target.stem)
    book.set_title("Collected Threads")
    book.set_language("en")
    pictures: set[str] = set()
    chapters = []
    for page in pages:
        text = page.read_text(encoding="utf-8")
        (title,), (body,) = _TITLE.findall(text), _BODY.findall(text)
        chapter = epub.EpubHtml(title=title, file_name=f"{page.stem}.xhtml", content=body)
        book.add_item(chapter)
        chapters.append(chapter)
        pictures.update(_PICTURE.findall(text))
    for name in sorted(pictures):
        kind = "image/png" if name.endswith(".png") else "image/jpeg"
        content = (pages[0].parent / name).read_bytes()
        book.add_item(epub.EpubImage(uid=Path(name).name, file_name=name, media_type=kind, content=content))
    book.toc = chapters
    book.spine = ["nav", *chapters]
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    epub.write_epub(target, book)


def main() -> None:
    """Bind the pages."""
    order = rivals.order()
    every = sorted(path for path in (order.place / "pages").glob("*.html") if path.stem != rivals.BOOK)
    for page, target in order.documents("pages", ".html"):
        bind(every if page.stem == rivals.BOOK else [page], target)


if __name__ == "__main__":
    main()
