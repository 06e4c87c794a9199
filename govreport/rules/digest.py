"""What rules across files need to know of a report, small enough to keep for 200,000 of them.

A `Digest` travels between processes and waits in the ledger as bytes; `YearReport` is one unpacked.
Nothing here compares reports.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from govreport.edition import Edition, load_edition, normal_name, organ_key
from govreport.finding import Problem
from govreport.report import OWN, Number, Report, Waiver
from govreport.rules.similarity import fingerprint
from govreport.rules.violations import Violation

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
STATED = r"(?m)(?:^|[\s.{,])%s\s*=\s*%s"  # how a report states a key, in a file that is no TOML
ORGAN = STATED % ("organization", r"""(["'])(?P<value>.+?)\1""")
YEAR = STATED % ("year", r"""["']?(?P<value>\d_?\d_?\d_?\d)\b""")
SCOPE = STATED % ("scope", r"""["'](?P<value>\w+)["']""")


class Digest(NamedTuple):
    """A report by its file, organ (as it states it), scope and year; the rest is in `packed`.

    What belongs to one organ is told by `key`.
    `waives`: the report has a waiver of a rule across files. An empty `packed` is a file that could
    not be read: the report is there, and nothing more is known of it. An empty `organ` or a `year`
    of 0 is one that the file does not tell.
    """

    path: str
    organ: str
    scope: str
    year: int
    aliases: tuple[str, ...] = ()
    waives: bool = False
    packed: bytes = b""

    @property
    def key(self) -> str:
        return organ_key(self.organ)


class YearReport(NamedTuple):
    """A digest unpacked: the numbers in official order, and no texts.

    `suspects` are the cells that another finding of the same report already speaks about;
    `pieces` the fingerprints of its narrative by section. `joined`: the files of other reports
    whose numbers are added in.
    """

    path: str
    organ: str
    scope: str
    year: int
    edition: Edition
    values: tuple[Number | None, ...]
    suspects: Collection[int] = ()
    pieces: Mapping[str, Collection[int]] = MappingProxyType({})
    waivers: Sequence[Waiver] = ()
    joined: tuple[str, ...] = ()

    @property
    def report(self) -> Report:
        """The report, as far as it is known here."""
        about = {"organization": self.organ, "year": self.year, "scope": self.scope}
        return Report(self.edition, about, {}, self.values, tuple(self.waivers))


def make_digest(
    path: str,
    report: Report,
    problems: Iterable[Problem],
    violations: Iterable[Violation],
    shortest: int | None,
    across: Collection[str],
) -> Digest | None:
    """The digest of a report; None when it names neither organ nor year.

    `problems` and `violations` are those that were found in it. `shortest` is the length from which
    a narrative is fingerprinted, None for not at all. `across`: the codes of the rules across files.
    """
    organ, year = normal_name(report.organization), report.year or 0
    if not organ or not year:
        return Digest(path, organ, report.scope, year) if organ or year else None
    pieces = {}
    if shortest is not None:
        for section in report.edition.sections:
            text = report.texts.get(section.key, "")
            if section.narrative and len(text) >= shortest:
                pieces[section.key] = fingerprint(text)
    suspects = tuple(_suspects(report, problems, violations))
    content = (report.edition.name, report.values, suspects, pieces, report.waivers)
    aliases = tuple(filter(None, map(normal_name, report.aliases)))
    waives = any(waiver.code in across for waiver in report.waivers)
    packed = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    return Digest(path, organ, report.scope, year, aliases, waives, packed)


def digest_of_unreadable(path: str, data: bytes) -> Digest | None:
    """The digest of a file that is no TOML, going by how a report states its organ and year.

    It says that the report is there, broken, and not that it is missing. None when it cannot tell.
    """
    for encoding in ("utf-16",) if data[:2] in UTF_16 else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        found = (re.search(pattern, text) for pattern in (ORGAN, YEAR, SCOPE))
        organ, year, scope = (one["value"] if one is not None else "" for one in found)
        return (
            Digest(path, normal_name(organ), scope or OWN, int(year or 0))
            if organ or year
            else None
        )
    return None


def unpack(digest: Digest) -> YearReport:
    """The digest as it is worked with. Only for digests that this program made."""
    edition, *rest = pickle.loads(digest.packed)  # noqa: S301 - our own
    return YearReport(*digest[:4], load_edition(edition), *rest)


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
    for violation in violations:  # where it is certain which number is wrong, that one alone
        one = violation.identity
        found |= {violation.cell} if violation.explained else {*one.left, *one.right}
    return found
