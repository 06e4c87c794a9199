"""Signs of the wrong kind or that nobody sees: around keys, in arrays, and in texts.

bad   total： 3      total＝3      自然人 = 3           text = "见 D:\\公开\\年报"
good  total = 3      total = 3     natural_person = 3   text = "见 D:\\\\公开\\\\年报"
"""

from __future__ import annotations

import re
import unicodedata

from govreport.messages import msg
from govreport.tomlio.faults.expected_values import key_of
from govreport.tomlio.faults.fault import Edit, Fault
from govreport.tomlio.faults.toml_statements import QUOTES, UNSEEN, Statement
from govreport.tomlio.structure import brief

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SPACES = re.compile(rf"[{UNSEEN}\x85\x1c-\x1f\x0b\x0c]")
BACKSLASH = re.compile(r'\\(?:[btnfr"\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ \t]*\r?\n|(?P<wrong>))')
ARRAY = {
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
    "，": ",",
    "、": ",",
    "“": '"',
    "”": '"',
    "＂": '"',
    "；": ",",
}
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')


def key_in_chinese(one: Statement) -> Fault | None:
    """An official name in place of the key that stands for it; full-width letters."""
    if one.head is None or not one.key or one.key.isascii():
        return None
    start, end = one.head.span("key")
    plain = unicodedata.normalize("NFKC", one.key)
    if plain.isascii():
        message = msg("“{key}”要用半角字母写成 {plain}。", key=one.key, plain=plain)
        return Fault(message, start, end, (Edit(start, end, plain),))
    known = key_of(one.table, one.key)
    if known is not None:
        message = msg("等号前面不能写中文：“{label}”在文件里写作 {key}。", label=one.key, key=known)
        return Fault(message, start, end, (Edit(start, end, known),))
    message = msg(
        "等号前面不能写中文“{label}”，只能用文件里原有的英文名；只是说明的，在行首加 #。",
        label=brief(one.key),
    )
    return Fault(message, start, end, (Edit(start, end, f'"{one.key}"'),))


def sign(one: Statement) -> Fault | None:
    """No equals sign between a key and its value, or another sign in its place."""
    if one.head is None or one.head["sign"] == "=":
        return None
    start, end = one.head.span("sign")
    edits = (Edit(start, end, "=" if one.head["sign"] else " = "),)
    found = one.head["sign"]
    if not found:
        message = msg("“{key}”和后面的值之间缺少等号 =。", key=one.key)
        start, end = one.head.span("after")
        return Fault(message, start, end, (Edit(start, end, " = "),))
    if set(found) == {"="}:
        message = msg("“{key}”后面只要一个等号 =。", key=one.key)
    else:
        message = msg("“{key}”后面要用半角的等号 =，现在是“{found}”。", key=one.key, found=found)
    return Fault(message, start, end, edits)


def space(one: Statement) -> Fault | None:
    """Spaces that are none for the parser: full-width ones, those that cannot be seen."""
    if one.part not in ("pair", "header"):
        return None
    end = one.head.end() if one.head is not None else len(one.text)
    found = list(SPACES.finditer(one.text, 0, end))
    if one.part == "pair" and one.value[1][:1] not in QUOTES:
        bare = one.value[1].partition("#")[0]
        behind = one.value[0] + len(bare.rstrip())
        found += SPACES.finditer(one.text, behind, max(behind, one.value[0] + len(bare)))
        found += SPACES.finditer(one.text, one.value[0] + len(one.value[1]))
    if not found:
        return None
    code = f"U+{ord(found[0][0]):04X}"
    if found[0][0] == "\u3000":
        message = msg(
            "行首、等号两边和表头里不能用全角空格（共 {count} 处）：请删去，或改成半角空格。",
            count=len(found),
        )
    else:
        message = msg(
            "这一行有看不见的字符（{code}，共 {count} 处），多半是粘贴时带来的：请删去，或把这一行重新打一遍。",
            code=code, count=len(found),
        )  # fmt: skip
    edits = tuple(Edit(*one_found.span(), " ") for one_found in found)
    return Fault(message, found[0].start(), found[-1].end(), edits)


def control(one: Statement) -> Fault | None:
    """Control characters, in a text or a comment."""
    found = list(CONTROL.finditer(one.text))
    if not found:
        return None
    code = f"U+{ord(found[0][0]):04X}"
    message = msg(
        "这里有不允许的控制字符（{code}，共 {count} 个），看不见，多半是从 Word、网页粘贴时带来的：请删去它，"
        "该换行的地方重新按回车。",
        code=code, count=len(found),
    )  # fmt: skip
    edits = tuple(Edit(*one_found.span(), " ") for one_found in found)
    return Fault(message, found[0].start(), found[0].end(), edits)


def backslash(one: Statement) -> Fault | None:
    """A backslash in quotation marks that means nothing, as in the path of a file."""
    start, value = one.value
    if not value.startswith('"'):
        return None
    found = [m for m in BACKSLASH.finditer(one.text, start) if m["wrong"] is not None]
    if not found:
        return None
    message = msg(
        "引号里的反斜杠 \\ 有别的用处（共 {count} 处）：要印出 \\ 的，请写成两个 \\\\，如 D:\\\\公开。",
        count=len(found),
    )
    edits = tuple(Edit(m.start(), m.start(), "\\") for m in found)
    return Fault(message, found[0].start(), found[0].start() + 1, edits)


def array(one: Statement) -> Fault | None:
    """Full-width signs in an array, or one that is not closed."""
    start, value = one.value
    if value[:1] not in ("[", "［", "【") or not value:
        return None
    outside = _outside(value)
    wrong = [place for place, c in enumerate(outside) if c in ARRAY]
    if wrong:
        message = msg('一组文字要写成 ["甲", "乙"]：方括号、引号和逗号都用英文的（半角）。')
        edits = tuple(Edit(start + at, start + at + 1, ARRAY[value[at]]) for at in wrong)
        return Fault(message, start + wrong[0], start + wrong[-1] + 1, edits)
    if outside.count("[") == outside.count("]") + 1:
        message = msg("方括号没有闭合：请在末尾加一个 ]。")
        end = start + len(value)
        return Fault(message, start, end, (Edit(end, end, "\n]"),))
    return None


def _outside(value: str) -> str:
    """A value of the same length in which texts in quotation marks, and comments, are blank."""
    return re.sub(STRING.pattern + "|#.*", lambda found: " " * len(found[0]), value)
