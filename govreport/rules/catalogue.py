"""All rules, by code, and how a person picks some of them. A new rule is named here."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.rules import copied, dates, file, presence, rollup, tables, texts, waivers, years
from govreport.rules.rule import RepositoryRule, Rule

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *file.RULES,
            waivers.RULE,
            dates.RULE,
            *texts.RULES,
            *tables.RULES,
            *years.RULES,
            copied.RULE,
            *presence.RULES,
            rollup.RULE,
        ),
        key=attrgetter("code"),
    )
)
BY_CODE = {rule.code: rule for rule in RULES}
REPOSITORY_CODES = frozenset(rule.code for rule in RULES if isinstance(rule, RepositoryRule))


def select_rules(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules to run: those selected (all when none is), less those ignored.

    A code may be a beginning: GR3 means all of section 三. Raises GovreportError for one that
    means no rule.
    """
    chosen, left_out = _matching(select), _matching(ignore)
    return tuple(r for r in RULES if (not chosen or r.code in chosen) and r.code not in left_out)


def _matching(codes: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for code in codes:
        wanted = code.strip()
        matching = {
            r.code for r in RULES if r.code.startswith(wanted.upper()) or r.name == wanted.lower()
        }
        if not wanted or not matching:
            raise _unknown(wanted)
        found |= matching
    return frozenset(found)


def _unknown(code: str) -> GovreportError:
    import difflib

    known = [name for rule in RULES for name in (rule.code, rule.code.lower(), rule.name)]
    near = difflib.get_close_matches(code, known, 1, 0.8)
    return GovreportError(
        msg("没有编号为“{code}”的规则。", code=code),
        msg("最接近的是 {near}；govreport rules 列出全部。", near=near[0])
        if near
        else msg("govreport rules 列出全部；也可以写编号的开头，如 GR3。"),
    )
