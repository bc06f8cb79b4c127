"""A cache of compiled templates, as Python has one of compiled modules: to compile them takes 40 ms of a run.

Bytecode is executed as it is found. So it is kept where nobody but this user can have put it, with a digest of all
that shaped it: the template, our source, Jinja2 and Python. Where anything differs, the template is compiled anew.
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
"""Permission bits, any of which lets other users write to a folder."""


class Bytecode(jinja2.BytecodeCache):
    """Jinja2's cache of bytecode, in files of a private folder: a digest, then the bytecode.

    Where files cannot be read or written, nothing is cached.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the bytecode of a template, if it is cached and its digest holds."""
        with suppress(OSError):
            data = (_folder() / bucket.key).read_bytes()
            if data[:_DIGEST] == _digest(bucket, data[_DIGEST:]):
                bucket.bytecode_from_string(data[_DIGEST:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Save the bytecode of a template."""
        code = bucket.bytecode_to_string()
        with suppress(OSError):
            write_whole(_folder() / bucket.key, _digest(bucket, code) + code, _folder())


@cache
def _folder() -> Path:
    """The folder of the files. Raises OSError where there is none that is private."""
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
    """Digest of all that makes bytecode of a template. Our escape is part of it: constants have been through it."""
    digest = hashlib.sha256(f"{sys.version} {version('jinja2')} {version('markupsafe')}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()
