"""A build never writes outside OUT, says what differs, forgets nothing, and survives a kill."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from building import build, files, remembered, report

from govreport.cli.main import run
from govreport.publish import manifest
from govreport.publish.manifest import Entry
from govreport.tomlio import dumps

pytestmark = pytest.mark.no_cover  # many processes that do what other tests do as well


def test_a_link_in_out_is_not_followed(folder: Path, out: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    out.mkdir()
    (out / "区").symlink_to(outside)
    assert build(folder, "--out", out) == 2
    assert list(outside.iterdir()) == []
    assert files(out) == {}


def test_the_memory_is_not_written_through_a_link(folder: Path, out: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text("not ours")
    out.mkdir()
    (out / manifest.NAME).symlink_to(elsewhere)
    assert build(folder, "--out", out) == 0
    assert elsewhere.read_text() == "not ours"


def test_a_memory_that_lies_removes_nothing_outside(
    folder: Path, out: Path, tmp_path: Path
) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("keep")
    out.mkdir()
    entry = Entry("gone.toml", "k", manifest.digest(b"keep"))._asdict()
    outputs = {
        "../precious.txt": entry,
        str(precious): entry,
        "": entry,
        "a/../../precious.txt": entry,
    }
    (out / manifest.NAME).write_text(json.dumps({"version": 1, "outputs": outputs}))
    assert build(folder, "--out", out, "--prune") == 0
    assert precious.read_text() == "keep"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff", b'{"version": 2}', b'{"version": 1}',
                                    b'{"version": 1, "outputs": {"a": {"x": 1}}}',
                                    b'{"version": 1, "outputs": {"a": {"source": 1}}}'])  # fmt: skip
def test_a_memory_that_cannot_be_read_costs_only_time(
    folder: Path, out: Path, damage: bytes
) -> None:
    build(folder, "--out", out)
    before, memory = files(out), (out / manifest.NAME).read_bytes()
    (out / manifest.NAME).write_bytes(damage)
    assert build(folder, "--out", out) == 0
    assert files(out) == before
    assert (out / manifest.NAME).read_bytes() == memory


def test_check_writes_nothing_and_shows_what_differs(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    every = ("--format", "text,docx,xlsx")
    assert build(folder, "--out", out, *every, "--check") == 1
    assert "缺少：" in capsys.readouterr().out
    assert not out.exists()
    build(folder, "--out", out, *every)
    capsys.readouterr()
    assert build(folder, "--out", out, *every, "--check") == 0
    assert capsys.readouterr().out == ""
    text = (out / "甲镇.txt").read_text("utf-8")
    (out / "甲镇.txt").write_text(text.replace("人手不足", "人手\x1b[31m充足"), "utf-8")
    (out / "甲镇.docx").write_bytes(b"PK")
    before = files(out)
    assert build(folder, "--out", out, *every, "--check") == 1
    said = capsys.readouterr().out
    assert f"不一致：{(out / '甲镇.docx').as_posix()}" in said
    assert "-\u3000\u3000人手\u241b[31m充足。" in said
    assert "+\u3000\u3000人手不足。" in said
    assert files(out) == before


def test_check_does_not_trust_the_memory(folder: Path, out: Path) -> None:
    build(folder, "--out", out)
    path = out / "甲镇.txt"
    path.write_text("改过", "utf-8")
    data = json.loads((out / manifest.NAME).read_text("utf-8"))
    data["outputs"]["甲镇.txt"]["digest"] = manifest.digest(path.read_bytes())
    (out / manifest.NAME).write_text(json.dumps(data))
    assert build(folder, "--out", out, "--check") == 1


def test_outputs_whose_report_is_gone_are_named_and_removed_when_asked(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(folder, "--out", out)
    (out / "mine.txt").write_text("not the build's")
    (folder / "区" / "乙局.toml").unlink()
    capsys.readouterr()
    assert build(folder, "--out", out) == 0
    assert "--prune 可以删去" in capsys.readouterr().err
    assert "区/乙局.txt" in files(out)
    assert build(folder, "--out", out, "--check") == 1
    assert "多余" in capsys.readouterr().out
    (out / "区" / "乙局.md").write_text("有人改过", "utf-8")
    assert build(folder, "--out", out, "--prune") == 0
    said = capsys.readouterr().err
    assert "没有删（有人改过）" in said
    assert sorted(files(out)) == ["mine.txt", "区/乙局.md", "甲镇.md", "甲镇.txt"]
    (out / "区" / "乙局.md").unlink()
    assert build(folder, "--out", out, "--prune") == 0
    assert not (out / "区").exists()
    assert set(remembered(out)) == {"甲镇.md", "甲镇.txt"}


def test_a_build_of_a_part_leaves_the_rest(folder: Path, out: Path) -> None:
    build(folder, "--out", out, "--format", "text,html")
    before = files(out)
    assert build(folder / "甲镇.toml", "--out", out, "--format", "text", "--prune") == 0
    assert files(out) == before
    assert build(folder, "--out", out, "--format", "text,html", "--check") == 0


@pytest.mark.parametrize(
    "source",
    ["{{ nothing }}", "{% if 'x' in title or '乙局' in organization %}{{ 1 // 0 }}{% endif %}"],
)
def test_a_template_that_does_not_work_leaves_everything_as_it_was(
    folder: Path, out: Path, tmp_path: Path, source: str
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "report.txt.j2").write_text(source, "utf-8")
    assert build(folder, "--out", out, "--templates", own) == 2
    assert not out.exists()
    build(folder, "--out", out)
    before = files(out)
    assert build(folder, "--out", out, "--templates", own) == 2
    assert files(out) == before


def test_a_template_that_works_and_then_changes(
    folder: Path, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "report.txt.j2").write_text("{{ organization }} 一", "utf-8")
    assert build(folder, "--out", out, "--templates", own) == 0
    assert files(out)["甲镇.txt"].decode() == "甲镇 一\n"
    (own / "report.txt.j2").write_text("{{ organization }} 二", "utf-8")
    assert build(folder, "--out", out, "--templates", own) == 0
    assert files(out)["甲镇.txt"].decode() == "甲镇 二\n"
    (own / "report.text.j2").write_text("", "utf-8")
    for line in (
        ["build", str(folder), "--out", str(tmp_path / "other")],
        ["render", str(folder / "甲镇.toml")],
    ):
        assert run([*line, "--templates", str(own)]) == 0
        assert "没有用到：report.text.j2" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("after", [0.15, 0.3, 0.5, 0.8])
def test_a_kill_leaves_every_output_old_or_new(tmp_path: Path, after: float) -> None:
    folder, out = tmp_path / "reports", tmp_path / "out"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.toml").write_text(dumps(report("旧镇")), "utf-8")
    build(folder, "--out", out)
    old = files(out)
    for number in range(60):
        (folder / f"{number}.toml").write_text(dumps(report("新镇")), "utf-8")
    command = [sys.executable, "-m", "govreport", "build", str(folder), "--out", str(out)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    standing = {name: data for name, data in files(out).items() if not name.startswith(".")}
    assert set(standing) == set(old)
    new = {name: data.decode().replace("旧镇", "新镇").encode() for name, data in old.items()}
    assert all(
        squeezed(data) in (squeezed(old[n]), squeezed(new[n])) for n, data in standing.items()
    )
    assert build(folder, "--out", out) == 0
    assert {n: squeezed(d) for n, d in files(out).items()} == {
        n: squeezed(d) for n, d in new.items()
    }
    (folder / "0.toml").unlink()
    assert build(folder, "--out", out, "--prune") == 0
    assert "0.txt" not in files(out)


@pytest.mark.skipif(os.name != "posix", reason="another holder of a lock")
def test_two_builds_into_one_folder(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(folder, "--out", out) == 0
    before = files(out)
    (folder / "甲镇.toml").write_text(dumps(report("丙镇")), "utf-8")
    script = "import sys\nfrom pathlib import Path\nfrom govreport.publish.target import Target\n"
    script += f"with Target(Path({str(out)!r})).alone():\n    print('in', flush=True)\n    sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        capsys.readouterr()
        assert build(folder, "--out", out) == 2
        assert f"另一个 govreport 正在写 {out}（" in capsys.readouterr().err
        assert build(folder, "--out", out, "--check") == 1  # which writes nothing
        assert {n: d for n, d in files(out).items() if not n.startswith(".")} == before
        other.kill()
    assert build(folder, "--out", out) == 0  # what the dead one has left holds nothing
    assert sorted(files(out)) == sorted(before)
    assert sorted(path.name for path in out.iterdir()) == [
        manifest.NAME, "区", "甲镇.md", "甲镇.txt",
    ]  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_many_builds_at_once_end_as_one(folder: Path, out: Path) -> None:
    command = [sys.executable, "-m", "govreport", "build", str(folder), "--out", str(out)]
    several = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(5)]
    ends = [(one.communicate()[1], one.returncode) for one in several]
    assert {code for _, code in ends} <= {0, 2}
    assert all("另一个 govreport 正在写" in said for said, code in ends if code == 2)
    assert 0 in {code for _, code in ends}
    assert len(files(out)) == 4
    assert set(remembered(out)) == set(files(out))


def test_a_lock_that_is_a_link_is_not_followed(folder: Path, out: Path, tmp_path: Path) -> None:
    out.mkdir()
    (out / ".govreport-build.lock").symlink_to(tmp_path / "elsewhere")
    assert build(folder, "--out", out) == 2
    assert not (tmp_path / "elsewhere").exists()
    assert files(out) == {}


def squeezed(data: bytes) -> bytes:
    return b"".join(data.split())
