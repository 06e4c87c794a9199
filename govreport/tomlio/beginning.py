"""A report as it begins: what is known of it before anybody has filled anything in."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from govreport.edition import (
    Edition,
    edition_for_year,
    edition_names,
    load_edition,
    organ_key,
)
from govreport.errors import GovreportError
from govreport.figures import carried_forward
from govreport.messages import Message, msg
from govreport.reminders import reminders
from govreport.report import Number, Report
from govreport.tomlio.about import guess_kind, parse_field


@dataclass(frozen=True, slots=True)
class NewReport:
    """What is asked for. `edition` is by default the one in force for the year; `last_year` is the
    file of the report to carry figures over from, and `last` the report in it."""

    organization: str
    year: int
    edition: str | None = None
    last_year: Path | None = None
    kind: str | None = None
    scope: str | None = None
    last: Report | None = None


def begin(
    new: NewReport, say: Callable[[Message], None], today: datetime.date | None = None
) -> Report:
    """The report as far as it is known; `say` is told what the person should look at, that the year
    is not over if it is not by `today`.

    Raises GovreportError for words that the edition does not have, and when last year's report
    cannot be read or is another year's.
    """
    edition = _edition(new)
    about: dict[str, object] = {"scope": "own"}
    numbers: dict[str, Number] = {}
    if (last := new.last) is not None:
        refuse_wrong_year(str(new.last_year), last, new.year)
        about |= {key: last.about[key] for key in ("kind", "scope", "aliases") if key in last.about}
        numbers = {one.address: one.value for one in carried_forward(last, edition)}
        if organ_key(last.organization) not in map(organ_key, (new.organization, *last.aliases)):
            say(msg("注意：上一年的报告是“{name}”的。", name=last.organization))
        say(msg("由上一年的报告带入 {count} 个数，请核对。", count=len(numbers)))
    for key in ("organization", "kind", "scope", "year"):
        value = getattr(new, key)
        if value is None:
            continue
        parsed, _, wrong = parse_field(edition.field_at(key), value)
        if wrong is not None:
            raise GovreportError(wrong)
        about[key] = parsed
    if "kind" not in about and (guessed := guess_kind(edition, new.organization)):
        about["kind"] = guessed
    if edition is not edition_for_year(new.year):
        say(
            msg(
                "注意：{year} 年施行的不是 {name} 版式，check 会报 GR007。",
                year=new.year,
                name=edition.name,
            )
        )
    report = Report(edition, about).with_numbers(numbers)
    for reminder in reminders(report, today) if today is not None else ():
        say(msg("注意：{reminder}", reminder=reminder))
    return report


def _edition(new: NewReport) -> Edition:
    if new.edition is not None:
        return load_edition(new.edition)
    edition = edition_for_year(new.year)
    if edition is None:
        raise GovreportError(
            msg("{year} 年没有年度报告的官方版式。", year=new.year),
            msg("可用的版式：{names}。", names=edition_names()),
        )
    return edition


def refuse_wrong_year(path: str | Path, last: Report, year: int) -> None:
    """Raises GovreportError where a report is known not to be that of the year before."""
    if last.year is not None and last.year != year - 1:
        raise GovreportError(
            msg("{path} 是 {last} 年的报告，不是 {year} 年的上一年。",
                path=str(path), last=last.year, year=year),
            msg("--from 要用 {last} 年的报告。", last=year - 1),
        )  # fmt: skip
