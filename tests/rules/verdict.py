"""What `check` finds in a case, held against what a person has read and agreed to.

The findings that a case gives stand beside it, a line each, as `check --format json` has them: code,
place in the file, official row and column, the number that is right and the one that is there, and
the message. A case that gives none has no such file.
`pytest tests/rules --rewrite-golden` writes them anew: read them before you commit.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from samples import govreport

FIELDS = ("code", "path", "line", "column", "cell", "row", "column_name", "expected", "actual",
          "related", "message")  # fmt: skip


def codes_found(request: pytest.FixtureRequest, folder: Path, path: str, beside: Path) -> set[str]:
    """The codes that `check` gives for a path in a folder; it fails unless `beside` states them."""
    done = govreport("check", path, "--format", "json", cwd=folder)
    document = json.loads(done.out)
    findings = document["findings"]
    assert (done.code, done.err) == (1 if findings else 0, "")
    found = as_text(findings, document["summary"]["waived"])
    if request.config.getoption("--rewrite-golden"):
        if found:
            beside.write_text(found, "utf-8")
        else:
            beside.unlink(missing_ok=True)
    assert found == (beside.read_text("utf-8") if beside.exists() else "")
    return {finding["code"] for finding in findings}


def as_text(findings: list[dict[str, object]], waived: int) -> str:
    """JSON with a line for each finding; nothing at all where there is nothing to say."""
    if not findings and not waived:
        return ""
    kept = [{f: one[f] for f in FIELDS if one[f] not in (None, [])} for one in findings]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in kept)
    return f'{{"waived": {waived}, "findings": [\n{lines}\n]}}\n'.replace("[\n\n]", "[]")
