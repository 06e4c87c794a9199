"""A repository of consistent reports with a roster and a rolled-up report, and errors to plant in it.

Each planting is one mistake a person makes; it names the findings that must come of it, as
(code, cell), and nothing else may.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from repository.generate import Made, organ_name, series

from govreport.edition import edition_for_year, load_edition
from govreport.report import Number

COUNTY = "青云县人民政府"
Expected = list[tuple[str, str | None]]
NP, ENT = "natural_person", "enterprise"


@dataclass
class Planted:
    """Reports by path below the repository, in text; what is expected, as (path, code, cell)."""

    files: dict[str, bytes] = field(default_factory=dict)
    expected: set[tuple[str, str, str | None]] = field(default_factory=set)

    def write(self, folder: Path) -> None:
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def bump(made: Made, *cells: str, by: int = 1) -> None:
    for cell in cells:
        made.values[cell] += by


def outcome_total(made: Made) -> Expected:
    granted_one(made)
    bump(made, f"requests.outcome.total.{NP}")
    bump(made, "requests.outcome.total.total")
    bump(made, f"requests.received.{NP}", "requests.received.total")
    return [("GR302", f"requests.outcome.total.{NP}"), ("GR302", "requests.outcome.total.total")]


def granted_one(made: Made, outcome: str = "granted") -> None:
    """One more request, granted: everything still adds up."""
    bump(made, f"requests.outcome.{outcome}.{NP}", f"requests.outcome.{outcome}.total",
         f"requests.outcome.total.{NP}", "requests.outcome.total.total",
         f"requests.received.{NP}", "requests.received.total")  # fmt: skip


def row_total(made: Made) -> Expected:
    """A request counted under the wrong row's total: the two cancel, and their column adds up."""
    for outcome in ("granted", "granted", "partially_granted"):
        granted_one(made, outcome)
    cells = ("requests.outcome.granted.total", "requests.outcome.partially_granted.total")
    for cell, by in zip(cells, (-1, 1), strict=True):
        bump(made, cell, by=by)
    return [("GR303", cell) for cell in cells]


def carried_over(made: Made) -> Expected:
    """Breaks the balance of a column and of the total; next year's carried_in is silent."""
    bump(made, f"requests.carried_over.{NP}", "requests.carried_over.total")
    return [("GR301", f"requests.carried_over.{NP}"), ("GR301", "requests.carried_over.total")]


def zero_total(made: Made) -> Expected:
    granted_one(made)
    made.values["requests.outcome.granted.total"] = 0
    return [("GR304", "requests.outcome.granted.total")]


def review_total(made: Made) -> Expected:
    bump(made, "review.reconsideration.upheld", by=2)
    bump(made, "review.reconsideration.total")
    return [("GR401", "review.reconsideration.total")]


def review_zero(made: Made) -> Expected:
    made.values["review.litigation.direct.other"] = 1
    made.values["review.litigation.direct.total"] = 0
    return [("GR402", "review.litigation.direct.total")]


def missing_number(made: Made) -> Expected:
    del made.values["disclosure.penalties.decisions"]
    return [("GR004", "disclosure.penalties.decisions")]


def carry_in(made: Made) -> Expected:
    """Wrong against last year, right in itself."""
    bump(made, f"requests.carried_in.{ENT}", "requests.carried_in.total",
         f"requests.outcome.granted.{ENT}", "requests.outcome.granted.total",
         f"requests.outcome.total.{ENT}", "requests.outcome.total.total")  # fmt: skip
    return [("GR701", f"requests.carried_in.{ENT}")]


def stock(made: Made) -> Expected:
    """A slip in one year: next year, which is right, is not blamed."""
    bump(made, "disclosure.regulations.in_force", by=3)
    return [("GR702", "disclosure.regulations.in_force")]


def stock_below_flow(made: Made) -> Expected:
    made.values["disclosure.normative_documents.issued"] = 500
    return [("GR201", "disclosure.normative_documents.in_force")]


def idle_waiver(made: Made) -> Expected:
    made.waivers.append({"code": "GR701", "reason": "两个机关合并。"})
    return [("GR008", "waivers[0]")]


def groundless_waiver(made: Made) -> Expected:
    made.waivers.append({"code": "GR303"})
    return [("GR008", "waivers[0]")]


def old_edition(made: Made) -> Expected:
    wrong = load_edition("2019")
    values: dict[str, Number] = {cell.address: 0 for cell in wrong.cells}
    made.values = {a: made.values.get(a, 0) for a in values}
    closed = "requests.outcome.otherwise_closed"
    for column in made.edition.cell_at[f"{closed}.other.total"].row.columns:
        made.values[f"{closed}.{column.key}"] = 0
    made.edition = wrong
    for column in wrong.cell_at["requests.received.total"].row.columns:
        rows = [r for r in wrong.rows if r.address.startswith("requests.outcome.")]
        total = made.values[f"requests.outcome.total.{column.key}"]
        rest = sum(made.values[f"{r.address}.{column.key}"] for r in rows[:-1])
        made.values[f"{closed}.{column.key}"] = total - rest
    return [("GR007", "edition")]


def dated_in_december(made: Made) -> Expected:
    made.about["date"] = datetime.date(int(str(made.about["year"])), 12, 19)
    return [("GR009", "report.date")]


MADE: tuple[tuple[Callable[[Made], Expected], int], ...] = (
    (outcome_total, 2), (row_total, 2), (carried_over, 2), (zero_total, 2), (review_total, 2),
    (review_zero, 2), (missing_number, 1), (carry_in, 2), (stock, 2), (stock_below_flow, 2),
    (idle_waiver, 2), (groundless_waiver, 2), (old_edition, 1),
    (dated_in_december, 1),
)  # fmt: skip


def _syntax(text: str) -> tuple[bytes, Expected]:
    return text.replace('edition = "', "edition = ").encode(), [("GR001", None)]


def _gbk(text: str) -> tuple[bytes, Expected]:
    return text.encode("gb18030"), [("GR002", None)]


def _unknown(text: str) -> tuple[bytes, Expected]:
    return text.replace("[review.", "colour = 3\n\n[review.", 1).encode(), [("GR003", None)]


def _text_number(text: str) -> tuple[bytes, Expected]:
    old = text[text.index("\ndecisions = ") :].split("\n")[1]
    return text.replace(old, 'decisions = "3"', 1).encode(), [("GR005", None)]


def _negative(text: str) -> tuple[bytes, Expected]:
    old = text[text.index("\ndecisions = ") :].split("\n")[1]
    return text.replace(old, "decisions = -3", 1).encode(), [("GR006", None)]


TEXTS = ((_syntax, 2), (_gbk, 2), (_unknown, 2), (_text_number, 2), (_negative, 2))


def plant(organs: int, years: range, members: int = 12) -> Planted:  # noqa: C901 - one list
    """A repository of so many organs and one government over the years, with its plantings."""
    made = {
        (number, year): report
        for number in range(organs)
        for year, report in zip(years, series(organ_name(number), years), strict=True)
    }
    sums = {year: _rollup([made[n, year] for n in range(members)], year) for year in years}
    done = Planted()
    victims = iter(range(members + 1, organs, max(1, (organs - members) // 70)))
    expected: dict[tuple[int, int], Expected] = {}
    texts: dict[tuple[int, int], Callable[[str], tuple[bytes, Expected]]] = {}
    for planting, times in MADE:
        for count in range(times):
            year = years[-1] if planting is old_edition else years[1 + count % (len(years) - 1)]
            if planting in (stock_below_flow, stock):
                year = max(year, 2021)
            if planting is stock_below_flow:
                year = years[-1]  # else next year's stock would follow from a wrong flow
            if planting is stock:
                year = max(year, 2022)
            place = next(victims), year
            expected[place] = planting(made[place])
    for text_planting, times in TEXTS:
        for count in range(times):
            place = next(victims), years[count]
            texts[place] = text_planting
    for _ in range(2):  # last year's overview with new figures
        number = next(victims)
        made[number, 2022].texts["overview"] = made[number, 2021].texts["overview"] + "另行说明。"
        expected[number, 2022] = [("GR703", "overview.text")]
    gone = [(next(victims), years[0]), (next(victims), years[2]), (next(victims), years[-1])]
    doubled = [(next(victims), years[1]), (next(victims), years[-1])]
    bump(sums[years[1]], "disclosure.penalties.decisions")
    bump(sums[years[-1]], "disclosure.coercive_measures.decisions", by=-1)
    for place, report in made.items():
        name = f"reports/{place[0]:04}/{place[1]}.toml"
        if place in gone:
            done.expected.add(("roster.csv", "GR801", str(place[1])))
            continue
        data, found = report.text().encode(), expected.get(place, [])
        if place in texts:
            data, found = texts[place](report.text())
        done.files[name] = data
        done.expected |= {(name, code, cell) for code, cell in found}
        if place in doubled:
            copy = f"reports/{place[0]:04}/{place[1]}-copy.toml"
            done.files[copy] = data
            done.expected.add((name, "GR802", "report"))  # "-" sorts before "."
    for year, report in sums.items():
        done.files[f"reports/county/{year}.toml"] = report.text().encode()
    for year, cell in ((years[1], "penalties"), (years[-1], "coercive_measures")):
        address = f"disclosure.{cell}.decisions"
        done.expected.add((f"reports/county/{year}.toml", "GR803", address))
    done.files["roster.csv"] = _roster(organs, members, years).encode()
    done.files["govreport.toml"] = b'roster = "roster.csv"\n'
    return done


def _rollup(reports: list[Made], year: int) -> Made:
    edition = edition_for_year(year)
    assert edition is not None
    values: dict[str, Number] = {
        cell.address: round(sum(report.values[cell.address] for report in reports), 6)
        for cell in edition.cells
    }
    about: dict[str, object] = {
        "organization": COUNTY,
        "year": year,
        "kind": "county",
        "scope": "rollup",
    }
    texts = next(iter(series(f"{COUNTY}{year}", [year]))).texts
    return Made(edition, about, texts, values)


def _roster(organs: int, members: int, years: range) -> str:
    lines = ["organ,kind,parent,first year,last year,aliases,complete",
             f"{COUNTY},county,,{years[0]},,,yes"]  # fmt: skip
    lines += [
        f"{organ_name(n)},department,{COUNTY if n < members else ''},{years[0]},,,"
        for n in range(organs)
    ]
    return "\n".join(lines) + "\n"
