"""GR102 placeholder: what is left of a template: XX, empty brackets, instructions, a missing number.

bad   全年主动公开信息共条，网址为（具体网址）。
good  见 http://www.xx.gov.cn/xxgk，或关注公众号“XX之声”以外的名称。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from govreport.edition import Edition
from govreport.finding import Passage, Problem
from govreport.messages import msg
from govreport.rules.prose.narrative_texts import Narrative, WordIndex, Written, by_characters
from govreport.rules.prose.vocabulary import vocabulary

CODE = "GR102"
MOST = 50  # pieces of a text that are named
LONGEST_NOTE = (
    8  # characters: from this length on a remark in brackets in an official label is known again
)
TAG = (
    r"</?(?:p|br|span|div|td|tr|th|table|tbody|strong|b|font|img|o:p|li|ul|h[1-6]|em|u)(?:[ /][^<>\n]{0,200})?>"
    r"|</?(?:span|div|td|font|strong|table)\b|/(?:span|div|font|strong|table|td)>|&(?:nbsp|lt|gt|quot|ldquo|rdquo|mdash|emsp|ensp);"
)
SIGNS = re.compile(
    r"(?<![A-Za-z./_:@])[XxＸｘ]{2,12}(?![A-Za-z0-9./_@])|[×✕╳]{2,8}"
    r"|(?<![A-Za-z0-9_])_{2,64}(?![A-Za-z0-9_])|[□△]{2,8}|[?？]{3,8}|" + TAG
)
SIGN = frozenset("XxＸｘ×✕╳_□△?？<&/")
BLANKS = re.compile(
    r"[（(][ \u3000]{0,8}[）)]|【[ \u3000]{0,8}】|《[ \u3000]{0,8}》|“[ \u3000]{0,8}”|〔[ \u3000]{0,8}〕"
    r"|年[ \u3000_]{1,8}月(?:[ \u3000_]{0,8}日)?"
)
PAIRS = ("（）", "()", "【】", "《》", "“”", "〔〕")
COUNTING = ("共", "累计", "总计")
BLANK = frozenset(" \u3000_")


def residue(narrative: Narrative) -> Iterator[Problem]:
    """The pieces of a template that were left standing."""
    for written in narrative.texts:
        taken: list[tuple[int, int]] = []
        for start, end in islice(_pieces(written, narrative.edition), MOST):
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            taken.append((start, end))
            message = msg("“{phrase}”像是模板里没有填好或没有删去的文字。请填写或删去。")
            yield written.problem(CODE, message, Passage(written.address, start, end))


def _pieces(written: Written, edition: Edition) -> Iterator[tuple[int, int]]:
    text, characters = written.text, written.characters
    if not SIGN.isdisjoint(characters):
        for found in SIGNS.finditer(text):
            yield found.span()
    if not BLANK.isdisjoint(characters) or any(pair in text for pair in PAIRS):
        for found in BLANKS.finditer(text):
            yield found.span()
    bracketed = "(" in characters
    text = text.replace("(", "（").replace(")", "）") if bracketed else text
    phrases = _phrases(edition)
    for phrase in _all(phrases) if bracketed else sorted(written.possible(phrases)):
        at = text.find(phrase)
        if at >= 0:
            end = text.find("）", at) + 1 if phrase[0] == "（" and phrase[-1] != "）" else 0
            yield at, min(max(end, at + len(phrase)), at + 60)
    if any(word in text for word in COUNTING) or not BLANK.isdisjoint(characters):
        for found in _missing().finditer(text):
            yield found.span()


def _all(phrases: WordIndex) -> list[str]:
    return sorted(word for words in phrases.by_key.values() for word, _ in words)


@cache
def _phrases(edition: Edition) -> WordIndex:
    """The phrases of templates, and what only the official tables say: remarks in brackets in them."""
    phrases = list(vocabulary().data["residue"]["phrases"])
    for row in edition.rows:
        for label in row.labels:
            note = label.label.partition("（")[2] if not label.label.startswith("（") else ""
            if len(note) >= LONGEST_NOTE:
                phrases.append(note.rstrip("）"))
    return by_characters(dict.fromkeys(phrases))


@cache
def _missing() -> re.Pattern[str]:
    """共主动公开条: a unit without its number."""
    data = vocabulary().data["residue"]
    before, units = "|".join(data["missing_before"]), data["missing_units"]
    return re.compile(
        rf"(?:共|累计|总计)(?:[一-龥]{{0,8}}(?:{before}))?[{units}](?=[，。；、,;]|$)"
        rf"|(?:{before})[ \u3000]{{1,8}}[{units}](?=[，。；、,;]|$)",
        re.M,
    )
