"""`check --baseline`: taking away what was known before, and writing what is known now."""

from __future__ import annotations

from pathlib import Path

from govreport.cli.output import note
from govreport.messages import Translator, msg
from govreport.repository.baseline import (
    Baseline,
    compare,
    entry_of,
    settled_entries,
    written,
)
from govreport.repository.run import Result
from govreport.repository.settings import Settings
from govreport.tomlio.atomic import write_text


def apply_baseline(
    file: Path,
    baseline: Baseline,
    write: bool,
    result: Result,
    settings: Settings,
    translate: Translator,
) -> int:
    """Leave the new findings in the result, and return how many were known. `write` the file first.

    Writing keeps what this run could not have found: of reports and rules that were not in it.
    """
    settled = settled_entries(
        baseline,
        result.present,
        {entry_of(finding).path for finding in result.findings},
        {rule.code for rule in settings.rules()},
        whole=result.whole,
    )
    if write:
        found = {entry_of(finding) for finding in result.findings}
        kept = {
            entry: count
            for entry, count in baseline.counts.items()
            if entry not in settled and entry not in found
        }
        write_text(file, written(result.findings, kept))
        note(
            translate,
            msg("基线写好了：{path}，{count} 个问题。", path=str(file),
                count=len(result.findings) + sum(kept.values())),
        )  # fmt: skip
        known = len(result.findings)
        result.findings = []
        return known
    compared = compare(baseline, result.findings, settled)
    result.findings = compared.new
    if compared.gone:
        note(
            translate,
            msg(
                "基线里有 {count} 个问题已经没有了，可以用 --write-baseline 缩短：{path}",
                count=sum(compared.gone.values()),
                path=str(file),
            ),
        )
    return compared.known
