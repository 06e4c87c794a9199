"""The file of an interview: kept from a second one, read once, replaced whole after every answer."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from govreport.errors import GovreportError
from govreport.interview.marks import Marks, join_marks, split_marks
from govreport.messages import msg
from govreport.paths import refuse_unusable
from govreport.report import Report
from govreport.tomlio import dumps, load, read
from govreport.tomlio.atomic import write_text
from govreport.tomlio.lock import held
from govreport.tomlio.read import understood
from govreport.tomlio.update import changed_outside, refuse_unchangeable, revised
from govreport.tomlio.write import schema_reference


@dataclass(frozen=True)
class Store:
    """What the file holds. `text` is None while there is no file yet."""

    path: Path
    text: str | None
    report: Report | None
    marks: Marks = field(default_factory=Marks)

    def save(self, report: Report, marks: Marks) -> Store:
        """The store after the report has been written. Raises GovreportError; then nothing has."""
        path = self.path
        if self.text is None or self.report is None:
            text = dumps(report, schema_reference(path, report.edition))
        elif (report, marks) == (self.report, self.marks):
            return self
        elif not self._is_on_disk(self.text):
            raise changed_outside(path)
        else:
            text = revised(path, split_marks(self.text)[0], self.report, report)
        text = join_marks(text, marks)
        write_text(path, text, new=self.text is None)
        return Store(path, text, report, marks)

    def _is_on_disk(self, text: str) -> bool:
        """Whether the file still is what was last read or written."""
        try:
            return read(self.path) == text.encode("utf-8")
        except GovreportError:
            return False


def locked(path: Path) -> AbstractContextManager[None]:
    """Hold the file at `path` for one interview. Raises GovreportError that names the holder.

    A hidden file beside it carries the lock, because the report itself is replaced at every answer.
    """
    refuse_unusable(path)
    target = path.resolve()
    return held(
        target.with_name(f".{target.name}.lock"),
        lambda holder: GovreportError(
            msg("另一个访谈正在填 {path}（{holder}）。", path=str(path), holder=holder),
            msg("先在那一边保存退出（q），再在这里继续。"),
        ),
    )


def open_store(path: Path) -> Store:
    """The file as it is. Raises GovreportError when it holds no report or could not be changed."""
    if path.suffix not in ("", ".toml"):
        raise GovreportError(
            msg("{path} 不是报告文件：访谈写的是 .toml 文件。", path=str(path)),
            msg(
                "已有的 Word、网页先用 govreport import 读成 .toml，再接着填；Word 是填完以后用 govreport render 做的。"
            ),
        )
    if not path.exists():
        return Store(path, None, None)
    data = read(path)
    report, text = understood(str(path), load(data)), data.decode("utf-8")
    plain, marks = split_marks(text)
    refuse_unchangeable(plain, report)
    return Store(path, text, report, marks)
