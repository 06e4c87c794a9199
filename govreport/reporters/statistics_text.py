"""`check --statistics` as text: findings by code, with the organs that have the most of each, and organs
by years, to fit a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.messages import Message, Translator, msg
from govreport.reporters.summary import MISSED, Display, Run, Statistics
from govreport.text import display_width, pad, printable, shorten

YEAR_WIDTH = 6
NAME_WIDTH = 20  # at least so much is left for an organ's name
ROWS = 100


def report_statistics(run: Run, display: Display) -> str:
    """Two tables in the width of a terminal. The newest years, where not all fit."""
    translate = display.translate
    codes, found = run.by_code(), run.statistics
    widest = max((len(name) for _, name, _ in codes), default=0)
    most = found.most if found is not None else {}
    lines = [
        shorten(
            f"{count:>7}  {code}  {name:<{widest}}  " + translate(_organs(most.get(code, ()))),
            display.width,
        ).rstrip()
        for code, name, count in codes
    ] or [translate(msg("{files} 份报告，没有发现问题{waived}。", files=run.files, waived=""))]
    if run.known:
        lines.append(translate(msg("另有 {count} 个问题在基线里，没有算进来。", count=run.known)))
    if found is not None:
        lines += ["", *_matrix(found, translate, display.width)]
    if run.not_compared:
        count = len(run.not_compared)
        lines += ["", translate(msg("没有与各机关核对的汇总报告：{count} 份。", count=count))]
        for path, reason in run.not_compared[:ROWS]:
            said = translate(msg("{path}：{reason}", path=path, reason=reason))
            lines.append(f"  {printable(said)}")
    return "\n".join(lines) + "\n"


def _organs(most: Sequence[tuple[str, int]]) -> Message:
    return msg("{organs}", organs=[f"{printable(name)} {count}" for name, count in most])


def _matrix(found: Statistics, translate: Translator, width: int) -> list[str]:
    fitting = max(1, (width - NAME_WIDTH) // YEAR_WIDTH)
    years = list(found.years)[-fitting:]
    room = width - YEAR_WIDTH * len(years)
    lines = []
    if found.rows:
        names = [printable(name) for name in found.rows]
        room = min(room, max(NAME_WIDTH, *(display_width(name) + 2 for name in names)))
        lines.append(" " * room + "".join(f"{year:>{YEAR_WIDTH}}" for year in years))
    for name, row in list(found.rows.items())[:ROWS]:
        cells = [pad(_cell(row.get(year), translate), YEAR_WIDTH, "right") for year in years]
        lines.append(pad(shorten(printable(name), room - 1), room) + "".join(cells))
    if len(found.rows) > ROWS:
        lines.append(translate(msg("……还有 {count} 个机关", count=len(found.rows) - ROWS)))
    if found.clean:
        lines.append(translate(msg("各年都没有问题的机关：{count} 个", count=found.clean)))
    if len(years) < len(found.years):
        lines.append(translate(msg("只显示最近 {count} 年。", count=len(years))))
    lines.append(translate(msg("√ 没有问题；数字是问题个数；缺 是没有报告；· 不必有。")))
    return lines


def _cell(value: int | None, translate: Translator) -> str:
    if value is None:
        return "·"
    if value == MISSED:
        return translate(msg("缺"))
    return str(value) if value else "√"
