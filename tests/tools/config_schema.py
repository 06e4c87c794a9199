"""The configuration's JSON Schema (draft 7), for editors.

python tests/tools/config_schema.py    write schemas/govreport-configuration.schema.json

A test holds the file to what this makes of the keys that the configuration has.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from govreport.repository.config import KEYS, Key
from govreport.repository.find import NAME

DRAFT = "http://json-schema.org/draft-07/schema#"
FILE = Path(__file__).parents[2] / "schemas" / "govreport-configuration.schema.json"
Schema = dict[str, Any]
TEXTS: Schema = {"type": "array", "items": {"type": "string", "minLength": 1}}


def configuration_schema() -> str:
    """The schema as JSON text, the same for every run."""
    properties: Schema = {key.name: _property(key) for key in KEYS[""]}
    titles = {"limits": "界限", "build": "govreport build 的默认值"}
    for name, keys in KEYS.items():
        if name:
            properties[name] = {
                "title": titles[name],
                "type": "object",
                "additionalProperties": False,
                "properties": {key.name: _property(key) for key in keys},
            }
    schema = {
        "$schema": DRAFT,
        "x-tombi-toml-version": "v1.0.0",
        "title": NAME,
        "description": "政府信息公开工作年度报告的核对和排版：一个报告库的配置。",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _property(key: Key) -> Schema:
    types: dict[str, Schema] = {
        "text": {"type": "string", "minLength": 1},
        "path": {"type": "string", "minLength": 1},
        "texts": TEXTS,
        "share": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
        "count": {"type": "integer", "minimum": 0},
        "year": {"type": "integer", "minimum": 1000, "maximum": 9999},
        "flag": {"type": "boolean"},
        "severities": {
            "type": "object",
            "additionalProperties": {"type": "string", "enum": list(key.words)},
        },
        "codes-by-pattern": {"type": "object", "additionalProperties": TEXTS},
    }
    found: Schema = {"title": key.title, "description": key.description, **types[key.type]}
    if key.words and key.type == "texts":
        found["items"] = {"type": "string", "enum": list(key.words)}
    elif key.words and key.type == "text":
        found["enum"] = list(key.words)
    return found


if __name__ == "__main__":
    FILE.write_text(configuration_schema(), "utf-8")
