"""Normalisation of web addresses to the legal form that an EPUB must have.

Threads hold addresses as people typed them; the e-book formats want them by the letter of the standards, and one bad
address makes the whole file invalid.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?")
_PLAIN = re.compile(
    r"https?://(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?:/[\w.~/@:+,=!$&'()*;-]*)?", re.ASCII
)
"""Addresses that are legal as they are: most."""
_LEGAL = "!$%&'()*+,-./:;=?@_~"
"""Characters of a path or a query besides letters and digits."""


def legal(address: str) -> str:
    """The http, https or mailto address in legal ASCII form; "" where it cannot be one."""
    if _PLAIN.fullmatch(address):
        return address
    try:
        parts = urlsplit(address.strip())
        port = f":{parts.port}" if parts.port is not None else ""  # raises ValueError beyond 65535
    except ValueError:
        return ""
    if parts.scheme == "mailto" and parts.path:
        return f"mailto:{_quoted(parts.path)}" + (f"?{_quoted(parts.query)}" if parts.query else "")
    host = _ascii_host(parts.hostname or "")
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    query = f"?{_quoted(parts.query)}" if parts.query else ""
    fragment = f"#{_quoted(parts.fragment)}" if parts.fragment else ""
    return f"{parts.scheme}://{host}{port}{_quoted(parts.path)}{query}{fragment}"


def _ascii_host(host: str) -> str:
    if not _HOST.fullmatch(host):
        return ""
    try:
        encoded = host.encode("idna")
        encoded.decode("idna")  # a name that came encoded already may not be what it says
        return encoded.decode("ascii")
    except UnicodeError:
        return ""


def _quoted(text: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", text), safe=_LEGAL, errors="replace")
