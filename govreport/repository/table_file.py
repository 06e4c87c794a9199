"""Reading a TOML file that a person keeps (configuration, roster): every complaint with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rtoml

from govreport.errors import GovreportError
from govreport.messages import Message, msg
from govreport.tomlio.read import read
from govreport.tomlio.structure import brief, nearest

if TYPE_CHECKING:
    from govreport.tomlio.positions import Positions


def read_text(path: Path) -> str:
    """The text of a file, a byte order mark left aside. Raises GovreportError when it is not UTF-8."""
    data = read(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GovreportError(
            msg("{path} 不是 UTF-8 编码。", path=str(path)),
            msg(
                "如果是 GBK（GB18030）编码：iconv -f GB18030 -t UTF-8 旧文件 > 新文件，"
                "或在编辑器、Excel 里另存为 UTF-8。"
            ),
        ) from error


class TableFile:
    """A TOML file, parsed, that can say where each of its keys stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = read_text(path)
        self._positions: Positions | None = None
        try:
            self.data: Mapping[str, Any] = rtoml.loads(self.text)
        except rtoml.TomlParsingError as error:
            from govreport.tomlio.faults import diagnose

            first = diagnose(self.text, str(error))[0]
            assert first.span is not None
            raise GovreportError(
                msg("{path} 第 {line} 行第 {column} 列：{reason}", path=str(path),
                    line=first.span.line, column=first.span.column, reason=first.message)
            ) from error  # fmt: skip

    def line(self, address: str) -> int:
        """The line of a key or table."""
        if self._positions is None:
            from govreport.tomlio.positions import Positions

            self._positions = Positions(self.text)
        return self._positions.of(address).line

    def wrong(self, address: str, reason: Message, hint: Message | None = None) -> GovreportError:
        """The error to raise about a key."""
        path, line = str(self.path), self.line(address)
        return GovreportError(
            msg("{path} 第 {line} 行：{reason}", path=path, line=line, reason=reason), hint
        )

    def unknown(self, key: str, place: str, known: Iterable[str]) -> GovreportError:
        """The error of a key that means nothing, with the nearest one that does."""
        names = tuple(known)
        near, shown = nearest(key, names), brief(key)
        reason = msg("不认识的键“{key}”。这里可以用：{known}。", key=shown, known=names)
        if near is not None:
            reason = msg("不认识的键“{key}”，是不是“{meant}”？", key=shown, meant=near)
        return self.wrong(f"{place}.{key}" if place else key, reason)
