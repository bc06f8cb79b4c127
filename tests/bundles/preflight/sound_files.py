"""Sound files, small and made by nothing of ours: an EPUB, a book for a press, its cover sheet, a mail."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from typing import Any

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

MM = 72 / 25.4
PAGE = (152.4 * MM, 228.6 * MM)
BLEED = 3 * MM
SPINE = 24 * 0.1 * MM

CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = b"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:6e94e50d-1cad-5ec4-8177-f2e1dfb1899a</dc:identifier>
<dc:title id="title">Walls</dc:title><dc:title id="second">How they stand</dc:title>
<meta refines="#second" property="title-type">subtitle</meta>
<dc:language>en</dc:language><dc:language>pt-BR</dc:language>
<meta property="dcterms:modified">2024-01-01T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="cover" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>
<item id="picture" href="picture.png" media-type="image/png"/></manifest>
<spine toc="ncx"><itemref idref="text"/></spine>
<guide><reference type="toc" title="Contents" href="nav.xhtml#toc"/></guide></package>"""
NAV = b"""<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Contents</title></head>
<body><nav epub:type="toc" id="toc"><ol><li><a href="text.xhtml">Walls</a>
<ol><li><a href="text.xhtml#dry">Dry ones</a></li></ol></li></ol></nav></body></html>"""
NCX = b"""<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head>
<meta name="dtb:uid" content="urn:uuid:6e94e50d-1cad-5ec4-8177-f2e1dfb1899a"/></head>
<docTitle><text>Walls</text></docTitle><navMap><navPoint id="n1"><navLabel><text>Walls</text></navLabel>
<content src="text.xhtml"/><navPoint id="n2"><navLabel><text>Dry ones</text></navLabel>
<content src="text.xhtml#dry"/></navPoint></navPoint></navMap></ncx>"""
TEXT = b"""<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Walls</title>
<link rel="stylesheet" type="text/css" href="style.css"/></head>
<body><p id="dry" style="color: #333">A wall, <a href="#dry">dry</a>, see <a href="https://example.org/#x">there</a>.
<img src="picture.png" alt="A wall"/></p></body></html>"""
STYLE = b"""/* max() */
p { margin: 1em 0 } a:not(.b)::after { content: "calc(1px)" } @media print { p { margin: 0 } }
@font-face { font-family: F; src: local("F") }"""


class Epub(Struct):
    """An EPUB before it is packed: files, in their order, and what its archive is like."""

    files: dict[str, bytes]
    comment: bytes = b""
    compressed: bool = False
    extra: bytes = b""

    def data(self) -> bytes:
        """The file."""
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w") as archive:
            for name, data in self.files.items():
                entry = zipfile.ZipInfo(name)
                entry.compress_type = zipfile.ZIP_DEFLATED if self.compressed else zipfile.ZIP_STORED
                entry.extra = self.extra
                archive.writestr(entry, data)
            archive.comment = self.comment
        return result.getvalue()

    def change(self, name: str, old: str, new: str) -> None:
        """Write other words into a file, which has the old ones."""
        before = self.files[f"EPUB/{name}"]
        assert old.encode() in before
        self.files[f"EPUB/{name}"] = before.replace(old.encode(), new.encode())


def epub() -> Epub:
    """A sound EPUB, with contents of two levels, a cover and a picture."""
    files = {
        "nav.xhtml": NAV, "toc.ncx": NCX, "text.xhtml": TEXT, "style.css": STYLE, "package.opf": PACKAGE,
        "cover.jpg": picture((700, 1120), "JPEG"), "picture.png": picture((40, 30), "PNG"),
    }  # fmt: skip
    own = {f"EPUB/{name}": data for name, data in files.items()}
    return Epub({"mimetype": b"application/epub+zip", "META-INF/container.xml": CONTAINER} | own)


def picture(size: tuple[int, int], form: str, mode: str = "RGB", **options: Any) -> bytes:
    """A picture of one colour."""
    data = io.BytesIO()
    Image.new(mode, size, (120, 120, 120, 60)[: len(mode)]).save(data, form, **options)
    return data.getvalue()


def press_book(change: Callable[[pikepdf.Pdf], object] | None = None, pages: int = 24, version: str = "1.4") -> bytes:
    """A book for a press: greys alone, 6 by 9 inches, a bleed but at the spine; PDF/X-4, and X-1a as well."""
    pdf = pikepdf.new()
    for number in range(1, pages + 1):
        add_page(pdf, right=number % 2 == 1)
    draw(pdf, 2, f"0.8 g {-BLEED} {PAGE[1] / 2} {PAGE[0] / 2} {PAGE[1]} re f")  # runs off a left page
    image(pdf, 3, pixels=300, points=72)
    _state(pdf)
    if change:
        change(pdf)
    return saved(pdf, version)


def add_page(pdf: pikepdf.Pdf, *, right: bool) -> None:
    """Add a page with some words in the middle. Its origin is the trim's corner."""
    left, beyond = (0, BLEED) if right else (-BLEED, 0)
    media = [left, -BLEED, PAGE[0] + beyond, PAGE[1] + BLEED]
    pdf.add_blank_page(page_size=(100, 100))
    page = pdf.pages[-1]
    page.obj.update(Dictionary(MediaBox=media, BleedBox=media, TrimBox=[0, 0, *PAGE]))
    page.Resources = Dictionary(Font=Dictionary(F=font(pdf)), XObject=Dictionary(), ExtGState=Dictionary())
    page.contents_add(words(100, 300).encode())


def font(pdf: pikepdf.Pdf) -> Any:
    """A font of one letter, a block, drawn in the file itself."""
    letter = pdf.make_stream(b"1000 0 0 0 1000 1000 d1 0 0 900 700 re f")
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=[0, 0, 1000, 1000],
            FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            CharProcs=Dictionary(a=letter),
            Encoding=Dictionary(Type=Name.Encoding, Differences=[97, Name.a]),
            FirstChar=97,
            LastChar=97,
            Widths=[1000],
        )
    )


def words(x: float, y: float, before: str = "0 g") -> str:
    """Operators for a word of 18 by 7 points."""
    return f" {before} BT /F 10 Tf {x} {y} Td (aa) Tj ET "


def draw(pdf: pikepdf.Pdf, number: int, operators: str) -> None:
    """Draw more on a page."""
    pdf.pages[number - 1].contents_add(f"q {operators} Q".encode())


def image(pdf: pikepdf.Pdf, number: int, *, pixels: int, points: float, space: Name = Name.DeviceGray) -> Any:
    """Put a square picture on a page."""
    channels = 3 if space == Name.DeviceRGB else 1
    drawn = Stream(pdf, bytes([90]) * (pixels * pixels * channels))
    drawn.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=pixels, Height=pixels, ColorSpace=space, BitsPerComponent=8
    )
    page = pdf.pages[number - 1]
    name = f"/I{pixels}"
    page.Resources.XObject[name] = drawn
    draw(pdf, number, f"{points} 0 0 {points} 100 400 cm {name} Do")
    return drawn


XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    b'xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Walls</rdf:li>'
    b"</rdf:Alt></dc:title><xmp:CreateDate>2024-01-01T00:00:00Z</xmp:CreateDate>"
    b"<xmp:ModifyDate>2024-01-01T00:00:00Z</xmp:ModifyDate><pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"
    b'</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


def _state(pdf: pikepdf.Pdf) -> None:
    """State the standards, and the press."""
    facts: Mapping[str, Any] = {
        "/Title": String("Walls"),
        "/CreationDate": String("D:20240101000000Z"),
        "/ModDate": String("D:20240101000000Z"),
        "/GTS_PDFXVersion": String("PDF/X-1:2001"),
        "/GTS_PDFXConformance": String("PDF/X-1a:2001"),
        "/Trapped": Name("/False"),
    }
    for key, value in facts.items():
        pdf.docinfo[key] = value
    metadata = pdf.make_stream(XMP)
    metadata.stream_dict = Dictionary(Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = metadata
    profile = pdf.make_stream(b"\0" * 12 + b"prtrCMYK" + b"\0" * 108)
    profile.stream_dict = Dictionary(N=4)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=String("FOGRA39"),
                RegistryName=String("http://www.color.org"),
                DestOutputProfile=profile,
            )
        ]
    )


def cover_sheet(change: Callable[[pikepdf.Pdf], object] | None = None) -> bytes:
    """The cover sheet of that book: a ground that runs off it, words on back, spine and front, some of them outlines."""
    pdf = pikepdf.new()
    add_page(pdf, right=True)
    wide, high = 2 * PAGE[0] + SPINE, PAGE[1]
    media = [-BLEED, -BLEED, wide + BLEED, high + BLEED]
    pdf.pages[0].obj.update(Dictionary(MediaBox=media, BleedBox=media, TrimBox=[0, 0, wide, high]))
    draw(pdf, 1, f"0.9 g {-BLEED} {-BLEED} {wide + 2 * BLEED} {high + 2 * BLEED} re f {words(500, 500)}")
    draw(pdf, 1, outline(PAGE[0] + SPINE / 2 - 2, 200, 4))
    _state(pdf)
    if change:
        change(pdf)
    return saved(pdf, "1.4")


def outline(x: float, y: float, size: float) -> str:
    """Operators for a letter as an outline, with curves."""
    curves = " ".join(f"{size} 0 {size} {size * part} {size / 2} {size * part} c" for part in (0.2, 0.4, 0.6, 0.8, 1))
    return f"q 1 0 0 1 {x} {y} cm 0 0 m {curves} 0 {size} l h f Q"


def saved(pdf: pikepdf.Pdf, version: str) -> bytes:
    """The bytes of the file."""
    result = io.BytesIO()
    pdf.save(
        result,
        force_version=version,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        fix_metadata_version=False,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return result.getvalue()


def mail(files: int = 2, size: int = 1000) -> bytes:
    """A mail with attachments."""
    message = EmailMessage()
    message.set_content("Books.")
    for number in range(files):
        message.add_attachment(b"x" * size, maintype="application", subtype="epub+zip", filename=f"{number}.epub")
    return message.as_bytes()
