"""A target: a place that books go to, with what it asks of the writers, and what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from pipeline.typeset.lengths import UNITS, millimetres
from pipeline.typeset.theme import Wishes
from pipeline.typeset.theme_options import Source

Format = Literal["pdf", "epub"]
Kind = Literal["reader", "screen", "home", "shop"]
Certainty = Literal["stated", "reported", "assumed"]
"""How sure a rule is: stated by the place or by a maintained tool that keeps to it, reported by others, assumed."""
Pixels = Annotated[int, Meta(ge=100, le=20000)]

RULES: Mapping[str, str] = {
    "file-size": "megabytes of a file",
    "mail-size": "megabytes of all that goes with one mail",
    "mail-files": "files that go with one mail",
    "text-size": "kilobytes of a text file in an EPUB",
    "picture-pixels": "millions of pixels of a picture in an EPUB",
    "picture-side": "pixels of a picture's longer side in an EPUB",
    "picture-types": "endings of pictures in an EPUB",
    "plain-style": "style sheets without functions, lengths of the window and flexible boxes",
    "levels": "levels of contents in an EPUB",
    "sound-links": "every link inside an EPUB leads to a place",
    "ascii-names": "names of files in letters without accents, and digits",
    "trim": "sizes of page, WIDTHxHEIGHT in mm or as options name them",
    "least-pages": "pages at least",
    "most-pages": "pages at most",
    "even-pages": "pages are a multiple of this",
    "gutter": "pairs: up to so many pages, so wide an inner margin",
    "margin": "width of the other margins",
    "bleed": "width of the bleed",
    "resolution": "dots per inch of pictures at the size of print",
    "fonts-embedded": "all fonts are in the file",
    "no-annotations": "no links, notes, attachments or actions",
    "grey": "no colour but greys",
    "black-text": "text in one ink alone",
    "standard": "the PDF/X standard that the file states",
    "cover-text": "least distance of words from a cover's edges",
}
"""The vocabulary of rules: what the limit of each is."""


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A limit that finished files are held to."""

    limit: Any
    """As `RULES` says of the rule."""
    source: str
    """Who says so."""
    sure: Certainty


class Screen(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A screen, upright."""

    width: Pixels
    height: Pixels
    """Of what can be drawn on, in pixels."""
    ppi: Annotated[float, Meta(ge=50, le=1000)]
    """Pixels per inch."""
    colour: bool = False

    @property
    def page(self) -> str:
        """The screen as a page, in the words of the option: "90.8x122.7"."""
        width, height = (round(each / self.ppi * UNITS["in"], 1) for each in (self.width, self.height))
        return f"{width:g}x{height:g}"


class Cover(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The cover sheet that a shop takes: back, spine and front on one page. Lengths as in the options of themes."""

    bleed: str = "0.125in"
    spine: Mapping[str, str] = field(default_factory=dict)
    """Thickness of a page by the name of its paper: "0.0025in"."""
    board: str = "0mm"
    """What the cover itself adds to the spine."""
    spine_text: int = 80
    """Pages from which the spine has words."""
    spine_free: str = "1.6mm"
    """Between the words on a spine and its edges."""
    safe: str = "0.25in"
    """Between words and the edges of the paper."""
    barcode: Literal["own", "shop", "none"] = "own"
    """Who prints it: the book's ISBN, the shop into a white field, nobody."""
    colours: Literal["colour", "grey"] = "colour"
    """What may be printed: any colour, or greys alone."""


class Target(Struct, frozen=True, kw_only=True):
    """A target, with what it has from those that it is based on."""

    name: str
    """Of its file, without the ending; its bundle is called so."""
    title: str
    """For people: "Kobo e-readers"."""
    description: str = ""
    """A line about what it makes."""
    kind: Kind
    formats: tuple[Format, ...]
    aliases: tuple[str, ...] = ()
    """Other names that people call it by."""
    threads: bool = True
    """Whether each thread is a file of its own, too."""
    screen: Screen | None = None
    paper: str = ""
    """The name of the paper that is printed on, where nobody says another: a key of the cover's `spine`."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Values of the theme's options, in tables."""
    cover: Cover | None = None
    """The cover sheet; None: there is none."""
    readme: tuple[str | Mapping[str, str], ...] = ()
    """Steps to get files there: ids of messages, tables of an id (`say`) and the values that it names, or words."""
    in_colour: str = ""
    """The target that stands for it where colour is asked for; "": it has no other."""
    mail: str = ""
    """The service that takes files by mail: "Send to Kindle"; "": none does."""
    rules: Mapping[str, Rule] = field(default_factory=dict)
    """By names in `RULES`."""
    path: str = ""
    """Of its file, as the user named it; "": it came with Threadbound."""

    @property
    def wishes(self) -> Wishes:
        """What it asks of a theme: its screen is the page, where it names no other."""
        page = {"page": self.screen.page} if self.screen and "pdf" in self.formats else {}
        return Wishes(page | dict(self.options), self.source("options."))

    def source(self, table: str) -> Source:
        """Its file as what gives options values. table: of the file, with a dot."""
        return Source(self.path or f"{self.name}.toml", table)

    def limit(self, rule: str) -> Any:
        """The limit of a rule that is more than assumed; None: there is no such rule."""
        found = self.rules.get(rule)
        return found.limit if found and found.sure != "assumed" else None

    def gutter(self, pages: int) -> float | None:
        """The inner margin in mm that a book of so many pages needs at least; None: there is no rule."""
        if not (rule := self.rules.get("gutter")):
            return None
        widths = [width for most, width in rule.limit if pages <= most] or [rule.limit[-1][1]]
        return millimetres(widths[0])
