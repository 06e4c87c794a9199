"""Keys of a report and their values as a script gives them: KEY=VALUE, or a file in TOML or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import rtoml

from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.paths import as_file_name
from govreport.tomlio.structure import brief


def data_of(pairs: Iterable[str]) -> dict[str, object]:
    """KEY=VALUE as a person types it. Raises GovreportError for one without an equals sign."""
    found: dict[str, object] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise GovreportError(
                msg("--data 要写成 KEY=VALUE，不能是“{pair}”。", pair=brief(pair)),
                msg("如 --data year=2025 --data requests.received.natural_person=3"),
            )
        found[key.strip()] = value
    return found


def data_in(path: Path, data: bytes) -> dict[str, object]:
    """The keys of a file in TOML or JSON, of nested tables dotted. Raises GovreportError."""
    try:
        text = data.decode("utf-8-sig")
        parsed: object = json.loads(text) if text.lstrip().startswith("{") else rtoml.loads(text)
    except (ValueError, RecursionError) as error:
        raise GovreportError(
            msg("{path} 读不出 TOML 或 JSON：{reason}", path=str(path), reason=str(error))
        ) from error
    if not isinstance(parsed, dict):
        raise GovreportError(msg("{path} 里应是键和值。", path=str(path)))
    return _flat(parsed)


def _flat(data: Mapping[str, object], place: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{place}{key}.")
        else:
            found[f"{place}{key}"] = value
    return found


def file_of(data: Mapping[str, object]) -> Path:
    """The file for what the data are about. Raises GovreportError when they do not say."""
    known = {key.removeprefix("report."): value for key, value in data.items()}
    organ, year = (as_file_name(str(known.get(key, ""))) for key in ("organization", "year"))
    if not organ or not year:
        raise GovreportError(
            msg("缺少 FILE。"), msg("写明文件，或用 --data 给出 organization 和 year。")
        )
    return Path(f"{organ}-{year}.toml")
