"""`check --baseline`: what was known before, and writing what is known now."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from govreport.cli.output import note
from govreport.errors import GovreportError
from govreport.messages import Translator, msg
from govreport.repository.baseline import read_baseline, written
from govreport.repository.known import Baseline
from govreport.repository.run import Result
from govreport.repository.settings import Settings
from govreport.tomlio.atomic import write_text


def open_baseline(file: Path, write: bool, settings: Settings) -> Baseline:
    """The baseline to hold a run against; an empty one when the file is yet to be written."""
    root = settings.root or Path(os.path.realpath(file)).parent
    if file.exists():
        return read_baseline(file, root)
    if not write:
        raise GovreportError(
            msg("没有基线文件：{path}", path=str(file)), msg("用 --write-baseline 写一份。")
        )
    return Baseline(Counter(), root)


def close_baseline(
    file: Path, write: bool, baseline: Baseline, result: Result, translate: Translator
) -> None:
    """Write the file, or say that it could be shorter.

    Writing keeps what this run could not have found: of reports and rules that were not in it.
    """
    left = result.gone
    if write:
        counts = Counter(map(baseline.entry_of, result.known)) | (baseline.counts - left)
        write_text(file, written(counts))
        note(
            translate,
            msg("基线写好了：{path}，{count} 个问题。", path=str(file), count=counts.total()),
        )
    elif left:
        note(
            translate,
            msg(
                "基线里有 {count} 个问题已经没有了，可以用 --write-baseline 缩短：{path}",
                count=left.total(),
                path=str(file),
            ),
        )
