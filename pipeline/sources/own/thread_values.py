"""Values of a thread.json file, each checked where it stands: texts, dates, languages, addresses, files."""

from __future__ import annotations

from pipeline.errors import Notice, PublishError
from pipeline.model import Asset, Author, Date, Media, MediaKind, Profile
from pipeline.sources.own.thread_record import AuthorRecord
from pipeline.sources.reading.attachment import attach
from pipeline.sources.reading.cleaning import clean, with_line_ends
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.iso_dates import DATE_HINT, parse_date
from pipeline.text import language_tags
from pipeline.text.web_addresses import web_url


class Values:
    """A checker of a file's values, which keeps notices of repairs. Every method is told the place, for its messages.

    The methods raise PublishError for a value that is none of its kind.
    """

    def __init__(self, item: Input) -> None:
        self._item = item
        self._notices: list[Notice] = []
        self._repaired: list[str] = []
        self.profiles: list[Profile] = []
        """Of the authors that were read, where the file has them."""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Notices of repairs, and of files that could not be had."""
        return (*self._repairs(), *self._notices)

    def author(self, record: AuthorRecord, where: str) -> Author:
        """A person, who may have neither name nor handle; their profile is kept in `profiles`."""
        author = Author(
            name=self.text(record.name, f"{where}.name").strip(),
            handle=self.text(record.handle, f"{where}.handle").strip().removeprefix("@"),
            url=self.url(record.url, f"{where}.url"),
        )
        bio = self.text(record.bio, f"{where}.bio").strip()
        portrait = self.picture(record.portrait, f"{where}.portrait")
        if bio or portrait:
            self.profiles.append(Profile(author=author, bio=bio, portrait=portrait))
        return author

    def text(self, value: str, where: str) -> str:
        """The text, cleaned of characters that are none."""
        cleaned = clean(value)
        if cleaned != with_line_ends(value):
            self._repaired.append(where)
        return cleaned

    def date(self, value: str, where: str) -> Date | None:
        """A date as far as it is known."""
        try:
            return parse_date(value) if value else None
        except ValueError:
            raise self.error(f"not a date: {short(value)}", where, DATE_HINT) from None

    def language(self, value: str, where: str) -> str:
        """A language tag, or ""."""
        if value and not language_tags.is_tag(value):
            raise self.error(f"not a language tag: {short(value)}", where, language_tags.HINT)
        return value

    def url(self, value: str, where: str, *, mail: bool = False) -> str:
        """A web address (with `mail` also one of e-mail), or ""."""
        url = web_url(value)
        if value and (not url or (url.startswith("mailto:") and not mail)):
            hint = "It begins with https:// or http://" + (" or mailto:" if mail else "")
            raise self.error(f"not a web address: {short(value)}", where, hint)
        return url

    def media(self, file: str, where: str, *, kind: MediaKind = "photo", alt: str = "", url: str = "") -> Media:
        """Media with a file beside this one; without it, and with a notice, where it cannot be had."""
        media, notices = attach(self._item, clean(file), kind=kind, alt=alt, url=url, where=where)
        self._notices += notices
        return media

    def picture(self, file: str, where: str) -> Asset | None:
        """The picture of a link card or an emoji, which needs none."""
        return self.media(file, where).asset if file else None

    def error(self, message: str, where: str, hint: str) -> PublishError:
        """A PublishError that names a place of the file."""
        return self._item.error(message, where=where, hint=hint)

    def _repairs(self) -> list[Notice]:
        if not self._repaired:
            return []
        others = len(self._repaired) - 1
        more = f", here and in {others} other text{'s' if others > 1 else ''}" if others else ""
        message = f"characters that are no text were left out{more}"
        return [Notice(message=message, path=self._item.label, where=self._repaired[0])]


def short(value: str) -> str:
    """A value in the length of a message."""
    return repr(value if len(value) <= 60 else f"{value[:60]}…")
