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
    """The exact moment in UTC, where a source gives it; then year, month and day are those where the source's clock
    stood: in the time zone that it states."""

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
        """The date of an aware datetime, the day in its own time zone."""
        return cls(year=instant.year, month=instant.month, day=instant.day, instant=instant.astimezone(UTC))

    def __str__(self) -> str:
        """The date for a reader: "5 February 2021", "5 February", "2021"."""
        month = MONTHS[self.month - 1] if self.month else ""
        return " ".join(str(part) for part in (self.day, month, self.year) if part)

    def is_known_to_follow(self, other: Date) -> bool:
        """Whether it is later than another day, as far as both are known."""
        pairs = zip((self.year, self.month, self.day), (other.year, other.month, other.day), strict=True)
        for own, its in pairs:
            if own is None or its is None or own != its:
                return own is not None and its is not None and own > its
        return False

    @property
    def order(self) -> tuple[int, int, int, float]:
        """Sort key in order of time: the day, in UTC where the moment is known, and the moment; 0 for what is not."""
        if self.instant:
            return self.instant.year, self.instant.month, self.instant.day, self.instant.timestamp()
        return self.year or 0, self.month or 0, self.day or 0, 0.0

    @property
    def iso(self) -> str:
        """ISO 8601 as far as known: "2021-02-05", "--02-05" without its year, "2021-02", "2021", ""."""
        year = f"{self.year:04d}" if self.year is not None else ("-" if self.month else "")
        month = f"-{self.month:02d}" if self.month else ""
        day = f"-{self.day:02d}" if self.day else ""
        return f"{year}{month}{day}"
