"""The organs of a district's year by the shares of their own numbers, as tables with plots."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govreport.edition import Edition, Label
from govreport.messages import Message, Translator, msg
from govreport.publish.site.figure_lines import beside
from govreport.publish.site.year_numbers import Data, share
from govreport.rendering import plots
from govreport.rendering.layout import number_text
from govreport.repository.district_members import DistrictYear
from govreport.repository.organ_ranking import Fraction, corrected, refused, standings
from govreport.text import clean

Kind = Callable[[Edition], Fraction]


def _kinds(edition: Edition) -> list[tuple[str, Kind, Label, Message | Label]]:
    """What is ranked: its key, the part and what it is a part of, official where they are."""
    refusals = edition.cells[refused(edition).part[0]].row.labels[1]
    closed = edition.cells[refused(edition).whole[0]].row.labels[-1]
    corrections = edition.cells[corrected(edition).part[0]].column.label
    return [
        ("refused", refused, refusals, closed),
        ("corrected", corrected, corrections, msg("复议和诉讼已审结")),
    ]


def share_rankings(
    this: DistrictYear, before: DistrictYear | None, pages: Mapping[str, str], translate: Translator
) -> list[Data]:
    """A table a kind; `pages`: where an organ has its page, seen from the year's."""
    found: list[Data] = []
    assert this.edition is not None
    for key, fraction, part, whole in _kinds(this.edition):
        ranked, without = standings(this, before, fraction)
        most = max((n for one in ranked for n in (one.share, one.before or 0)), default=0) or 1
        note = msg("没有名次：{organs}（没有可以相除的数，没有填，或者有疑问）。",
                   organs=[clean(one) for one in without])  # fmt: skip
        rows = [
            {
                "rank": str(one.rank),
                "organ": clean(one.organ),
                "href": pages.get(one.organ, ""),
                "part": number_text(one.part),
                "whole": number_text(one.whole),
                "this": share(one.share),
                "before": share(one.before),
                "plot": plots.bars(one.share, one.before, most),
            }
            for one in ranked
        ]
        found.append(
            {
                "key": f"ranking-{key}",
                "heading": translate(msg("各机关：{part}的占比", part=part.label)),
                "part": _name(part, translate),
                "whole": _name(whole, translate)
                if isinstance(whole, Label)
                else {"label": translate(whole), "english": ""},
                "note": translate(note) if without else "",
                "rows": rows,
            }
        )
    return [one for one in found if one["rows"]]


def _name(label: Label, translate: Translator) -> Data:
    return {"label": label.label, "english": beside(label.english, translate)}
