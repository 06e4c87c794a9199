"""What stands in OUT and is remembered of it: what need not be made again, and how the rest gets there.

Used by whatever writes many outputs: each has a memory of its own in OUT, under its own name.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from typing import NamedTuple, TypeVar

from govreport.publish import manifest
from govreport.publish.manifest import Entry
from govreport.publish.product import Product
from govreport.publish.target import Target
from govreport.repository.pool import shared

ALONE = 24  # outputs that one process makes sooner than others have started
CHUNK = 16  # tasks that are sent to a process at a time

Task = TypeVar("Task")
Done = TypeVar("Done")


class Brought(NamedTuple):
    """How OUT was brought up to date, or with `check` would be. Outputs are paths below OUT, in order.

    `fresh`: how many outputs nothing had to be done for. `gone`: those that nothing asks for any
    more; `removed` those of them that were removed, `edited` those that were not, since somebody
    has changed them.
    """

    target: Target
    fresh: int
    products: Sequence[Product]
    gone: Sequence[str]
    removed: Sequence[str]
    edited: Sequence[str]

    @property
    def left(self) -> list[str]:
        """Outputs that nothing asks for, and that nobody has been asked to remove."""
        return [one for one in self.gone if one not in (*self.removed, *self.edited)]

    @property
    def differs(self) -> bool:
        """Whether OUT is not as it should be."""
        return bool(self.left) or any(one.state != "same" for one in self.products)


class Standing:
    """OUT and the memory of it in the file `name`. `trusted`: what is remembered need not be made.

    `old` is what was remembered, `entries` what is found or made to be right, `products` what was
    made. To be read while OUT is for nobody else, unless nothing is going to be written.
    """

    def __init__(self, target: Target, name: str, *, trusted: bool) -> None:
        self.target = target
        self.name = name
        self.trusted = trusted
        self.old: Mapping[str, Entry] = manifest.parse(target.read(name))
        self.entries: dict[str, Entry] = {}
        self.products: list[Product] = []
        self.fresh = 0

    def is_fresh(self, output: str, key: str, *, faultless: bool = False) -> bool:
        """Whether an output is remembered, and stands there as it was made. `faultless`: one that had
        errors is none."""
        entry = self.old.get(output)
        if not self.trusted or entry is None or entry.key != key or (faultless and entry.errors):
            return False
        if self.target.digest(output) != entry.digest:
            return False
        self.entries[output] = entry
        self.fresh += 1
        return True

    def take(self, one: Product, source: str, errors: int = 0) -> None:
        """Enter an output that was made."""
        self.products.append(one)
        self.entries[one.output] = Entry(source, one.key, one.digest, errors)

    def brought(self, gone: Sequence[str], *, write: bool, prune: bool) -> Brought:
        """Put what was made in its place, remember it, and remove what is gone where `prune` says so."""
        removed, edited = self._put_in_place(gone if prune else ()) if write else ([], [])
        return Brought(
            self.target, self.fresh, sorted(self.products), sorted(gone), removed, edited
        )

    def _put_in_place(self, gone: Sequence[str]) -> tuple[list[str], list[str]]:
        """Returns the outputs that were removed, and those that were left since they were edited."""
        kept = {**self.old, **self.entries}
        moved = [one.output for one in self.products if one.state != "same"]
        if moved:  # first say what is ours, so that nothing is forgotten when this is cut short
            self._remember({**kept, **{output: kept[output]._replace(key="") for output in moved}})
        for output in moved:
            self.target.move(output)
        removed, edited = [], []
        for output in sorted(gone):
            standing, made = self.target.digest(output), kept[output]
            if standing is not None and made.key and standing != made.digest:
                edited.append(output)
                continue
            self.target.remove(output)
            removed.append(output)
            del kept[output]
        self._remember(kept)
        return removed, edited

    def _remember(self, entries: Mapping[str, Entry]) -> None:
        data = manifest.dump(entries)
        if self.target.read(self.name) == data or not (entries or self.old):
            return
        self.target.write(self.name, data)


def done_by_several(
    do: Callable[[Sequence[Task]], Sequence[Done]], tasks: Sequence[Task], outputs: int, jobs: int
) -> Generator[Done, None, None]:
    """The tasks done, in their order, by this process or by several. `outputs`: how many come of them."""
    yield from do(tasks[:1])  # what it loads and works out, the others find done
    rest = tasks[1:]
    if outputs <= ALONE:
        jobs = 1
    size = max(1, min(CHUNK, len(rest) // (jobs * 4)))
    pieces = (rest[start : start + size] for start in range(0, len(rest), size))
    with closing(shared(do, pieces, jobs)) as done:
        for piece in done:
            yield from piece
