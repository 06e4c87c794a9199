"""What an interview is opened with: the file, last year's report, what is known beforehand."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from govreport.errors import GovreportError
from govreport.interview.batch import Filled, fill
from govreport.interview.questions.question import Data
from govreport.interview.session import Session, start
from govreport.interview.state import Proofread
from govreport.interview.store import Store, open_store
from govreport.messages import Message, msg
from govreport.paths import as_file_name, relative
from govreport.report import Report
from govreport.tomlio.beginning import refuse_wrong_year

FROM = "from"  # the mark that remembers where last year's report lies


@dataclass(frozen=True)
class Opening:
    """`file`: None when it is yet to be named. `remark` is told what a person should know.

    `read` gives the report in a file, of whatever form, and raises GovreportError without one.
    `proofread`: what is wrong with a text, as the rules on prose see it.
    """

    file: Path | None
    last_file: Path | None
    data: Data
    today: datetime.date
    remark: Callable[[Message], None]
    read: Callable[[Path], Report]
    proofread: Proofread

    def begin(self, path: Path) -> tuple[Session, Store]:
        """The session over a file, what is known beforehand filled in and saved. Raises GovreportError."""
        store = open_store(path)
        session = self._session(store)
        if not self.data:
            return session, store
        filled = fill(session, self.data)
        for reason in filled.wrong:
            self.remark(reason)
        if filled.wrong:
            raise GovreportError(
                msg("--data 里有 {count} 处不对，没有开始。", count=len(filled.wrong))
            )
        return filled.session, store.save(filled.session.report, filled.session.marks)

    def fill(self, store: Store) -> Filled:
        """What there is when nobody is asked. Raises GovreportError as `begin` does for the files."""
        return fill(self._session(store), self.data)

    def proposed_file(self) -> str:
        """A name for the file, after the organ and the year that last year's report suggests."""
        year, organ = self.today.year - 1, ""
        if self.last_file is not None:
            last = self.read(self.last_file)
            year = last.year + 1 if last.year is not None else year
            organ = as_file_name(last.organization)
        return f"{organ or 'report'}-{year}.toml"

    def _session(self, store: Store) -> Session:
        """The session over the file, with last year's report where one is named, now or before."""
        marks, last, folder = store.marks, None, store.path.resolve().parent
        if self.last_file is not None:
            last = self.read(self.last_file)
            marks = marks.with_value(FROM, relative(self.last_file.resolve(), folder))
            if store.report is not None and store.report.year is not None:
                refuse_wrong_year(self.last_file, last, store.report.year)
        elif (name := marks.words.get(FROM)) is not None:
            try:
                last = self.read(folder / name)
            except GovreportError:
                self.remark(msg("注意：上年的报告 {name} 读不到了，不再对照它。", name=name))
        return start(store.report, marks, last, self.today, self.proofread)
