"""Edition → JSON Schema (draft 7, which the TOML editors read): what completes and explains keys."""

from __future__ import annotations

import json
from typing import Any

from govreport.edition import Column, Edition, Field, Label, Row, Section
from govreport.report import NOTE, PREAMBLE, TEXT

DRAFT = "http://json-schema.org/draft-07/schema#"
Schema = dict[str, Any]


def schema_text(edition: Edition) -> str:
    """The schema of an edition's report file as JSON text, the same for every run."""
    return json.dumps(schema(edition), ensure_ascii=False, indent=2) + "\n"


def schema(edition: Edition) -> Schema:
    """The JSON Schema of a complete report file of that edition."""
    number = str(edition.notice.get("number", ""))
    properties: Schema = {
        "edition": {
            "title": "版式",
            "description": f"本报告所用的官方版式：{number}。{edition.english}.",
            "type": "string",
            "const": edition.name,
        },
        "report": _table(
            "报告",
            "报告是哪个机关的、哪一年的。",
            {one.key: _field(one) for one in edition.fields},
            [one.key for one in edition.fields if one.required],
        ),
        PREAMBLE: _narrative(
            edition.preamble.label, edition.preamble.guidance, edition.preamble.english
        ),
    }
    for section in edition.sections:
        properties[section.key] = _section(section, edition.note)
    properties["waivers"] = _waivers()
    required = ["edition", "report", *(section.key for section in edition.sections)]
    root = _table(
        f"政府信息公开工作年度报告（{edition.name} 版式）",
        f"依据 {number} 的年度报告文件。",
        properties,
        required,
    )
    return {
        "$schema": DRAFT,
        "x-tombi-toml-version": "v1.0.0",
        **root,
    }


def _table(title: str, description: str, properties: Schema, required: list[str]) -> Schema:
    found: Schema = {"title": title}
    if description:
        found["description"] = description
    found |= {"type": "object", "additionalProperties": False}
    if required:
        found["required"] = required
    found["properties"] = properties
    return found


def _text(title: str, guidance: str, english: str) -> Schema:
    return {"title": title, "description": f"{guidance}（{english}）", "type": "string"}


def _narrative(title: str, guidance: str, english: str) -> Schema:
    return _table(title, guidance, {TEXT: _text(title, guidance, english)}, [TEXT])


def _section(section: Section, note: Label) -> Schema:
    if section.narrative:
        return _narrative(section.heading, section.guidance, section.english)
    noted = {NOTE: _text(note.label, note.guidance, note.english)}
    root = _table(section.heading, section.guidance, noted, [])
    for row in section.rows:
        table = root
        for depth, key in enumerate(row.keys[1:], start=1):
            table.setdefault("required", [])
            if key not in table["properties"]:
                label = row.labels[depth - 1]
                table["properties"][key] = _table(label.label, label.guidance, {}, [])
                table["required"].append(key)
            table = table["properties"][key]
        table["required"] = [column.key for column in row.columns]
        table["properties"] = {column.key: _number(row, column) for column in row.columns}
    return _ordered(root)


def _ordered(table: Schema) -> Schema:
    """`required` before `properties`, all the way down: easier to read."""
    inner = {key: _ordered(value) for key, value in table["properties"].items()
             if "properties" in value}  # fmt: skip
    properties = {key: inner.get(key, value) for key, value in table["properties"].items()}
    rest = {key: value for key, value in table.items() if key != "properties"}
    return {**rest, "properties": properties}


def _number(row: Row, column: Column) -> Schema:
    leaf = row.labels[-1]
    guidance = [column.label.guidance, leaf.guidance, f"（{leaf.english}: {column.label.english}）"]
    return {
        "title": f"{row.name}：{column.name}",
        "description": "".join(guidance),
        "type": "integer" if column.value.whole else "number",
        "minimum": column.value.minimum,
        "maximum": column.value.maximum,
    }


def _field(one: Field) -> Schema:
    found: Schema = {
        "title": one.label,
        "description": f"{one.guidance}（{one.english}）",
    }
    if one.type == "year":
        return {**found, "type": "integer", "minimum": 1000, "maximum": 9999}
    if one.type == "texts":
        item = {"title": one.label, "description": one.guidance, "type": "string"}
        return {**found, "type": "array", "items": item}
    if one.type == "date":
        return {**found, "type": "string", "format": "date"}
    if one.type == "word":
        words = "；".join(f"{word.key}：{word.label}" for word in one.words)
        found["description"] += f"可以用：{words}。"
        return {
            **found,
            "type": "string",
            "enum": [name for word in one.words for name in (word.key, word.label)],
        }
    return {**found, "type": "string", "minLength": 1}


def _waivers() -> Schema:
    texts = {
        "code": ("规则编号", "要豁免的规则，如 GR701。"),
        "cell": ("格子", "只豁免这一格；不写就是这份报告里该规则的全部问题。"),
        "reason": ("理由", "为什么这样填是对的。没有理由的豁免不起作用。"),
    }
    properties = {
        key: {"title": title, "description": description, "type": "string", "minLength": 1}
        for key, (title, description) in texts.items()
    }
    item = _table("豁免", "机关确认无误、不需要改正的一个问题。", properties, ["code", "reason"])
    return {
        "title": "豁免",
        "description": "机关确认无误的问题，每条写明理由。",
        "type": "array",
        "items": item,
    }
