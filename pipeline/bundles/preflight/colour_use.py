"""The use of colours on pages: which words, drawings and pictures are in which space, as the content itself says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import pikepdf
from msgspec import Struct

Space = str
"""A colour space in words: "grey", "RGB", "CMYK", "RGB by profile", "Lab", "a spot colour", "a pattern"."""
Colour = tuple[Space, tuple[float, ...]]

_BLACK: Colour = ("grey", (0.0,))
_DEVICE = {
    "/DeviceGray": "grey", "/G": "grey", "/DeviceRGB": "RGB", "/RGB": "RGB", "/DeviceCMYK": "CMYK", "/CMYK": "CMYK",
    "/CalGray": "grey by profile", "/CalRGB": "RGB by profile", "/Lab": "Lab", "/Pattern": "a pattern",
}  # fmt: skip
_DEFAULTS = {"grey": "/DefaultGray", "RGB": "/DefaultRGB", "CMYK": "/DefaultCMYK"}
_BY_PROFILE = {1: "grey by profile", 3: "RGB by profile", 4: "CMYK by profile"}
_SETS: Mapping[str, tuple[bool, Space]] = {
    "g": (False, "grey"), "rg": (False, "RGB"), "k": (False, "CMYK"),
    "G": (True, "grey"), "RG": (True, "RGB"), "K": (True, "CMYK"),
}  # fmt: skip
"""Operators that choose a colour: whether for lines, and its space."""
_OPERATORS = "q Q g G rg RG k K cs CS sc SC scn SCN gs Do sh Tr Tj TJ ' \" BI ID EI"
_DEEPEST = 20
"""Forms and patterns in each other that are looked into."""


class Use(Struct, frozen=True):
    """A colour that something has, or transparency."""

    kind: Literal["words", "drawing", "picture", "transparency"]
    space: Space = ""
    values: tuple[float, ...] = ()
    """Of the colour's components; () where it has several."""


class _State(Struct):
    fill: Colour = _BLACK
    line: Colour = _BLACK
    mode: int = 0
    """Of text (ISO 32000-1, table 106)."""


def used(pages: Iterable[Any]) -> Sequence[frozenset[Use]]:
    """The uses on each of the pages."""
    walk = _Walk()
    return [frozenset(walk.page(page)) for page in pages]


def space_of(value: Any, resources: Any) -> Space:
    """The colour space that a name or an array stands for."""
    if isinstance(value, pikepdf.Name):
        if space := _DEVICE.get(str(value)):
            return _by_default(space, resources)
        named = _entry(resources, "/ColorSpace", str(value))
        return space_of(named, resources) if named is not None else "an unknown space"
    kind = str(value[0])
    if kind == "/ICCBased":
        return _BY_PROFILE.get(int(value[1].get("/N", 0)), "an unknown profile")
    if kind in ("/Indexed", "/I"):
        return space_of(value[1], resources)
    if kind == "/Separation":
        return "grey" if str(value[1]) in ("/Black", "/None") else "a spot colour"
    return _DEVICE.get(kind, "a spot colour")


def _by_default(space: Space, resources: Any) -> Space:
    """The space that resources have in the place of a device's (ISO 32000-1, 8.6.5.6)."""
    default = _entry(resources, "/ColorSpace", _DEFAULTS[space]) if space in _DEFAULTS else None
    return space if default is None else space_of(default, {})


class _Walk:
    """A walk through pages, which comes to each form once for each colour that it is drawn in."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], frozenset[Use]] = {}

    def page(self, page: Any) -> Iterator[Use]:
        if _is_transparent_group(page.obj):
            yield Use("transparency")
        yield from self._content(page, page.get("/Resources", {}), _State(), 0)

    def _content(self, stream: Any, resources: Any, state: _State, depth: int) -> Iterator[Use]:
        above: list[_State] = []
        for instruction in pikepdf.parse_content_stream(stream, _OPERATORS):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                yield from _of_picture(instruction.iimage.obj, resources)
                continue
            operator = str(instruction.operator)
            if operator == "q":
                above.append(_State(state.fill, state.line, state.mode))
            elif operator == "Q":
                state = above.pop() if above else state
            else:
                yield from self._instruction(operator, [*instruction.operands], resources, state, depth)

    def _instruction(
        self, operator: str, operands: list[Any], resources: Any, state: _State, depth: int
    ) -> Iterator[Use]:
        if operator in _SETS:
            is_line, space = _SETS[operator]
            yield from _chosen(state, is_line, (_by_default(space, resources), tuple(map(float, operands))))
        elif operator in ("cs", "CS"):
            _choose(state, operator == "CS", (space_of(operands[0], resources), ()))
        elif operator in ("sc", "scn", "SC", "SCN"):
            is_line = operator.isupper()
            space = (state.line if is_line else state.fill)[0]
            pattern = operands.pop() if operands and isinstance(operands[-1], pikepdf.Name) else None
            if pattern is not None:
                yield from self._pattern(_entry(resources, "/Pattern", str(pattern)), resources, state, depth)
            else:
                yield from _chosen(state, is_line, (space, tuple(map(float, operands))))
        elif operator == "Tr":
            state.mode = int(operands[0])
        elif operator in ("Tj", "TJ", "'", '"'):
            yield from _of_words(state)
        elif operator == "gs":
            yield from self._graphics_state(_entry(resources, "/ExtGState", str(operands[0])), depth)
        elif operator == "sh":
            yield from _of_shading(_entry(resources, "/Shading", str(operands[0])), resources)
        elif operator == "Do":
            yield from self._object(_entry(resources, "/XObject", str(operands[0])), resources, state, depth)

    def _object(self, drawn: Any, resources: Any, state: _State, depth: int) -> Iterator[Use]:
        if drawn is None:
            return
        if drawn.get("/Subtype") == "/Image":
            yield from _of_picture(drawn, resources)
        else:
            if _is_transparent_group(drawn):
                yield Use("transparency")
            yield from self._form(drawn, resources, state, depth)

    def _form(self, form: Any, resources: Any, state: _State, depth: int) -> Iterator[Use]:
        if form is None:
            return
        name = (form.objgen, state.fill, state.line, state.mode)
        if depth < _DEEPEST and name not in self._known:
            self._known[name] = frozenset()  # a form in itself adds nothing
            own = form.get("/Resources", resources)
            inside = _State(state.fill, state.line, state.mode)
            self._known[name] = frozenset(self._content(form, own, inside, depth + 1))
        yield from self._known.get(name, ())

    def _pattern(self, pattern: Any, resources: Any, state: _State, depth: int) -> Iterator[Use]:
        if pattern is None:
            return
        if int(pattern.get("/PatternType", 0)) == 2:
            yield from _of_shading(pattern.get("/Shading"), resources)
        else:
            yield from self._form(pattern, {}, state, depth)

    def _graphics_state(self, entries: Any, depth: int) -> Iterator[Use]:
        if entries is None:
            return
        mask = entries.get("/SMask")
        modes = entries.get("/BM", pikepdf.Name("/Normal"))
        mode = modes[0] if isinstance(modes, pikepdf.Array) else modes
        opacity = min(float(entries.get(each, 1)) for each in ("/ca", "/CA"))
        if opacity < 1 or str(mode) not in ("/Normal", "/Compatible"):
            yield Use("transparency")
        if isinstance(mask, pikepdf.Dictionary):
            yield Use("transparency")
            yield from self._form(mask.get("/G"), {}, _State(), depth)


def _choose(state: _State, is_line: bool, colour: Colour) -> None:
    if is_line:
        state.line = colour
    else:
        state.fill = colour


def _chosen(state: _State, is_line: bool, colour: Colour) -> Iterator[Use]:
    _choose(state, is_line, colour)
    yield Use("drawing", colour[0])


def _of_words(state: _State) -> Iterator[Use]:
    if state.mode in (0, 2, 4, 6):
        yield Use("words", *state.fill)
    if state.mode in (1, 2, 5, 6):
        yield Use("words", *state.line)


def _of_picture(picture: Any, resources: Any) -> Iterator[Use]:
    if "/SMask" in picture:
        yield Use("transparency")
    if picture.get("/ImageMask", picture.get("/IM", False)):
        return
    space = picture.get("/ColorSpace", picture.get("/CS"))
    yield Use("picture", "colours of its own" if space is None else space_of(space, resources))


def _of_shading(shading: Any, resources: Any) -> Iterator[Use]:
    if shading is not None and "/ColorSpace" in shading:
        yield Use("drawing", space_of(shading.ColorSpace, resources))


def _is_transparent_group(owner: Any) -> bool:
    group = owner.get("/Group")
    return group is not None and group.get("/S") == "/Transparency"


def _entry(resources: Any, kind: str, name: str) -> Any:
    return resources.get(kind, {}).get(name)
