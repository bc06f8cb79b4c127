"""Files of tar.gz as bundles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BufferedIOBase

from pipeline.assets import tarball
from pipeline.errors import PublishError
from pipeline.model import Asset
from pipeline.opening import open_file
from pipeline.sources.reading.bundle.base import Bundle, common_folder
from pipeline.sources.reading.files import Input


class TarBundle(Bundle):
    """A gzipped tar; where everything in it lies in one folder, names are counted from there."""

    def __init__(self, source: Input) -> None:
        super().__init__(source)
        try:
            self._tar = tarball.opened(source.path)
        except OSError as error:
            raise source.unreadable(error) from error
        except tarball.TarballError as error:
            raise self.error(str(error), hint="Download it again, from the network itself.") from error
        self._members = self._checked(self._tar)

    def names(self) -> Iterator[str]:
        return iter(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def asset(self, name: str) -> Asset | None:
        member = self._members.get(name)
        return Asset(path=self.source.path, member=member) if member else None

    def sha256(self) -> str:
        with open_file(self.source.path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _open(self, name: str) -> tuple[BufferedIOBase, int]:
        member = self._members[name]
        return self._tar.open(member), self._tar.size(member)

    def _damaged(self, name: str) -> PublishError:
        return self.error(tarball.DAMAGED, where=name, hint="Download it again.")

    def _checked(self, tar: tarball.Tarball) -> dict[str, str]:
        """Names of the files in the tar, by their names in the bundle."""
        self._check(len(tar.names), (*tar.names, *tar.links))
        for link in tar.links:
            raise self._leads_out(link)
        shown = {name.removeprefix("./"): name for name in tar.names if not name.rpartition("/")[2].startswith("._")}
        top = common_folder(shown)
        return {name.removeprefix(top): member for name, member in shown.items()}
