"""What a text says that cannot be so, as the rules on prose read it: against the tables before all."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from govreport.finding import Problem
from govreport.interview.lines import Line, Shown, Text, place_name
from govreport.interview.questions.question import Question, WaysQuestion
from govreport.interview.state import State, Taken
from govreport.interview.table import Table
from govreport.messages import msg

LEFT = "proof"  # the mark of what the person has seen and leaves as it is


def proof_id(behind: str) -> str:
    """The question about the texts that stands behind another one, or at the end of a section."""
    return f"{behind}.{LEFT}"


@dataclass(frozen=True, eq=False, kw_only=True)
class ProofQuestion(WaysQuestion):
    """Asked behind a text, and behind a table of which a text speaks. `others`: those that it leads to.
    `whole`: the section is at its end; before that only what the tables contradict is wrong in it.

    What was left as it is, is not asked about again before the words or the figure change.
    """

    tables: Sequence[Table]
    others: Sequence[Question]
    whole: bool

    def applies(self, state: State) -> bool:
        return bool(self._problems(state))

    def settled(self, state: State) -> bool:
        """Whether the person has seen all of it."""
        left = state.marks.words.get(LEFT, "").split(",")
        return all(_sign(one, words) in left for one, words in self._problems(state))

    def lacking(self, state: State) -> Iterable[str]:
        return ()

    def _problems(self, state: State) -> list[tuple[Problem, str]]:
        """What is wrong in the text of the section, or in a text by a cell of the section."""
        return [
            (problem, words)
            for problem, words in state.misread
            if self.section in (_section(problem), (problem.cell or "").partition(".")[0])
            and (self.whole or problem.cell in state.edition.cell_at)
        ]

    def form(self, state: State) -> Shown:
        found = self._problems(state)
        yield Line(msg("读了文字，有 {count} 处对不上：", count=len(found)), "bad")
        for problem, _ in found:
            says: list[Text] = ["  ", f"{problem.code} ", problem.message]
            if _section(problem) != self.section:
                says[1:1] = [place_name(state.edition, _section(problem)), "  "]
            yield Line(says, "warn")
        yield Line(msg("去改哪里？填序号；回车 = 先这样（文字已存，汇总时还会提到）"))

    def ways(self, state: State) -> dict[str, Text]:
        """To the texts, then to the numbers."""
        texts: dict[str, Text] = {}
        rows: dict[str, Text] = {}
        for problem, words in self._problems(state):
            inside = [one for one in self.others if one.section == _section(problem)]
            says_it = (one for one in inside if words in one.text(state.report))
            one = next(says_it, inside[0])
            texts[one.id] = msg("改文字：{name}", name=one.name)
            if (cell := state.edition.cell_at.get(problem.cell or "")) is not None:
                found = (table.row_of(cell.number) for table in self.tables)
                rows |= {
                    row.id: msg("改这一行的数：{name}", name=row.name)
                    for row in found
                    if row is not None
                }
        return texts | rows

    def leave(self, state: State) -> Taken:
        signs = {_sign(*one) for one in self._problems(state)}
        left = signs | {one for one in state.marks.words.get(LEFT, "").split(",") if one}
        marks = state.marks.with_value(LEFT, ",".join(sorted(left)))
        return Taken(
            state.changed(marks=marks),
            (msg("先这样：{count} 处，check 会报告。", count=len(signs)),),
        )


def _section(problem: Problem) -> str:
    """The section in whose text a problem is."""
    return problem.passage.address.partition(".")[0] if problem.passage is not None else ""


def _sign(problem: Problem, words: str) -> str:
    """By what a problem is known again, wherever its words have moved."""
    told = (problem.code, words, problem.cell, problem.expected)
    return f"{zlib.crc32(repr(told).encode()):08x}"
