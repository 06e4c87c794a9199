"""Digests of all reports of a run, put aside until the files are read and given back by organ.

They lie in a private temporary database, which goes to disk when it is large, so that memory does not
grow with the number of files; sorting is the database's.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby

from govreport.edition import organ_key
from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.repository.names import Names
from govreport.rules.digest import Digest

CACHE_KIB = 16 * 1024
COLUMNS = "organ, scope, year, path, aliases, waives, packed"
BETWEEN = "\n"  # no name has white space in it


class Ledger:
    """Filled by `add`, then read. Close it when done. Raises GovreportError when the disk is full.

    An organ is asked for by its key. `aliases`: the organs that claim a former name, by keys;
    `vague`: organ and year of reports that tell but one of them, and are not kept otherwise.
    `database` is open to who has more to sort.
    """

    def __init__(self) -> None:
        self.database = sqlite3.connect("", isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{CACHE_KIB}"):
            self.database.execute(f"PRAGMA {pragma}")
        self.database.execute(
            "CREATE TABLE digest (key TEXT, organ TEXT, scope TEXT, year INTEGER, path BLOB, "
            "aliases TEXT, waives INTEGER, packed BLOB)"
        )
        self._indexed = False
        self.aliases: dict[str, set[str]] = {}
        self.vague: list[tuple[str, int]] = []

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()

    def add(self, digests: Iterable[Digest]) -> None:
        """Put some aside."""
        rows: list[tuple[object, ...]] = []
        for path, organ, scope, year, aliases, waives, packed in digests:
            if not organ or not year:
                self.vague.append((organ_key(organ), year))
                continue
            key = organ_key(organ)
            for alias in map(organ_key, aliases):
                if alias != key:
                    self.aliases.setdefault(alias, set()).add(key)
            former = BETWEEN.join(aliases)
            rows.append((key, organ, scope, year, os.fsencode(path), former, waives, packed))
        try:
            self.database.execute("BEGIN")
            self.database.executemany("INSERT INTO digest VALUES (?,?,?,?,?,?,?,?)", rows)
            self.database.execute("COMMIT")
        except sqlite3.Error as error:
            raise GovreportError(
                msg("跨年核对用的临时数据写不下：{reason}", reason=str(error)),
                msg("请腾出临时文件夹（TMPDIR）所在磁盘的空间，或用 --ignore GR7,GR8。"),
            ) from error

    def groups(self, names: Names) -> Iterator[list[Digest]]:
        """The digests of one organ and scope after the other, by year, then by path."""
        key = "key"
        if names:
            self.database.create_function("current", 1, names.current, deterministic=True)
            key = "current(key)"
        rows = self.database.execute(
            f"SELECT {key}, {COLUMNS} FROM digest ORDER BY 1, scope, year, path"  # noqa: S608 - constants
        )
        for _, group in groupby(rows, key=lambda row: (row[0], row[2])):
            yield [_digest(row[1:]) for row in group]

    def find(self, organs: Iterable[str], year: int | None = None) -> list[Digest]:
        """The digests under any of these keys, in any scope, of a year or of all, in order."""
        if not self._indexed:
            self.database.execute("CREATE INDEX by_key ON digest (key, year)")
            self._indexed = True
        found = [
            digest
            for key in organs
            for digest in self._select("key = ? AND (? IS NULL OR year = ?)", key, year, year)
        ]
        return sorted(found, key=lambda d: (d.organ, d.scope, d.year, d.path))

    def organs(self) -> Iterator[tuple[str, str, int]]:
        """Key, name and year of every report."""
        yield from self.database.execute(
            "SELECT DISTINCT key, organ, year FROM digest ORDER BY 1, 3, 2"
        )

    def count_by_year(self) -> dict[int, int]:
        """How many reports there are on each year."""
        return dict(self.database.execute("SELECT year, count(*) FROM digest GROUP BY year"))

    def numbered(self, year: int) -> Iterator[tuple[int, Digest]]:
        """The reports on a year, with the numbers by which `rows` gives them back."""
        found = self.database.execute(
            f"SELECT rowid, {COLUMNS} FROM digest WHERE year = ?",  # noqa: S608 - constants
            (year,),
        )
        return ((row[0], _digest(row[1:])) for row in found)

    def rows(self, numbers: Iterable[int]) -> list[Digest]:
        """The reports of those numbers."""
        return [digest for number in numbers for digest in self._select("rowid = ?", number)]

    def _select(self, where: str, *values: object) -> Iterator[Digest]:
        query = f"SELECT {COLUMNS} FROM digest WHERE {where}"  # noqa: S608 - constants
        return map(_digest, self.database.execute(query, values))


def _digest(row: tuple[str, str, int, bytes, str, int, bytes]) -> Digest:
    organ, scope, year, path, aliases, waives, packed = row
    former = tuple(aliases.split(BETWEEN)) if aliases else ()
    return Digest(os.fsdecode(path), organ, scope, year, former, bool(waives), packed)
