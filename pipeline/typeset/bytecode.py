"""The bytecode cache of templates, kept for later runs as Python keeps that of modules.

To compile the templates of a theme takes 0.15 s of a run that sets anything: 4 % of a small one, `inputs/`.
Bytecode is run as it lies there. So it lies where nobody but this user can have put it, with a digest of all that
shaped it: the template, our source, Jinja2 and Python. Where anything differs, the template is translated anew.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from pipeline.shelf.scratch import write_whole
from pipeline.startup import version
from pipeline.typeset import fonts

_DIGEST = hashlib.sha256().digest_size
_OTHERS_WRITE = 0o022
"""The permissions of a folder that is not private."""


class Bytecode(jinja2.BytecodeCache):
    """A folder of files, one a template, each a digest and the bytecode; unused where none can be read or written."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template's bytecode, if it is there and sound."""
        with suppress(OSError):
            data = (_folder() / bucket.key).read_bytes()
            if data[:_DIGEST] == _digest(bucket, data[_DIGEST:]):
                bucket.bytecode_from_string(data[_DIGEST:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Save a template's bytecode."""
        code = bucket.bytecode_to_string()
        with suppress(OSError):
            write_whole(_folder() / bucket.key, _digest(bucket, code) + code, _folder())


@cache
def _folder() -> Path:
    """The cache folder. Raises OSError where there is none that is private."""
    folder = fonts.private_folder() / "templates"
    folder.mkdir(mode=0o700, exist_ok=True)
    for each in (folder.parent, folder):
        facts = each.stat()
        if os.name == "posix" and (facts.st_uid != os.getuid() or facts.st_mode & _OTHERS_WRITE):
            raise PermissionError
    return folder


def _digest(bucket: Bucket, code: bytes) -> bytes:
    digest = hashlib.sha256(_translator())
    digest.update(bucket.checksum.encode())
    digest.update(code)
    return digest.digest()


@cache
def _translator() -> bytes:
    """Digest of all that compiles templates: bytecode holds constants that our escape has already been through."""
    digest = hashlib.sha256(f"{sys.version} {version('jinja2')} {version('markupsafe')}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()
