"""Keys and tables that stand twice in a file, and a header that is missing, so that they seem to."""

from __future__ import annotations

from govreport.messages import msg
from govreport.tomlio.faults.expected_values import following
from govreport.tomlio.faults.fault import Edit, Fault
from govreport.tomlio.faults.toml_statements import Statement, header_name


class Seen:
    """The tables and keys of a file so far; `take` says whether the next one was there before."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tables: dict[str, int] = {}
        self._keys: dict[str, int] = {}
        self._renamed = 0
        self.table = ""

    def take(self, one: Statement) -> Fault | None:
        """The fault of a statement that was written before; its `edits` give it another name."""
        if one.part == "header":
            return self._header(one)
        if one.part == "pair" and one.head is not None:
            key = one.key.strip("\"'")
            if key in self._keys:
                return self._again(one, key)
            self._keys[key] = one.line
        return None

    def _header(self, one: Statement) -> Fault | None:
        text = one.text.strip()
        name = header_name(text)
        first = self._tables.get(name)
        self.table, self._keys = name, {}
        if text.startswith("[[") or first is None:
            if not text.startswith("[["):
                self._tables[name] = one.line
            return None
        self._renamed += 1
        self.table = ""
        message = msg(
            "[{name}] 在第 {line} 行已经有了，同一个表只能有一个：两处留下对的一处，另一处连同下面的键删去；"
            "本来是别的表的，请改表头。",
            name=name, line=first,
        )  # fmt: skip
        start = len(one.text) - len(one.text.lstrip())
        return Fault(
            message, start, start + len(text), (Edit(0, len(one.text), f"[twice{self._renamed}]"),)
        )

    def _again(self, one: Statement, key: str) -> Fault:
        """A key that its table has already: here a new table may have to begin."""
        self._renamed += 1
        assert one.head is not None
        start = one.head.start("key")
        message = msg(
            "“{key}”在这个表里第 {line} 行已经写过了：留下对的一行，另一行删去。",
            key=key,
            line=self._keys[key],
        )
        new = f"twice{self._renamed}"
        return Fault(
            message, start, len(one.text.rstrip()), (Edit(start, one.head.end("key"), new),)
        )

    def without_header(self, one: Statement, fault: Fault) -> Fault:
        """What to say when the key behind a repeated one is repeated too: the header before the two
        is missing. From here on keys count as those of the table that is missing.
        """
        key = one.key.strip("\"'")
        line, missing = self._keys[key], following(self.table)
        if missing is not None and f"[{missing}]" in self._text:
            missing = None
        self._renamed += 1
        self.table, self._keys = missing or "", {key: line}
        if missing is not None:
            message = msg(
                "从这一行起的键在第 {line} 行起已经写过：这里少了表头 [{name}]，请补上；是重复的请删去。",
                line=line, name=missing,
            )  # fmt: skip
        else:
            message = msg(
                "从这一行起的键在第 {line} 行起已经写过：这里少了一个表头，请补上；是重复的请删去。",
                line=line,
            )
        return Fault(message, fault.start, fault.end, (Edit(0, 0, f"[twice{self._renamed}]\n"),))
