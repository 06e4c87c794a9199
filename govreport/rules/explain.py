"""What a rule says, why, a bad and a good example, and its source, in either language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import rtoml

from govreport.finding import OF_THE_FILE
from govreport.messages import Message, Translator, msg
from govreport.report import Waiver
from govreport.rules.presence import MISSING
from govreport.rules.rule import Rule

PAGES_DIR = Path(__file__).parent / "pages"


def document(rule: Rule) -> dict[str, Any]:
    """The rule's page: tables `zh` and `en` with title, what, why; and bad, good, source."""
    return rtoml.loads((PAGES_DIR / f"{rule.code}.toml").read_text("utf-8"))


def explain(rule: Rule, translate: Translator, *, brief: bool = False) -> str:
    """The rule's page as text; `brief`: one line."""
    page = document(rule)
    words = page[translate.language]
    if brief:
        return str(words["title"])
    severity = translate(msg("错误") if rule.severity == "error" else msg("提醒"))
    parts = [f"{rule.code} {rule.name}（{severity}）", "", words["title"]]

    def add(heading: Message, text: str, indent: str = "") -> None:
        parts.extend(["", translate(heading)])
        parts.extend(f"  {indent}{line}".rstrip() for line in text.strip().split("\n"))

    add(msg("检查什么"), words["what"])
    add(msg("为什么"), words["why"])
    add(msg("错的"), page["bad"], "  ")
    add(msg("对的"), page["good"], "  ")
    add(msg("依据"), words.get("source", page["source"]))
    if rule.code not in (*OF_THE_FILE, MISSING):  # those stand in no report, or in none to stand by
        heading = msg("确有理由不改的，在报告文件末尾写（check -v 给出各格的 cell）")
        add(heading, "\n".join(Waiver(rule.code, "…", "…").lines()), "  ")
    return "\n".join(parts)
