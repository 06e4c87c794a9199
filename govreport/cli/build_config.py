"""What `[build]` in govreport.toml says. To be replaced by the loader of the whole configuration."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import rtoml

from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.tomlio import read

NAME = "govreport.toml"
KEYS = ("formats", "out", "templates", "tables")


class BuildConfig(NamedTuple):
    """The table `[build]`. Paths are those of the folder in which the configuration stands."""

    formats: tuple[str, ...] = ()
    out: Path | None = None
    templates: Path | None = None
    tables: tuple[str, ...] = ()


def build_config(paths: Sequence[Path]) -> BuildConfig:
    """`[build]` of the nearest configuration upwards from the paths; empty when there is none.

    Raises GovreportError for one that cannot be read, an unknown key or a value of a wrong type.
    """
    whole = [path.absolute() for path in paths or (Path(),)]
    start = Path(os.path.commonpath(whole))
    for folder in (start, *start.parents):
        path = folder / NAME
        if path.is_file():
            return _parsed(path)
    return BuildConfig()


def _parsed(path: Path) -> BuildConfig:
    try:
        table: Any = rtoml.loads(read(path).decode("utf-8-sig")).get("build", {})
    except (rtoml.TomlParsingError, UnicodeDecodeError) as error:
        raise GovreportError(
            msg("配置 {path} 读不出来：{reason}", path=str(path), reason=str(error))
        ) from error
    if not isinstance(table, dict):
        raise _wrong(path, "build")
    for key in table:
        if key not in KEYS:
            raise GovreportError(
                msg("配置 {path} 的 [build] 里没有“{key}”这个键。", path=str(path), key=key),
                msg("可以用：{keys}。", keys=KEYS),
            )
    return BuildConfig(
        _texts(path, table, "formats"),
        _path(path, table, "out"),
        _path(path, table, "templates"),
        _texts(path, table, "tables"),
    )


def _texts(path: Path, table: dict[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise _wrong(path, key)
    return tuple(values)


def _path(path: Path, table: dict[str, Any], key: str) -> Path | None:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value:
        raise _wrong(path, key)
    return path.parent / value


def _wrong(path: Path, key: str) -> GovreportError:
    return GovreportError(
        msg("配置 {path} 里 {key} 的值不对，应是文字或文字的列表。", path=str(path), key=key)
    )
