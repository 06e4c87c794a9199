"""The folder OUT, and the only way to files in it: never through a link, never outside.

Outputs are first put on a shelf, a hidden folder in OUT, and moved into their places when all are
there. A kill at any moment therefore leaves every output as it was or as it will be. They are not
forced onto the disk one by one, unlike a report: what a power failure leaves broken does not have
the content that the manifest names, and is made again. One run at a time writes into an OUT.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.publish.manifest import digest, file_digest
from govreport.tomlio.atomic import write_bytes
from govreport.tomlio.lock import held

SHELF = ".govreport-shelf"
LOCK = ".govreport-build.lock"


class Target:
    """The folder `root`, which need not be there yet."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._safe: set[PurePosixPath] = {PurePosixPath()}

    def place(self, output: str) -> Path:
        """Where an output stands. Raises GovreportError when a link is on the way to it."""
        relative = PurePosixPath(output)
        if relative.is_absolute() or ".." in relative.parts or not relative.parts:
            raise self._outside(output)
        for folder in reversed(relative.parents):
            if folder not in self._safe:
                path = self.root / folder
                if path.is_symlink() or (path.exists() and not path.is_dir()):
                    raise self._outside(str(folder))
                self._safe.add(folder)
        return self.root / relative

    def _outside(self, output: str) -> GovreportError:
        return GovreportError(
            msg("不往 {path} 里写：它是链接，或者不是文件夹。", path=str(self.root / output)),
            msg("只写 --out 指定的文件夹里的文件。请移走它，再运行一次。"),
        )

    def read(self, output: str) -> bytes | None:
        """What stands at an output's place; None when nothing does, or a link."""
        path = self.place(output)
        if path.is_symlink():
            return None
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except (IsADirectoryError, PermissionError) as error:
            if not path.is_dir():
                raise
            raise GovreportError(msg("这是文件夹，不是文件：{path}", path=str(path))) from error

    def digest(self, output: str) -> str | None:
        """Stands for what is at an output's place; None as in `read`."""
        path = self.place(output)
        return file_digest(path) if path.is_file() and not path.is_symlink() else None

    def holds(self, output: str, parts: Iterable[bytes]) -> bool:
        """Whether these bytes, and no more, stand at an output's place."""
        path = self.place(output)
        if path.is_symlink() or not path.is_file():
            return False
        with path.open("rb") as file:
            return all(file.read(len(part)) == part for part in parts) and not file.read(1)

    def write(self, name: str, data: bytes) -> None:
        """Write a file of ours, over a link too."""
        path = self.place(name)
        if path.is_symlink():
            path.unlink()
        write_bytes(path, data)

    def shelve(self, output: str, data: bytes) -> None:
        """Put an output on the shelf."""
        self._shelved(output).write_bytes(data)

    def shelve_parts(self, output: str, parts: Iterable[bytes]) -> str:
        """Put an output on the shelf that comes in parts. Returns its digest."""
        with self._shelved(output).open("wb") as file:
            file.writelines(parts)
        return file_digest(self._shelved(output))

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """OUT for nobody else, with an empty shelf, whatever a killed run has left on it.

        An OUT that was made for nothing goes again. Raises GovreportError when another run is there.
        """
        made = not self.root.exists()
        if not (made or self.root.is_dir()):
            raise self._outside("")
        self.root.mkdir(parents=True, exist_ok=True)
        try:
            with held(self.root / LOCK, self._refusal):
                self._clear_shelf()
                (self.root / SHELF).mkdir()
                try:
                    yield
                finally:
                    self._clear_shelf()
        finally:
            if made:
                with contextlib.suppress(OSError):
                    self.root.rmdir()

    def _refusal(self, holder: str) -> GovreportError:
        return GovreportError(
            msg(
                "另一个 govreport 正在写 {out}（{holder}）。",
                out=str(self.root),
                holder=holder,
            ),
            msg("等它做完，再运行一次。"),
        )

    def _clear_shelf(self) -> None:
        shelf = self.root / SHELF
        if shelf.is_symlink():
            shelf.unlink()
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(shelf)

    def _shelved(self, output: str) -> Path:
        return self.root / SHELF / digest(os.fsencode(output))

    def move(self, output: str) -> None:
        """Move an output from the shelf to its place, over what stands there, be it a link."""
        path = self.place(output)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._shelved(output).replace(path)

    def remove(self, output: str) -> None:
        """Remove an output, and the folders that are empty without it."""
        path = self.place(output)
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.root:
                break
            try:
                folder.rmdir()
            except OSError:
                break
