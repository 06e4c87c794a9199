"""The file of an interview: kept from a second one, read once, replaced whole after every answer."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from govreport.errors import GovreportError
from govreport.interview.marks import Marks, join_marks, split_marks
from govreport.interview.state import ABOUT
from govreport.messages import msg
from govreport.paths import refuse_unusable
from govreport.report import TEXT, Report
from govreport.tomlio import dumps
from govreport.tomlio.atomic import write_text
from govreport.tomlio.lock import held
from govreport.tomlio.positions import Positions
from govreport.tomlio.read import load_for_update, read
from govreport.tomlio.update import BOM, canonical, updated
from govreport.tomlio.write import schema_reference


@dataclass(frozen=True)
class Store:
    """What the file holds. `text` is None while there is no file yet."""

    path: Path
    text: str | None
    report: Report | None
    marks: Marks = field(default_factory=Marks)

    def save(self, report: Report, marks: Marks) -> Store:
        """The store after the report has been written. Raises GovreportError; then nothing has.

        A file in canonical form stays so; of any other only the keys that differ are changed.
        """
        path = self.path
        if self.text is None or self.report is None:
            text = dumps(report, schema_reference(path, report.edition))
        elif (report, marks) == (self.report, self.marks):
            return self
        elif self.changed_outside():
            raise ChangedError(
                msg("{path} 在这期间被别的程序改过，没有写入。", path=str(path)),
                msg("重新运行一次即可。"),
            )
        else:
            text = _changed(path, self.text, self.report, report)
        text = join_marks(text, marks)
        write_text(path, text, new=self.text is None)
        return Store(path, text, report, marks)

    def changed_outside(self) -> bool:
        """Whether the file on disk is not what was last read or written."""
        try:
            return read(self.path) != (self.text or "").encode("utf-8")
        except GovreportError:
            return True


class ChangedError(GovreportError):
    """Somebody else has changed the file."""


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
    report, text = load_for_update(path)
    plain, marks = split_marks(text)
    _refuse_unchangeable(plain, report)
    bom = BOM if read(path).startswith(BOM.encode()) else ""
    return Store(path, bom + text, report, marks)


def _changed(path: Path, text: str, old: Report, new: Report) -> str:
    bom = BOM if text.startswith(BOM) else ""
    plain = split_marks(text.removeprefix(bom))[0]
    if plain != canonical(plain, old):
        return bom + (updated(plain, old, new) if old != new else plain)
    if old.edition is not new.edition:
        return bom + dumps(new, schema_reference(path, new.edition))
    return bom + canonical(plain, new)


def _refuse_unchangeable(text: str, report: Report) -> None:
    """Raises GovreportError now, when the file is written in a way that no answer could go into."""
    positions = Positions(text)
    places = [ABOUT, *report.edition.section_at]
    for row in report.edition.rows:
        places += [".".join(row.keys[:depth]) for depth in range(2, len(row.keys) + 1)]
    given = {f"{ABOUT}.{key}" for key in report.about} | {f"{key}.{TEXT}" for key in report.texts}
    given |= {c.address for c in report.edition.cells if report.values[c.number] is not None}
    inline = any(positions.value_of(place) is not None for place in places)
    dotted = any(positions.header_of(key.rpartition(".")[0]) is None for key in given)
    if inline or dotted:
        raise GovreportError(
            msg("这个文件的写法（点号键或行内表）不能就地修改，没有写入。"),
            msg("请手工改成一行一个键，或另存为新文件。"),
        )
