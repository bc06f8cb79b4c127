"""Files are judged once; limits, papers and the books beside them are part of what was judged."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name

from pipeline.bindery.production import Output
from pipeline.bindery.store import Store
from pipeline.bundles.preflight import preflight
from pipeline.bundles.preflight.scope import about, is_about
from pipeline.bundles.preflight.verdict import Finding
from pipeline.model import Bound
from pipeline.targets import Cover, Target
from pipeline.targets.target import RULES
from pipeline.work.cache import Cache
from tests.bundles.preflight import sound_files
from tests.bundles.preflight.held import found, target


class Desk:
    """A preflight between runs: what it keeps, and the files that it reads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.read: list[str] = []

    def judge(self, place: Target, files: dict[str, bytes], pages: int = 24) -> list[Finding]:
        """What is found of the files."""
        outputs = [Output.of(name, Bound(data=data, pages=pages)) for name, data in files.items()]

        def read(output: Output) -> bytes:
            self.read.append(output.name)
            return files[output.name]

        return preflight.findings(place, outputs, read, self._store, {})


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """One that knows nothing yet."""
    with closing(Cache(tmp_path)) as cache:
        yield Desk(Store(cache))


def test_a_file_is_judged_again_where_something_differs(desk: Desk) -> None:
    """Its bytes, a limit, the paper, the pages of the book that a cover is for; and not else."""
    place = target(cover_size=True, trim=["6x9in"], most_pages=20)
    files = {"book.pdf": sound_files.press_book(), "book-cover.pdf": sound_files.cover_sheet()}
    first = desk.judge(place, files)
    assert [finding.rule for finding in first] == ["most-pages"]
    assert desk.read == [*files]
    desk.read.clear()
    assert desk.judge(place, files) == first
    assert desk.read == []
    assert desk.judge(target(cover_size=True, trim=["6x9in"], most_pages=30), files) == []
    assert desk.read == [*files]
    assert [each.rule for each in desk.judge(place, files, pages=30)] == ["most-pages", "cover-size"]
    desk.read.clear()
    cream = replace(place, paper="cream", cover=Cover(bleed="3mm", spine={"cream": "1mm"}))
    assert [each.rule for each in desk.judge(cream, files)] == ["most-pages", "cover-size"]
    desk.read.clear()
    desk.judge(place, files | {"book.pdf": sound_files.press_book(pages=28)})
    assert desk.read == ["book.pdf"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("for/kobo/book.kepub.epub", "epub"),
        ("for/kdp/book.pdf", "interior"),
        ("for/kdp/book-cover.pdf", "cover"),
        ("for/kindle/outbox.eml", "mail"),
        ("for/kindle/README.txt", ""),
    ],
)
def test_rules_are_about_files_by_their_names(name: str, kind: str) -> None:
    """And about no others."""
    assert about(name) == kind
    assert any(is_about(rule, name) for rule in RULES) == bool(kind)
    assert is_about("levels", name) == (kind == "epub")
    assert is_about("gutter", name) == (kind == "interior")
    assert is_about("cover-text", name) == (kind == "cover")
    assert is_about("mail-files", name) == (kind == "mail")


def x1a(data: bytes) -> list[str]:
    """What a book lacks to be a PDF/X-1a."""
    return [finding.message for finding in found({"book.pdf": data}, target(standard="x-1a"))]


def opacity(pdf: pikepdf.Pdf) -> None:
    """Draw so that something can be seen through."""
    pdf.pages[4].Resources.ExtGState.T = pdf.make_indirect(Dictionary(Type=Name.ExtGState, ca=0.5))
    sound_files.draw(pdf, 5, "/T gs 0 0 9 9 re f")


def profile(pdf: pikepdf.Pdf) -> None:
    """Draw in a colour by a profile."""
    stream = pdf.make_stream(b"")
    stream.stream_dict = Dictionary(N=4)
    pdf.pages[4].Resources.ColorSpace = Dictionary(P=Array([Name.ICCBased, stream]))
    sound_files.draw(pdf, 5, "/P cs 0 0 0 1 scn 0 0 9 9 re f")


def unnamed(pdf: pikepdf.Pdf) -> None:
    """Do not say in the information dictionary what the file is."""
    del pdf.docinfo["/GTS_PDFXVersion"]
    del pdf.docinfo["/Trapped"]
    del pdf.docinfo["/Title"]


def test_a_pdf_x_1a_has_neither_profiles_nor_transparency() -> None:
    """And says so where old presses look for it."""
    assert x1a(sound_files.press_book()) == []
    assert x1a(sound_files.press_book(opacity)) == ["it is no PDF/X-1a: page 5: transparency"]
    assert x1a(sound_files.press_book(profile)) == ["it is no PDF/X-1a: page 5: CMYK by profile"]
    (message,) = x1a(sound_files.press_book(unnamed))
    assert message.split("; ") == [
        "it is no PDF/X-1a: it does not state that it is one",
        "it does not state whether it is trapped",
        "it does not state Title",
    ]


def test_a_book_that_is_encrypted_is_not_whole() -> None:
    """Even where anyone may read it."""
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(sound_files.press_book())) as pdf:
        pdf.save(result, encryption=pikepdf.Encryption(owner="a", user=""))
    assert [finding.message for finding in found({"book.pdf": result.getvalue()}, target(grey=True))] == [
        "it is encrypted"
    ]


def test_what_reads_pdfs_is_loaded_for_pdfs_alone() -> None:
    """A run that makes EPUBs has no use for it."""
    program = (
        "import sys; from pipeline.bundles.preflight import judgement; print({'pikepdf', 'pypdfium2'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
