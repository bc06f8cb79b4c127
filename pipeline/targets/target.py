"""A target: a place that books go to, with what it asks of the writers, and what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
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
    "file-size": "files of {} MB at most",
    "mail-size": "mails of {} MB at most",
    "mail-files": "mails with {} files at most",
    "text-size": "text files in an EPUB of {} kB at most",
    "picture-pixels": "pictures of {} million pixels at most",
    "picture-side": "pictures of {} pixels at most on the longer side",
    "picture-types": "pictures in these formats alone: {}",
    "picture-baseline": "JPEG pictures that are not progressive",
    "picture-opaque": "pictures without transparent parts",
    "cover-picture": "a cover picture in JPEG of {} pixels at least on the shorter side",
    "plain-style": "style sheets without functions, lengths of the window and flexible boxes",
    "levels": "contents of {} levels at most",
    "sound-links": "links within the book that lead somewhere",
    "ascii-names": "names inside an EPUB in letters without accents, and digits",
    "trim": "pages of one of these sizes: {}",
    "least-pages": "{} pages at least",
    "most-pages": "{} pages at most",
    "even-pages": "a number of pages that is a multiple of {}",
    "gutter": "an inner margin, by number of pages, of {}",
    "margin": "other margins of {}",
    "bleed": "a bleed of {} where something runs off the page",
    "no-spine-bleed": "no bleed at the spine",
    "resolution": "pictures of {} dpi at the size of print",
    "fonts-embedded": "all fonts in the file",
    "no-annotations": "no links, notes, attachments or actions",
    "grey": "no colour but greys",
    "black-text": "black words in black ink alone",
    "standard": "a file by the standard PDF/{}",
    "cover-size": "a cover sheet of two pages, spine and bleed",
    "cover-text": "words {} from a cover's edges, and clear of its folds",
}
"""The vocabulary of rules, as what each asks for. {} is its limit, which is `true` where there is none: a number, a
length, a list of formats or of sizes, of a gutter pairs (up to so many pages, so wide), x-4 or x-1a."""


def said(name: str, limit: Any) -> str:
    """A rule in words, with its limit."""
    if name == "gutter":
        limit = [f"{width} up to {most} pages" for most, width in limit]
    if name == "standard":
        limit = str(limit).replace("x", "X", 1)
    return RULES[name].format(", ".join(map(str, limit)) if isinstance(limit, list) else limit)


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A limit that finished files are held to."""

    limit: Any
    """As `RULES` has it."""
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
        """The screen as a page, in the words of the option: "90.76x122.59". No larger, or it had a pixel too many."""
        width, height = (floor(each / self.ppi * UNITS["in"] * 100) / 100 for each in (self.width, self.height))
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
    """The name of the paper that is printed on, where nobody says another: a key of the cover's `spine`, if that has
    any."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Values of the theme's options, in tables."""
    pdf: Mapping[str, Any] = field(default_factory=dict)
    """The same of what shapes PDFs alone: an EPUB is as it would be without."""
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

    def wishes(self, format: str) -> list[Wishes]:
        """What it asks of a theme for books in a format: in a PDF its screen is the page, where it names no other."""
        asked = [Wishes(self.options, self.source("options."))]
        if format == "pdf":
            page = {"page": self.screen.page} if self.screen else {}
            asked = [Wishes(page, self.source("screen.")), *asked, Wishes(self.pdf, self.source("pdf."))]
        return asked

    def source(self, table: str) -> Source:
        """Its file as what gives options values. table: of the file, with a dot."""
        return Source(self.path or f"{self.name}.toml", table)

    def limit(self, rule: str) -> Any:
        """The limit of a rule that is more than assumed; None: there is no such rule."""
        found = self.rules.get(rule)
        return found.limit if found and found.sure != "assumed" else None

    def gutter(self, pages: int) -> float | None:
        """The inner margin in mm that a book of so many pages needs at least; None: there is no rule about that."""
        if not (classes := self.limit("gutter")):
            return None
        return millimetres(next((width for most, width in classes if pages <= most), classes[-1][1]))
