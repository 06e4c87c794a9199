"""The rules' pages as Markdown, for whoever browses the repository.

python tests/tools/pages.py    write govreport/rules/pages/README.md and README.zh-CN.md

The pages themselves are the TOML files there, which `govreport rules CODE` prints.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import rtoml

from govreport.rules import RULES

PAGES = Path(__file__).parents[2] / "govreport" / "rules" / "pages"
MADE = "<!-- Made by tests/tools/pages.py from the TOML files in this folder: change those. -->"
WORDS = {
    "en": {"file": "README.md", "head": "The rules", "error": "error", "warning": "warning",
           "other": "[中文](README.zh-CN.md)", "what": "What is checked", "why": "Why",
           "bad": "Wrong", "good": "Right", "source": "Source"},
    "zh": {"file": "README.zh-CN.md", "head": "核对规则", "error": "错误", "warning": "提醒",
           "other": "[English](README.md)", "what": "检查什么", "why": "为什么",
           "bad": "错的", "good": "对的", "source": "依据"},
}  # fmt: skip


def markdown(language: str) -> str:
    """All rules on one page, with a list of them at its head."""
    words = WORDS[language]
    pages = [(rule, rtoml.load(PAGES / f"{rule.code}.toml")) for rule in RULES]
    parts = [MADE, f"# {words['head']}", words["other"]]
    parts.append("\n".join(
        f"- [{rule.code}](#{rule.code.lower()}-{rule.name}) {page[language]['title']}"
        for rule, page in pages
    ))  # fmt: skip
    for rule, page in pages:
        parts += [f"## {rule.code} {rule.name}", *_section(page, language, words[rule.severity])]
    return "\n\n".join(parts) + "\n"


def _section(page: dict[str, Any], language: str, severity: str) -> list[str]:
    own, words = page[language], WORDS[language]
    return [
        f"**{own['title']}** ({severity})",
        f"*{words['what']}* — {own['what']}",
        f"*{words['why']}* — {own['why']}",
        *(f"{words[kind]}:\n\n```\n{page[kind].strip()}\n```" for kind in ("bad", "good")),
        f"*{words['source']}* — {own.get('source', page['source'])}",
    ]


def main() -> None:
    for language, words in WORDS.items():
        (PAGES / words["file"]).write_text(markdown(language), "utf-8")


if __name__ == "__main__":
    main()
