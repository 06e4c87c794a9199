"""What stands on the pages of a site, how they hang together, and that they are sound HTML."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from publish.district import (
    BUREAU,
    COUNTY,
    NEW,
    OFFICE,
    TOWN,
    YEARS,
    elements,
    files,
    matrix,
    pages,
    reports,
    site,
    words,
    write,
)
from repository.generate import series
from samples import govreport

from govreport.edition import editions
from govreport.publish.site import site_tasks
from govreport.rendering.layout import number_text
from govreport.tomlio import load

read = cache(pages)  # of folders that do not change


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("district")
    write(folder, reports())
    return folder


@pytest.fixture(scope="module")
def out(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("public") / "site"
    done = site(folder, out)
    assert done.code == 0, done.err
    return out


@pytest.fixture(scope="module")
def english(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("english") / "site"
    assert site(folder, out, "--lang", "en").code == 0
    return out


@pytest.fixture(params=["out", "english"])
def either(request: pytest.FixtureRequest) -> Path:
    made = request.getfixturevalue(request.param)
    assert isinstance(made, Path)
    return made


def test_every_page_is_there(out: Path) -> None:
    written = set(files(out))
    for organ in (COUNTY, TOWN, OFFICE, BUREAU, NEW):
        assert f"organs/{organ}.html" in written
    for name in reports():
        stem = "reports/" + name.removesuffix(".toml").replace("/", "-")
        assert {stem + ending for ending in (".html", ".docx", ".xlsx", ".toml")} <= written
    assert {f"years/{year}.html" for year in YEARS} <= written


def test_every_link_leads_to_a_file_of_the_site(either: Path) -> None:
    found = read(either)
    standing = set(files(either))
    ids = {name: {one.get("id") for one in elements(page)} for name, page in found.items()}
    linked = set()
    for name, page in found.items():
        for one in elements(page):
            for attribute in ("href", "src", "action", "data", "poster", "srcset"):
                target = one.get(attribute)
                if target is None:
                    continue
                assert re.match(r"[a-z]+:|/", target) is None, target
                path, _, fragment = unquote(target).partition("#")
                there = Path(name).parent / path if path else Path(name)
                at = re.sub(r"[^/]+/\.\./", "", there.as_posix())
                assert at in standing, (name, target)
                assert not fragment or fragment in ids[at], (name, target)
                linked.add(at)
    assert linked == standing - {".govreport-site.json"}
    for style in ("style.css", "report.css"):
        text = (either / style).read_text("utf-8")
        assert "url(" not in text
        assert "@import" not in text


def test_every_page_can_be_read_with_eyes_closed(either: Path) -> None:
    language = "zh-CN" if either.parent.name.startswith("public") else "en"
    for name, page in read(either).items():
        assert page.get("lang") == language
        (title,) = elements(page, "title")
        assert words(title)
        ids = Counter(one.get("id") for one in elements(page) if one.get("id"))
        assert ids.most_common(1)[0][1] == 1, (name, ids.most_common(1))
        levels = [int(one.tag[-1]) for one in elements(page, "h1", "h2", "h3", "h4")]
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        assert all(b <= a + 1 for a, b in pairwise(levels)), (name, levels)
        for one in elements(page):
            for reference in (one.get("aria-labelledby") or "").split():
                assert reference in ids, (name, reference)
        for table in elements(page, "table"):
            (caption,) = elements(table, "caption")
            assert words(caption)
            assert all(one.get("scope") for one in elements(table, "th")), name
        for region in elements(page, "div"):
            if "scroll" in (region.get("class") or "").split():
                assert region.get("tabindex") == "0"
        first = next(one for one in elements(page, "a"))
        assert first.get("href") == "#main"


def test_the_state_of_every_report(out: Path) -> None:
    ok, missing, exempt = "没有问题", "缺报告", "不必报告"
    assert matrix(read(out)["index.html"]) == {
        COUNTY: [missing, ok, ok],
        TOWN: [ok, ok, ok],
        OFFICE: [ok, "1 处错误", "1 处错误"],
        BUREAU: [ok, missing, ok],
        NEW: [exempt, exempt, ok],
    }


def test_totals_are_those_of_the_roll_up(folder: Path, out: Path, tmp_path: Path) -> None:
    for year in YEARS:
        path = tmp_path / f"{year}.toml"
        govreport("rollup", "reports", "--organization", COUNTY, "--year", str(year),
                  "-o", path, cwd=folder)  # fmt: skip
        summed = load(path.read_bytes()).report
        assert summed is not None
        column = YEARS.index(year)
        page = read(out)["index.html"]
        shown = {}
        for table in elements(page, "table"):
            for row in elements(table, "tr"):
                name, *cells = row
                if len(cells) == len(YEARS):
                    shown[words(name)] = words(cells[column])
        for cell in summed.edition.cells:
            if cell.row.name in shown and cell.column.key == "total":
                text, value = shown[cell.row.name], summed[cell.address]
                assert (
                    text == number_text(value) if value is not None else text[0] + text[-1] == "()"
                )
        received = editions()[-1].cell_at["requests.received.total"].row.name
        assert received in shown


def test_findings_are_told_in_the_words_of_check(folder: Path, out: Path) -> None:
    told = json.loads(govreport("check", "reports", "--format", "json", cwd=folder).out)
    messages = [one["message"] for one in told["findings"] if one["code"] != "GR801"]
    assert len(messages) == 2
    found = read(out)
    office = words(found[f"organs/{OFFICE}.html"])
    for message, year in zip(messages, (2021, 2022), strict=True):
        text = " ".join(message.split())
        assert text in office
        assert text in words(found[f"reports/{OFFICE}-{year}.html"])
    missing = [one["message"] for one in told["findings"] if one["code"] == "GR801"]
    assert len(missing) == 2
    assert all(
        any(" ".join(one.split()) in words(page) for page in found.values()) for one in missing
    )


def test_a_wrong_figure_is_marked_where_it_stands(out: Path) -> None:
    page = read(out)[f"reports/{OFFICE}-2022.html"]
    (marked,) = (one for one in elements(page, "td") if "marked" in (one.get("class") or ""))
    assert marked.get("id") == "requests.received.enterprise"
    (number,) = elements(marked, "a")
    (finding,) = (one for one in elements(page, "li") if one.get("id") == "finding-1")
    assert number.get("href") == "#finding-1"
    assert any(one.get("href") == f"#{marked.get('id')}" for one in elements(finding, "a"))


def test_a_wrong_figure_is_marked_in_its_course(out: Path) -> None:
    page = read(out)[f"organs/{OFFICE}.html"]
    plots = [one for one in elements(page) if one.get("class") == "spark"]
    marked = [one for one in plots if "(错误)" in one.get("aria-label")]
    crosses = [any(part.get("class") == "doubt" for part in plot) for plot in plots]
    assert crosses == [one in marked for one in plots]
    wrong = [cell for cell in elements(page, "td") if cell.get("class") == "marked error"]
    assert 0 < len(marked) <= len(wrong)


@pytest.mark.usefixtures("no_office")
def test_a_wrong_number_in_the_prose_is_marked_where_it_stands(tmp_path: Path) -> None:
    (made,) = series("甲县乙局", (2022,))
    made.texts["overview"] += "\n全年共收到政府信息公开申请 999 件。"
    write(tmp_path, {"甲县乙局/2022.toml": made})
    (tmp_path / "govreport.toml").unlink()
    assert site(tmp_path, tmp_path / "out").code == 0
    page = pages(tmp_path / "out")["reports/甲县乙局-2022.html"]
    (marked,) = elements(page, "mark")
    assert "999" in words(marked)
    (paragraph,) = (one for one in elements(page, "p") if "999" in words(one) and marked in one)
    assert words(paragraph) == "全年共收到政府信息公开申请 999 件1。"


def test_everything_can_be_had_as_csv(folder: Path, out: Path) -> None:
    exported = govreport("export", "reports", cwd=folder).out
    assert (out / "data/cells.csv").read_text("utf-8") == exported
    states = list(csv.DictReader(io.StringIO((out / "data/states.csv").read_text("utf-8"))))
    assert Counter(one["state"] for one in states) == Counter(ok=9, wrong=2, missing=2, exempt=2)
    findings = list(csv.DictReader(io.StringIO((out / "data/findings.csv").read_text("utf-8"))))
    told = json.loads(govreport("check", "reports", "--format", "json", cwd=folder).out)
    assert [one["message"] for one in findings] == [one["message"] for one in told["findings"]]


def test_only_plain_data_reaches_a_template(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_plain(value: object) -> bool:
        if type(value) is dict:
            return all(only_plain(key) and only_plain(one) for key, one in value.items())
        return all(map(only_plain, value)) if type(value) is list else type(value) in (str, int)

    given = {}

    def fill(template: str, data: dict[str, object]) -> str:
        given[template] = only_plain(data)
        return ""

    monkeypatch.setattr(site_tasks, "fill_page", fill)
    assert site(folder, tmp_path / "out", "--jobs", "1").code == 0
    assert given == dict.fromkeys(
        ("site/index.html.j2", "site/organ.html.j2", "site/report.html.j2", "site/year.html.j2"),
        True,
    )


@pytest.mark.usefixtures("no_office")
def test_the_csv_has_the_order_of_the_export(tmp_path: Path) -> None:
    (made,) = series("甲县乙局", (2022,))
    for number, name in enumerate(("a-b/x", "a/x", "a.b/x", "a/-")):
        made.about["organization"] = f"甲县{number}局"
        write(tmp_path, {f"{name}.toml": made})
    (tmp_path / "govreport.toml").unlink()
    assert site(tmp_path, tmp_path / "out").code == 0
    exported = govreport("export", "reports", cwd=tmp_path).out
    assert (tmp_path / "out/data/cells.csv").read_text("utf-8") == exported


def test_the_years_of_an_organ_stand_side_by_side(out: Path) -> None:
    page = read(out)[f"organs/{TOWN}.html"]
    made = {int(str(one.about["year"])): one for name, one in reports().items() if TOWN in name}
    rows = [[words(cell) for cell in row] for row in elements(page, "tr")]
    name = editions()[-1].cell_at["requests.received.total"].row.name
    wanted = [str(made[year].values["requests.received.total"]) for year in YEARS]
    assert any(row[0] == name and row[1:4] == wanted for row in rows)
    carried = editions()[-1].cell_at["requests.carried_in.total"].row.name
    pairs = [f"{made[y].values['requests.carried_in.total']}" for y in YEARS[1:]]
    assert any(row[0] == carried and row[1:] == [f"{n} = {n}" for n in pairs] for row in rows)


def test_an_english_page_has_the_official_names_beside_english(english: Path) -> None:
    page = read(english)[f"organs/{TOWN}.html"]
    official = [one for one in elements(page, "span") if one.get("lang") == "zh-CN"]
    assert official
    text = words(page)
    assert "Natural person" in text
    assert all(label in text for label in ("自然人", "行政规范性文件"))
