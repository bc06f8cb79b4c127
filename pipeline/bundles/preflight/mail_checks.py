"""Checks of mails that are ready to be sent."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy

from pipeline.bundles.preflight.subject import Subject
from pipeline.bundles.preflight.verdict import Fault

_LESS = "Send fewer threads at once, or divide the book by --split-by."


def size(subject: Subject, limit: float) -> Iterator[Fault]:
    """A mail of so many megabytes at most, as it is sent."""
    if (megabytes := subject.output.size / 1e6) > limit:
        yield Fault(f"{megabytes:.1f} MB; {limit:g} are taken in a mail", _LESS)


def files(subject: Subject, limit: int) -> Iterator[Fault]:
    """A mail of so many attachments at most."""
    mail = message_from_bytes(subject.data, policy=policy.default)
    count = sum(part.get_content_disposition() == "attachment" for part in mail.walk())
    if count > limit:
        yield Fault(f"{count} attachments; {limit} are taken in a mail", _LESS)
