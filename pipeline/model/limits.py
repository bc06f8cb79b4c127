"""Limits: how large an input may be. What goes beyond is refused or left out, with a message that says so.

An input is a stranger's file, and may be damaged or made to be slow. Each limit lies far above anything that people
have, and low enough that no run takes more memory or time than a laptop has. A number that says how something is
looked for or laid out is no limit and stands where it is used; so do the limits of tasks, which belong to `work`.

Bytes are counted unpacked, characters in code points.
"""

from __future__ import annotations

_KIB, _MIB, _GIB = 1024, 1024**2, 1024**3

# Files that are read whole

MAX_TEXT_BYTES = 64 * _MIB
"""A page, a file of JSON, or any other for which no smaller limit stands here."""
MAX_MARKDOWN_BYTES = 2 * _MIB
"""A Markdown file, clipped or written. Its parser takes 70 to 470 times as much memory."""
MAX_THREAD_JSON_BYTES = 16 * _MIB
"""A thread.json: 10,000 posts of 1,600 characters."""
MAX_BOOK_TOML_BYTES = 4 * _MIB
"""A book.toml."""
MAX_FONT_BYTES = 32 * _MIB
"""A font that an editor gives, which is sent to workers; the largest, with all Chinese characters, have 20 MB."""
MAX_FONTS = 20
"""Fonts that an editor gives."""
MAX_SUBJECTS = 100
"""Subjects that an editor gives a book."""
MAX_SMALL_BYTES = 16 * _MIB
"""A small file of an X archive: the manifest, the descriptions of pictures."""
MAX_THREADS_EXPORT_BYTES = 256 * _MIB
"""The list of posts in an export of Threads; one of 70,000 posts has 60 MB."""
MAX_PROFILE_BYTES = _MIB
"""The owner's profile in an export of Threads."""
MAX_PICTURE_BYTES = 64 * _MIB
"""A picture."""
MAX_PICTURE_PIXELS = 50_000_000
"""About what the largest phone cameras give; 100 million pixels would take 300 MB to decode."""
MAX_SVG_BYTES = 8 * _MIB
"""A drawing in SVG."""
MAX_SVG_ELEMENTS = 200_000
"""Elements of a drawing in SVG; a detailed map has a tenth of it."""
MAX_RECORDING_BYTES = 512 * _MIB
"""A film or sound that is unpacked from an archive to look about in it, or of which a frame is shown."""
MAX_THEME_BYTES = 64 * _MIB
"""The files of a theme together, which are sent to workers: more is a folder of something else."""

# Archives

MAX_ENTRIES = 500_000
"""Files in one archive or folder; their names are held in memory."""
MAX_DIRECTORY_BYTES = 64 * _MIB
"""The table of contents of a zip; zipfile holds it in memory."""
MAX_DATA_BYTES = 4 * _GIB
"""All data files that are read of one archive together. Pictures do not count."""
MAX_RATIO = 200
"""Bytes that a byte of a zip may become, in all that is read of it. JSON compresses 10 to 30 times, a bomb 1000."""
FREE_BYTES = 16 * _MIB
"""Bytes that are unpacked of a zip before the ratio counts."""
MAX_BLOCKS = 3_000_000
"""Blocks of one CAR file; their places are held in memory, some 200 bytes for each."""
MAX_BLOCK_BYTES = 8 * _MIB
"""A block that is decoded; Bluesky allows a record one."""
MAX_KEY_BYTES = _KIB
"""The name of a record in a Bluesky repo, as the network allows."""

# Formats

MAX_LINE_BYTES = 16 * _MIB
"""A line of a JSON file that is read by lines."""
MAX_VALUE_BYTES = 2 * _MIB
"""A value of a JSON file that is read by values; the longest post that any network allows is a fraction of it."""
MAX_TAGS = 10_000
"""Tags in one post of HTML. If none of them is closed, so many take a parser two seconds."""
MAX_NESTING = 40
"""Lists and quotations within one another in Markdown. Below that, the parser would drop what they hold."""
MAX_FRONT_MATTER_LINES = 200
"""Lines in which front matter has to end."""
MAX_FRONT_MATTER_CHARACTERS = 20_000
"""Characters of front matter."""
MAX_URL = 8192
"""Characters of an address that a link leads to; most servers take no longer ones."""
MAX_TYPED_URL = 2048
"""Characters of an address in running text; a longer one is no address that a person wrote."""

# Threads

MAX_POSTS = 2_000_000
"""Posts that are kept of one input. A post takes about a kilobyte of memory."""
MAX_PAGE_LINES = 200_000
"""Lines of a thread on a page saved as text."""
MAX_TEXT = 100_000
"""Characters of one post; X allows 25,000, other networks fewer."""
MAX_LINE = 1000
"""Characters of a title, a name, a date and the like in a thread.json."""
MAX_SAID = 2000
"""Characters of a line that an editor writes in a book.toml, descriptions of pictures included."""
MAX_ADDRESS = 8000
"""Characters of an address or path in a thread.json."""
MAX_THREAD_POSTS = 10_000
"""Posts of a thread.json."""
MAX_SPANS = 10_000
"""Spans of one text in a thread.json."""
MAX_ATTACHED = 100
"""Things of one kind at a post in a thread.json (media, quotes, link cards), choices of a poll, posts of a card."""
MAX_LISTED = 1000
"""Cards or gaps of a thread.json, custom emoji of one of its posts."""
MAX_COUNT = 1_000_000
"""The number that a source states for the posts of a thread, or that a post is called by."""
MAX_VOTES = 1_000_000_000
"""Votes for an answer."""
