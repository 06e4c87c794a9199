"""Digests of all reports of a run, put aside until the files are read and given back by organ.

A few thousand are kept as they are. More lie in a private temporary database, which goes to disk when
it is large, so that memory does not grow with the number of files; then sorting is the database's.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.repository.names import Names
from govreport.rules.digest import Digest, Key

if TYPE_CHECKING:
    import sqlite3

CACHE_KIB = 16 * 1024
FEW = 5000  # digests that are kept in memory, a kilobyte each
COLUMNS = "organ, scope, year, path, aliases, waives, packed"
BETWEEN = "\n"  # no name has white space in it


class Ledger:
    """Filled by `add`, then read. Close it when done. Raises GovreportError when the disk is full.

    `aliases`: the names that claim a former name; `vague`: organ and year of reports that tell but
    one of them, and are not kept otherwise.
    """

    def __init__(self) -> None:
        self._few: list[Digest] = []  # as long as they are so few that no database is needed
        self._opened: sqlite3.Connection | None = None
        self._indexed = False
        self.aliases: dict[str, set[str]] = {}
        self.vague: list[tuple[str, int]] = []
        self.size = 0

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        if self._opened is not None:
            self._opened.close()

    def add(self, digests: Sequence[Digest]) -> None:
        """Put some aside."""
        known = [d for d in digests if d.organ and d.year]
        self.vague += [(d.organ, d.year) for d in digests if not d.organ or not d.year]
        self.size += len(known)
        for digest in known:
            for alias in digest.aliases:
                if alias != digest.organ:
                    self.aliases.setdefault(alias, set()).add(digest.organ)
        if self._opened is None and self.size <= FEW:
            self._few += known
        else:
            self._insert(known)

    @property
    def _database(self) -> sqlite3.Connection:
        """The database, with all that has been put aside so far."""
        if self._opened is None:
            import sqlite3

            self._opened = sqlite3.connect("", isolation_level=None)
            for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{CACHE_KIB}"):
                self._opened.execute(f"PRAGMA {pragma}")
            self._opened.execute(
                "CREATE TABLE digest (organ TEXT, scope TEXT, year INTEGER, path BLOB, "
                "aliases TEXT, waives INTEGER, packed BLOB)"
            )
            few, self._few = self._few, []
            self._insert(few)
        return self._opened

    def _insert(self, digests: Sequence[Digest]) -> None:
        database = self._database
        rows = [
            (
                d.organ,
                d.scope,
                d.year,
                os.fsencode(d.path),
                BETWEEN.join(d.aliases),
                d.waives,
                d.packed,
            )
            for d in digests
        ]
        try:
            database.execute("BEGIN")
            database.executemany("INSERT INTO digest VALUES (?,?,?,?,?,?,?)", rows)
            database.execute("COMMIT")
        except database.Error as error:
            raise GovreportError(
                msg("跨年核对用的临时数据写不下：{reason}", reason=str(error)),
                msg("请腾出临时文件夹（TMPDIR）所在磁盘的空间，或用 --ignore GR7,GR8。"),
            ) from error

    def groups(self, names: Names) -> Iterator[list[Digest]]:
        """The digests of one organ and scope after the other, by year, then by path."""
        if self._opened is None:
            yield from _grouped(self._few, names)
            return
        organ = "organ"
        if names:
            self._database.create_function("current", 1, names.current, deterministic=True)
            organ = "current(organ)"
        rows = self._database.execute(
            f"SELECT {organ}, {COLUMNS} FROM digest ORDER BY 1, scope, year, path"  # noqa: S608 - constants
        )
        for _, group in groupby(rows, key=lambda row: (row[0], row[2])):
            yield [_digest(row[1:]) for row in group]

    def find(self, organs: Iterable[str], year: int | None = None) -> list[Digest]:
        """The digests under any of these names, in any scope, of a year or of all, in order."""
        if not self._indexed:
            self._database.execute("CREATE INDEX by_organ ON digest (organ, year)")
            self._indexed = True
        found: list[Digest] = []
        for organ in organs:
            rows = self._database.execute(
                f"SELECT {COLUMNS} FROM digest WHERE organ = ? AND (? IS NULL OR year = ?)",  # noqa: S608
                (organ, year, year),
            )
            found += map(_digest, rows)
        return sorted(found, key=lambda d: (d.organ, d.scope, d.year, d.path))

    def keys(self) -> Iterator[Key]:
        """Organ, scope and year of every report."""
        yield from self._database.execute(
            "SELECT DISTINCT organ, scope, year FROM digest ORDER BY 1, 2, 3"
        )

    def count_by_year(self) -> dict[int, int]:
        """How many reports there are on each year."""
        return dict(self._database.execute("SELECT year, count(*) FROM digest GROUP BY year"))

    def by_year(self, year: int) -> Iterator[list[tuple[int, Digest]]]:
        """The reports on a year, numbered, in pieces."""
        found = self._database.execute(
            f"SELECT rowid, {COLUMNS} FROM digest WHERE year = ?",  # noqa: S608 - constants
            (year,),
        )
        while piece := found.fetchmany(1000):
            yield [(row[0], _digest(row[1:])) for row in piece]

    def rows(self, numbers: Iterable[int]) -> list[Digest]:
        """The reports of those numbers."""
        return [
            _digest(row)
            for number in numbers
            for row in self._database.execute(
                f"SELECT {COLUMNS} FROM digest WHERE rowid = ?",  # noqa: S608 - constants
                (number,),
            )
        ]


def _grouped(digests: Sequence[Digest], names: Names) -> Iterator[list[Digest]]:
    """As the database does it."""

    def place(d: Digest) -> tuple[str, str, int, bytes]:
        organ = names.current(d.organ) if names else d.organ
        return organ, d.scope, d.year, os.fsencode(d.path)

    for _, group in groupby(sorted((place(d), d) for d in digests), key=lambda one: one[0][:2]):
        yield [digest for _, digest in group]


def _digest(row: tuple[str, str, int, bytes, str, int, bytes]) -> Digest:
    organ, scope, year, path, aliases, waives, packed = row
    former = tuple(aliases.split(BETWEEN)) if aliases else ()
    return Digest(os.fsdecode(path), organ, scope, year, former, bool(waives), packed)
