"""Patches for boxes and their styles: the most frequent questions are answered first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.css.computed_values import COMPUTER_FUNCTIONS, PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

from pipeline.press.layout.patches.patch import Patch, replaces


@replaces("weasyprint.css:ComputedStyle.__missing__", "weasyprint.css:text_decoration", source="77ad7287f90d7cfa")
def computed_style(original: Any) -> Any:
    """Fast defaults: a property that no rule sets has its initial value or the parent's.

    The original considers variables, mathematics and logical properties each time. Worth offering to WeasyPrint.
    """
    # CSS does not call these inherited, but where no rule sets them, WeasyPrint hands them down.
    handed_down = {name for name in INITIAL_VALUES if name.startswith("text_decoration_")} | {"page"}
    inherited = frozenset(INHERITED | handed_down)
    entangled = {"float", "position", "display"}  # with one another
    to_compute = frozenset(INITIAL_NOT_COMPUTED - entangled)
    own = INITIAL_VALUES.keys() - inherited - INITIAL_NOT_COMPUTED - entangled
    initial = {name: INITIAL_VALUES[name] for name in own}
    logical = {
        name: frozenset(find(block="ttb", inline=direction) for direction in ("ltr", "rtl"))
        for name, find in PHYSICAL_FUNCTIONS.items()
    }

    def missing(self: Any, key: str) -> Any:
        cascaded = self.cascaded
        if key not in cascaded and (key not in logical or logical[key].isdisjoint(cascaded)):
            if key in initial:
                value = self[key] = initial[key]
                return value
            if key in inherited and self.parent_style is not None:
                value = self[key] = self.parent_style[key]
                return value
            if key in to_compute:
                value = self[key] = COMPUTER_FUNCTIONS[key](self, key, INITIAL_VALUES[key])
                return value
        return original(self, key)

    return missing


_AREAS = ("@footnote", "@note-area")
"""Parts of a page's text block that page rules have styles of, as they have of its margins."""


@replaces(
    "weasyprint.css:StyleFor.add_page_declarations",
    "weasyprint.layout.page:make_margin_boxes",
    "weasyprint.layout.page:set_page_type_computed_styles",
    source="610f25049265dd5a",
)
def shown_margins(original: Any) -> Any:
    """Styles of those boxes in a page's margin that something is in: of sixteen, one or two.

    The original has all of them, for WeasyPrint's own style sheet aligns each.
    """

    def add_page_declarations(self: Any, page_type: Any) -> None:
        original(self, page_type)
        cascaded = self.get_cascaded_styles()
        margins = [key for key in cascaded if key[0] == page_type and key[1] and key[1] not in _AREAS]
        empty = [key for key in margins if "content" not in cascaded[key]]
        for key in empty:
            del cascaded[key]

    return add_page_declarations


@replaces("weasyprint.css:find_style_attributes", "weasyprint.css:StyleFor.__init__", source="77ad7287f90d7cfa")
def shared_styles(original: Any) -> Any:
    """Styles shared by elements with the same style attribute: an emoji with its likes.

    To the original each attribute is another, for it is parsed anew. It compares only the last attribute of an element
    that counts as style, so this is for those that have no other.
    """

    def find_style_attributes(tree: Any, hints: bool, base_url: Any) -> Iterator[Any]:
        known: dict[str, Any] = {}
        for specificity, element, declarations, base in original(tree, hints, base_url):
            if not hints and "style" in element.attrib and element.attrib.keys() <= {"style", "class"}:
                declarations = known.setdefault(element.attrib["style"], declarations)
            yield specificity, element, declarations, base

    return find_style_attributes


@replaces("weasyprint.formatting_structure.boxes:Box.is_in_normal_flow", source="8ffd28ab74a149f0")
def normal_flow(original: Any) -> Any:
    """A fast test for normal flow: two looks at the style instead of five calls, for most boxes."""

    def is_in_normal_flow(self: Any) -> Any:
        style = self.style
        return (style["float"] == "none" and style["position"] == "static") or original(self)

    return is_in_normal_flow


_CONTEXT = "_formatting_context"
"""Attribute of a style that keeps whether boxes of it establish a formatting context, by their class."""


@replaces("weasyprint.formatting_structure.boxes:Box.establishes_formatting_context", source="8ffd28ab74a149f0")
def formatting_context(original: Any) -> Any:
    """The test for a formatting context made once for a style and a class, which it depends on."""

    def establishes_formatting_context(self: Any) -> Any:
        known = self.style.__dict__.setdefault(_CONTEXT, {})
        kind = type(self), self.is_column
        if kind not in known:
            known[kind] = original(self)
        return known[kind]

    return establishes_formatting_context


_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
_BARE = "_bare"
"""Attribute of a style that keeps whether nothing is painted behind its boxes."""


@replaces(
    "weasyprint.layout.background:layout_box_backgrounds",
    "weasyprint.layout.background:layout_backgrounds",
    "weasyprint.layout.percent:resolve_radii_percentages",
    source="4956303e36f38ae0",
)
def bare_boxes(original: Any) -> Any:
    """Nothing worked out for boxes that have neither background nor shadow, round corners or pictures for borders."""

    def layout_box_backgrounds(
        page: Any, box: Any, image: Any, layout_children: bool = True, style: Any = None
    ) -> None:
        if style is not None or box is page:
            original(page, box, image, layout_children, style)
            return
        known = box.style.__dict__
        if _BARE not in known:
            known[_BARE] = _is_bare(box.style)
        if not known[_BARE]:
            original(page, box, image, layout_children)
            return
        box.background = None
        box.border_top_left_radius = box.border_top_right_radius = _SQUARE
        box.border_bottom_left_radius = box.border_bottom_right_radius = _SQUARE
        for child in box.all_children() if layout_children else ():
            layout_box_backgrounds(page, child, image)

    return layout_box_backgrounds


_SQUARE = (0, 0)


def _is_bare(style: Any) -> bool:
    color = style["background_color"]
    return (
        color != "currentcolor"
        and color.alpha == 0
        and not style["box_shadow"]
        and not any(value for _, value in style["background_image"])
        and all(style[name][0] == "none" for name in ("border_image_source", "mask_border_source"))
        and all((0, "px") in style[f"border_{corner}_radius"] for corner in _CORNERS)
    )


_SIDES = ("top", "right", "bottom", "left")
_SIZES = ("width", "height", "min_width", "min_height", "max_width", "max_height")
_USED = "_used"
"""Attribute of a style that keeps what is used of it: its sizes, and all values to be used, if any is."""


@replaces(
    "weasyprint.layout.percent:resolve_percentages",
    "weasyprint.layout.percent:adjust_box_sizing",
    source="bac190e240dce17b",
)
def fixed_sizes(original: Any) -> Any:
    """Sizes, margins, padding and borders resolved once for a style, where none of them is a part of another length.

    The original looks at each of them whenever a box is laid out.
    """

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        sizes = [style[name] for name in _SIZES]
        known = style.__dict__.get(_USED)
        if known is None or known[0] != sizes:  # flexible boxes have theirs altered
            known = style.__dict__[_USED] = sizes, _used(style)
        if known[1] is None:
            original(box, containing_block)
        else:
            box.__dict__.update(known[1])

    return resolve_percentages


def _used(style: Any) -> dict[str, Any] | None:
    """The values of a style as they are used, None if they depend on a box."""
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return None
    used = {f"border_{side}_width": style[f"border_{side}_width"] for side in _SIDES}
    for name in (*_SIZES, *(f"{space}_{side}" for space in ("margin", "padding") for side in _SIDES)):
        value = style[name]
        if value == "auto":
            used[name] = 0 if name in ("min_width", "min_height") else value
        elif getattr(value, "unit", None) == "px":
            used[name] = value.value
        else:
            return None
    return used


PATCHES: tuple[Patch, ...] = (
    computed_style,
    shown_margins,
    shared_styles,
    normal_flow,
    formatting_context,
    bare_boxes,
    fixed_sizes,
)
