"""GR102 placeholder: what is left of a template: XX, empty brackets, instructions, a missing number.

bad   全年主动公开信息共条，网址为（具体网址）。
good  见 http://www.xx.gov.cn/xxgk，或关注公众号“XX之声”以外的名称。
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice

from govreport.finding import Passage, Problem
from govreport.messages import msg
from govreport.rules.prose.narrative_texts import Narrative
from govreport.rules.prose.vocabulary import data, pattern

CODE = "GR102"
MOST = 50  # pieces of a text that are named
TAG = (
    r"</?(?:p|br|span|div|td|tr|th|table|tbody|strong|b|font|img|o:p|li|ul|h[1-6]|em|u)(?:[ /][^<>\n]{0,200})?>"
    r"|</?(?:span|div|td|font|strong|table)\b|/(?:span|div|font|strong|table|td)>|&(?:nbsp|lt|gt|quot|ldquo|rdquo|mdash|emsp|ensp);"
)
SIGNS = (
    r"(?<![A-Za-z./_:@])[XxＸｘ]{2,12}(?![A-Za-z0-9./_@])|(?<!\d\d\d\d)[×✕╳]{2,8}"
    r"|(?<![A-Za-z0-9_])_{2,64}(?![A-Za-z0-9_])|[□△]{2,8}|[?？]{3,8}|" + TAG
)
BLANKS = (
    r"[（(][ \u3000]{0,8}[）)]|【[ \u3000]{0,8}】|《[ \u3000]{0,8}》|“[ \u3000]{0,8}”|〔[ \u3000]{0,8}〕"
    r"|年[ \u3000_]{1,8}月(?:[ \u3000_]{0,8}日)?"
)
FIRST_OF_SIGNS = "XxＸｘ×✕╳_□△?？<&/"
BLANK = (" ", "\u3000", "_", "（）", "()", "【】", "《》", "“”", "〔〕")  # what blanks have
COUNTING = ("共", "累计", "总计")
Span = tuple[int, int]


def residue(narrative: Narrative) -> Iterator[Problem]:
    """The pieces of a template that were left standing."""
    searches = [search for may, search in SEARCHES if may(narrative.whole)]
    for written in narrative.texts if searches else ():
        taken: list[tuple[int, int]] = []
        pieces = chain.from_iterable(search(written.text) for search in searches)
        for start, end in islice(pieces, MOST):
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            taken.append((start, end))
            message = msg("“{phrase}”像是模板里没有填好或没有删去的文字。请填写或删去。")
            yield written.problem(CODE, message, Passage(written.address, start, end))


def _signs(text: str) -> Iterator[Span]:
    sign, signs, at = re.compile(f"[{FIRST_OF_SIGNS}]"), re.compile(SIGNS), 0
    while (begin := sign.search(text, at)) is not None:
        found = signs.match(text, begin.start())
        at = (found or begin).end()
        if found is None or _explained(text, *found.span()):
            continue
        if (
            found[0][0] in "?？"
            and text.startswith(("”", "》"), found.end())
            and text[: found.start()][-1:] not in "“《"
        ):
            continue  # “什么是依申请公开？？？”
        yield found.span()


def _explained(text: str, start: int, end: int) -> bool:
    """Whether a sentence says itself what its XX stand for: 以“李××”的方式作脱敏处理."""
    begin = max(text.rfind(sign, 0, start) for sign in "。\n") + 1
    stop = min(place for sign in "。\n" if (place := (text + sign).find(sign, end)) >= 0)
    return any(word in text[begin:stop] for word in data("residue")["allowed"])


def _blanks(text: str) -> Iterator[Span]:
    spans = (found.span() for found in re.finditer(BLANKS, text))
    return (span for span in spans if not _explained(text, *span))


def _phrases(text: str) -> Iterator[Span]:
    text = _in_wide_brackets(text)
    for phrase in sorted(data("residue")["phrases"]):
        at = text.find(phrase)
        if at >= 0:
            end = text.find("）", at) + 1 if phrase[0] == "（" and phrase[-1] != "）" else 0
            yield at, min(max(end, at + len(phrase)), at + 60)


def _missing(text: str) -> Iterator[Span]:
    """共主动公开条: a unit without its number."""
    words = data("residue")
    before, units = "|".join(words["missing_before"]), words["missing_units"]
    pattern = re.compile(
        rf"(?:{'|'.join(COUNTING)})(?:[一-龥]{{0,8}}(?:{before}))?[{units}](?=[，。；、,;]|$)"
        rf"|(?:{before})[ \u3000]{{1,8}}[{units}](?=[，。；、,;]|$)",
        re.M,
    )
    return (found.span() for found in pattern.finditer(text))


# ── whether a text may have any ─────────────────────────────────────────────────────────────────


def _has_sign(text: str) -> bool:
    return _has_any(text, FIRST_OF_SIGNS)


def _has_blank(text: str) -> bool:
    return _has_any(text, BLANK)


def _has_any(text: str, signs: Iterable[str]) -> bool:
    for sign in signs:  # noqa: SIM110 - twice as fast, and asked of every text
        if sign in text:
            return True
    return False


def _has_phrase(text: str) -> bool:
    return _any_phrase().search(_in_wide_brackets(text)) is not None


def _has_bare_unit(text: str) -> bool:
    units, before = _bare_units()
    return any(
        text[max(unit.start() - 12, 0) : unit.start()].rstrip(" \u3000").endswith(before)
        for unit in units.finditer(text)
    )


SEARCHES = (
    (_has_sign, _signs),
    (_has_blank, _blanks),
    (_has_phrase, _phrases),
    (_has_bare_unit, _missing),
)


def _in_wide_brackets(text: str) -> str:
    return text.replace("(", "（").replace(")", "）")


@cache
def _bare_units() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What finds a unit without a number, and words that one is wanted behind."""
    words = data("residue")
    units = re.compile(rf"(?m)[{words['missing_units']}](?<!\d.)(?:$|(?=[，。；、,;]))")
    return units, (*COUNTING, *words["missing_before"])


@cache
def _any_phrase() -> re.Pattern[str]:
    return pattern(data("residue")["phrases"])
