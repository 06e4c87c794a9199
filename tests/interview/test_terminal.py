"""The interview at a real pseudo-terminal, with a screen behind it that knows wide characters."""

from __future__ import annotations

import json
import re
import resource
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rtoml
from samples import EXAMPLES
from screen import PATIENCE, Screen, answers

from govreport.edition import load_edition
from govreport.interview.marks import split_marks
from govreport.report import Report
from govreport.tomlio import dumps, load

DATA = Path(__file__).parent / "data"
DONE = "\x13"  # Ctrl-S


@pytest.fixture
def screens() -> Iterator[list[Screen]]:
    opened: list[Screen] = []
    yield opened
    for one in opened:
        one.process.close(force=True)


def report_at(path: Path) -> Report:
    report = load(split_marks(path.read_text("utf-8"))[0].encode()).report
    assert report is not None
    return report


def seed_walk() -> list[tuple[str, str]]:
    seed: dict[str, Any] = rtoml.loads((DATA / "seed.toml").read_text("utf-8"))

    def prose(text: str) -> str:
        return text.replace("\n", "\r") + DONE

    def row(name: str) -> str:
        return " ".join(map(str, seed["disclosure"][name])) + "\r"

    return [
        ("机关名称", seed["organization"] + "\r"),
        ("报告年度", "2020\r"),
        ("机关种类", "\r"),
        ("统计范围", "\r"),
        ("公布日期", seed["date"] + "\r"),
        ("前言", DONE),
        ("一、总体情况", prose(seed["overview"])),
        ("  规章", "\r"),
        ("  规范性文件", "0 0 0\r"),
        ("  行政许可", row("licensing")),
        ("  其他对外管理服务事项", row("other_services")),
        ("  行政处罚", row("penalties")),
        ("  行政强制", row("coercive_measures")),
        ("  行政事业性收费", "\r"),
        ("  政府集中采购", "\r"),
        ("印在表格下面", "\r"),
        ("有没有申请", "n\r"),
        ("采用吗", "y\r"),
        ("印在表格下面", "\r"),
        ("行政复议\n", "\r"),
        ("  未经复议直接起诉", "0\r"),
        ("  复议后起诉", "\r"),
        ("印在表格下面", "\r"),
        ("（一）存在的主要问题", prose(seed["problems"])),
        ("（二）改进情况", prose(seed["improvements"])),
        ("六、其他需要报告的事项", prose(seed["other"])),
        ("回车 = 完成", "\r"),
    ]


def seed_report() -> Report:
    seed: dict[str, Any] = rtoml.loads((DATA / "seed.toml").read_text("utf-8"))
    edition = load_edition("2019")
    import datetime

    numbers = {cell.address: 0 for cell in edition.cells}
    for row, values in seed["disclosure"].items():
        for column, value in zip(("previous", "change", "decisions"), values, strict=True):
            numbers[f"disclosure.{row}.{column}"] = value
    about = {"organization": seed["organization"], "year": 2020, "kind": "township",
             "scope": "own", "date": datetime.date(2021, 1, 20)}  # fmt: skip
    texts = {
        "overview": seed["overview"],
        "problems": f"（一）存在的主要问题\n{seed['problems']}\n（二）改进情况\n{seed['improvements']}",
        "other": seed["other"],
    }
    return Report(edition, about, texts).with_numbers(numbers)


def test_the_seed_typed_in_from_nothing(tmp_path: Path, screens: list[Screen]) -> None:
    screen = Screen(tmp_path, "interview", "tonggui-2020.toml")
    screens.append(screen)
    walk = seed_walk()
    answers(walk, screen)
    end = screen.ends()
    assert "govreport check tonggui-2020.toml" in end and "-o tonggui-2020.docx" in end
    assert screen.process.exitstatus == 0
    assert len(walk) < 60
    assert (tmp_path / "tonggui-2020.toml").read_text("utf-8") == dumps(seed_report())
    assert [p.name for p in tmp_path.iterdir()] == ["tonggui-2020.toml"]


def test_killed_after_every_single_prompt_nothing_is_lost(
    tmp_path: Path, screens: list[Screen]
) -> None:
    walk = short_walk()
    path = tmp_path / "report.toml"
    for place, (asked, keys) in enumerate(walk[:-1]):
        screen = Screen(tmp_path, "interview", "report.toml")
        screens.append(screen)
        screen.wait(asked)
        screen.send(keys)
        following = walk[place + 1][0]
        screen.wait(following)
        if following != "采用吗":
            screen.kill()
            continue
        screen.send("y\r")  # a confirmation belongs to its answer
        screen.wait(walk[place + 2][0])
        screen.kill()
    assert report_at(path).missing == ()
    last = Screen(tmp_path, "interview", "report.toml")
    screens.append(last)
    last.wait(walk[-1][0])
    last.send(walk[-1][1])
    last.ends()
    text = path.read_text("utf-8")
    assert "# " not in text
    assert text == dumps(report_at(path))


def short_walk() -> list[tuple[str, str]]:
    """Every kind of question, in the edition of today."""
    return [
        ("机关名称", "某某县人民政府\r"),
        ("报告年度", "2025\r"),
        ("机关种类", "\r"),
        ("统计范围", "\r"),
        ("公布日期", "\r"),
        ("前言", DONE),
        ("一、总体情况", "做了一些工作。" + DONE),
        ("  规章", "0\r"),
        ("  行政规范性文件", "5 2 43\r"),
        ("  行政许可", "12\r"),
        ("  行政处罚", "3\r"),
        ("  行政强制", "\r"),
        ("  行政事业性收费", "251000元\r"),
        ("印在表格下面", "含派出机构。\r"),
        ("有没有申请", "y\r"),
        ("申请人的种类", "1 2\r"),
        ("一、本年新收", "3 1\r"),
        ("二、上年结转", "\r"),
        ("（一）予以公开", "2 1\r"),
        ("（二）部分公开", "\r"),
        ("1.属于国家秘密", "-\r"),
        ("1.本机关不掌握", "--\r"),
        ("四、结转下年度", "0 0\r"),
        ("去改哪一行", "\r"),
        ("印在表格下面", "\r"),
        ("行政复议\n", "1 0 0 0\r"),
        ("  未经复议直接起诉", "-\r"),
        ("印在表格下面", "\r"),
        ("（一）存在的主要问题", "有问题。" + DONE),
        ("（二）改进情况", "在改进。" + DONE),
        ("收取信息处理费", "2 300 150.5\r"),
        ("没有就直接按", DONE),
        ("回车 = 完成", "\r"),
    ]


def city_rows() -> tuple[list[str], dict[tuple[str, str], int]]:
    rows: dict[str, list[str]] = {}
    values: dict[tuple[str, str], int] = {}
    for line in (DATA / "city-2025.jsonl").read_text("utf-8").splitlines():
        one = json.loads(line)
        values[one["row"], one["column"]] = one["value"]
        if one["section"] == "三":
            rows.setdefault(one["row"], []).append(str(one["value"]))
    return ["\t".join(cells) for cells in rows.values()], values


@pytest.mark.cover_processes
@pytest.mark.parametrize("bracketed", [True, False])
def test_the_city_with_section_three_pasted(
    tmp_path: Path, screens: list[Screen], bracketed: bool
) -> None:
    lines, values = city_rows()
    block = "\r".join(lines)
    screen = Screen(tmp_path, "interview", "city.toml")
    screens.append(screen)
    walk = [
        ("机关名称", "某某市人民政府\r"), ("报告年度", "2025\r"), ("机关种类", "\r"),
        ("统计范围", "2\r"), ("公布日期", "2026年3月31日\r"), ("前言", DONE),
        ("一、总体情况", "总体情况如下。" + DONE),
        ("  规章", "3 5 74\r"), ("  行政规范性文件", "564 984 4185\r"),
        ("  行政许可", "11398889\r"), ("  行政处罚", "6937489\r"), ("  行政强制", "166105\r"),
        ("  行政事业性收费", "316441\r"), ("印在表格下面", "\r"),
        ("有没有申请", f"\x1b[200~{block}\x1b[201~" if bracketed else block + "\r"),
        ("采用吗", "y\r"), ("印在表格下面", "\r"),
        ("行政复议\n", "376 97 196 121\r"), ("  未经复议直接起诉", "16 1 12 27\r"),
        ("  复议后起诉", "74 1 30 51\r"), ("印在表格下面", "\r"),
        ("（一）存在的主要问题", "有问题。" + DONE), ("（二）改进情况", "在改进。" + DONE),
        ("收取信息处理费", "0\r"), ("没有就直接按", DONE), ("回车 = 完成", "\r"),
    ]  # fmt: skip
    answers(walk, screen)
    screen.ends()
    report = report_at(tmp_path / "city.toml")
    assert {
        (c.row.name, c.column.name): report.values[c.number] for c in report.edition.cells
    } == values


def test_several_lines_at_once_are_refused_where_one_is_wanted(
    tmp_path: Path, screens: list[Screen]
) -> None:
    screen = Screen(tmp_path, "interview", "x.toml")
    screens.append(screen)
    screen.wait("机关名称")
    screen.send("某某局\r2025\r7\r")
    assert "都没有采用" in screen.wait("一次收到了")
    assert not (tmp_path / "x.toml").exists()


@pytest.mark.cover_processes
def test_back_help_list_leave_and_a_wrong_number(tmp_path: Path, screens: list[Screen]) -> None:
    screen = Screen(tmp_path, "interview", "x.toml")
    screens.append(screen)
    answers([("机关名称", "某某局\r"), ("报告年度", "<\r"), ("机关名称", "某某厅\r"),
             ("报告年度", "?\r")], screen)  # fmt: skip
    screen.until("各题单独输入")
    assert "报告所讲的那一年" in screen.wait("报告年度")
    screen.send("二〇二五\r")
    screen.wait("不是年份")
    screen.send("２０２５\r")
    answers([("机关种类", "#\r"), ("目录", "2\r"), ("  规章", "1.5 0 0\r"), ("不是整数", "-1 0 0\r"),
             ("负数", "1 ０ 3\r"), ("  行政规范性文件", "q\r")], screen)  # fmt: skip
    assert "govreport interview x.toml" in screen.ends()
    assert screen.process.exitstatus == 0
    report = report_at(tmp_path / "x.toml")
    assert report.organization == "某某厅" and report.year == 2025
    assert report["disclosure.regulations.issued"] == 1
    again = Screen(tmp_path, "interview", "x.toml")
    screens.append(again)
    again.wait("机关种类")


def test_the_way_back_from_the_summary_shows_the_question(
    tmp_path: Path, screens: list[Screen]
) -> None:
    screen = Screen(tmp_path, "interview", "x.toml", size=(80, 100))
    screens.append(screen)
    answers(
        [("机关名称", "#\r"), ("目录", "8\r"), ("填 0 去那里", "99\r"), ("没有第 99 项", "0\r")],
        screen,
    )
    end = time.monotonic() + PATIENCE
    while screen.text().count("填全称。") < 2:
        screen.read(0.05)
        assert time.monotonic() < end, screen.text()


def test_the_keys_of_the_editor_and_a_draft(tmp_path: Path, screens: list[Screen]) -> None:
    screen = Screen(tmp_path, "interview", "x.toml")
    screens.append(screen)
    answers([("机关名称", "某某局\r"), ("报告年度", "\r"), ("机关种类", "\r"), ("统计范围", "\r"),
             ("公布日期", "\r"), ("前言", DONE), ("一、总体情况", "写到一半\x07")], screen)  # fmt: skip
    assert "写到一半" in screen.wait("写到一半")
    screen.send("的话\x18")
    assert "govreport interview x.toml" in screen.ends()
    again = Screen(tmp_path, "interview", "x.toml")
    screens.append(again)
    again.wait("写到一半的话")
    again.send("。\x03")
    again.ends()
    assert again.process.exitstatus == 130
    assert report_at(tmp_path / "x.toml").texts["overview"] == "写到一半的话。"


@pytest.mark.parametrize("end", ["\x03", "\x04", "hang up", "terminate"])
def test_every_way_to_stop_keeps_what_was_answered(
    tmp_path: Path, screens: list[Screen], end: str
) -> None:
    screen = Screen(tmp_path, "interview", "x.toml")
    screens.append(screen)
    answers([("机关名称", "某某局\r")], screen)
    screen.wait("报告年度")
    if end == "hang up":
        screen.process.kill(signal.SIGHUP)
        screen.process.close(force=False)
    elif end == "terminate":
        screen.process.kill(signal.SIGTERM)
        screen.ends()
    else:
        screen.send(end)
        assert "govreport interview x.toml" in screen.ends()
    assert report_at(tmp_path / "x.toml").organization == "某某局"
    again = Screen(tmp_path, "interview", "x.toml")
    screens.append(again)
    again.wait("报告年度")


def test_a_closed_terminal_keeps_the_text_being_written(
    tmp_path: Path, screens: list[Screen]
) -> None:
    screen = Screen(tmp_path, "interview", "x.toml")
    screens.append(screen)
    answers([("机关名称", "某某局\r"), ("报告年度", "\r"), ("机关种类", "\r"), ("统计范围", "\r"),
             ("公布日期", "\r"), ("前言", DONE), ("一、总体情况", "没有写完")], screen)  # fmt: skip
    screen.wait("没有写完")
    screen.process.ptyproc.fileobj.close()
    screen.process.closed = screen.process.ptyproc.closed = True
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if "没有写完" in (tmp_path / "x.toml").read_text("utf-8"):
            return
        time.sleep(0.05)
    raise AssertionError("the text is lost")


def to_overview(folder: Path, screens: list[Screen], editor: str = "") -> Screen:
    screen = Screen(folder, "interview", "x.toml", VISUAL=editor)
    screens.append(screen)
    answers([("机关名称", "某某局\r"), ("报告年度", "\r"), ("机关种类", "\r"), ("统计范围", "\r"),
             ("公布日期", "\r"), ("前言", DONE)], screen)  # fmt: skip
    screen.wait("一、总体情况")
    return screen


def test_a_text_being_written_is_on_disk_before_long(tmp_path: Path, screens: list[Screen]) -> None:
    screen = to_overview(tmp_path, screens)
    screen.send("才写了一半")
    end = time.monotonic() + PATIENCE
    while "才写了一半" not in (tmp_path / "x.toml").read_text("utf-8"):
        screen.read(0.1)
        assert time.monotonic() < end
    screen.kill()
    again = Screen(tmp_path, "interview", "x.toml")
    screens.append(again)
    again.wait("才写了一半")
    again.send("，写完了。" + DONE)
    again.wait("  规章")
    assert report_at(tmp_path / "x.toml").texts["overview"] == "才写了一半，写完了。"


def test_a_persons_own_editor(tmp_path: Path, screens: list[Screen]) -> None:
    tool = tmp_path / "edit.py"
    tool.write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[1])\n"
        "p.write_text(p.read_text('utf-8').rstrip('\\n') + '加一句。\\n', 'utf-8')\n", "utf-8",
    )  # fmt: skip
    screen = to_overview(tmp_path, screens, editor=f"{sys.executable} {tool}")
    screen.send("先写一句。\x05")
    screen.wait("先写一句。加一句。")
    screen.send(DONE)
    screen.wait("  规章")
    assert report_at(tmp_path / "x.toml").texts["overview"] == "先写一句。加一句。"


@pytest.mark.cover_processes
def test_an_editor_that_is_not_there(tmp_path: Path, screens: list[Screen]) -> None:
    screen = to_overview(tmp_path, screens, editor="/no/such/editor")
    screen.send("先写一句。\x05")
    assert "打不开" in screen.wait("先写一句。")


def test_a_window_that_changes_its_size(tmp_path: Path, screens: list[Screen]) -> None:
    screen = Screen(tmp_path, "interview", "x.toml", size=(40, 120))
    screens.append(screen)
    screen.wait("机关名称")
    screen.process.setwinsize(24, 60)
    screen.columns.resize(24, 60)
    screen.send("某某局\r")
    screen.wait("报告年度")


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="files cannot be limited from outside")
@pytest.mark.no_cover  # what watched it could not write its data either
@pytest.mark.parametrize("before", [False, True])
def test_the_last_words_when_an_answer_could_not_be_saved(
    tmp_path: Path, screens: list[Screen], before: bool
) -> None:
    screen = Screen(tmp_path, "interview", "x.toml")
    screens.append(screen)
    screen.wait("机关名称")
    if before:
        screen.send("某某局\r")
        screen.wait("报告年度")
    resource.prlimit(screen.process.pid, resource.RLIMIT_FSIZE, (0, 0))
    screen.send("2025\r" if before else "某某局\r")
    screen.wait("写不了")
    screen.send("q\r")
    end = screen.ends()
    assert "最后的回答没有写进 x.toml" in end
    assert ("以前的回答都在。接着填：govreport interview x.toml" in end) is before
    assert ("没有建文件" in end) is not before
    assert "已保存" not in end
    assert (tmp_path / "x.toml").exists() is before
    if before:
        assert report_at(tmp_path / "x.toml").organization == "某某局"


@pytest.mark.cover_processes
def test_two_interviews_on_one_file(tmp_path: Path, screens: list[Screen]) -> None:
    first = Screen(tmp_path, "interview", "x.toml")
    screens.append(first)
    first.wait("机关名称")
    second = Screen(tmp_path, "interview", "./x.toml")
    screens.append(second)
    text = second.ends()
    assert second.process.exitstatus == 2
    assert "另一个访谈" in text and str(first.process.pid) in text
    first.kill()
    third = Screen(tmp_path, "interview", "x.toml")
    screens.append(third)
    third.wait("机关名称")


@pytest.mark.cover_processes
@pytest.mark.parametrize("no_colour", ["", "1"])
def test_a_dumb_terminal(tmp_path: Path, screens: list[Screen], no_colour: str) -> None:
    screen = Screen(tmp_path, "interview", "x.toml", TERM="dumb", NO_COLOR=no_colour)
    screens.append(screen)
    for wanted, keys in [("机关名称", "某某局\r"), ("报告年度", "2025\r"), ("机关种类", "\r"),
                         ("统计范围", "\r"), ("公布日期", "\r"), ("前言", DONE),
                         ("一、总体情况", "一段话\r又一段" + DONE), ("规章", "q\r")]:  # fmt: skip
        end = time.monotonic() + PATIENCE
        while wanted not in screen.log.rpartition("[")[0] + screen.log[-2000:]:
            screen.read(0.05)
            assert time.monotonic() < end, screen.log
        while screen.read(0.3):
            pass
        screen.send(keys)
    screen.ends()
    assert "\x1b" not in screen.log
    assert report_at(tmp_path / "x.toml").texts["overview"] == "一段话\n又一段"


def test_a_console_that_cannot_show_chinese(tmp_path: Path, screens: list[Screen]) -> None:
    screen = Screen(tmp_path, "interview", "x.toml", PYTHONIOENCODING="ascii")
    screens.append(screen)
    end = time.monotonic() + PATIENCE
    while "? ??" not in screen.log:
        screen.read(0.05)
        assert time.monotonic() < end, screen.log
    assert "cannot show Chinese" in screen.log
    screen.send("q\r")
    screen.ends()
    assert screen.process.exitstatus == 0


def test_no_colour(tmp_path: Path, screens: list[Screen]) -> None:
    screen = Screen(tmp_path, "interview", "x.toml", NO_COLOR="1")
    screens.append(screen)
    answers([("机关名称", "某某局\r"), ("报告年度", "x\r"), ("不是年份", "q\r")], screen)
    screen.ends()
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", screen.log)


@pytest.mark.cover_processes
def test_a_file_name_is_asked_for(tmp_path: Path, screens: list[Screen]) -> None:
    screen = Screen(tmp_path, "interview")
    screens.append(screen)
    screen.wait("存成什么文件")
    screen.send("../x\r")
    screen.wait("不能带文件夹")
    screen.send("某某局-2025\r")
    screen.wait("机关名称")
    screen.send("某某局\r")
    screen.wait("报告年度")
    assert [p.name for p in tmp_path.glob("*.toml")] == ["某某局-2025.toml"]
    assert not list(tmp_path.parent.glob("x.toml"))


def test_comments_survive(tmp_path: Path, screens: list[Screen]) -> None:
    from govreport.tomlio import skeleton

    path = tmp_path / "x.toml"
    about = {"organization": "某某局", "year": 2025, "kind": "department", "scope": "own"}
    path.write_text("# 我的注\n" + skeleton(Report(load_edition("2021"), about)), "utf-8")
    screen = Screen(tmp_path, "interview", "x.toml")
    screens.append(screen)
    answers([("公布日期", "2026-01-20\r"), ("前言", DONE), ("一、总体情况", "写了。" + DONE),
             ("  规章", "1 0 9\r"), ("  行政规范性文件", "q\r")], screen)  # fmt: skip
    screen.ends()
    text = path.read_text("utf-8")
    assert text.startswith("# 我的注\n")
    assert "in_force = 9  # 现行有效件数" in text
    assert report_at(path)["disclosure.regulations.issued"] == 1


def test_escape_sequences_of_last_year_never_reach_the_terminal(
    tmp_path: Path, screens: list[Screen]
) -> None:
    last = seed_report()
    texts = {**last.texts, "overview": "去年\x1b]0;坏\x07\x1b[2J写了 311 条。"}
    about = {**last.about, "organization": "某\x1b[31m局", "year": 2024}
    report = Report(last.edition, about, texts, last.values)
    (tmp_path / "last.toml").write_text(dumps(report), "utf-8")
    screen = Screen(tmp_path, "interview", "x.toml", "--from", "last.toml")
    screens.append(screen)
    answers([("机关名称", "某局\r"), ("报告年度", "\r"), ("机关种类", "\r"), ("统计范围", "\r"),
             ("公布日期", "\r"), ("前言", DONE), ("一、总体情况", "\x12")], screen)  # fmt: skip
    assert "311" in screen.wait("写了 311 条")
    assert "\x1b[2J" not in screen.log.replace("\x1b[?2J", "") or "\x1b]0;坏" not in screen.log
    assert "\x1b]0;" not in screen.log and "\x1b[31m局" not in screen.log


def test_enter_after_a_rejection_is_no_answer(tmp_path: Path, screens: list[Screen]) -> None:
    screen = to_overview(tmp_path, screens)
    screen.send("做了一些工作。" + DONE)
    screen.wait("  规章")
    screen.send("\x1b[200~1\tx\t3\x1b[201~")
    screen.wait("没有采用", "不是数字")
    screen.send("\r")
    screen.until("也不算回答")
    screen.wait("  规章")
    assert report_at(tmp_path / "x.toml")["disclosure.regulations.issued"] is None
    screen.send("1 2 3\r")
    screen.wait("行政规范性文件")
    assert report_at(tmp_path / "x.toml")["disclosure.regulations.in_force"] == 3


@pytest.mark.cover_processes
def test_an_emptied_text_is_an_answer_also_after_a_rejection(
    tmp_path: Path, screens: list[Screen]
) -> None:
    screen = Screen(tmp_path, "interview", "x.toml", VISUAL="")
    screens.append(screen)
    answers([("机关名称", "某某局\r"), ("报告年度", "\r"), ("机关种类", "\r"), ("统计范围", "\r"),
             ("公布日期", "\r"), ("前言", "7" + DONE), ("真是要印", "n\r")], screen)  # fmt: skip
    screen.wait("前言", "没有就直接按", "共 1 字")
    screen.send("\x7f" + DONE)
    screen.wait("一、总体情况")


def test_a_long_paste_shows_its_end_and_no_line_begins_with_a_closing_mark(
    tmp_path: Path, screens: list[Screen]
) -> None:
    screen = to_overview(tmp_path, screens)
    text = "　　按照《条例》，我们公开了“政策”、“解读”。（附件略），共3件；" * 30
    screen.send(f"\x1b[200~{text}结尾。\r\r\r\x1b[201~")
    shown = screen.wait("结尾。")
    count = sum(not c.isspace() for c in text) + 3
    assert f"共 {count} 字" in shown
    lines = [line.strip() for line in shown.split("\n")]
    assert not [line for line in lines if line[:1] in tuple("。，、；：）》”")]
    screen.send(DONE)
    screen.wait("  规章")
    assert report_at(tmp_path / "x.toml").texts["overview"] == text + "结尾。"


@pytest.mark.cover_processes
def test_last_years_text_is_shown_before_it_is_taken_over(
    tmp_path: Path, screens: list[Screen]
) -> None:
    (tmp_path / "last.toml").write_text(dumps(seed_report()), "utf-8")
    screen = Screen(tmp_path, "interview", "x.toml", "--from", "last.toml")
    screens.append(screen)
    answers([("机关名称", "\r"), ("报告年度", "\r"), ("机关种类", "\r"), ("统计范围", "\r"),
             ("公布日期", "\r"), ("前言", DONE), ("一、总体情况", "\x14")], screen)  # fmt: skip
    screen.until("上年的这一部分")
    screen.send("\x14")
    screen.until("共 ")
    screen.send("\x18")
    screen.ends()
    assert report_at(tmp_path / "x.toml").texts["overview"] == seed_report().texts["overview"]


@pytest.mark.cover_processes
def test_a_word_file_is_no_report_to_fill_in(tmp_path: Path, screens: list[Screen]) -> None:
    screen = Screen(tmp_path, "interview", "report.docx")
    screens.append(screen)
    assert "不是报告文件" in screen.ends()
    assert screen.process.exitstatus == 2
    assert not list(tmp_path.iterdir())


def test_a_file_name_may_have_a_blank_in_it(tmp_path: Path, screens: list[Screen]) -> None:
    screen = Screen(tmp_path, "interview")
    screens.append(screen)
    screen.wait("存成什么文件")
    screen.send("明年 报告\r")
    screen.wait("机关名称")
    screen.send("某某局\r")
    screen.wait("报告年度")
    assert [p.name for p in tmp_path.glob("*.toml")] == ["明年 报告.toml"]


@pytest.mark.cover_processes
def test_what_contradicts_the_tables_is_shown_under_the_text(
    tmp_path: Path, screens: list[Screen]
) -> None:
    text = "一年来，共收到政府信息公开申请5件。"
    report = load((EXAMPLES / "city-2025.toml").read_bytes()).report
    assert report is not None
    (tmp_path / "x.toml").write_text(dumps(report), "utf-8")
    screen = Screen(tmp_path, "interview", "x.toml", size=(40, 60))
    screens.append(screen)
    answers([("回车 = 完成", "#\r"), ("去哪里", "1\r")], screen)
    screen.wait("写完按")
    screen.send("\x1b[1;5H" + text + DONE)  # at the beginning of what is there
    shown = screen.wait("去改哪里")
    assert "“共收到政府信息公开申请5件”" in "".join(shown.split()) and "GR104" in shown
    assert text in report_at(tmp_path / "x.toml").texts["overview"]
    screen.send("1\r")
    screen.wait("写完按")
    screen.send(DONE)
    screen.wait("去改哪里")
    screen.send("2\r")
    screen.wait("依次填")
    screen.send("<\r")
    screen.wait("哪几类")
    screen.send("#\r")
    screen.wait("去哪里")
    screen.send("8\r")
    assert "GR104" in screen.wait("回车 = 完成")
    screen.send("\r")
    assert "已写好" in screen.ends()
    assert text in report_at(tmp_path / "x.toml").texts["overview"]
