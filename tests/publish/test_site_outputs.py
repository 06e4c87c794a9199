"""A site is written as a build is: the same whoever makes it, only what changed, never outside OUT."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from oracles import parsed
from publish.district import MEMORY, OFFICE, TOWN, elements, files, reports, site, write
from repository.planted import bump
from samples import govreport

from govreport.publish import standing, target
from govreport.publish.site import site_tasks


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of a district, of which the tests take copies."""
    district = tmp_path_factory.mktemp("district")
    write(district, reports())
    return district


@pytest.fixture
def folder(district: Path, tmp_path: Path) -> Path:
    return copy(district, tmp_path / "district")


@pytest.fixture(scope="module")
def whole(district: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with all its downloads, for copies of it."""
    out = tmp_path_factory.mktemp("whole") / "out"
    assert site(district, out).code == 0
    return out


@pytest.fixture(scope="module")
def plain(district: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as an installation without the libraries of offices makes it, for copies of it."""
    out = tmp_path_factory.mktemp("plain") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_tasks, "find_spec", lambda name: None)
        assert site(district, out).code == 0
    return out


@pytest.fixture(scope="module")
def changed(district: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with all its downloads, made after a change of two reports."""
    folder = copy(district, tmp_path_factory.mktemp("changed") / "district")
    change_town(folder)
    assert site(folder, folder.parent / "out").code == 0
    return folder.parent / "out"


def copy(made: Path, to: Path) -> Path:
    shutil.copytree(made, to)
    return to


def times(out: Path) -> dict[str, int]:
    return {name: (out / name).stat().st_mtime_ns for name in files(out)}


def change_town(folder: Path) -> None:
    for year in (2021, 2022):
        change(folder, TOWN, year)


def change(folder: Path, organ: str, year: int) -> None:
    made = reports()[f"{organ}/{year}.toml"]
    bump(made, "disclosure.licensing.decisions", by=1)
    (folder / "reports" / organ / f"{year}.toml").write_text(made.text(), "utf-8")


@pytest.mark.no_cover  # many cases of what other tests run as well
def test_the_same_bytes_from_one_process_or_two(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, here = tmp_path / "one", tmp_path / "two", tmp_path / "here"
    assert site(folder, one, "--jobs", "1").code == 0
    monkeypatch.setattr(standing, "ALONE", 1)
    assert site(folder, two, "--jobs", "2").code == 0
    assert files(one) == files(two)
    done = govreport("site", folder.resolve(), "--out", here, cwd=tmp_path)
    assert done.code == 0, done.err
    assert files(here) == files(one)  # wherever it is called, and however the paths are typed
    assert str(tmp_path) not in "".join(
        data.decode() for name, data in files(here).items() if not name.endswith((".docx", ".xlsx"))
    )


@pytest.mark.usefixtures("no_office")
def test_what_has_not_changed_is_not_written_again(
    folder: Path, plain: Path, tmp_path: Path
) -> None:
    out = copy(plain, tmp_path / "out")
    before, contents = times(out), files(out)
    done = site(folder, out)
    assert "写了 0 个成品" in done.err
    assert times(out) == before
    change(folder, TOWN, 2022)
    done = site(folder, out)
    assert done.code == 0
    after = files(out)
    changed = {name for name in after if after[name] != contents.get(name)}
    assert changed == {
        f"reports/{TOWN}-2022.html", f"reports/{TOWN}-2022.toml", f"organs/{TOWN}.html",
        "years/2022.html", "index.html", "data/cells.csv", "data/totals.csv", MEMORY,
    }  # fmt: skip
    rewritten = {name for name, stamp in times(out).items() if stamp != before.get(name)}
    assert rewritten == changed
    (out / "index.html").write_text("somebody's", "utf-8")
    assert site(folder, out).code == 0
    assert files(out) == after


@pytest.mark.usefixtures("no_office")
def test_check_writes_nothing_and_names_what_differs(
    folder: Path, plain: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = site(folder, out, "--check")
    assert done.code == 1
    assert "缺少：" in done.out
    assert not out.exists()
    copy(plain, out)
    done = site(folder, out, "--check")
    assert (done.code, done.out) == (0, "")
    change(folder, TOWN, 2022)
    (folder / "reports" / OFFICE / "2021.toml").unlink()
    before = times(out)
    done = site(folder, out, "--check")
    assert done.code == 1
    assert times(out) == before
    assert f"不一致：{(out / 'organs' / TOWN).as_posix()}.html" in done.out
    assert f"多余（报告不在了）：{(out / 'reports' / OFFICE).as_posix()}-2021.html" in done.out


@pytest.mark.no_cover  # many cases of what other tests run as well
@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize("damage", [b"", b"x", b"path"])
def test_a_long_file_is_compared_to_its_last_byte(
    folder: Path, plain: Path, tmp_path: Path, damage: bytes
) -> None:
    out = copy(plain, tmp_path / "out")
    path = out / "data/cells.csv"
    right = path.read_bytes()
    path.write_bytes(right[:-1] if not damage else damage if damage == b"path" else right + damage)
    done = site(folder, out, "--check")
    assert done.code == 1
    assert f"不一致：{path.as_posix()}" in done.out
    assert "写了 1 个成品" in site(folder, out).err
    assert path.read_bytes() == right
    path.unlink()
    assert f"缺少：{path.as_posix()}" in site(folder, out, "--check").out


@pytest.mark.usefixtures("no_office")
def test_pages_of_reports_that_are_gone_go_too_and_nothing_else(
    folder: Path, plain: Path, tmp_path: Path
) -> None:
    out = copy(plain, tmp_path / "out")
    (out / "mine.html").write_text("not the site's")
    (out / f"reports/{OFFICE}-2021.toml").write_text("edited", "utf-8")
    (folder / "reports" / OFFICE / "2021.toml").unlink()
    done = site(folder, out)
    assert done.code == 0
    assert not (out / f"reports/{OFFICE}-2021.html").exists()
    assert f"已删去（报告不在了）：{out.as_posix()}/reports/{OFFICE}-2021.html" in done.err
    assert f"没有删（有人改过）：{out.as_posix()}/reports/{OFFICE}-2021.toml" in done.err
    assert (out / "mine.html").exists()


@pytest.mark.usefixtures("no_office")
def test_the_copies_in_a_site_are_no_reports(folder: Path) -> None:
    out = folder / "public"
    assert govreport("site", "--out", "public", cwd=folder).code == 0
    first = files(out)
    found = govreport("check", "--format", "json", cwd=folder).out
    assert "GR802" not in found
    assert "public/" not in found
    assert govreport("site", "--out", "public", cwd=folder).code == 0
    assert files(out) == first
    exported = govreport("export", cwd=folder).out
    assert (out / "data/cells.csv").read_text("utf-8") == exported


def test_a_folder_with_reports_is_no_place_for_a_site(folder: Path) -> None:
    before = files(folder)
    for arguments in (["--out", "."], ["reports", "--out", "."], ["--out", "reports"],
                      ["reports", "--out", f"reports/{TOWN}"]):  # fmt: skip
        done = govreport("site", *arguments, cwd=folder)
        assert done.code == 2, arguments
        assert "网站不能写到" in done.err
        assert files(folder) == before
    (folder / "published.html").write_text("<p>报告", "utf-8")
    done = govreport("site", "published.html", "--out", "x", cwd=folder)
    assert done.code == 2
    assert "govreport import" in done.err
    assert govreport("site", "-", "--out", "x", cwd=folder).code == 2
    assert govreport("site", "--out", "-", cwd=folder).code == 2
    assert govreport("site", cwd=folder).code == 2


@pytest.mark.usefixtures("no_office")
def test_nothing_is_written_through_a_link(folder: Path, tmp_path: Path) -> None:
    out, outside = tmp_path / "out", tmp_path / "outside"
    outside.mkdir()
    out.mkdir()
    (out / "organs").symlink_to(outside)
    assert site(folder, out).code == 2
    assert list(outside.iterdir()) == []
    (out / "organs").unlink()
    (tmp_path / "victim").write_text("keep")
    (out / "index.html").symlink_to(tmp_path / "victim")
    assert site(folder, out).code == 0
    assert (tmp_path / "victim").read_text() == "keep"
    assert not (out / "index.html").is_symlink()


@pytest.mark.usefixtures("no_office")
def test_without_the_libraries_there_are_no_such_downloads(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = site(folder, out)
    assert done.code == 0
    assert "docx、xlsx" in done.err
    assert not [name for name in files(out) if name.endswith((".docx", ".xlsx"))]
    page = parsed((out / f"reports/{TOWN}-2022.html").read_text("utf-8"))
    downloads = [one.get("href") for one in elements(page, "a") if one.get("download") is not None]
    assert len(downloads) == 1
    assert downloads[0].endswith("-2022.toml")


def test_what_cannot_be_read_stops_it(folder: Path, tmp_path: Path) -> None:
    assert govreport("site", "nowhere", "--out", tmp_path / "x", cwd=folder).code == 2
    (tmp_path / "empty").mkdir()
    done = govreport("site", "empty", "--out", "x", cwd=tmp_path)
    assert done.code == 2
    assert "没有找到报告" in done.err
    assert not (tmp_path / "x").exists()


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("after", [0.5, 1.0])
def test_a_kill_leaves_every_file_old_or_new(
    folder: Path, whole: Path, changed: Path, tmp_path: Path, after: float
) -> None:
    out = copy(whole, tmp_path / "out")
    old, new = files(whole), files(changed)
    change_town(folder)
    command = [sys.executable, "-m", "govreport", "site", "reports", "--out", str(out)]
    with subprocess.Popen(
        command, cwd=folder, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        time.sleep(after)
        os.killpg(process.pid, signal.SIGKILL)
    for name, data in files(out).items():
        if not name.startswith(".") and not name.endswith((".docx", ".xlsx")):
            assert data in (old.get(name), new.get(name)), name
    assert site(folder, out).code == 0
    assert files(out) == new
    assert not (out / target.SHELF).exists()
