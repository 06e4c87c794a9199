"""What rules across files need to know of a report, small enough to keep for 200,000 of them.

A `Digest` travels between processes and waits in the ledger as bytes; `YearReport` is one unpacked.
Nothing here compares reports.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from govreport.edition import Edition, Sum, load_edition
from govreport.finding import Problem
from govreport.report import OWN, Number, Report, Waiver
from govreport.rules.catalogue import REPOSITORY_CODES
from govreport.rules.similarity import fingerprint
from govreport.rules.violations import Violation

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
Key = tuple[str, str, int]  # organ, scope, year
ORGAN = re.compile(r"""(?m)(?:^|[\s.{,])organization\s*=\s*(["'])(.+?)\1""")
YEAR = re.compile(r"(?m)(?:^|[\s.{,])year\s*=\s*[\"']?(\d_?\d_?\d_?\d)\b")
SCOPE = re.compile(r"""(?m)(?:^|[\s.{,])scope\s*=\s*["'](\w+)["']""")


class Digest(NamedTuple):
    """A report by its file, organ (as it states it), scope and year; the rest is in `packed`.

    `waives`: the report has a waiver of a rule across files. An empty `packed` is a file that could
    not be read: the report is there, and nothing more is known of it. An empty `organ` or a `year`
    of 0 is one that the file does not tell.
    """

    path: str
    organ: str
    scope: str
    year: int
    aliases: tuple[str, ...]
    waives: bool
    packed: bytes


class YearReport(NamedTuple):
    """A digest unpacked: the numbers in official order, and no texts.

    `suspects` are the cells that another finding of the same report already speaks about;
    `pieces` the fingerprints of its narrative by section; `given` its waivers, as plain tuples.
    """

    path: str
    organ: str
    scope: str
    year: int
    edition: Edition
    values: tuple[Number | None, ...]
    suspects: Collection[int] = ()
    pieces: Mapping[str, Collection[int]] = MappingProxyType({})
    given: Sequence[tuple[str, str | None, str | None]] = ()

    @property
    def report(self) -> Report:
        """The report, as far as it is known here."""
        about = {"organization": self.organ, "year": self.year, "scope": self.scope}
        return Report(self.edition, about, {}, self.values, self.waivers)

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """The waivers of the report."""
        return tuple(Waiver(*one) for one in self.given)


def normal_name(name: str) -> str:
    """An organ's name as it is compared: without white space."""
    return "".join(name.split())


def make_digest(
    path: str,
    report: Report,
    problems: Iterable[Problem],
    violations: Iterable[Violation],
    shortest: int | None,
) -> Digest | None:
    """The digest of a report; None when it names neither organ nor year.

    `problems` and `violations` are those that were found in it. `shortest` is the length from which
    a narrative is fingerprinted, None for not at all.
    """
    organ, year = normal_name(report.organization), report.year or 0
    if not organ or not year:
        return Digest(path, organ, report.scope, year, (), False, b"") if organ or year else None
    pieces = {}
    if shortest is not None:
        for section in report.edition.sections:
            text = report.texts.get(section.key, "")
            if section.narrative and len(text) >= shortest:
                pieces[section.key] = fingerprint(text)
    content: Any = (
        report.edition.name,
        *_pack(report.edition, report.values),
        tuple(_suspects(report, problems, violations)),
        pieces,
        [(waiver.code, waiver.cell, waiver.reason) for waiver in report.waivers],
    )
    packed = marshal.dumps(content)
    aliases = tuple(filter(None, map(normal_name, report.aliases)))
    waives = any(waiver.code in REPOSITORY_CODES for waiver in report.waivers)
    return Digest(path, organ, report.scope, year, aliases, waives, packed)


def digest_of_ruin(path: str, data: bytes) -> Digest | None:
    """The digest of a file that is no TOML, going by how a report states its organ and year.

    It says that the report is there, broken, and not that it is missing. None when it cannot tell.
    """
    for encoding in ("utf-16",) if data[:2] in UTF_16 else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        organ, year, scope = (pattern.search(text) for pattern in (ORGAN, YEAR, SCOPE))
        if organ is None and year is None:
            return None
        return Digest(
            path,
            normal_name(organ[2]) if organ is not None else "",
            scope[1] if scope is not None else OWN,
            int(year[1]) if year is not None else 0,
            (),
            False,
            b"",
        )
    return None


def unpack(digest: Digest) -> YearReport:
    """The digest as it is worked with. Only for digests that this process or a child of it made."""
    name, free, summed, suspects, pieces, given = marshal.loads(digest.packed)  # noqa: S302 - our own
    path, organ, scope, year, *_ = digest
    edition = load_edition(name)
    return YearReport(path, organ, scope, year, edition, (*free, *summed), suspects, pieces, given)


def _pack(edition: Edition, values: tuple[Number | None, ...]) -> tuple[object, object]:
    """The numbers in two parts: those before any sum, and the others, in a byte each when they fit.

    Of the first, some are mostly large, of the others hardly any.
    """
    start = _first_in_sums(edition)
    summed = values[start:]
    try:
        return values[:start], bytes(summed)  # type: ignore[arg-type]  # raises for what is no small count
    except (TypeError, ValueError):
        return values[:start], summed


@cache
def _first_in_sums(edition: Edition) -> int:
    """The first cell that a sum is made of, or the number of cells when there is no sum."""
    return min(
        (cell for one in edition.sums for cell in (one.total, *one.parts)), default=edition.size
    )


def _suspects(
    report: Report, problems: Iterable[Problem], violations: Iterable[Violation]
) -> set[int]:
    found = {
        report.edition.cell_at[problem.cell].number
        for problem in problems
        if problem.cell is not None
        and problem.passage is None
        and problem.cell in report.edition.cell_at
    }
    for violation in violations:
        one = violation.identity
        found |= {one.total, *one.parts} if isinstance(one, Sum) else {*one.left, *one.right}
    return found
