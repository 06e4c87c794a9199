"""The other things a person can look at: help, the list of sections, a pasted block, the summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport.edition import Label, Section
from govreport.finding import Finding
from govreport.interview import narrative
from govreport.interview.balance import column_balances
from govreport.interview.names import Said, place_name, question_name
from govreport.interview.questions import (
    BalanceQuestion,
    FieldQuestion,
    GateQuestion,
    KindsQuestion,
    PromptQuestion,
    Question,
    RowQuestion,
    SummaryQuestion,
    TextQuestion,
)
from govreport.interview.screen_balance import table
from govreport.interview.session import Session
from govreport.interview.text_answers import count
from govreport.matching.block import Block
from govreport.matching.numbers import exact
from govreport.messages import Translator, msg

EXCERPT = 24
SHOWN = 8  # findings that leave room for the rest on a screen of 24 lines


def show_help(session: Session, translate: Translator) -> Iterator[Said]:
    """What the edition says about the current question, and where that comes from."""
    question = session.current
    yield Said(question_name(session, question, translate), "head")
    for label in _labels(session, question):
        if label.guidance:
            yield Said(f"{translate.choose(label.label, label.english)}：{label.guidance}")
        if label.source:
            yield Said(translate(msg("  依据：{source}", source=label.source)), "dim")
    section = session.report.edition.section_at.get(question.section)
    if section is not None and not isinstance(question, KindsQuestion):
        yield Said(f"{translate.choose(section.heading, section.english)}：{section.guidance}")
        yield Said(translate(msg("  依据：{source}", source=section.source)), "dim")
    if isinstance(question, RowQuestion):
        yield Said(
            translate(
                msg(
                    "数字可以用全角；件、条这样的单位可以带；金额带元、万元会换算。没有的填 0 或按回车。"
                )
            )
        )
        yield Said(
            translate(
                msg(
                    "从电子表格复制的几行（每行 6 个或 7 个数，可以带行名）可以直接粘贴，先预览再采用。"
                )
            )
        )
    yield Said(
        translate(msg("? 说明   < 上一题   > 下一题   # 目录   q 保存退出（各题单独输入这一个字）"))
    )


def _labels(session: Session, question: Question) -> list[Label]:
    if isinstance(question, FieldQuestion):
        field = question.field
        return [Label(field.label, field.key, field.english, field.guidance)]
    if isinstance(question, RowQuestion):
        columns = [cell.column.label for cell in session.state.asked(question)]
        return [*question.row.labels, *columns]
    if isinstance(question, KindsQuestion):
        return [column.label for column in question.columns]
    if isinstance(question, PromptQuestion):
        return [question.prompt.label]
    if isinstance(question, TextQuestion) and question.label is not None:
        return [question.label]
    if isinstance(question, GateQuestion | BalanceQuestion):
        rows = session.state.questions.rows(question.section)
        return [row.row.labels[-1] for row in rows if len(row.row.keys) == 2]
    return []


def show_places(session: Session, translate: Translator) -> Iterator[Said]:
    """The list of sections, how far each is, and the number to go there by."""
    yield Said(translate(msg("目录")), "head")
    for number, place in enumerate(session.state.questions.places):
        inside = [
            q for q in session.state.questions.questions
            if q.section == place and session.state.applies(q)
            and not isinstance(q, SummaryQuestion)
        ]  # fmt: skip
        opened = sum(session.state.is_open(q) for q in inside)
        state = (
            ""
            if not inside
            else translate(msg("已填完"))
            if not opened
            else translate(msg("还有 {count} 题", count=opened))
        )
        name = place_name(session, place, translate)
        yield Said(
            f"  {number}  {name}  {state}", "plain" if opened or not inside else "dim", table=True
        )
    yield Said(translate(msg("去哪里？填序号；回车 = 留在原处")))


def show_block(block: Block, translate: Translator) -> Iterator[Said]:
    """Where each pasted number would go. Rows of zeros are only counted."""
    columns = block.lines[0].row.columns
    with_numbers = [line for line in block.lines if any(value != 0 for value in line.numbers)]
    rows = [
        [
            translate(msg("预览")),
            *(_short(translate.choose(c.name, c.label.english), 6) for c in columns),
        ]
    ]
    for line in with_numbers:
        label = line.row.labels[-1]
        rows.append(
            [
                _short(translate.choose(label.label, label.english), 16),
                *("·" if value is None else exact(value) for value in line.numbers),
            ]
        )
    yield from table(rows)
    zeros = len(block.lines) - len(with_numbers)
    if zeros:
        yield Said(translate(msg("另有 {count} 行全是 0。", count=zeros)))
    first, last = block.lines[0].row.labels[-1], block.lines[-1].row.labels[-1]
    yield Said(
        translate(msg("共 {count} 行，从「{first}」到「{last}」。", count=len(block.lines),
                      first=translate.choose(first.label, first.english),
                      last=translate.choose(last.label, last.english))))  # fmt: skip


def _short(text: str, most: int) -> str:
    """A text in so many columns of the terminal, with a sign where it was cut."""
    from wcwidth import wcswidth

    if wcswidth(text) <= most:
        return text
    while wcswidth(text) >= most:
        text = text[:-1]
    return text + "~"


def show_summary(
    session: Session, findings: Sequence[tuple[Finding, Question | None]], translate: Translator
) -> Iterator[Said]:
    """The six sections in brief, what is open, what `check` finds and where each leads back to."""
    report = session.report
    yield Said(
        f"{report.organization}  "
        + report.edition.title.format(year=report.year if report.year is not None else "____"),
        "head",
    )
    for section in report.edition.sections:
        yield Said(translate.choose(section.heading, f"{section.number} {section.english}"), "name")
        for line in _brief(session, section, translate):
            yield Said(line)
    opened = session.state.open_questions
    if opened:
        yield Said(translate(msg("还有 {count} 题没有答，第一题是「{name}」；填 0 去那里。", count=len(opened),
                                 name=question_name(session, opened[0], translate))), "warn")  # fmt: skip
    if not findings and not opened:
        yield Said(translate(msg("check 没有发现问题。")), "good")
    elif findings:
        yield Said(translate(msg("check 发现 {count} 处：", count=len(findings))), "warn")
    for number, (finding, question) in enumerate(findings[:SHOWN], 1):
        where = f" → {question_name(session, question, translate)}" if question is not None else ""
        text = f"  {number} {finding.code} {translate(finding.problem.message)}{where}"
        yield Said(text, "bad" if finding.severity == "error" else "warn")
    if len(findings) > SHOWN:
        yield Said(translate(msg("  另有 {count} 处，改完这些再看。", count=len(findings) - SHOWN)))
    if findings:
        yield Said(translate(msg("填序号回到那一题；回车 = 完成。")))
    else:
        yield Said(translate(msg("回车 = 完成。要改哪里，按 # 看目录。")))


def _brief(session: Session, section: Section, translate: Translator) -> Iterator[str]:
    report = session.report
    if section.narrative:
        text = narrative.whole_text(report, section.key)
        if not text.strip():
            yield translate(msg("  （没有写）"))
            return
        line = " ".join(text.split())
        excerpt = line if len(line) <= EXCERPT else line[:EXCERPT] + "…"
        yield translate(msg("  {count} 字：{excerpt}", count=count(text), excerpt=excerpt))
        return
    cells = [cell for cell in report.edition.cells if cell.section == section.key]
    values = [report.values[cell.number] for cell in cells]
    missing = values.count(None)
    if missing == len(values):
        yield translate(msg("  （没有填）"))
        return
    if not any(values):
        yield translate(msg("  {count} 个数都是 0", count=len(values) - missing)) + (
            translate(msg("，还有 {count} 个没有填", count=missing)) if missing else ""
        )
        return
    yield "  " + "； ".join(_figures(session, section, translate))


def _figures(session: Session, section: Section, translate: Translator) -> Iterator[str]:
    """What a table comes to: the terms of its balance, else its rows that are not 0."""
    report = session.report
    balances = column_balances(session.state.questions, section.key, report)
    if balances:
        for figure in (*balances[-1].left, *balances[-1].right):
            label = figure.cell.row.labels[0]
            yield f"{translate.choose(label.label, label.english)} {exact(figure.value)}"
        return
    totals = {one.total for one in report.edition.sums}
    for row in section.rows:
        cells = report.edition.cells[row.first : row.first + len(row.columns)]
        shown = [cell for cell in cells if cell.number in totals] or cells
        values = [report.values[cell.number] for cell in shown]
        if any(values):
            name = " ".join(translate.choose(one.label, one.english) for one in row.labels)
            yield f"{name} {' '.join('·' if v is None else exact(v) for v in values)}"


def grouped(
    findings: Sequence[tuple[Finding, Question | None]], opened: Sequence[Question]
) -> list[tuple[Finding, Question | None]]:
    """The findings to show: one for each row with numbers not given, none for an open question."""
    kept: list[tuple[Finding, Question | None]] = []
    seen: set[tuple[str, str | None]] = set()
    for finding, question in findings:
        row = (finding.code, finding.problem.row)
        absent = finding.code == "GR004"
        if absent and (question in opened or (finding.problem.column and row in seen)):
            continue
        seen.add(row)
        kept.append((finding, question))
    return kept
