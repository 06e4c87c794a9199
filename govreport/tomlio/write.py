"""`Report` → TOML: the canonical text of a report, and a skeleton to fill in."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from govreport.edition import Edition
from govreport.report import NOTE, PREAMBLE, TEXT, Report


def schema_file(edition: Edition) -> str:
    """The file name of an edition's JSON Schema."""
    return f"govreport-{edition.name}.schema.json"


def schema_reference(path: Path, edition: Edition) -> str:
    """What an editor should find the schema by, seen from the report at `path`.

    A folder `schemas/` upwards of the report that holds the schema is taken; else the bare name.
    """
    wanted = Path("schemas") / schema_file(edition)
    folder = path.absolute().parent
    up = Path()
    for candidate in (folder, *folder.parents):
        with contextlib.suppress(OSError):  # a folder that one may not look into
            if (candidate / wanted).is_file():
                return (up / wanted).as_posix()
        up /= ".."
    return schema_file(edition)


def dumps(report: Report, schema: str | None = None) -> str:
    """The canonical TOML of a report: same report, same text. Numbers not given are left out.

    `schema` is what stands in the first line for editors; by default the schema's file name.
    """
    import tomli_w

    data = to_dict(report)
    waivers = data.pop("waivers", [])
    blocks = [tomli_w.dumps(data, multiline_strings=True)]
    blocks += ["[[waivers]]\n" + tomli_w.dumps(one, multiline_strings=True) for one in waivers]
    return f"#:schema {schema or schema_file(report.edition)}\n\n" + "\n".join(blocks)


def to_dict(report: Report) -> dict[str, Any]:
    """The report as nested dictionaries in the order of the file."""
    edition = report.edition
    data: dict[str, Any] = {"edition": edition.name, "report": {}}
    for one in edition.fields:
        if one.key in report.about:
            value = report.about[one.key]
            data["report"][one.key] = list(value) if isinstance(value, tuple) else value
    if PREAMBLE in report.texts:
        data[PREAMBLE] = {TEXT: report.texts[PREAMBLE]}
    for section in edition.sections:
        key, given = (TEXT, report.texts) if section.narrative else (NOTE, report.notes)
        data[section.key] = {key: given[section.key]} if section.key in given else {}
    for cell, number in zip(edition.cells, report.values, strict=True):
        table = data
        for key in cell.row.keys:
            table = table.setdefault(key, {})
        if number is not None:
            table[cell.column.key] = number
    if report.waivers:
        data["waivers"] = [
            {key: said for key, said in waiver._asdict().items() if said is not None}
            for waiver in report.waivers
        ]
    return data


def skeleton(report: Report, schema: str | None = None) -> str:
    """A file to fill in by hand: as `dumps`, with the official words and a place for each number.

    What is not given stands as a comment, `# total =`, so that `check` names it as not yet given.
    """
    edition = report.edition
    given = dumps(report, schema).split("\n")
    lines = given[: given.index("[report]") + 1]
    about = to_dict(report)["report"]
    for one in edition.fields:
        lines.append(f"# {one.label}：{one.guidance}")
        if one.words:
            lines.append("# " + "，".join(f'"{word.key}" {word.label}' for word in one.words))
        lines.append(pair(one.key, about.get(one.key)))
    preamble = report.texts.get(PREAMBLE)
    lines += ["", f"# ── {edition.preamble.label}", f"# {edition.preamble.guidance}"]
    lines += [f"# [{PREAMBLE}]" if preamble is None else f"[{PREAMBLE}]", pair(TEXT, preamble)]
    for section in edition.sections:
        lines += ["", f"# ── {section.heading}", f"# {section.guidance}", f"[{section.key}]"]
        if section.narrative:
            lines.append(pair(TEXT, report.texts.get(section.key)))
        else:
            lines.append(f"# {edition.note.label}：{edition.note.guidance}")
            lines.append(pair(NOTE, report.notes.get(section.key)))
        for row in section.rows:
            lines += ["", f"# {row.name}"]
            if guidance := row.labels[-1].guidance:
                lines.append(f"# {guidance}")
            lines.append(f"[{row.address}]")
            for place, column in enumerate(row.columns):
                number = report.values[row.first + place]
                lines.append(f"{pair(column.key, number)}  # {column.name}")
    return "\n".join(lines) + "\n"


def pair(key: str, value: object) -> str:
    """A key and its value, as they stand in a file; a value that is not given is left open."""
    if value is None:
        return f"# {key} ="
    import tomli_w

    return tomli_w.dumps({key: value}, multiline_strings=True).rstrip("\n")


def write_new(path: Path, report: Report, *, as_skeleton: bool = False) -> None:
    """Write a report to a file that is not there yet. Raises GovreportError when it is."""
    from govreport.tomlio.atomic import write_text

    write = skeleton if as_skeleton else dumps
    write_text(path, write(report, schema_reference(path, report.edition)), new=True)
