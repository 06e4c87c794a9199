"""GR703 between organs: narratives of one year that are nearly the same, without comparing every pair.

Texts that share most of their pieces most likely agree in a minimum over them; those minima, three
at a time, are sorted by the database, and only what falls together is compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from govreport.finding import Problem
from govreport.repository.ledger import Ledger
from govreport.repository.series import Texts
from govreport.rules.copied import CopyLimits, copied_problems
from govreport.rules.digest import Digest, unpack
from govreport.rules.similarity import likely

MASK = 0xFFFFFFFF
FACTORS = tuple((0x9E3779B1 * (2 * n + 1)) & MASK for n in range(30))  # odd, so each is an order
TOGETHER = 3  # minima in a key: fewer, and headings that all reports have would throw them together
COMPARED = 16  # earlier texts among those alike that a text is held against


def copies(
    ledger: Ledger, limits: CopyLimits, texts: Texts
) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    """For each report with a section nearly as in another organ's of the year before it in order of
    paths: its path and the problems. Of several copies, the first counts as the original."""
    for year in sorted(ledger.count_by_year()):
        found: dict[str, dict[str, Problem]] = {}  # by section and path
        for section, reports in _alike(ledger, year):
            known = found.setdefault(section, {})
            known.update(_compared(section, reports, limits, texts, known.keys()))
        for path in sorted({path for known in found.values() for path in known}):
            yield path, tuple(found[key][path] for key in sorted(found) if path in found[key])


def bands(pieces: Collection[int]) -> list[str]:
    """The keys under which a text is filed; texts alike share at least one, nearly always."""
    minima = [
        min(((piece ^ factor >> 7) * factor) & MASK for piece in pieces) for factor in FACTORS
    ]
    return [
        ":".join(f"{one:x}" for one in (n, *minima[n : n + TOGETHER]))
        for n in range(0, len(minima), TOGETHER)
    ]


def _alike(ledger: Ledger, year: int) -> Iterator[tuple[str, list[Digest]]]:
    """The reports of a year that share a key, section by section."""
    database = ledger.database
    database.execute("CREATE TABLE band (section TEXT, key TEXT, row INTEGER)")
    database.execute("BEGIN")
    database.executemany(
        "INSERT INTO band VALUES (?,?,?)",
        (
            (section, key, row)
            for row, digest in ledger.numbered(year)
            if digest.packed
            for section, pieces in unpack(digest).pieces.items()
            for key in (bands(pieces) if pieces else ())
        ),
    )
    database.execute("COMMIT")
    several = database.execute(
        "SELECT section, group_concat(row) FROM "
        "(SELECT section, key, row FROM band ORDER BY section, key, row) "
        "GROUP BY section, key HAVING count(*) > 1 ORDER BY section, key"
    )
    seen: set[tuple[str, str]] = set()
    for section, rows in several:
        if (section, rows) not in seen:
            seen.add((section, rows))
            yield section, ledger.rows(map(int, rows.split(",")))
    database.execute("DROP TABLE band")


def _compared(
    section: str,
    reports: Sequence[Digest],
    limits: CopyLimits,
    texts: Texts,
    known: Collection[str],
) -> Iterator[tuple[str, Problem]]:
    """Paths and problems of reports that are copied from one before them; `known` are passed over."""
    originals: list[Digest] = []
    by_path = {d.path: d for d in sorted(reports, key=lambda d: (d.path, d.organ), reverse=True)}
    for path in sorted(by_path.keys() - known):
        this = unpack(by_path[path])
        for original in originals[:COMPARED]:
            other = unpack(original)
            if by_path[path].key == original.key or not likely(
                this.pieces[section], other.pieces[section], limits.share
            ):
                continue
            both = texts(path, [section]), texts(other.path, [section])
            problem = next(copied_problems(this, other, *both, limits), None)
            if problem is not None:
                yield path, problem
                break
        else:
            originals.append(by_path[path])
