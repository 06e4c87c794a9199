"""What every kind of question knows: how it is asked, what Enter stands for, what an answer does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from govreport.edition import Label, named
from govreport.interview.lines import Line, Shown, Text, numbered, place_name
from govreport.interview.pasted import take_block
from govreport.interview.state import Refused, Result, State, Taken
from govreport.interview.table import Table
from govreport.messages import Message, joined, msg
from govreport.report import Report

YES = frozenset(("y", "yes", "是", "有", "1", "对"))
NO = frozenset(("n", "no", "否", "没有", "无", "0", "不"))
SAVED = msg("已存的")

Data = dict[str, object]  # answers that nobody was asked for, by key


@dataclass(frozen=True)
class Default:
    """An answer as it would be typed, and its origin."""

    answer: str
    origin: Message


@dataclass(frozen=True)
class TextBox:
    """A question that is answered in several lines: the text so far, and last year's beside it.

    `taken`: some of the text is last year's, with its numbers.
    """

    text: str
    last: str
    taken: bool = False


@dataclass(frozen=True, eq=False)
class Question(ABC):
    """One question. `section` is the part of the report that it belongs to.

    `id` is what it is remembered by, and for a key of the file or a row of a table its address;
    `name` the official one of what is asked, in one line; `labels` the headings that the help
    explains; `optional`: a report is whole without an answer.
    """

    id: str
    section: str
    name: Text
    labels: tuple[Label, ...] = ()
    optional: bool = False

    def applies(self, state: State) -> bool:
        """Whether the question makes sense now."""
        return True

    @abstractmethod
    def settled(self, state: State) -> bool:
        """Whether the report itself holds an answer."""

    def is_open(self, state: State) -> bool:
        """Whether it is still to be answered, should it apply."""
        again, passed = state.marks.again(self.id), state.marks.passed(self.id)
        return again or not (passed or self.settled(state))

    def default(self, state: State) -> Default | None:
        """What Enter stands for; None when it has no answer to stand for."""
        return None

    def answer(self, state: State, text: str) -> Result:
        """What comes of an answer; an empty one takes the default."""
        default = self.default(state)
        return self.take(state, default.answer if default and not text.strip() else text)

    @abstractmethod
    def take(self, state: State, text: str) -> Result:
        """What comes of an answer as it stands."""

    def paste(self, state: State, text: str) -> Result:
        """What comes of several lines, or of cells, pasted at once."""
        count = len(text.strip("\n").split("\n"))
        if count == 1:
            return self.take(state, text.strip("\n"))
        return Refused(msg("一次收到了 {count} 行，这里只要一行，都没有采用。", count=count))

    def fill(self, state: State, data: Data, wrong: list[Message]) -> State:
        """The state with what `data` holds for this question, which is taken out of it.

        What is wrong with it goes to `wrong`. Numbers of tables are filled in elsewhere.
        """
        if self.id not in data:
            return state
        result = self.answer(state, str(data.pop(self.id)))
        if isinstance(result, Refused):
            wrong.append(msg("{key}：{reason}", key=self.id, reason=result.reason))
            return state
        return (result if isinstance(result, Taken) else result.taken).state

    def lacking(self, state: State) -> Iterable[str]:
        """The keys that would have to be given, when it is open."""
        return () if self.optional else (self.id,)

    def text(self, report: Report) -> str:
        """The prose that a report has in answer to it."""
        return ""

    def text_box(self, state: State) -> TextBox | None:
        """What a text box begins with; None for a question that is answered in one line."""
        return None

    def keep_draft(self, state: State, text: str) -> State:
        """The state with an unfinished text kept, to be continued."""
        return state

    def show(self, state: State) -> Shown:
        yield from self.title(state)
        yield from self.form(state)
        yield from self.enter(state)

    def title(self, state: State) -> Shown:
        """Its name, unless that is the heading of its section."""
        if self.name != place_name(state.edition, self.section):
            yield Line(self.name, "name")

    @abstractmethod
    def form(self, state: State) -> Shown:
        """What may be answered."""

    def enter(self, state: State) -> Shown:
        """What Enter stands for, and where that comes from."""
        default = self.default(state)
        if default is not None:
            answer, origin = self.shown(default.answer), default.origin
            yield Line(msg("回车 = {answer}（{origin}）", answer=answer, origin=origin), "good")

    def shown(self, answer: str) -> Text:
        """A default in the person's language."""
        return answer

    def help(self, state: State) -> Shown:
        """What the edition says about what is asked, and where that comes from."""
        yield Line(self.name, "head")
        for label in self.explained(state):
            if label.guidance:
                yield Line([named(label), "：", label.guidance])
            if label.source:
                yield Line(msg("  依据：{source}", source=label.source), "dim")
        yield from self.advice(state)
        yield Line(self.keys)

    @property
    def keys(self) -> Message:
        """How to get elsewhere from here."""
        return msg("? 说明   < 上一题   > 下一题   # 目录   q 保存退出（各题单独输入这一个字）")

    def explained(self, state: State) -> Iterable[Label]:
        """The headings that the help explains, as things stand: the last is that of the section."""
        one = state.edition.section_at.get(self.section)
        if one is None:
            return self.labels
        section = Label(one.heading, one.key, one.english, one.guidance, one.source)
        return (*self.labels, section)

    def advice(self, state: State) -> Shown:
        """How an answer may be written, where that is not plain."""
        return iter(())


@dataclass(frozen=True, eq=False, kw_only=True)
class TableQuestion(Question):
    """A question about a table. Only its rows have keys to be given."""

    table: Table

    def lacking(self, state: State) -> Iterable[str]:
        return ()

    def paste(self, state: State, text: str) -> Result:
        return take_block(state, self.table, self.table.rows[0], text)


class WaysQuestion(Question):
    """The ways to what may be wrong, numbered; or on, knowing of it."""

    @abstractmethod
    def ways(self, state: State) -> Mapping[str, Text]:
        """What each way is called, by the question that it leads to."""

    @abstractmethod
    def leave(self, state: State) -> Taken:
        """What comes of going on."""

    def enter(self, state: State) -> Shown:
        return numbered(self.ways(state).values())

    def take(self, state: State, text: str) -> Result:
        word, ways = text.strip(), list(self.ways(state))
        if not word:
            return self.leave(state)
        if word.isdecimal() and 1 <= int(word) <= len(ways):
            return Taken(state, at=ways[int(word) - 1])
        return Refused(msg("没有这个序号；请填上面列出的序号。"))


def numbers_form(labels: Iterable[Label]) -> Shown:
    """How a line of numbers is to be written, one for each of the headings."""
    names = [named(label) for label in labels]
    if len(names) == 1:
        yield Line(msg("填 1 个数：{names}", names=names[0]))
        return
    yield Line(msg("依次填 {count} 个数，用空格、逗号或顿号隔开：", count=len(names)))
    yield Line(joined("", *names, by="  "))
