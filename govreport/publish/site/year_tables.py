"""The tables of a district's year, with their plots: requests by applicant and by outcome, and reviews."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.messages import Message, Translator, msg
from govreport.publish.site.figure_lines import beside
from govreport.publish.site.year_numbers import Data, numbers, share
from govreport.rendering import plots
from govreport.rendering.layout import number_text
from govreport.report import Number
from govreport.repository.district import DistrictFigures, Figure, Rate, Sum
from govreport.text import clean

Part = tuple[str, str, Sum, Sum]  # of a whole: label, English, this year, the year before
NOTHING: Data = {"rate": "", "course": "", "course_words": "", "bars": [], "legend": []}


class YearTables:
    """Those of `figures`; `every`: the same figures of every year that there is, for courses."""

    def __init__(
        self, figures: DistrictFigures, every: Sequence[DistrictFigures], translate: Translator
    ) -> None:
        self.figures, self.every, self.translate = figures, every, translate

    def all(self) -> list[Data]:
        """The tables that have rows, in the order of the official ones."""
        applicants, outcomes = self.figures.by_applicant(), self.figures.by_outcome()
        columns = [(one.cell.column, one) for one in applicants[:-1]]
        groups = self.figures.outcome_groups()
        found = [
            self._table("applicants", msg("新收申请：按申请人"), applicants)
            | self._stacks([(c.name, c.label.english, f.this, f.before) for c, f in columns]),
            self._table("outcomes", msg("办理结果"), outcomes, by_row=True)
            | self._stacks([(g.label.label, g.label.english, g.this, g.before) for g in groups]),
        ]
        for number, (some, rate) in enumerate(self.figures.reviews(), 1):
            found.append(self._table(f"review-{number}", rate.row.name, some) | self._rates(rate))
        return [one for one in found if one["rows"]]

    def _table(
        self, key: str, heading: Message | str, some: Sequence[Figure], *, by_row: bool = False
    ) -> Data:
        """`by_row`: the figures are told by their rows, else by their columns."""
        parts = some[:-1]  # the last one is their total
        given = [each.value for one in parts for each in (one.this, one.before)]
        most = max((abs(number) for number in given if number is not None), default=1)
        english = ""
        if isinstance(heading, str) and some:
            english = " / ".join(label.english for label in some[0].cell.row.labels)
        return {
            **NOTHING,
            "key": key,
            "heading": heading if isinstance(heading, str) else self.translate(heading),
            "english": beside(english, self.translate),
            "notes": self._notes(some),
            "rows": [self._row(one, by_row, most if one in parts else 0) for one in some],
        }

    def _notes(self, some: Sequence[Figure]) -> list[str]:
        doubtful = self.figures.open_in([one.cell for one in some])
        return [
            self.translate(
                msg(
                    "{year} 年括号里的数不全，不含：{organs}（没有填，或者有疑问）。",
                    year=year,
                    organs=[clean(one) for one in organs],
                )
            )
            for year, organs in doubtful
        ]

    def _row(self, one: Figure, by_row: bool, most: Number) -> Data:
        row, column = one.cell.row, one.cell.column
        label = "/".join(row.path[1:]) if by_row else column.name
        english = [each.english for each in row.labels[1:]] if by_row else [column.label.english]
        return {
            "label": label,
            "english": beside(" / ".join(english), self.translate),
            **numbers(one.this, one.before),
            "plot": plots.bars(one.this.value, one.before.value, most) if most else "",
        }

    def _stacks(self, parts: Sequence[Part]) -> Data:
        """What the whole is made of: a bar a year, and the legend."""
        bars: list[Data] = []
        for year, sums in (
            (self.figures.year, [part[2] for part in parts]),
            (self.figures.last, [part[3] for part in parts]),
        ):
            given = [one.partial for one in sums if one.partial is not None]
            if year is None or len(given) < len(sums) or not sum(given):
                continue
            name = msg("{year} 年", year=year.year)
            if any(one.value is None for one in sums):
                name = msg("{year} 年（不全）", year=year.year)
            shares = [
                f"{label} {share(value / sum(given))}"
                for (label, *_), value in zip(parts, given, strict=True)
            ]
            label = self.translate(msg("{year}：{shares}", year=name, shares=shares))
            bars.append({"year": self.translate(name), "plot": plots.stack(given, label)})
        legend = [
            {
                "swatch": plots.swatch(number),
                "label": label,
                "english": beside(english, self.translate),
            }
            for number, (label, english, *_) in enumerate(parts)
        ]
        return {"bars": bars, "legend": legend if bars else []}

    def _rates(self, rate: Rate) -> Data:
        """The rate of correction in words, and its course over the years."""
        course: list[tuple[int, float | None]] = []
        for one in self.every:
            same = [found for _, found in one.reviews() if found.row.address == rate.row.address]
            course.append((one.year.year, same[0].this if same else None))
        rates = [f"{year} {share(value)}" for year, value in course]
        words = self.translate(msg("历年纠正率：{rates}", rates=rates))
        several = sum(value is not None for _, value in course) > 1
        return {
            "rate": self.translate(self._rate(rate)),
            "course": plots.course([value for _, value in course], words) if several else "",
            "course_words": words if several else "",
        }

    def _rate(self, rate: Rate) -> Message:
        if rate.this is None:
            return msg("纠正率算不出来：没有审结的，或者数字不全。")
        said = msg("纠正率 {rate}（结果纠正 ÷ 已审结 {decided} 件）",
                   rate=share(rate.this), decided=number_text(rate.decided))  # fmt: skip
        if self.figures.last is None:
            return msg("{said}。", said=said)
        return msg("{said}，上一年 {before}。", said=said, before=share(rate.before))
