"""The balance of a table beside its questions, and the question what to do where it fails."""

from __future__ import annotations

from collections.abc import Container, Iterator

from govreport.interview.balance import column_balances, unbalanced
from govreport.interview.names import Said, Style, label_of, question_name
from govreport.interview.session import Session
from govreport.matching.numbers import exact
from govreport.messages import Translator, msg


def show_balance(session: Session, translate: Translator) -> Iterator[Said]:
    """The balance of every column that is asked about, as a small table."""
    question = session.current
    kinds = session.state.kinds(question.section)
    rows_of = session.state.questions.rows(question.section)
    typed = {cell.column.key for row in rows_of for cell in row.cells}
    balances = [
        one
        for one in column_balances(session.state.questions, question.section, session.report)
        if kinds is None or one.column.key in kinds or one.column.key not in typed or one.missing
    ]
    if not any(f.complete for one in balances for f in one.left):
        return
    names = [f.name for f in (*balances[0].left, *balances[0].right)]
    signs = " + ".join(names[: len(balances[0].left)]), " + ".join(names[len(balances[0].left) :])
    rows = [[f"{signs[0]} = {signs[1]}", *names, translate(msg("还差"))]]
    for one in balances:
        figures = [
            exact(f.value) if f.complete else f"({exact(f.value)})" if f.value else "·"
            for f in (*one.left, *one.right)
        ]
        left = "=" if one.missing == 0 else exact(one.missing)
        rows.append([label_of(one.column.label, translate), *figures, left])
    bad = {number for number, one in enumerate(balances, 1) if one.missing < 0}
    yield from table(rows, bad=bad)
    if balances[-1].left[0].complete and all(one.missing == 0 for one in balances):
        yield Said(translate(msg("都分完了：余下各行应当是 0。")), "good")


def table(rows: list[list[str]], bad: Container[int] = ()) -> Iterator[Said]:
    """Rows as aligned text: the first column to the left, the others to the right."""
    from wcwidth import wcswidth

    widths = [max(wcswidth(row[i]) for row in rows) for i in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = [row[0] + " " * (widths[0] - wcswidth(row[0]))]
        cells += [
            " " * (width - wcswidth(cell)) + cell
            for cell, width in zip(row[1:], widths[1:], strict=True)
        ]
        style: Style = "dim" if number == 0 else "bad" if number in bad else "plain"
        yield Said("  " + "  ".join(cells), style, table=True)


def balance_form(session: Session, translate: Translator) -> Iterator[Said]:
    """The columns that do not balance, each with its figures, and the rows to go to."""
    yield Said(translate(msg("有几栏不平：")), "bad")
    columns = unbalanced(session.state.questions, session.current.section, session.report)
    for one in columns:
        left = " + ".join(f"{f.name} {exact(f.value)}" for f in one.left)
        right = " + ".join(f"{f.name} {exact(f.value)}" for f in one.right)
        yield Said(
            translate(msg("  {column}：{left} ≠ {right}，相差 {missing}",
                          column=label_of(one.column.label, translate), left=left, right=right,
                          missing=exact(one.missing))), table=True)  # fmt: skip
    yield Said(translate(msg("去改哪一行？填序号；回车 = 先这样（check 会报告）")))
    for place, (term, question) in enumerate(session.ways(), 1):
        name = question_name(session, question, translate)
        yield Said(f"  {place} {term}：{name}", table=True)
