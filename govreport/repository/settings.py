"""How a run of `check` is to be done: rules, severities, limits, roster. Values only, no files read."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from govreport.finding import Severity
from govreport.rules import Rule, select_rules
from govreport.rules.copied import COPIED, CopyLimits
from govreport.rules.runner import Options

FailOn = Literal["error", "warning", "never"]


class Settings(NamedTuple):
    """Codes may be beginnings of codes. Raises nothing itself; `rules` does for unknown codes.

    `root` is the folder of the configuration, by which `per_file` patterns go; `latest_year` the
    last year for which reports are expected, None for the newest that there is.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()
    fail_on: FailOn = "warning"
    root: Path | None = None
    roster: Path | None = None
    latest_year: int | None = None
    copies: CopyLimits = CopyLimits()

    def rules(self, path: str = "") -> tuple[Rule, ...]:
        """The rules for a file. Raises GovreportError for a code that means no rule."""
        more = [codes for pattern, codes in self.per_file if path and self._is(path, pattern)]
        return _selected(self.select, sum(more, self.ignore))

    def runs(self, code: str, path: str = "") -> bool:
        """Whether the rule of that code runs, on that file."""
        return any(rule.code == code for rule in self.rules(path))

    def changed_severities(self) -> Mapping[str, Severity]:
        """Severities by full code. Raises GovreportError for a code that means no rule."""
        return _severities(self.severities)

    def options(self, path: str = "", *, digest: bool = False) -> Options:
        """What the check of one file needs to know."""
        rules = self.rules(path)
        copied = any(rule.code == COPIED for rule in rules)
        shortest = self.copies.length if digest and copied else None
        return Options(rules, self.changed_severities(), digest, shortest)

    def _is(self, path: str, pattern: str) -> bool:
        """Whether a path, or a folder that it is in, answers to a pattern below `root`."""
        below = PurePosixPath(path)
        if self.root is not None:
            absolute = Path(path).resolve()
            if not absolute.is_relative_to(self.root):
                return False
            below = PurePosixPath(absolute.relative_to(self.root).as_posix())
        match = _pattern(pattern)
        return any(match.fullmatch(one.as_posix()) for one in (below, *below.parents[:-1]))


@cache
def _selected(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...]:
    return select_rules(select, ignore)


@cache
def _severities(given: tuple[tuple[str, Severity], ...]) -> Mapping[str, Severity]:
    return {rule.code: severity for code, severity in given for rule in select_rules([code])}


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """`*` and `?` within a name, `**` over folders; a pattern without `/` fits in any folder."""
    pattern = pattern.removeprefix("./").rstrip("/")
    if "/" not in pattern:
        pattern = f"**/{pattern}"
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern.removeprefix("/"))
    special = {"**/": r"(?:.*/)?", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}
    return re.compile("".join(special.get(part, re.escape(part)) for part in parts), re.DOTALL)
