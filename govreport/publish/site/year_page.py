"""The page of the district's year: requests, reviews and organs, each beside the year before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from govreport.figures import risen
from govreport.messages import Message, Translator, msg
from govreport.publish.site.figure_lines import beside
from govreport.publish.site.frame import frame
from govreport.publish.site.page_files import href, year_file
from govreport.publish.site.survey import Survey
from govreport.rendering.layout import number_text
from govreport.rendering.plots import bars
from govreport.report import Number
from govreport.repository.district import DistrictFigures, Figure, Rate
from govreport.text import clean

TEMPLATE = "site/year.html.j2"
ROOT = "../"
OPEN = "—"
Data = dict[str, object]


def year_data(survey: Survey, year: int, translate: Translator) -> Data:
    """The data of the page."""
    heading = translate(msg("{year} 年全区情况", year=year))
    this, before = survey.totals[year], survey.totals.get(year - 1)
    if before is not None and before.edition is None:
        before = None
    figures = DistrictFigures(this, before) if this.edition is not None else None
    pages = {organ.name: href(ROOT, organ.page) for organ in survey.organs}
    others = [{"text": str(one), "href": href("", f"{one}.html"), "here": int(one == year)}
              for one in survey.years]  # fmt: skip
    return {
        "frame": frame(year_file(year), translate, survey.district, heading)
        | {"here": translate(msg("{year} 年", year=year))},
        "others": others,
        "about": [translate(one) for one in _about(this.reports, this.missing, this.left_out)],
        "tables": _tables(figures, translate) if figures is not None else [],
        "ranking": _ranking(figures, pages.get) if figures is not None else [],
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


def _about(
    reports: Sequence[object], missing: Sequence[str], left_out: Sequence[str]
) -> list[Message]:
    said = [
        msg("由 {count} 份报告相加；汇总报告和它的下级不重复计算。", count=len(reports)),
    ]
    if missing:
        said.append(msg("缺报告、没有计入：{organs}。", organs=[clean(one) for one in missing]))
    if left_out:
        said.append(
            msg("报告读不出来或者是另一版式、没有计入：{organs}。", organs=[clean(one) for one in left_out])
        )  # fmt: skip
    return said


def _tables(figures: DistrictFigures, translate: Translator) -> list[Data]:
    """The requests by applicant and by outcome, and the reviews."""
    found = [
        _table("applicants", msg("新收申请：按申请人"), figures.by_applicant(), figures, translate),
        _table("outcomes", msg("办理结果"), figures.by_outcome(), figures, translate, rows=True),
    ]
    for number, (some, rate) in enumerate(figures.reviews(), 1):
        one = _table(f"review-{number}", rate.row.name, some, figures, translate)
        found.append(one | {"rate": translate(_rate(rate, figures))})
    return [one for one in found if one["rows"]]


def _table(
    key: str,
    heading: Message | str,
    some: Sequence[Figure],
    figures: DistrictFigures,
    translate: Translator,
    rows: bool = False,
) -> Data:
    """`rows`: the figures are told by their rows, else by their columns."""
    parts = some[:-1]  # the last one is their total
    most = max(
        (abs(n) for one in parts for n in (one.this, one.before) if n is not None), default=1
    )
    doubtful = figures.open_in([one.cell for one in some])
    note = msg(
        "“—”是不能相加：{organs}没有填，或者有疑问。", organs=[clean(one) for one in doubtful]
    )
    english = ""
    if isinstance(heading, str) and some:
        english = " / ".join(label.english for label in some[0].cell.row.labels)
    return {
        "key": key,
        "heading": heading if isinstance(heading, str) else translate(heading),
        "english": beside(english, translate),
        "rate": "",
        "note": translate(note) if doubtful else "",
        "rows": [_row(one, rows, most if one in parts else 0, translate) for one in some],
    }


def _row(one: Figure, by_row: bool, most: Number, translate: Translator) -> Data:
    row, column = one.cell.row, one.cell.column
    label = "/".join(row.path[1:]) if by_row else column.name
    english = (
        " / ".join(each.english for each in row.labels[1:]) if by_row else column.label.english
    )
    return {
        "label": label,
        "english": beside(english, translate),
        **_numbers(one.this, one.before),
        "plot": bars(one.this, one.before, most) if most else "",
    }


def _numbers(this: Number | None, before: Number | None) -> Data:
    by, percent = risen(before, this)
    return {
        "this": number_text(this) or OPEN,
        "before": number_text(before) or OPEN,
        "change": OPEN if by is None else _signed(number_text(by)),
        "percent": OPEN if percent is None else _signed(f"{percent:.1f}") + "%",
    }


def _signed(text: str) -> str:
    """With a sign that can be seen; a hyphen is short."""
    if text.startswith("-"):
        return "−" + text[1:]
    return text if float(text) == 0 else "+" + text


def _share(value: float | None) -> str:
    return OPEN if value is None else f"{100 * value:.1f}%"


def _rate(rate: Rate, figures: DistrictFigures) -> Message:
    if rate.this is None:
        return msg("纠正率：没有审结的，算不出来。")
    said = msg("纠正率 {rate}（结果纠正 ÷ 已审结 {decided} 件）",
               rate=_share(rate.this), decided=number_text(rate.decided))  # fmt: skip
    if figures.last is None:
        return msg("{said}。", said=said)
    return msg("{said}，上一年 {before}。", said=said, before=_share(rate.before))


def _ranking(figures: DistrictFigures, page: Callable[[str, str], str]) -> list[Data]:
    ranked = figures.ranking()
    most = max((one.this or 0 for one in ranked), default=0)
    most = max(most, *(one.before or 0 for one in ranked)) if ranked else most
    return [
        {
            "rank": str(one.rank) if one.this is not None else OPEN,
            "organ": clean(one.organ),
            "href": page(one.organ, ""),
            **_numbers(one.this, one.before),
            "share": _share(one.share),
            "plot": bars(one.this, one.before, most or 1),
        }
        for one in ranked
    ]
