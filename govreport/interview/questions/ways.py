"""What questions have in common that lead to others: a numbered list of ways, and Enter to go on."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping

from govreport.interview.lines import Line, Shown, Text
from govreport.interview.questions.question import Question
from govreport.interview.state import Refused, Result, State, Taken
from govreport.messages import msg


class WaysQuestion(Question):
    """The ways to what may be wrong; or on, knowing of it."""

    @abstractmethod
    def ways(self, state: State) -> Mapping[str, Text]:
        """What each way is called, by the question that it leads to."""

    @abstractmethod
    def leave(self, state: State) -> Taken:
        """What comes of going on."""

    def shown_ways(self, state: State) -> Shown:
        """The list."""
        for place, name in enumerate(self.ways(state).values(), 1):
            yield Line([f"  {place} ", name], table=True)

    def take(self, state: State, text: str) -> Result:
        """The number of a way leads there; nothing leaves things as they are."""
        word, ways = text.strip(), list(self.ways(state))
        if not word:
            return self.leave(state)
        if word.isdecimal() and 1 <= int(word) <= len(ways):
            return Taken(state, at=ways[int(word) - 1])
        return Refused(msg("请填 1 到 {count} 的序号；按回车就先这样。", count=len(ways)))
