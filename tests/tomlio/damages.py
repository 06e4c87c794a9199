"""Report files as people leave them, and what people do to them by hand, one kind of damage a function."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samples import CITY, SEED, zeros

from govreport.edition import load_edition
from govreport.tomlio import skeleton


@dataclass(eq=False)
class Line:
    """A line of a file. `part` numbers the statement it is in: two damages never meet in one."""

    text: str
    part: int
    inside: bool = False  # a text of several lines


@dataclass(frozen=True)
class Done:
    """A damage: the lines on one of which it has to be named, and how the advice begins to be told."""

    lines: Sequence[Line]
    says: str


Damage = Callable[[random.Random, list[Line]], Done | None]
NUMBER = re.compile(r"([a-z_]+) = (\d+)(\s+#.*)?")
HEADER = re.compile(r"\[[a-z_.]+\]")


def as_filled(edition: str) -> str:
    """What `new` makes, filled in by hand: the notes stay, each number is put behind its key."""
    text = skeleton(zeros(load_edition(edition)).with_numbers({}))
    text = re.sub(r"(?m)^# ([a-z_]+) =(  # .*)$", r"\1 = 0\2", text)
    text = text.replace("# [preamble]", "[preamble]")
    return re.sub(r"(?m)^# text =$", 'text = """\n一段话。\n第二段“话”。\n"""', text)


def samples() -> list[str]:
    """Whole reports of both editions, compact and with notes."""
    return [CITY.read_text("utf-8"), SEED.read_text("utf-8"), as_filled("2019"), as_filled("2021")]


def cut(text: str) -> list[Line]:
    """The lines of a sample, each with its statement."""
    found: list[Line] = []
    part, inside = 0, False
    for line in text.split("\n"):
        if not inside:
            part += 1
        ends = line.count('"""') % 2 == 1
        found.append(Line(line, part, inside))
        inside = inside != ends
    return found


def joined(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _pick(
    rng: random.Random, lines: list[Line], pattern: str, *, inside: bool = False
) -> Line | None:
    found = [one for one in lines if one.inside == inside and re.fullmatch(pattern, one.text)]
    return rng.choice(found) if found else None


def _after(lines: list[Line], line: Line, new: str) -> Line:
    added = Line(new, line.part)
    lines.insert(lines.index(line) + 1, added)
    return added


def _value(new: Sequence[str], says: str, pattern: str = r"[a-z_]+ = \d+(\s+#.*)?") -> Damage:
    """Another value behind a key."""

    def damage(rng: random.Random, lines: list[Line]) -> Done | None:
        line = _pick(rng, lines, pattern)
        if line is None or line.text.startswith("year"):
            return None
        key, _, old = line.text.partition(" = ")
        comment = old.partition("#")[1] + old.partition("#")[2]
        line.text = f"{key} = {rng.choice(new)}" + (f"  {comment}" if comment else "")
        return Done([line], says)

    return damage


def _line(change: Callable[[str], str], says: str, pattern: str) -> Damage:
    """A whole line written otherwise."""

    def damage(rng: random.Random, lines: list[Line]) -> Done | None:
        line = _pick(rng, lines, pattern)
        if line is None:
            return None
        line.text = change(line.text)
        return Done([line], says)

    return damage


def _text(change: Callable[[list[Line], random.Random], Line], says: str) -> Damage:
    """A text of several lines: `change` gets its lines, and gives the one that is to be named."""

    def damage(rng: random.Random, lines: list[Line]) -> Done | None:
        opener = _pick(rng, lines, '(text|note) = """.*')
        if opener is None:
            return None
        whole = [one for one in lines if one.part == opener.part]
        if len(whole) < 3 or any(one.text == "" for one in whole):
            return None
        return Done([change(whole, rng)], says)

    return damage


def _unclosed(whole: list[Line], _rng: random.Random) -> Line:
    whole[-1].text = whole[-1].text.replace('"""', "")
    return whole[0]


def _closed_otherwise(whole: list[Line], rng: random.Random) -> Line:
    whole[-1].text = whole[-1].text.replace('"""', rng.choice(['""', '"', "”””", "”"]))
    return whole[0]


def _bare(whole: list[Line], rng: random.Random) -> Line:
    whole[0].text = whole[0].text.replace('"""', "")
    if rng.random() < 0.5:
        whole[-1].text = whole[-1].text.replace('"""', "")
    return whole[0]


def _one_mark(whole: list[Line], rng: random.Random) -> Line:
    whole[0].text = whole[0].text.replace('"""', '"')
    whole[-1].text = whole[-1].text.replace('"""', rng.choice(['"""', '"']))
    return whole[0]


def _chinese_marks(whole: list[Line], rng: random.Random) -> Line:
    count = rng.choice([1, 3])
    whole[0].text = whole[0].text.replace('"""', "“" * count)
    whole[-1].text = whole[-1].text.replace('"""', "”" * count)
    return whole[0]


def _closed_early(whole: list[Line], rng: random.Random) -> Line:
    at = rng.randrange(1, len(whole) - 1)
    whole[at].text += '"""'
    return whole[at + 1]


def _backslash(whole: list[Line], rng: random.Random) -> Line:
    line = rng.choice(whole[1:-1])
    line.text = f"见 D:\\公开\\{line.text}"
    return line


def _control(whole: list[Line], rng: random.Random) -> Line:
    line = rng.choice(whole[1:-1])
    line.text = line.text[:1] + rng.choice("\x0b\x0c\x01\x1f") + line.text[1:]
    return line


def _behind(whole: list[Line], rng: random.Random) -> Line:
    whole[-1].text += rng.choice(["。", "（完）", " 说明"])
    return whole[-1]


def key_twice(rng: random.Random, lines: list[Line]) -> Done | None:
    line = _pick(rng, lines, NUMBER.pattern)
    if line is None:
        return None
    added = _after(lines, line, line.text)
    return Done([added], "已经写过")


def table_twice(rng: random.Random, lines: list[Line]) -> Done | None:
    first = _pick(rng, lines, HEADER.pattern)
    if first is None:
        return None
    lines += [Line("", 0), added := Line(first.text, 0)]
    return Done([added], "已经有了")


def stray(rng: random.Random, lines: list[Line]) -> Done | None:
    line = _pick(rng, lines, NUMBER.pattern)
    if line is None:
        return None
    words = rng.choice(
        ["随便一行", "注：含上年结转。", "第二十条第（一）项/规章", "- 其他", "共 3 件"]
    )
    return Done([_after(lines, line, words)], "既不是表头")


def table_pasted(rng: random.Random, lines: list[Line]) -> Done | None:
    line = _pick(rng, lines, NUMBER.pattern)
    if line is None:
        return None
    return Done([_after(lines, line, "予以公开\t3\t0\t0\t0")], "粘贴的表格")


def conflict(rng: random.Random, lines: list[Line]) -> Done | None:
    line = _pick(rng, lines, NUMBER.pattern)
    if line is None:
        return None
    other = line.text
    at = lines.index(line)
    begun = Line("<<<<<<< HEAD", line.part)
    lines.insert(at, begun)
    for text in reversed(["=======", other, ">>>>>>> 别人"]):
        _after(lines, line, text)
    return Done([begun], "合并没有做完")


def _sign(new: str, says: str) -> Damage:
    return _line(lambda text: text.replace(" = ", new, 1), says, NUMBER.pattern)


ABOUT = r'(organization|kind|scope) = ".*"'
KINDS: dict[str, Damage] = {
    "unit": _value(["2件", "３ 件", "12 份。"], "应写成"),
    "thousands": _value(["1,234", "1，234", "12,345,678"], "数里面不写逗号"),
    "full width": _value(["２", "１２３"], "数字要用半角"),
    "leading zero": _value(["012", "00"], "不以 0 开头"),
    "remark": _value(["22（其中修订16件）"], "说明要放在 # 后面"),
    "none": _value(["无", "—", "/", "——"], "没有的填 0"),
    "words": _value(["三件", "十二"], "阿拉伯数字"),
    "nothing": _value([""], "等号后面是空的"),
    "about five": _value(["约五十件", "若干"], "不是数"),
    "date": _value(["2026年1月20日", "2026.1.20", "2026/1/20", "2026-1-20", "２０２６年１月２０日"],
                   "2026-01-20", r"date = .*"),
    "no such day": _value(["2026-02-30", "2026年13月1日"], "这一天", r"date = .*"),
    "unclosed": _line(lambda text: text[:-1], "没有闭合", ABOUT),
    "no marks": _line(lambda text: text.replace('"', ""), "英文引号里", ABOUT),
    "chinese marks": _line(lambda text: text.replace('"', "“", 1)[:-1] + "”", "中文引号", ABOUT),
    "closed by a chinese mark": _line(lambda text: text[:-1] + "”", "不是英文引号", ABOUT),
    "marks inside": _line(lambda text: text[:-2] + '"内"' + text[-2:], "中文引号", ABOUT),
    "path": _line(lambda text: text[:-1] + '\\公"', "反斜杠", ABOUT),
    "colon": _sign("：", "等号"),
    "full-width equals": _sign(" ＝ ", "等号"),
    "comma": _sign("，", "等号"),
    "no equals": _sign("  ", "缺少等号"),
    "two equals": _sign(" == ", "只要一个等号"),
    "ideographic space": _line(lambda text: "\u3000" + text, "全角空格", NUMBER.pattern),
    "no-break space": _line(lambda text: text.replace(" = ", "\xa0= "), "看不见的字符", NUMBER.pattern),
    "byte order mark": _line(lambda text: "\ufeff" + text, "看不见的字符", NUMBER.pattern),
    "header unclosed": _line(lambda text: text[:-1], "缺少右边的方括号", HEADER.pattern),
    "header in full width": _line(lambda text: f"【{text[1:-1]}】", "半角", HEADER.pattern),
    "header unopened": _line(lambda text: text[1:], "应写成", HEADER.pattern),
    "header and words": _line(lambda text: f"{text} 情况", "表头后面", HEADER.pattern),
    "control in a comment": _line(lambda text: f"{text} # \x01", "控制字符", NUMBER.pattern),
    "text unclosed": _text(_unclosed, "没有闭合"),
    "text closed otherwise": _text(_closed_otherwise, "三个引号"),
    "text bare": _text(_bare, "没有加引号"),
    "text with one mark": _text(_one_mark, "三个英文引号"),
    "text in chinese marks": _text(_chinese_marks, "中文引号"),
    "text closed early": _text(_closed_early, "落在引号外面"),
    "text with a path": _text(_backslash, "反斜杠"),
    "text with a control character": _text(_control, "控制字符"),
    "words behind a text": _text(_behind, "引号后面还有"),
    "key twice": key_twice,
    "table twice": table_twice,
    "stray": stray,
    "pasted table": table_pasted,
    "conflict": conflict,
}  # fmt: skip
