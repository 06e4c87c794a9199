"""`check --changed-since`: everything that the full run says because of a change, and not the rest."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from repository.command import govreport
from repository.generate import Made, organ_name, series
from repository.planted import bump, carry_in, granted_one, review_zero
from repository.test_example import git

A, B, C = (organ_name(number) for number in range(3))
YEARS = range(2021, 2025)


def made(organ: str) -> dict[int, Made]:
    return dict(zip(YEARS, series(organ, YEARS), strict=True))


def write(path: Path, report: Made | str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report if isinstance(report, str) else report.text(), "utf-8")


def commit(folder: Path) -> None:
    if not (folder / ".git").exists():
        git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "reports")


def found(folder: Path, *arguments: str | Path) -> list[str]:
    done = govreport("check", *arguments, "--format", "json", cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return [f"{Path(f['path']).name} {f['code']}" for f in json.loads(done.stdout)["findings"]]


def changed(folder: Path, *arguments: str | Path) -> list[str]:
    return found(folder, "--changed-since", "HEAD", *arguments)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three organs over four years, all in order and committed."""
    below = tmp_path / "g"
    for name, organ in (("a", A), ("b", B), ("c", C)):
        for year, report in made(organ).items():
            write(below / "r" / name / f"{year}.toml", report)
    commit(below)
    return below


def spoil(folder: Path) -> None:
    report = made(A)[2022]
    review_zero(report)
    write(folder / "r" / "a" / "2022.toml", report)


@pytest.mark.no_cover  # many cases of what other tests run as well
@pytest.mark.parametrize(
    ("where", "path"),
    [
        (".", ""),
        (".", "r"),
        ("r", ".."),
        ("r/a", "../../r"),
        (".", "../g"),
        (".", "r/../r"),
        (".", "r/b/../a/2022.toml"),
        ("r", "../r/a/2022.toml"),
        ("..", "g/../g/r"),
        ("..", "link"),
        ("..", "link/r/a"),
        ("..", "2022.toml"),
        ("link", "."),
    ],
)
def test_a_path_is_the_same_however_it_is_written(folder: Path, where: str, path: str) -> None:
    spoil(folder)
    (folder.parent / "link").symlink_to(folder)
    (folder.parent / "2022.toml").symlink_to(folder / "r" / "a" / "2022.toml")
    at = folder / where if where != "link" else folder.parent / "link"
    given = (path,) if path else ()
    assert found(at, *given) == ["2022.toml GR402"]
    assert changed(at, *given) == ["2022.toml GR402"]
    assert changed(at, at / path) == ["2022.toml GR402"]


def test_standard_input_is_a_change(folder: Path) -> None:
    spoil(folder)
    text = (folder / "r" / "a" / "2022.toml").read_text("utf-8")
    git(folder, "checkout", "-q", ".")
    done = govreport("check", "--changed-since", "HEAD", "-", cwd=folder, given=text)
    assert (done.returncode, "GR402" in done.stdout) == (1, True), done.stderr


def test_paths_in_different_repositories_are_refused(folder: Path) -> None:
    other = folder.parent / "h"
    write(other / "2021.toml", made(B)[2021])
    commit(other)
    done = govreport("check", "--changed-since", "HEAD", ".", "../h", cwd=folder)
    assert done.returncode == 2
    assert "仓库" in done.stderr


def test_a_repository_within_the_repository(folder: Path) -> None:
    spoil(folder)
    (folder / "inner").mkdir()
    (folder / "r" / "a" / "2022.toml").rename(folder / "inner" / "2022.toml")
    git(folder, "checkout", "-q", ".")
    commit(folder / "inner")
    assert "2022.toml GR402" in changed(folder)


def carried_over(report: Made) -> None:
    """One more request that waits for next year; everything still adds up."""
    bump(report, "requests.received.enterprise", "requests.received.total",
         "requests.carried_over.enterprise", "requests.carried_over.total")  # fmt: skip


@pytest.mark.parametrize(
    "aliases",
    [
        f'aliases = ["{A}"]',
        f"aliases = ['{A}']",
        f'aliases = ["{A}", "旧[某]局"] # 原名]',
        f'aliases = [ # 见附件[1]\n  "{A}",\n]',
        'aliases = ["' + "".join(f"\\u{ord(c):04x}" for c in A) + '"]',
        f'"aliases" = ["{A}"]',
    ],
)
@pytest.mark.parametrize(
    "organ", [f'organization = "{B}"', f"organization = '{B}'", f'organization = """{B}"""']
)
def test_the_year_after_under_a_new_name(tmp_path: Path, aliases: str, organ: str) -> None:
    reports = made(A)
    write(tmp_path / "2023.toml", reports[2023])
    text = reports[2024].text()
    assert f'organization = "{A}"' in text
    write(tmp_path / "2024.toml", text.replace(f'organization = "{A}"', f"{organ}\n{aliases}"))
    commit(tmp_path)
    assert found(tmp_path) == []
    carried_over(reports[2023])
    write(tmp_path / "2023.toml", reports[2023])
    assert found(tmp_path) == ["2024.toml GR701"]
    assert changed(tmp_path) == ["2024.toml GR701"]


def test_names_that_follow_from_one_another(tmp_path: Path) -> None:
    reports = made(A)
    for year, name, aliases in ((2022, A, []), (2023, B, [A]), (2024, C, [B])):
        reports[year].about |= {"organization": name, "aliases": aliases}
        write(tmp_path / f"{year}.toml", reports[year])
    commit(tmp_path)
    # 2023 is as it ought to be but for 2022, which only what 2024 says lets one know
    reports[2024].values["disclosure.regulations.in_force"] += 3
    write(tmp_path / "2024.toml", reports[2024])
    assert changed(tmp_path) == found(tmp_path) == ["2024.toml GR702"]


def test_a_name_given_up_sets_other_reports_apart(tmp_path: Path) -> None:
    """The report of 2024 no longer says what the organ was called: that of 2023 goes missing."""
    reports = made(A)
    reports[2024].about |= {"organization": B, "aliases": [A]}
    for year in (2023, 2024):
        write(tmp_path / f"{year}.toml", reports[year])
    write(tmp_path / "roster.csv", f"organ,first year\n{B},2023\n")
    write(tmp_path / "govreport.toml", 'roster = "roster.csv"\n')
    commit(tmp_path)
    assert found(tmp_path) == []
    reports[2024].about["aliases"] = []
    write(tmp_path / "2024.toml", reports[2024])
    assert changed(tmp_path) == found(tmp_path) == ["roster.csv GR801"]


def test_what_a_correction_two_years_before_brings_to_light(folder: Path) -> None:
    """A stock that had been set right goes wrong when the year it was set right against moves."""
    reports = made(A)
    cell = "disclosure.regulations.in_force"
    bump(reports[2022], cell, by=3)  # mistaken; 2023 follows from what it should have been
    write(folder / "r" / "a" / "2022.toml", reports[2022])
    commit(folder)
    assert found(folder) == ["2022.toml GR702"]
    bump(reports[2021], cell, by=3)  # now 2022 is right, and 2023 is not
    write(folder / "r" / "a" / "2021.toml", reports[2021])
    assert changed(folder) == found(folder) == ["2023.toml GR702"]


def test_a_waiver_that_a_change_makes_idle(folder: Path) -> None:
    reports = made(A)
    carry_in(reports[2023])
    reports[2023].waivers.append({"code": "GR701", "reason": "更正。"})
    write(folder / "r" / "a" / "2023.toml", reports[2023])
    commit(folder)
    assert found(folder) == []
    carried_over(reports[2022])
    write(folder / "r" / "a" / "2022.toml", reports[2022])
    assert changed(folder) == found(folder) == ["2023.toml GR008"]


def test_a_copy_from_an_organ_that_is_not_touched(folder: Path) -> None:
    write(folder / "govreport.toml", "[limits]\ncopied-narrative-others = true\n")
    commit(folder)
    report = made(C)[2024]
    report.texts["overview"] = made(A)[2024].texts["overview"]
    write(folder / "r" / "c" / "2024.toml", report)
    assert changed(folder) == found(folder) == ["2024.toml GR703"]
    (folder / "r" / "c" / "2024.toml").rename(folder / "0.toml")  # the copy comes first now
    done = govreport("check", "--changed-since", "HEAD", "--format", "json", cwd=folder)
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["path"], finding["code"]) == ("r/a/2024.toml", "GR703")


def test_the_first_commit_of_a_repository(tmp_path: Path) -> None:
    report = made(A)[2022]
    review_zero(report)
    write(tmp_path / "2022.toml", report)
    git(tmp_path, "init", "-q")
    assert changed(tmp_path) == ["2022.toml GR402"]
    git(tmp_path, "add", "-A")
    assert changed(tmp_path) == ["2022.toml GR402"]
    done = govreport("check", "--changed-since", "HEAD~1", cwd=tmp_path)
    assert done.returncode == 2
    assert "还没有提交" in done.stderr
    assert "fetch-depth" not in done.stderr


def test_the_hint_about_a_revision_fits(folder: Path) -> None:
    (folder / "x").write_text("")
    commit(folder)
    done = govreport("check", "--changed-since", "mian", cwd=folder)
    assert done.returncode == 2
    assert "“mian”" in done.stderr
    assert "fetch-depth" not in done.stderr
    shallow = folder.parent / "shallow"
    git(folder.parent, "clone", "-q", "--depth", "1", folder.as_uri(), str(shallow))
    done = govreport("check", "--changed-since", "HEAD~1", cwd=shallow)
    assert done.returncode == 2
    assert "fetch-depth" in done.stderr


def test_a_folder_that_is_not_there_is_named(folder: Path) -> None:
    done = govreport("check", "--changed-since", "HEAD", "nowhere/2021.toml", cwd=folder)
    assert done.returncode == 2
    assert "nowhere/2021.toml" in done.stderr


@pytest.mark.parametrize("below", ["", "r", "r/a"])
@pytest.mark.parametrize("gone", [True, False])
def test_another_configuration_is_another_matter(folder: Path, below: str, gone: bool) -> None:
    spoil(folder)
    config = folder / "govreport.toml"
    if gone:
        write(config, 'ignore = ["GR4"]\n')
    commit(folder)
    assert changed(folder / below) == []
    if gone:
        config.unlink()
    else:
        write(config, 'ignore = ["GR3"]\n')
    assert found(folder / below) == ["2022.toml GR402"]
    assert changed(folder / below) == ["2022.toml GR402"]


def test_a_roster_that_is_gone_is_not_passed_over(folder: Path) -> None:
    write(folder / "roster.csv", f"organ\n{A}\n{B}\n{C}\n")
    write(folder / "govreport.toml", 'roster = "roster.csv"\n')
    commit(folder)
    (folder / "roster.csv").unlink()
    done = govreport("check", "--changed-since", "HEAD", cwd=folder)
    assert done.returncode == 2
    assert "roster.csv" in done.stderr


def test_a_roster_is_known_through_a_link(folder: Path) -> None:
    write(folder / "lists" / "now.csv", f"organ\n{A}\n{B}\n{C}\n")
    (folder / "roster.csv").symlink_to("lists/now.csv")
    write(folder / "govreport.toml", 'roster = "r/../roster.csv"\n')
    commit(folder)
    write(folder / "lists" / "next.csv", f"organ\n{A}\n{B}\n{C}\n丁局\n")
    assert changed(folder) == []
    (folder / "roster.csv").unlink()
    (folder / "roster.csv").symlink_to("lists/next.csv")
    assert changed(folder) == found(folder) == ["roster.csv GR801"] * 4


def test_a_baseline_that_was_shortened(folder: Path) -> None:
    spoil(folder)
    govreport("check", "--baseline", "known.json", "--write-baseline", cwd=folder)
    commit(folder)
    assert changed(folder, "--baseline", "known.json") == []
    write(folder / "known.json", '{"version": 1, "findings": []}')
    assert changed(folder, "--baseline", "known.json") == ["2022.toml GR402"]


def test_what_is_not_shown_stays_in_the_baseline(folder: Path) -> None:
    reports = made(A)
    carry_in(reports[2024])
    write(folder / "r" / "a" / "2024.toml", reports[2024])
    govreport("check", "--baseline", "../known.json", "--write-baseline", cwd=folder)
    known = (folder.parent / "known.json").read_text("utf-8")
    assert "GR701" in known
    commit(folder)
    granted_one(reports[2021])
    write(folder / "r" / "a" / "2021.toml", reports[2021])
    for more in ((), ("--write-baseline",)):
        done = govreport(
            "check", "--changed-since", "HEAD", "--baseline", "../known.json", *more, cwd=folder
        )
        assert done.returncode == 0
        assert "缩短" not in done.stderr
        assert (folder.parent / "known.json").read_text("utf-8") == known


def test_the_last_years_report_that_is_gone(folder: Path) -> None:
    """Whether a year is due, only everybody's reports tell."""
    write(folder / "roster.csv", f"organ,first year\n{A},2021\n{B},2021\n{C},2021\n")
    write(folder / "govreport.toml", 'roster = "roster.csv"\n')
    commit(folder)
    (folder / "r" / "a" / "2024.toml").unlink()
    assert changed(folder) == found(folder) == ["roster.csv GR801"]
    git(folder, "checkout", "-q", ".")
    (folder / "r" / "a" / "2024.toml").rename(folder / "a-2024.toml")
    assert changed(folder) == found(folder) == []


def test_who_reports_first_is_not_blamed_for_the_others(folder: Path) -> None:
    write(folder / "roster.csv", f"organ,first year\n{A},2021\n{B},2021\n{C},2021\n")
    write(folder / "govreport.toml", 'roster = "roster.csv"\n')
    commit(folder)
    write(folder / "r" / "a" / "2025.toml", list(series(A, range(2021, 2026)))[-1])
    assert found(folder) == ["roster.csv GR801"] * 2
    assert changed(folder) == []


def test_a_member_under_its_former_name(tmp_path: Path) -> None:
    """The sum of the members is known although one of them has another name on the roster."""
    members = [made(organ)[2023] for organ in (A, B)]
    sums = made(C)[2023]
    sums.about["scope"] = "rollup"
    sums.values = {k: round(members[0].values[k] + members[1].values[k], 2) for k in sums.values}
    for name, report in (("a", members[0]), ("b", members[1]), ("sum", sums)):
        write(tmp_path / f"{name}.toml", report)
    write(tmp_path / "roster.csv",
          f"organ,parent,aliases,complete\n{C},,,yes\n{A},{C},,\n新名局,{C},{B},\n")  # fmt: skip
    write(tmp_path / "govreport.toml", 'roster = "roster.csv"\nselect = ["GR803"]\n')
    commit(tmp_path)
    assert found(tmp_path) == []
    granted_one(members[0])
    write(tmp_path / "a.toml", members[0])
    assert changed(tmp_path) == found(tmp_path) != []


@pytest.mark.no_cover  # many cases of what other tests run as well
@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_new_is_shown(folder: Path, seed: int) -> None:
    """What all reports together did not show before a change and show after it, is shown."""
    rng = random.Random(seed)
    write(
        folder / "roster.csv", f"organ,first year,aliases\n{A},2021,\n{B},2021,旧名局\n{C},2021,\n"
    )
    write(
        folder / "govreport.toml",
        'roster = "roster.csv"\n[limits]\ncopied-narrative-others = true\n',
    )
    commit(folder)
    before = set(findings(folder))
    for _ in range(rng.randint(1, 3)):
        path = rng.choice(sorted((folder / "r").rglob("*.toml")))
        edit(path, rng)
    after = set(findings(folder))
    assert set(findings(folder, "--changed-since", "HEAD")) >= after - before


def edit(path: Path, rng: random.Random) -> None:
    """One of the things that people do to a report."""
    text = path.read_text("utf-8")
    kind = rng.choice(
        ["number", "number", "number", "delete", "move", "organ", "year", "scope", "copy"]
    )
    if kind == "delete":
        path.unlink()
    elif kind == "move":
        path.rename(path.with_name(f"moved-{path.name}"))
    elif kind == "copy":
        write(path.with_name(f"copy-{path.name}"), text)
    elif kind == "number":
        lines = text.split("\n")
        at = rng.choice([n for n, line in enumerate(lines) if re.fullmatch(r"\w+ = \d+", line)])
        lines[at] += "1"
        write(path, "\n".join(lines))
    else:
        old, new = {
            "organ": (
                r'organization = "[^"]+"',
                f'organization = "{rng.choice([A, B, C, "旧名局"])}"',
            ),
            "year": (r"year = \d+", f"year = {rng.choice([2021, 2022, 2023, 2024])}"),
            "scope": ('scope = "own"', 'scope = "rollup"'),
        }[kind]
        write(path, re.sub(old, new, text, count=1))


def findings(folder: Path, *arguments: str) -> list[tuple[object, ...]]:
    done = govreport("check", *arguments, "--format", "json", cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    keys = ("path", "code", "cell", "expected", "actual", "message")
    return [tuple(one[key] for key in keys) for one in json.loads(done.stdout)["findings"]]


def test_a_repository_below_a_hidden_folder(folder: Path) -> None:
    write(folder / "roster.csv", f"organ,first year\n{A},2021\n{B},2021\n{C},2021\n")
    write(folder / "govreport.toml", 'roster = "roster.csv"\n')
    commit(folder)
    hidden = folder.parent / ".work" / "g"
    hidden.parent.mkdir()
    folder.rename(hidden)
    (hidden / "r" / "a" / "2023.toml").unlink()
    assert changed(hidden) == found(hidden) == ["roster.csv GR801"]
