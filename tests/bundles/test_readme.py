"""README.txt: in the language of the book, whatever the target."""

from __future__ import annotations

import pytest

from pipeline.bundles import readme
from pipeline.targets import built_in, load
from pipeline.wording import wording
from pipeline.wording.catalogue import tags


def test_steps_are_messages_with_values_or_words() -> None:
    """The mails come last, and how many they are where they are several."""
    text = readme.text(load("kindle"), wording("de"), ["book.epub"], ["outbox-1.eml", "outbox-2.eml"])
    assert text.splitlines() == [
        "Gemacht für: Kindle",
        "",
        "Das Buch: book.epub",
        "",
        "Nur diese sind im Folgenden gemeint; die anderen Dateien in diesem Ordner sind für den eigenen Gebrauch.",
        "",
        "amazon.com/sendtokindle öffnen, sich anmelden und die Dateien dort hochladen.",
        "",
        "Oder outbox-1.eml und outbox-2.eml mit dem Mailprogramm öffnen, die eigene Adresse bei Send to Kindle als Empfänger eintragen und absenden. Send to Kindle nimmt Mails nur von Adressen an, die dort zugelassen sind.",
        "",
        "Für eine Mail sind die Dateien zu groß: Sie gehen mit 2 Mails.",
    ]
    assert "mail" not in readme.text(load("kindle"), wording("en"), ["book.epub"]).lower()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            ["book-1.pdf", "book-2.pdf", "book-1-cover.pdf"],
            ["The book: book-1.pdf, book-2.pdf", "The cover sheet: book-1-cover.pdf"],
        ),
        (["book.epub", "threads/a.epub", "threads/b.epub"], ["The book: book.epub", "Each thread by itself: threads/"]),
        (["threads/a-cover.pdf"], ["Each thread by itself: threads/a-cover.pdf"]),
    ],
)
def test_files_are_named(files: list[str], said: list[str]) -> None:
    """Those that go there: books, cover sheets, and threads by their folder where there are several."""
    text = readme.text(load("kdp"), wording("en"), files)
    assert text.split("\n\n")[1].splitlines() == said


@pytest.mark.parametrize("language", tags())
def test_every_target_says_how_to_get_there(language: str) -> None:
    """In every language, with a step at least, and no braces left."""
    for name in built_in():
        text = readme.text(load(name), wording(language), ["book.pdf"], ["outbox.eml"] if load(name).mail else [])
        assert text.count("\n\n") >= 3, name
        assert not set("{}") & set(text), name
