"""Which organs are the same one: former names, as reports and the roster state them.

Names are keys here (`organ_key`): how a name may be written does not matter any more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from govreport.edition import organ_key

if TYPE_CHECKING:
    from govreport.repository.roster import Roster


class Names:
    """The current name for every former one.

    A former name that two organs claim (one was divided) tells nothing and is left aside: figures
    would be compared that need not agree.
    """

    def __init__(self, claims: Mapping[str, Collection[str]]) -> None:
        self._current = {
            former: next(iter(owners)) for former, owners in claims.items() if len(owners) == 1
        }
        self._former: dict[str, frozenset[str]] = {}
        for name in self._current:
            current = self.current(name)
            self._former[current] = self._former.get(current, frozenset()) | {name}

    def __bool__(self) -> bool:
        return bool(self._current)

    def current(self, name: str) -> str:
        """The name that an organ goes by today; for names that go round in a circle, any one of them."""
        seen = [name]
        while name in self._current:
            name = self._current[name]
            if name in seen:
                return min(seen)
            seen.append(name)
        return name

    def all_of(self, name: str) -> frozenset[str]:
        """All names of the organ of this name, whichever of them it is."""
        current = self.current(name)
        return self._former.get(current, frozenset()) | {name, current}


def all_names(stated: Mapping[str, Collection[str]], roster: Roster | None) -> Names:
    """The names that are the same organ: former ones with the organs that reports state, and the
    roster's."""
    claims = {former: set(owners) for former, owners in stated.items()}
    for organ in roster.organs if roster else ():
        for former in map(organ_key, organ.aliases):
            if former != organ.key:
                claims.setdefault(former, set()).add(organ.key)
    return Names(claims)
