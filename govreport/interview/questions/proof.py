"""What a text says that cannot be so, as the rules on prose read it: against the tables before all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from govreport.interview.lines import Line, Shown, Text, place_name
from govreport.interview.questions.question import Question, WaysQuestion
from govreport.interview.state import Misread, State, Taken
from govreport.interview.table import tables_of
from govreport.messages import msg

SHOWN = 8  # problems that leave room for the ways on a screen
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

    others: Sequence[Question]
    whole: bool

    def applies(self, state: State) -> bool:
        return bool(self._found(state))

    def settled(self, state: State) -> bool:
        return self._found(state).keys() <= _left(state)

    def lacking(self, state: State) -> Iterable[str]:
        return ()

    def _found(self, state: State) -> dict[str, Misread]:
        """What is wrong in the text of the section, or in a text by a cell of the section, by its sign."""
        return {
            one.sign: one
            for one in state.misread
            if self.section in (one.section, (one.problem.cell or "").partition(".")[0])
            and (self.whole or one.problem.cell in state.edition.cell_at)
        }

    def form(self, state: State) -> Shown:
        found = list(self._found(state).values())
        yield Line(msg("读了文字，有 {count} 处对不上：", count=len(found)), "bad")
        for one in found[:SHOWN]:
            elsewhere = one.section != self.section
            place = [place_name(state.edition, one.section), "  "] if elsewhere else []
            yield Line(["  ", *place, f"{one.problem.code} ", one.problem.message], "warn")
        if len(found) > SHOWN:
            yield Line(msg("  另有 {count} 处，改完这些再看。", count=len(found) - SHOWN))
        yield Line(msg("去改哪里？填序号；回车 = 先这样（文字已存）"))

    def ways(self, state: State) -> dict[str, Text]:
        texts: dict[str, Text] = {}
        rows: dict[str, Text] = {}
        for one in list(self._found(state).values())[:SHOWN]:
            inside = [other for other in self.others if other.section == one.section]
            says_it = (other for other in inside if one.words in other.text(state.report))
            text = next(says_it, inside[0])
            texts[text.id] = msg("改文字：{name}", name=text.name)
            cell = state.edition.cell_at.get(one.problem.cell or "")
            if cell is not None:
                row = tables_of(state.edition)[cell.section].row_of(cell)
                rows[row.address] = msg("改这一行的数：{name}", name=row.name)
        return texts | rows

    def leave(self, state: State) -> Taken:
        found = self._found(state)
        marks = state.marks.with_value(LEFT, ",".join(sorted(_left(state) | found.keys())))
        # `check` reads the texts, and not the notes under the tables.
        again = sum(one.section in state.report.texts for one in found.values())
        said = msg("先这样：{count} 处，check 会报告。", count=again)
        return Taken(state.changed(marks=marks), said if again else None)


def _left(state: State) -> set[str]:
    """The signs of what the person leaves as it is."""
    return {sign for sign in state.marks.words.get(LEFT, "").split(",") if sign}
