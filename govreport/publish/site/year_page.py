"""The page of the district's year: requests, reviews and organs, each beside the year before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from govreport.figures import risen
from govreport.messages import Message, Translator, msg
from govreport.publish.site.figure_lines import beside
from govreport.publish.site.frame import frame
from govreport.publish.site.page_files import href, year_file
from govreport.publish.site.survey import Survey
from govreport.rendering import plots
from govreport.rendering.layout import number_text
from govreport.report import Number
from govreport.repository.district import DistrictFigures, Figure, Rate
from govreport.text import clean

TEMPLATE = "site/year.html.j2"
ROOT = "../"
OPEN = "—"
Data = dict[str, object]


def year_data(survey: Survey, year: int, translate: Translator) -> Data:
    """The data of the page."""
    heading = translate(msg("{year} 年总体情况", year=year))
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
        "tables": _tables(survey, figures, translate) if figures is not None else [],
        "patterns": plots.patterns(),
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


def _tables(survey: Survey, figures: DistrictFigures, translate: Translator) -> list[Data]:
    """The requests by applicant and by outcome, and the reviews."""
    table = partial(_table, figures, translate)
    applicants, outcomes = figures.by_applicant(), figures.by_outcome()
    found = [
        table("applicants", msg("新收申请：按申请人"), applicants)
        | {"stacks": _stacks(_applicant_parts(applicants), figures, translate)},
        table("outcomes", msg("办理结果"), outcomes, by_row=True)
        | {"stacks": _stacks(_outcome_parts(figures), figures, translate)},
    ]
    every = list(_all_figures(survey))
    for number, (some, rate) in enumerate(figures.reviews(), 1):
        one = table(f"review-{number}", rate.row.name, some)
        found.append(one | _rates(rate, figures, every, translate))
    return [one for one in found if one["rows"]]


Part = tuple[str, str, Number | None, Number | None]  # label, English, this year, the year before


def _applicant_parts(figures: Sequence[Figure]) -> list[Part]:
    columns = ((one.cell.column, one) for one in figures[:-1])
    return [(c.name, c.label.english, one.this, one.before) for c, one in columns]


def _outcome_parts(figures: DistrictFigures) -> list[Part]:
    groups = figures.outcome_groups()
    return [(one.label.label, one.label.english, one.this, one.before) for one in groups]


def _stacks(parts: Sequence[Part], figures: DistrictFigures, translate: Translator) -> Data:
    """What the whole is made of, a bar a year, and the legend; nothing where a part is open."""
    bars: list[Data] = []
    years = [(figures.year.year, [part[2] for part in parts])]
    if figures.last is not None:
        years.append((figures.last.year, [part[3] for part in parts]))
    for year, values in years:
        given = [one for one in values if one is not None]
        if len(given) < len(values) or not sum(given):
            continue
        shares = [f"{label} {_share(value / sum(given))}"
                  for (label, *_), value in zip(parts, given, strict=True)]  # fmt: skip
        label = translate(msg("{year} 年：{shares}", year=year, shares=shares))
        bars.append({
            "year": translate(msg("{year} 年", year=year)), "plot": plots.stack(given, label),
        })  # fmt: skip
    legend = [
        {"swatch": plots.swatch(number), "label": label, "english": beside(english, translate)}
        for number, (label, english, *_) in enumerate(parts)
    ]
    return {"bars": bars, "legend": legend if bars else []}


def _table(
    figures: DistrictFigures,
    translate: Translator,
    key: str,
    heading: Message | str,
    some: Sequence[Figure],
    *,
    by_row: bool = False,
) -> Data:
    """`by_row`: the figures are told by their rows, else by their columns."""
    parts = some[:-1]  # the last one is their total
    most = max(
        (abs(n) for one in parts for n in (one.this, one.before) if n is not None), default=1
    )
    doubtful = figures.open_in([one.cell for one in some])
    note = msg(
        "括号里的数不全，不含：{organs}（没有填，或者有疑问）。",
        organs=[clean(one) for one in doubtful],
    )
    english = ""
    if isinstance(heading, str) and some:
        english = " / ".join(label.english for label in some[0].cell.row.labels)
    return {
        "key": key,
        "heading": heading if isinstance(heading, str) else translate(heading),
        "english": beside(english, translate),
        "rate": "",
        "course": "",
        "course_words": "",
        "stacks": {"bars": [], "legend": []},
        "note": translate(note) if doubtful else "",
        "rows": [_row(one, by_row, most if one in parts else 0, translate) for one in some],
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
        **_numbers(one.this, one.before, one.partial),
        "plot": plots.bars(one.this, one.before, most) if most else "",
    }


def _numbers(this: Number | None, before: Number | None, certain: Number | None = None) -> Data:
    by, percent = risen(before, this)
    lacking = f"({number_text(certain)})" if certain is not None else OPEN
    return {
        "this": number_text(this) or lacking,
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


def _all_figures(survey: Survey) -> Iterator[DistrictFigures]:
    """The district year by year, as far as there is something to add up."""
    for year in survey.years:
        if survey.totals[year].edition is not None:
            yield DistrictFigures(survey.totals[year], None)


def _rates(
    rate: Rate, figures: DistrictFigures, every: Sequence[DistrictFigures], translate: Translator
) -> Data:
    """The rate of correction in words, and its course over the years."""
    course = []
    for one in every:
        same = (r for _, r in one.reviews() if r.row.address == rate.row.address)
        found = next(same, None)
        course.append((one.year.year, found.this if found is not None else None))
    label = translate(
        msg("历年纠正率：{rates}", rates=[f"{year} {_share(value)}" for year, value in course])
    )
    several = sum(value is not None for _, value in course) > 1
    return {
        "rate": translate(_rate(rate, figures)),
        "course": plots.course([value for _, value in course], label) if several else "",
        "course_words": label if several else "",
    }


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
            "plot": plots.bars(one.this, one.before, most or 1),
        }
        for one in ranked
    ]
