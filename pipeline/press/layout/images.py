"""The images of pages, by address: drawings of emoji and the pictures of a thread."""

from __future__ import annotations

from typing import Any

from pipeline.model import Picture
from pipeline.press.layout.drawings import Drawing
from pipeline.press.layout.plates import Plate
from pipeline.typeset import emoji


class Images(dict[str, Any]):
    """A cache of images for WeasyPrint that has a document's pictures and every drawing from the start.

    Any other image, such as a theme's own, WeasyPrint reads and adds by itself.
    """

    def __init__(self, pictures: dict[str, Picture]) -> None:
        super().__init__({address: Plate(picture) for address, picture in pictures.items()})

    def __contains__(self, url: object) -> bool:
        return super().__contains__(url) or (isinstance(url, str) and url.startswith(emoji.SCHEME))

    def __missing__(self, url: str) -> Drawing:
        image = self[url] = Drawing(url.removeprefix(emoji.SCHEME))
        return image
