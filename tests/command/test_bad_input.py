"""Bad input costs itself and nothing else: a clear line, exit 1, the rest published, nothing half-written."""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.command.conftest import Publish


def thread_json(*posts: dict[str, object]) -> bytes:
    """A thread.json of these posts."""
    facts = {"threadbound": 1, "author": {"name": "Ida Marlow", "handle": "idamarlow"}, "posts": list(posts)}
    return json.dumps(facts).encode()


def archive(**members: bytes) -> bytes:
    """A zip in the shape of an X archive; a member's name is given with "__" for "/"."""
    out = io.BytesIO()
    account = b'window.YTD.account.part0 = [{"account":{"username":"ida","accountId":"7","accountDisplayName":"Ida"}}]'
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data/account.js", account)
        for name, data in members.items():
            file.writestr(name.replace("__", "/").replace("_js", ".js"), data)
    return out.getvalue()


def bomb() -> bytes:
    """A zip whose tweets are 1 GB of blanks, in 1 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data/account.js", 'window.YTD.account.part0 = [{"account":{"username":"ida"}}]')
        with file.open("data/tweets.js", "w", force_zip64=True) as member:
            member.write(b"window.YTD.tweets.part0 = [")
            for _ in range(1024):
                member.write(b" " * 2**20)
            member.write(b"]")
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims to be so large, in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    facts = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", facts) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


FAILURES: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("empty.txt", lambda: b"", "inputs/empty.txt: the file is empty", "Save the thread again."),
    ("binary.txt", lambda: bytes(range(256)) * 9, "inputs/binary.txt: binary data, not text", "Save the thread again"),
    (
        "broken.json",
        lambda: b'{"threadbound": 1,\n "posts": [}',
        "inputs/broken.json: line 2, column 12: broken JSON: ",
        "",
    ),
    ("bomb.zip", bomb, "inputs/bomb.zip: tweets.js: unpacks to far more than an archive holds", ""),
    (
        "escape.zip",
        lambda: archive(**{"data__tweets_js": b"window.YTD.tweets.part0 = []", "..__..__evil_js": b"x"}),
        "inputs/escape.zip: ",
        "",
    ),
    ("cut.zip", lambda: archive(data__tweets_js=b"window.YTD.tweets.part0 = []" * 99)[:-60], "inputs/cut.zip: ", ""),
    (
        "long.json",
        lambda: thread_json({"text": "wall " * 210_000}),
        "inputs/long.json: posts[0].text: ",
        "",
    ),
    (
        "date.json",
        lambda: thread_json({"text": "A wall.", "published": "yesterday"}),
        "inputs/date.json: posts[0].published: not a date: 'yesterday'",
        "2024-05-01T12:00:00Z",
    ),
]


@pytest.mark.parametrize(("name", "make", "line", "hint"), FAILURES, ids=[case[0] for case in FAILURES])
def test_an_unreadable_input_is_named_and_the_rest_is_published(
    tmp_path: Path,
    publish: Publish,
    sound_page: Path,
    name: str,
    make: Callable[[], bytes],
    line: str,
    hint: str,
) -> None:
    """File, place, remedy; exit 1; the sound thread is there, and no scrap of a file."""
    (tmp_path / "inputs" / name).write_bytes(make())
    done = publish("inputs", "--epub", "-q")
    assert done.returncode == 1
    said = done.stderr.splitlines()
    assert said[0].startswith(f"Error: {line}"), done.stderr
    assert said[1].startswith("Hint: ")
    assert hint in said[1]
    assert len(said) == 2
    made = [path.relative_to(tmp_path / "build") for path in (tmp_path / "build").rglob("*") if path.is_file()]
    (book,) = done.stdout.split()
    seen = sorted(str(path) for path in made if path.parts[0] != ".cache")
    assert seen == sorted(
        [".threadbound/in-use", ".threadbound/made", "library.json", "report.json", book.removeprefix("build/")]
    )
    assert not list((tmp_path / "build" / ".cache" / "unfinished").iterdir())
    (failure,) = json.loads((tmp_path / "build" / "report.json").read_text())["failures"]
    assert failure["path"] == f"inputs/{name}"


@pytest.mark.parametrize("case", FAILURES, ids=[case[0] for case in FAILURES])
def test_nothing_but_a_bad_input_is_an_error_too(
    tmp_path: Path, publish: Publish, case: tuple[str, Callable[[], bytes], str, str]
) -> None:
    """The same line when the file is named itself, and no books."""
    name, make, line, _ = case
    (tmp_path / name).write_bytes(make())
    done = publish(name)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"Error: {line.removeprefix('inputs/')}" in done.stderr
    assert "Traceback" not in done.stderr


WARNINGS: list[tuple[str, dict[str, bytes], str]] = [
    (
        "a picture that is missing",
        {"a.json": thread_json({"text": "A wall.", "media": [{"kind": "photo", "file": "no.png"}]}, {"text": "End."})},
        "no.png",
    ),
    (
        "a picture that is damaged",
        {
            "a.json": thread_json({"text": "A wall.", "media": [{"kind": "photo", "file": "x.png"}]}, {"text": "End."}),
            "x.png": b"\x89PNG\r\n\x1a\nand no more",
        },
        "x.png",
    ),
    (
        "a picture of 100 megapixels",
        {
            "a.json": thread_json({"text": "A wall.", "media": [{"kind": "photo", "file": "x.png"}]}, {"text": "End."}),
            "x.png": png_header(10_000, 10_000),
        },
        "has 100 million pixels",
    ),
    (
        "a picture outside the folder",
        {
            "a.json": thread_json(
                {"text": "A wall.", "media": [{"kind": "photo", "file": "../secret.png"}]}, {"text": "End."}
            )
        },
        "../secret.png",
    ),
    (
        "control characters",
        {"a.json": thread_json({"text": "A \x1b[31mwall\x00."}, {"text": "End."})},
        "posts[0].text: characters that are no text were left out",
    ),
    (
        "a lone surrogate",
        {"a.json": thread_json({"text": "A \ud800wall."}, {"text": "End."})},
        "posts[0].text: characters that are no text were left out",
    ),
]


@pytest.mark.parametrize(("files", "said"), [case[1:] for case in WARNINGS], ids=[case[0] for case in WARNINGS])
def test_what_leaves_the_thread_readable_is_a_warning(
    tmp_path: Path, publish: Publish, files: dict[str, bytes], said: str
) -> None:
    """Exit 0, and 1 with --strict; a visible placeholder; nothing of the outside in the book."""
    (tmp_path / "inputs").mkdir()
    Image.new("RGB", (9, 9), "red").save(tmp_path / "secret.png")
    for name, data in files.items():
        (tmp_path / "inputs" / name).write_bytes(data)
    done = publish("inputs", "--epub")
    assert done.returncode == 0, done.stderr
    assert any(line.startswith("Warning: ") and said in line for line in done.stderr.splitlines()), done.stderr
    strict = publish("inputs", "--epub", "--strict", "-o", "again")
    assert (strict.returncode, len(strict.stdout.split())) == (1, 1)
    with zipfile.ZipFile(tmp_path / done.stdout.strip()) as book:
        text = "".join(book.read(name).decode() for name in book.namelist() if name.endswith("xhtml"))
        assert not [name for name in book.namelist() if "secret" in name]
    if "media" in files["a.json"].decode():
        assert "Picture missing" in text
    assert "\x1b" not in text
    assert "\x00" not in text


HOSTILE = """<!doctype html><html><head><title>Thread by @idamarlow on Thread Reader App</title>
<script>document.title = "stolen"</script></head><body onload="steal()">
<div class="thread-info"><a class="time" data-time="1652054400" href="https://threadreaderapp.com/thread/1.html">9 May</a>
2 tweets</div>
<div id="tweet_1" class="content-tweet" data-screenname="idamarlow" data-tweet="1523500000000000001"
 data-controller="thread" data-action="click->thread#showTweet" dir="auto">A wall stands by its own weight.
<script>steal()</script><iframe src="https://evil.example/"></iframe><a class="entity-url" href="javascript:steal()">
press here</a><img src="https://evil.example/pixel.png" onerror="steal()"></div>
<div id="tweet_2" class="content-tweet" data-screenname="idamarlow" data-tweet="1523500000000000002"
 data-controller="thread" data-action="click->thread#showTweet" dir="auto">NESTED</div></body></html>"""


@pytest.mark.parametrize(
    "inner", ["The end.", "<span>" * 3000 + "deep" + "</span>" * 3000], ids=["scripts", "3000 tags"]
)
def test_a_hostile_page_gives_a_harmless_book(tmp_path: Path, publish: Publish, inner: str) -> None:
    """No script, no frame, no address of a script, nothing fetched; the text is all there."""
    (tmp_path / "page.html").write_text(HOSTILE.replace("NESTED", inner), encoding="utf-8")
    done = publish("page.html")
    assert done.returncode == 0, done.stderr
    pdf, epub = (tmp_path / line for line in sorted(done.stdout.split(), key=lambda name: name.endswith("epub")))
    with zipfile.ZipFile(epub) as book:
        text = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(("html", "opf")))
    assert "A wall stands by its own weight." in text
    for evil in ("<script", "steal", "<iframe", "javascript:", "onerror", "onload", "pixel.png' ", 'src="http'):
        assert evil not in text
    assert b"/JavaScript" not in pdf.read_bytes()


def test_a_theme_with_a_mistake_is_told(tmp_path: Path, publish: Publish, sound_page: Path) -> None:
    """Its file and its line; nothing is made."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "theme.toml").write_text('base = "classic"')
    (tmp_path / "mine" / "thread.md.j2").write_text("<article>\n{% for x %}\n</article>")
    done = publish("inputs", "--theme", "mine")
    assert (done.returncode, done.stdout) == (1, "")
    assert "mine/thread.md.j2: line 2: template error: " in done.stderr
    assert "Traceback" not in done.stderr


def test_an_output_folder_that_cannot_be_written_is_told(tmp_path: Path, publish: Publish, sound_page: Path) -> None:
    """Before any work is done."""
    (tmp_path / "taken").write_text("a file")
    done = publish("inputs", "-o", "taken")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: taken: cannot be written: ")


def test_the_users_own_file_is_not_overwritten(tmp_path: Path, publish: Publish, sound_page: Path) -> None:
    """It is named, the other outputs are made, and the exit code is 1."""
    first = publish("inputs", "--epub", "-q")
    epub = tmp_path / first.stdout.strip()
    epub.write_bytes(b"my notes")
    done = publish("inputs", "-q")
    assert done.returncode == 1
    assert done.stdout.split() == [str(Path(first.stdout.strip()).with_suffix(".pdf"))]
    assert "was not made by publish" in done.stderr
    assert epub.read_bytes() == b"my notes"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "Error: nowhere: no such file or folder"),
        (["inputs", "--theme", "clasic"], "no theme called 'clasic'"),
        (["inputs", "--no-book", "--no-threads"], "leave nothing to make"),
        (["inputs", "-v", "-q"], "exclude each other"),
        (["inputs", "--min-posts", "0"], "Invalid value for '--min-posts'"),
        (["inputs", "--since", "lately"], "'lately' is no date. Write 2021-02-05, 2021-02 or 2021."),
        (["inputs", "--cache-size", "big"], "'big' is no size. Write 500M or 2G."),
        (["list"], "Missing argument 'INPUTS…'"),
        (["inputs", "--pdff"], "No such option"),
        (["inputs", "--for", "kobbo"], "no target called 'kobbo'\nHint: Did you mean kobo?"),
        (["inputs", "--for", "kobo", "--keep-intermediate"], "exclude each other"),
        (["inputs", "--for", "kobo", "--pdf", "-q"], "nothing would be made: EPUBs alone are taken there"),
        (["inputs", "--for", "kdp", "--paper", "pink"], "no paper called 'pink'"),
    ],
)
def test_wrong_usage_exits_with_2(publish: Publish, sound_page: Path, arguments: list[str], said: str) -> None:
    """Told in a line, without a traceback, and nothing is made."""
    done = publish(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_pango_is_told_with_the_command_that_installs_it(
    tmp_path: Path, publish: Publish, sound_page: Path
) -> None:
    """One line instead of an import error, and the EPUB is made all the same."""
    (tmp_path / "without").mkdir()
    failure = "raise OSError(\"cannot load library 'libpango-1.0-0'\")"
    (tmp_path / "without" / "weasyprint.py").write_text(failure)
    done = publish("inputs", "-q", env={"PYTHONPATH": str(tmp_path / "without")})
    assert done.returncode == 1
    assert done.stdout.strip().endswith(".epub")
    error, hint = done.stderr.splitlines()
    assert error.startswith("Error: PDFs need the Pango library, which is not installed")
    assert hint.startswith("Hint: ")
    assert "install" in hint


def test_an_archive_without_a_thread_is_told(tmp_path: Path, publish: Publish) -> None:
    """Posts that answer nobody make no thread, unless single posts are asked for."""
    tweet = {"id_str": "1500000000000000001", "created_at": "Sat Mar 05 08:00:00 +0000 2022", "full_text": "A wall."}
    data = b"window.YTD.tweets.part0 = " + json.dumps([{"tweet": tweet}]).encode()
    (tmp_path / "a.zip").write_bytes(archive(data__tweets_js=data))
    done = publish("a.zip", "--epub")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Warning: a.zip: no thread in it: no chain of 2 or more posts by its author" in done.stderr
    assert "--min-posts 1" in done.stderr
    assert publish("a.zip", "--epub", "--min-posts", "1").returncode == 0


def test_a_fault_of_ours_costs_its_thread_alone(tmp_path: Path, publish: Publish, sound_page: Path) -> None:
    """An exception that nobody foresaw is told in a line, and the other threads are published."""
    (tmp_path / "inputs" / "other.json").write_bytes(thread_json({"text": "Another wall."}, {"text": "The end."}))
    (tmp_path / "sitecustomize.py").write_text(
        "import pipeline.typeset.chapter as chapter\n"
        "real = chapter.typeset\n"
        "def typeset(thread, *more):\n"
        "    return 1 // 0 if thread.source.name == 'wall.txt' else real(thread, *more)\n"
        "chapter.typeset = typeset\n"
    )
    done = publish("inputs", "--epub", "-q", env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 1
    assert done.stdout.split() == ["build/threads/idamarlow-another-wall.epub", "build/book.epub"]
    assert done.stderr.startswith(
        "Error: wall.txt: a fault of Threadbound, not of the file: ZeroDivisionError: integer division or modulo by zero"
    )
    assert "Traceback" not in done.stderr


def test_threads_that_nobody_asked_for_are_not_made(publish: Publish, sound_page: Path) -> None:
    """Where none is wanted, that is an error that says how to look."""
    done = publish("inputs", "--match", "no such words")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Error: none of the 1 threads that were found is wanted" in done.stderr
    assert publish("list", "inputs", "--match", "no such words").returncode == 1


def test_an_input_of_which_nothing_is_public_says_so(tmp_path: Path, publish: Publish) -> None:
    """With how to read it, and with what else there was to say of it; a copy of another is not told of."""
    status = {"content": "<p>Low water</p>", "account": {"id": "7", "acct": "ida"}, "spoiler_text": ""}
    first = {**status, "id": "1", "uri": "https://s.example/1", "in_reply_to_id": None, "visibility": "private"}
    second = {**first, "id": "2", "uri": "https://s.example/2", "in_reply_to_id": "1", "in_reply_to_account_id": "7"}
    for name in ("own.json", "copy.json"):
        (tmp_path / name).write_text(f"{json.dumps(first)}\n{json.dumps(second)}\n{{\n")
    done = publish("list", "own.json")
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if line.startswith("Warning")] == [
        "Warning: own.json: line 3: not JSON; the line is left out",
        "Warning: own.json: 2 posts for followers or single readers left out",
    ]
    done = publish("list", "own.json", "copy.json", "--include-private")
    assert (done.returncode, "no thread in it" in done.stderr) == (0, False)


def test_a_file_whose_name_is_not_utf8_is_read_and_named(tmp_path: Path, publish: Publish) -> None:
    """As far as its name can be read: in the list, in a warning, in the report and in the library."""
    (tmp_path / "inputs").mkdir()
    path = tmp_path / "inputs" / os.fsdecode(b"caf\xe9.json")
    path.write_bytes(thread_json({"text": "A wall.", "media": [{"file": "lost.png"}]}, {"text": "It stands."}))
    assert "caf\N{REPLACEMENT CHARACTER}.json" in publish("list", "inputs").stdout
    done = publish("inputs")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    for name in ("report.json", "library.json"):
        assert "caf\N{REPLACEMENT CHARACTER}.json" in (tmp_path / "build" / name).read_text(encoding="utf-8")
    path.write_bytes(b"{")
    assert "Error: inputs/caf\N{REPLACEMENT CHARACTER}.json: " in publish("inputs").stderr
