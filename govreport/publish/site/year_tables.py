"""The tables of a district's year, with their plots: requests by applicant and by outcome, and reviews."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.messages import Message, Translator, msg
from govreport.publish.site.figure_lines import beside
from govreport.publish.site.year_numbers import Data, numbers, share
from govreport.rendering import plots
from govreport.rendering.layout import number_text
from govreport.report import Number
from govreport.repository.district import DistrictFigures, Figure, Group, Rate, Sum
from govreport.text import clean

Part = tuple[str, str, Sum, Sum]  # of a whole: label, English, this year, the year before
NOTHING: Data = {"total": 0, "rate": "", "course": "", "course_words": "", "bars": [], "legend": []}


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
            self._flow(),
            self._table("applicants", msg("新收申请：按申请人"), applicants)
            | self._stacks([(c.name, c.label.english, f.this, f.before) for c, f in columns]),
            self._table("outcomes", msg("办理结果"), outcomes)
            | {"rows": self._outcomes(groups, outcomes)}
            | self._stacks([(g.label.label, g.label.english, g.this, g.before) for g in groups]),
        ]
        for number, (some, rate) in enumerate(self.figures.reviews(), 1):
            found.append(self._table(f"review-{number}", rate.row.name, some) | self._rates(rate))
        found.append(self._disclosed())
        return [one for one in found if one["rows"]]

    def _table(self, key: str, heading: Message | str, some: Sequence[Figure]) -> Data:
        """Figures told by their columns, the last one the total of the others."""
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
            "total": 1,
            "rows": [
                self._row(
                    (one.cell.column.name, one.cell.column.label.english, one.this, one.before),
                    most if one in parts else 0,
                )
                for one in some
            ],
        }

    def _flow(self) -> Data:
        """What came in, and what was carried from year to year."""
        some = self.figures.carried()
        given = [each.value or 0 for one in some for each in (one.this, one.before)]
        rows = [
            self._row(
                (one.cell.row.name, one.cell.row.labels[-1].english, one.this, one.before),
                max(given) or 1,
            )
            for one in some
        ]
        heading = msg("收到和结转的申请")
        return self._table("flow", heading, some) | {"total": 0, "rows": rows}

    def _outcomes(self, groups: Sequence[Group], some: Sequence[Figure]) -> list[Data]:
        """The outcomes, those under one heading after what they are together; and their total."""
        most = max(
            (each.value or 0 for one in groups for each in (one.this, one.before)), default=0
        )
        rows: list[Data] = []
        for group in groups:
            under = [one for one in some if one.cell.row.labels[1] == group.label]
            whole = (group.label.label, group.label.english, group.this, group.before)
            rows.append(self._row(whole, most or 1, "group"))
            if len(under) > 1:
                labels = [(one.cell.row.labels[-1], one) for one in under]
                rows += [
                    self._row(
                        (label.label, label.english, one.this, one.before), most or 1, "under"
                    )
                    for label, one in labels
                ]
        for one in some[-1:]:
            label = one.cell.row.labels[-1]
            rows.append(self._row((label.label, label.english, one.this, one.before), 0))
        return rows

    def _disclosed(self) -> Data:
        """What was disclosed on the organs' own initiative: numbers of many sizes and units."""
        some = self.figures.disclosed()
        rows = []
        for one in some:
            row, column = one.cell.row, one.cell.column
            label = f"{row.name}：{column.name}"
            english = f"{row.labels[-1].english}: {column.label.english}"
            own = max(abs(each.value or 0) for each in (one.this, one.before))
            rows.append(self._row((label, english, one.this, one.before), own or 1))
        table = self._table("disclosure", self.figures.disclosure.heading, some)
        note = self.translate(msg("这张表的对比图每行各自成比例：各行的单位和大小不同。"))
        return table | {
            "total": 0,
            "rows": rows,
            "english": beside(self.figures.disclosure.english, self.translate),
            "notes": [note, *self._notes(some)],
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

    def _row(self, part: Part, most: Number, kind: str = "") -> Data:
        """A row of a table; `most` is the longest bar of its plot, 0 for no plot. `kind`: of its place."""
        label, english, this, before = part
        return {
            "label": label,
            "english": beside(english, self.translate),
            "kind": kind,
            **numbers(this, before),
            "plot": plots.bars(this.value, before.value, most) if most else "",
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
        said = {
            "rate": share(rate.this),
            "corrected": rate.corrected.name,
            "decided": number_text(rate.decided),
        }
        if self.figures.last is None:
            return msg("纠正率 {rate}（{corrected} ÷ 已审结 {decided} 件）。", **said)
        before = share(rate.before)
        return msg(
            "纠正率 {rate}（{corrected} ÷ 已审结 {decided} 件），上一年 {before}。",
            before=before,
            **said,
        )
