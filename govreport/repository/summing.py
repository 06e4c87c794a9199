"""The tables of an organ's members added up, and what is wanting in them. Reads files, writes none.

Members are those that GR803 goes by (`members`); without a roster, every other organ that there is.
Never a number that nobody gave: a cell that a member leaves open, or in which it has an error, is
open in the sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from govreport.edition import Cell, Edition, edition_for_year, organ_key
from govreport.errors import GovreportError
from govreport.figures import Values
from govreport.finding import MISSING_KEY
from govreport.messages import Message, Words, msg
from govreport.report import OWN, ROLLED_UP
from govreport.repository.check import settings_for
from govreport.repository.jobs import Checker, Outcome, check_all
from govreport.repository.ledger import Ledger
from govreport.repository.members import Member, members_of
from govreport.repository.names import Names, all_names
from govreport.repository.pool import processors
from govreport.repository.roster import read_roster
from govreport.repository.settings import Settings
from govreport.repository.walk import candidates
from govreport.rules.digest import Digest, YearReport, unpack
from govreport.rules.rollup import MemberSum
from govreport.tomlio.read import in_words
from govreport.tomlio.structure import nearest

SHOWN = 5  # errors in one member's tables that are told
SCOPES = {OWN: Words("本机关", "own"), ROLLED_UP: Words("汇总", "rolled-up")}


@dataclass(frozen=True)
class Wanted:
    """Which rolled-up report is to be made of the reports below some paths."""

    paths: tuple[Path, ...]
    organization: str
    year: int


@dataclass
class Summed:
    """What came of it: the numbers, the reports that went in, and whatever a person must see to.

    `edition` and `values` are None when there is nothing to add up.
    """

    edition: Edition | None = None
    values: Values | None = None
    went_in: list[Message] = field(default_factory=list)
    faults: list[Message] = field(default_factory=list)


def sum_up(wanted: Wanted) -> Summed:
    """Add up the members' reports.

    Raises GovreportError when there is no member, for members of another edition than the others',
    and as `check` does.
    """
    settings = _errors_only(settings_for(wanted.paths, (), ()))
    unread: dict[Path, GovreportError] = {}
    found = Summed()
    said: dict[str, Outcome] = {}
    with Ledger() as ledger:
        files = candidates(wanted.paths, unread.__setitem__)
        for piece in check_all(Checker(settings, digest=True), files, processors()):
            for one in piece:
                _enter(one, wanted.year, found, said)
            ledger.add(one.digest for one in piece if one.digest is not None)
        found.faults += [error.message for error in unread.values()]
        members = _members(wanted, settings.roster, ledger)
    if settings.roster is None or not all(member.reports for member in members):
        found.faults += [_nameless(one) for one in said.values() if not _told(one)]
    reports = [(member, _report(member, wanted.year, said, found)) for member in members]
    taken = [(member.organ, report) for member, report in reports if report is not None]
    if taken:
        found.edition = _one_edition([report for _, report in taken], wanted.year)
        total = MemberSum(found.edition)
        for organ, report in taken:
            total.add(report)
            found.went_in.append(msg("汇入 {organ}（{path}）", organ=organ, path=report.path))
            found.faults += _faults(organ, report, said[report.path])
        found.values = total.values
    return found


def _enter(one: Outcome, year: int, found: Summed, said: dict[str, Outcome]) -> None:
    """Keep what came of a file, if it is a report on that year or may be."""
    if one.error is not None:
        found.faults.append(one.error)
    elif one.is_report and (one.digest is None or one.digest.year in (0, year)):
        said[one.path] = one


def _told(one: Outcome) -> bool:
    """Whether a report says whose it is, and on which year."""
    return one.digest is not None and bool(one.digest.organ and one.digest.year)


def _errors_only(settings: Settings) -> Settings:
    """The same run without the rules that only warn: they keep no number out of a sum."""
    changed = settings.changed_severities()
    warn = [r.code for r in settings.rules() if changed.get(r.code, r.severity) != "error"]
    return settings._replace(ignore=(*settings.ignore, *warn))


def _members(wanted: Wanted, path: Path | None, ledger: Ledger) -> list[Member]:
    roster = read_roster(path) if path is not None else None
    names, name = all_names(ledger.aliases, roster), wanted.organization
    key = organ_key(name)
    if roster is None:
        members = list(_others(key, wanted.year, ledger, names))
        if not members:
            raise GovreportError(msg("没有找到 {year} 年可以汇总的报告。", year=wanted.year))
        return members
    organ = roster.at.get(key) or roster.at.get(names.current(key))
    if organ is None:
        near = nearest(name, [one.name for one in roster.organs])
        raise GovreportError(
            msg("名册里没有“{name}”：{path}", name=name, path=str(roster.path)),
            msg("是不是“{near}”？", near=near) if near else None,
        )
    members = members_of(organ, wanted.year, roster, ledger, names)
    if organ.key not in roster.members or not members:
        raise GovreportError(
            msg("名册里“{name}”下面没有 {year} 年要报告的机关。", name=name, year=wanted.year)
        )
    return members


def _others(key: str, year: int, ledger: Ledger, names: Names) -> Iterator[Member]:
    """Every organ that has reported, with its rolled-up report where it has one; of the organ itself,
    its own office's."""
    reports: dict[str, list[Digest]] = defaultdict(list)
    for _, digest in ledger.numbered(year):
        reports[names.current(digest.key)].append(digest)
    for organ, digests in sorted(reports.items()):
        rolled_up = organ != names.current(key) and any(d.scope == ROLLED_UP for d in digests)
        scope = ROLLED_UP if rolled_up else OWN
        right = sorted((d for d in digests if d.scope == scope), key=lambda d: d.path)
        if right:
            yield Member(right[0].organ, scope, tuple(right))


def _nameless(one: Outcome) -> Message:
    return msg(
        "{path} 看不出是哪个机关哪一年的报告，没有计入。{reason}",
        path=one.path,
        reason=[in_words(finding.problem) for finding in one.findings[:1]],
    )


def _report(
    member: Member, year: int, said: dict[str, Outcome], found: Summed
) -> YearReport | None:
    """The member's report, if it can be added up; what is wrong with that goes to the faults."""
    if not member.reports:
        missing = msg("缺 {organ} {year} 年的{scope}报告。",
                      organ=member.organ, year=year, scope=SCOPES[member.scope])  # fmt: skip
        found.faults.append(missing)
        return None
    first, *others = member.reports
    for other in others:
        found.faults.append(
            msg(
                "{organ} 有两份报告，计入的是 {path}，没有计入 {other}。",
                organ=member.organ,
                path=first.path,
                other=other.path,
            )
        )
    if first.packed:
        return unpack(first)
    reasons = [in_words(one.problem) for one in said[first.path].findings[:1]]
    found.faults.append(
        msg(
            "{organ}（{path}）读不出来，没有计入。{reason}",
            organ=member.organ,
            path=first.path,
            reason=reasons,
        )
    )
    return None


def _one_edition(reports: Sequence[YearReport], year: int) -> Edition:
    """The edition that all have. Raises GovreportError that names those of another."""
    right = edition_for_year(year)
    if right is None or all(one.edition is not right for one in reports):
        right = reports[0].edition
    others = [one for one in reports if one.edition is not right]
    if others:
        named = [
            msg(
                "{organ}（{path}，{edition} 版式）",
                organ=one.organ,
                path=one.path,
                edition=one.edition.name,
            )
            for one in others
        ]
        raise GovreportError(
            msg(
                "版式不同的报告不能相加：{others}，其余是 {right} 版式。",
                others=named,
                right=right.name,
            ),
            msg("请把这几份改用同一版式。"),
        )
    return right


def _faults(organ: str, report: YearReport, outcome: Outcome) -> Iterator[Message]:
    """What is wrong in the tables of a report, and which of its cells are open in the sum."""
    edition = report.edition
    tables = {section.key for section in edition.sections if not section.narrative}
    errors = [
        one.problem.message
        for one in outcome.findings
        if one.code != MISSING_KEY and (one.problem.cell or "").partition(".")[0] in tables
    ]
    named = {"organ": organ, "path": report.path}
    for error in errors[:SHOWN]:
        yield msg("{organ}（{path}）的表格有错误：{error}", error=error, **named)
    if len(errors) > SHOWN:
        yield msg("{organ}（{path}）还有 {count} 个错误，用 govreport check 查看。",
                  count=len(errors) - SHOWN, **named)  # fmt: skip
    blank = [cell for cell in edition.cells if report.values[cell.number] is None]
    doubtful = [edition.cells[n] for n in sorted(report.suspects) if report.values[n] is not None]
    if len(blank) == edition.size:
        yield msg("{organ}（{path}）一格也没有填，汇总里全部空着。", **named)
    else:
        for row, columns in _by_row(blank):
            yield msg("{organ}（{path}）「{row}」{columns}没有填，汇总里空着。",
                      row=row, columns=columns, **named)  # fmt: skip
    for row, columns in _by_row(doubtful):
        yield msg("{organ}（{path}）「{row}」{columns}有疑问，汇总里空着。",
                  row=row, columns=columns, **named)  # fmt: skip


def _by_row(cells: Sequence[Cell]) -> Iterator[tuple[Words, list[Words] | Words]]:
    for row, group in groupby(cells, key=lambda cell: cell.row):
        columns = [cell.column.words for cell in group]
        whole = 1 < len(columns) == len(row.columns)
        yield row.words, Words("整行", "the whole row") if whole else columns
