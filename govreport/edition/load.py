"""Edition files → `Edition`. A file that contradicts itself is refused with the place and reason."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import rtoml

from govreport.edition.model import (
    Block,
    Column,
    Edition,
    Field,
    Label,
    Orientation,
    Prompt,
    Row,
    Section,
    ValueKind,
    Word,
)
from govreport.edition.reading import Source
from govreport.edition.sums import Identities
from govreport.errors import GovreportError
from govreport.messages import msg

EDITIONS_DIR = Path(__file__).parent.parent / "editions"
FIELDS_FILE = "_report.toml"
READING = (
    "subject", "report", "fillers", "cut_organ", "rolled_up", "notes", "organization", "date", "about",
)  # fmt: skip


@cache
def edition_names() -> tuple[str, ...]:
    """The editions there are, oldest first."""
    return tuple(sorted(p.stem for p in EDITIONS_DIR.glob("[!_]*.toml")))


@cache
def load_edition(name: str) -> Edition:
    """The edition of that name. Raises GovreportError when there is none."""
    if name not in edition_names():
        raise GovreportError(
            msg("没有名为“{name}”的版式。", name=name),
            msg("可用的版式：{names}。", names=edition_names()),
        )
    edition = read_edition(EDITIONS_DIR / f"{name}.toml", EDITIONS_DIR / FIELDS_FILE)
    if edition.name != name:
        raise Source({}, f"{name}.toml").wrong(
            msg("文件名与 edition = {edition} 不一致", edition=repr(edition.name))
        )
    return edition


@cache
def editions() -> tuple[Edition, ...]:
    """All editions, oldest first. No two may be in force for the same year."""
    loaded = tuple(load_edition(name) for name in edition_names())
    for earlier, later in pairwise(loaded):
        if earlier.last_year is None or earlier.last_year >= later.first_year:
            raise Source({}, f"{later.name}.toml").wrong(
                msg("{earlier} 与 {later} 的年份重叠", earlier=earlier.name, later=later.name)
            )
    return loaded


def edition_for_year(year: int) -> Edition | None:
    """The edition in force for reports on `year`; None when there was none yet."""
    return next((edition for edition in editions() if edition.covers(year)), None)


def read_edition(path: Path, fields_path: Path = EDITIONS_DIR / FIELDS_FILE) -> Edition:
    """Read and validate one edition file. Raises GovreportError with the place in the file."""
    common = _parse(fields_path)
    kinds = {kind.key: kind for kind in map(_value_kind, common.tables("values"))}
    words = {name: _words(common, name) for name in ("kinds", "scopes")}
    fields = tuple(_field(one, words) for one in common.tables("fields"))
    reading = _reading(common.table("reading"))
    common.done()

    source = _parse(path)
    name = source.text("edition")
    sections: list[Section] = []
    rows: list[Row] = []
    identities = Identities()
    for one in source.tables("sections"):
        section = _section(one, kinds, sum(len(row.columns) for row in rows))
        if section.key in {other.key for other in sections}:
            raise one.wrong(msg("键“{key}”用了两次", key=section.key))
        sections.append(section)
        rows += section.rows
        identities.add(one, section)
        one.done()
    first_year, last_year = source.whole("first_year"), source.whole("last_year", -1)
    if last_year != -1 and last_year < first_year:
        raise source.wrong(msg("last_year 早于 first_year"))
    edition = Edition(
        name=name,
        first_year=first_year,
        last_year=None if last_year == -1 else last_year,
        title=source.text("title"),
        date_format=source.text("date"),
        english=source.text("english"),
        notice=source.mapping("notice"),
        preamble=_label(source.table("preamble"), kinds, leaf=True),
        fields=fields,
        sections=tuple(sections),
        sums=tuple(identities.sums),
        balances=tuple(identities.balances),
        bounds=tuple(identities.bounds),
        continuities=tuple(identities.continuities),
        rows=tuple(rows),
        reading=reading,
    )
    source.done()
    return edition


def _parse(path: Path) -> Source:
    try:
        return Source(rtoml.loads(path.read_text("utf-8")), path.name)
    except (rtoml.TomlParsingError, UnicodeDecodeError, OSError) as error:
        raise GovreportError(
            msg("版式文件 {file} 读不出来：{error}", file=path.name, error=str(error))
        ) from error


def _reading(one: Source) -> dict[str, tuple[str, ...]]:
    found = {key: one.texts(key) for key in READING}
    one.done()
    return found


def _value_kind(one: Source) -> ValueKind:
    kind = ValueKind(one.text("key"), one.whole("minimum"), one.whole("maximum"), one.flag("whole"))
    one.done()
    return kind


def _words(common: Source, name: str) -> tuple[Word, ...]:
    found = []
    for one in common.tables(name):
        found.append(
            Word(one.text("key"), one.text("label"), one.text("english"), one.texts("endings"))
        )
        one.done()
    return tuple(found)


def _field(one: Source, words: dict[str, tuple[Word, ...]]) -> Field:
    wordlist = one.text("words", "")
    if wordlist and wordlist not in words:
        raise one.wrong(msg("没有词表“{name}”", name=wordlist))
    found = Field(
        one.text("key"),
        one.text("label"),
        one.text("english"),
        one.text("type"),
        one.text("guidance"),
        one.flag("required"),
        words.get(wordlist, ()),
    )
    one.done()
    return found


def _section(one: Source, kinds: dict[str, ValueKind], first: int) -> Section:
    key, narrative, width = one.text("key"), one.flag("narrative"), one.whole("width", 0)
    blocks: list[Block] = []
    seen: set[str] = set()
    for block_source in one.tables("blocks"):
        block = _block(block_source, key, kinds, first)
        first += sum(len(row.columns) for row in block.rows)
        for row in block.rows:
            if row.address in seen:
                raise block_source.wrong(msg("行“{row}”出现两次", row=row.address))
            seen.add(row.address)
        blocks.append(block)
    if narrative == bool(blocks):
        raise one.wrong(msg("一个部分要么是文字（narrative），要么有表格（blocks）"))
    natural = max((_natural_width(block) for block in blocks), default=0)
    if width and width < natural:
        raise one.wrong(msg("表宽 {width} 小于各栏需要的 {natural}", width=width, natural=natural))
    section = Section(
        key=key,
        number=one.text("number"),
        heading=one.text("heading"),
        english=one.text("english"),
        narrative=narrative,
        guidance=one.text("guidance"),
        source=one.text("source"),
        width=width or natural,
        blocks=tuple(blocks),
        parts=tuple(_label(part, kinds, leaf=True) for part in one.tables("parts")),
        prompts=tuple(_prompt(prompt, kinds) for prompt in one.tables("prompts")),
        aliases=one.texts("aliases"),
    )
    if (section.parts or section.prompts) and not narrative:
        raise one.wrong(msg("只有文字部分可以有 parts 或 prompts"))
    if not section.heading.startswith(section.number):
        raise one.wrong(
            msg(
                "标题“{heading}”与序号“{number}”不一致",
                heading=section.heading,
                number=section.number,
            )
        )
    return section


def _prompt(one: Source, kinds: dict[str, ValueKind]) -> Prompt:
    labels = tuple(_label(c, kinds, leaf=True, values=True) for c in one.tables("columns"))
    columns = tuple(Column(c.key, (c.label,), c, c.value) for c in labels if c.value is not None)
    label = Label(
        one.text("label"),
        one.text("key"),
        one.text("english"),
        one.text("guidance"),
        one.text("source"),
    )
    prompt = Prompt(label, columns, one.text("zero"), one.text("sentence"))
    given = {"year": 0} | {column.key: 0 for column in columns}
    try:
        missing = [c.key for c in columns if f"{{{c.key}}}" not in prompt.sentence]
        for template in (prompt.zero, prompt.sentence):
            template.format_map(given)
    except (KeyError, ValueError, IndexError) as error:
        raise one.wrong(msg("句子里的 {name} 不是这里的栏", name=str(error))) from error
    if missing or not columns or len(given) != len(columns) + 1:
        raise one.wrong(msg("每一栏都要有不重复的 key，并且写在句子里"))
    one.done()
    return prompt


def _natural_width(block: Block) -> int:
    if block.orientation == "across":
        return len(block.rows) * len(block.columns)
    return block.label_columns + len(block.columns)


def _block(one: Source, section: str, kinds: dict[str, ValueKind], first: int) -> Block:
    orientation = one.text("orientation", "down")
    if orientation not in ("down", "across"):
        raise one.wrong(
            msg("orientation 只能是 down 或 across，不能是“{value}”", value=orientation)
        )
    heading = one.text("heading", "")
    column_labels = tuple(_label(c, kinds, leaf=True, values=True) for c in one.tables("columns"))
    row_labels = tuple(_label(r, kinds, leaf=False) for r in one.tables("rows"))
    label_columns = one.whole("label_columns", 1)
    depth = max((label.depth for label in row_labels), default=0)
    if orientation == "down" and depth > label_columns:
        raise one.wrong(
            msg("行标题有 {depth} 层，label_columns 只有 {n}", depth=depth, n=label_columns)
        )
    columns = tuple(
        Column(leaf.key, path, leaf, leaf.value)
        for path, chain in _paths(column_labels)
        if (leaf := chain[-1]).value is not None
    )
    keys = [column.key for column in columns]
    if not columns or not row_labels or len(set(keys)) != len(keys) or "" in keys:
        raise one.wrong(msg("每一栏都要有不重复的 key，行和栏都不能没有"))
    rows = []
    for path, chain in _paths(row_labels):
        row_keys = (section, *(label.key for label in chain))
        if "" in row_keys:
            raise one.wrong(msg("行“{row}”没有 key", row="/".join(path)))
        full_path = (heading, *path) if heading else path
        rows.append(Row(row_keys, full_path, chain, columns, first))
        first += len(columns)
    block = Block(
        heading=heading,
        corner=one.text("corner", ""),
        orientation=_orientation(orientation),
        label_columns=label_columns if orientation == "down" else 0,
        column_labels=column_labels,
        row_labels=row_labels,
        columns=columns,
        rows=tuple(rows),
    )
    one.done()
    return block


def _orientation(word: str) -> Orientation:
    return "across" if word == "across" else "down"


def _paths(labels: tuple[Label, ...]) -> list[tuple[tuple[str, ...], tuple[Label, ...]]]:
    """For every innermost heading, the labels on the way to it, as words and as values."""
    found: list[tuple[tuple[str, ...], tuple[Label, ...]]] = []
    for label in labels:
        if not label.children:
            found.append(((label.label,), (label,)))
        for path, chain in _paths(label.children):
            found.append(((label.label, *path), (label, *chain)))
    return found


def _label(one: Source, kinds: dict[str, ValueKind], *, leaf: bool, values: bool = False) -> Label:
    nested = "columns" if leaf else "rows"
    children = tuple(_label(c, kinds, leaf=leaf, values=values) for c in one.tables(nested))
    siblings = [child.key for child in children if child.key]
    if len(set(siblings)) != len(siblings):
        raise one.wrong(msg("下级标题的 key 有重复"))
    kind: Any = one.text("value", "")
    if values and not children and kind not in kinds:
        raise one.wrong(msg("value 只能是 {kinds}，不能是“{value}”", kinds=list(kinds), value=kind))
    if kind and (children or not values):
        raise one.wrong(msg("只有最里层的栏可以有 value"))
    label = Label(
        label=one.text("label"),
        key=one.text("key", ""),
        english=one.text("english"),
        guidance=one.text("guidance", ""),
        source=one.text("source", ""),
        aliases=one.texts("aliases"),
        children=children,
        value=kinds.get(kind),
        unit=one.text("unit", ""),
    )
    if label.label != label.label.strip():
        raise one.wrong(msg("标题“{label}”前后有空白", label=label.label))
    one.done()
    return label
