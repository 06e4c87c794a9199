"""What a merge leaves in a file that two people have changed: lines of <<<<<<<, ======= and >>>>>>>."""

from __future__ import annotations

import re

from govreport.messages import msg
from govreport.tomlio.faults.fault import Fault

MARK = re.compile(r"^(?:(<{7})|(\|{7})|(={7})|(>{7}))(?:[ \t][^\n]*)?\r?$", re.M)
OURS, BASE, MIDDLE, THEIRS = 1, 2, 3, 4


def conflicts(text: str) -> tuple[str, list[Fault]]:
    """The text of the same length with the marks blank, and the second of the two versions; the
    faults, one a conflict."""
    faults: list[Fault] = []
    blank: list[tuple[int, int]] = []
    begun: re.Match[str] | None = None
    cut: int | None = None  # where the version begins that is left out
    line, at = 1, 0
    for mark in MARK.finditer(text):
        line, at = line + text.count("\n", at, mark.start()), mark.start()
        what = mark.lastindex
        blank.append(mark.span())
        if what == OURS:
            begun = begun or mark
        elif what in (BASE, MIDDLE) and begun is not None:
            cut = mark.start() if cut is None else cut
        elif what == THEIRS and begun is not None:
            if cut is not None:
                blank.append((cut, mark.end()))
            faults.append(_fault(begun, line))
            begun = cut = None
        else:
            message = msg("这是合并文件时留下的标记，请把这一行删去。")
            faults.append(Fault(message, *mark.span(), ()))
    if begun is not None:
        faults.append(_fault(begun, 0))
    if not blank:
        return text, []
    characters = list(text)
    for start, end in blank:
        characters[start:end] = [c if c in "\r\n" else " " for c in text[start:end]]
    return "".join(characters), faults


def _fault(begun: re.Match[str], line: int) -> Fault:
    if line:
        message = msg(
            "两个人改了同一处，合并没有做完（到第 {line} 行的 >>>>>>> 为止）：两份里留下对的一份，"
            "<<<<<<<、=======、>>>>>>> 开头的行都删去。",
            line=line,
        )
    else:
        message = msg(
            "两个人改了同一处，合并没有做完：<<<<<<<、=======、>>>>>>> 开头的行都要删去。"
        )
    return Fault(message, *begun.span(), ())
