"""Every command on a Windows of sorts (`system/sitecustomize.py`), and as it is here: the same comes of it."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import cast
from urllib.parse import unquote

import pexpect  # type: ignore[import-untyped]
import pytest
from samples import CITY, ROOT, SEED, govreport

from govreport import paths
from govreport.cli.app import COMMANDS
from govreport.errors import GovreportError
from govreport.escape import relative_uri
from govreport.repository import pool
from govreport.repository.walk import source_name

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="plays Windows by way of /proc"),
    pytest.mark.no_cover,  # many processes that do what other tests do as well
]
SYSTEM = Path(__file__).parent / "system"
ASK = "--organization 云麓县水务局 --year 2023"
COUNTY = "--organization 云麓县人民政府 --year 2022"

# What is tried of each command, those of them that there are. All are given a folder with reports.
CASES = {
    "interview": [
        "interview 新.toml --no-input --from last.toml --data-file data.toml --data requests=0",
        "interview 新.toml --no-input --data year=x",
    ],
    "new": [f"new 新.toml {ASK} --from last.toml", f"new last.toml {ASK}", f"new - {ASK}"],
    "check": [
        "check",
        "check reports --format json --format sarif:out.sarif --format junit:out.xml --jobs 2",
        "check reports --statistics",
        "check wrong.toml --fix",
        "check reports --baseline known.json --write-baseline",
        "check nowhere.toml",
        "check 乱码.toml",
        "check last.toml --changed-since HEAD",
    ],
    "rules": ["rules", "rules GR301 --lang en"],
    "render": [
        "render city.toml",
        "render city.toml -o city.docx",
        "render city.toml -o city.xlsx",
        "render city.toml -o city.html",
        "render city.toml -o reports",
        "render city.toml --templates templates",
    ],
    "build": [
        "build reports --out 成品 --jobs 2 --format text --format markdown --format html",
        "build reports/songshi --out 成品 --format docx --format xlsx",
        "build reports --out 成品 --check",
    ],
    "import": [
        "import city.html -o 新.toml",
        "import city.docx -o 新.toml",
        "import city.xlsx --format json",
    ],
    "rollup": [f"rollup reports {COUNTY} -o 汇总.toml"],
    "diff": ["diff reports/xian/2021.toml reports/xian/2022.toml"],
    "site": ["site reports --out 网站 --jobs 2"],
    "export": ["export", "export reports --format jsonl -o out.jsonl"],
    "schema": ["schema --edition 2021"],
}
TRIED = [case for name, cases in CASES.items() if name in COMMANDS for case in cases]
DATA = 'organization = "云麓县水务局"\nyear = 2023\nkind = "department"\ndate = 2024-01-20\n'


def test_every_command_is_tried() -> None:
    assert set(COMMANDS) <= CASES.keys()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drive with a folder of reports, of which the tests take copies."""
    folder = tmp_path_factory.mktemp("office") / "C:" / "我的 报告"
    shutil.copytree(ROOT / "examples" / "repository", folder)
    shutil.rmtree(folder / "output")
    last = folder / "reports" / "shuiwu" / "2022.toml"
    shutil.copy(last, folder / "last.toml")
    shutil.copy(CITY, folder / "city.toml")
    text = SEED.read_text("utf-8")
    (folder / "wrong.toml").write_text(re.sub(r"(?m)^total = \d+\n", "", text, count=1), "utf-8")
    (folder / "乱码.toml").write_bytes(text.encode("gb18030"))
    (folder / "data.toml").write_text(DATA, "utf-8")
    (folder / "templates").mkdir()
    (folder / "templates" / "report.txt.j2").write_text("{% for n in 5 %}", "utf-8")
    for ending in ("html", "docx", "xlsx"):
        assert govreport("render", "city.toml", "-o", f"city.{ending}", cwd=folder).code == 0
    return folder.parent


def copy(office: Path, to: Path) -> Path:
    shutil.copytree(office, to / "C:")
    return to / "C:" / "我的 报告"


def environment(**more: str) -> dict[str, str]:
    """That of a Chinese Windows, where most variables of a locale are not set."""
    gone = ("LANG", "LC_", "TERM", "GOVREPORT", "PYTHON", "GITHUB_", "GIT_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(gone)}
    return {**kept, "PYTHONPATH": str(SYSTEM), "PYTHONIOENCODING": "cp936:strict", **more}


def windows(*arguments: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A command with its output in pipes."""
    return subprocess.run(
        [sys.executable, "-m", "govreport", *arguments], cwd=cwd, env=environment(**more),
        stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def console(*arguments: str | Path, cwd: Path, **more: str) -> tuple[int, str]:
    """A command at a console in cp936: its exit code, and what is to be seen."""
    reader, writer = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "govreport", *arguments], cwd=cwd, env=environment(**more),
        stdin=writer, stdout=writer, stderr=writer,
    ) as process:  # fmt: skip
        os.close(writer)
        seen = b""
        try:
            while data := os.read(reader, 65536):
                seen += data
        except OSError:  # how a terminal ends
            pass
        os.close(reader)
    return process.returncode, seen.decode("cp936")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("case", TRIED)
def test_the_same_comes_of_a_command(case: str, office: Path, tmp_path: Path) -> None:
    here, there, shown = (copy(office, tmp_path / name) for name in ("here", "there", "shown"))
    arguments = case.split()
    expected = govreport(*arguments, cwd=here)
    done = windows(*arguments, cwd=there)
    assert (done.returncode, done.stdout, done.stderr) == (
        expected.code, expected.out, expected.err,
    )  # fmt: skip
    assert files(there) == files(here)
    code, seen = console(*arguments, cwd=shown)
    assert code == expected.code, seen
    assert "Traceback" not in seen
    assert files(shown) == files(here)


NAMES = ("con.toml", "NUL.toml", "aux", "com1.2025.toml", "a:b.toml", "a?.toml", "a.toml.", "a ")


WRITING = (
    "interview FILE --no-input --data-file data.toml", "build reports --out 成品",
    "render city.toml --format text -o FILE", "check city.toml --output-file FILE",
    "export city.toml -o FILE", "import city.html -o FILE", f"rollup reports {COUNTY} -o FILE",
)  # fmt: skip


@pytest.mark.parametrize(
    ("case", "name"),
    [(f"new FILE {ASK}", name) for name in NAMES]
    + [(case, "aux.toml") for case in WRITING if case.split()[0] in COMMANDS],
)
def test_a_name_that_windows_has_not_is_refused_before_anything_is_written(
    case: str, name: str, office: Path, tmp_path: Path
) -> None:
    if case.split(maxsplit=1)[0] not in COMMANDS:
        pytest.skip("no such command yet")
    folder = copy(office, tmp_path)
    if case.startswith("build"):
        (folder / "reports" / name).mkdir()
        shutil.copy(CITY, folder / "reports" / name / "2025.toml")
    before = files(folder)
    arguments = [name if word == "FILE" else word for word in case.split()]
    done = govreport(*arguments, cwd=folder)
    assert done.code == 2
    assert f"“{name}”" in done.err
    assert files(folder) == before


def test_a_report_whose_output_would_be_a_device_is_named(office: Path, tmp_path: Path) -> None:
    folder = copy(office, tmp_path)
    shutil.copy(CITY, folder / "reports" / "con.toml")
    done = govreport("build", "reports", "--out", "成品", cwd=folder)
    assert done.code == 2
    assert "reports/con.toml" in done.err
    assert not (folder / "成品").exists()


def test_what_is_there_already_is_read_and_written_whatever_it_is_called(tmp_path: Path) -> None:
    shutil.copy(CITY, tmp_path / "a:b.toml")
    assert govreport("check", "a:b.toml", "--fix", cwd=tmp_path).code == 0


def test_from_one_drive_to_another(office: Path, tmp_path: Path) -> None:
    folder, other = copy(office, tmp_path), tmp_path / "D:"
    other.mkdir()
    shutil.copy(folder / "last.toml", other)
    for wrote in ("写了 22 个", "写了 0 个"):
        done = windows("build", "reports", "--out", other / "成品", cwd=folder)
        assert wrote in done.stderr
    known = ("check", "reports", "--baseline", other / "known.json")
    assert windows(*known, "--write-baseline", cwd=folder).returncode == 0
    assert windows(*known, cwd=folder).returncode == 0
    opening = ("interview", "a.toml", "--no-input", "--from", other / "last.toml")
    assert windows(*opening, "--data-file", "data.toml", cwd=folder).returncode == 1
    text = unquote((folder / "a.toml").read_text("utf-8"))
    assert f"from={other.as_posix()}/last.toml" in text
    assert windows("interview", "a.toml", "--no-input", cwd=folder).returncode == 1


def test_a_file_that_another_program_has_open_stays_and_the_person_is_told(
    office: Path, tmp_path: Path
) -> None:
    folder = copy(office, tmp_path)
    out = folder / "city.docx"
    out.write_bytes(b"open in Word")
    done = windows("render", "city.toml", "-o", "city.docx", cwd=folder, HELD_OPEN=str(out))
    assert done.returncode == 2
    assert "先关掉" in done.stderr
    assert out.read_bytes() == b"open in Word"
    assert not list(folder.glob(".city*"))


def test_colours_only_where_the_console_obeys(office: Path, tmp_path: Path) -> None:
    folder = copy(office, tmp_path)
    for case in (["check", "wrong.toml"], ["check", "--help"]):
        assert "\x1b[" in console(*case, cwd=folder)[1]
        assert "\x1b" not in console(*case, cwd=folder, OLD_CONSOLE="1")[1]


def test_many_files_are_checked_by_processes_that_are_spawned(tmp_path: Path) -> None:
    for number in range(320):
        shutil.copy(SEED, tmp_path / f"{number}.toml")
    expected = govreport("check", "--select", "GR3", "--jobs", "1", cwd=tmp_path)
    done = windows("check", "--select", "GR3", "--jobs", "2", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (expected.code, expected.out)


def test_no_more_processes_than_windows_has_in_a_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def refuse(size: int, *_: object) -> None:
        asked.append(size)
        raise OSError

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refuse)
    monkeypatch.setattr(pool, "processors", lambda: 100)
    assert list(pool.shared(abs, range(200), 1000)) == list(range(200))
    assert asked == [61]


def test_an_interview_is_begun_left_and_gone_on_with(tmp_path: Path) -> None:
    def begin() -> pexpect.spawn[str]:
        return pexpect.spawn(
            sys.executable, ["-m", "govreport", "interview", "我的 报告.toml"], cwd=str(tmp_path),
            env=environment(PYTHONIOENCODING="utf-8"), encoding="utf-8", timeout=40,
        )  # fmt: skip

    def leave() -> None:
        process.send("\x18")
        process.expect("已保存")
        process.expect('govreport interview "我的 报告.toml"')
        process.expect(pexpect.EOF)
        process.close()
        assert process.exitstatus == 0
        assert [path.name for path in tmp_path.iterdir()] == ["我的 报告.toml"]

    process = begin()
    process.expect("机关名称")
    process.send("某县某乡人民政府\r")
    process.expect("报告年度")
    process.send("2025\r")
    process.expect("机关种类")
    leave()
    process = begin()
    process.expect("机关种类")
    leave()


@pytest.mark.parametrize(
    ("path", "taken"),
    [(r"C:\报告\2025.toml", True), (r"\\服务器\报告\2025.toml", True), (r"报告\2025.toml", True),
     (r"D:2025.toml", False), (r"C:\报告\a:b.toml", False), (r"报告\LPT¹.toml", False),
     ("a/con .txt", False), ("console.toml", True), (".con", True)],
)  # fmt: skip
def test_names_on_drives(path: str, taken: bool) -> None:
    if taken:
        paths.refuse_unusable(PureWindowsPath(path))
    else:
        with pytest.raises(GovreportError):
            paths.refuse_unusable(PureWindowsPath(path))


def test_paths_are_written_with_slashes() -> None:
    path = PureWindowsPath(r"C:\报告\2025 年.toml")
    assert source_name(cast("Path", path)) == "C:/报告/2025 年.toml"
    assert relative_uri("C:/a b.toml") == "file:///C:/a%20b.toml"


def test_paths_as_they_are_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = paths.typed
    assert [typed("2025年.toml"), typed("a b.toml"), typed("a$b")] == [
        "2025年.toml", "'a b.toml'", "'a$b'",
    ]  # fmt: skip
    monkeypatch.setattr(paths, "os", SimpleNamespace(name="nt"))
    assert [typed(r"C:\2025年.toml"), typed(r"C:\a b.toml")] == [
        r"C:\2025年.toml", r'"C:\a b.toml"',
    ]  # fmt: skip
