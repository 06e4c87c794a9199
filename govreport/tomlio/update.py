"""Changing an existing report file: only the keys that differ, every other byte as it was.

The edits are made in the text, at the places that the grammar gives, and the result is read back
and compared before it replaces the file. A library that edits a parsed document (tomlkit) was tried
first: it puts a new key behind the comment that belongs to the next table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from govreport.errors import GovreportError
from govreport.finding import Span
from govreport.messages import msg
from govreport.report import TEXT, Report
from govreport.tomlio.about import PLACE
from govreport.tomlio.atomic import write_bytes
from govreport.tomlio.positions import Positions
from govreport.tomlio.read import load
from govreport.tomlio.write import dumps, pair, schema_reference, to_dict

BOM = "\ufeff"


class ChangedError(GovreportError):
    """Somebody else has changed the file."""


def changed_outside(path: Path) -> ChangedError:
    """That the file at `path` is not what was read from it."""
    return ChangedError(
        msg("{path} 在这期间被别的程序改过，没有写入。", path=str(path)),
        msg("重新运行一次即可。"),
    )


def update_file(path: Path, text: str, old: Report, new: Report) -> str:
    """Write `new` over the file whose `text` reads as `old`, and return the new text.

    Raises GovreportError, with the file unchanged, when it has changed since it was read, cannot be
    written, or is written in a way that cannot be edited.
    """
    data = path.read_bytes()
    bom = BOM if data.startswith(BOM.encode()) else ""
    if data != (bom + text).encode("utf-8"):
        raise changed_outside(path)
    result = updated(text, old, new)
    write_bytes(path, (bom + result).encode("utf-8"))
    return result


def updated(text: str, old: Report, new: Report) -> str:
    """The text of `new`, made from that of `old` with its comments, order and line ends kept.

    Raises GovreportError when the file is written in a way (dotted keys, inline tables) in which a
    key cannot be placed.
    """
    lines = text.replace("\r\n", "\n")
    result = _with_line_ends(text, _edit(lines, to_dict(old), to_dict(new)))
    if load(result.encode("utf-8")).report != new:
        raise _unchangeable()
    return result


def _unchangeable() -> GovreportError:
    return GovreportError(
        msg("这个文件的写法（点号键或行内表）不能就地修改，没有写入。"),
        msg("请手工改成一行一个键，或另存为新文件。"),
    )


def refuse_unchangeable(text: str, report: Report) -> None:
    """Raises GovreportError now, when a file is written in a way that no number could go into."""
    positions = Positions(text.removeprefix(BOM))
    places = [PLACE, *report.edition.section_at]
    for row in report.edition.rows:
        places += [".".join(row.keys[:depth]) for depth in range(2, len(row.keys) + 1)]
    given = {f"{PLACE}.{key}" for key in report.about} | {f"{key}.{TEXT}" for key in report.texts}
    given |= {c.address for c in report.edition.cells if report.values[c.number] is not None}
    inline = any(positions.value_of(place) is not None for place in places)
    dotted = any(positions.header_of(key.rpartition(".")[0]) is None for key in given)
    if inline or dotted:
        raise _unchangeable()


def revised(path: Path, text: str, old: Report, new: Report) -> str:
    """The text of `new` for the file at `path`, whose text, that of `old`, may begin with a mark.

    A file in canonical form stays so; of any other only the keys that differ are changed. Raises
    GovreportError as `updated` does.
    """
    bom, plain = BOM * text.startswith(BOM), text.removeprefix(BOM)
    if plain != canonical(plain, old):
        return bom + (updated(plain, old, new) if old != new else plain)
    if old.edition is not new.edition:
        return bom + dumps(new, schema_reference(path, new.edition))
    return bom + canonical(plain, new)


def _with_line_ends(old: str, new: str) -> str:
    """`new`, written with LF, with the line ends of `old`: each line's own where they are mixed."""
    windows = old.count("\r\n")
    if windows == 0:
        return new
    if windows == old.count("\n"):
        return new.replace("\n", "\r\n")
    import difflib

    before, after = old.split("\n"), new.split("\n")
    bare = [line.removesuffix("\r") for line in before]
    for tag, i, _, j, k in difflib.SequenceMatcher(None, bare, after, autojunk=False).get_opcodes():
        for line in range(j, k):
            model = before[i + line - j] if tag == "equal" else before[max(i - 1, 0)]
            after[line] += "\r" if model.endswith("\r") else ""
    return "\n".join(after)


def canonical(old_text: str, new: Report) -> str:
    """The canonical text of `new`, with the first line for editors taken over from `old_text`."""
    first = old_text.partition("\n")[0].strip()
    return dumps(new, first.removeprefix("#:schema ") if first.startswith("#:schema ") else None)


def _edit(text: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    before, after = _tables(old), _tables(new)
    for place in dict.fromkeys([*before, *after]):
        keys, wanted = before.get(place, {}), after.get(place, {})
        for key in keys:
            if key not in wanted:
                text = _remove(text, _address(place, key))
        for key, value in wanted.items():
            if key not in keys or keys[key] != value:
                text = _set(text, place, key, value, list(wanted), list(after))
    return text


def _tables(data: Mapping[str, Any], place: str = "") -> dict[str, dict[str, Any]]:
    """The tables of a report file by address, each with its own keys, in canonical order."""
    own = {key: value for key, value in data.items() if not isinstance(value, dict)}
    found: dict[str, dict[str, Any]] = {}
    if own or not data:
        found[place] = own
    for key, value in data.items():
        if isinstance(value, dict):
            found |= _tables(value, _address(place, key))
    return found


def _address(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _remove(text: str, address: str) -> str:
    span = Positions(text).of(address)
    lines = text.split("\n")
    del lines[span.line - 1 : span.end_line]
    return "\n".join(lines)


def _set(text: str, place: str, key: str, value: object, keys: list[str], places: list[str]) -> str:
    positions = Positions(text)
    lines = text.split("\n")
    line = pair(key, value)
    span = positions.value_of(_address(place, key))
    if span is not None:
        literal = line.partition(" = ")[2]
        before, after = lines[span.line - 1], lines[span.end_line - 1]
        lines[span.line - 1 : span.end_line] = [
            before[: span.column - 1] + literal + after[span.end_column - 1 :]
        ]
        return "\n".join(lines)
    header = positions.header_of(place)
    if header is None and place:
        at = _end_of_table(positions, lines, places[: places.index(place)])
        lines[at:at] = ["", f"[{place}]", line]
        return "\n".join(lines)
    start = header.end_line if header is not None else 0
    blank = re.compile(rf"\s*#\s*{re.escape(key)}\s*=\s*(#.*)?")  # where a skeleton waits for it
    for number in range(start, len(lines)):
        if lines[number].lstrip().startswith("["):
            break
        if found := blank.fullmatch(lines[number]):
            lines[number] = f"{line}  {found[1]}" if found[1] else line
            return "\n".join(lines)
    earlier = [
        span.end_line
        for name in keys[: keys.index(key)]
        if (span := positions.value_of(_address(place, name))) is not None
    ]
    at = max(earlier, default=start)
    lines[at:at] = [line]
    return "\n".join(lines)


def _end_of_table(positions: Positions, lines: list[str], places: list[str]) -> int:
    """The number of lines up to the end of the last of some tables that is there."""
    for place in reversed(places):
        span: Span | None = positions.header_of(place)
        if span is not None:
            at = span.end_line
            while at < len(lines) and not lines[at].lstrip().startswith(("[", "#")):
                at += 1
            while at > span.end_line and not lines[at - 1].strip():
                at -= 1
            return at
    return len(lines) - (not lines[-1].strip())
