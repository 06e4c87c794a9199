"""`govreport.toml`: found upwards from the paths, read strictly, laid under the command line.

`KEYS` says what there is; the reader and the JSON Schema both go by it. Who may push a configuration
need not be one who may read the machine's files: no path in it leads out of the repository.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from govreport.errors import GovreportError
from govreport.messages import Message, msg
from govreport.rendering import FORMATS
from govreport.repository.find import repository_of
from govreport.repository.settings import Settings
from govreport.repository.table_file import TableFile
from govreport.rules.copied import CopyLimits
from govreport.tomlio.structure import brief

Type = Literal[
    "text", "path", "texts", "share", "count", "year", "flag", "severities", "codes-by-pattern"
]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the configuration; `words` are the only values of a text, if there are any."""

    name: str
    type: Type
    title: str
    description: str
    words: tuple[str, ...] = ()


KEYS: Mapping[str, tuple[Key, ...]] = {
    "": (
        Key("select", "texts", "只用这些规则", "规则编号或它的开头，GR3 表示 GR3 开头的全部；不写就是全部规则。命令行的 --select 代替它。"),
        Key("ignore", "texts", "不用这些规则", "规则编号或它的开头。命令行的 --ignore 加在它之上，--select 代替它。"),
        Key("per-file-ignores", "codes-by-pattern", "对一些文件不用的规则", "左边是本文件所在文件夹以下的路径，可以用 *、? 和 **；右边是规则编号。命令行的 --select 不改变它。"),
        Key("severity", "severities", "规则的轻重", "左边是规则编号或它的开头，右边是 error 或 warning。", ("error", "warning")),
        Key("fail-on", "text", "什么算不通过", "warning：有提醒也以 1 退出（默认）；error：只有错误才算；never：总以 0 退出。", ("error", "warning", "never")),
        Key("roster", "path", "名册", "名册文件（TOML、CSV 或 .xlsx），路径从本文件所在文件夹算起。"),
    ),
    "limits": (
        Key("copied-narrative-share", "share", "雷同的界限", "与上一年（或另一机关）相同的文字占到这个比例就提醒，0 到 1 之间，默认 0.8。"),
        Key("copied-narrative-length", "count", "太短不比", "不到这么多字的部分不比较，默认 100。"),
        Key("copied-narrative-others", "flag", "也与其他机关比", "true：也与同一年其他机关的报告比较，默认 false。"),
        Key("latest-year", "year", "报告应编到哪一年", "缺哪一年的报告按名册查到这一年；不写就是已有报告里最新的一年。"),
    ),
    "build": (
        Key("formats", "texts", "输出格式", "govreport build 输出的格式。", tuple(FORMATS)),
        Key("out", "path", "输出文件夹", "govreport build 写到哪里。"),
        Key("templates", "path", "模板文件夹", "自己的模板放在哪里。"),
        Key("tables", "texts", "表格样式", "文字和 Markdown 里表格的样式，如 [\"tab\", \"pipe\"]。"),
    ),
}  # fmt: skip


class Configuration(NamedTuple):
    """What a configuration file says. `build` holds the keys of [build] that are given."""

    settings: Settings
    build: Mapping[str, Any]


def read_configuration(path: Path) -> Configuration:
    """Read a configuration file. Raises GovreportError, with the line, for whatever is wrong.

    Its paths come out whole; they count from the folder that it stands in.
    """
    folder = Path(os.path.realpath(path.parent))
    if (reason := _elsewhere(folder, path.name)) is not None:
        raise GovreportError(msg("{path}：{reason}", path=str(path), reason=reason))
    file = TableFile(path)
    given: dict[str, dict[str, Any]] = {place: {} for place in KEYS}
    tables = KEYS.keys() - {""}
    for name, value in file.data.items():
        if name in tables and not isinstance(value, dict):
            raise file.wrong(name, msg("{key} 应是一张表 [{key}]。", key=name))
        place, items = (name, value) if name in tables else ("", {name: value})
        known = {key.name: key for key in KEYS[place]}
        for key, one in items.items():
            if key not in known:
                raise file.unknown(key, place, known if place else sorted({*known, *tables}))
            is_path = known[key].type == "path"
            reason = _reason(known[key], one) or (_elsewhere(folder, one) if is_path else None)
            if reason is not None:
                raise file.wrong(f"{place}.{key}" if place else key, reason)
            given[place][key] = folder / one if is_path else one
    return Configuration(_settings(file, folder, given[""], given["limits"]), given["build"])


def _elsewhere(folder: Path, given: str) -> Message | None:
    """Why a path is none that a configuration may name; None when it may."""
    root, place = repository_of(folder), Path(os.path.realpath(folder / given))
    if not place.is_relative_to(root) or ".git" in place.relative_to(root).parts:
        return msg("“{path}”指到了报告库（{root}）以外。", path=brief(given), root=str(root))
    if place.exists() and not (place.is_file() or place.is_dir()):
        return msg("“{path}”不是文件，也不是文件夹。", path=brief(given))
    return None


def _reason(key: Key, value: object) -> Message | None:
    """What is wrong with a value; None when nothing is."""
    texts = isinstance(value, list) and all(isinstance(one, str) for one in value)
    allowed = {
        "text": isinstance(value, str) and bool(value),
        "path": isinstance(value, str) and bool(value) and "\0" not in value,
        "texts": texts,
        "share": type(value) in (int, float) and isinstance(value, int | float) and 0 < value <= 1,
        "count": type(value) is int and value >= 0,
        "year": type(value) is int and 1000 <= value <= 9999,
        "flag": isinstance(value, bool),
        "severities": isinstance(value, dict),
        "codes-by-pattern": isinstance(value, dict)
        and all(isinstance(v, list) and all(isinstance(c, str) for c in v) for v in value.values()),
    }
    if not allowed[key.type]:
        return msg("{key} 不能是“{value}”。", key=key.name, value=brief(value))
    if key.words:
        several = value if isinstance(value, list) else [value]
        named = value.items() if isinstance(value, dict) else [("", one) for one in several]
        for name, one in named:
            if one not in key.words:
                return msg("{key} 没有“{value}”；可以用：{allowed}。", value=brief(one),
                           key=f"{key.name}.{name}" if name else key.name, allowed=key.words)  # fmt: skip
    return None


def _settings(
    file: TableFile, root: Path, top: Mapping[str, Any], limits: Mapping[str, Any]
) -> Settings:
    patterns, severities = top.get("per-file-ignores", {}), top.get("severity", {})
    for key, codes in (
        ("select", top.get("select", ())),
        ("ignore", top.get("ignore", ())),
        ("per-file-ignores", [code for several in patterns.values() for code in several]),
        ("severity", severities),
    ):
        try:
            Settings(select=tuple(codes)).rules()
        except GovreportError as error:
            raise file.wrong(key, error.message, error.hint) from error
    default = CopyLimits()
    return Settings(
        select=tuple(top.get("select", ())),
        ignore=tuple(top.get("ignore", ())),
        per_file=tuple((pattern, tuple(codes)) for pattern, codes in patterns.items()),
        severities=tuple(severities.items()),
        fail_on=top.get("fail-on", "warning"),
        root=root,
        roster=top.get("roster"),
        latest_year=limits.get("latest-year"),
        copies=CopyLimits(
            limits.get("copied-narrative-share", default.share),
            limits.get("copied-narrative-length", default.length),
            limits.get("copied-narrative-others", default.others),
        ),
    )
