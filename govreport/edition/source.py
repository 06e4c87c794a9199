"""One table of an edition file: typed access, and every wrong or left-over key an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from govreport.errors import GovreportError
from govreport.messages import Message, msg


class Source:
    """A table of an edition file and where it stands. Each key is taken once.

    All methods raise GovreportError with the place when the value has the wrong type. So does
    `done` when a key was not asked for: it would be silently without effect.
    """

    def __init__(self, data: Mapping[str, Any], place: str) -> None:
        self._left = dict(data)
        self.place = place

    def wrong(self, reason: Message) -> GovreportError:
        """The error to raise about this table."""
        return GovreportError(
            msg("版式文件自相矛盾：{place}：{reason}。", place=self.place, reason=reason)
        )

    def _take(self, key: str, wanted: type, default: object) -> Any:
        if key not in self._left:
            if default is None:
                raise self.wrong(msg("缺少 {key}", key=key))
            return default
        value = self._left.pop(key)
        if type(value) is not wanted:
            raise self.wrong(msg("{key} 的类型不对", key=key))
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value: str = self._take(key, str, default)
        if default is None and not value:
            raise self.wrong(msg("{key} 是空的", key=key))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values: list[object] = self._take(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(msg("{key} 的类型不对", key=key))
        return tuple(str(value) for value in values)

    def wholes(self, key: str) -> tuple[int, ...]:
        values: list[object] = self._take(key, list, [])
        return tuple(value for value in values if isinstance(value, int))

    def whole(self, key: str, default: int | None = None) -> int:
        value: int = self._take(key, int, default)
        return value

    def flag(self, key: str) -> bool:
        value: bool = self._take(key, bool, False)
        return value

    def mapping(self, key: str) -> dict[str, object]:
        value: dict[str, object] = self._take(key, dict, None)
        return value

    def table(self, key: str, default: dict[str, Any] | None = None) -> Source:
        return Source(self._take(key, dict, default), f"{self.place} → {key}")

    def tables(self, key: str) -> Iterator[Source]:
        """The tables of an array; when the next one is asked for, this one is done with."""
        items: list[Any] = self._take(key, list, [])
        if not all(isinstance(item, dict) for item in items):
            raise self.wrong(msg("{key} 的类型不对", key=key))
        for number, item in enumerate(items):
            one = Source(item, f"{self.place} → {item.get('key') or f'{key}[{number}]'}")
            yield one
            one.done()

    def done(self) -> None:
        if self._left:
            raise self.wrong(msg("不认识的键 {keys}", keys=list(self._left)))
