"""The outbox: mails with the books of a bundle, which wait in a file to be opened, addressed and sent by the user.

They have no sender, no recipient and no date: the user's own mail program fills these in. Nothing is sent from here.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import PurePosixPath

from pipeline.bindery.production import Output
from pipeline.targets import Target

ENCODED = 78 / 57
"""Bytes of a mail for each byte that is attached: lines of base64 hold 57, and are 78 with their ends."""
_AROUND = 20_000
"""Bytes of a mail beside its attachments, at most."""
_BOUNDARY = "=_threadbound"
"""Between the parts of a mail: no line of base64 or quoted-printable can begin so."""


def loads(target: Target, books: Iterable[Output]) -> Iterator[list[Output]]:
    """The books that go with each mail, in order: as many as one may hold by the target's rules.

    A book that is too large for any goes alone: the preflight tells of it.
    """
    rules = target.rules
    most_size = holds(rules["mail-size"].limit) if "mail-size" in rules else float("inf")
    most_files = rules["mail-files"].limit if "mail-files" in rules else float("inf")
    load: list[Output] = []
    for book in books:
        if load and (len(load) >= most_files or sum(each.size for each in load) + book.size > most_size):
            yield load
            load = []
        load.append(book)
    if load:
        yield load


def holds(megabytes: float) -> float:
    """Bytes that a mail of so many megabytes can have attached."""
    return (megabytes * 1e6 - _AROUND) / ENCODED


def names(count: int) -> list[str]:
    """The names of the files of so many mails."""
    return ["outbox.eml"] if count == 1 else [f"outbox-{number}.eml" for number in range(1, count + 1)]


def mail(subject: str, body: str, attached: Sequence[tuple[str, bytes]]) -> bytes:
    """A mail as a file (RFC 5322) that opens as a draft: X-Unsent says so to Outlook.

    attached: names of files, and their bytes.
    """
    message = EmailMessage(SMTP)
    message["Subject"] = subject
    message["X-Unsent"] = "1"
    message.set_content(body, cte="quoted-printable")
    for name, data in attached:
        kind, _, subtype = (mimetypes.guess_type(name)[0] or "application/octet-stream").partition("/")
        message.add_attachment(data, kind, subtype, filename=PurePosixPath(name).name)
    message.set_boundary(_BOUNDARY)
    return message.as_bytes()
