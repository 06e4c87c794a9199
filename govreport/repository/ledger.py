"""Digests of all reports of a run, put aside until the files are read and given back by organ.

They lie in a private temporary database, which stays in memory while it is small and goes to disk
when it is not, so that memory does not grow with the number of files. Sorting is the database's.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from govreport.checks.digest import Digest, Key
from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.repository.names import Names

CACHE_KIB = 16 * 1024
COLUMNS = "organ, scope, year, path, aliases, waives, packed"
BETWEEN = "\n"  # no name has white space in it


class Ledger:
    """Filled by `add`, then read. Close it when done. Raises GovreportError when the disk is full."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{CACHE_KIB}"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute(
            "CREATE TABLE digest (organ TEXT, scope TEXT, year INTEGER, path BLOB, aliases TEXT, "
            "waives INTEGER, packed BLOB)"
        )
        self._indexed = False
        self.aliases: dict[str, set[str]] = {}  # former name → the names that claim it
        self.size = 0
        self.vague: list[
            tuple[str, int]
        ] = []  # organ and year of reports that tell but one of them

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def add(self, digests: Sequence[Digest]) -> None:
        """Put some aside."""
        self.vague += [(d.organ, d.year) for d in digests if not d.organ or not d.year]
        digests = [d for d in digests if d.organ and d.year]
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
            self._database.execute("BEGIN")
            self._database.executemany("INSERT INTO digest VALUES (?,?,?,?,?,?,?)", rows)
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            raise GovreportError(
                msg("跨年核对用的临时数据写不下：{reason}", reason=str(error)),
                msg("请腾出临时文件夹（TMPDIR）所在磁盘的空间，或用 --ignore GR7,GR8。"),
            ) from error
        self.size += len(digests)
        for digest in digests:
            for alias in digest.aliases:
                if alias != digest.organ:
                    self.aliases.setdefault(alias, set()).add(digest.organ)

    def groups(self, names: Names) -> Iterator[list[Digest]]:
        """The digests of one organ and scope after the other, by year, then by path."""
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


def _digest(row: tuple[str, str, int, bytes, str, int, bytes]) -> Digest:
    organ, scope, year, path, aliases, waives, packed = row
    former = tuple(aliases.split(BETWEEN)) if aliases else ()
    return Digest(os.fsdecode(path), organ, scope, year, former, bool(waives), packed)
