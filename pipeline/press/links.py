"""Links between threads: virtual in a sheet, settled when it is known what is bound together.

`x-thread:ID#ORIGINAL` leads to the thread of that id where it is in the book, else to the original, if it has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String

SCHEME = "x-thread:"


def address(thread: str, original: str) -> str:
    """The virtual address of a thread. original: where it came from, or ""."""
    return f"{SCHEME}{thread}#{original}" if original else SCHEME + thread


def is_virtual(annotation: pikepdf.Object) -> bool:
    """Whether an annotation is a link to a thread that is still to be settled."""
    return "/A" in annotation and str(annotation.A.get("/URI", "")).startswith(SCHEME)


class Target(NamedTuple):
    """A thread of the book."""

    page: pikepdf.Page
    title: str


def settle(annotation: pikepdf.Object, owner: pikepdf.Object, targets: Mapping[str, Target]) -> bool:
    """Let a virtual link lead where it can; False if it leads nowhere and is to be taken off its page.

    annotation: a virtual link. owner: the structure element that holds it. targets: the
    book's threads by id.
    """
    thread, _, original = str(annotation.A.URI).removeprefix(SCHEME).partition("#")
    if target := targets.get(thread):
        del annotation["/A"]
        _, _, _, top = target.page.mediabox
        annotation.Dest = Array([target.page.obj, Name.XYZ, 0, top, 0])
        annotation.Contents = String(target.title)
    elif original:
        annotation.A.URI = annotation.Contents = String(original)
    else:
        _untag(owner)
        return False
    return True


def _untag(owner: pikepdf.Object) -> None:
    """Make a structure element of a link one of plain text."""
    owner.S = Name.Span
    owner.K = Array([kid for kid in owner.K if not (isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR)])
