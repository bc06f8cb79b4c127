"""Furniture of a Thread Reader page saved as text: the site's lines around a thread, which tell its parts apart.

The site's words changed over the years; each pattern matches a whole line, stripped, of one era or more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Date
from pipeline.text.months import MONTH, NUMBERS
from pipeline.text.x_addresses import HANDLE

_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(rf"(?P<day_month>{_DAY}\s+{MONTH}|{MONTH}\s+{_DAY})(?:,?\s+(?P<year>\d{{4}}|\d{{2}}))?")

PICTURE_OF = "Profile picture"
PROFILE_PICTURE = re.compile(rf"(?:(?P<name>.{{1,200}}?)\s+)?{PICTURE_OF}")
_MARKER = re.compile(r".{0,40}?thread#showTweet\"(?P<attributes>[^>]{0,400})>[ \t]*")
KEEP_CURRENT = re.compile(r"Keep Current with(?:\s+(?P<name>.{1,200}))?")
MORE_FROM = re.compile(rf"More from @(?P<handle>{HANDLE})")
POSTS = r"(?:tweets?|posts?)"
"""The site's words for posts: a part of patterns."""
CARD_END = re.compile(rf"[^\W\d_]{{2,12}} (?P<count>\d{{1,4}}) {POSTS}")
"""Last line of a card, "Read 19 tweets", in whatever language the first word is."""
CARDS_END = re.compile(r"Did Thread Reader help you today\?")
_IMAGES = re.compile(r"(?:(?<=\s)|^)Image(?:\s+Image)*\s*$")
BULLETS = re.compile(r"•\s*•\s*•")
MISSING = re.compile(r"Missing some Tweets? in this thread\? You can try to(?: force a refresh)?\.?")
SCROLLY_END = re.compile(r"Share this Scrolly Tale with your friends\.?")
FOOTER = re.compile(
    r"Enjoying this thread\?|Keep Current with.*|This Thread may be Removed Anytime!?|Try unrolling a thread yourself!?"
    rf"|Stay in touch and get notified when new unrolls are available from this author!|More from @{HANDLE}"
)
"""Lines that stand after a thread, and that hardly anybody writes in one."""

_STRIPPED_TAG = re.compile(
    r'(?!thread#show)[a-z][a-z-]{0,40}#\w{1,40}"[\s>].*|(?:data-[a-z-]{1,40}="[^"]*"\s*){1,20}>?'
)
_VIEWS = re.compile(r"[0-9][0-9,. ]{0,15} views?")
_BUTTONS = frozenset((
    'add to "my authors"', "about |", "become premium", "bitcoin", "bookmark",
    "click again on or share via icon", "click on copy link to tweet", "copy",
    "did thread reader help you today?", "donate via paypal", "donate via paypal become our patreon",
    "email", "email successfully sent!", "email the whole thread instead of just a link!",
    "enjoying this thread?", "enter url or id to unroll", "ethereum", "follow us on twitter!",
    "follow us!", "force a refresh", "force a refresh.", "gift link", "help |",
    "how to get url link on x (twitter) app", "how to unroll video", "keep scrolling", "message",
    "more info at twitter help", "my authors", "on the twitter thread, click on or icon on the bottom",
    "or donate anonymously using crypto!", 'paste it above and click "unroll thread"!', "pdf", "post",
    "privacy", "read all threads", "read on twitter", "read on x", "save as pdf",
    "save this thread as pdf", "scrolly", "send email!", "separate emails with commas", "share",
    "share this page!", "share this scrolly tale with your friends.", "subscribe",
    "support us! we are indie developers!", "thank you for your support!",
    "this thread may be removed anytime!", "thread reader", "tos |", "try unrolling a thread yourself!",
    "tweet", "unroll thread", "×", "@threadreaderapp unroll",
))  # fmt: skip
"""Labels of the site, as `is_furniture` compares them."""
_OPENINGS = (
    "a scrolly tale is",
    "1) follow @threadreaderapp",
    "1. follow @threadreaderapp",
    "2) go to a twitter thread",
    "2. from a twitter thread",
    "become a premium member",
    "don't want to be a premium member",
    "follow @threadreaderapp",
    "from a twitter thread mention us",
    "here's a great thread you should read",
    "keep current with",
    "make a small donation",
    "missing some tweet in this thread?",
    "or just the id like:",
    "practice here first or read more",
    "stay in touch and get notified when new unrolls",
    "this site is made by just",
    "thread by @",
    "too expensive? make a small donation",
    "twitter may remove this content at anytime!",
    "you can paste full url like:",
)


def parse_date(text: str) -> Date | None:
    """The date in "5 Feb", "Jun 9", "Feb 26, 2023", "Mar 24th 2022" or "27 Sep 19"; None for anything else.

    A year that the page does not say stays unknown.
    """
    match = _DATE.fullmatch(text.strip(" \t,•"))
    if not match:
        return None
    words = re.findall(r"[A-Za-z]{3,}|\d+", match["day_month"])
    name, number = sorted(words, reverse=True)
    year = int(match["year"]) if match["year"] else None
    if year is not None and year < 100:
        year += 2000
    try:
        return Date(year=year, month=NUMBERS[name[:3]], day=int(number))
    except (KeyError, ValueError):  # KeyError: digits of another script
        return None


def mark_of(line: str) -> re.Match[str] | None:
    """The remains of a post's opening tag, after tags were stripped naively; the post may follow on the line."""
    return _MARKER.match(line) if "thread#showTweet" in line else None


def images_of(text: str) -> re.Match[str] | None:
    """The words for the pictures at a post's end."""
    return _IMAGES.search(text) if "Image" in text else None


def without_images(text: str) -> str:
    """A post's text without the words for the pictures at its end."""
    return text[: found.start()] if (found := images_of(text)) else text


def is_furniture(line: str) -> bool:
    """Whether a line outside the thread is blank or belongs to the site rather than to an author."""
    plain = " ".join(line.split()).casefold()
    return (
        not plain
        or plain in _BUTTONS
        or plain.startswith(_OPENINGS)
        or is_stripped_tag(line)
        or PROFILE_PICTURE.fullmatch(line.strip()) is not None
        or BULLETS.fullmatch(plain) is not None
        or _VIEWS.fullmatch(plain) is not None
    )


def is_stripped_tag(line: str) -> bool:
    """Whether a line is the remains of a tag that holds ">" after tags were stripped naively; not of a post's tag."""
    return _STRIPPED_TAG.fullmatch(line.strip()) is not None


def find_end(lines: Sequence[str]) -> int | None:
    """The line at which the thread ends: the three bullets before the footer, or the footer's first line.

    Words that an author might write too ("More from @somebody") count only where no surer mark follows.
    """
    fallback = None
    for index, line in enumerate(lines):
        plain = line.strip()
        if MISSING.fullmatch(plain) or SCROLLY_END.fullmatch(plain):
            return index
        if BULLETS.fullmatch(plain):
            following = next((later.strip() for later in lines[index + 1 : index + 8] if later.strip()), "")
            if not following or MISSING.fullmatch(following) or FOOTER.fullmatch(following):
                return index
        elif fallback is None and FOOTER.fullmatch(plain):
            fallback = index
    return fallback
