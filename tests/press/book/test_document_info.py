"""What a PDF says about itself: read back by another program."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree

import page
import pikepdf
from msgspec.structs import replace

from pipeline.model import Imprint, Thread
from tests.press.conftest import bind, book, single, thread
from tests.typeset.test_bibliographic import STATED

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
CALIBRE = "http://calibre-ebook.com/xmp-namespace"


def two() -> list[Thread]:
    return [thread("One.", number=1), thread("Two.", number=2)]


def stated() -> bytes:
    """A collection of which everything is stated."""
    return bind(replace(book(*two()), imprint=Imprint(stated=replace(STATED, rights="© <Ida> & Bo")))).data


def test_everything_stated_can_be_read_back() -> None:
    """From XMP in the forms that it gives each, and from the dictionary for old viewers as far as that has fields."""
    with pikepdf.open(BytesIO(stated())) as pdf:
        with pdf.open_metadata() as facts:
            assert {
                name: facts[f"dc:{name}"] for name in ("description", "publisher", "subject", "rights", "date")
            } == {
                "description": "What the tide brings",
                "publisher": {"Lowwater Press"},
                "subject": {"sea", "tides"},
                "rights": "© <Ida> & Bo",
                "date": ["2024-06"],
            }
            assert facts["dc:identifier"] == "urn:isbn:9783161484100"
            assert facts["pdf:Keywords"] == "sea, tides"
        assert str(pdf.docinfo.Subject) == "What the tide brings"
        assert str(pdf.docinfo.Keywords) == "sea, tides"
        (series,) = ElementTree.fromstring(pdf.Root.Metadata.read_bytes()).iter(f"{{{CALIBRE}}}series")
        assert series.findtext(f"{RDF}value") == "Shores"
        assert series.findtext(f"{{{CALIBRE}-series-index}}series_index") == "2"


def test_what_is_not_known_is_not_stated() -> None:
    """A thread's own PDF tells of its thread, and has no empty fields."""
    own = single(thread("One.", "Two."))
    with pikepdf.open(BytesIO(bind(own).data)) as pdf:
        with pdf.open_metadata() as facts:
            assert facts["dc:description"] == "2 posts; Ida Marlow; 9 May 2022"
            assert facts["dc:date"] == ["2022-05-09"]
            assert not {"dc:subject", "pdf:Keywords", "dc:publisher", "dc:rights", "dc:identifier"} & set(facts)
        assert "/Keywords" not in pdf.docinfo
        assert b"series" not in pdf.Root.Metadata.read_bytes()


def test_a_full_record_leaves_the_file_sound() -> None:
    """By PDF/UA-1; and it is the same whenever it is made."""
    data = stated()
    assert not page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1).failures
    assert data == stated()
