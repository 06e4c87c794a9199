"""What people do to a report file by hand is named by its cause, at its line, the first one first."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
import rtoml
from samples import govreport, text_of, zeros
from tomlio.damages import KINDS, Done, Line, cut, joined, samples

from govreport.edition import load_edition
from govreport.finding import Problem
from govreport.messages import Translator
from govreport.tomlio import load
from govreport.tomlio.faults import diagnose
from govreport.tomlio.faults.diagnose import MOST

SAMPLES = samples()
TRANSLATE = Translator("zh")


def found_in(text: str) -> list[Problem]:
    problems = list(load(text.encode()).problems)
    assert {problem.code for problem in problems} == {"GR001"}
    return problems


def still_toml(text: str) -> bool:
    """Whether two damages make a report of it: a text that is not closed runs to where another is."""
    try:
        rtoml.loads(text)
    except rtoml.TomlParsingError:
        return False
    return True


def line_of(problem: Problem) -> int:
    assert problem.span is not None
    return problem.span.line


def named(lines: list[Line], done: Done, problems: list[Problem]) -> bool:
    """Whether a damage is told at its line, with its cause."""
    wanted = {lines.index(line) + 1 for line in done.lines}
    return any(
        line_of(problem) in wanted and done.says in TRANSLATE(problem.message)
        for problem in problems
    )


def test_samples_are_reports() -> None:
    for text in SAMPLES:
        rtoml.loads(text)


@pytest.mark.no_cover  # many cases of what other tests run as well
@pytest.mark.parametrize("kind", KINDS)
def test_a_damage_is_the_only_thing_named(kind: str) -> None:
    tried = 0
    for seed in range(12):
        rng = random.Random(f"{kind} {seed}")
        lines = cut(rng.choice(SAMPLES))
        done = KINDS[kind](rng, lines)
        if done is None:
            continue
        tried += 1
        problems = found_in(joined(lines))
        told = [(line_of(p), TRANSLATE(p.message)) for p in problems]
        assert named(lines, done, problems[:1]), (told, done)
        assert len(problems) == 1, told
    assert tried >= 3


@pytest.mark.no_cover  # many cases of what other tests run as well
@pytest.mark.parametrize("seed", range(150))
def test_two_or_three_damages_are_each_named_in_one_run(seed: int) -> None:
    rng = random.Random(seed)
    lines = cut(rng.choice(SAMPLES))
    all_done: list[Done] = []
    kinds = rng.sample(sorted(KINDS), rng.choice([2, 3]))
    for kind in kinds:
        taken = {line.part for done in all_done for line in done.lines}
        done = KINDS[kind](rng, lines)
        if done is not None and {line.part for line in done.lines} & taken:
            return  # in one statement: that is another test
        if done is not None:
            all_done.append(done)
    if all_done and not still_toml(joined(lines)):
        problems = found_in(joined(lines))
        told = [(line_of(p), TRANSLATE(p.message)) for p in problems]
        for done in all_done:
            assert named(lines, done, problems), (kinds, told, done)
        first = min(lines.index(line) for done in all_done for line in done.lines) + 1
        assert line_of(problems[0]) == first, (kinds, told)
        assert told == sorted(told, key=lambda one: one[0])


SLIPS = ['"', "“", "”", "，", "。", "＝", "：", "[", "]", "=", "\\", "\n", "\x0b", "\u3000", "件", "１",
         "'", '"""', "{", ","]  # fmt: skip


@pytest.mark.parametrize("seed", range(250))
def test_a_slip_of_the_hand_is_named_where_it_was_made(seed: int) -> None:
    """One character lost, added or a line end deleted, anywhere: named at its line, or where the text
    begins that it is in; and by no more than the few faults that it may seem to be."""
    rng = random.Random(seed)
    text = rng.choice(SAMPLES)
    at = rng.randrange(len(text))
    if rng.random() < 0.3:
        at = text.find("\n", at)
    lost = rng.random() < 0.5
    slip = "" if lost else rng.choice(SLIPS)
    broken = text[:at] + slip + text[at + lost :]
    if still_toml(broken):
        return
    line = text.count("\n", 0, at) + 1
    part = cut(text)[line - 1].part
    begins = 1 + [one.part for one in cut(text)].index(part)
    problems = found_in(broken)
    assert line_of(problems[0]) in (line, line + 1, begins), TRANSLATE(problems[0].message)
    assert len(problems) <= 3


@pytest.mark.parametrize("kind", KINDS)
def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing(kind: str) -> None:
    lines = cut(SAMPLES[2 if kind == "date" else 0])
    KINDS[kind](random.Random(kind), lines)
    plain = load(joined(lines).encode()).problems
    windows = load(b"\xef\xbb\xbf" + joined(lines).replace("\n", "\r\n").encode()).problems
    assert [(p.message, p.span and p.span[:2]) for p in windows] == [
        (p.message, p.span and p.span[:2]) for p in plain
    ]


def test_two_faults_in_one_line_are_both_named() -> None:
    """Several faults in one statement: the first of them corrected, the next is named."""
    wrong = 'edition = "2021"\n[report]\norganization： "甲乡"人民"政府"\n'
    (sign, quotes) = found_in(wrong)
    assert [line_of(one) for one in (sign, quotes)] == [3, 3]
    assert "半角的等号" in TRANSLATE(sign.message)
    assert "英文引号" in TRANSLATE(quotes.message)


NOT_TOLD = [
    ("a = 1\na.b = 2\n", 2, "已经写了值"),
    ("a = [1 2]\n", 1, "缺少值"),
    ("x = {a = 1\n", 1, "括号没有闭合"),
    ("a" + ".a" * 3000 + " = 1\n", 1, "嵌套太深"),
    ("x = 1\na = " + "[" * 3000, 2, "嵌套太深"),
]


def test_advice_about_the_ends_of_a_text_holds_for_the_marks_in_it() -> None:
    """What is shown can be copied: straight marks inside are told of too, or do no harm."""
    text = 'edition = "2021"\n[overview]\ntext = {}\n[report]\n'
    (bare,) = found_in(text.format('推进"放管服"改革'))
    assert 'text = "推进"' not in TRANSLATE(bare.message)
    assert '三个英文引号 """' in TRANSLATE(bare.message)
    ends, inside = found_in(text.format('“推进"放管服"改革”'))
    assert "两头要用英文引号" in TRANSLATE(ends.message)
    assert "里面的请改成中文引号" in TRANSLATE(inside.message)


@pytest.mark.parametrize("value", ["3.5.6", "12+3", "85%", "1__0", "2026-1-20 10:00", "3件5"])
def test_a_number_is_proposed_only_where_it_is_certain(value: str) -> None:
    (problem,) = found_in(SAMPLES[0].replace("natural_person = 13612", f"natural_person = {value}"))
    assert "应写成" not in TRANSLATE(problem.message)


@pytest.mark.parametrize(("text", "line", "says"), NOT_TOLD)
def test_where_the_cause_is_not_known_the_parser_is_repeated(
    text: str, line: int, says: str
) -> None:
    (problem,) = found_in(f'edition = "2021"\n{text}')
    assert line_of(problem) == line + 1
    assert says in TRANSLATE(problem.message)


def test_a_missing_header_is_one_fault_and_named() -> None:
    text = SAMPLES[0].replace("[requests.carried_in]\n", "")
    (problem,) = found_in(text)
    assert "[requests.carried_in]" in TRANSLATE(problem.message)


def test_a_header_that_the_file_has_elsewhere_is_not_said_to_be_missing() -> None:
    block = text_of(zeros(load_edition("2021"))).decode()
    start = block.index("[requests.received]\n") + len("[requests.received]\n")
    again = block[start : block.index("[requests.carried_in]")]
    (problem,) = found_in(block[:start] + again + block[start:])
    assert "少了一个表头" in TRANSLATE(problem.message)


def test_faults_beyond_those_named_are_announced() -> None:
    problems = found_in(SAMPLES[0] + "total = 2件\n" * 10_000)
    assert len(problems) == MOST
    said = [TRANSLATE(problem.message) for problem in problems]
    assert "还没有看" in said[-1]
    assert not any("还没有看" in one for one in said[:-1])


HOSTILE = {
    "texts never closed": 'text = """\n',
    "texts and headers": 'text = """\nx\n[a]\n',
    "strays": "随便一行\n",
    "one line": "x",
    "arrays": "a = [\n",
    "brackets": "[",
    "marks": '"x',
    "escaped marks": 'a = """\\"""',
    "commas": "1,",
    "spaces": "\u3000",
    "conflicts": "<<<<<<< a\n=======\n>>>>>>> b\n",
    "half conflicts": "<<<<<<< a\n",
    "returns": "a = 1\r",
    "comments": "# \x01\n",
    "equals": "a = ",
    "dots": "a . ",
    "keys": "total = 1\n",
    "headers": "[report]\n",
    "chinese keys": "自 = ",
    "dates": "date = 2026年",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_work_is_bounded(kind: str) -> None:
    """Ten times the text takes no more than some ten times as long, and soon no longer at all."""
    piece = HOSTILE[kind]

    def seconds(size: int) -> float:
        text = "x = 1\ny =\n" + piece * (size // len(piece))
        took = []
        for _ in range(3):
            start = time.process_time()
            problems = diagnose(text, "x at line 1 column 1")
            took.append(time.process_time() - start)
        assert 0 < len(problems) <= MOST
        return min(took)

    small, large = seconds(20_000), seconds(400_000)
    assert large < 20 * 6 * small + 0.5


@pytest.mark.parametrize(
    "command",
    [
        ("check", "bad.toml"), ("render", "bad.toml"), ("build", "bad.toml", "--out", "out"),
        ("export", "bad.toml"), ("diff", "bad.toml", "bad.toml"), ("check", "--fix", "bad.toml"),
        ("interview", "bad.toml", "--no-input"),
        ("interview", "new.toml", "--no-input", "--from", "bad.toml"),
        ("new", "new.toml", "--organization", "某市人民政府", "--year", "2026", "--from", "bad.toml"),
        ("rollup", "bad.toml", "--organization", "某省人民政府", "--year", "2025", "-o", "new.toml"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_command_says_the_same(tmp_path: Path, command: tuple[str, ...]) -> None:
    lines = cut(SAMPLES[0])
    KINDS["text unclosed"](random.Random(1), lines)
    (problem,) = found_in(joined(lines))
    (tmp_path / "bad.toml").write_text(joined(lines), "utf-8")
    done = govreport(*command, cwd=tmp_path)
    said = done.out + done.err
    assert TRANSLATE(problem.message) in said
    line = line_of(problem)
    assert f"第 {line} 行：" in said or f"  {line}:" in said
    assert (tmp_path / "bad.toml").read_text("utf-8") == joined(lines)


def test_a_configuration_is_told_of_likewise(tmp_path: Path) -> None:
    (tmp_path / "govreport.toml").write_text('ignore = ["GR101", “GR102”]\n', "utf-8")
    (tmp_path / "a.toml").write_text(SAMPLES[0], "utf-8")
    done = govreport("check", ".", cwd=tmp_path)
    assert done.code == 2
    assert "govreport.toml 第 1 行" in done.err
    assert "半角" in done.err
