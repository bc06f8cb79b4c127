"""Bibliographic records: what library catalogues and bookshops keep of a book, beside its title and authors."""

from __future__ import annotations

from msgspec import Struct

from pipeline.model.date import Date


class Series(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The series that a book belongs to."""

    title: str
    number: int | None = None
    """Place of the book in it, from 1; None where that is not known."""


class BibliographicRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The bibliographic record of a book. What is not known is empty."""

    description: str = ""
    publisher: str = ""
    subjects: tuple[str, ...] = ()
    """In order of weight, each once."""
    series: Series | None = None
    isbn: str = ""
    """Ten or thirteen digits (the last of ten may be X), without hyphens."""
    rights: str = ""
    """Statement on who may do what with it."""
    date: Date | None = None
    """Date of publication."""
