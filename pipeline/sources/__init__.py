"""The sources: readers of saved threads, a folder a network, and `reading/` for what they share.

`READERS` is the table of formats; a new one is a module and a row here. An input is read by the first reader that says
that it is of its format (`discovery.py` asks them).
"""

from __future__ import annotations

from pipeline.sources.reading.beginnings import CAR, GZIP, JSON, MARKUP, ZIP
from pipeline.sources.reading.reader import Reader, Standing

READERS: tuple[Reader, ...] = (
    Reader(
        name="thread-json",
        title="Threadbound thread.json",
        module=".own.thread_json",
        standing=Standing.BY_HAND,
        endings=(".json",),
        beginnings=(JSON,),
        plain=True,
    ),
    Reader(
        name="x-archive",
        title="X (Twitter) archive",
        module=".x.x_archive",
        standing=Standing.OWN_DATA,
        endings=(".zip", "tweets.js", "tweet.js"),
        beginnings=(ZIP,),
        claims_folders=True,
        marks=tuple(
            f"{folder}{name}.js" for folder in ("data/", "") for name in ("manifest", "account", "tweets", "tweet")
        ),
    ),
    Reader(
        name="x-api-v2",
        title="X (Twitter) API v2: responses or posts as JSON",
        module=".x.x_api_v2",
        standing=Standing.ANSWER,
        endings=(".json", ".jsonl"),
        beginnings=(JSON,),
    ),
    Reader(
        name="x-api-v1",
        title="X (Twitter) API v1.1: tweets as JSON",
        module=".x.x_api_v1",
        standing=Standing.ANSWER,
        endings=(".json", ".jsonl"),
        beginnings=(JSON,),
    ),
    Reader(
        name="x-graphql",
        title="X (Twitter) as its site loads it: GraphQL responses",
        module=".x.x_graphql",
        standing=Standing.ANSWER,
        endings=(".json", ".jsonl"),
        beginnings=(JSON,),
    ),
    Reader(
        name="twscrape",
        title="X (Twitter) posts saved by twscrape",
        module=".x.twscrape",
        standing=Standing.PROGRAM,
        endings=(".json", ".jsonl"),
        beginnings=(JSON,),
    ),
    Reader(
        name="snscrape",
        title="X (Twitter) posts saved by snscrape",
        module=".x.snscrape",
        standing=Standing.PROGRAM,
        endings=(".json", ".jsonl"),
        beginnings=(JSON,),
    ),
    Reader(
        name="gallery-dl",
        title="X (Twitter) posts noted by gallery-dl, with pictures",
        module=".x.gallery_dl",
        standing=Standing.PROGRAM,
        endings=(".json", ".jsonl"),
        beginnings=(JSON,),
        claims_folders=True,
    ),
    Reader(
        name="threads-export",
        title="Threads (Instagram) export",
        module=".threads.threads_export",
        standing=Standing.OWN_DATA,
        endings=(".zip", ".json"),
        beginnings=(JSON, ZIP),
        claims_folders=True,
        marks=tuple(
            f"{folder}threads/threads_and_replies.{kind}"
            for folder in ("your_instagram_activity/", "")
            for kind in ("json", "html")
        ),
    ),
    Reader(
        name="bluesky-thread",
        title="Bluesky thread (getPostThread)",
        module=".bluesky.bluesky_thread",
        standing=Standing.ANSWER,
        endings=(".json", ".jsonl"),
        beginnings=(JSON,),
    ),
    Reader(
        name="bluesky-feed",
        title="Bluesky posts (getAuthorFeed)",
        module=".bluesky.bluesky_feed",
        standing=Standing.ANSWER,
        endings=(".json", ".jsonl"),
        beginnings=(JSON,),
    ),
    Reader(
        name="bluesky-car",
        title="Bluesky repo (CAR export)",
        module=".bluesky.bluesky_car",
        standing=Standing.OWN_DATA,
        endings=(".car",),
        beginnings=(CAR,),
    ),
    Reader(
        name="mastodon-archive",
        title="Mastodon archive",
        module=".fediverse.mastodon_archive",
        standing=Standing.OWN_DATA,
        endings=(".tar.gz", ".tgz", ".zip", ".json"),
        beginnings=(JSON, ZIP, GZIP),
        claims_folders=True,
        marks=("outbox.json",),
    ),
    Reader(
        name="mastodon-rest",
        title="Mastodon status or context (JSON)",
        module=".fediverse.mastodon_rest",
        standing=Standing.ANSWER,
        endings=(".json",),
        beginnings=(JSON,),
    ),
    Reader(
        name="thread-reader-html",
        title="Thread Reader page saved as HTML",
        module=".thread_reader.thread_reader_html",
        standing=Standing.PAGE,
        endings=(".html", ".htm"),
        beginnings=(MARKUP,),
    ),
    Reader(
        name="thread-reader-text",
        title="Thread Reader page saved as text",
        module=".thread_reader.thread_reader_text",
        standing=Standing.LOSSY_PAGE,
        endings=(".txt",),
    ),
    Reader(
        name="thread-reader-clip",
        title="Thread Reader page clipped as Markdown",
        module=".thread_reader.thread_reader_clip",
        standing=Standing.LOSSY_PAGE,
        endings=(".md", ".markdown"),
    ),
    Reader(
        name="nitter-html",
        title="Nitter page of a thread saved as HTML",
        module=".nitter.nitter_html",
        standing=Standing.PAGE,
        endings=(".html", ".htm"),
        beginnings=(MARKUP,),
    ),
    Reader(
        name="markdown",
        title="Markdown file with front matter",
        module=".own.markdown_file",
        standing=Standing.BY_HAND,
        endings=(".md", ".markdown"),
    ),
)
