"""The page of an organ: its years side by side, what was carried over, what was found, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from govreport.figures import follows
from govreport.messages import Translator, msg
from govreport.publish.site.figure_lines import Line, beside, lines
from govreport.publish.site.finding_words import severity_words, told
from govreport.publish.site.frame import frame, report_name, scope_words, state_of
from govreport.publish.site.page_files import href, stem
from govreport.publish.site.survey import Entry
from govreport.rendering.layout import number_text
from govreport.rendering.plots import course
from govreport.report import OWN, Number, Report
from govreport.text import clean

TEMPLATE = "site/organ.html.j2"
ROOT = "../"
LONGEST = 30  # years of a course that can still be told apart


class OrganFacts(NamedTuple):
    """An organ as its page needs it. `names`: those in its reports that are not its own today.

    `missing`: what is said of years without a report, by year, in words.
    """

    district: str
    name: str
    page: str
    above: str
    entries: tuple[Entry, ...]
    missing: tuple[tuple[int, str], ...] = ()


def organ_page(
    facts: OrganFacts, reports: Mapping[str, Report | None], translate: Translator
) -> dict[str, object]:
    """The data of the page; `reports` by path, None for one that cannot be read."""
    scopes = [
        _Scope(scope, list(entries), reports, translate)
        for scope, entries in groupby(facts.entries, key=lambda one: one.scope)
    ]
    former = dict.fromkeys(one.organ for one in facts.entries if one.organ != facts.name)
    about = []
    if facts.above:
        about.append(translate(msg("上级机关：{organ}。", organ=clean(facts.above))))
    if former:
        about.append(
            translate(msg("报告上的名称还有：{names}。", names=[clean(one) for one in former]))
        )
    return {
        "frame": frame(facts.page, translate, facts.district, clean(facts.name)),
        "about": about,
        "reports": [_listed(one, translate) for one in facts.entries],
        "missing": [
            {"year": translate(msg("{year} 年", year=year)), "text": clean(text)}
            for year, text in facts.missing
        ],
        "scopes": [one.data() for one in scopes],
        "words": {
            "reports": translate(msg("各年的报告")),
            "findings": translate(msg("核对发现的问题")),
            "no_findings": translate(msg("各年的报告都没有发现问题。")),
            "none": translate(msg("这里没有这个机关的报告。")),
            "figures_note": translate(
                msg("空格是没有填，“/”是那一年的格式没有这一项；有问题的数字旁有“✗”或“△”。")
            ),
            "parts": translate(msg("按申请人和结果细分")),
            "carried_note": translate(
                msg("每格左边是由上一年报告得出的数，右边是这一年报告上的数；不一致的有“≠”。")
            ),
            "figure": translate(msg("指标")),
            "course": translate(msg("走势")),
            "see": translate(msg("看原处")),
        },
    }


def _listed(one: Entry, translate: Translator) -> dict[str, object]:
    return {
        "name": report_name(one, translate),
        "href": href(ROOT, f"{one.page}.html") if one.page else "",
        "file": clean(one.shown),
        **state_of(one, translate),
        "findings": [
            {
                **said,
                "href": href(ROOT, f"{one.page}.html", f"finding-{number}") if one.page else "",
            }
            for number, said in enumerate(told(one.findings, translate), 1)
        ],
    }


class _Scope:
    """The reports of one scope, the first of each year."""

    def __init__(
        self,
        scope: str,
        entries: Sequence[Entry],
        reports: Mapping[str, Report | None],
        translate: Translator,
    ) -> None:
        self.scope, self.translate = scope, translate
        self.of_year: dict[int, tuple[Entry, Report]] = {}
        for entry in entries:
            report = reports.get(entry.path)
            if report is not None:
                self.of_year.setdefault(entry.year, (entry, report))
        self.wrong = {
            (entry.year, one.problem.cell): one.severity
            for entry, _ in self.of_year.values()
            for one in sorted(entry.findings, key=lambda one: one.severity == "error")
            if one.order >= 0 and one.problem.passage is None
        }

        first, last = min(self.of_year, default=0), max(self.of_year, default=0)
        near = last - first < LONGEST  # a year without a report is a gap in the course
        self.plotted = list(range(first, last + 1)) if near else list(self.of_year)

    def data(self) -> dict[str, object]:
        """`years`, `sections` of lines, and what is `carried` over."""
        every = lines(report.edition for _, report in self.of_year.values())
        figures, carried = msg("历年数字"), msg("逐年衔接")
        if self.scope != OWN:
            scope = scope_words(self.scope)
            figures = msg("历年数字（{scope}）", scope=scope)
            carried = msg("逐年衔接（{scope}）", scope=scope)
        return {
            "key": "" if self.scope == OWN else f"-{stem(self.scope)}",
            "figures_heading": self.translate(figures),
            "carried_heading": self.translate(carried),
            "years": [
                {"text": str(year), "href": href(ROOT, f"{entry.page}.html")}
                for year, (entry, _) in self.of_year.items()
            ],
            "sections": [self._section(list(some)) for _, some in groupby(every, key=_section_key)],
            "carried": self._carried(every),
            "pairs": [f"{year - 1}→{year}" for year in self._pairs()],
        }

    def _section(self, some: Sequence[Line]) -> dict[str, object]:
        section = some[0].section
        return {
            "key": section.key,
            "heading": section.heading,
            "english": beside(section.english, self.translate),
            "rows": [self._row(line) for line in some if line.whole],
            "parts": [self._row(line) for line in some if not line.whole],
        }

    def _row(self, line: Line) -> dict[str, object]:
        cells = [self._cell(year, line.address) for year in self.of_year]
        numbers = [self._number(year, line.address) for year in self.plotted]
        doubts = [self.wrong.get((year, line.address), "") for year in self.plotted]
        words = " → ".join(map(self._told, numbers, doubts))
        doubtful = [place for place, one in enumerate(doubts) if one]
        plot = course(numbers, words, doubtful) if len(self.of_year) > 1 else ""
        return {**line.named(self.translate), "cells": cells, "plot": plot}

    def _told(self, number: Number | None, severity: str) -> str:
        """A number in the words of a plot, with what is wrong with it."""
        text = number_text(number) or "—"
        if not severity:
            return text
        return f"{text} ({self.translate(severity_words(severity))})"

    def _number(self, year: int, address: str) -> Number | None:
        if year not in self.of_year:
            return None
        report = self.of_year[year][1]
        return report[address] if address in report.edition.cell_at else None

    def _cell(self, year: int, address: str) -> dict[str, object]:
        report = self.of_year[year][1]
        if address not in report.edition.cell_at:
            return {"text": "/", "severity": ""}
        severity = self.wrong.get((year, address), "")
        return {"text": number_text(report[address]), "severity": severity}

    def _pairs(self) -> list[int]:
        return [year for year in self.of_year if year - 1 in self.of_year]

    def _carried(self, every: Sequence[Line]) -> list[dict[str, object]]:
        """Every figure that follows from last year's report, a pair of years beside the other."""
        found: dict[str, dict[int, tuple[Number, Number | None, bool]]] = {}
        for year in self._pairs():
            last, this = self.of_year[year - 1][1], self.of_year[year][1]
            for one in follows(last, this.edition, this):
                number = this[one.address]
                right = number == one.value or (
                    one.continuity.at_most and number is not None and number <= one.value
                )
                found.setdefault(one.address, {})[year] = (one.value, number, right)
        return [
            {**line.named(self.translate), "cells": list(self._pair_cells(found[line.address]))}
            for line in every
            if line.address in found
        ]

    def _pair_cells(
        self, by_year: Mapping[int, tuple[Number, Number | None, bool]]
    ) -> Iterator[dict[str, object]]:
        for year in self._pairs():
            if year not in by_year:
                yield {"text": "/", "right": 1}
                continue
            value, number, right = by_year[year]
            sign = "=" if right else "≠"
            yield {
                "text": f"{number_text(value)} {sign} {number_text(number)}",
                "right": int(right),
            }


def _section_key(line: Line) -> str:
    return line.section.key
