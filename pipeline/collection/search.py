"""The search: what the user asks for, and what came of it. `finding.py` does it."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct, field
from msgspec.structs import asdict

from pipeline.collection.selection import Selection
from pipeline.errors import Notice, PublishError
from pipeline.library.record import Library
from pipeline.model import Date, Imprint, Profile, Thread
from pipeline.model.limits import MAX_COUNT, MAX_SAID
from pipeline.unroll.answers import LeftOut
from pipeline.unroll.branches import Branches

_Line = Annotated[str, Meta(max_length=MAX_SAID)]
_Number = Annotated[int, Meta(ge=1, le=MAX_COUNT)]


class Stated(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody says of which threads are wanted, as in `Search` and `Selection`; None: nothing."""

    min_posts: _Number | None = None
    branches: Branches | None = None
    include_private: bool | None = None
    include_answers: bool | None = None
    fold_crossposts: bool | None = None
    group_by_time: _Number | None = None
    since: Date | None = None
    until: Date | None = None
    authors: tuple[_Line, ...] | None = None
    match: _Line | None = None
    ids: tuple[_Line, ...] | None = None


class Search(Struct, frozen=True, kw_only=True):
    """The choice of threads that holds."""

    min_posts: int = 2
    """The shortest reply chain of an archive that counts as a thread."""
    branches: Branches = "inline"
    """The place of answers beside a thread's main line: asides in it, threads of their own, or none."""
    include_private: bool = False
    """Read what was for followers or single readers, too."""
    include_answers: bool = False
    """Read threads that begin as an answer to someone else, too."""
    fold_crossposts: bool = False
    """Keep one of the threads that their author posted on several networks."""
    group_by_time: int | None = None
    """Minutes within which posts follow each other that make a thread, where the source does not say; None: none do."""
    selection: Selection = field(default_factory=Selection)
    """Of those that were found."""

    @classmethod
    def of(cls, *says: Stated) -> Search:
        """The search that these state; of each thing, what the first says that says anything of it."""
        stated: dict[str, Any] = {}
        for say in reversed(says):
            stated |= {name: value for name, value in asdict(say).items() if value is not None}
        selection = {name: stated.pop(name) for name in Selection.__struct_fields__ if name in stated}
        return cls(selection=Selection(**selection), **stated)


class ReadInput(Struct, frozen=True, kw_only=True):
    """The record of an input that was read."""

    name: str
    """Below the folder that the user named."""
    format: str
    """The reader's name."""
    sha256: str | None
    """Hex, of its bytes; None where there was no capture in it."""
    posts: int


class Findings(Struct, frozen=True, kw_only=True):
    """The result of a search: threads, and what there is to say of them and of the inputs."""

    threads: list[Thread]
    """Those that are wanted, in the order of a book."""
    left_out: LeftOut
    """Threads that begin as an answer to someone else, and were not asked for."""
    imprint: Imprint
    """The imprint of a book of them, with news and the number of withdrawn threads."""
    profiles: tuple[Profile, ...]
    """Of the threads' authors, as far as they are known."""
    library: Library | None
    """With the threads in it; None: nothing is remembered."""
    inputs: list[ReadInput]
    passed_over: list[str]
    failures: list[PublishError]
    notices: list[Notice]
    """Beside those of the threads themselves."""

    @property
    def read(self) -> int:
        """How many files and folders were found."""
        return len(self.inputs) + len(self.passed_over)
