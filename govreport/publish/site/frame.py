"""What stands around every page: its language, title, way back, and the words that all have."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.edition import organ_key
from govreport.messages import Message, Translator, msg
from govreport.publish.site.page_files import INDEX, STYLE, href, root_of
from govreport.publish.site.survey import ABSENT, EXEMPT, NONE, OK, WARNED, WRONG, Entry
from govreport.report import OWN, ROLLED_UP
from govreport.text import clean

LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}
SIGNS = {
    OK: Message("✓"),
    WARNED: Message("△"),
    WRONG: Message("✗"),
    ABSENT: msg("缺"),
    EXEMPT: Message("·"),
    NONE: Message(""),
}


def frame(
    output: str,
    translate: Translator,
    district: str,
    heading: str,
    crumbs: Sequence[tuple[str, str]] = (),
    styles: Sequence[str] = (),
) -> dict[str, object]:
    """The data of `site/frame.html.j2`. `crumbs`: text and file of the pages above, the first one's aside;
    `styles`: style sheets after the one that all pages have."""
    root = root_of(output)
    home = site_title(translate, district)
    title = heading if output == INDEX else f"{heading} · {home}"
    return {
        "lang": LANGUAGE_TAGS[translate.language],
        "title": title,
        "heading": heading,
        "root": root,
        "styles": [href(root, one) for one in (STYLE, *styles)],
        "crumbs": [
            {"text": clean(text), "href": href(root, file)}
            for text, file in ([(home, INDEX), *crumbs] if output != INDEX else [])
        ],
        "skip": translate(msg("跳到正文")),
        "where": translate(msg("所在位置")),
        "footer": translate(msg("由 govreport 根据各机关的报告生成。")),
    }


def site_title(translate: Translator, district: str) -> str:
    """What the site is called."""
    if district:
        return translate(
            msg("{organ}政府信息公开工作年度报告汇编", organ=clean(organ_key(district)))
        )
    return translate(msg("政府信息公开工作年度报告汇编"))


def state_words(state: str, errors: int = 0, warnings: int = 0) -> Message:
    """A report's state in words."""
    if state == WRONG:
        if warnings:
            return msg("{errors} 处错误，{warnings} 处提醒", errors=errors, warnings=warnings)
        return msg("{errors} 处错误", errors=errors)
    if state == WARNED:
        return msg("{warnings} 处提醒", warnings=warnings)
    return {
        OK: msg("没有问题"),
        ABSENT: msg("缺报告"),
        EXEMPT: msg("不必报告"),
        NONE: msg("没有报告"),
    }[state]


def _counted(entry: Entry) -> str:
    """How many errors and warnings a report has, with their signs."""
    found = [(SIGNS[WRONG], entry.errors), (SIGNS[WARNED], entry.warnings)]
    return " ".join(f"{sign.template}{count}" for sign, count in found if count)


def state_of(entry: Entry, translate: Translator) -> dict[str, object]:
    """The state of a report, for a template: a `sign` to stand beside the words, and one that is `short`
    enough for a table, to stand alone for who can see it."""
    sign = translate(SIGNS[entry.state])
    return {
        "state": entry.state,
        "sign": sign,
        "short": _counted(entry) or sign,
        "words": translate(state_words(entry.state, entry.errors, entry.warnings)),
    }


def scope_words(scope: str) -> Message | str:
    """How a scope is called."""
    known = {OWN: msg("本机关"), ROLLED_UP: msg("汇总")}
    return known.get(scope) or clean(scope)


def report_name(entry: Entry, translate: Translator) -> str:
    """A report by its year, and its scope where that is not its own organ's."""
    if entry.scope == OWN:
        return translate(msg("{year} 年", year=entry.year))
    scope = scope_words(entry.scope)
    return translate(msg("{year} 年（{scope}）", year=entry.year, scope=scope))
