"""Nothing breaks it: what is no file, no text or no room is told in a line, and costs nothing else anything."""

from __future__ import annotations

import codecs
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, PngImagePlugin

from tests.command.conftest import COMMAND, PAGE, Publish
from tests.truth.conftest import HERE, Command

UNIX = pytest.mark.skipif(os.name != "posix", reason="files and signals of Unix")
GOOD = HERE / "utf16" / "good.json"


def test_a_number_without_end_in_an_editors_file_is_told_with_its_key(command: Command) -> None:
    """It is refused before it is parsed."""
    run = command("digits-in-book-toml")
    assert run.exit == 1
    assert re.search(
        r"^Error: .*book\.toml: line 1: x: broken TOML: a number that is too long$", run.said, re.MULTILINE
    )


def test_a_key_without_end_in_an_editors_file_takes_no_memory(publish: Publish, tmp_path: Path) -> None:
    """40 kB took 1.6 GB."""
    (tmp_path / "in").mkdir()
    shutil.copy(GOOD, tmp_path / "in")
    (tmp_path / "in" / "book.toml").write_text(".".join(["a"] * 20_000) + " = 1")
    done = publish("in", "--epub")
    assert done.returncode == 1
    assert "book.toml: line 1: broken TOML: a key of too many parts" in done.stderr


def test_an_element_that_is_a_link_and_a_picture_breaks_nothing(command: Command) -> None:
    """Its end is that of the picture."""
    run = command("fault-in-rich-text")
    assert run.exit == 0
    assert [thread["found"] for thread in run.threads] == [4]


@pytest.mark.parametrize("name", ["surrogate-in-address", "surrogate-in-bluesky"])
def test_half_a_character_is_told_and_costs_nothing_else(command: Command, name: str) -> None:
    """In an address, a key, an id or anywhere else."""
    run = command(name)
    assert run.exit == 0
    assert "half a character in 1 place became \ufffd" in run.said
    assert "Traceback" not in run.said
    assert len(run.threads) == (2 if name == "surrogate-in-address" else 1)


def test_json_in_utf_16_is_read(command: Command) -> None:
    """As PowerShell writes it."""
    run = command("utf16")
    assert run.exit == 0
    assert sorted(made["name"] for made in run.report["inputs"]) == ["a.json", "good.json"]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_text_of_every_kind_is_read_with_its_mark(publish: Publish, tmp_path: Path, mark: bytes, encoding: str) -> None:
    """JSON by lines, HTML, text, Markdown, an archive's files, and the editor's own."""
    golden = HERE.parent / "golden"
    folder = tmp_path / "in"
    shutil.copytree(golden / "x-archive" / "layout-of-2020" / "input", folder / "archive")
    for path, name in (
        (golden / "twscrape" / "lines" / "input.jsonl", "lines.jsonl"),
        (golden / "thread-reader-html" / "bare-2019" / "input.htm", "page.htm"),
        (golden / "markdown" / "guide" / "input.md", "note.md"),
        (golden / "mastodon-rest" / "list" / "input" / "statuses.json", "statuses.json"),
        (golden / "thread-json" / "least" / "input.json", "thread.json"),
    ):
        shutil.copy(path, folder / name)
    (folder / "wall.txt").write_text(PAGE, encoding="utf-8")
    (folder / "book.toml").write_text('[book]\ntitle = "Büchlein"\n', encoding="utf-8")
    (folder / "alt_text.json").write_text("[]", encoding="utf-8")
    before = publish("list", "in")
    for path in folder.rglob("*"):
        if path.suffix in (".jsonl", ".htm", ".md", ".json", ".txt", ".toml", ".js"):
            path.write_bytes(mark + path.read_text(encoding="utf-8").encode(encoding))
    after = publish("list", "in")
    assert after.stdout == before.stdout
    assert after.stdout.count("\n") >= 8
    assert after.returncode == before.returncode


@UNIX
@pytest.mark.parametrize("name", ["pipe.json", "wall.txt.posts.txt", "book.toml", "alt_text.json", "a.md"])
@pytest.mark.parametrize("kind", ["pipe", "socket", "loop"])
def test_what_is_no_file_is_told_and_not_waited_for(
    publish: Publish, sound_page: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    """Whatever it would be if it were one."""
    monkeypatch.chdir(sound_page.parent)  # the address of a socket is short
    if kind == "pipe":
        os.mkfifo(name)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(name)
    else:
        Path(name).symlink_to(name)
    done = publish("inputs", "--epub", "--no-library")
    assert done.returncode == 1
    said = {"pipe": "a pipe, not a file", "socket": "a socket, not a file", "loop": "a link that leads to itself"}[kind]
    assert f"Error: inputs/{name}: cannot be read: it is {said}\nHint: " in done.stderr


@UNIX
def test_a_picture_that_is_a_pipe_is_not_waited_for(publish: Publish, tmp_path: Path) -> None:
    """A placeholder stands in its place."""
    os.mkfifo(tmp_path / "p.png")
    posts = [{"text": "One.", "media": [{"file": "p.png"}]}, {"text": "Two."}]
    (tmp_path / "a.json").write_text(json.dumps({"threadbound": 1, "author": {"name": "A"}, "posts": posts}))
    done = publish("a.json", "--epub")
    assert done.returncode == 0
    assert "the picture p.png cannot be read" in done.stderr


@UNIX
def test_a_device_and_a_pipe_are_no_inputs(publish: Publish, tmp_path: Path) -> None:
    """Named themselves, and as a theme's file."""
    shutil.copy(GOOD, tmp_path / "good.json")
    assert "Error: /dev/zero: cannot be read: it is a device, not a file" in publish("/dev/zero", "--epub").stderr
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "theme.toml").write_text('base = "classic"')
    os.mkfifo(tmp_path / "theme" / "thread.md.j2")
    done = publish("good.json", "--epub", "--theme", "theme")
    assert "thread.md.j2: cannot be read: it is a pipe, not a file" in done.stderr


@UNIX
def test_a_link_that_leads_back_is_walked_once(publish: Publish, sound_page: Path) -> None:
    """To its own folder, or to one above it."""
    (sound_page.parent / "deep").mkdir()
    (sound_page.parent / "self").symlink_to(".")
    (sound_page.parent / "deep" / "up").symlink_to("..")
    done = publish("list", "inputs")
    assert done.returncode == 0
    assert done.stdout.count("wall.txt") == 1


def test_runs_side_by_side_end_well(tmp_path: Path, sound_page: Path) -> None:
    """One at a time works in the output folder; the others say that they wait."""
    shutil.copy(GOOD, sound_page.parent)
    command = [str(COMMAND), "inputs", "--epub", "-o", "out"]
    runs = [subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    said = [run.communicate(timeout=120)[1] for run in runs]
    assert [run.returncode for run in runs] == [0] * 4, said
    assert any("Waiting for another run in out" in each for each in said)
    report, library = (
        (tmp_path / "out" / name).read_text(encoding="utf-8") for name in ("report.json", "library.json")
    )
    assert len(json.loads(report)["outputs"]) == 3
    assert len(json.loads(library)["library"]["entries"]) == 2


def test_a_strangers_report_hides_nothing(publish: Publish, tmp_path: Path, sound_page: Path) -> None:
    """What was made is listed, and the report that could not be is told of."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "report.json").write_text("{}")
    done = publish("inputs", "--epub", "-o", "out")
    assert done.returncode == 1
    assert done.stdout.startswith(f"out{os.sep}threads{os.sep}")
    assert "Error: out/report.json: was not made by publish" in done.stderr.replace(os.sep, "/")
    assert (tmp_path / "out" / "report.json").read_text() == "{}"


@UNIX
def test_a_full_disk_is_told_of_each_file(tmp_path: Path, sound_page: Path) -> None:
    """What there was room for is listed."""
    import resource

    shutil.copy(GOOD, sound_page.parent)
    command = [str(COMMAND), "inputs", "--pdf", "--epub", "-o", "out"]
    limits = (16 * 1024, 16 * 1024)
    done = subprocess.run(
        command,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits),
    )
    assert done.returncode == 1
    assert "out/threads/goodone-good.pdf" in done.stdout
    assert "Error: out/book.epub: cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert all((tmp_path / line).stat().st_size for line in done.stdout.splitlines())


@UNIX
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("seconds", [0.8, 2.0])
def test_a_run_that_is_ended_leaves_nothing_behind(
    tmp_path: Path, sound_page: Path, number: signal.Signals, seconds: float
) -> None:
    """With a home to write to, or without one."""
    (tmp_path / "tmp").mkdir()
    environment = os.environ | {"TMPDIR": str(tmp_path / "tmp"), "HOME": "/proc/1", "XDG_CACHE_HOME": ""}
    command = [str(COMMAND), "inputs", "--pdf", "--epub", "-o", "out", "--no-cache"]
    run = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)
    time.sleep(seconds)
    run.send_signal(number)
    said = run.communicate(timeout=120)[1]
    assert run.returncode in (0, 128 + number, -number)  # it was done before, or had not begun
    assert "Traceback" not in said or run.returncode == -number
    assert list((tmp_path / "tmp").iterdir()) == []
    unfinished = tmp_path / "out" / ".threadbound" / "unfinished"
    assert not unfinished.exists() or list(unfinished.iterdir()) == []


@UNIX
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-", ">/dev/full", "2>/dev/full", "2>&1 | true"])
@pytest.mark.parametrize("verb", ["list", "--epub"])
def test_a_closed_stream_is_no_traceback(tmp_path: Path, sound_page: Path, closed: str, verb: str) -> None:
    """Nor is a file ever opened in the place of one."""
    line = f'"{COMMAND}" {verb} inputs {closed}'.replace("--epub inputs", "inputs --epub -o out")
    done = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert "Traceback" not in done.stderr + done.stdout
    if closed.endswith("-") and verb == "--epub":
        assert done.returncode == 0
        (book,) = (tmp_path / "out" / "threads").glob("*.epub")
        assert zipfile.ZipFile(book).testzip() is None


SECRET = "taken at the kitchen table"


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    return exif


def _jpeg(image: Image.Image) -> bytes:
    return _saved(image, "JPEG", exif=_exif(), comment=SECRET, xmp=SECRET.encode(), quality=80)


def _png(image: Image.Image) -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", SECRET)
    words.add_itxt("XML:com.adobe.xmp", SECRET)
    return _saved(image, "PNG", pnginfo=words)


def _gif(image: Image.Image) -> bytes:
    return _saved(image.convert("P"), "GIF", comment=SECRET)


def _webp(image: Image.Image) -> bytes:
    return _saved(image, "WEBP", xmp=SECRET.encode(), exif=_exif())


def _saved(image: Image.Image, format: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


@pytest.mark.parametrize("made", [_jpeg, _png, _gif, _webp], ids=["jpeg", "png", "gif", "webp"])
def test_what_a_picture_says_reaches_no_output(
    publish: Publish, tmp_path: Path, made: Callable[[Image.Image], bytes]
) -> None:
    """Whether its file is kept, turned, made smaller or written anew."""
    pictures = {
        "small": Image.effect_noise((200, 100), 60).convert("RGB"),
        "large": Image.effect_noise((2000, 100), 60).convert("RGB"),
        "grey": Image.effect_noise((200, 100), 60),
        "clear": Image.new("RGBA" if made in (_png, _webp) else "RGB", (90, 90), "red"),
    }
    for name, image in pictures.items():
        data = made(image)
        assert SECRET.encode() in data
        (tmp_path / f"{name}.bin").write_bytes(data)
    posts = [{"text": name, "media": [{"file": f"{name}.bin"}]} for name in pictures]
    (tmp_path / "a.json").write_text(json.dumps({"threadbound": 1, "author": {"name": "A"}, "posts": posts}))
    assert publish("a.json", "--epub", "--pdf", "-o", "out").returncode == 0
    (book,) = (tmp_path / "out").glob("threads/*.epub")
    (print_,) = (tmp_path / "out").glob("threads/*.pdf")
    archive = zipfile.ZipFile(book)
    shown = [archive.read(name) for name in archive.namelist()]
    assert sum(data.startswith((b"\xff\xd8", b"\x89PNG")) for data in shown) >= len(pictures)
    shown += [print_.read_bytes(), *_streams(print_)]
    assert not [data for data in shown if SECRET.encode() in data]


def _streams(path: Path) -> list[bytes]:
    """The files of the pictures in a PDF, as they lie there."""
    document = pypdfium2.PdfDocument(path)
    images = [each for page in document for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
    return [bytes(image.get_data(decode_simple=True)) for image in images]


def test_a_fault_of_ours_is_one_line_that_names_the_input(tmp_path: Path, sound_page: Path) -> None:
    """Wherever it happens."""
    program = (
        "import sys; from pipeline.collection import finding; from pipeline.command.cli import main\n"
        "def broken(*_, **__): raise KeyError('a\\nb')\n"
        "finding.updated = broken\n"
        "sys.argv = ['publish', 'list', 'inputs']; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 1
    assert "Error: inputs: a fault of Threadbound, not of the file: KeyError" in done.stderr
    assert "Traceback" not in done.stderr
