"""What adds up to a district, and its figures beside those of the year before."""

from __future__ import annotations

from pathlib import Path

from repository.generate import series
from samples import govreport

from govreport.edition import edition_for_year, editions
from govreport.figures import add
from govreport.report import OWN, ROLLED_UP
from govreport.repository.district import DistrictFigures
from govreport.repository.district_members import DistrictYear, district_year
from govreport.repository.ledger import Ledger
from govreport.repository.names import all_names
from govreport.repository.roster import Roster, read_roster
from govreport.rules.digest import YearReport, make_digest
from govreport.tomlio import load

YEAR = 2023
RECEIVED = "requests.received.total"


def district(folder: Path, roster: str, *reports: tuple[str, str]) -> DistrictYear:
    """A year of organs that have reported, each by name and scope."""
    found: Roster | None = None
    if roster:
        (folder / "roster.csv").write_text("organ,parent\n" + roster, "utf-8")
        found = read_roster(folder / "roster.csv")
    with Ledger() as ledger:
        for number, (organ, scope) in enumerate(reports):
            (made,) = series(organ, (YEAR,))
            made.about["scope"] = scope
            report = load(made.text().encode()).report
            assert report is not None
            digest = make_digest(f"{number}.toml", report, (), (), None, ())
            assert digest is not None
            ledger.add([digest])
        return district_year(YEAR, found, ledger, all_names(ledger.aliases, found))


def taken(year: DistrictYear) -> list[tuple[str, str]]:
    return [(one.organ, one.scope) for one in year.reports]


def test_a_roll_up_and_its_members_are_not_both_counted(tmp_path: Path) -> None:
    roster = "甲市,\n甲市乙局,甲市\n丙县,甲市\n丙县丁局,丙县\n戊局,\n"
    year = district(
        tmp_path, roster,
        ("甲市", OWN), ("甲市", ROLLED_UP), ("甲市乙局", OWN), ("丙县", OWN), ("丙县", ROLLED_UP),
        ("丙县丁局", OWN), ("戊局", OWN), ("不在名册局", OWN),
    )  # fmt: skip
    assert taken(year) == [("甲市", OWN), ("甲市乙局", OWN), ("丙县", ROLLED_UP), ("戊局", OWN)]
    assert (year.missing, year.left_out) == ((), ())
    lacking = district(tmp_path, roster, ("甲市", OWN), ("丙县", OWN), ("丙县丁局", OWN))
    assert taken(lacking) == [("甲市", OWN)]
    assert (lacking.missing, lacking.unsummed) == (("甲市乙局", "戊局"), ("丙县",))


def test_without_a_roster_every_own_report_counts_once(tmp_path: Path) -> None:
    year = district(tmp_path, "", ("甲市", ROLLED_UP), ("乙局", OWN), ("甲市", OWN), ("乙局", OWN))
    assert taken(year) == [("乙局", OWN), ("甲市", OWN)]
    assert taken(district(tmp_path, "", ("甲市", ROLLED_UP))) == [("甲市", ROLLED_UP)]
    assert district(tmp_path, "").edition is None


def year_of(year: int, *organs: str, **changes: dict[str, int | None]) -> DistrictYear:
    """A year of organs' reports, with some numbers of some organs changed."""
    reports = []
    for organ in organs:
        (made,) = series(organ, (year,))
        report = load(made.text().encode()).report
        assert report is not None
        report = report.with_numbers(changes.get(organ, {}))
        reports.append(YearReport(organ, organ, OWN, year, report.edition, report.values))
    return DistrictYear(year, tuple(reports))


def test_sums_are_open_where_one_is_and_say_what_the_others_give() -> None:
    year = year_of(YEAR, "甲", "乙", 甲={RECEIVED: None})
    figures = DistrictFigures(year, None)
    total = figures.by_applicant()[-1]
    assert total.cell.address == RECEIVED
    assert total.this.value is None
    assert total.this.partial == year.reports[1].report[RECEIVED]
    assert figures.open_in([total.cell]) == [(YEAR, ["甲"])]
    doubtful = DistrictYear(
        YEAR, (year.reports[1]._replace(suspects={total.cell.number}), year.reports[1])
    )
    again = DistrictFigures(doubtful, None).by_applicant()[-1]
    assert (again.this.value, again.this.partial) == (None, total.this.partial)


def test_outcomes_stand_in_their_groups_and_reviews_have_their_rates() -> None:
    this, before = year_of(YEAR, "甲", "乙"), year_of(YEAR - 1, "甲", "乙")
    figures = DistrictFigures(this, before)
    groups = figures.outcome_groups()
    assert sum(one.this.value or 0 for one in groups) == figures.by_outcome()[-1].this.value
    assert len(groups) == 6
    for some, rate in figures.reviews():
        number = {one.cell.column.key: one.this.value or 0 for one in some}
        decided = number["total"] - number["pending"]
        assert rate.decided == decided
        assert rate.this == (number["corrected"] / decided if decided else None)
    received = figures.by_applicant()[-1]
    assert received.before.value == add([one.report[RECEIVED] for one in before.reports], range(2))


def test_years_of_two_editions_are_compared_where_both_have_the_figure() -> None:
    first = editions()[-1].first_year
    figures = DistrictFigures(year_of(first, "甲"), year_of(first - 1, "甲"))
    assert edition_for_year(first) is not edition_for_year(first - 1)
    assert figures.by_applicant()[-1].before.value is not None
    assert any(one.before.value is None for one in figures.by_outcome())


def test_organs_are_ranked_and_equals_share_a_rank() -> None:
    changes: dict[str, dict[str, int | None]] = {
        "甲": {RECEIVED: 5}, "乙": {RECEIVED: 9}, "丙": {RECEIVED: 5}, "丁": {RECEIVED: None}, "戊": {RECEIVED: 1},
    }  # fmt: skip
    ranked = DistrictFigures(year_of(YEAR, *changes, **changes), None).ranking()
    assert [(one.rank, one.organ) for one in ranked[:4]] == [
        (1, "乙"), (2, "丙"), (2, "甲"), (4, "戊"),
    ]  # fmt: skip
    assert ranked[4].organ == "丁"
    assert [one.share for one in ranked] == [0.45, 0.25, 0.25, 0.05, None]


def test_the_page_of_a_year_says_all_that(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    for year in (YEAR - 1, YEAR):
        (made,) = series("甲", (year,))
        (tmp_path / "r" / f"{year}.toml").write_text(made.text(), "utf-8")
    done = govreport("site", "r", "--out", "s", cwd=tmp_path)
    assert done.code == 0, done.err
    page = (tmp_path / "s" / "years" / f"{YEAR}.html").read_text("utf-8")
    assert "纠正率" in page
    assert f"{YEAR - 1} 年" in page
    assert page.count("<svg") > 20
