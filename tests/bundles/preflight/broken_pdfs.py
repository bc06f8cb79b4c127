"""PDFs that break a rule each, by the rules: books for a press, and cover sheets."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from pipeline.bundles.preflight.judgement import WHOLE
from tests.bundles.preflight import sound_files as sound
from tests.bundles.preflight.broken_epubs import Case, Files
from tests.bundles.preflight.sound_files import BLEED, PAGE, draw, image, outline, press_book, words

Change = Callable[[pikepdf.Pdf], object]
FOLD = PAGE[0] + sound.SPINE


def book(change: Change) -> Files:
    """The sound book with a change."""
    return {"book.pdf": press_book(change)}


def drawn(number: int, operators: str) -> Files:
    """The sound book with more on a page."""
    return book(lambda pdf: draw(pdf, number, operators))


def on_page(number: int, **entries: Any) -> Files:
    """The sound book with other entries in a page."""
    return book(lambda pdf: pdf.pages[number - 1].obj.update(Dictionary(**entries)))


def in_catalogue(**entries: Any) -> Files:
    """The sound book with other entries in its catalogue."""
    return book(lambda pdf: pdf.Root.update(Dictionary(**entries)))


def locked() -> bytes:
    """The sound book, locked."""
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(press_book())) as pdf:
        pdf.save(result, encryption=pikepdf.Encryption(owner="a", user="b"))
    return result.getvalue()


def bound_at_the_right(pdf: pikepdf.Pdf) -> None:
    """Bind the book at its right, with words near what is then a spine, and near what was one."""
    pdf.Root.ViewerPreferences = Dictionary(Direction=Name.R2L)
    for number, page in enumerate(pdf.pages, 1):
        left, beyond = (-BLEED, 0) if number % 2 else (0, BLEED)
        box = [left, -BLEED, PAGE[0] + beyond, PAGE[1] + BLEED]
        page.obj.update(Dictionary(MediaBox=box, BleedBox=box))
    del pdf.pages[1].Contents
    draw(pdf, 5, words(PAGE[0] - 45, 300))
    draw(pdf, 7, words(24, 300))


def not_stated(pdf: pikepdf.Pdf) -> None:
    """Do not say which standard the file keeps to."""
    metadata = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(metadata.replace(b"PDF/X-4", b"PDF/X-4p"))


def no_intent(pdf: pikepdf.Pdf) -> None:
    """Take the output intent away."""
    del pdf.Root.OutputIntents


def two_intents(pdf: pikepdf.Pdf) -> None:
    """Have an output intent more, which says nothing."""
    pdf.Root.OutputIntents.append(Dictionary(S=Name.GTS_PDFX))


def screens_profile(pdf: pikepdf.Pdf) -> None:
    """Have the profile of a screen in the output intent."""
    pdf.Root.OutputIntents[0].DestOutputProfile.write(b"\0" * 12 + b"mntrRGB " + b"\0" * 108)


def halftone(pdf: pikepdf.Pdf) -> None:
    """Say where halftones begin."""
    pdf.pages[4].Resources.ExtGState.T = pdf.make_indirect(Dictionary(Type=Name.ExtGState, HTP=Array([0, 0])))


def packed_by_lzw(pdf: pikepdf.Pdf) -> None:
    """Have a stream that is packed as none may be."""
    stream = pdf.make_stream(b"")
    stream.write(bytes([0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01]), filter=Name.LZWDecode)
    pdf.pages[4].Resources.XObject.L = stream


def bare_font(pdf: pikepdf.Pdf) -> None:
    """Give a page a font that is not in the file."""
    pdf.pages[4].Resources.Font.G = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def transfer_curve(pdf: pikepdf.Pdf) -> None:
    """Have a transfer curve."""
    pdf.pages[4].Resources.ExtGState.T = pdf.make_indirect(Dictionary(Type=Name.ExtGState, TR=Name.Identity))


def no_trim_box(pdf: pikepdf.Pdf) -> None:
    """Leave out where a page without a bleed is cut."""
    page = pdf.pages[2].obj
    page.update(Dictionary(MediaBox=[0, 0, *PAGE], BleedBox=[0, 0, *PAGE]))
    del page.TrimBox


def form(pdf: pikepdf.Pdf, number: int, operators: str, matrix: str) -> None:
    """Draw a form on a page."""
    own = Stream(pdf, operators.encode())
    fonts = pdf.pages[number - 1].Resources.Font
    own.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 900, 900], Resources=Dictionary(Font=fonts)
    )
    pdf.pages[number - 1].Resources.XObject.Fm = own
    draw(pdf, number, f"{matrix} cm /Fm Do")


def shading(pdf: pikepdf.Pdf) -> None:
    """Draw a gradient of colours."""
    ends = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0, 0], C1=[0, 1, 0, 0], N=1)
    gradient = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[100, 100, 200, 200], Function=ends)
    pdf.pages[7].Resources.Shading = Dictionary(S=gradient)
    draw(pdf, 8, "100 100 100 100 re W n /S sh")


def profiled(pdf: pikepdf.Pdf) -> None:
    """Show a picture in colours by a profile."""
    profile = pdf.make_stream(b"")
    profile.stream_dict = Dictionary(N=3, Alternate=Name.DeviceRGB)
    picture = image(pdf, 8, pixels=300, points=72, space=Name.DeviceRGB)
    picture.ColorSpace = Array([Name.ICCBased, profile])


def sheet(change: Change, pages: int = 24) -> Files:
    """The sound cover sheet with a change, beside a sound book."""
    return {"book.pdf": press_book(pages=pages), "book-cover.pdf": sound.cover_sheet(change)}


def on_sheet(operators: str) -> Files:
    """The sound cover sheet with more on it."""
    return sheet(lambda pdf: draw(pdf, 1, operators))


def trimmed(page: pikepdf.Page) -> Dictionary:
    """Boxes of the page without its bleed."""
    return Dictionary(MediaBox=page.trimbox, BleedBox=page.trimbox)


BROKEN: dict[str, list[Case]] = {
    WHOLE: [
        ("no PDF", lambda: {"book.pdf": b"%PDF-1.4\n%%EOF"}, "no PDF"),
        ("half a PDF", lambda: {"book.pdf": press_book()[:-3000]}, "damaged"),
        ("locked PDF", lambda: {"book.pdf": locked()}, "password"),
    ],
    "file-size": [
        ("PDF", lambda: in_catalogue(Extra=String("x" * 2_100_000)), "2 are taken"),
    ],
    "trim": [
        (
            "wider",
            lambda: on_page(
                4,
                TrimBox=[-1, 0, *PAGE],
                BleedBox=[-1 - BLEED, -BLEED, PAGE[0], PAGE[1] + BLEED],
                MediaBox=[-1 - BLEED, -BLEED, PAGE[0], PAGE[1] + BLEED],
            ),
            "page 4: 152.8 mm by 228.6 mm",
        ),
    ],
    "least-pages": [("20", lambda: {"book.pdf": press_book(pages=20)}, "20 pages; 24 at least are taken")],
    "most-pages": [("32", lambda: {"book.pdf": press_book(pages=32)}, "32 pages; 28 at most are taken")],
    "even-pages": [("26", lambda: {"book.pdf": press_book(pages=26)}, "26 pages, which is no multiple of 4")],
    "gutter": [
        ("right page", lambda: drawn(5, words(27, 300)), "page 5: something is 9.5 mm from the spine; 10 mm"),
        ("left page", lambda: drawn(6, words(PAGE[0] - 45, 300)), "page 6: something is 9.2 mm"),
        ("longer book", lambda: {"book.pdf": press_book(pages=36)}, "40 mm must stay free"),
        ("bound at the right", lambda: book(bound_at_the_right), "page 5: something is 9.2 mm from the spine"),
    ],
    "margin": [
        ("outside", lambda: drawn(5, words(PAGE[0] - 30, 300)), "page 5: something is 3.8 mm from the edge"),
        ("below", lambda: drawn(5, words(200, 10)), "page 5"),
        ("above", lambda: drawn(6, words(200, PAGE[1] - 20)), "page 6"),
        ("drawings, too", lambda: drawn(6, f"0.5 g 200 {PAGE[1] - 12} 30 6 re f"), "page 6: something is 2.1 mm"),
        ("words in a form", lambda: book(lambda pdf: form(pdf, 7, words(0, 0), "2 0 0 2 300 8")), "page 7"),
    ],
    "bleed": [
        ("ends at the trim", lambda: drawn(6, f"0.5 g 0 0 {PAGE[0]} 100 re f"), "page 6: something ends at the edge"),
        ("other width", lambda: on_page(4, BleedBox=[-4, -4, PAGE[0], PAGE[1] + 4]), "page 4: the bleed is not 3 mm"),
    ],
    "no-spine-bleed": [
        ("left page", lambda: on_page(4, MediaBox=[-BLEED, -BLEED, PAGE[0] + 9, PAGE[1] + BLEED]), "page 4: a bleed"),
    ],
    "resolution": [
        (
            "one",
            lambda: book(lambda pdf: image(pdf, 7, pixels=190, points=72)),
            "page 7: the picture is 190 dpi at this size; 300 wanted",
        ),
        (
            "several",
            lambda: book(lambda pdf: [image(pdf, page, pixels=page * 10, points=72) for page in (7, 8, 9, 12)]),
            "pages 7–9 and 12: 4 pictures are 70 to 120 dpi",
        ),
        ("on a cover", lambda: sheet(lambda pdf: image(pdf, 1, pixels=100, points=72)), "page 1: the picture is 100"),
    ],
    "fonts-embedded": [("Helvetica", lambda: book(bare_font), "not in the file: Helvetica")],
    "no-annotations": [
        (
            "link",
            lambda: on_page(9, Annots=Array([Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9])])),
            "page 9: links or notes",
        ),
        ("attachment", lambda: in_catalogue(Names=Dictionary(EmbeddedFiles=Dictionary(Names=[]))), "attachments"),
        ("script", lambda: in_catalogue(OpenAction=Dictionary(S=Name.JavaScript, JS=String("1"))), "scripts"),
        ("action", lambda: in_catalogue(OpenAction=Dictionary(S=Name.URI)), "actions"),
        ("form", lambda: in_catalogue(AcroForm=Dictionary(Fields=[])), "a form"),
    ],
    "grey": [
        ("drawing", lambda: drawn(8, "1 0 0 0 k 200 200 9 9 re f"), "page 8: colour, in CMYK"),
        ("line", lambda: drawn(8, "1 0 0 0 K 200 200 9 9 re S"), "page 8"),
        ("words", lambda: drawn(8, words(200, 200, "0 1 1 0 k")), "page 8: colour, in CMYK"),
        ("picture", lambda: book(profiled), "page 8: colour, in RGB by profile"),
        (
            "within a picture",
            lambda: drawn(8, "0.2 0 0 0.2 200 200 cm BI /W 1 /H 1 /CS /CMYK /BPC 8 ID abcd EI"),
            "page 8: colour, in CMYK",
        ),
        ("in a form", lambda: book(lambda pdf: form(pdf, 8, "1 0 0 0 k 0 0 9 9 re f", "1 0 0 1 200 200")), "page 8"),
        ("shading", lambda: book(shading), "page 8"),
    ],
    "black-text": [
        ("rich", lambda: drawn(8, words(200, 200, "0.6 0.6 0.6 1 k")), "page 8: black words that are mixed"),
        ("RGB", lambda: drawn(8, words(200, 200, "0.13 0.13 0.13 rg")), "page 8"),
        ("lines of letters", lambda: drawn(8, "1 Tr" + words(200, 200, "0.5 0.5 0.5 1 K")), "page 8"),
    ],
    "standard": [
        ("not stated", lambda: book(not_stated), "it does not state that it is one"),
        ("no intent", lambda: book(no_intent), "no output intent"),
        ("no TrimBox", lambda: book(no_trim_box), "page 3: no TrimBox"),
        ("two boxes", lambda: on_page(3, ArtBox=[0, 0, *PAGE]), "page 3: both a TrimBox and an ArtBox"),
        ("transfer curve", lambda: book(transfer_curve), "transfer curves"),
        ("RGB", lambda: drawn(8, "1 0 0 rg 200 200 9 9 re f"), "page 8: RGB"),
        ("two intents", lambda: book(two_intents), "2 output intents; its output intent names no condition; its"),
        ("profile", lambda: book(screens_profile), "the profile of its output intent is not a press's"),
        ("halftones", lambda: book(halftone), "origins of halftones"),
        ("LZW", lambda: book(packed_by_lzw), "packed by LZW"),
        ("loose boxes", lambda: on_page(5, BleedBox=[0, -9, PAGE[0] + BLEED, PAGE[1] + BLEED]), "page 5: boxes"),
        ("version", lambda: {"book.pdf": press_book(version="1.7")}, "of version 1.7"),
        ("cover sheet", lambda: on_sheet("1 0 0 rg 200 200 9 9 re f"), "page 1: RGB"),
    ],
    "cover-size": [
        ("another spine", lambda: sheet(lambda _: None, pages=28), "no two pages and a spine of 2.8 mm"),
        (
            "no bleed",
            lambda: sheet(lambda pdf: pdf.pages[0].obj.update(trimmed(pdf.pages[0]))),
            "its bleed is not 3 mm",
        ),
        ("two pages", lambda: sheet(lambda pdf: sound.add_page(pdf, right=True)), "2 pages; a cover is one"),
    ],
    "cover-text": [
        ("words at the edge", lambda: on_sheet(words(8, 300)), "words 2.8 mm from the edge of the paper; 4 mm"),
        ("outlines at the edge", lambda: on_sheet(outline(100, 5, 9)), "words 1.8 mm from the edge"),
        ("thin spine", lambda: sheet(lambda _: None, pages=20), "words on the spine of 20 pages; from 24 it may"),
        ("at the fold", lambda: on_sheet(outline(FOLD - 3, 100, 9)), "words at the folds"),
        ("across the fold", lambda: on_sheet(words(PAGE[0] - 10, 100)), "words at the folds"),
    ],
}
