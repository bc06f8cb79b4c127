"""Decoding of saved pages, and repair of what was damaged on the way.

The damage that real pages show is "mojibake": UTF-8 that some program read as a one-byte code page and
wrote again as UTF-8, so that a bullet stands there as three characters. It is repaired only where the whole
text agrees: nearly every character beyond ASCII must be part of such a sequence, and at least one sequence
must be a symbol or an emoji. Text that is meant as it stands, in Thai, Greek or Russian, never looks like that.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.errors import Notice, PublishError
from pipeline.opening.byte_order import encoding_of
from pipeline.sources.reading.cleaning import clean

_SAMPLE = 4096
_CODE_PAGES = {
    "cp874": "Thai Windows-874",
    "cp1253": "Greek Windows-1253",
    "iso8859_7": "Greek ISO 8859-7",
    "cp1251": "Cyrillic Windows-1251",
    "cp1252": "Western Windows-1252",
}
_COVERAGE = 0.9
"""Share of the characters beyond ASCII that damaged sequences must have before anything is repaired."""

_SEQUENCE = re.compile(
    "[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}"
    "|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
    # What is left where the bytes 0x80 to 0x9F were dropped, as programs do that take them for control characters:
    "|\xe2[\x80\xa2\xa6\xab]?|\xef\xb8|\xf0[\x80-\xbf]{0,2}"
)
_REMNANTS = {"\xe2\xa2": "•", "\xe2\xa6": "…", "\xe2\xab": "▫", "\xef\xb8": "\ufe0f"}
_TELLTALE = re.compile(
    "\xe2[\x80-\x9f\xac\xad][\x80-\xbf]|\xf0\x9f[\x80-\xbf]{2}|^(?:\xe2\xa2 ){2}\xe2\xa2 ?$", re.MULTILINE
)
"""A punctuation mark, symbol or emoji in UTF-8; or the three bullets that end a thread, with bytes dropped."""


def decode(data: bytes, label: str, *, as_lines: bool = True) -> tuple[str, tuple[Notice, ...]]:
    """The text of a file, lines ended by "\\n" and control characters removed, and notices of repairs.

    as_lines: False leaves all characters as they are, for JSON, in which a separator of lines is a part of a string.
    Raises PublishError, naming `label`, for an empty file, for data that is not text, and for an encoding
    that cannot be told.
    """
    if not data.strip(b" \t\r\n\0"):
        raise PublishError("is empty", path=label, hint="Save the page again, or remove the file.")
    text, notices = _decoded(data, label)
    text, code_page = repair(text)
    if code_page:
        message = f"characters were damaged (UTF-8 read as {code_page}); they have been repaired"
        hint = "Some bytes were lost: � stands for those. Save the page as UTF-8." if "�" in text else ""
        notices += (Notice(message=message, path=label, hint=hint),)
    text = clean(text) if as_lines else text
    if not text.strip():
        raise PublishError("is empty", path=label, hint="Save the page again, or remove the file.")
    return text, notices


def repair(text: str) -> tuple[str, str]:
    """The text with mojibake undone, and the code page that had done it, or the text itself and ""."""
    if text.isascii():
        return text, ""
    best, best_share, best_page = text, 0.0, ""
    for codec, title in _CODE_PAGES.items():
        repaired, share = _undo(text, codec)
        if share > best_share:
            best, best_share, best_page = repaired, share, title
    if not best_page and re.search("[ÃÂ][\x80-\xbf]", text):
        from ftfy import fix_encoding  # takes 40 ms to import, and files are seldom damaged

        repaired = fix_encoding(text)
        if len(re.findall("[^\x00-\x7f]", repaired)) <= 0.6 * len(re.findall("[^\x00-\x7f]", text)):
            return repaired, _CODE_PAGES["cp1252"]
    return best, best_page


def _decoded(data: bytes, label: str) -> tuple[str, tuple[Notice, ...]]:
    mark, encoding = encoding_of(data)
    if encoding:
        return _replacing(data[len(mark) :], encoding, label)
    _refuse_binary(data, label)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        text, notices = _replacing(data, "utf-8", label)
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    if text.count("\ufffd") <= max(3, beyond_ascii // 10):
        return text, notices
    if _sparse(data):
        message = "is not UTF-8; it was read as Windows-1252"
        hint = "If letters look wrong, save the file as UTF-8."
        return data.decode("cp1252", "replace"), (Notice(message=message, path=label, hint=hint),)
    raise PublishError("is not UTF-8, and its encoding cannot be told", path=label, hint="Save the file as UTF-8.")


def _replacing(data: bytes, encoding: str, label: str) -> tuple[str, tuple[Notice, ...]]:
    """The text, with U+FFFD where bytes are invalid, and a notice that counts them."""
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd") - data.count("\ufffd".encode(encoding))
    if bad <= 0:
        return text, ()
    places = f"{bad} invalid place{'s' if bad > 1 else ''}"
    return text, (Notice(message=f"{places} in its {encoding.upper()} became \ufffd", path=label),)


def _refuse_binary(data: bytes, label: str) -> None:
    sample = data[: 16 * _SAMPLE]
    controls = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", sample))
    if controls > 2 + len(sample) // 50:
        raise PublishError(
            "is not text", path=label, hint="Save the page as text or HTML, not as a picture, PDF or program file."
        )


def _sparse(data: bytes) -> bool:
    """Whether bytes beyond ASCII are few and far between, as in Western languages."""
    runs = re.findall(rb"[\x80-\xff]+", data)
    high = sum(map(len, runs))
    return high <= 0.15 * len(data) and high <= 1.5 * len(runs)


@cache
def _bytes_of(codec: str) -> dict[int, int]:
    """Bytes by character for a code page.

    Programs fill the bytes that a code page lacks with the C1 control of the same number or with what
    Windows-1252 has there: both are accepted.
    """
    table: dict[int, int] = {}
    for byte in range(0x80, 0x100):
        character = bytes([byte]).decode(codec, "ignore")
        if character:
            table[ord(character)] = byte
        elif byte < 0xA0:
            western = bytes([byte]).decode("cp1252", "ignore")
            table |= {byte: byte} | ({ord(western): byte} if western else {})
    return table


@cache
def _leads_of(codec: str) -> tuple[str, ...]:
    """The characters that begin a damaged sign."""
    return tuple(chr(character) for character, byte in _bytes_of(codec).items() if byte in (0xE2, 0xF0))


def _undo(text: str, codec: str) -> tuple[str, float]:
    """The text read back through a code page, and the share of its non-ASCII that was damaged (0: leave it)."""
    if not any(lead in text for lead in _leads_of(codec)):
        return text, 0.0
    table = _bytes_of(codec)
    hidden = {byte: 0xFFFD for byte in range(0x80, 0x100) if byte not in table}  # itself, not the code page's
    raw = text.translate(hidden | table)
    if not _TELLTALE.search(raw):
        return text, 0.0
    covered = 0
    parts: list[str] = []
    last = 0
    for match in _SEQUENCE.finditer(raw):
        parts += [text[last : match.start()], _original(match[0], text, match.end())]
        covered += len(match[0])
        last = match.end()
    share = covered / len(re.findall("[^\x00-\x7f]", text))
    return "".join([*parts, text[last:]]), share if share >= _COVERAGE else 0.0


def _original(sequence: str, text: str, end: int) -> str:
    """The character that a damaged sequence was; `end` is where it ends in the text."""
    if sequence in _REMNANTS:
        return _REMNANTS[sequence]
    if sequence in ("\xe2", "\xe2\x80"):  # a dash or quotation mark, of which the last byte was dropped
        before, after = text[: end - len(sequence)][-1:], text[end : end + 1]
        if before == after == " ":
            return "–"
        return "’" if before.isalnum() and after.isalnum() else "“" if after.isalnum() else "”"
    if sequence[0] == "\xf0" and len(sequence) == 3:
        sequence = "\xf0\x9f" + sequence[1:]
    return sequence.encode("latin-1").decode("utf-8", "replace")[:1]
