"""GR703 between organs: narratives of one year that are nearly the same, without comparing every pair.

Texts that share most of their pieces most likely agree in a minimum over them; those minima, three
at a time, are sorted by the database, and only what falls together is compared.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from govreport.finding import Problem
from govreport.repository.ledger import Ledger
from govreport.repository.series import Texts
from govreport.rules.copied import CopyLimits, copied_problems
from govreport.rules.digest import Digest, unpack
from govreport.rules.similarity import likely

MASK = 0xFFFFFFFF
FACTORS = tuple((0x9E3779B1 * (2 * n + 1)) & MASK for n in range(30))  # odd, so each is an order
TOGETHER = 3  # minima in a key: fewer, and headings that all reports have would throw them together
COMPARED = 16  # earlier texts of a heap that a text is held against


def copies(
    ledger: Ledger, limits: CopyLimits, texts: Texts
) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    """For each report with a section nearly as in another organ's of the year before it in order of
    paths: its path and the problems. Of several copies, the first counts as the original."""
    for year in sorted(ledger.count_by_year()):
        found: dict[str, dict[str, Problem]] = {}
        for section, heap in _heaps(ledger, year):
            for path, problem in _heap_problems(section, heap, limits, texts, found):
                found.setdefault(path, {})[section] = problem
        for path in sorted(found):
            yield path, tuple(problem for _, problem in sorted(found[path].items()))


def bands(pieces: Collection[int]) -> list[str]:
    """The keys under which a text is filed; texts alike share at least one, nearly always."""
    minima = [
        min(((piece ^ factor >> 7) * factor) & MASK for piece in pieces) for factor in FACTORS
    ]
    return [
        ":".join(f"{one:x}" for one in (n, *minima[n : n + TOGETHER]))
        for n in range(0, len(minima), TOGETHER)
    ]


def _heaps(ledger: Ledger, year: int) -> Iterator[tuple[str, list[Digest]]]:
    """The reports of a year that fall together, section by section, by path."""
    database = sqlite3.connect("", isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode=OFF")
        database.execute("CREATE TABLE band (section TEXT, key TEXT, row INTEGER)")
        for part in ledger.by_year(year):
            rows = [
                (section, key, row)
                for row, digest in part
                if digest.packed
                for section, pieces in unpack(digest).pieces.items()
                for key in (bands(pieces) if pieces else ())
            ]
            database.executemany("INSERT INTO band VALUES (?,?,?)", rows)
        several = database.execute(
            "SELECT section, group_concat(row) FROM "
            "(SELECT section, key, row FROM band ORDER BY section, key, row) "
            "GROUP BY section, key HAVING count(*) > 1 ORDER BY section, key"
        )
        seen: set[tuple[str, str]] = set()
        for section, rows in several:
            if (section, rows) not in seen:
                seen.add((section, rows))
                yield section, ledger.rows([int(row) for row in rows.split(",")])
    finally:
        database.close()


def _heap_problems(
    section: str,
    heap: Sequence[Digest],
    limits: CopyLimits,
    texts: Texts,
    found: dict[str, dict[str, Problem]],
) -> Iterator[tuple[str, Problem]]:
    originals: list[Digest] = []
    for _, same in groupby(sorted(heap, key=lambda d: (d.path, d.organ)), key=lambda d: d.path):
        digest = next(same)
        if section in found.get(digest.path, {}):
            continue
        this = unpack(digest)
        for original in originals[:COMPARED]:
            other = unpack(original)
            if original.organ == digest.organ or not likely(
                this.pieces[section], other.pieces[section], limits.share
            ):
                continue
            problem = next(
                copied_problems(
                    this,
                    other,
                    texts(digest.path, [section]),
                    texts(original.path, [section]),
                    limits,
                ),
                None,
            )
            if problem is not None:
                yield digest.path, problem
                break
        else:
            originals.append(digest)
