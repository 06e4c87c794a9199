"""One table of an edition file: typed access, and every wrong or left-over key an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from govreport.errors import GovreportError
from govreport.messages import Message, msg

T = TypeVar("T")


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

    def take(self, key: str, wanted: type[T], default: T | None = None) -> T:
        """The value of a key that has to be of that type, and there unless a default is given."""
        if key not in self._left:
            if default is None:
                raise self.wrong(msg("缺少 {key}", key=key))
            return default
        value = self._left.pop(key)
        if type(value) is not wanted:
            raise self.wrong(msg("{key} 的类型不对", key=key))
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value = self.take(key, str, default)
        if default is None and not value:
            raise self.wrong(msg("{key} 是空的", key=key))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        return self._items(key, str)

    def wholes(self, key: str) -> tuple[int, ...]:
        return self._items(key, int)

    def table(self, key: str, default: dict[str, Any] | None = None) -> Source:
        return Source(self.take(key, dict, default), f"{self.place} → {key}")

    def tables(self, key: str) -> Iterator[Source]:
        """The tables of an array; when the next one is asked for, this one is done with."""
        for number, item in enumerate(self._items(key, dict)):
            one = Source(item, f"{self.place} → {item.get('key') or f'{key}[{number}]'}")
            yield one
            one.done()

    def _items(self, key: str, wanted: type[T]) -> tuple[T, ...]:
        items = self.take(key, list, [])
        if not all(type(item) is wanted for item in items):
            raise self.wrong(msg("{key} 的类型不对", key=key))
        return tuple(items)

    def done(self) -> None:
        if self._left:
            raise self.wrong(msg("不认识的键 {keys}", keys=list(self._left)))
