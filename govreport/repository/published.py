"""Published reports as files: brought in as TOML, looked at by `check`, taken for last year's.

What a document says is found out in `importers`; here it becomes a file's text, or is read as if it
had been one. Nothing here prints.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from govreport.edition import load_edition
from govreport.errors import GovreportError
from govreport.finding import MISSING_KEY
from govreport.importers import Account, import_document, is_document
from govreport.messages import Message, msg
from govreport.report import Report
from govreport.repository.pool import shared
from govreport.tomlio import Loaded, dumps, load, read
from govreport.tomlio.about import guess_kind
from govreport.tomlio.read import understood
from govreport.tomlio.write import schema_reference

TOML = ".toml"


@dataclass(frozen=True)
class Asked:
    """What a person says about documents: it goes before what they say themselves.

    `zero`: blanks are to be read as 0.
    """

    organization: str | None = None
    year: int | None = None
    edition: str | None = None
    zero: bool = False


@dataclass(frozen=True)
class Imported:
    """What came of one document."""

    source: Path
    report: Report
    account: Account

    @property
    def complete(self) -> bool:
        """Whether every cell has its number and nothing is doubtful."""
        return self.account.complete

    def toml(self, out: Path) -> str:
        """The text of the file at `out`, which says where it comes from."""
        first, rest = dumps(self.report, schema_reference(out, self.report.edition)).split("\n", 1)
        source, digest = self.account.source, self.account.digest
        return f"{first}\n\n# 原件：{_one_line(source)}\n# SHA-256：{digest}\n{rest}"


@dataclass(frozen=True)
class Unreadable:
    """A document of which nothing came, and why."""

    source: Path
    error: Message
    complete: bool = False


def _one_line(name: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in name)


def bring_in(content: bytes, source: Path, asked: Asked) -> Imported:
    """One document as a report. Raises GovreportError for one that cannot be read."""
    edition = load_edition(asked.edition) if asked.edition is not None else None
    report, account = import_document(content, source.name, edition)
    about = dict(report.about)
    for key in ("organization", "year"):
        if (said := getattr(asked, key)) is not None:
            about[key] = said
    organ = str(about.get("organization", ""))
    if "kind" not in about and (kind := guess_kind(report.edition, organ)):
        about["kind"] = kind
    report = replace(report, about=about)
    account = replace(account, organization=report.organization, year=report.year)
    if asked.zero:
        report = report.with_numbers({one.cell.address: 0 for one in account.blank})
        account = replace(account, cells=account.cells + len(account.blank), blank=())
    return Imported(source, report, account)


@dataclass(frozen=True)
class _Reader:
    """Brings one file in; goes to other processes."""

    asked: Asked

    def __call__(self, source: Path) -> Imported | Unreadable:
        try:
            return bring_in(read(source), source, self.asked)
        except GovreportError as error:
            return Unreadable(source, error.message)


def bring_in_all(sources: list[Path], asked: Asked, jobs: int) -> Iterator[Imported | Unreadable]:
    """All documents, in their order, by up to so many processes."""
    return shared(_Reader(asked), sources, jobs)


def documents(folder: Path) -> list[Path]:
    """The documents below a folder, without what is hidden, what is a link, and Word's lock files."""
    return sorted(
        path
        for path in folder.rglob("*")
        if is_document(path.name)
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        and path.is_file()
        and not path.is_symlink()
    )


def places(sources: list[Path], folder: Path, out: Path) -> Mapping[Path, Path]:
    """Where each document's report goes; two of one name keep their endings."""
    bare = {source: out / source.relative_to(folder).with_suffix(TOML) for source in sources}
    wanted = Counter(bare.values())
    return {
        source: place if wanted[place] == 1 else place.with_name(source.name + TOML)
        for source, place in bare.items()
    }


def read_report(path: Path) -> Report:
    """The report of a TOML file or of a document, as last year's is given. Raises as `report_in`."""
    return report_in(str(path), read(path))


def report_in(name: str, data: bytes) -> Report:
    """The report in the contents of a file that a person named.

    Raises GovreportError when there is none in it.
    """
    return understood(name, load_file(name, data))


def load_file(path: str, data: bytes) -> Loaded:
    """A report in a file that a person named: TOML, or a document in any form that can be imported.

    In a document, what could not be read is a number not given, and the reason is told.
    Raises GovreportError when a document cannot be read at all.
    """
    if not is_document(path):
        return load(data)
    as_toml = load(data, named=False)
    if as_toml.claims:
        return as_toml
    brought = bring_in(data, Path(path), Asked())
    loaded = load(dumps(brought.report).encode())
    reasons = _reasons(brought.account)
    problems = tuple(
        problem._replace(message=reasons.get(problem.cell or "", problem.message))
        if problem.code == MISSING_KEY
        else problem
        for problem in loaded.problems
    )
    return Loaded(data, loaded.report, problems, lines=_lines(brought.account))


def _reasons(account: Account) -> Mapping[str, Message]:
    """Why a cell has no number, by address, where more is to be said than that it is blank."""
    found: dict[str, Message] = {}
    for blank in account.blank:
        if blank.text:
            found[blank.cell.address] = msg(
                "「{row}」{column}：原文是“{text}”，没有数字。没有的要填 0。",
                row=blank.cell.row.words,
                column=blank.cell.column.words,
                text=blank.text,
            )
    for doubt in account.doubtful:
        found[doubt.cell.address] = msg(
            "「{row}」{column}：读不准，没有采用：{reason}。原文：“{text}”。",
            row=doubt.cell.row.words,
            column=doubt.cell.column.words,
            reason=doubt.reason,
            text=doubt.text,
        )
    return found


def _lines(account: Account) -> Mapping[str, int]:
    """The source line of every cell that has one."""
    found = dict(account.lines)
    for one in account.blank:
        if one.line is not None:
            found[one.cell.address] = one.line
    for doubt in account.doubtful:
        if doubt.line is not None:
            found[doubt.cell.address] = doubt.line
    return found
