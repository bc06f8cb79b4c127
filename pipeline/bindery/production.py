"""The bindery's products: the files that lie on the shelf, and what there is to say of their making."""

from __future__ import annotations

import hashlib

from msgspec import Struct, field

from pipeline.errors import Notice, PublishError
from pipeline.model import Bound


class Output(Struct, frozen=True, kw_only=True):
    """The facts of a file that was made, for when its bytes are gone."""

    name: str
    """Below the output folder."""
    sha256: str
    """Hex, of its bytes."""
    size: int
    """Bytes."""
    pages: int | None
    notices: tuple[Notice, ...]

    @classmethod
    def of(cls, name: str, bound: Bound) -> Output:
        """The facts of a book."""
        digest = hashlib.sha256(bound.data).hexdigest()
        return cls(name=name, sha256=digest, size=len(bound.data), pages=bound.pages, notices=bound.notices)


class Production(Struct, kw_only=True):
    """The result of making books."""

    outputs: list[Output] = field(default_factory=list)
    """In reading order: threads by themselves, then books."""
    notices: list[Notice] = field(default_factory=list)
    failures: list[PublishError] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """On the installation, not on these books: a layout engine that is slower than it could be."""

    def add(self, other: Production) -> None:
        """Add what else was made; what both say of threads and installation is said once."""
        self.outputs += other.outputs
        self.failures += other.failures
        self.notices = [*dict.fromkeys([*self.notices, *other.notices])]
        self.remarks = [*dict.fromkeys([*self.remarks, *other.remarks])]
