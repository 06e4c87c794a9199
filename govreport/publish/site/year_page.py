"""The page of the district's year: requests, reviews and organs, each beside the year before."""

from __future__ import annotations

from collections.abc import Mapping

from govreport.messages import Message, Translator, msg
from govreport.publish.site.frame import frame
from govreport.publish.site.page_files import TOTALS, href, year_file
from govreport.publish.site.survey import Survey
from govreport.publish.site.year_numbers import OPEN, Data, numbers, share
from govreport.publish.site.year_rankings import share_rankings
from govreport.publish.site.year_tables import YearTables
from govreport.rendering import plots
from govreport.repository.district import DistrictFigures, Sum
from govreport.repository.district_members import DistrictYear
from govreport.text import clean

TEMPLATE = "site/year.html.j2"
ROOT = "../"


def year_data(survey: Survey, year: int, translate: Translator) -> Data:
    """The data of the page."""
    every = {
        one: DistrictFigures(survey.totals[one], _of(survey, one - 1))
        for one in survey.years
        if _of(survey, one) is not None
    }
    figures = every.get(year)
    before = figures.last if figures is not None else None
    pages = {organ.name: href(ROOT, organ.page) for organ in survey.organs}
    return {
        "frame": frame(
            year_file(year), translate, survey.district,
            translate(msg("{year} 年总体情况", year=year)),
        ),
        "others": [
            {"text": str(one), "href": href("", f"{one}.html"), "here": int(one == year)}
            for one in survey.years
        ],
        "about": [translate(one) for one in _about(survey.totals[year])],
        "patterns": plots.patterns(),
        "tables": []
        if figures is None
        else YearTables(figures, list(every.values()), translate).all(),
        "ranking": _ranking(figures, pages) if figures is not None else [],
        "download": {"href": href(ROOT, TOTALS), "text": translate(msg("各年合计（CSV）"))},
        "shares": share_rankings(figures.year, figures.last, pages, translate)
        if figures is not None
        else [],
        "columns": {
            "this": translate(msg("{year} 年", year=year)),
            "before": translate(msg("{year} 年", year=year - 1)) if before is not None else "",
        },
        "words": {
            "years": translate(msg("各年")),
            "figure": translate(msg("指标")),
            "change": translate(msg("增减")),
            "percent": translate(msg("增减幅度")),
            "plot": translate(msg("对比图")),
            "none": translate(msg("这一年没有可以相加的报告。")),
            "ranking": translate(msg("各机关新收申请")),
            "ranking_note": translate(
                msg("按新收政府信息公开申请的总数排列，数目相同的名次相同；占比是占各机关之和的百分比。")
            ),
            "rank": translate(msg("名次")),
            "organ": translate(msg("机关")),
            "share": translate(msg("占比")),
        },
    }  # fmt: skip


def _of(survey: Survey, year: int) -> DistrictYear | None:
    """A year, if there is something to add up."""
    found = survey.totals.get(year)
    return found if found is not None and found.edition is not None else None


def _about(year: DistrictYear) -> list[Message]:
    count = len(year.reports)
    said = [msg("由 {count} 份报告相加；汇总报告和它的下级不重复计算。", count=count)]
    if year.missing:
        organs = [clean(one) for one in year.missing]
        said.append(msg("缺报告、没有计入：{organs}。", organs=organs))
    if year.unsummed:
        organs = [clean(one) for one in year.unsummed]
        said.append(msg("缺汇总报告、没有计入：{organs}。", organs=organs))
    if year.left_out:
        organs = [clean(one) for one in year.left_out]
        said.append(msg("报告读不出来或者是另一版式、没有计入：{organs}。", organs=organs))
    return said


def _ranking(figures: DistrictFigures, pages: Mapping[str, str]) -> list[Data]:
    ranked = figures.ranking()
    most = max((number or 0 for one in ranked for number in (one.this, one.before)), default=0)
    return [
        {
            "rank": str(one.rank) if one.this is not None else OPEN,
            "organ": clean(one.organ),
            "href": pages.get(one.organ, ""),
            **numbers(Sum(one.this), Sum(one.before)),
            "share": share(one.share),
            "plot": plots.bars(one.this, one.before, most or 1),
        }
        for one in ranked
    ]
