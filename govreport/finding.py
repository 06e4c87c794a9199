"""What a check has to say: a `Finding` in a file, and where in the file it stands."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from govreport.messages import Message

if TYPE_CHECKING:
    from govreport.edition import Cell

Severity = Literal["error", "warning"]
# The codes of what reading finds: `tomlio`, below the rules, makes these problems itself.
SYNTAX, ENCODING, UNKNOWN_KEY, MISSING_KEY = "GR001", "GR002", "GR003", "GR004"
WRONG_TYPE, NOT_A_COUNT, EDITION_YEAR = "GR005", "GR006", "GR007"
WAIVER = "GR008"
# What is wrong with the file itself, which no organ can stand by.
OF_THE_FILE = (
    SYNTAX,
    ENCODING,
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_TYPE,
    NOT_A_COUNT,
    EDITION_YEAR,
    WAIVER,
)


class Span(NamedTuple):
    """A place in a file. Lines and columns count from 1, columns in characters, the end excluded."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)


class Passage(NamedTuple):
    """A piece of a narrative: the address of the text, and the characters from `start` to `end`."""

    address: str
    start: int
    end: int


class Related(NamedTuple):
    """A sum or balance that a wrong number breaks, at the cell where it would be reported alone."""

    code: str
    cell: str
    expected: int | float | None
    actual: int | float
    message: Message
    span: Span = START


class Problem(NamedTuple):
    """Something wrong, before it is known in which file and where.

    `cell` is the dotted address of the key in question, None when the file as a whole is meant.
    `row` and `column` are official names. `span` is set only where no key can be looked up.
    `related` are the sums that do not add up because of it; `severity`: other than the rule's.
    `passage` is the piece of text that is wrong; then `cell` may be the cell that contradicts it.
    """

    code: str
    message: Message
    cell: str | None = None
    row: str | None = None
    column: str | None = None
    expected: int | float | str | None = None
    actual: int | float | str | None = None
    span: Span | None = None
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    passage: Passage | None = None

    @classmethod
    def at(
        cls,
        cell: "Cell",
        code: str,
        message: Message,
        expected: int | float | None,
        actual: int | float | None,
    ) -> "Problem":
        """What is wrong with a number: what it should be, when that is known, and what it is."""
        row, column = cell.row.name, cell.column.name
        return cls(code, message, cell.address, row, column, expected, actual)


class Finding(NamedTuple):
    """A problem in its place: the file's path, the span, the rule's name and severity.

    `organ`, `scope` and `year` are those of the report it is about, empty and None where the file
    does not tell: by them a finding is known again when its line or its file's name has changed.
    """

    path: str
    span: Span
    problem: Problem
    name: str
    severity: Severity
    fixable: bool = False
    order: int = -1
    organ: str = ""
    scope: str = ""
    year: int | None = None

    @property
    def code(self) -> str:
        return self.problem.code

    @property
    def waivable(self) -> bool:
        """Whether the organ may stand by it, in the report that the finding is in."""
        return self.problem.span is None and self.code not in OF_THE_FILE

    def sort_key(self) -> tuple[str, int, int, str, int, str]:
        """Findings are reported by path, line, column, code; then by `order`, the place of the cell
        in the official tables, so that the order is total.
        """
        return (
            self.path,
            self.span.line,
            self.span.column,
            self.code,
            self.order,
            self.problem.cell or "",
        )
