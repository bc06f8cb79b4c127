"""Dates as far as they are known."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec import Struct

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Date(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A day as far as it is known. What is unknown stays None: it is never completed by guessing."""

    year: int | None = None
    month: int | None = None
    """1 to 12."""
    day: int | None = None
    """1 to 31."""
    instant: datetime | None = None
    """The exact moment in UTC, where a source gives it; then year, month and day are its UTC date."""

    def __post_init__(self) -> None:
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(f"no such month: {self.month}")
        if self.day is not None:
            if self.month is None:
                raise ValueError("a day without a month")
            datetime(self.year or 2000, self.month, self.day, tzinfo=UTC)  # raises ValueError: no such day
        if self.instant is not None and self.instant.tzinfo is None:
            raise ValueError("an instant needs a time zone")

    @classmethod
    def at(cls, instant: datetime) -> Date:
        """The date, in UTC, of an aware datetime."""
        moment = instant.astimezone(UTC)
        return cls(year=moment.year, month=moment.month, day=moment.day, instant=moment)

    def __str__(self) -> str:
        """The date for a reader: "5 February 2021", "5 February", "2021"."""
        month = MONTHS[self.month - 1] if self.month else ""
        return " ".join(str(part) for part in (self.day, month, self.year) if part)

    @property
    def iso(self) -> str:
        """ISO 8601 as far as known: "2021-02-05", "--02-05" without its year, "2021-02", "2021", ""."""
        year = f"{self.year:04d}" if self.year is not None else ("-" if self.month else "")
        month = f"-{self.month:02d}" if self.month else ""
        day = f"-{self.day:02d}" if self.day else ""
        return f"{year}{month}{day}"
