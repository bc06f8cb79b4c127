"""The tags of a PDF, read as a listener's program does, and audited mark by mark."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pikepdf
from msgspec import Struct

_PAINTS = {*"SsfFBb", "f*", "B*", "b*", "sh", "Tj", "TJ", "'", '"', "Do", "INLINE IMAGE"}
"""Operators that leave something on the page."""

Place = tuple[Any, int]
"""A mark: id of its page, or of its form on one, and its number there."""


class Tag(Struct):
    """An element of structure, with all that it holds."""

    role: str
    language: str
    """Its own or that of the element around it."""
    name: str
    """Alternative text."""
    kids: list[Tag | str]
    """Elements and stretches of text, in the order of reading."""
    pages: set[int]
    """Pages that its own text stands on, from 0."""
    annotations: int

    @property
    def text(self) -> str:
        """All that is read."""
        return " ".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def all(self, role: str) -> list[Tag]:
        """The elements of a role in it, in order."""
        return [each for each in self._walk() if each.role == role]

    def roles(self) -> list[Any]:
        """Its role and those of what it holds, nested."""
        return [self.role, *(kid.roles() for kid in self.kids if isinstance(kid, Tag))]

    def _walk(self) -> Iterator[Tag]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid._walk()


def read(pdf: pikepdf.Pdf) -> Tag:
    """The tree of a PDF."""
    texts = {part.objgen: _Marks(part).texts for page in pdf.pages for part in _parts(page)}
    pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}

    def tag(element: Any, language: str) -> Tag:
        language = str(element.get("/Lang", language))
        found = Tag(str(element.S)[1:], language, str(element.get("/Alt", "")), [], set(), 0)
        for kid in element.get("/K", ()):
            if (place := _place(kid, element)) is not None:
                found.kids.append(texts[place[0]][place[1]])
                found.pages.add(pages[kid.Pg.objgen if isinstance(kid, pikepdf.Dictionary) else place[0]])
            elif kid.get("/Type") == "/OBJR":
                found.annotations += 1
            else:
                found.kids.append(tag(kid, language))
        return found

    (document,) = pdf.Root.StructTreeRoot.K
    return tag(document, str(pdf.Root.Lang))


def audit(pdf: pikepdf.Pdf) -> None:
    """Assert that everything drawn is content that the tree has once, by both its ways, or an artifact."""
    owners = dict(_owners(pdf))
    parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    drawn: set[Place] = set()
    for number, page in enumerate(pdf.pages):
        for part in _parts(page):
            marks = _Marks(part)
            assert not marks.loose, f"page {number}: drawn outside of all marks: {marks.loose}"
            assert not marks.nested, f"page {number}: marks within marks: {marks.nested}"
            assert not drawn & {(part.objgen, mark) for mark in marks.texts}
            drawn |= {(part.objgen, mark) for mark in marks.texts}
            listed = list(parents[int(part.StructParents)]) if "/StructParents" in part else []
            assert sorted(marks.texts) == list(range(len(listed))), f"page {number}: marks that no element has"
            for mark, owner in enumerate(listed):
                assert owners[part.objgen, mark] == owner.objgen
        for note in page.obj.get("/Annots", ()):
            owner = parents[int(note.StructParent)]
            mentions = [kid for kid in owner.K if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"]
            assert [mention.Obj.objgen for mention in mentions].count(note.objgen) == 1
    assert drawn == set(owners)


def _owners(pdf: pikepdf.Pdf) -> Iterator[tuple[Place, Any]]:
    """All marks of the tree, each with the id of its element; asserts that none is there twice, and who is above whom."""
    seen: set[Place] = set()
    waiting: list[Any] = [(kid, pdf.Root.StructTreeRoot) for kid in pdf.Root.StructTreeRoot.K]
    while waiting:
        element, above = waiting.pop()
        assert element.P.objgen == above.objgen
        for kid in element.get("/K", ()):
            if (place := _place(kid, element)) is not None:
                assert place not in seen
                seen.add(place)
                yield place, element.objgen
            elif kid.get("/Type") != "/OBJR":
                waiting.append((kid, element))


def _place(kid: Any, element: Any) -> Place | None:
    """The mark that a kid of an element stands for; None for what is no mark."""
    if isinstance(kid, int):
        return element.Pg.objgen, kid
    return (kid.get("/Stm", kid.Pg).objgen, int(kid.MCID)) if kid.get("/Type") == "/MCR" else None


def _parts(page: pikepdf.Page) -> list[Any]:
    """A page, and the forms on it whose content has marks of its own."""
    if "/Contents" not in page.obj:
        return [page.obj]
    listed: Any = page.obj.Resources.get("/XObject", {})
    drawn = [listed[str(each.operands[0])] for each in pikepdf.parse_content_stream(page, "Do")]
    return [page.obj, *(form for form in drawn if "/StructParents" in form)]


def as_bound(_document: Any, pdf: Any) -> None:
    """Add what binding says of tags in the catalogue of a PDF, to one that WeasyPrint writes: a finisher."""
    pdf.catalog |= {"MarkInfo": "<</Marked true>>", "ViewerPreferences": "<</DisplayDocTitle true>>"}


class _Marks:
    """The marks of a page or a form: their text, by number, and what stands outside of them, or wrongly within."""

    def __init__(self, part: Any) -> None:
        self.texts: dict[int, str] = {}
        self.loose: list[str] = []
        self.nested: list[str] = []
        self._fonts = {name: _unicode_map(font) for name, font in part.Resources.get("/Font", {}).items()}
        self._forms = part.Resources.get("/XObject", {})
        self._stack: list[int | str | None] = []
        """Open marks: numbers of content, "artifact", None for others."""
        font: dict[int, str] = defaultdict(str)
        for instruction in pikepdf.parse_content_stream(part):
            operands, name = instruction.operands, str(instruction.operator)
            if name in ("BMC", "BDC"):
                self._open(*operands)
            elif name == "EMC":
                self._stack.pop()
            elif name == "Tf":
                font = self._fonts[str(operands[0])]
            elif name == "Do" and "/StructParents" in self._forms[str(operands[0])]:
                assert not any(each is not None for each in self._stack), "marked within a mark"
            elif name in _PAINTS:
                self._paint(name, operands, font)

    def _open(self, kind: Any, properties: Any = None) -> None:
        number = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
        mark = "artifact" if kind == "/Artifact" else None if number is None else int(number)
        if mark is not None and any(each is not None for each in self._stack):
            self.nested.append(f"{mark} in {self._stack}")
        if isinstance(mark, int):
            assert mark not in self.texts
            self.texts[mark] = ""
        self._stack.append(mark)

    def _paint(self, name: str, operands: Any, font: dict[int, str]) -> None:
        open_marks = [mark for mark in self._stack if mark is not None]
        if not open_marks:
            self.loose.append(name)
        elif isinstance(open_marks[-1], int) and name in ("Tj", "TJ"):
            parts = operands[0] if name == "TJ" else operands
            glyphs = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            self.texts[open_marks[-1]] += "".join(
                font[int.from_bytes(glyphs[at : at + 2], "big")] for at in range(0, len(glyphs), 2)
            )


def _unicode_map(font: Any) -> dict[int, str]:
    pairs = re.findall(rb"<(\w{4})> <(\w+)>", font.ToUnicode.read_bytes())
    return defaultdict(str, {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs})
