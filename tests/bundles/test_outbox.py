"""The outbox: mails that wait to be sent, as any mail program reads them."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from pipeline.bindery.production import Output
from pipeline.bundles import outbox
from pipeline.targets import load
from tests.bundles.conftest import READER, Make, files, rule

MAIL = READER + 'mail = "Post to Mine"\n'


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=default)
    assert not message.defects
    return message


def test_a_mail_is_a_draft_with_the_book(tmp_path: Path, make: Make) -> None:
    """It has no address and no date; its words are those of the README."""
    make(MAIL, title="Wälder und Wände, ein Buch der Bäume, die an Mauern stehen 🌳, in vier Fäden")
    bundle = files(tmp_path / "out" / "for" / "mine")
    message = parsed(bundle["outbox.eml"])
    assert message["Subject"] == "Wälder und Wände, ein Buch der Bäume, die an Mauern stehen 🌳, in vier Fäden"
    assert message["X-Unsent"] == "1"
    assert not {"from", "to", "cc", "bcc", "date", "message-id"} & {name.lower() for name in message}
    body = message.get_body()
    assert body is not None
    said = body.get_content().replace("\r\n", "\n")
    assert said == bundle["README.txt"].decode()
    assert "Or open outbox.eml with your mail program, enter your Post to Mine address" in said
    (book,) = message.iter_attachments()
    assert (book.get_filename(), book.get_content_type()) == ("book.epub", "application/epub+zip")
    assert book.get_content() == bundle["book.epub"]
    lines = bundle["outbox.eml"].split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert all(line.isascii() and b"\n" not in line for line in lines)


def test_where_there_is_no_book_threads_go(tmp_path: Path, make: Make) -> None:
    """As many with one mail as it takes."""
    make(MAIL + rule("mail-files", 3), book=False)
    bundle = files(tmp_path / "out" / "for" / "mine")
    assert "outbox.eml" not in bundle
    sent = [
        [part.get_filename() for part in parsed(bundle[f"outbox-{number}.eml"]).iter_attachments()] for number in (1, 2)
    ]
    assert [len(each) for each in sent] == [3, 1]
    assert "they go with 2 mails" in bundle["README.txt"].decode()


@pytest.mark.parametrize(
    ("sizes", "loads"),
    [
        ([], []),
        ([15, 15, 6], [[15, 15, 6]]),
        ([15, 15, 7], [[15, 15], [7]]),
        ([60, 1], [[60], [1]]),
        ([1] * 26, [[1] * 25, [1]]),
    ],
)
def test_mails_hold_what_the_rules_let_them(sizes: list[int], loads: list[list[int]]) -> None:
    """Kindle takes 50 MB, encoded, and 25 files; a book that is too large goes alone."""
    books = [Output(name="a", sha256="", size=size * 10**6, pages=None, notices=()) for size in sizes]
    assert [[book.size // 10**6 for book in load] for load in outbox.loads(load("kindle"), books)] == loads


def test_the_same_mail_has_the_same_bytes() -> None:
    """No boundary is drawn by lot, and none can stand in what it parts."""
    first, second = (outbox.mail("A", "--=_threadbound\n\nB", [("a.kepub.epub", b"\xff" * 999)]) for _ in range(2))
    assert first == second
    assert [part.get_content_type() for part in parsed(first).walk()] == [
        "multipart/mixed", "text/plain", "application/epub+zip",
    ]  # fmt: skip


@pytest.mark.parametrize("size", [0, 56, 57, 58, 10**6])
def test_a_mail_is_no_larger_than_is_reckoned(size: int) -> None:
    """By the megabytes that a mail may have, files of so many bytes go with it."""
    data = outbox.mail("A" * 200, "B\n" * 500, [("book.epub", b"\0" * size)])
    assert size <= outbox.holds(len(data) / 1e6 + 0.02)
    assert size * outbox.ENCODED <= len(data) <= size * outbox.ENCODED + 20_000
