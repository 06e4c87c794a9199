"""Rules across files: what they say, what they keep quiet about, and which reports belong together."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from repository.generate import Made, organ_name, series
from repository.planted import bump, carry_in, granted_one

from govreport.messages import Translator
from govreport.repository.roster import read_roster
from govreport.repository.run import Request, Result, run
from govreport.repository.settings import Settings
from govreport.repository.walk import candidates
from govreport.rules.copied import CopyLimits

ORGAN = organ_name(5)
YEARS = (2021, 2022, 2023)
LONG = "本年度我们把群众问得最多的事项逐一列出来，写明找谁办、带什么、几天办完，张贴在村口和大厅。"


def made(*years: int, organ: str = ORGAN) -> list[Made]:
    return list(series(organ, years or YEARS))


def check(
    folder: Path, reports: list[Made], settings: Settings | None = None, roster: str = ""
) -> Result:
    settings = settings or Settings()
    for number, report in enumerate(reports):
        (folder / f"{number}.toml").write_text(report.text(), "utf-8")
    if roster:
        (folder / "roster.csv").write_text(roster, "utf-8")
        settings = settings._replace(roster=folder / "roster.csv", root=folder.resolve())
    return run(Request((folder,), settings), candidates([folder]))


def codes(result: Result) -> list[tuple[str, str, str | None]]:
    return [(Path(f.path).name, f.code, f.problem.cell) for f in result.findings]


CARRIED = "requests.carried_in.enterprise"


def test_what_follows_is_silent(tmp_path: Path) -> None:
    assert codes(check(tmp_path, made(2019, 2020, 2021, 2022))) == []


def test_carried_in_is_held_against_last_year_over_the_change_of_editions(tmp_path: Path) -> None:
    reports = made(2020, 2021)
    carry_in(reports[1])
    result = check(tmp_path, reports)
    assert codes(result) == [("1.toml", "GR701", CARRIED)]
    problem = result.findings[0].problem
    assert problem.expected == reports[0].values["requests.carried_over.enterprise"]
    assert problem.actual == problem.expected + 1
    assert "0.toml" in Translator()(problem.message)


def test_a_gap_of_a_year_compares_nothing(tmp_path: Path) -> None:
    reports = made()
    carry_in(reports[2])
    assert codes(check(tmp_path, [reports[0], reports[2]])) == []


def test_a_figure_not_given_is_not_compared_but_its_total_is(tmp_path: Path) -> None:
    reports = made()
    carry_in(reports[2])
    del reports[1].values["requests.carried_over.enterprise"]
    assert codes(check(tmp_path, reports)) == [
        ("1.toml", "GR004", "requests.carried_over.enterprise"),
        ("2.toml", "GR701", "requests.carried_in.total"),
    ]


def test_scopes_are_apart(tmp_path: Path) -> None:
    reports = made()
    carry_in(reports[1])
    reports[1].about["scope"] = "rollup"
    assert codes(check(tmp_path, reports[:2])) == []


@pytest.mark.parametrize("where", ["report", "roster", "nowhere"])
def test_former_names_are_the_same_organ(tmp_path: Path, where: str) -> None:
    reports = made()
    reports[0].about["organization"] = "旧名局"
    carry_in(reports[1])
    if where == "report":
        reports[1].about["aliases"] = ["旧 名局"]
    roster = f"organ,aliases\n{ORGAN},旧名局\n" if where == "roster" else ""
    expected = [] if where == "nowhere" else [("1.toml", "GR701", CARRIED)]
    assert codes(check(tmp_path, reports, roster=roster)) == expected


def test_a_name_that_two_organs_claim_tells_nothing(tmp_path: Path) -> None:
    """An organ was divided: neither part goes on with its figures."""
    old = made(2021, organ="旧名局")
    parts = [made(2022, organ=name)[0] for name in ("甲局", "乙局")]
    for part in parts:
        part.about["aliases"] = ["旧名局"]
        carry_in(part)
    assert codes(check(tmp_path, old + parts)) == []


def test_a_stock_that_was_mistaken_last_year_is_not_held_against_this_years(tmp_path: Path) -> None:
    reports = made()
    bump(reports[1], "disclosure.regulations.in_force", by=4)
    result = check(tmp_path, reports)
    assert codes(result) == [("1.toml", "GR702", "disclosure.regulations.in_force")]
    assert result.findings[0].severity == "warning"


def test_a_rebased_stock_is_named_once(tmp_path: Path) -> None:
    reports = made()
    for report in reports[1:]:
        bump(report, "disclosure.regulations.in_force", by=4)
    assert codes(check(tmp_path, reports)) == [
        ("1.toml", "GR702", "disclosure.regulations.in_force")
    ]


def test_at_most_speaks_only_of_more(tmp_path: Path) -> None:
    cell = "disclosure.normative_documents.public"
    reports = made(2019, 2020)
    reports[1].values[cell] = reports[1].values["disclosure.normative_documents.published"]
    assert codes(check(tmp_path, reports)) == []
    reports = made(2019, 2020)
    bump(reports[1], cell)
    assert codes(check(tmp_path, reports)) == [("1.toml", "GR702", cell)]


def test_what_another_finding_explains_is_passed_over(tmp_path: Path) -> None:
    reports = made()
    bump(reports[1], "requests.carried_over.total")  # its own row-total and balance
    assert not [found for found in codes(check(tmp_path, reports)) if found[1] == "GR701"]


@pytest.mark.parametrize(
    ("change", "copied"),
    [
        (lambda text: text, True),
        (lambda text: text.replace("本年度", "2023年"), True),
        (lambda text: "开头加一句今年的新话。" + text, True),
        (
            lambda text: text[: len(text) // 2] + "后一半全是重新写的内容，与去年毫不相干。" * 3,
            False,
        ),
        (lambda text: text[::-1], False),
    ],
)
def test_copied_narrative(tmp_path: Path, change: Callable[[str], str], copied: bool) -> None:
    reports = made(2022, 2023)
    text = "".join(f"第{n}件：{LONG}" for n in "甲乙丙丁")
    reports[0].texts["overview"], reports[1].texts["overview"] = text, change(text)
    found = check(tmp_path, reports).findings
    assert [f.code for f in found] == ["GR703"] * copied
    if copied:
        assert 0.8 <= float(found[0].problem.actual or 0) <= 1


def test_short_texts_may_stay_the_same_and_limits_can_be_set(tmp_path: Path) -> None:
    reports = made(2022, 2023)
    for report in reports:
        report.texts["overview"] = LONG
    assert codes(check(tmp_path, reports)) == []
    settings = Settings(copies=CopyLimits(length=40))
    assert codes(check(tmp_path, reports, settings)) == [("1.toml", "GR703", "overview.text")]


def test_other_organs_are_compared_when_asked_for(tmp_path: Path) -> None:
    reports = [made(2023, organ=organ_name(n))[0] for n in range(30)]
    reports[17].texts["overview"] = reports[3].texts["overview"] + "另有一句新话。"
    assert codes(check(tmp_path, reports)) == []
    settings = Settings(copies=CopyLimits(others=True))
    (found,) = check(tmp_path, reports, settings).findings
    assert Path(found.path).name in ("17.toml", "3.toml")
    assert organ_name(3) in Translator()(found.problem.message) or organ_name(17) in Translator()(
        found.problem.message
    )


def test_waivers_of_rules_across_files(tmp_path: Path) -> None:
    reports = made()
    carry_in(reports[1])
    reports[1].waivers = [{"code": "GR701", "cell": CARRIED, "reason": "机构合并。"}]
    result = check(tmp_path, reports)
    assert codes(result) == []
    assert result.waived == 1
    for path in tmp_path.iterdir():  # the other year's report is not in the run
        if path.name != "1.toml":
            path.unlink()
    assert codes(run(Request((tmp_path,), Settings()), candidates([tmp_path]))) == []


def test_an_idle_waiver_is_named_when_the_rule_could_speak(tmp_path: Path) -> None:
    reports = made()
    reports[1].waivers = [{"code": "GR702", "reason": "清理。"}]
    assert codes(check(tmp_path, reports)) == [("1.toml", "GR008", "waivers[0]")]


def test_a_waiver_of_a_second_file_is_idle_only_when_no_file_is_left_out(tmp_path: Path) -> None:
    """Without the first file in the run, nobody can tell."""
    first, (second,) = made(2022, 2023), made(2022)
    second.waivers = [{"code": "GR802", "reason": "修改稿与原稿并存。"}]
    settings = Settings(root=tmp_path.resolve())
    assert codes(check(tmp_path, [*first, second], settings)) == []
    paths = [tmp_path / "1.toml", tmp_path / "2.toml"]
    assert codes(run(Request(tuple(paths), settings), candidates(paths))) == []
    (tmp_path / "0.toml").unlink()
    assert codes(run(Request((tmp_path,), settings), candidates([tmp_path]))) == [
        ("2.toml", "GR008", "waivers[0]")
    ]


@pytest.mark.parametrize(
    ("code", "scope", "idle"),
    [
        ("GR801", "own", True),
        ("GR801", "rollup", True),
        ("GR803", "own", True),
        ("GR803", "rollup", False),  # not all members have handed in theirs
    ],
)
def test_a_waiver_that_can_waive_nothing_is_named_in_a_whole_run(
    tmp_path: Path, code: str, scope: str, idle: bool
) -> None:
    (report,) = made(2023)
    report.about["scope"] = scope
    report.waivers = [{"code": code, "reason": "另有说明。"}]
    settings = Settings(ignore=("GR801",) if code == "GR803" else ())
    roster = f"{ROSTER}{ORGAN},,,2023,,,yes\n丁局,,{ORGAN},2023,,,\n"
    found = [one for one in codes(check(tmp_path, [report], settings, roster)) if one[1] != "GR801"]
    assert found == [("0.toml", "GR008", "waivers[0]")] * idle
    settings = settings._replace(roster=tmp_path / "roster.csv", root=tmp_path.resolve())
    one = tmp_path / "0.toml"
    assert codes(run(Request((one,), settings), candidates([one]))) == []  # not the whole
    settings = settings._replace(ignore=(code,))
    assert "GR008" not in str(codes(run(Request((tmp_path,), settings), candidates([tmp_path]))))


ROSTER = "organ,kind,parent,first year,last year,aliases,complete\n"


def test_missing_reports_go_by_the_roster(tmp_path: Path) -> None:
    reports = [one for one in made(2021, 2022, 2023) if one.about["year"] != 2022]
    roster = f"{ROSTER}{ORGAN},,,2021,,,\n丁局,,,2022,2022,,\n戊局,,,2024,,,\n"
    result = check(tmp_path, reports, roster=roster)
    assert [(f.organ, f.year, f.span.line) for f in result.findings] == [
        (ORGAN, 2022, 2),
        ("丁局", 2022, 3),
    ]
    assert {f.code for f in result.findings} == {"GR801"}
    settings = Settings(roster=tmp_path / "roster.csv", root=tmp_path.resolve())
    one = tmp_path / "0.toml"  # part of the repository: nothing is missing
    assert run(Request((one,), settings), candidates([one])).findings == []


def test_a_slip_in_the_year_asks_for_no_other_reports(tmp_path: Path) -> None:
    reports = [made(2023, organ=organ_name(n))[0] for n in range(4)]
    reports[0].about["year"] = 2203
    roster = ROSTER + "".join(f"{organ_name(n)},,,2023,,,\n" for n in range(4))
    assert [
        f.year for f in check(tmp_path, reports, roster=roster).findings if f.code == "GR801"
    ] == [2023]


def test_duplicates_name_the_first(tmp_path: Path) -> None:
    reports = made(2022, 2023)
    result = check(tmp_path, [*reports, reports[1]])
    assert codes(result) == [("2.toml", "GR802", "report")]
    assert "1.toml" in Translator()(result.findings[0].problem.message)


def _county(members: list[Made]) -> Made:
    county = made(2023, organ="某县人民政府")[0]
    county.about |= {"kind": "county", "scope": "rollup"}
    county.values = {
        cell: round(sum(one.values[cell] for one in members), 6) for cell in county.values
    }
    return county


def test_rollups(tmp_path: Path) -> None:
    members = [made(2023, organ=name)[0] for name in ("甲局", "乙局", "丙局")]
    county = _county(members)
    rows = "".join(f"{name},,某县人民政府,2023,,,\n" for name in ("甲局", "乙局", "丙局"))
    complete = f"{ROSTER}某县人民政府,county,,2023,,,yes\n{rows}"
    assert codes(check(tmp_path, [*members, county], roster=complete)) == []
    granted_one(members[0])  # a member changed, and the sum did not
    wrong = check(tmp_path, [*members, county], roster=complete)
    assert {code for _, code, _ in codes(wrong)} == {"GR803"}
    assert len(wrong.findings) == 2  # received and granted, and no total of them
    incomplete = complete.replace(",yes", ",")
    assert codes(check(tmp_path, [*members, county], roster=incomplete)) == []
    absent = complete + "丁局,,某县人民政府,2023,,,\n"
    assert {c for _, c, _ in codes(check(tmp_path, [*members, county], roster=absent))} == {"GR801"}


def test_a_broken_file_is_not_a_missing_report(tmp_path: Path) -> None:
    (report,) = made(2023)
    roster = f"{ROSTER}{ORGAN},,,2023,,,\n"
    check(tmp_path, [report], roster=roster)
    path = tmp_path / "0.toml"
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    settings = Settings(roster=tmp_path / "roster.csv", root=tmp_path.resolve())
    found = run(Request((tmp_path,), settings), candidates([tmp_path])).findings
    assert [f.code for f in found] == ["GR002"]


def test_a_toml_roster_says_the_same_as_a_csv_one(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text(
        '[[organs]]\norgan = "县政府"\nkind = "county"\ncomplete = true\n'
        '[[organs]]\norgan = "甲局"\nparent = "县政府"\n"first-year" = 2021\naliases = ["乙局", "丙局"]\n',
        "utf-8",
    )
    (tmp_path / "r.csv").write_bytes(
        b"\xef\xbb\xbf"
        + "Organ, Kind ,parent,First Year,aliases,complete\r\n"
        "县政府,县级人民政府,,,,是\r\n甲局,,县政府,2021,乙局；丙局,\r\n".encode()
    )
    first, second = (read_roster(tmp_path / name).organs for name in ("r.toml", "r.csv"))
    assert [one.__reduce__() and (one.name, one.kind, one.parent, one.first_year, one.aliases,
                                  one.complete) for one in first] == [
        (one.name, one.kind, one.parent, one.first_year, one.aliases, one.complete) for one in second
    ]  # fmt: skip


UNCLEAR = {
    "the year in quotation marks": lambda text: text.replace("year = 2022", 'year = "2022"'),
    "the year with a decimal": lambda text: text.replace("year = 2022", "year = 2022.0"),
    "the year's key mistyped": lambda text: text.replace("year = 2022", "yeer = 2022"),
    "no year": lambda text: text.replace("year = 2022\n", ""),
    "no organ": lambda text: re.sub(r"organization = .*\n", "", text),
    "the organ's key mistyped": lambda text: text.replace("organization =", "organisation ="),
    "the organ in apostrophes, and broken": lambda text: re.sub(
        'organization = "(.*)"', r"organization = '\1'", text.replace("[review", "[[review")
    ),
    "in one table, and broken": lambda text: re.sub(
        r"\[report\]\n(.*)\n(.*)\n", r"report = { \1, \2 }\nedition =\n", text
    ),
}


@pytest.mark.parametrize("unclear", UNCLEAR.values(), ids=list(UNCLEAR))
def test_a_report_that_does_not_say_what_it_is_on_is_not_missing(
    tmp_path: Path, unclear: Callable[[str], str]
) -> None:
    organs = [organ_name(n) for n in range(3)]
    for number, organ in enumerate(organs):
        for report in series(organ, [2021, 2022]):
            path = tmp_path / f"{number}-{report.about['year']}.toml"
            path.write_text(report.text(), "utf-8")
    roster = "organ\n" + "\n".join(organs)
    path = tmp_path / "0-2022.toml"
    text = unclear(path.read_text("utf-8"))
    assert text != path.read_text("utf-8")
    path.write_text(text, "utf-8")
    assert {finding[0] for finding in codes(check(tmp_path, [], roster=roster))} == {"0-2022.toml"}
    path.write_bytes(text.encode("utf-16"))
    assert {finding[0] for finding in codes(check(tmp_path, [], roster=roster))} == {"0-2022.toml"}
    path.unlink()
    assert [finding[1] for finding in codes(check(tmp_path, [], roster=roster))] == ["GR801"]


def test_no_report_is_asked_for_before_there_was_an_official_format(tmp_path: Path) -> None:
    (report,) = series(organ_name(0), [2019])
    (tmp_path / "2019.toml").write_text(report.text(), "utf-8")
    roster = f"organ,first year\n{organ_name(0)},2008\n"
    assert codes(check(tmp_path, [], roster=roster)) == []


def test_a_file_is_read_once_however_it_is_reached(tmp_path: Path) -> None:
    (report,) = series(organ_name(0), [2023])
    (tmp_path / "2023.toml").write_text(report.text(), "utf-8")
    (tmp_path / ".kept").mkdir()
    (tmp_path / ".kept" / "2022.toml").write_text(
        next(series(organ_name(0), [2022])).text(), "utf-8"
    )
    (tmp_path / "latest.toml").symlink_to("2023.toml")
    (tmp_path / "linked.toml").symlink_to(".kept/2022.toml")
    (tmp_path / "b").mkdir()
    files = [str(tmp_path / "2023.toml"), str(tmp_path / "b" / ".." / "2023.toml"), str(tmp_path)]
    for paths in ([str(tmp_path)], files[:2], files):
        found = [one.path.name for one in candidates(list(map(Path, paths)))]
        assert found.count("2023.toml") == 1
        assert "latest.toml" not in found
    assert "linked.toml" in [one.path.name for one in candidates([tmp_path])]


@pytest.mark.parametrize("data", [b"x = \n", 'a = "中文"\n'.encode("gbk"), b"[tool.report]\nx = ["])
def test_what_is_broken_and_no_report_is_passed_over(tmp_path: Path, data: bytes) -> None:
    (report,) = series(organ_name(0), [2023])
    (tmp_path / "2023.toml").write_text(report.text(), "utf-8")
    (tmp_path / "other.toml").write_bytes(data)
    assert codes(check(tmp_path, [])) == []
    (tmp_path / "other.toml").write_bytes(b'edition = "2021"\n' + data)
    assert {finding[0] for finding in codes(check(tmp_path, []))} == {"other.toml"}
