"""The file of a baseline: findings that a repository starts out with, read strictly and written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from govreport.edition import organ_key
from govreport.errors import GovreportError
from govreport.escape import json_text
from govreport.messages import Message, msg
from govreport.repository.known import Baseline, Entry, path_from
from govreport.repository.table_file import read_text

VERSION = 1


def read_baseline(path: Path, root: Path) -> Baseline:
    """Read a baseline whose paths count from `root`. Raises GovreportError when it is none."""
    text = read_text(path)
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
        raise _wrong(
            path, msg("第 {line} 行第 {column} 列不合 JSON 的写法", line=line, column=column)
        ) from error
    except (ValueError, RecursionError) as error:
        raise _wrong(path, msg("有一个数太长，或嵌套太深")) from error
    if not isinstance(document, dict) or "version" not in document:
        raise _wrong(path, msg("最外层应是对象，有 version 和 findings"))
    if document["version"] != VERSION:
        raise _wrong(path, msg("不认识的版本，应是 {version}", version=VERSION))
    if not isinstance(document.get("findings"), list):
        raise _wrong(path, msg("findings 应是列表"))
    counts: Counter[Entry] = Counter()
    for number, item in enumerate(document["findings"], 1):
        reason = _reason(item)
        if reason is not None:
            raise _wrong(path, msg("第 {number} 个问题：{reason}", number=number, reason=reason))
        entry = Entry(*(item.get(name, 0 if name == "year" else "") for name in Entry._fields))
        entry = entry._replace(organ=organ_key(entry.organ))
        if entry.path:
            try:
                entry = entry._replace(path=path_from(root, root / entry.path))
            except ValueError as error:
                reason = msg("第 {number} 个问题：path 不是文件名", number=number)
                raise _wrong(path, reason) from error
        counts[entry] += item.get("count", 1)
    return Baseline(counts, root)


def _reason(item: Any) -> Message | None:
    """What is wrong with one of the findings; None when nothing is."""
    if not isinstance(item, dict):
        return msg("应是对象，如 {example}", example='{"path": "a.toml", "code": "GR001"}')
    for name in item:
        if name not in (*Entry._fields, "count"):
            return msg("不认识的“{name}”", name=name)
    for name in Entry._fields:
        if name == "year":
            if type(item.get(name, 0)) is not int:
                return msg("year 应是整数")
        elif not isinstance(item.get(name, ""), str):
            return msg("{name} 应是文字", name=name)
    if not item.get("code"):
        return msg("缺少 code")
    if type(item.get("count", 1)) is not int or item.get("count", 1) < 1:
        return msg("count 应是大于 0 的整数")
    return None


def _wrong(path: Path, reason: Message) -> GovreportError:
    return GovreportError(
        msg("{path} 不是基线文件：{reason}。", path=str(path), reason=reason),
        msg("先把它移走，再用 --write-baseline 写一份。"),
    )


def written(counts: Mapping[Entry, int]) -> str:
    """The text of a baseline. One entry a line, in order."""
    lines = []
    for entry, count in sorted(counts.items()):
        values: dict[str, object] = {k: v for k, v in entry._asdict().items() if v}
        if count > 1:
            values["count"] = count
        lines.append("\n  " + json_text(values, None).rstrip("\n"))
    body = ",".join(lines) + ("\n" if lines else "")
    return f'{{"version": {VERSION}, "findings": [{body}]}}\n'
