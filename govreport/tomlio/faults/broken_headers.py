"""Headers of tables that are not closed or otherwise written, and lines that are nothing.

bad   [requests.received      【review】      [other] 其他      第一项
good  [requests.received]     [review]        [other]           # 第一项
"""

from __future__ import annotations

import re

from govreport.messages import msg
from govreport.tomlio.faults.expected_values import ITEMS, known_keys, known_tables, table_of
from govreport.tomlio.faults.fault import Edit, Fault
from govreport.tomlio.faults.toml_statements import ENDS, Statement, header_name
from govreport.tomlio.structure import brief

NAME = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*", re.A)
FULL = re.compile(r"[【】［］．。]")
AND_KEY = re.compile(r"\s*\[{1,2}[^\[\]#=]+\]{1,2}\s*(?P<key>[A-Za-z_][\w-]*)\s*=", re.A)
BEHIND = re.compile(r"(\s*\[{1,2}[^\[\]#]+\]{1,2})(?P<rest>\s*[^\s#\]][^#]*)")


def header(one: Statement) -> Fault | None:
    """A header: its brackets, and what stands behind it."""
    if one.part != "header":
        return None
    start = len(one.text) - len(one.text.lstrip())
    bare = one.text.strip()
    end = start + len(bare)
    if found := AND_KEY.match(one.text):
        message = msg("表头单独写一行：请在“{key}”前面换行。", key=found["key"])
        at = found.start("key")
        return Fault(message, at, end, (Edit(at, at, "\n"),))
    if found := BEHIND.fullmatch(one.text.rstrip()):
        message = msg(
            "表头后面不能再写“{rest}”：说明请放在 # 后面。", rest=brief(found["rest"].strip())
        )
        at = found.start("rest")
        return Fault(message, at, end, (Edit(at, end, ""),))
    name = header_name(bare)
    if not NAME.fullmatch(name):
        meant = re.sub(r"[^A-Za-z0-9_.-]", "", name)
        if meant not in known_tables():
            return _unknown(one, name, start, end)
        name = meant
    right = f"[[{name}]]" if name in ITEMS else f"[{name}]"
    comment = bare.partition("#")[2]
    new = f"{right} #{comment}" if comment else right
    opened = len(re.findall(r"[\[【［]", bare))
    closed = len(re.findall(r"[\]】］}]", bare))
    if FULL.search(bare):
        message = msg("表头的方括号和点要用半角的：应写成 {right}。", right=right)
    elif opened > closed:
        message = msg("表头缺少右边的方括号：应写成 {right}。", right=right)
    elif opened < closed:
        message = msg("表头的方括号左右不一样多：应写成 {right}。", right=right)
    else:
        message = msg("表头应写成 {right}。", right=right)
    return Fault(message, start, end, (Edit(start, end, new),))


def _unknown(one: Statement, name: str, start: int, end: int) -> Fault:
    """A header whose name is none: in Chinese, or empty."""
    known = table_of(name)
    if known is not None:
        message = msg("表头里不能写中文：“{label}”在文件里写作 [{key}]。", label=name, key=known)
        return Fault(message, start, end, (Edit(start, end, f"[{known}]"),))
    message = msg(
        "表头“{name}”不对：方括号里只能用文件里原有的英文名，如 [overview]；是说明的，在行首加 #。",
        name=brief(name),
    )
    return Fault(message, start, end, (Edit(start, end, f'["{one.line}"]'),))  # keys may follow


def stray(one: Statement) -> Fault | None:
    """Lines that are neither header nor key and value."""
    if one.part != "stray":
        return None
    start = len(one.text) - len(one.text.lstrip())
    first = one.text.find("\n", start)
    end = first if first >= 0 else len(one.text)
    count = len([line for line in one.text.split("\n") if line.strip()])
    edits = (Edit(0, len(one.text), ""),)
    if not one.text.strip().strip(ENDS):
        message = msg("这一行多了引号，前面没有文字要它来结束：请删去。")
    elif "\t" in one.text.strip() and len(re.findall(r"\d+", one.text)) > 1:
        message = msg(
            "这里像是粘贴的表格（{count} 行），文件里放不下：数要一格一行，写在各自的键后面，如 total = 3。",
            count=count,
        )
    elif (key := one.text.strip()) in known_keys():
        message = msg("“{key}”后面缺少等号和值；没有的把这一行删去。", key=key)
    elif count == 1:
        message = msg(
            "这一行既不是表头，也不是“键 = 值”：是说明的，开头加 #；要印在报告里的，放进 text 后面的引号里；"
            "不要的请删去。"
        )
    else:
        message = msg(
            "从这一行起有 {count} 行既不是表头，也不是“键 = 值”：是说明的，每行开头加 #；要印在报告里的，"
            "放进 text 后面的引号里；不要的请删去。",
            count=count,
        )
    return Fault(message, start, end, edits)
