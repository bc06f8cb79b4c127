"""The boxes of a page that is laid out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def all_boxes(root: Any) -> list[Any]:
    """A box and all that it holds, outer ones first.

    WeasyPrint's own `descendants` hands each box through all that are around it.
    """
    found = [root]
    for box in found:
        found += laid_out(getattr(box, "children", ()))
    return found


def laid_out(boxes: Iterable[Any]) -> list[Any]:
    """The boxes, or those that were laid out where they hold the place of these."""
    return [getattr(box, "_box", box) for box in boxes]  # an AbsolutePlaceholder has the other one
