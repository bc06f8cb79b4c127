"""Addresses in a Nitter page: those on its own server are led back to X, which that stands in for."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from pipeline.model import SpanKind
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.html_tree import attribute, classes, elements
from pipeline.text.web_addresses import web_url
from pipeline.text.x_addresses import HANDLE, SITE, hashtag_url, profile_url

_PROXIED = re.compile(r"/(?:pic(?:/orig)?|video)/(?P<encoded>enc/)?(?P<rest>.+)")
_SIGNED = re.compile(r"[0-9A-F]{8,64}/")
"""Signature before a video's address, so that nobody else uses the server."""
_SMALL = re.compile(r"\?name=\w+(?:&format=\w+)?$")
_MENTION = re.compile(rf"/({HANDLE})/?")


class Site:
    """The server that a page came from."""

    def __init__(self, root: LexborNode) -> None:
        stated = [attribute(link, "href") for link in elements(root, "link") if attribute(link, "rel") == "search"]
        profiles = (attribute(link, "href") for link in elements(root, "a") if "username" in classes(link))
        addresses = filter(None, map(web_url, (*stated, *profiles)))
        self._hosts = {urlsplit(address).netloc for address in addresses}

    def link(self, address: str, label: str) -> tuple[SpanKind, str]:
        """The kind and the target of a link in a post, on X where the page leads to its own server; "" for no
        target."""
        path = self._path(clean(address).strip())
        if path is None:
            return "link", web_url(clean(address))
        if label[:1] in ("#", "＃"):
            return "hashtag", hashtag_url(label[1:])
        if label[:1] in ("@", "＠") and (name := _MENTION.fullmatch(path)):
            return "mention", profile_url(name[1])
        return "link", web_url(f"{SITE}{path.removesuffix('#m')}")

    def original(self, address: str) -> str:
        """The address that a picture or video has on X, or ""."""
        address = clean(address).strip()
        proxied = _PROXIED.fullmatch(self._path(address) or "")
        if not proxied:
            return _SMALL.sub("", web_url(address))
        rest = _SIGNED.sub("", proxied["rest"], count=1)
        rest = _decoded(rest) if proxied["encoded"] else unquote(rest)
        if "/" not in rest:
            return ""
        if not rest.startswith(("http://", "https://")):
            rest = f"https://{rest}" if ".twimg.com/" in rest else f"https://pbs.twimg.com/{rest}"
        return web_url(_SMALL.sub("", clean(rest)))

    def _path(self, address: str) -> str | None:
        """The path of an address on this server; None for one elsewhere."""
        if address.startswith("/") and not address.startswith("//"):
            return address
        url = web_url(address)
        host = urlsplit(url).netloc if url else ""
        return url.partition(host)[2] if host and host in self._hosts else None


def _decoded(text: str) -> str:
    """The text of Base64, as servers write it that hide addresses; "" where it is none."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except ValueError:
        return ""
