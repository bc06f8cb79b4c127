"""The frame: all that a book prints or speaks of its own is in its language, and nothing of it anywhere else.

The threads are in Greek, down to the names of their files. So every Latin letter is ours.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from msgspec.structs import replace
from PIL import Image
from pypdfium2 import PdfDocument

from pipeline.progress import Progress
from pipeline.publish import Options, publish
from pipeline.wording import catalogue, cldr, wording
from pipeline.wording.catalogue import read
from pipeline.wording.formats import Formats

MARKED = "qps"
"""A language whose messages have "‡" for every letter: what else has letters comes from an input, or from nowhere."""
LETTERS = re.compile(r"[A-Za-z]")
WORD = re.compile(r"[A-Za-z]+")
ADDRESS = re.compile(
    r"\b\w+\.(?:json|png)\b|[\w.@:/-]+\.example[\w/.-]*|SHA-256 [0-9a-f]{64}|Threadbound [\w.]+"
    r"|(?<![A-Za-z])(?:https|github|com|jdecked|twemoji|creativecommons|org|licenses|by)(?![A-Za-z])"
)
"""Files, hashes, our name and version, and addresses, which pages may break and turn: they are the same in any language."""
ATTRIBUTES = ("alt", "aria-label", "title")
SPOKEN = ("/Alt", "/ActualText", "/Contents", "/Title", "/E")
LEFT = {"Threadbound", "Twemoji", "Twitter", "Inc", "GIF", "GIFs", "CC", "BY", "X", "SHA", "Emoji", "Zeichnungen"}
"""Names in sentences of ours."""


class Quiet(Progress):
    """Nobody watches."""

    def wait(self, why: str) -> None: ...

    def begin(self, step: str, total: int) -> None: ...

    def advance(self, what: str) -> None: ...


@pytest.fixture
def marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A catalogue of that language, beside the English one."""
    folder = tmp_path / "catalogues"
    folder.mkdir()
    english = read("en")
    (folder / "en.toml").write_text((catalogue.FOLDER / "en.toml").read_text("utf-8"), "utf-8")
    lines = (f"{id} = {_toml(message)}\n" for id, message in english.items())
    (folder / f"{MARKED}.toml").write_text("".join(lines), "utf-8")
    monkeypatch.setattr(catalogue, "FOLDER", folder)
    monkeypatch.setitem(cldr.PLURALS, MARKED, cldr.PLURALS["en"])
    monkeypatch.setitem(cldr.FORMATS, MARKED, _without_letters())
    _forget()
    yield MARKED
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for cached in (catalogue.nearest, catalogue.catalogue, wording):
        cached.cache_clear()


def _without_letters() -> Formats:
    return replace(cldr.FORMATS["en"], months=("‡",) * 12, bare_months=("‡",) * 12)


def _toml(message: str | dict[str, str]) -> str:
    if isinstance(message, dict):
        return "{ " + ", ".join(f"{name} = {_toml(sentence)}" for name, sentence in message.items()) + " }"
    parts = re.split(r"(\{\w+\})", message)
    return json.dumps(
        "".join(part if place % 2 else LETTERS.sub("‡", part) for place, part in enumerate(parts)), ensure_ascii=False
    )


def _inputs(folder: Path, language: str) -> Path:
    """Threads with everything that a book speaks of."""
    folder.mkdir()
    withdrawn = '[threads."θήτα"]\nwithdrawn = true\n'
    book = f'[book]\nlanguage = "{language}"\neditor = "Ρήγας"\nsubtitle = "Κύματα"\n{withdrawn}'
    (folder / "book.toml").write_text(book, "utf-8")
    picture = io.BytesIO()
    Image.new("RGB", (40, 3000), "#446688").save(picture, "PNG")
    (folder / "α.png").write_bytes(picture.getvalue())
    author = {"name": "Μαρία", "handle": "μαρία"}
    quote = {"author": {"name": "Νίκος"}, "text": "Αλάτι.", "published": "2021-03-04"}
    full = [
        {"text": "Η θάλασσα 🌊.", "published": "2021-03-01", "truncated": True, "url": "https://sea.example/1"},
        {"text": "Το κύμα.", "published": "2021-04-02", "media": [{"file": "α.png"}, {"alt": "Βάρκα"}, {"kind": "video"}]},
        {"text": "Το νερό.", "media": [{"kind": "audio", "alt": "Ήχος"}, {"kind": "gif", "url": "https://sea.example/g"}]},
        {"text": "Ο άνεμος.", "quotes": [quote, {"url": "https://sea.example/9"}, {"missing": "χάθηκε"}]},
        {"text": "Ψήφοι.", "poll": {"choices": [{"text": "Ναι", "votes": 1}, {"text": "Όχι", "votes": 1299}], "ends": "2021-05-06"}},
        {"text": "Ξανά.", "poll": {"choices": [{"text": "Ναι", "votes": 5}], "voters": 5, "several": True}},
        {"text": "Κάρτα.", "link_cards": [{"url": "https://sea.example/c", "title": "Νησί", "picture": "α.png"}]},
        {"text": "Πληγή.", "warning": "Αίμα", "visibility": "unlisted", "edited": True},
        {"text": "Κρυφά.", "sensitive": True, "media": [{"file": "α.png", "alt": "Βράχος"}]},
    ]  # fmt: skip
    cards = [{"posts": ["Άμμος."], "count": 7, "date": "2020-01-02", "url": "https://sea.example/t"}]
    threads: dict[str, dict[str, Any]] = {
        "άλφα": {"posts": full, "declared": 14, "cards": cards, "date": "2021-03-01"},
        "βήτα": {"posts": [{"text": "Ένα μόνο.", "published": "2022-01-01"}]},
        "θήτα": {"posts": [{"text": "Κρυφό.", "id": "θήτα"}]},
        "γάμμα": {"posts": [{"text": "Δύο."}, {"text": "Τρία."}], "author": {"name": "Άννα"}},
    }
    for name, facts in threads.items():
        _write(folder, name, {"threadbound": 1, "author": author, "language": "el", "title": name, **facts})
    return folder


def _write(folder: Path, name: str, facts: dict[str, object]) -> None:
    (folder / f"{name}.json").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")


def _publish(folder: Path, tmp_path: Path, language: str) -> Path:
    """Two editions, of which the second has news."""
    inputs = _inputs(folder, language)
    options = Options(output=str(tmp_path / "out"), workers=1, cache=None)
    publish([str(inputs)], options, Quiet())
    late = {
        "threadbound": 1,
        "author": {"name": "Λίνα"},
        "language": "el",
        "posts": [{"text": "Νέο."}],
        "title": "δέλτα",
    }
    _write(inputs, "δέλτα", late)
    report = publish([str(inputs)], options, Quiet())
    assert not report.failures
    assert report.imprint.news
    return tmp_path / "out"


def _said(output: Path) -> Iterator[tuple[str, str]]:
    """All that books print or speak, each with where."""
    for path in sorted(output.rglob("*.epub")):
        archive = zipfile.ZipFile(path)
        for name in archive.namelist():
            if name.endswith((".xhtml", ".ncx", ".opf")):
                yield from (
                    (f"{path.name}: {name}", text) for text in _of_xml(ElementTree.fromstring(archive.read(name)))
                )
    for path in sorted(output.rglob("*.pdf")):
        document = PdfDocument(path)
        yield from ((f"{path.name}: page", page.get_textpage().get_text_bounded()) for page in document)
        for each in pikepdf.open(path).objects:
            if isinstance(each, pikepdf.Dictionary):
                found = (each.get(key) for key in SPOKEN)
                yield from (
                    (f"{path.name}: object", str(value)) for value in found if isinstance(value, pikepdf.String)
                )


def _of_xml(root: ElementTree.Element) -> Iterator[str]:
    """Texts and spoken attributes; of statements in the metadata those that are sentences."""
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in ("meta", "identifier", "language", "date") and "ummary" not in element.get("property", ""):
            continue
        yield from filter(None, (element.text, *(element.get(key) for key in ATTRIBUTES)))
        yield element.tail or ""


def test_every_word_of_ours_comes_from_a_catalogue(tmp_path: Path, marked: str) -> None:
    """In print, in e-books, spoken and in what lists of books show."""
    said = [(where, ADDRESS.sub("", text)) for where, text in _said(_publish(tmp_path / "in", tmp_path, marked))]
    assert sum("‡" in text for _, text in said) > 150
    assert [(where, found) for where, text in said if (found := LETTERS.findall(text))] == []


@pytest.mark.parametrize("language", ["ja", "ar", "de"])
def test_a_book_has_no_english_word(tmp_path: Path, language: str) -> None:
    """Names and addresses apart."""
    own = set(re.findall(r"[A-Za-z]+", " ".join(map(str, read(language).values()))))
    english = set(re.findall(r"[A-Za-z]{3,}", " ".join(map(str, read("en").values())))) - own - LEFT
    texts = [(where, ADDRESS.sub("", text)) for where, text in _said(_publish(tmp_path / "in", tmp_path, language))]
    assert [(where, found) for where, text in texts if (found := english.intersection(WORD.findall(text)))] == []
