"""The first page: organs by years with the state of each report, the district's totals, the downloads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from govreport.edition import Edition
from govreport.figures import Values
from govreport.messages import Translator, msg
from govreport.publish.site.figure_lines import beside, lines
from govreport.publish.site.finding_words import told
from govreport.publish.site.frame import (
    SIGNS,
    frame,
    scope_words,
    site_title,
    state_of,
    state_words,
)
from govreport.publish.site.page_files import (
    CELLS,
    FINDINGS,
    INDEX,
    STATES,
    TOTALS,
    href,
    year_file,
)
from govreport.publish.site.survey import (
    ABSENT,
    EXEMPT,
    NONE,
    OK,
    WARNED,
    WRONG,
    Entry,
    SiteOrgan,
    Survey,
)
from govreport.rendering.layout import number_text
from govreport.report import OWN, Number
from govreport.text import clean

TEMPLATE = "site/index.html.j2"


def index_page(survey: Survey, translate: Translator) -> dict[str, object]:
    """The data of the page."""
    counts = Counter(entry.state for entry in survey.entries)
    missing = sum(len(organ.missing) for organ in survey.organs)
    reports = sum(counts.values())
    summary = [
        translate(
            msg("{organs} 个机关，{reports} 份报告。", organs=len(survey.organs), reports=reports)
        ),
        translate(
            msg(
                "{ok} 份没有问题，{warned} 份有提醒，{wrong} 份有错误；缺 {missing} 份。",
                ok=counts[OK],
                warned=counts[WARNED],
                wrong=counts[WRONG],
                missing=missing,
            )
        ),
    ]
    if not survey.with_roster:
        summary.append(translate(msg("没有名册，所以不知道还缺谁的报告。")))
    return {
        "frame": frame(INDEX, translate, survey.district, site_title(translate, survey.district)),
        "words": _words(translate),
        "summary": summary,
        "years": [{"text": str(year), "href": href("", year_file(year))} for year in survey.years],
        "rows": list(_rows(survey, translate)),
        "counts": list(_counts(survey, translate)),
        "legend": [
            {"state": state, "sign": translate(SIGNS[state]), "words": translate(words)}
            for state, words in (
                (OK, state_words(OK)),
                (WARNED, msg("有提醒，数字是几处")),
                (WRONG, msg("有错误，数字是几处")),
                (ABSENT, msg("该有而没有的报告")),
                (EXEMPT, state_words(EXEMPT)),
            )
        ],
        "totals": _totals(survey, translate),
        "remarks": list(_remarks(survey, translate)),
        "strays": [
            {
                "name": clean(one.shown),
                "href": href("", one.page + ".html") if one.page else "",
                **state_of(one, translate),
                "findings": told(one.findings, translate),
            }
            for one in survey.strays
        ],
        "elsewhere": told(survey.elsewhere, translate),
        "downloads": [
            {"href": href("", CELLS), "text": translate(msg("全部报告的全部数字（CSV）"))},
            {"href": href("", TOTALS), "text": translate(msg("各年合计（CSV）"))},
            {"href": href("", STATES), "text": translate(msg("各机关各年的状态（CSV）"))},
            {"href": href("", FINDINGS), "text": translate(msg("核对发现的问题（CSV）"))},
        ],
    }


def _words(translate: Translator) -> dict[str, str]:
    return {
        "matrix": translate(msg("各机关各年的报告")),
        "matrix_note": translate(
            msg("点机关看历年数字，点状态看那一年的报告，点年份看当年的总体情况。")
        ),
        "organ": translate(msg("机关")),
        "search": translate(msg("查找机关")),
        "none_found": translate(msg("没有名称含这几个字的机关。")),
        "legend": translate(msg("图例")),
        "totals": translate(msg("历年合计")),
        "totals_note": translate(
            msg(
                "由各机关的报告相加，汇总报告和它的下级不重复计算。括号里的数不全：有的机关没有填，或者那一格有疑问，没有计入。"
            )
        ),
        "figure": translate(msg("指标")),
        "strays": translate(msg("看不出机关或年度的文件")),
        "elsewhere": translate(msg("其他问题")),
        "downloads": translate(msg("下载")),
        "downloads_note": translate(
            msg("UTF-8 编码，第一行是列名。用表格软件打开时请选“从文本导入”，把文字列定为文本。")
        ),
    }


def _rows(survey: Survey, translate: Translator) -> Iterator[dict[str, object]]:
    groups = {organ.name: organ.group for organ in survey.organs}
    for organ in survey.organs:
        for number, scope in enumerate(organ.scopes):
            name = clean(organ.name)
            if scope != OWN:
                name = translate(msg("{organ}（{scope}）", organ=name, scope=scope_words(scope)))
            cells = [_cell(organ, scope, year, number == 0, translate) for year in survey.years]
            yield {
                "name": name,
                "href": href("", organ.page),
                "under": _above(organ, groups),
                "cells": cells,
            }


def _above(organ: SiteOrgan, groups: Mapping[str, str]) -> int:
    """How many organs are above an organ; `groups` gives the one above each. No roster is a circle."""
    count, group = 0, organ.group
    while group in groups:
        count, group = count + 1, groups[group]
    return count


def _cell(
    organ: SiteOrgan, scope: str, year: int, first: bool, translate: Translator
) -> list[dict[str, object]]:
    """The reports of a year, or the state of there being none, which only the `first` row tells."""
    entries = organ.reports.get((scope, year), ())
    if entries:
        return [{**state_of(one, translate), "href": _report(one, organ)} for one in entries]
    state = NONE
    if first and not any((other, year) in organ.reports for other in organ.scopes):
        state = ABSENT if year in organ.missing else EXEMPT if year in organ.exempt else NONE
    words = translate(state_words(state)) if state != NONE else ""
    return [{"state": state, "sign": translate(SIGNS[state]), "words": words, "href": ""}]


def _report(one: Entry, organ: SiteOrgan) -> str:
    return href("", f"{one.page}.html") if one.page else href("", organ.page, "findings")


def _counts(survey: Survey, translate: Translator) -> Iterator[dict[str, object]]:
    """For each year how many reports are there, and how many of them are in order."""
    by_year: dict[int, Counter[str]] = {year: Counter() for year in survey.years}
    for organ in survey.organs:
        for entry in organ.entries:
            by_year[entry.year][entry.state] += 1
        for year in organ.missing:
            by_year[year][ABSENT] += 1
    for text, states in (
        (msg("已有报告"), (OK, WARNED, WRONG)),
        (msg("其中没有问题"), (OK,)),
        (msg("缺报告"), (ABSENT,)),
    ):
        yield {
            "text": translate(text),
            "cells": [str(sum(counts[one] for one in states)) for counts in by_year.values()],
        }


def _totals(survey: Survey, translate: Translator) -> list[dict[str, object]]:
    """The district's figures that are no parts of others, a section after the other."""
    years = [survey.totals[year] for year in survey.years]
    totals = {year.year: (year.edition, year.totals, year.partial) for year in years}
    editions = [year.edition for year in years if year.edition is not None]
    found: dict[str, dict[str, object]] = {}
    rows: dict[str, list[dict[str, object]]] = {}
    for line in lines(editions):
        if not line.whole:
            continue
        section = line.section
        found.setdefault(
            section.key, {"heading": section.heading, "english": beside(section.english, translate)}
        )
        rows.setdefault(section.key, []).append(
            {
                **line.named(translate),
                "cells": [_total(*totals[year], line.address) for year in survey.years],
            }
        )
    return [{**section, "rows": rows[key]} for key, section in found.items()]


def _total(edition: Edition | None, values: Values, partial: Sequence[Number], address: str) -> str:
    """A sum; in brackets, of those that are sure, where it is open."""
    if edition is None or address not in edition.cell_at:
        return ""
    number = edition.cell_at[address].number
    return number_text(values[number]) or f"({number_text(partial[number])})"


def _remarks(survey: Survey, translate: Translator) -> Iterator[str]:
    """What the totals lack."""
    for year in (survey.totals[one] for one in survey.years):
        for lacking, why in (
            (year.missing, msg("缺报告")),
            (year.unsummed, msg("缺汇总报告")),
            (year.left_out, msg("报告读不出来，或者是另一版式")),
        ):
            if lacking:
                yield translate(
                    msg(
                        "{year} 年的合计里没有：{organs}（{why}）。",
                        year=year.year,
                        organs=[clean(one) for one in lacking],
                        why=why,
                    )
                )
