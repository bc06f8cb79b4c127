"""The rendition of a book: what a theme's options ask of an EPUB's pictures, drawings and style sheet.

Each option is for e-readers that show less than EPUB allows. By default a rendition changes nothing, and costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from pipeline.ebook import emoji_files
from pipeline.ebook.conversions import Conversions
from pipeline.ebook.package import File
from pipeline.ebook.page import COVER_IMAGE, PartPage
from pipeline.ebook.picture_rule import PictureRule
from pipeline.model import Chapter, Picture
from pipeline.typeset.cover import design
from pipeline.typeset.cover.cover_words import CoverWords
from pipeline.typeset.emoji import Emoji
from pipeline.typeset.theme import Theme
from pipeline.work.cache import Cache

_READER: Final = "reader"
"""Value of the option "ebook_align" by which a reader says how lines end."""
_IMAGE: Final = re.compile(r'<img [^>]*?\bsrc="x-picture:([^"]*)"[^>]*>')
_SIZE: Final = re.compile(r'(?<= )(width|height)="\d+"')
_FIGURE: Final = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_SHAPE: Final = re.compile(r'^(?=[^>]*? width="(\d+)")(?=[^>]*? height="(\d+)")(?:[^>]*? style="([^"]*)")?')
_MOST_WIDTH: Final = re.compile(r"max-width: ([\d.]+)%")
_TALL: Final = 1.25
"""Height of a picture, as the measure goes, for which a page has room: most pages are a little higher than that."""


class Rendition(Struct, frozen=True):
    """How a book is made fit for an e-reader."""

    rule: PictureRule
    emoji: str
    """Kind of the drawings of emoji: "svg", "png" or "png-on-white"."""
    is_plain: bool
    """Whether its style sheet is for old engines."""
    conversions: Conversions

    @classmethod
    def of(cls, theme: Theme, kept: Cache | None) -> Rendition:
        """The rendition that a theme asks for. kept: where conversions are kept."""
        return cls(
            rule=PictureRule.of(theme),
            emoji=theme.choice("ebook_emoji"),
            is_plain=theme.choice("ebook_style") == "plain",
            conversions=Conversions(kept),
        )

    @property
    def suffix(self) -> str:
        """Suffix of the files of emoji."""
        return "svg" if self.emoji == "svg" else "png"

    @property
    def is_default(self) -> bool:
        """Whether it leaves all as it is."""
        return self.rule == PictureRule() and self.emoji == "svg" and not self.is_plain

    def chapter(self, chapter: Chapter) -> Chapter:
        """The chapter with its pictures fitted."""
        if self.is_default:
            return chapter
        made = {picture.name: self._fitted(picture) for picture in chapter.pictures}
        changed = {name: picture for name, picture in made.items() if picture.name != name}
        body, notes = chapter.body, chapter.notes
        if changed:
            body, notes = (_IMAGE.sub(lambda image: _shown(image, changed), markup) for markup in (body, notes))
        if self.is_plain:
            body = _FIGURE.sub(lambda figure: re.sub(r"<img [^>]*>", _narrowed, figure[0]), body)
        return replace(chapter, body=body, notes=notes, pictures=tuple(made.values()))

    def part(self, page: PartPage) -> PartPage:
        """The page that opens a part, with its portrait fitted."""
        if not page.opener.portrait:
            return page
        return replace(page, opener=replace(page.opener, portrait=self._fitted(page.opener.portrait)))

    def painted(self, words: CoverWords, pixels: int, theme: Theme) -> bytes:
        """The cover that a theme draws, as JPEG: see `design.painted`.

        To draw it takes longer than all else of a thread's book, so the renditions for several e-readers share it.
        """
        if self.is_default:
            return design.painted(words, pixels, theme)
        drawn = design.drawn(words, design.HEIGHT, theme)

        def rasterised() -> Picture:
            return _cover(design.rasterised(drawn, pixels, theme))

        return self.conversions.made(("cover", pixels, theme.is_ours, drawn), rasterised).data

    def fitted_cover(self, data: bytes) -> bytes:
        """A cover, a JPEG, fitted."""
        return self._fitted(_cover(data)).data

    def drawings(self, used: Iterable[Emoji], ending: str) -> list[File]:
        """Files of the drawings of emoji. ending: of their keys."""
        if self.emoji == "svg":
            return [emoji_files.svg_file(emoji, ending) for emoji in used]
        rule = replace(self.rule, plain=self.emoji == "png-on-white")
        return [emoji_files.png_file(emoji, ending, rule, self.conversions) for emoji in used]

    def style(self, theme: Theme) -> str:
        """The style sheet of a theme, with what was added to it; how lines end stands in one of its own, where that is
        not left to the reader."""
        own, *added = theme.style_sheets("ebook")
        ends = theme.style_sheets("ebook-align")[:1] if theme.choice("ebook_align") != _READER else ()
        if not self.is_plain:
            return "\n".join((own, *ends, *added))
        from pipeline.ebook.lowering import lowered

        plain = theme.style_sheets("ebook-plain")[:1]
        return lowered("\n".join((own, *plain, *ends, *added)))

    def _fitted(self, picture: Picture) -> Picture:
        return self.rule.fitted(picture, self.conversions)


def _cover(data: bytes) -> Picture:
    """The picture of a cover, whose file says how large it is."""
    return Picture(name=COVER_IMAGE, media_type="image/jpeg", data=data, width=0, height=0)


def _shown(image: re.Match[str], changed: dict[str, Picture]) -> str:
    """The tag of a picture that is another now, with its name and size."""
    picture = changed.get(image[1])
    if not picture:
        return image[0]
    sizes = {"width": picture.width, "height": picture.height}
    tag = _SIZE.sub(lambda size: f'{size[1]}="{sizes[size[1]]}"', image[0])
    return tag.replace(f'"x-picture:{image[1]}"', f'"x-picture:{picture.name}"')


def _narrowed(image: re.Match[str]) -> str:
    """The tag of a picture of a figure, which is so wide at most that a page has room for it: old engines do not know
    how high a page is."""
    shape = _SHAPE.match(image[0])
    style = shape[3] or "" if shape else ""
    if not shape or style.startswith("width"):  # one of a row, whose height is known
        return image[0]
    most = 100 * _TALL * int(shape[1]) / int(shape[2])
    limit = _MOST_WIDTH.match(style)
    if most >= (float(limit[1]) if limit else 100):
        return image[0]
    narrow = f' style="max-width: {most:.2f}%"'
    return image[0].replace(f' style="{style}"', narrow) if style else image[0].replace(" />", f"{narrow} />")
