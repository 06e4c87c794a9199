"""A section of an edition file → its labels, blocks, rows and prompts, refused where it contradicts
itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from govreport.edition.model import (
    Block,
    Column,
    Label,
    Orientation,
    Prompt,
    Row,
    Section,
    ValueKind,
)
from govreport.edition.source import Source
from govreport.messages import msg

Kinds = Mapping[str, ValueKind]
ORIENTATIONS: tuple[Orientation, ...] = get_args(Orientation)


def read_section(one: Source, kinds: Kinds, first: int) -> Section:
    """The section; `first` is the number of its first cell. Its identities are left in `one`."""
    key, narrative, width = (
        one.text("key"),
        one.take("narrative", bool, False),
        one.take("width", int, 0),
    )
    blocks: list[Block] = []
    seen: set[str] = set()
    for block_source in one.tables("blocks"):
        block = _block(block_source, key, kinds, first)
        for row in block.rows:
            first += len(row.columns)
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
        parts=tuple(read_label(part, "columns") for part in one.tables("parts")),
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


def read_label(one: Source, nested: str, kinds: Kinds | None = None) -> Label:
    """A heading and those under it, which stand under the key `nested`.

    `kinds`: the innermost are headings of numbers, each of one of these kinds.
    """
    children = tuple(read_label(child, nested, kinds) for child in one.tables(nested))
    keys = [child.key for child in children if child.key]
    if len(set(keys)) != len(keys):
        raise one.wrong(msg("下级标题的 key 有重复"))
    kind = one.text("value", "")
    if kinds and not children and kind not in kinds:
        raise one.wrong(msg("value 只能是 {kinds}，不能是“{value}”", kinds=list(kinds), value=kind))
    if kind and (children or not kinds):
        raise one.wrong(msg("只有最里层的栏可以有 value"))
    label = Label(
        label=one.text("label"),
        key=one.text("key", ""),
        english=one.text("english"),
        guidance=one.text("guidance", ""),
        source=one.text("source", ""),
        aliases=one.texts("aliases"),
        children=children,
        value=kinds[kind] if kinds and kind else None,
        unit=one.text("unit", ""),
    )
    if label.label != label.label.strip():
        raise one.wrong(msg("标题“{label}”前后有空白", label=label.label))
    return label


def _block(one: Source, section: str, kinds: Kinds, first: int) -> Block:
    word = one.text("orientation", "down")
    orientation = next((known for known in ORIENTATIONS if known == word), None)
    if orientation is None:
        raise one.wrong(msg("orientation 只能是 down 或 across，不能是“{value}”", value=word))
    heading = one.text("heading", "")
    column_labels = tuple(read_label(c, "columns", kinds) for c in one.tables("columns"))
    row_labels = tuple(read_label(r, "rows") for r in one.tables("rows"))
    label_columns = one.take("label_columns", int, 1)
    depth = max((label.depth for label in row_labels), default=0)
    if orientation == "down" and depth > label_columns:
        raise one.wrong(
            msg("行标题有 {depth} 层，label_columns 只有 {n}", depth=depth, n=label_columns)
        )
    columns = tuple(
        Column(chain[-1].key, tuple(label.label for label in chain), chain[-1], chain[-1].value)
        for chain in _chains(column_labels)
        if chain[-1].value is not None
    )
    keys = [column.key for column in columns]
    if not columns or not row_labels or len(set(keys)) != len(keys) or "" in keys:
        raise one.wrong(msg("每一栏都要有不重复的 key，行和栏都不能没有"))
    rows = []
    for chain in _chains(row_labels):
        path = tuple(label.label for label in chain)
        row_keys = (section, *(label.key for label in chain))
        if "" in row_keys:
            raise one.wrong(msg("行“{row}”没有 key", row="/".join(path)))
        rows.append(Row(row_keys, (heading, *path) if heading else path, chain, columns, first))
        first += len(columns)
    return Block(
        heading=heading,
        corner=one.text("corner", ""),
        orientation=orientation,
        label_columns=label_columns if orientation == "down" else 0,
        column_labels=column_labels,
        row_labels=row_labels,
        columns=columns,
        rows=tuple(rows),
    )


def _chains(labels: tuple[Label, ...]) -> Iterator[tuple[Label, ...]]:
    """For every innermost heading, the headings on the way to it and itself."""
    for label in labels:
        if not label.children:
            yield (label,)
        for chain in _chains(label.children):
            yield (label, *chain)


def _natural_width(block: Block) -> int:
    if block.orientation == "across":
        return len(block.rows) * len(block.columns)
    return block.label_columns + len(block.columns)


def _prompt(one: Source, kinds: Kinds) -> Prompt:
    labels = [read_label(c, "columns", kinds) for c in one.tables("columns")]
    columns = tuple(Column(c.key, (c.label,), c, c.value) for c in labels if c.value is not None)
    label = Label(
        label=one.text("label"),
        key=one.text("key"),
        english=one.text("english"),
        guidance=one.text("guidance"),
        source=one.text("source"),
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
    return prompt
