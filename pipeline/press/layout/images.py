"""The images of pages, by address: drawings of emoji, the pictures of a thread, and codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.model import Picture
from pipeline.press.layout.codes import Code
from pipeline.press.layout.drawings import Drawing
from pipeline.press.layout.plates import Plate
from pipeline.typeset import emoji


class Images(dict[str, Any]):
    """A cache of images for WeasyPrint that has a document's pictures, its codes and every drawing from the start.

    Any other image, such as a theme's own, WeasyPrint reads and adds by itself.
    """

    def __init__(
        self, pictures: Mapping[str, Picture], codes: Mapping[str, Code] | None = None, *, is_opaque: bool = False
    ) -> None:
        """is_opaque: nothing in drawings shines through."""
        self._is_opaque = is_opaque
        super().__init__({address: Plate(picture) for address, picture in pictures.items()} | dict(codes or {}))

    def __contains__(self, url: object) -> bool:
        return super().__contains__(url) or (isinstance(url, str) and url.startswith(emoji.SCHEME))

    def __missing__(self, url: str) -> Drawing:
        image = self[url] = Drawing(url.removeprefix(emoji.SCHEME), self._is_opaque)
        return image
